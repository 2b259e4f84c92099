//! One function, one statement.

use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{dispatches, menu_items, orders, org_units, teams};
use chrono::{DateTime, Utc};
use contract::dispatch::{DeclineReason, DispatchState};
use contract::orders::{OrderState, Urgency};
use contract::{DispatchId, OrderId, PersonId, TeamId};
use diesel::prelude::*;

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
}

/// What an answer changes.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = dispatches)]
pub struct Answered {
    pub responsible_id: Option<Option<PersonId>>,
    pub answered_at: Option<Option<DateTime<Utc>>>,
    pub reason: Option<Option<DeclineReason>>,
    pub explanation: Option<Option<String>>,
}

/// The teams, and nobody else offers them anything until the transaction ends: their capacity is counted here.
/// Always in the same order, so that two offers to the same teams never wait for each other.
pub fn lock_teams(tx: &mut Conn, ids: &[TeamId]) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        teams::table.filter(teams::id.eq_any(ids.to_vec())).order(teams::id).select(teams::id).for_update().load::<TeamId>(p)?;
    }
    Ok(())
}

pub fn insert(tx: &mut Conn, row: &DispatchRow, choice: serde_json::Value) -> QueryResult<usize> {
    diesel::insert_into(dispatches::table).values((row, dispatches::choice.eq(JsonColumn(choice)))).execute(tx)
}

pub fn find(c: &mut Conn, id: DispatchId) -> QueryResult<Option<DispatchRow>> {
    dispatches::table.find(id).select(DispatchRow::as_select()).first(c).optional()
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

/// Offers whose window is over.
pub fn overdue(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<DispatchRow>> {
    dispatches::table
        .filter(dispatches::state.eq(DispatchState::Offered))
        .filter(dispatches::expires_at.lt(now))
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
