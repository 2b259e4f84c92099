//! The relay of invitations (邀约): the organiser invites units, and a unit that accepted passes it on. Who invited whom is kept.

use super::access::{Found, invitation_sides, lock};
use super::lifecycle::activity::Side;
use super::lifecycle::invitation::{self as rules, is_live};
use super::queries::{InvitationRow, invitations};
use super::{steps, tell};
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use contract::activities::{ActivityAction, InvitationAction as A, InvitationState, InviteUnits};
use contract::notices::NoticeKind;
use contract::{ActivityId, FieldProblem, InvitationId, UnitId};
use diesel::Connection;
use uuid::Uuid;

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&InvitationRow>, after: &InvitationRow) -> ApiResult<()> {
    let subject = format!("activity_invitation/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Invites all of them, or says which cannot be invited.
pub fn invite(tx: &mut Conn, desk: &Desk, who: &Who, id: ActivityId, ask: &InviteUnits) -> ApiResult<Found> {
    let found = steps::load(tx, desk, who, id, None, ActivityAction::Invite)?;
    let parent_id = parent(&found, ask.as_unit_id)?;
    check(tx, desk, &found, &ask.unit_ids)?;
    for (index, unit_id) in ask.unit_ids.iter().enumerate() {
        let row = InvitationRow {
            id: InvitationId(Uuid::now_v7()),
            activity_id: id,
            unit_id: *unit_id,
            parent_id,
            state: InvitationState::Invited,
            text: ask.text.trim().to_owned(),
            people: 0,
            contact_name: String::new(),
            contact_phone: String::new(),
            reason: String::new(),
            expires_at: found.row.answer_by,
            invited_by: who.person,
            answered_by: None,
            answered_at: None,
            version: 1,
            created_at: desk.now,
        };
        if let Err(error) = tx.transaction(|tx| invitations::insert(tx, &row)) {
            let key = broken_key(error)?;
            if key == "uq_activity_invitations_activity_id_unit_id" {
                return Err(ApiError::field(&format!("/unit_ids/{index}"), "unique", "the unit is invited already"));
            }
            return Err(ApiError::internal(format!("unexpected constraint {key}")));
        }
        record(tx, desk, "activity_invitation.made", None, &row)?;
        let news = tell::news(tx, desk, &found.row, NoticeKind::ActivityInvited)?;
        tell::liaisons(tx, desk, *unit_id, news)?;
    }
    lock(tx, desk, who, id)
}

/// The invitation on which whoever passes it on stands; none for the organiser.
fn parent(found: &Found, as_unit: Option<UnitId>) -> ApiResult<Option<InvitationId>> {
    match as_unit {
        Some(unit) => {
            let mine = found.accepted().find(|i| i.unit_id == unit && found.own.contains(&unit));
            mine.map(|i| Some(i.id)).ok_or_else(|| ApiError::field("/as_unit_id", "unknown", "not a unit of yours that has accepted"))
        }
        None if found.is_on(Side::Organiser) => Ok(None),
        None => Err(ApiError::field("/as_unit_id", "required", "say for which of your units you pass it on")),
    }
}

fn check(tx: &mut Conn, desk: &Desk, found: &Found, ids: &[UnitId]) -> ApiResult<()> {
    let mut wrong = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let mut say = |code: &str, detail: &str| wrong.push(FieldProblem::new(&format!("/unit_ids/{index}"), code, detail));
        if ids.iter().take(index).any(|other| other == id) {
            say("unique", "the unit is named twice");
        } else if found.row.unit_id == Some(*id) {
            say("unique", "the unit organises it");
        } else if found.relay.iter().any(|i| i.unit_id == *id && is_live(i.state)) {
            say("unique", "the unit is invited already");
        } else if units::unit(tx, *id)?.is_none_or(|u| !u.is_confirmed) {
            say("unknown", "there is no such unit");
        }
    }
    if found.relay.len() + ids.len() > desk.config.activities.max_invitations {
        wrong.push(FieldProblem::new("/unit_ids", "length", "more than may be invited to one activity"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(ApiError::fields(wrong)) }
}

/// An invitation under the lock of its activity, for this caller; 404 for whom it does not exist.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: InvitationId, version: i32, action: A) -> ApiResult<(Found, InvitationRow)> {
    let gone = || ApiError::not_found("invitation");
    let activity = invitations::find(tx, id)?.ok_or_else(gone)?.activity_id;
    let found = lock(tx, desk, who, activity).map_err(|e| if e.is_refusal() { gone() } else { e })?;
    // Read under the lock: it may have changed until that was had.
    let row = found.relay.iter().find(|i| i.id == id).cloned().ok_or_else(gone)?;
    if !found.is_kept() && !found.is_in_relay() {
        return Err(gone());
    }
    let sides = invitation_sides(&found, &row);
    if !rules::may_ever(action, &sides) {
        return Err(ApiError::forbidden(format!("the step `{action}` is for the other side of this invitation")));
    }
    let allowed = allowed(&found, &row);
    let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
    if row.version != version {
        return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
    }
    if !allowed.contains(&action) {
        return Err(ApiError::refused("an invitation", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version));
    }
    Ok((found, row))
}

/// What this caller can do with an invitation now.
pub fn allowed(found: &Found, row: &InvitationRow) -> Vec<A> {
    let (facts, state) = (&found.facts, found.row.state);
    let is_ahead = state == contract::activities::ActivityState::Open && facts.now < facts.starts_at;
    rules::allowed(row.state, &invitation_sides(found, row), is_ahead, facts.now < row.expires_at)
}

/// Takes a step: state, version and trail.
pub fn take(tx: &mut Conn, desk: &Desk, row: &InvitationRow, action: A, to: InvitationRow) -> ApiResult<InvitationRow> {
    let answers = matches!(action, A::Accept | A::Decline);
    let to = InvitationRow {
        state: rules::step(row.state, action)?,
        answered_by: if answers { desk.actor } else { to.answered_by },
        answered_at: if answers { Some(desk.now) } else { to.answered_at },
        ..to
    };
    store(tx, desk, &format!("activity_invitation.{}", to.state), row, &to)
}

/// Stores it with its row in the trail; also where a step of the activity changes the invitations of others.
pub fn store(tx: &mut Conn, desk: &Desk, action: &str, row: &InvitationRow, to: &InvitationRow) -> ApiResult<InvitationRow> {
    let after = invitations::update(tx, row, to)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version))?;
    record(tx, desk, action, Some(row), &after)?;
    Ok(after)
}

/// Tells the unit that there is nothing to answer any more.
pub fn tell_guest(tx: &mut Conn, desk: &Desk, found: &Found, row: &InvitationRow) -> ApiResult<()> {
    let news = tell::news(tx, desk, &found.row, NoticeKind::InvitationWithdrawn)?;
    tell::liaisons(tx, desk, row.unit_id, news)
}

/// Tells whoever invited what the unit says.
pub fn tell_host(tx: &mut Conn, desk: &Desk, found: &Found, row: &InvitationRow) -> ApiResult<()> {
    let unit = units::unit(tx, row.unit_id)?.map(|u| u.name).unwrap_or_default();
    let word = match row.state {
        InvitationState::Accepted => ("接受", "accepted"),
        InvitationState::Declined => ("婉拒", "declined"),
        _ => ("未在期限内答复", "not answered in time"),
    };
    let news = tell::news(tx, desk, &found.row, NoticeKind::ActivityAnswered)?;
    let news = news.with("unit", unit).with("result", word.0).with("result_en", word.1);
    let passed_on_by = row.parent_id.and_then(|id| found.relay.iter().find(|i| i.id == id)).map(|i| i.unit_id);
    match passed_on_by {
        Some(unit) => tell::liaisons(tx, desk, unit, news),
        None => tell::organiser(tx, desk, &found.row, news),
    }
}
