//! Check-ins of the demo city: every unit with its liaison and its list, most members with the community they live in, a few who wait for
//! a clerk, and what some units and communities agreed on.

use super::City;
use super::accounts::DEMO_ACCOUNTS;
use super::chance::Chance;
use super::check_in_rows::*;
use super::places::Places;
use super::rows::{GrantRow, MembershipRow, PersonRow};
use super::units::Unit;
use crate::orders::NOTHING_DUE;
use crate::platform::db::types::Json;
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use contract::accounts::Role;
use contract::check_ins::{
    CheckInAction as A, CheckInBasis, CheckInState as S, CheckInSubject, CommitmentOutcome, PairingItemKind, PartyStatus, PostCategory,
};
use contract::{CheckInId, CommitmentId, GrantId, OrgUnitId, PairingItemId, PersonId, RowId, UnitId, UnitMemberId};
use std::collections::{HashMap, HashSet};

/// Of a hundred members so many have checked in; as many more wait.
const CHECKED_IN: usize = 90;
const WAITING: usize = 4;
/// Pairings with lists and promises.
const WITH_LISTS: usize = 8;

const NEEDS: &[(&str, &str)] = &[
    ("夜间安全巡逻", "老旧小区路灯少，晚间需要人手"),
    ("老年人智能手机课", "每月两次，每次一小时"),
    ("楼道堆物清理", "需要车辆和八名志愿者"),
    ("暑期托管", "两名会英语或美术的志愿者"),
];
const RESOURCES: &[(&str, &str)] =
    &[("会议室和投影", "周末可借用"), ("法律咨询", "两名公职律师"), ("义诊车", "每季度一次"), ("图书三百册", "可流动阅览")];
const PROJECTS: &[&str] = &["敬老日上门服务", "小区微花园", "防诈骗宣传周", "老旧线路排查"];

struct Builder<'a> {
    city: &'a mut City,
    chance: Chance,
    /// When the programme began; units checked in in the weeks after.
    founded: DateTime<Utc>,
    now: DateTime<Utc>,
    paths: HashMap<OrgUnitId, String>,
    numbers: HashSet<String>,
}

/// Appends to `city`; nothing that is there already is touched.
pub fn build(city: &mut City, places: &Places, units: &[Unit], seed: u64, now: DateTime<Utc>, founded: DateTime<Utc>) {
    let paths = places.communities.iter().map(|c| (c.place.id, c.place.path.clone())).collect();
    let mut builder = Builder { city, chance: Chance::new(seed, "check_ins"), founded, now, paths, numbers: HashSet::new() };
    let homes: Vec<OrgUnitId> =
        units.iter().filter_map(|u| u.communities.first()).filter_map(|i| places.communities.get(*i)).map(|c| c.place.id).collect();
    for (unit, home) in units.iter().zip(homes) {
        builder.unit(unit.id, home);
    }
    builder.members();
    builder.pairings();
}

/// What one check-in of the city differs by.
struct Made {
    subject: CheckInSubject,
    person: Option<PersonId>,
    unit: UnitId,
    community: OrgUnitId,
    basis: CheckInBasis,
    state: S,
    at: DateTime<Utc>,
    submitted_by: Option<PersonId>,
}

impl Builder<'_> {
    fn number(&mut self, at: DateTime<Utc>) -> String {
        let day = crate::platform::calendar::local(at).format("%y%m%d");
        loop {
            let (a, b) = (self.chance.below(10_000), self.chance.below(10_000));
            let number = format!("{day}-{a:04}-{b:04}");
            if self.numbers.insert(number.clone()) {
                return number;
            }
        }
    }

    fn check_in(&mut self, made: &Made) -> CheckInId {
        let (id, number) = (CheckInId(self.chance.id(made.at)), self.number(made.at));
        let intents = self.chance.below(3);
        let is_active = made.state == S::Active;
        let decided = made.at + if made.subject == CheckInSubject::Unit { TimeDelta::hours(26) } else { TimeDelta::zero() };
        self.city.check_ins.push(CheckInRow {
            id,
            number,
            subject: made.subject,
            person_id: made.person,
            unit_id: Some(made.unit),
            community_id: made.community,
            area: self.paths.get(&made.community).cloned().unwrap_or_default(),
            basis: made.basis,
            state: made.state,
            intents: Json(self.chance.some(PostCategory::ALL, intents)),
            availability: (*self.chance.pick(&["", "", "周末", "工作日晚上", "周六上午"])).to_owned(),
            reason: String::new(),
            transfer_to: None,
            valid_to: None,
            // Within a weekend, so that nothing is late in a new city.
            due_at: if is_active { NOTHING_DUE } else { self.now + TimeDelta::days(3) },
            submitted_at: made.at,
            activated_at: is_active.then_some(decided),
            ended_at: None,
            told: 0,
            submitted_by: made.submitted_by,
            version: if is_active { 2 } else { 1 },
            updated_at: if is_active { decided } else { made.at },
        });
        let mut event = |sequence, at, action, state, actor_id, note: &str| {
            let note = note.to_owned();
            self.city.check_in_events.push(CheckInEventRow {
                check_in_id: id,
                sequence,
                at,
                action,
                state,
                actor_id,
                community_id: made.community,
                note,
            });
        };
        event(1, made.at, A::Submit, S::Submitted, made.person.or(made.submitted_by), "");
        if is_active {
            let note = if made.subject == CheckInSubject::Member { crate::check_ins::BY_THE_LIST } else { "" };
            event(2, decided, A::Activate, S::Active, None, note);
        }
        id
    }

    /// Its first member keeps the list.
    fn unit(&mut self, unit: UnitId, community: OrgUnitId) {
        let Some(row) = self.city.units.iter().find(|u| u.id == unit).cloned() else { return };
        let members: Vec<PersonId> = self.city.memberships.iter().filter(|m| m.unit_id == unit).map(|m| m.person_id).collect();
        // Nobody whom one signs in as: what the demo accounts may do is what their role says.
        let is_demo = |person: &PersonRow| DEMO_ACCOUNTS.iter().any(|a| a.phone == person.phone);
        let people = members.iter().filter_map(|id| self.city.persons.iter().find(|p| p.id == *id));
        let Some(sender) = people.clone().find(|p| !is_demo(p)).or(people.clone().next()).cloned() else { return };
        let keeps_list = !is_demo(&sender);
        let at = self.founded + self.chance.time(TimeDelta::days(1), TimeDelta::days(30));
        let made = Made {
            subject: CheckInSubject::Unit,
            person: None,
            unit,
            community,
            basis: CheckInBasis::Pairing,
            state: S::Active,
            at,
            submitted_by: Some(sender.id),
        };
        let check_in_id = self.check_in(&made);
        let headcount = i32::try_from(members.len()).unwrap_or(0);
        self.city.unit_details.push(UnitDetailsRow {
            check_in_id,
            name: row.name,
            kind: row.kind,
            system: String::new(),
            functions: Json(Vec::new()),
            headcount,
            liaison_name: sender.name.clone(),
            liaison_phone: sender.phone.clone(),
            submitted_by: sender.id,
        });
        if !keeps_list {
            return;
        }
        let id = RowId(self.chance.id(at));
        self.city.unit_liaisons.push(UnitLiaisonRow {
            id,
            unit_id: unit,
            person_id: sender.id,
            valid_from: at.date_naive(),
            valid_to: None,
        });
        let id = GrantId(self.chance.id(at));
        self.city.role_grants.push(GrantRow {
            id,
            person_id: sender.id,
            role: Role::UnitLiaison,
            node_id: community,
            granted_at: at,
            ended_at: None,
        });
    }

    fn members(&mut self) {
        let people: HashMap<PersonId, PersonRow> = self.city.persons.iter().map(|p| (p.id, p.clone())).collect();
        let demo: HashSet<&str> = DEMO_ACCOUNTS.iter().map(|a| a.phone).collect();
        for membership in self.city.memberships.clone() {
            let Some(person) = people.get(&membership.person_id) else { continue };
            // Who answers for a department and lives nowhere here is no member of the programme.
            let Some(home) = person.home_id.filter(|home| self.paths.contains_key(home)) else { continue };
            let at = self.founded + self.chance.time(TimeDelta::days(32), TimeDelta::days(120));
            let drawn = self.chance.below(100);
            let is_active = drawn < CHECKED_IN || demo.contains(person.phone.as_str());
            let waits = !is_active && drawn < CHECKED_IN + WAITING;
            let status = if self.chance.percent(6) { PartyStatus::Probationary } else { PartyStatus::InService };
            self.city.unit_members.push(UnitMemberRow {
                id: UnitMemberId(self.chance.id(membership_at(&membership))),
                unit_id: membership.unit_id,
                name: person.name.clone(),
                phone: person.phone.clone(),
                identity_hash: None,
                identity_tail: String::new(),
                // Where the list does not know it, a clerk looks.
                residence_id: (!waits).then_some(home),
                party_status: status,
                post: String::new(),
                listed_at: membership_at(&membership),
                left_at: None,
                left_reason: String::new(),
                version: 1,
                updated_at: membership_at(&membership),
            });
            if is_active || waits {
                let at = if waits { self.now - self.chance.time(TimeDelta::hours(1), TimeDelta::hours(20)) } else { at };
                self.check_in(&Made {
                    subject: CheckInSubject::Member,
                    person: Some(person.id),
                    unit: membership.unit_id,
                    community: home,
                    basis: CheckInBasis::Residence,
                    state: if waits { S::Submitted } else { S::Active },
                    at,
                    submitted_by: None,
                });
            }
        }
    }

    fn pairings(&mut self) {
        for pairing in self.city.pairings.iter().take(WITH_LISTS).cloned().collect::<Vec<_>>() {
            let Some(keeper) = self.city.unit_liaisons.iter().find(|l| l.unit_id == pairing.unit_id).map(|l| l.person_id) else { continue };
            let at = self.founded + self.chance.time(TimeDelta::days(40), TimeDelta::days(60));
            let lists = [
                (PairingItemKind::Need, self.chance.some(NEEDS, 2)),
                (PairingItemKind::Resource, self.chance.some(RESOURCES, 1)),
                (PairingItemKind::Project, self.chance.some(PROJECTS, 1).into_iter().map(|title| (title, "")).collect()),
            ];
            for (kind, entries) in lists {
                for (title, note) in entries {
                    self.city.pairing_items.push(PairingItemRow {
                        id: PairingItemId(self.chance.id(at)),
                        pairing_id: pairing.id,
                        kind,
                        title: title.to_owned(),
                        note: note.to_owned(),
                        agreed_by_unit: kind != PairingItemKind::Need,
                        agreed_by_community: kind != PairingItemKind::Resource,
                        created_by: keeper,
                        ended_at: None,
                        version: 1,
                        created_at: at,
                    });
                }
            }
            for (title, amount, days, outcome) in
                [("敬老日上门服务", "20 户", -20, Some(CommitmentOutcome::Kept)), ("法律咨询进小区", "4 场", 30, None)]
            {
                let due_on = (self.now + TimeDelta::days(days)).date_naive();
                self.city.commitments.push(CommitmentRow {
                    id: CommitmentId(self.chance.id(at)),
                    pairing_id: pairing.id,
                    year: due_on.year(),
                    title: title.to_owned(),
                    amount: amount.to_owned(),
                    due_on,
                    outcome,
                    note: outcome.map(|_| "按时完成，居民反映好".to_owned()).unwrap_or_default(),
                    decided_by: None,
                    decided_at: outcome.map(|_| self.now - TimeDelta::days(15)),
                    version: if outcome.is_some() { 2 } else { 1 },
                    created_at: at,
                });
            }
        }
    }
}

fn membership_at(row: &MembershipRow) -> DateTime<Utc> {
    row.valid_from.and_time(chrono::NaiveTime::MIN).and_utc()
}
