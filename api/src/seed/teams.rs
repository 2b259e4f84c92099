//! Volunteer teams: of communities and their squads, of units, and professional ones for a street or the city.

use super::chance::Chance;
use super::data::Data;
use super::people::{People, Somebody};
use super::places::{Place, Places};
use super::professions::{CITY_TEAMS, LOCAL_TEAMS, Profession, STREET_TEAMS};
use super::recruit::{Builder, Plan};
use super::rows::SkillRow;
use super::units::Unit;
use super::{City, Scale};
use chrono::{DateTime, Utc};
use contract::TeamId;
use contract::org::TeamKind;

/// A team as dispatching sees it.
#[derive(Clone, Debug)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub kind: TeamKind,
    pub area: String,
    pub skills: Vec<String>,
    pub capacity: i32,
    pub is_on_leave: bool,
    pub leader: Somebody,
    pub members: Vec<Somebody>,
    /// Orders it has that are open now.
    pub load: i32,
}

/// Fills `city` with skills, teams and the roles of their leaders.
pub fn build(
    city: &mut City,
    data: &Data,
    places: &Places,
    people: &People,
    units: &[Unit],
    plan: (u64, Scale, DateTime<Utc>),
    at: DateTime<Utc>,
) -> Vec<Team> {
    let (seed, scale, now) = plan;
    let skills = data.menu.skills.iter().map(|s| SkillRow { code: s.code.clone(), name: s.name.clone(), name_en: s.name_en.clone() });
    city.skills.extend(skills);
    let mut builder = Builder { chance: Chance::new(seed, "teams"), at, now, city, teams: Vec::new() };
    builder.demo_teams(places, people);
    for (index, community) in places.communities.iter().enumerate() {
        builder.local_teams(&community.place, index, people);
    }
    for (index, street) in places.streets.iter().enumerate() {
        let pool = pool(places, people, |c| c.street == index);
        // At the small scale most streets have no people.
        if scale == Scale::City || !pool.is_empty() {
            builder.professionals(STREET_TEAMS, street, &pool, (15, 30));
        }
    }
    let everybody = pool(places, people, |_| true);
    builder.professionals(CITY_TEAMS, &places.city, &everybody, (60, 120));
    for unit in units {
        builder.unit_team(unit, places, people);
    }
    builder.teams
}

fn pool(places: &Places, people: &People, of: impl Fn(&super::places::Community) -> bool) -> Vec<Somebody> {
    places.communities.iter().zip(&people.locals).filter(|(c, _)| of(c)).flat_map(|(_, l)| l.members.iter().cloned()).collect()
}

fn owned(skills: &[&str]) -> Vec<String> {
    skills.iter().map(|s| (*s).to_owned()).collect()
}

impl Builder<'_> {
    /// The two teams of the first community whose leads have a demo account. The others of that community fill them.
    fn demo_teams(&mut self, places: &Places, people: &People) {
        let (Some(community), Some(locals)) = (places.communities.first(), people.locals.first()) else {
            return;
        };
        let by_name = |name: &str| locals.members.iter().find(|m| m.name == name).cloned();
        let short = community.place.name.trim_end_matches("社区");
        let teams = [
            ("张建军", "党员水电维修队", ["electrical", "appliance_repair", "plumbing"], 12),
            ("赵卫国", "红色服务小分队", ["electrical", "shopping", "digital_help"], 10),
        ];
        for (lead, name, skills, capacity) in teams {
            let Some(leader) = by_name(lead) else {
                continue;
            };
            let others: Vec<Somebody> =
                locals.members.iter().filter(|m| m.id != leader.id && by_name("李国强").is_none_or(|l| l.id != m.id)).cloned().collect();
            let mut members = self.chance.some(&others, 6);
            members.extend(by_name("李国强").filter(|_| lead == "张建军"));
            let kind = if lead == "张建军" { TeamKind::Community } else { TeamKind::Squad };
            let plan = Plan {
                name: format!("{short}{name}"),
                kind,
                area: &community.place,
                unit: None,
                skills: owned(&skills),
                capacity,
                may_rest: false,
            };
            self.team(plan, leader, members);
        }
    }

    /// One to three, the last of them a squad; the first community has two already.
    fn local_teams(&mut self, place: &Place, index: usize, people: &People) {
        let Some(pool) = people.locals.get(index).map(|l| l.members.clone()).filter(|m| m.len() >= 5) else {
            return;
        };
        let count = if index == 0 { 1 } else { self.chance.below(3) + 1 };
        let short = place.name.trim_end_matches("社区").trim_end_matches('村');
        for (n, (name, skills)) in self.chance.some(LOCAL_TEAMS, count).into_iter().enumerate() {
            let (name, kind) = if n == 2 {
                (format!("{short}红色服务小分队"), TeamKind::Squad)
            } else {
                (format!("{short}{name}"), TeamKind::Community)
            };
            let capacity = i32::try_from(self.chance.between(3, 8)).unwrap_or(3);
            let plan = Plan { name, kind, area: place, unit: None, skills: owned(skills), capacity, may_rest: true };
            self.recruit(plan, &pool);
        }
    }

    fn professionals(&mut self, professions: &[Profession], area: &Place, pool: &[Somebody], (least, most): (i64, i64)) {
        let short = area.name.trim_end_matches("大工委");
        for (name, skills) in professions {
            let capacity = i32::try_from(self.chance.between(least, most)).unwrap_or(20);
            let plan = Plan {
                name: format!("{short}{name}"),
                kind: TeamKind::Professional,
                area,
                unit: None,
                skills: owned(skills),
                capacity,
                may_rest: false,
            };
            self.recruit(plan, pool);
        }
    }

    /// A unit's team serves the first community it is paired with.
    fn unit_team(&mut self, unit: &Unit, places: &Places, people: &People) {
        let Some(index) = unit.communities.first() else {
            return;
        };
        let (Some(community), Some(locals)) = (places.communities.get(*index), people.locals.get(*index)) else {
            return;
        };
        let (_, skills) = *self.chance.pick(LOCAL_TEAMS);
        let capacity = i32::try_from(self.chance.between(2, 6)).unwrap_or(2);
        let name = format!("{}志愿服务队", unit.name);
        let plan = Plan {
            name,
            kind: TeamKind::Unit,
            area: &community.place,
            unit: Some(unit.id),
            skills: owned(skills),
            capacity,
            may_rest: true,
        };
        self.recruit(plan, &locals.members);
    }
}
