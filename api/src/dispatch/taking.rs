//! A team gets an order: by taking its offer, or because it asked for it.

use super::gather;
use super::offers::{self, Plan};
use super::queries::{self, Answered, DispatchRow};
use crate::accounts;
use crate::orders::{self, Change, Desk, Note, OrderRow, Side};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::dispatch::{DispatchAction, DispatchState};
use contract::orders::{NewMeasure, OrderAction};
use contract::{PersonId, TeamId};

/// The team takes its offer: the others are recalled and their leads told, and the requester can read that contact data was shown to
/// whoever took it and to the responsible person.
pub fn accept(tx: &mut Conn, desk: &Desk, by: PersonId, order: &OrderRow, row: &DispatchRow, person: PersonId) -> ApiResult<OrderRow> {
    offers::answer(tx, desk, row, DispatchAction::Accept, Answered { responsible_id: Some(Some(person)), ..Answered::default() })?;
    offers::recall_losers(tx, desk, order)?;
    let change = Change { team_id: Some(Some(row.team_id)), responsible_id: Some(Some(person)), ..Change::default() };
    let after = desk.take(tx, order, Side::Team, OrderAction::Take, change, Note { team: Some(row.team_id), ..Note::default() })?;
    orders::insert_reveal(tx, order.id, person, "接单", desk.now)?;
    if person != by {
        orders::insert_reveal(tx, order.id, by, "接单", desk.now)?;
    }
    Ok(after)
}

/// An accepted order goes to a team that asked for it, in one transaction: offered and taken, with one measure by the deadline.
pub fn hand_to(tx: &mut Conn, desk: &Desk, by: PersonId, order: &OrderRow, team: TeamId, person: PersonId) -> ApiResult<OrderRow> {
    let due_at = order.deadline.ok_or_else(|| ApiError::internal("an accepted order has no deadline"))?;
    let measure = NewMeasure { what: "联系本人，商定时间".to_owned(), who: accounts::person(tx, person)?.name, due_at };
    let explanation = gather::explain(tx, desk, order)?;
    let plan = Plan { teams: &[team], responsible: Some(person), measures: &[measure], note: None, by, rule_id: None, is_named: false };
    let offered = offers::place(tx, desk, order, &plan, explanation)?;
    let offers = queries::of_order(tx, order.id)?;
    let offer = offers.iter().map(|(row, _)| row).find(|d| d.team_id == team && d.state == DispatchState::Offered);
    accept(tx, desk, by, &offered, offer.ok_or_else(|| ApiError::internal("the offer is gone"))?, person)
}
