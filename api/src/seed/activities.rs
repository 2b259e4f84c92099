//! Activities and projects of the first communities: some that are over with who was there and what came of it, some ahead with the relay of
//! invitations between their units, and projects in every state that people look at. Appended last, with chance of its own.

use super::accounts::DEMO_ACCOUNTS;
use super::chance::Chance;
use crate::activities::seeds::{ActivityRow, InvitationRow, SignUpRow};
use crate::check_ins;
use crate::platform::calendar::{WorkingCalendar, local};
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::records::{self, LogRow};
use crate::schema::{activities, activity_invitations, activity_sign_ups, org_units, pairings, persons, role_grants, service_logs, units};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use contract::accounts::Role;
use contract::activities::{ActivityOutcome, ActivityState, InvitationState, SignUpState};
use contract::check_ins::PostCategory as C;
use contract::org::OrgLevel;
use contract::records::{EvidenceGrade, LogSource};
use contract::{ActivityId, InvitationId, OrgUnitId, PersonId, RowId, ServiceLogId, SignUpId, UnitId};
use diesel::prelude::*;

const COMMUNITIES: i64 = 3;

/// Days from now, category, title, description, place, what came of it.
type Plan = (i64, C, &'static str, &'static str, &'static str, &'static [(&'static str, i64, &'static str)]);

const PLANS: &[Plan] = &[
    (
        -33,
        C::CivilitySanitation,
        "清洁家园行动",
        "清理楼道杂物和绿化带垃圾，自带手套",
        "小区东门集合",
        &[("清理卫生死角", 37, "处"), ("清运垃圾", 150, "车")],
    ),
    (
        -12,
        C::PolicyPublicity,
        "反诈宣传进小区",
        "设点讲解常见骗局，帮老人装反诈程序",
        "小区广场",
        &[("发放宣传页", 320, "份"), ("安装程序", 46, "部")],
    ),
    (4, C::ConvenienceService, "便民服务日", "理发、磨刀、量血压、修小家电", "社区党群服务中心门前", &[]),
    (9, C::NeighbourWatch, "冬日送温暖", "走访独居老人，检查取暖和用电", "社区党群服务中心", &[]),
];

/// A community with those who work and live there.
pub struct Place {
    pub id: OrgUnitId,
    pub path: String,
    /// Works at its desk.
    pub clerk: PersonId,
    /// Units that are paired with it, by name.
    pub units: Vec<UnitId>,
    /// Members who are checked in there and no demo accounts.
    pub members: Vec<PersonId>,
}

struct Maker<'a> {
    c: &'a mut Conn,
    chance: Chance,
    now: DateTime<Utc>,
    calendar: WorkingCalendar,
}

/// Writes all of it.
pub fn follow(c: &mut Conn, seed: u64, now: DateTime<Utc>) -> QueryResult<()> {
    let places = places(c)?;
    let mut maker = Maker { c, chance: Chance::new(seed, "activities"), now, calendar: WorkingCalendar::shipped() };
    for place in &places {
        for plan in PLANS {
            maker.activity(place, *plan)?;
        }
    }
    super::projects::follow(c, &places, seed, now)
}

fn places(c: &mut Conn) -> QueryResult<Vec<Place>> {
    let demo: Vec<&str> = DEMO_ACCOUNTS.iter().map(|a| a.phone).collect();
    let found: Vec<(OrgUnitId, String)> = org_units::table
        .filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee))
        .order(org_units::path)
        .limit(COMMUNITIES)
        .select((org_units::id, org_units::path))
        .load(c)?;
    let mut places = Vec::new();
    for (id, path) in found {
        let clerk: Option<PersonId> = role_grants::table
            .inner_join(persons::table.on(persons::id.eq(role_grants::person_id)))
            .filter(role_grants::role.eq_any([Role::CommunityClerk, Role::CommunitySecretary]))
            .filter(role_grants::node_id.eq(id))
            .order(persons::phone)
            .select(persons::id)
            .first(c)
            .optional()?;
        let units: Vec<UnitId> = pairings::table
            .inner_join(units::table)
            .filter(pairings::community_id.eq(id))
            .filter(pairings::valid_to.is_null())
            .order((units::name, units::id))
            .limit(3)
            .select(units::id)
            .load(c)?;
        let all: Vec<PersonId> = persons::table
            .filter(persons::home_id.eq(Some(id)))
            .filter(persons::phone.ne_all(demo.clone()))
            .order(persons::id)
            .limit(60)
            .select(persons::id)
            .load(c)?;
        let mut members = Vec::new();
        for person in all {
            if check_ins::active_of(c, person)?.is_some_and(|a| a.community_id == id) {
                members.push(person);
            }
        }
        if let Some(clerk) = clerk {
            places.push(Place { id, path, clerk, units, members });
        }
    }
    Ok(places)
}

impl Maker<'_> {
    fn activity(&mut self, place: &Place, (days, category, title, description, spot, outcomes): Plan) -> QueryResult<()> {
        let day = local(self.now).date() + TimeDelta::days(days);
        let starts_at = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(1);
        let (made, is_over) = (starts_at.min(self.now) - TimeDelta::days(6), days < 0);
        let people = self.chance.some(&place.members, 4);
        let outcome = |(indicator, number, unit): &(&str, i64, &str)| ActivityOutcome {
            indicator: (*indicator).to_owned(),
            number: *number,
            unit: (*unit).to_owned(),
        };
        let row = ActivityRow {
            id: ActivityId(self.chance.id(made)),
            community_id: place.id,
            area: place.path.clone(),
            unit_id: None,
            category,
            title: title.to_owned(),
            description: description.to_owned(),
            place: spot.to_owned(),
            starts_at,
            ends_at: starts_at + TimeDelta::hours(2),
            answer_by: starts_at - TimeDelta::days(1),
            capacity: 20,
            taken: i32::try_from(people.len()).unwrap_or(0),
            is_open_to_all: true,
            admission_no: None,
            state: if is_over { ActivityState::Closed } else { ActivityState::Open },
            reason: String::new(),
            people_served: if is_over { i32::try_from(self.chance.between(80, 300)).unwrap_or(80) } else { 0 },
            summary: if is_over { "活动按计划完成，居民反响良好".to_owned() } else { String::new() },
            outcomes: Json(outcomes.iter().map(outcome).collect()),
            version: if is_over { 4 } else { 2 },
            created_by: place.clerk,
            created_at: made,
            updated_at: if is_over { starts_at + TimeDelta::hours(3) } else { made },
        };
        diesel::insert_into(activities::table).values(&row).execute(self.c)?;
        self.relay(place, &row, is_over)?;
        people.into_iter().try_for_each(|person| self.place(place, &row, person, is_over))
    }

    /// The first unit accepts and passes it on to the second; the third has been asked by the community.
    fn relay(&mut self, place: &Place, row: &ActivityRow, is_over: bool) -> QueryResult<()> {
        let mut first = None;
        for (n, unit) in (0i64..).zip(&place.units) {
            let at = row.created_at + TimeDelta::hours(n * 3 + 1);
            let state = match (n, is_over) {
                (0, _) => InvitationState::Accepted,
                (1, true) => InvitationState::Declined,
                (_, true) => InvitationState::Expired,
                _ => InvitationState::Invited,
            };
            let is_answered = matches!(state, InvitationState::Accepted | InvitationState::Declined);
            let invitation = InvitationRow {
                id: InvitationId(self.chance.id(at)),
                activity_id: row.id,
                unit_id: *unit,
                parent_id: if n == 1 { first } else { None },
                state,
                text: "请派几名同志参加".to_owned(),
                people: if state == InvitationState::Accepted { 5 } else { 0 },
                contact_name: if state == InvitationState::Accepted { "单位联络员".to_owned() } else { String::new() },
                contact_phone: if state == InvitationState::Accepted { "16000000099".to_owned() } else { String::new() },
                reason: if state == InvitationState::Declined { "当天单位有任务".to_owned() } else { String::new() },
                expires_at: row.answer_by,
                invited_by: place.clerk,
                answered_by: None,
                answered_at: is_answered.then_some(at + TimeDelta::hours(1)),
                version: if state == InvitationState::Invited { 1 } else { 2 },
                created_at: at,
            };
            diesel::insert_into(activity_invitations::table).values(&invitation).execute(self.c)?;
            first = first.or(Some(invitation.id));
        }
        Ok(())
    }

    fn place(&mut self, place: &Place, row: &ActivityRow, person: PersonId, is_over: bool) -> QueryResult<()> {
        let was_there = is_over && !self.chance.percent(15);
        let at = row.created_at + TimeDelta::hours(self.chance.between(1, 40));
        let minutes = if was_there { 120 - i32::try_from(self.chance.below(3) * 15).unwrap_or(0) } else { 0 };
        let sign_up = SignUpRow {
            id: SignUpId(self.chance.id(at)),
            activity_id: row.id,
            person_id: person,
            unit_id: None,
            state: match (is_over, was_there) {
                (false, _) => SignUpState::SignedUp,
                (true, true) => SignUpState::Present,
                (true, false) => SignUpState::Absent,
            },
            minutes,
            evidence: was_there.then_some(EvidenceGrade::Credit),
            marked_by: is_over.then_some(place.clerk),
            signed_at: at,
            version: if is_over { 2 } else { 1 },
            updated_at: if is_over { row.ends_at } else { at },
        };
        diesel::insert_into(activity_sign_ups::table).values(&sign_up).execute(self.c)?;
        if was_there { self.log(row, &sign_up) } else { Ok(()) }
    }

    fn log(&mut self, row: &ActivityRow, place: &SignUpRow) -> QueryResult<()> {
        let log = LogRow {
            id: ServiceLogId(self.chance.id(row.ends_at)),
            person_id: place.person_id,
            community_id: row.community_id,
            area: row.area.clone(),
            unit_id: records::unit_on(self.c, place.person_id, local(row.starts_at).date())?,
            source: LogSource::Activity,
            source_id: RowId(place.id.0),
            category: Some(row.category),
            title: row.title.clone(),
            minutes: place.minutes,
            evidence: EvidenceGrade::Credit,
            confirmers: Json(place.marked_by.into_iter().collect()),
            is_off_hours: records::is_off_hours(&self.calendar, row.starts_at, place.minutes),
            occurred_at: row.starts_at,
            year: local(row.starts_at).year(),
            reason: String::new(),
            written_by: None,
            written_at: row.updated_at,
        };
        diesel::insert_into(service_logs::table).values(&log).execute(self.c)?;
        Ok(())
    }
}
