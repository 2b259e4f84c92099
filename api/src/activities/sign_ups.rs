//! Signing up, giving the place back, having been there. Everybody for themselves; no host marks their own.

use super::access::{self, Found};
use super::queries::{SignUpRow, activities, sign_ups};
use super::steps;
use super::tell;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::posts;
use contract::activities::{ActivityAction as A, PresenceMark, RecordPresence, SignUpState};
use contract::notices::NoticeKind;
use contract::records::EvidenceGrade;
use contract::{ActivityId, FieldProblem, ProblemCode, SignUpId};
use diesel::Connection;
use uuid::Uuid;

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&SignUpRow>, after: &SignUpRow) -> ApiResult<()> {
    let subject = format!("activity_sign_up/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Stores it with its row in the trail.
pub fn store(tx: &mut Conn, desk: &Desk, row: &SignUpRow, to: &SignUpRow) -> ApiResult<()> {
    let after = sign_ups::update(tx, row, to, desk.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version))?;
    record(tx, desk, &format!("activity_sign_up.{}", after.state), Some(row), &after)
}

/// Takes a place for the caller.
pub fn sign_up(tx: &mut Conn, desk: &Desk, who: &Who, id: ActivityId) -> ApiResult<Found> {
    let found = access::lock(tx, desk, who, id)?;
    let row = &found.row;
    if found.place.is_some() {
        return Err(ApiError::new(ProblemCode::AlreadySignedUp, "you have a place in this activity"));
    }
    let Some(unit_id) = found.joins_with else {
        return Err(ApiError::forbidden(if row.is_open_to_all {
            "for members of the units that come, and those with an active check-in in the community"
        } else {
            "for members of the units that come"
        }));
    };
    if found.facts.is_full && row.state == contract::activities::ActivityState::Open {
        return Err(ApiError::new(ProblemCode::ActivityFull, "every place is taken"));
    }
    if found.facts.is_used_up && row.state == contract::activities::ActivityState::Open {
        let refused = ApiError::refused("an activity", row.state.as_str(), A::SignUp.as_str());
        return Err(refused.saying("you have signed up for this activity and given the place back as often as one may"));
    }
    found.check(None, A::SignUp)?;
    posts::volunteer(tx, desk, who.person)?;
    posts::lock_person(tx, who.person)?;
    if posts::is_on_shift(tx, who.person, row.starts_at, row.ends_at)? || sign_ups::is_busy(tx, who.person, row.starts_at, row.ends_at)? {
        return Err(ApiError::new(ProblemCode::ClaimsOverlap, "you have a shift or another activity at that time"));
    }
    let place = SignUpRow {
        id: SignUpId(Uuid::now_v7()),
        activity_id: id,
        person_id: who.person,
        unit_id,
        state: SignUpState::SignedUp,
        minutes: 0,
        evidence: None,
        marked_by: None,
        signed_at: desk.now,
        version: 1,
        updated_at: desk.now,
    };
    if let Err(error) = tx.transaction(|tx| sign_ups::insert(tx, &place)) {
        let key = broken_key(error)?;
        if key == "uq_activity_sign_ups_activity_id_person_id" {
            return Err(ApiError::new(ProblemCode::AlreadySignedUp, "you have a place in this activity"));
        }
        return Err(ApiError::internal(format!("unexpected constraint {key}")));
    }
    set_taken(tx, &found, 1)?;
    record(tx, desk, "activity_sign_up.made", None, &place)?;
    let news = tell::news(tx, desk, row, NoticeKind::ActivityJoined)?;
    tell::person(tx, desk, who.person, news)?;
    access::lock(tx, desk, who, id)
}

fn set_taken(tx: &mut Conn, found: &Found, by: i32) -> ApiResult<()> {
    let row = &found.row;
    if activities::set_taken(tx, row, row.taken + by)? == 0 {
        return Err(ApiError::stale(row.state.as_str(), row.version));
    }
    Ok(())
}

/// Gives the caller's place back.
pub fn take_back(tx: &mut Conn, desk: &Desk, who: &Who, id: SignUpId, version: i32) -> ApiResult<Found> {
    let gone = || ApiError::not_found("place");
    let first = sign_ups::find(tx, id)?.filter(|s| s.person_id == who.person).ok_or_else(gone)?;
    let found = access::lock(tx, desk, who, first.activity_id)?;
    let row = sign_ups::find(tx, id)?.ok_or_else(gone)?;
    if row.version != version {
        return Err(ApiError::stale(row.state.as_str(), row.version));
    }
    if row.state != SignUpState::SignedUp {
        return Err(ApiError::refused("a place", row.state.as_str(), A::TakeBack.as_str()).with_version(row.version));
    }
    found.check(None, A::TakeBack)?;
    let to = SignUpRow { state: SignUpState::Cancelled, ..row.clone() };
    set_taken(tx, &found, -1)?;
    store(tx, desk, &row, &to)?;
    access::lock(tx, desk, who, found.row.id)
}

/// Says who was there: all marks, or none with what is wrong with them.
pub fn mark(tx: &mut Conn, desk: &Desk, who: &Who, id: ActivityId, ask: &RecordPresence) -> ApiResult<Found> {
    let found = steps::load(tx, desk, who, id, None, A::Record)?;
    let rows = sign_ups::of_activity(tx, id)?;
    // Nobody has been there for time that has not passed.
    let until = found.row.ends_at.min(desk.now);
    let most = i32::try_from((until - found.row.starts_at).num_minutes()).unwrap_or(i32::MAX);
    let mut wrong = Vec::new();
    for (index, mark) in ask.marks.iter().enumerate() {
        let at = |name: &str| format!("/marks/{index}/{name}");
        let Some(row) = rows.iter().find(|r| r.id == mark.sign_up_id) else {
            wrong.push(FieldProblem::new(&at("sign_up_id"), "unknown", "nobody with this place"));
            continue;
        };
        if ask.marks.iter().take(index).any(|m| m.sign_up_id == mark.sign_up_id) {
            wrong.push(FieldProblem::new(&at("sign_up_id"), "unique", "marked twice"));
        } else if row.person_id == who.person {
            wrong.push(FieldProblem::new(&at("sign_up_id"), "own", "somebody else says whether you were there"));
        } else if mark.minutes.is_some_and(|m| m > most) {
            wrong.push(FieldProblem::new(&at("minutes"), "range", "not longer than the activity has lasted"));
        } else if row.version != mark.expected_version {
            return Err(ApiError::stale(row.state.as_str(), row.version));
        } else {
            set_mark(tx, desk, row, mark, most)?;
        }
    }
    if !wrong.is_empty() {
        return Err(ApiError::fields(wrong));
    }
    access::lock(tx, desk, who, id)
}

fn set_mark(tx: &mut Conn, desk: &Desk, row: &SignUpRow, mark: &PresenceMark, most: i32) -> ApiResult<()> {
    let to = if mark.is_present {
        SignUpRow {
            state: SignUpState::Present,
            minutes: mark.minutes.unwrap_or(most),
            evidence: Some(mark.evidence.unwrap_or(EvidenceGrade::Credit)),
            marked_by: desk.actor,
            ..row.clone()
        }
    } else {
        SignUpRow { state: SignUpState::Absent, minutes: 0, evidence: None, marked_by: desk.actor, ..row.clone() }
    };
    store(tx, desk, row, &to)
}
