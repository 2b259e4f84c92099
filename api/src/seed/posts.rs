//! Posts of the first communities in nine of the ten categories (the tenth needs an admission), their shifts of the past month with what was
//! verified of them, and those of the next two weeks. Appended last, with chance of its own: nothing that was made before shifts. People
//! of the demo accounts have no claims, so that whoever tries one begins at the beginning.

use super::accounts::DEMO_ACCOUNTS;
use super::chance::Chance;
use crate::check_ins;
use crate::orders::NOTHING_DUE;
use crate::platform::calendar::{WorkingCalendar, local};
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::posts::seeds::{ClaimRow, PostRow, ShiftRow, VolunteerRow};
use crate::records::{self, LogRow};
use crate::schema::{claims, org_units, persons, post_hosts, posts, role_grants, service_logs, shifts, volunteers};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use contract::accounts::Role;
use contract::check_ins::PostCategory as C;
use contract::org::OrgLevel;
use contract::posts::{ClaimState, PostState, PresenceMethod, ShiftState};
use contract::records::LogSource;
use contract::{ClaimId, OrgUnitId, PersonId, PostId, RowId, ServiceLogId, ShiftId};
use diesel::prelude::*;

const COMMUNITIES: i64 = 3;
const SEATS: i32 = 3;

/// Category, title, description, risk note.
const POSTS: &[(C, &str, &str, &str)] = &[
    (C::PartyBuilding, "小区党支部议事值守", "协助支部组织议事、记录居民意见", "室内活动，注意用电"),
    (C::EpidemicControl, "卫生健康宣传与物资整理", "整理防护物资，上门发放宣传页", "搬运轻物，注意腰部"),
    (C::PolicyPublicity, "政策法规宣传台", "在广场设点讲解医保、反诈政策", "户外活动，注意防晒防寒"),
    (C::ConvenienceService, "便民服务台", "帮居民填表、复印、用手机办事", "室内久站，备有座椅"),
    (C::CultureRecreation, "社区文体活动室值守", "开放活动室，组织棋牌、合唱", "注意器材绊倒"),
    (C::PublicOpinion, "入户听民声", "两人一组走访，记录居民诉求", "上下楼梯，结伴同行"),
    (C::Mediation, "邻里纠纷调解", "协助调解员现场调解", "可能遇到争吵，保持距离，及时报告"),
    (C::CivilitySanitation, "周末清洁行动", "清理楼道杂物和小广告", "佩戴手套，注意玻璃和车辆"),
    (C::NeighbourWatch, "独居老人探望", "上门陪聊、检查水电燃气", "注意宠物，发现险情先报告"),
];

/// Somebody who claims, and when they are expected somewhere.
struct Volunteer {
    id: PersonId,
    busy: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

struct Maker<'a> {
    c: &'a mut Conn,
    chance: Chance,
    now: DateTime<Utc>,
    calendar: WorkingCalendar,
}

/// Writes all of it.
pub fn follow(c: &mut Conn, seed: u64, now: DateTime<Utc>) -> QueryResult<()> {
    let communities: Vec<(OrgUnitId, String)> = org_units::table
        .filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee))
        .order(org_units::path)
        .limit(COMMUNITIES)
        .select((org_units::id, org_units::path))
        .load(c)?;
    let mut maker = Maker { c, chance: Chance::new(seed, "posts"), now, calendar: WorkingCalendar::shipped() };
    communities.into_iter().try_for_each(|(id, path)| maker.community(id, &path))
}

impl Maker<'_> {
    fn community(&mut self, id: OrgUnitId, path: &str) -> QueryResult<()> {
        let demo: Vec<&str> = DEMO_ACCOUNTS.iter().map(|a| a.phone).collect();
        let members: Vec<PersonId> = persons::table
            .inner_join(role_grants::table.on(role_grants::person_id.eq(persons::id)))
            .filter(role_grants::role.eq(Role::Member))
            .filter(persons::home_id.eq(Some(id)))
            .filter(persons::phone.ne_all(demo))
            .order(persons::id)
            .select(persons::id)
            .distinct()
            .load(self.c)?;
        let lead: Vec<PersonId> = persons::table
            .inner_join(role_grants::table.on(role_grants::person_id.eq(persons::id)))
            .filter(role_grants::role.eq(Role::TeamLead))
            .filter(role_grants::node_id.eq(id))
            .order(persons::phone)
            .limit(1)
            .select(persons::id)
            .load(self.c)?;
        let Some(host) = members.iter().find(|m| !lead.contains(m)).copied() else { return Ok(()) };
        let hosts: Vec<PersonId> = lead.into_iter().chain([host]).collect();
        let mut people = Vec::new();
        for person in members.iter().filter(|m| !hosts.contains(m)) {
            if check_ins::active_of(self.c, *person)?.is_none_or(|c| c.community_id != id) {
                continue;
            }
            self.volunteer(*person)?;
            people.push(Volunteer { id: *person, busy: Vec::new() });
        }
        for (n, of) in (0i64..).zip(POSTS) {
            let post = self.post(id, path, of, &hosts)?;
            // Shared out over days and hours, so that nearly everybody can be at several.
            for days in [-24 + n, -9 + n / 2, 2 + n, 6 + n % 7] {
                let hour = if (n + days) % 3 == 0 { 19 } else { 9 };
                self.shift(&post, days, hour, &mut people)?;
            }
        }
        Ok(())
    }

    fn volunteer(&mut self, person: PersonId) -> QueryResult<()> {
        let at = self.now - TimeDelta::days(120);
        let secret = self.chance.id(at).simple().to_string() + &self.chance.id(at).simple().to_string();
        let volunteer = VolunteerRow {
            person_id: person,
            number: self.number("ZY"),
            birth_year: None,
            calendar_secret: secret,
            version: 1,
            created_at: at,
        };
        diesel::insert_into(volunteers::table).values(&volunteer).execute(self.c).map(drop)
    }

    fn number(&mut self, head: &str) -> String {
        format!("{head}-{:04}-{:04}-{:04}", self.chance.below(10_000), self.chance.below(10_000), self.chance.below(10_000))
    }

    fn post(&mut self, community: OrgUnitId, path: &str, of: &(C, &str, &str, &str), hosts: &[PersonId]) -> QueryResult<PostRow> {
        let at = self.now - TimeDelta::days(60);
        let (category, title, description, risk) = of;
        let row = PostRow {
            id: PostId(self.chance.id(at)),
            category: *category,
            community_id: community,
            node_id: community,
            area: path.to_owned(),
            title: (*title).to_owned(),
            description: (*description).to_owned(),
            risk_note: (*risk).to_owned(),
            skills: Json(Vec::new()),
            licences: Json(Vec::new()),
            min_age: None,
            max_age: None,
            needs_mediator: *category == C::Mediation,
            needs_insurance: false,
            insurance_note: String::new(),
            min_people: 1,
            max_people: SEATS,
            admission_no: None,
            state: PostState::Published,
            version: 2,
            created_by: hosts.first().copied().unwrap_or(PersonId(uuid::Uuid::nil())),
            created_at: at,
            updated_at: at,
        };
        diesel::insert_into(posts::table).values(&row).execute(self.c)?;
        for host in hosts {
            diesel::insert_into(post_hosts::table)
                .values((post_hosts::post_id.eq(row.id), post_hosts::person_id.eq(host)))
                .execute(self.c)?;
        }
        Ok(row)
    }

    fn shift(&mut self, post: &PostRow, days: i64, hour: i64, people: &mut [Volunteer]) -> QueryResult<()> {
        let midnight = local(self.now).date().and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
        let starts_at = midnight + TimeDelta::days(days) + TimeDelta::hours(hour);
        let ends_at = starts_at + TimeDelta::hours(2);
        let (made, is_over) = (self.now.min(starts_at) - TimeDelta::days(14), days < 0);
        let mut taken: Vec<PersonId> = Vec::new();
        for _ in 0..self.chance.below(5) {
            let index = self.chance.below(people.len());
            let Some(person) = people.get_mut(index).filter(|p| !taken.contains(&p.id)) else { continue };
            if person.busy.iter().all(|(from, to)| ends_at <= *from || *to <= starts_at) {
                if i32::try_from(taken.len()).unwrap_or(SEATS) < SEATS {
                    person.busy.push((starts_at, ends_at));
                }
                taken.push(person.id);
            }
        }
        let count = i32::try_from(taken.len()).unwrap_or(0);
        let (held, waiting) = (count.min(SEATS), if is_over { 0 } else { (count - SEATS).max(0) });
        let state = match (is_over, held == SEATS) {
            (true, _) => ShiftState::Done,
            (false, true) => ShiftState::Full,
            (false, false) => ShiftState::Open,
        };
        let row = ShiftRow {
            id: ShiftId(self.chance.id(made)),
            post_id: post.id,
            series_id: None,
            occurs_at: starts_at,
            community_id: post.community_id,
            area: post.area.clone(),
            category: post.category,
            starts_at,
            ends_at,
            opens_at: starts_at - TimeDelta::days(14),
            place: "社区党群服务中心".to_owned(),
            capacity: SEATS,
            waitlist: 10,
            held,
            waiting,
            queued: waiting,
            state,
            reason: String::new(),
            sequence: 0,
            version: 1,
            created_at: made,
            updated_at: made,
        };
        diesel::insert_into(shifts::table).values(&row).execute(self.c)?;
        for (n, person) in (0i32..).zip(taken) {
            if n < SEATS || !is_over {
                self.claim(post, &row, person, n, is_over)?;
            }
        }
        Ok(())
    }

    fn claim(&mut self, post: &PostRow, shift: &ShiftRow, person: PersonId, n: i32, is_over: bool) -> QueryResult<()> {
        let at = self.now.min(shift.starts_at) - TimeDelta::days(3) + TimeDelta::minutes(n.into());
        let methods = [PresenceMethod::Code, PresenceMethod::Host, PresenceMethod::Own];
        let (method, is_absent) = (*self.chance.pick(&methods), is_over && self.chance.below(12) == 0);
        let was_there = is_over && !is_absent;
        let minutes = 120 - i32::try_from(self.chance.below(3) * 10).unwrap_or(0);
        let state = match (is_over, is_absent) {
            (true, true) => ClaimState::Absent,
            (true, false) => ClaimState::Verified,
            (false, _) if n < SEATS => ClaimState::Held,
            (false, _) => ClaimState::Waitlisted,
        };
        let host = was_there.then_some(post.created_by).filter(|_| method != PresenceMethod::Own);
        let row = ClaimRow {
            id: ClaimId(self.chance.id(at)),
            shift_id: shift.id,
            post_id: post.id,
            person_id: person,
            community_id: post.community_id,
            area: post.area.clone(),
            category: post.category,
            starts_at: shift.starts_at,
            ends_at: shift.ends_at,
            state,
            queue_no: if state == ClaimState::Waitlisted { n - SEATS + 1 } else { 0 },
            claimed_at: at,
            method: was_there.then_some(method),
            present_from: was_there.then_some(shift.starts_at),
            present_to: was_there.then(|| shift.starts_at + TimeDelta::minutes(minutes.into())),
            minutes: was_there.then_some(minutes),
            marked_by: host,
            confirmers: Json(host.into_iter().collect()),
            challenged_by: None,
            challenge: String::new(),
            answer: String::new(),
            decision: String::new(),
            end_reason: None,
            end_note: String::new(),
            is_late: false,
            is_excused: is_absent && self.chance.below(2) == 0,
            due_at: NOTHING_DUE,
            version: if was_there { 4 } else { 1 + i32::from(is_absent) },
            updated_at: if is_over { shift.ends_at } else { at },
        };
        diesel::insert_into(claims::table).values(&row).execute(self.c)?;
        if was_there { self.log(post, &row) } else { Ok(()) }
    }

    fn log(&mut self, post: &PostRow, row: &ClaimRow) -> QueryResult<()> {
        let (from, minutes) = (row.present_from.unwrap_or(row.starts_at), row.minutes.unwrap_or(0));
        let log = LogRow {
            id: ServiceLogId(self.chance.id(row.ends_at)),
            person_id: row.person_id,
            community_id: row.community_id,
            area: row.area.clone(),
            unit_id: records::unit_on(self.c, row.person_id, local(from).date())?,
            source: LogSource::Claim,
            source_id: RowId(row.id.0),
            category: Some(row.category),
            title: post.title.clone(),
            minutes,
            evidence: records::grade(row.method),
            confirmers: row.confirmers.clone(),
            is_off_hours: records::is_off_hours(&self.calendar, from, minutes),
            occurred_at: from,
            year: local(from).year(),
            reason: String::new(),
            written_by: None,
            written_at: row.ends_at,
        };
        diesel::insert_into(service_logs::table).values(&log).execute(self.c)?;
        Ok(())
    }
}
