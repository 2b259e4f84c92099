//! One function, one statement.

use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{dispatches, menu_items, orders, org_units, teams};
use chrono::{DateTime, Utc};
use contract::dispatch::{DeclineReason, DispatchState, ObjectionReason, ObjectionState};
use contract::orders::{OrderState, Urgency};
use contract::{DispatchId, DispatchRuleId, OrderId, PersonId, TeamId};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// An offer as it is stored, without the explanation of the choice: that is long, and read by nobody but those who ask for it.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = dispatches, treat_none_as_default_value = false)]
pub struct DispatchRow {
    pub id: DispatchId,
    pub order_id: OrderId,
    pub round: i32,
    pub team_id: TeamId,
    pub state: DispatchState,
    pub version: i32,
    pub responsible_id: Option<PersonId>,
    pub offered_by: PersonId,
    pub offered_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<DeclineReason>,
    pub explanation: Option<String>,
    pub note: Option<String>,
    pub is_named: bool,
    pub is_neutral: bool,
    pub rule_id: Option<DispatchRuleId>,
    pub objection_reason: Option<ObjectionReason>,
    pub objection_text: Option<String>,
    pub objection_state: Option<ObjectionState>,
    pub objected_by: Option<PersonId>,
    pub objected_at: Option<DateTime<Utc>>,
    pub review: Option<String>,
    pub reviewed_at: Option<DateTime<Utc>>,
}

/// What an answer changes.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = dispatches)]
pub struct Answered {
    pub responsible_id: Option<Option<PersonId>>,
    pub answered_at: Option<Option<DateTime<Utc>>>,
    pub reason: Option<Option<DeclineReason>>,
    pub explanation: Option<Option<String>>,
    pub expires_at: Option<DateTime<Utc>>,
    pub is_neutral: Option<bool>,
    pub objection_reason: Option<Option<ObjectionReason>>,
    pub objection_text: Option<Option<String>>,
    pub objection_state: Option<Option<ObjectionState>>,
    pub objected_by: Option<Option<PersonId>>,
    pub objected_at: Option<Option<DateTime<Utc>>>,
    pub review: Option<Option<String>>,
    pub reviewed_at: Option<Option<DateTime<Utc>>>,
}

/// The teams, and nobody else offers them anything until the transaction ends: their capacity is counted here.
/// Always in the same order, so that two offers to the same teams never wait for each other.
pub fn lock_teams(tx: &mut Conn, ids: &[TeamId]) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        teams::table.filter(teams::id.eq_any(ids.to_vec())).order(teams::id).select(teams::id).for_update().load::<TeamId>(p)?;
    }
    Ok(())
}

/// Who leads each team.
pub fn leaders_of(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, PersonId>> {
    let rows: Vec<(TeamId, PersonId)> =
        teams::table.filter(teams::id.eq_any(ids.to_vec())).select((teams::id, teams::leader_id)).load(c)?;
    Ok(rows.into_iter().collect())
}

pub fn insert(tx: &mut Conn, row: &DispatchRow, choice: serde_json::Value) -> QueryResult<usize> {
    diesel::insert_into(dispatches::table).values((row, dispatches::choice.eq(JsonColumn(choice)))).execute(tx)
}

pub fn find(c: &mut Conn, id: DispatchId) -> QueryResult<Option<DispatchRow>> {
    dispatches::table.find(id).select(DispatchRow::as_select()).first(c).optional()
}

/// Why this team: the explanation as it was stored.
pub fn choice(c: &mut Conn, id: DispatchId) -> QueryResult<Option<serde_json::Value>> {
    let found: Option<JsonColumn<serde_json::Value>> = dispatches::table.find(id).select(dispatches::choice).first(c).optional()?;
    Ok(found.map(|json| json.0))
}

/// Promises of each team, kept and made: orders it finished, and those with the ones it handed back; offered since then.
pub fn promises(c: &mut Conn, ids: &[TeamId], since: DateTime<Utc>) -> QueryResult<HashMap<TeamId, (i64, i64)>> {
    let mut found: HashMap<TeamId, (i64, i64)> = HashMap::new();
    for chunk in ids.chunks(500) {
        let rows: Vec<(TeamId, DispatchState, i64)> = dispatches::table
            .filter(dispatches::team_id.eq_any(chunk.to_vec()))
            .filter(dispatches::state.eq_any([DispatchState::Done, DispatchState::HandedBack]))
            .filter(dispatches::offered_at.ge(since))
            .group_by((dispatches::team_id, dispatches::state))
            .select((dispatches::team_id, dispatches::state, count_star()))
            .load(c)?;
        for (team, state, n) in rows {
            let (kept, promised) = found.entry(team).or_default();
            *promised += n;
            *kept += if state == DispatchState::Done { n } else { 0 };
        }
    }
    Ok(found)
}

/// All offers of an order with the team's name, oldest first.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Vec<(DispatchRow, String)>> {
    dispatches::table
        .inner_join(teams::table)
        .filter(dispatches::order_id.eq(order))
        .order((dispatches::offered_at, dispatches::id))
        .select((DispatchRow::as_select(), teams::name))
        .load(c)
}

/// 1, or 0 when somebody answered in between.
pub fn update(tx: &mut Conn, row: &DispatchRow, state: DispatchState, answered: Answered) -> QueryResult<usize> {
    diesel::update(dispatches::table.find(row.id).filter(dispatches::version.eq(row.version)))
        .set((answered, dispatches::state.eq(state), dispatches::version.eq(row.version + 1)))
        .execute(tx)
}

/// Offers whose window is over. It stands still while an objection is open, and a team that was named has none.
pub fn overdue(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<DispatchRow>> {
    dispatches::table
        .filter(dispatches::state.eq(DispatchState::Offered))
        .filter(dispatches::expires_at.lt(now))
        .filter(dispatches::is_named.eq(false))
        .filter(dispatches::objection_state.is_null().or(dispatches::objection_state.ne(ObjectionState::Open)))
        .order(dispatches::expires_at)
        .limit(limit)
        .select(DispatchRow::as_select())
        .load(c)
}

/// An offer with what its team may know of the order.
#[derive(Queryable, Clone, Debug)]
pub struct TaskRow {
    pub dispatch: DispatchRow,
    pub team_name: String,
    pub number: String,
    pub state: OrderState,
    pub version: i32,
    pub urgency: Urgency,
    pub text: String,
    pub deadline: Option<DateTime<Utc>>,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
}

/// Offers to these teams in one of the states, newest first.
pub fn tasks(c: &mut Conn, mine: &[TeamId], states: &[DispatchState], after: Option<&Key>, limit: i64) -> QueryResult<Vec<TaskRow>> {
    let mut query = dispatches::table
        .inner_join(teams::table)
        .inner_join(orders::table.inner_join(menu_items::table).inner_join(org_units::table))
        .filter(dispatches::team_id.eq_any(mine.to_vec()))
        .filter(dispatches::state.eq_any(states.to_vec()))
        .order((dispatches::offered_at.desc(), dispatches::id.desc()))
        .limit(limit)
        .select((
            DispatchRow::as_select(),
            teams::name,
            orders::number,
            orders::state,
            orders::version,
            orders::urgency,
            orders::text,
            orders::deadline,
            menu_items::name,
            menu_items::name_en,
            org_units::name,
        ))
        .into_boxed::<MultiBackend>();
    if let Some(key) = after {
        query = query
            .filter(dispatches::offered_at.le(key.at).and(dispatches::offered_at.lt(key.at).or(dispatches::id.lt(DispatchId(key.id)))));
    }
    query.load(c)
}
