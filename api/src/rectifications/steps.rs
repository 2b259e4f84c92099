//! What every step of a rectification has in common: lock, decide, change guarded by the version, event, clock, audit.

use super::lifecycle::{self, Side};
use super::queries::{self, Change, EventRow, NamedRow, RectificationRow};
use crate::accounts;
use crate::orders::{self, Desk, NOTHING_DUE, Notice, OrderRow};
use crate::platform::audit;
use crate::platform::auth::{DESK, RATER_CALLERS, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::sms::Template;
use crate::ratings::RatingRow;
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::rectifications::{RectificationAction as A, RectificationState as S};
use contract::{RatingId, RectificationId};
use uuid::Uuid;

/// On whose behalf this caller may act; empty for those who may only read, `None` for whom it does not exist.
pub fn sides_of(who: &Who, found: &NamedRow) -> Option<Vec<Side>> {
    let row = &found.row;
    let is_handler = row.responsible_id == Some(who.person) || row.team_id.is_some_and(|t| who.teams.contains(&t));
    let mut sides = Vec::new();
    if found.rater_id == who.person {
        sides.push(Side::Rater);
    }
    if who.holds_at(RATER_CALLERS, &row.area) && !is_handler && found.rater_id != who.person {
        sides.push(Side::Caller);
    }
    if who.holds_at(DESK, &row.area) {
        sides.push(Side::Desk);
    }
    if who.holds_at(&[Role::CommunitySecretary], &row.area) {
        sides.push(Side::Secretary);
    }
    if who.holds_at(&[Role::Street], &row.area) {
        sides.push(Side::Street);
    }
    let is_known = row.state != S::Opened;
    let knows = sides.contains(&Side::Rater)
        || sides.contains(&Side::Caller)
        || who.holds_at(&[Role::Street, Role::CityOffice], &row.area)
        || is_known && (is_handler || who.holds_at(STAFF, &row.area));
    knows.then_some(sides)
}

/// Whether this caller reads the grade: the rater, those who call, the street, the city. Not the community, not the team.
pub fn reads_grade(who: &Who, found: &NamedRow) -> bool {
    found.rater_id == who.person || who.holds_at(&[Role::Caller, Role::Street, Role::CityOffice], &found.row.area)
}

/// Opens one for a bad rating, in the transaction of the rating (domain rule I7).
pub fn open(tx: &mut Conn, desk: &Desk, order: &OrderRow, rating: &RatingRow) -> ApiResult<()> {
    let row = RectificationRow {
        id: RectificationId(Uuid::now_v7()),
        rating_id: rating.id,
        order_id: order.id,
        round: rating.round,
        community_id: order.community_id,
        area: order.area.clone(),
        team_id: rating.team_id,
        responsible_id: rating.responsible_id,
        state: S::Opened,
        version: 1,
        opened_at: desk.now,
        due_at: due_at(desk, S::Opened),
        findings: None,
        plan: None,
        planned_by: None,
        feedback: None,
        re_rating_grade: None,
        re_rating_text: None,
        re_rated_at: None,
        updated_at: desk.now,
    };
    queries::insert(tx, &row)?;
    // Nobody's step: who gave the rating stays sealed.
    let event =
        EventRow { rectification_id: row.id, sequence: 1, at: desk.now, action: A::Open, state: S::Opened, actor_id: None, note: None };
    queries::insert_event(tx, &event)?;
    record(tx, desk, A::Open, None, &row)?;
    tell(tx, desk, order, &row, Template::RectificationOpened, RATER_CALLERS)
}

/// Ends that of a rating which counts no more after an appeal, in the transaction of the decision: there is nothing to put right. The desk
/// that works on it is told; what was done until then stays written down.
pub fn annul(tx: &mut Conn, desk: &Desk, order: &OrderRow, rating: RatingId, reason: &str) -> ApiResult<()> {
    let Some(row) = queries::of_rating(tx, rating)?.filter(|r| r.state != S::Closed) else { return Ok(()) };
    take(tx, desk, &row, A::Annul, Change::default(), Some(reason))?;
    tell(tx, desk, order, &row, Template::RectificationAnnulled, DESK)
}

fn due_at(desk: &Desk, state: S) -> DateTime<Utc> {
    lifecycle::span(state).map_or(NOTHING_DUE, |span| desk.calendar.add(desk.now, span))
}

/// Finds it for this caller, makes sure that the version is the one they read and that they may take the step.
pub fn load(tx: &mut Conn, who: &Who, id: RectificationId, version: Option<i32>, action: A) -> ApiResult<NamedRow> {
    let gone = || ApiError::not_found("rectification");
    let order = queries::find(tx, id)?.ok_or_else(gone)?.row.order_id;
    // One lock for all that belongs to an order: two steps never wait for each other.
    orders::lock(tx, order)?;
    let found = queries::find(tx, id)?.ok_or_else(gone)?;
    let sides = sides_of(who, &found).ok_or_else(gone)?;
    if !lifecycle::may_ever(action, &sides) {
        return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take")));
    }
    let row = &found.row;
    let open: Vec<String> = lifecycle::allowed(row.state, &sides).iter().map(ToString::to_string).collect();
    if version.is_some_and(|v| v != row.version) {
        return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
    }
    if !lifecycle::allowed(row.state, &sides).contains(&action) {
        return Err(ApiError::refused("a rectification", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version));
    }
    Ok(found)
}

/// Takes a step: state, clock, version, event and audit.
pub fn take(
    tx: &mut Conn,
    desk: &Desk,
    row: &RectificationRow,
    action: A,
    change: Change,
    note: Option<&str>,
) -> ApiResult<RectificationRow> {
    let to = lifecycle::step(row.state, action)?;
    // Another try that reached nobody gives no new day.
    let due = if to == row.state { row.due_at } else { due_at(desk, to) };
    let after = queries::update(tx, row, to, due, change, desk.now)?;
    let after = after.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
    let event = EventRow {
        rectification_id: row.id,
        // Every change is one event.
        sequence: after.version,
        at: desk.now,
        action,
        state: to,
        actor_id: desk.actor,
        note: note.map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned),
    };
    queries::insert_event(tx, &event)?;
    record(tx, desk, action, Some(row), &after)?;
    Ok(after)
}

fn record(tx: &mut Conn, desk: &Desk, action: A, before: Option<&RectificationRow>, after: &RectificationRow) -> ApiResult<()> {
    let subject = format!("rectification/{}", after.id);
    audit::record(
        tx,
        &desk.origin,
        desk.now,
        &audit::Change { action: &format!("rectification.{action}"), subject, before, after: Some(after) },
    )
}

/// Tells everybody who holds one of the roles at or above the community.
pub fn tell(tx: &mut Conn, desk: &Desk, order: &OrderRow, row: &RectificationRow, template: Template, roles: &[Role]) -> ApiResult<()> {
    for phone in accounts::phones_at(tx, roles, &order.area)? {
        Notice::new(template).at("due", row.due_at).send(tx, desk, order, phone)?;
    }
    Ok(())
}
