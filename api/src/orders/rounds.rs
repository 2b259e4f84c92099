//! Rounds: what is written down when one is done and never changes again, and how the next one begins.

use super::lifecycle::HIGHEST;
use super::queries::{self, Change, OrderRow};
use super::steps::Desk;
use crate::platform::db::Conn;
use crate::schema::order_rounds;
use chrono::{DateTime, Utc};
use contract::orders::{EventDetail, OrderAction, OrderState, Outcome};
use contract::{OrderId, PersonId, TeamId};
use diesel::prelude::*;

/// A round that was done, with its handler as they were at that moment.
#[derive(Queryable, Selectable, Insertable, Clone, Debug)]
#[diesel(table_name = order_rounds, treat_none_as_default_value = false)]
pub struct RoundRow {
    pub order_id: OrderId,
    pub round: i32,
    pub team_id: Option<TeamId>,
    pub responsible_id: Option<PersonId>,
    pub outcome: Option<Outcome>,
    pub note: Option<String>,
    pub done_at: DateTime<Utc>,
}

/// Writes down who handled the present round: whoever is unassigned later, this stays.
pub fn freeze(tx: &mut Conn, row: &OrderRow, now: DateTime<Utc>) -> QueryResult<usize> {
    let round = RoundRow {
        order_id: row.id,
        round: row.round,
        team_id: row.team_id,
        responsible_id: row.responsible_id,
        outcome: row.outcome,
        note: row.completion_note.clone(),
        done_at: now,
    };
    diesel::insert_into(order_rounds::table).values(round).execute(tx)
}

/// Every round that was done, oldest first.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Vec<RoundRow>> {
    order_rounds::table.filter(order_rounds::order_id.eq(order)).order(order_rounds::round).select(RoundRow::as_select()).load(c)
}

/// One round, if it was done.
pub fn of_round(c: &mut Conn, order: OrderId, round: i32) -> QueryResult<Option<RoundRow>> {
    order_rounds::table.find((order, round)).select(RoundRow::as_select()).first(c).optional()
}

/// How the next round begins: with a deadline of its own and nobody in charge yet; a level higher once the community has used up its
/// rounds (domain 5.3: at most twice, then 提级).
pub fn next(desk: &Desk, row: &OrderRow) -> (Change, EventDetail) {
    let raised = if row.round > desk.config.orders.max_reopenings && row.raised < HIGHEST { Some(row.raised + 1) } else { None };
    let change = Change {
        round: Some(row.round + 1),
        deadline: Some(Some(desk.calendar.add(desk.now, row.spans.0.completion))),
        team_id: Some(None),
        responsible_id: Some(None),
        outcome: Some(None),
        completion_note: Some(None),
        minutes: Some(None),
        raised,
        ..Change::default()
    };
    (change, EventDetail { raised, ..EventDetail::default() })
}

/// The team that has to be asked first in a round that has just begun: that of the round before, unless the requester objects or the
/// order went up a level. Once it was asked, whoever comes next is the desk's choice.
pub fn same_team(c: &mut Conn, row: &OrderRow) -> QueryResult<Option<TeamId>> {
    if row.state != OrderState::Reopened || row.raised > 0 {
        return Ok(None);
    }
    let events = queries::events_of(c, row.id)?;
    let opening = events.iter().rfind(|e| matches!(e.action, OrderAction::Reopen | OrderAction::CallUnsolved));
    if opening.is_none_or(|e| e.detail.0.objects_to_team == Some(true)) {
        return Ok(None);
    }
    Ok(of_round(c, row.id, row.round - 1)?.and_then(|r| r.team_id))
}
