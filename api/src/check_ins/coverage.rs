//! How many have checked in, by community and by unit: counts, and no list of persons.
//!
//! A check-in that is `transferring` counts as active with the community where it is: the state machine leads from active through
//! transferring back to active with one of the two, so that whoever asks for it has not left, is in one place, and has the role there until
//! the other desk accepts. It is not among those that wait: they are persons who do not serve anywhere yet, and nobody is counted twice.

use super::units::{self, UnitRow};
use crate::in_areas;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::Area;
use crate::schema::{check_ins, org_units, unit_members};
use contract::check_ins::{
    CheckInState as S, CheckInSubject as Subject, CommunityCoverage, CommunityRef, UnitCommunityCount, UnitCoverage, UnitRef,
};
use contract::org::OrgLevel;
use contract::{OrgUnitId, UnitId};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// One that is suspended does not: nothing is counted meanwhile.
const fn counts_as_active(state: S) -> bool {
    matches!(state, S::Active | S::Transferring)
}

type Counted = Vec<(OrgUnitId, Subject, S, i64)>;

/// Every community of these parts of the tree, by path, those without anybody too.
pub fn of_areas(c: &mut Conn, areas: &[Area]) -> QueryResult<Vec<CommunityCoverage>> {
    let places = org_units::table.order(org_units::path).select((org_units::id, org_units::name)).into_boxed::<MultiBackend>();
    let places: Vec<(OrgUnitId, String)> =
        in_areas!(places, org_units::path, areas).filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee)).load(c)?;
    let mut counts: HashMap<OrgUnitId, [i64; 3]> = HashMap::new();
    for (community, subject, state, n) in counted(c, areas)? {
        let [units, members, waiting] = counts.entry(community).or_default();
        match (subject, state) {
            (Subject::Unit, state) if counts_as_active(state) => *units += n,
            (Subject::Member, state) if counts_as_active(state) => *members += n,
            (_, S::Submitted) => *waiting += n,
            _ => {}
        }
    }
    let one = |(id, name): (OrgUnitId, String)| {
        let [active_units, active_members, waiting] = counts.get(&id).copied().unwrap_or_default();
        CommunityCoverage { community: CommunityRef { id, name }, active_units, active_members, waiting }
    };
    Ok(places.into_iter().map(one).collect())
}

fn counted(c: &mut Conn, areas: &[Area]) -> QueryResult<Counted> {
    let query = check_ins::table
        .group_by((check_ins::community_id, check_ins::subject, check_ins::state))
        .select((check_ins::community_id, check_ins::subject, check_ins::state, count_star()))
        .into_boxed::<MultiBackend>();
    in_areas!(query, check_ins::area, areas).load(c)
}

/// How many of a unit's list have checked in through it, and where.
pub fn of_unit(c: &mut Conn, unit: &UnitRow) -> QueryResult<UnitCoverage> {
    let on_list: i64 =
        unit_members::table.filter(unit_members::unit_id.eq(unit.id)).filter(unit_members::left_at.is_null()).count().get_result(c)?;
    let rows = of_members(c, unit.id)?;
    let names = units::community_names(c, &rows.iter().map(|r| r.0).collect::<Vec<_>>())?;
    let mut by_place: HashMap<OrgUnitId, i64> = HashMap::new();
    for (community, _, n) in rows.iter().filter(|r| counts_as_active(r.1)) {
        *by_place.entry(*community).or_default() += n;
    }
    let place = |(id, active): (OrgUnitId, i64)| UnitCommunityCount {
        community: CommunityRef { id, name: names.get(&id).cloned().unwrap_or_default() },
        active,
    };
    let mut communities: Vec<UnitCommunityCount> = by_place.into_iter().map(place).collect();
    communities.sort_by(|a, b| (&a.community.name, a.community.id).cmp(&(&b.community.name, b.community.id)));
    Ok(UnitCoverage {
        unit: UnitRef { id: unit.id, name: unit.name.clone() },
        headcount: unit.headcount,
        on_list,
        active: communities.iter().map(|p| p.active).sum(),
        waiting: rows.iter().filter(|r| r.1 == S::Submitted).map(|r| r.2).sum(),
        communities,
    })
}

fn of_members(c: &mut Conn, unit: UnitId) -> QueryResult<Vec<(OrgUnitId, S, i64)>> {
    check_ins::table
        .filter(check_ins::unit_id.eq(unit))
        .filter(check_ins::subject.eq(Subject::Member))
        .group_by((check_ins::community_id, check_ins::state))
        .select((check_ins::community_id, check_ins::state, count_star()))
        .load(c)
}
