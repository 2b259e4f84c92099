//! One function, one statement: adjunct members.

use crate::platform::db::Conn;
use crate::schema::{adjunct_members, units};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::{AdjunctMember, UnitRef};
use contract::{AdjunctMemberId, OrgUnitId, UnitId};
use diesel::prelude::*;

type Adjunct = (AdjunctMemberId, UnitId, String, String, String, NaiveDate, Option<NaiveDate>, i32);

/// Adjunct members of a community's party committee, by unit.
pub fn adjuncts_of(c: &mut Conn, community: OrgUnitId) -> QueryResult<Vec<AdjunctMember>> {
    use adjunct_members as a;
    let rows: Vec<Adjunct> = a::table
        .inner_join(units::table.on(units::id.eq(a::unit_id)))
        .filter(a::community_id.eq(community))
        .filter(a::valid_to.is_null())
        .order((units::name, a::id))
        .select((a::id, a::unit_id, units::name, a::name, a::post, a::valid_from, a::valid_to, a::version))
        .load(c)?;
    let show = |(id, unit, unit_name, name, post, valid_from, valid_to, version): Adjunct| AdjunctMember {
        id,
        unit: UnitRef { id: unit, name: unit_name },
        name,
        post,
        valid_from,
        valid_to,
        version,
    };
    Ok(rows.into_iter().map(show).collect())
}

/// Community and version of an adjunct member who has not ended.
pub fn adjunct(c: &mut Conn, id: AdjunctMemberId) -> QueryResult<Option<(OrgUnitId, i32)>> {
    adjunct_members::table
        .find(id)
        .filter(adjunct_members::valid_to.is_null())
        .select((adjunct_members::community_id, adjunct_members::version))
        .first(c)
        .optional()
}

pub fn insert_adjunct(
    tx: &mut Conn,
    id: AdjunctMemberId,
    community: OrgUnitId,
    ask: &contract::check_ins::NewAdjunctMember,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    use adjunct_members as a;
    let row = (
        (a::id.eq(id), a::community_id.eq(community), a::unit_id.eq(ask.unit_id), a::name.eq(ask.name.trim())),
        (a::post.eq(ask.post.trim()), a::valid_from.eq(today), a::version.eq(1), a::updated_at.eq(now)),
    );
    diesel::insert_into(a::table).values(row).execute(tx)
}

/// Ends it; 0 when somebody was faster.
pub fn end_adjunct(tx: &mut Conn, id: AdjunctMemberId, version: i32, today: NaiveDate, now: DateTime<Utc>) -> QueryResult<usize> {
    use adjunct_members as a;
    diesel::update(a::table.filter(a::id.eq(id)).filter(a::version.eq(version)).filter(a::valid_to.is_null()))
        .set((a::valid_to.eq(Some(today)), a::version.eq(version + 1), a::updated_at.eq(now)))
        .execute(tx)
}
