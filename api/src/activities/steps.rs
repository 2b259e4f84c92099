//! What every step of an activity has in common, and the steps of its organiser.

use super::access::{self, Found};
use super::content;
use super::lifecycle::activity as rules;
use super::lifecycle::invitation::is_live;
use super::queries::{ActivityRow, InvitationRow, SignUpRow, activities, sign_ups};
use super::{relay, sign_ups as places, tell};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::records;
use contract::activities::{ActivityAction as A, ChangeActivity, CloseActivity, InvitationState, SignUpState};
use contract::notices::NoticeKind;
use contract::{ActivityId, RowId};

pub fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&ActivityRow>, after: &ActivityRow) -> ApiResult<()> {
    let subject = format!("activity/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Finds it under its lock, and makes sure that the caller may take the step now.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: ActivityId, version: Option<i32>, action: A) -> ApiResult<Found> {
    let found = access::lock(tx, desk, who, id)?;
    found.check(version, action)?;
    Ok(found)
}

/// Takes a step: state, version and trail.
pub fn take(tx: &mut Conn, desk: &Desk, row: &ActivityRow, action: A, to: ActivityRow) -> ApiResult<ActivityRow> {
    let to = ActivityRow { state: rules::step(row.state, action)?, ..to };
    let after = activities::update(tx, row, &to, desk.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version))?;
    let name = match action {
        A::Change => "activity.changed",
        A::Publish => "activity.published",
        A::Cancel => "activity.cancelled",
        A::Hold => "activity.held",
        A::Close => "activity.closed",
        A::Invite | A::SignUp | A::TakeBack | A::Record => return Err(ApiError::internal(format!("`{action}` does not change the row"))),
    };
    record(tx, desk, name, Some(row), &after)?;
    Ok(after)
}

pub fn change(tx: &mut Conn, desk: &Desk, found: &Found, ask: &ChangeActivity) -> ApiResult<ActivityRow> {
    let (row, to) = (&found.row, content::changed(desk, &found.row, &ask.content)?);
    if row.state == contract::activities::ActivityState::Open {
        content::check_public(tx, desk, &to)?;
    }
    let after = take(tx, desk, row, A::Change, to)?;
    let has_moved = (row.starts_at, row.ends_at, &row.place) != (after.starts_at, after.ends_at, &after.place);
    let has_other_date = row.answer_by != after.answer_by;
    for one in found.relay.iter().filter(|i| i.state == InvitationState::Invited) {
        if has_other_date {
            let to = InvitationRow { expires_at: after.answer_by, ..one.clone() };
            relay::store(tx, desk, "activity_invitation.changed", one, &to)?;
        }
        if has_other_date || has_moved {
            let news = tell::news(tx, desk, &after, NoticeKind::InvitationChanged)?;
            tell::liaisons(tx, desk, one.unit_id, news)?;
        }
    }
    if has_moved {
        let news = tell::news(tx, desk, &after, NoticeKind::ActivityMoved)?;
        for place in sign_ups::of_activity(tx, row.id)? {
            tell::person(tx, desk, place.person_id, news.clone())?;
        }
        for one in found.accepted() {
            tell::liaisons(tx, desk, one.unit_id, news.clone())?;
        }
    }
    Ok(after)
}

/// It does not take place: whoever was invited or had a place is told.
pub fn cancel(tx: &mut Conn, desk: &Desk, found: &Found, reason: &str) -> ApiResult<ActivityRow> {
    let row = &found.row;
    let after = take(tx, desk, row, A::Cancel, ActivityRow { reason: reason.to_owned(), taken: 0, ..row.clone() })?;
    let news = tell::news(tx, desk, &after, NoticeKind::ActivityCancelled)?.with("reason", reason);
    for one in found.relay.iter().filter(|i| is_live(i.state)) {
        let to = InvitationRow { state: InvitationState::Withdrawn, ..one.clone() };
        relay::store(tx, desk, "activity_invitation.withdrawn", one, &to)?;
        tell::liaisons(tx, desk, one.unit_id, news.clone())?;
    }
    for place in sign_ups::of_activity(tx, row.id)? {
        places::store(tx, desk, &place, &SignUpRow { state: SignUpState::Cancelled, ..place.clone() })?;
        tell::person(tx, desk, place.person_id, news.clone())?;
    }
    if !found.is_on(rules::Side::Organiser) {
        tell::organiser(tx, desk, &after, news)?;
    }
    Ok(after)
}

/// What came of it. Each person who was there gets a row in the ledger, once and for all.
pub fn close(tx: &mut Conn, desk: &Desk, found: &Found, ask: &CloseActivity) -> ApiResult<ActivityRow> {
    let row = &found.row;
    let places = sign_ups::of_activity(tx, row.id)?;
    if places.iter().any(|p| p.state == SignUpState::SignedUp) {
        let refused = ApiError::refused("an activity", row.state.as_str(), A::Close.as_str());
        return Err(refused.saying("say first of everybody who signed up whether they were there").with_version(row.version));
    }
    let to = ActivityRow {
        people_served: ask.people_served,
        summary: ask.summary.trim().to_owned(),
        outcomes: Json(ask.outcomes.clone()),
        ..row.clone()
    };
    let after = take(tx, desk, row, A::Close, to)?;
    for place in places.into_iter().filter(|p| p.state == SignUpState::Present) {
        let Some(evidence) = place.evidence else { continue };
        let served = records::Served {
            id: RowId(place.id.0),
            person_id: place.person_id,
            community_id: row.community_id,
            area: row.area.clone(),
            unit_id: place.unit_id,
            category: row.category,
            title: row.title.clone(),
            starts_at: row.starts_at,
            minutes: place.minutes,
            evidence,
            marked_by: place.marked_by,
        };
        records::write_activity(tx, desk, served)?;
    }
    Ok(after)
}
