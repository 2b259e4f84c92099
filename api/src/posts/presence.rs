//! Being there: said by the host, the desk, a resident, the station's code or oneself; signed out, verified, doubted, decided.
//! Method and minutes are kept, no position and no track.

use super::access::{self, Found};
use super::frame::tell;
use super::queries::ClaimRow;
use super::queries::claims::Change;
use super::{seats, station};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::records;
use chrono::{DateTime, TimeDelta, Utc};
use contract::notices::NoticeKind;
use contract::posts::{BePresent, ClaimAction as A, ClaimState as S, DecideDispute, Mark, PresenceMethod};

/// Minutes of a stretch of time that lie within a shift.
pub fn overlap(from: DateTime<Utc>, to: DateTime<Utc>, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> i32 {
    let length: TimeDelta = to.min(ends_at) - from.max(starts_at);
    i32::try_from(length.num_minutes().max(0)).unwrap_or(0)
}

/// Somebody is there; when the shift is over already, they have been there.
fn attend(tx: &mut Conn, desk: &Desk, row: &ClaimRow, method: PresenceMethod, since: DateTime<Utc>) -> ApiResult<ClaimRow> {
    let change = Change { method: Some(method), present_from: Some(since), marked_by: desk.actor, ..Change::default() };
    let present = seats::take(tx, desk, row, A::Attend, change)?;
    if desk.now >= row.ends_at { sign_out(tx, desk, &present) } else { Ok(present) }
}

/// Leaves, or the shift ends.
pub fn sign_out(tx: &mut Conn, desk: &Desk, row: &ClaimRow) -> ApiResult<ClaimRow> {
    let from = row.present_from.unwrap_or(row.starts_at);
    let to = desk.now.clamp(from.min(row.ends_at), row.ends_at);
    let minutes = overlap(from, to, row.starts_at, row.ends_at);
    seats::take(tx, desk, row, A::SignOut, Change { present_to: Some(to), minutes: Some(minutes), ..Change::default() })
}

/// Said by the member: with the station's code, or alone.
pub fn by_member(tx: &mut Conn, desk: &Desk, app: &App, found: &Found, ask: &BePresent) -> ApiResult<ClaimRow> {
    let row = &found.row;
    let Some(code) = &ask.code else {
        let since = ask.since.unwrap_or(desk.now).max(row.starts_at);
        if since > desk.now.max(row.starts_at) || since >= row.ends_at {
            return Err(ApiError::field("/since", "range", "lies within the shift, and not ahead"));
        }
        return attend(tx, desk, row, PresenceMethod::Own, since);
    };
    let is_right = station::is_code(&app.tokens, &desk.config.posts, row.shift_id, code, desk.now);
    // The code of a station that was taken down proves nothing.
    if !is_right || desk.now > row.ends_at + TimeDelta::minutes(desk.config.posts.grace_minutes) {
        return Err(ApiError::field("/code", "unknown", "this is not the code the station shows now"));
    }
    attend(tx, desk, row, PresenceMethod::Code, desk.now.max(row.starts_at).min(row.ends_at))
}

/// Said by a resident who saw the member's code: there is no better witness of having been helped.
pub fn by_resident(tx: &mut Conn, desk: &Desk, found: &Found) -> ApiResult<ClaimRow> {
    match found.row.state {
        S::Held => attend(tx, desk, &found.row, PresenceMethod::Resident, found.row.starts_at),
        S::Completed => verify(tx, desk, &found.row),
        _ => Err(ApiError::refused("a claim", found.row.state.as_str(), "attend").with_version(found.row.version)),
    }
}

/// One mark of the host.
pub fn by_host(tx: &mut Conn, desk: &Desk, who: &Who, found: &Found, mark: &Mark) -> ApiResult<ClaimRow> {
    let row = &found.row;
    found.check(desk, mark.expected_version, mark.action)?;
    match mark.action {
        A::Attend => {
            let method = if found.is_host { PresenceMethod::Host } else { PresenceMethod::Desk };
            attend(tx, desk, row, method, row.starts_at)
        }
        A::SignOut => sign_out(tx, desk, row),
        A::Verify => verify(tx, desk, row),
        A::Miss => {
            let after = seats::take(tx, desk, row, A::Miss, Change { marked_by: Some(who.person), ..Change::default() })?;
            tell(tx, desk, row.person_id, NoticeKind::ClaimAbsent, &found.post, &found.shift, &[])?;
            Ok(after)
        }
        A::Excuse => seats::take(tx, desk, row, A::Excuse, Change { is_excused: Some(true), ..Change::default() }),
        _ => Err(ApiError::field("/action", "choice", "a host says `attend`, `sign_out`, `verify`, `miss` or `excuse`")),
    }
}

/// It was so: the ledger has it from now on.
pub fn verify(tx: &mut Conn, desk: &Desk, row: &ClaimRow) -> ApiResult<ClaimRow> {
    finish(tx, desk, row, A::Verify, Change::default())
}

fn finish(tx: &mut Conn, desk: &Desk, row: &ClaimRow, action: A, change: Change) -> ApiResult<ClaimRow> {
    let mut confirmers = row.confirmers.0.clone();
    confirmers.extend(row.marked_by.filter(|p| *p != row.person_id));
    confirmers.extend(desk.actor);
    confirmers.sort_unstable();
    confirmers.dedup();
    let after = seats::take(tx, desk, row, action, Change { confirmers: Some(Json(confirmers)), ..change })?;
    records::write_claim(tx, desk, &after)?;
    Ok(after)
}

/// Somebody doubts it.
pub fn dispute(tx: &mut Conn, desk: &Desk, who: &Who, found: &Found, text: &str) -> ApiResult<ClaimRow> {
    let change = Change { challenged_by: Some(who.person), challenge: Some(text.trim().to_owned()), ..Change::default() };
    let after = seats::take(tx, desk, &found.row, A::Dispute, change)?;
    tell(tx, desk, found.row.person_id, NoticeKind::ClaimDisputed, &found.post, &found.shift, &[("text", text.trim().to_owned())])?;
    Ok(after)
}

/// The secretary, who is not the one who doubts it, decides.
pub fn decide(tx: &mut Conn, desk: &Desk, found: &Found, ask: &DecideDispute) -> ApiResult<ClaimRow> {
    let action = if ask.is_upheld { A::Uphold } else { A::Void };
    let change = Change { decision: Some(ask.reason.trim().to_owned()), ..Change::default() };
    let after =
        if ask.is_upheld { finish(tx, desk, &found.row, action, change)? } else { seats::take(tx, desk, &found.row, action, change)? };
    let word = if ask.is_upheld { ("已确认", "confirmed") } else { ("不予计入", "not counted") };
    let values = [("result", word.0.to_owned()), ("result_en", word.1.to_owned()), ("reason", ask.reason.trim().to_owned())];
    tell(tx, desk, found.row.person_id, NoticeKind::ClaimDecided, &found.post, &found.shift, &values)?;
    Ok(after)
}

/// A claim under the lock of its shift, for this caller.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: contract::ClaimId, version: i32, action: A) -> ApiResult<Found> {
    let found = access::claim(tx, who, id)?;
    found.check(desk, version, action)?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn only_what_lies_within_the_shift_counts() {
        let at = |t: &str| format!("2026-11-24T{t}:00Z").parse::<DateTime<Utc>>().unwrap();
        let minutes = |from, to| overlap(at(from), at(to), at("09:00"), at("11:00"));
        assert_eq!(minutes("08:30", "11:30"), 120);
        assert_eq!(minutes("09:20", "10:05"), 45);
        assert_eq!(minutes("11:00", "11:30"), 0);
        assert_eq!(minutes("10:30", "10:00"), 0);
    }
}
