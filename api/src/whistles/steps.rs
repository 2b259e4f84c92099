//! Blowing, answering, ending: all under the order's lock.

use super::lifecycle::{self, Side};
use super::queries::{self, Change, NamedRow, ResponderRow, WhistleRow};
use crate::app::App;
use crate::orders::{self, Desk, NOTHING_DUE, Note, Notice, OrderRow, desk_at};
use crate::platform::audit;
use crate::platform::auth::{STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::sms::Template;
use crate::ratings;
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::orders::{OrderAction, Outcome};
use contract::whistles::{BlowWhistle, ResponderAction as A, ResponderState as S, WhistleState};
use contract::{OrderId, ResponderId, UnitId, WhistleId};
use uuid::Uuid;

/// Longest text of a completion; results are cut to it.
const NOTE: usize = 1000;

/// Blows it: the order waits for the departments from now on.
pub fn blow(tx: &mut Conn, desk: &Desk, who: &Who, order: OrderId, ask: &BlowWhistle) -> ApiResult<WhistleId> {
    let row = desk.load(tx, who, order, ask.expected_version, OrderAction::Whistle)?.row;
    let units = check_units(tx, &ask.unit_ids)?;
    // The promise to the resident runs, whoever keeps it.
    let deadline = row.deadline.unwrap_or_else(|| desk.calendar.add(desk.now, row.spans.0.completion));
    let change = orders::Change { deadline: Some(Some(deadline)), ..orders::Change::default() };
    let row = desk.take(tx, &row, orders::Side::Desk, OrderAction::Whistle, change, Note::text(&ask.text))?;
    let whistle = WhistleRow {
        id: WhistleId(Uuid::now_v7()),
        order_id: row.id,
        round: row.round,
        community_id: row.community_id,
        area: row.area.clone(),
        cause: ask.cause,
        text: ask.text.trim().to_owned(),
        is_urgent: ask.is_urgent,
        state: WhistleState::Blown,
        version: 1,
        blown_by: who.person,
        blown_at: desk.now,
        ended_at: None,
    };
    queries::insert(tx, &whistle)?;
    let subject = format!("whistle/{}", whistle.id);
    let change = audit::Change { action: "whistle.blown", subject, before: None::<&WhistleRow>, after: Some(&whistle) };
    audit::record(tx, &desk.origin, desk.now, &change)?;
    let due_at = due_at(desk, S::Notified, ask.is_urgent);
    for (unit_id, name) in units {
        queries::insert_responder(tx, &new_responder(whistle.id, unit_id, due_at))?;
        for phone in queries::phones_of(tx, unit_id, desk.now)? {
            notice(tx, desk, Template::WhistleBlown, &row, &name, due_at)?.send(tx, desk, &row, phone)?;
        }
    }
    Ok(whistle.id)
}

fn check_units(tx: &mut Conn, ids: &[UnitId]) -> ApiResult<Vec<(UnitId, String)>> {
    let known = queries::departments(tx, ids)?;
    for (index, id) in ids.iter().enumerate() {
        let pointer = format!("/unit_ids/{index}");
        if ids.iter().take(index).any(|u| u == id) {
            return Err(ApiError::field(&pointer, "unique", "the unit is named twice"));
        }
        if !known.iter().any(|(k, _)| k == id) {
            return Err(ApiError::field(&pointer, "choice", "not a department: only authorities and public institutions are asked"));
        }
    }
    Ok(known)
}

fn new_responder(whistle_id: WhistleId, unit_id: UnitId, due_at: DateTime<Utc>) -> ResponderRow {
    ResponderRow {
        id: ResponderId(Uuid::now_v7()),
        whistle_id,
        unit_id,
        state: S::Notified,
        version: 1,
        due_at,
        told: 0,
        acknowledged_at: None,
        plan: None,
        result: None,
        ended_at: None,
        answered_by: None,
        grade: None,
        grade_note: None,
        is_clear: None,
        is_justified: None,
        view_note: None,
        on_site: None,
    }
}

fn due_at(desk: &Desk, state: S, is_urgent: bool) -> DateTime<Utc> {
    lifecycle::span(state, is_urgent).map_or(NOTHING_DUE, |span| desk.calendar.add(desk.now, span))
}

/// A message about a whistle.
pub fn notice(tx: &mut Conn, desk: &Desk, template: Template, order: &OrderRow, unit: &str, due: DateTime<Utc>) -> ApiResult<Notice> {
    let community = desk.shelf.community(tx, order.community_id)?.map(|c| c.name.clone()).unwrap_or_default();
    Ok(Notice::new(template).with("community", community).with("unit", unit).at("due", due))
}

/// On whose behalf this caller may act in a department's part.
pub fn sides_of(who: &Who, units: &[UnitId], whistle: &NamedRow, responder: &ResponderRow) -> Vec<Side> {
    let mut sides = Vec::new();
    if who.holds(&[Role::Department]) && units.contains(&responder.unit_id) {
        sides.push(Side::Department);
    }
    if who.holds_at(desk_at(whistle.raised), &whistle.row.area) {
        sides.push(Side::Desk);
    }
    sides
}

/// Finds a part for this caller, under the order's lock; 404 for whom the whistle does not exist.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: ResponderId, version: i32, action: A) -> ApiResult<(NamedRow, ResponderRow)> {
    let gone = || ApiError::not_found("responder");
    let (whistle, responder, sides) = find(tx, desk, who, id)?;
    if !(who.holds_at(STAFF, &whistle.row.area) || sides.contains(&Side::Department)) {
        return Err(gone());
    }
    if !lifecycle::may_ever(action, &sides) {
        return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take")));
    }
    let allowed = lifecycle::allowed(responder.state, &sides, responder.grade.is_some(), responder.is_clear.is_some());
    let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
    if responder.version != version {
        return Err(ApiError::stale(responder.state.as_str(), responder.version).with_allowed(open));
    }
    if !allowed.contains(&action) {
        let refused = ApiError::refused("a department's part", responder.state.as_str(), action.as_str());
        return Err(refused.with_allowed(open).with_version(responder.version));
    }
    Ok((whistle, responder))
}

/// A part with its whistle and the caller's sides, locked.
pub fn find(tx: &mut Conn, desk: &Desk, who: &Who, id: ResponderId) -> ApiResult<(NamedRow, ResponderRow, Vec<Side>)> {
    let gone = || ApiError::not_found("responder");
    let responder = queries::responder(tx, id)?.ok_or_else(gone)?;
    let whistle = queries::find(tx, responder.whistle_id)?.ok_or_else(gone)?;
    orders::lock(tx, whistle.row.order_id)?;
    let responder = queries::responder(tx, id)?.ok_or_else(gone)?;
    let units = queries::units_of(tx, who.person, desk.now)?;
    let sides = sides_of(who, &units, &whistle, &responder);
    Ok((whistle, responder, sides))
}

/// Takes a step of a part; the last answer ends the whistle.
pub fn take(tx: &mut Conn, desk: &Desk, app: &App, whistle: &NamedRow, row: &ResponderRow, action: A, mut change: Change) -> ApiResult<()> {
    let to = lifecycle::step(row.state, action)?;
    let due = if to == row.state { row.due_at } else { due_at(desk, to, whistle.row.is_urgent) };
    if to != row.state {
        // A new state is a new silence.
        change.told = Some(0);
    }
    if lifecycle::is_ended(to) && row.ended_at.is_none() {
        change.ended_at = Some(desk.now);
    }
    let after = queries::update_responder(tx, row, to, due, change)?;
    let after = after.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
    let subject = format!("responder/{}", row.id);
    let change = audit::Change { action: &format!("whistle.{action}"), subject, before: Some(row), after: Some(&after) };
    audit::record(tx, &desk.origin, desk.now, &change)?;
    if lifecycle::is_ended(to) && !lifecycle::is_ended(row.state) { end_if_last(tx, desk, app, &whistle.row) } else { Ok(()) }
}

/// All solved: the order is done. One in part: what is left goes back to the community.
fn end_if_last(tx: &mut Conn, desk: &Desk, app: &App, whistle: &WhistleRow) -> ApiResult<()> {
    let parts = queries::responders_of(tx, &[whistle.id])?;
    if !parts.iter().all(|(part, _)| lifecycle::is_ended(part.state)) {
        return Ok(());
    }
    let is_solved = parts.iter().all(|(part, _)| part.state == S::Solved);
    queries::end(tx, whistle.id, if is_solved { WhistleState::Solved } else { WhistleState::Returned }, desk.now)?;
    let said = parts.iter().map(|(part, unit)| format!("{unit}：{}", part.result.as_deref().unwrap_or_default())).collect::<Vec<_>>();
    let said: String = said.join("\n").chars().take(NOTE).collect();
    let order = orders::lock(tx, whistle.order_id)?.ok_or_else(|| ApiError::not_found("order"))?;
    let system = Desk { actor: None, ..desk.clone() };
    if !is_solved {
        system.take(tx, &order, orders::Side::System, OrderAction::WhistleReturned, orders::Change::default(), Note::text(said))?;
        return Ok(());
    }
    let change =
        orders::Change { outcome: Some(Some(Outcome::Resolved)), completion_note: Some(Some(said.clone())), ..orders::Change::default() };
    let after = system.take(tx, &order, orders::Side::System, OrderAction::WhistleSolved, change, Note::text(said))?;
    Notice::new(Template::OrderDone).with("link", ratings::link(app, &after, desk.now)).to_requester(tx, desk, &after)
}
