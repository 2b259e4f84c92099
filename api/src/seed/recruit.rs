//! From a plan to a team: leader and members out of a pool, its rows, its leader's role.

use super::City;
use super::chance::Chance;
use super::people::Somebody;
use super::places::Place;
use super::rows::{GrantRow, TeamMemberRow, TeamRow};
use super::teams::Team;
use crate::platform::calendar::local;
use crate::platform::db::types::Json;
use chrono::{DateTime, Days, Utc};
use contract::accounts::Role;
use contract::org::TeamKind;
use contract::{GrantId, TeamId, UnitId};

/// Puts teams into the city, one after the other.
pub struct Builder<'a> {
    pub chance: Chance,
    pub at: DateTime<Utc>,
    pub now: DateTime<Utc>,
    pub city: &'a mut City,
    pub teams: Vec<Team>,
}

/// Whom a team serves and what it is.
pub struct Plan<'a> {
    pub name: String,
    pub kind: TeamKind,
    pub area: &'a Place,
    pub unit: Option<UnitId>,
    pub skills: Vec<String>,
    pub capacity: i32,
    pub may_rest: bool,
}

impl Builder<'_> {
    /// A team out of a pool of members; none when the pool is empty. The demo leads lead their own team only.
    pub fn recruit(&mut self, plan: Plan<'_>, pool: &[Somebody]) {
        let free: Vec<Somebody> = pool.iter().filter(|p| !self.teams.iter().take(2).any(|t| t.leader.id == p.id)).cloned().collect();
        let count = self.chance.below(9) + 5;
        let mut members = self.chance.some(&free, count);
        if let Some(leader) = members.pop() {
            self.team(plan, leader, members);
        }
    }

    /// A team with its leader, whose role counts at the team's area.
    pub fn team(&mut self, plan: Plan<'_>, leader: Somebody, mut members: Vec<Somebody>) {
        let id = TeamId(self.chance.id(self.at));
        let rests = plan.may_rest && self.chance.percent(6);
        let on_leave_until = rests.then(|| local(self.now).date() + Days::new(self.chance.below(10) as u64 + 1));
        members.push(leader.clone());
        self.city.teams.push(TeamRow {
            id,
            name: plan.name.clone(),
            kind: plan.kind,
            area_id: plan.area.id,
            area: plan.area.path.clone(),
            unit_id: plan.unit,
            leader_id: leader.id,
            skills: Json(plan.skills.clone()),
            capacity: plan.capacity,
            on_leave_until,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        self.city.team_members.extend(members.iter().map(|m| TeamMemberRow { team_id: id, person_id: m.id }));
        let held = self.city.role_grants.iter().any(|g| g.person_id == leader.id && g.role == Role::TeamLead && g.node_id == plan.area.id);
        if !held {
            let grant = GrantId(self.chance.id(self.at));
            self.city.role_grants.push(GrantRow {
                id: grant,
                person_id: leader.id,
                role: Role::TeamLead,
                node_id: plan.area.id,
                granted_at: self.at,
                ended_at: None,
            });
        }
        self.teams.push(Team {
            id,
            name: plan.name,
            kind: plan.kind,
            area: plan.area.path.clone(),
            skills: plan.skills,
            capacity: plan.capacity,
            is_on_leave: rests,
            leader,
            members,
            load: 0,
        });
    }
}
