//! Writing into the ledger: from a claim that was verified, from an order that was confirmed, from an activity that was closed. Nothing
//! else writes (I5).

use super::queries::{self, LogRow};
use crate::orders::{Desk, OrderRow};
use crate::platform::audit;
use crate::platform::calendar::{WorkingCalendar, local};
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::posts::{self, ClaimRow};
use chrono::{DateTime, Datelike, TimeDelta, Utc};
use contract::check_ins::PostCategory;
use contract::orders::OrderAction;
use contract::posts::{ClaimState, PresenceMethod};
use contract::records::{EvidenceGrade, LogSource};
use contract::{OrgUnitId, PersonId, RowId, ServiceLogId, UnitId};
use uuid::Uuid;

/// Whether most of a stretch of time lies outside office hours.
pub fn is_off_hours(calendar: &WorkingCalendar, from: DateTime<Utc>, minutes: i32) -> bool {
    let length = TimeDelta::minutes(minutes.into());
    if length <= TimeDelta::zero() {
        return calendar.is_off_hours(from);
    }
    calendar.working_time(from, from + length) * 2 < length
}

/// The station's code, the host, the desk and residents are evidence; what one says of oneself is attested.
pub const fn grade(method: Option<PresenceMethod>) -> EvidenceGrade {
    match method {
        Some(PresenceMethod::Code | PresenceMethod::Host | PresenceMethod::Desk | PresenceMethod::Resident) => EvidenceGrade::Credit,
        Some(PresenceMethod::Own) | None => EvidenceGrade::Attested,
    }
}

/// What a verified claim is worth. A claim is written once.
pub fn claim(tx: &mut Conn, desk: &Desk, row: &ClaimRow) -> ApiResult<()> {
    if row.state != ClaimState::Verified {
        return Err(ApiError::internal(format!("claim {} is not verified", row.id)));
    }
    let title = posts::posts_of(tx, &[row.post_id])?.remove(&row.post_id).map(|p| p.title).unwrap_or_default();
    let (from, minutes) = (row.present_from.unwrap_or(row.starts_at), row.minutes.unwrap_or(0));
    let log = LogRow {
        id: ServiceLogId(Uuid::now_v7()),
        person_id: row.person_id,
        community_id: row.community_id,
        area: row.area.clone(),
        unit_id: queries::unit_on(tx, row.person_id, local(from).date())?,
        source: LogSource::Claim,
        source_id: RowId(row.id.0),
        category: Some(row.category),
        title,
        minutes,
        evidence: grade(row.method),
        confirmers: row.confirmers.clone(),
        is_off_hours: is_off_hours(&desk.calendar, from, minutes),
        occurred_at: from,
        year: local(from).year(),
        reason: String::new(),
        written_by: desk.actor,
        written_at: desk.now,
    };
    insert(tx, desk, &log)
}

/// What a confirmed order is worth to whoever answered for it: the minutes the completion says, else the time from the first contact to the
/// completion, both capped as configured.
pub fn order(tx: &mut Conn, desk: &Desk, row: &OrderRow) -> ApiResult<()> {
    let Some(person_id) = row.responsible_id else { return Ok(()) };
    if queries::of_source(tx, LogSource::Order, RowId(row.id.0))?.is_some() {
        return Ok(());
    }
    let begun = queries::event_at(tx, row.id, row.round, &[OrderAction::RecordContact])?;
    let done = queries::event_at(tx, row.id, row.round, &[OrderAction::Complete, OrderAction::WhistleSolved])?.unwrap_or(desk.now);
    let rules = &desk.config.records;
    let took = begun.map(|b| (done - b).num_minutes().max(0)).and_then(|m| i32::try_from(m).ok());
    let minutes = row.minutes.or(took).unwrap_or(rules.order_minutes).clamp(0, rules.order_minutes_max);
    let from = done - TimeDelta::minutes(minutes.into());
    let title = desk.shelf.item(tx, row.item_id)?.map(|i| i.name.clone()).unwrap_or_default();
    let confirmers: Vec<PersonId> = desk.actor.into_iter().filter(|p| *p != person_id).collect();
    let log = LogRow {
        id: ServiceLogId(Uuid::now_v7()),
        person_id,
        community_id: row.community_id,
        area: row.area.clone(),
        unit_id: queries::unit_on(tx, person_id, local(from).date())?,
        source: LogSource::Order,
        source_id: RowId(row.id.0),
        category: None,
        title,
        minutes,
        evidence: EvidenceGrade::Credit,
        confirmers: Json(confirmers),
        is_off_hours: is_off_hours(&desk.calendar, from, minutes),
        occurred_at: from,
        year: local(from).year(),
        reason: String::new(),
        written_by: desk.actor,
        written_at: desk.now,
    };
    insert(tx, desk, &log)
}

/// Somebody who was there at an activity that was closed.
pub struct Served {
    /// Of the place in the activity: it is written once.
    pub id: RowId,
    pub person_id: PersonId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub unit_id: Option<UnitId>,
    pub category: PostCategory,
    pub title: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: i32,
    pub evidence: EvidenceGrade,
    pub marked_by: Option<PersonId>,
}

/// What having been there is worth.
pub fn activity(tx: &mut Conn, desk: &Desk, served: Served) -> ApiResult<()> {
    let (from, minutes) = (served.starts_at, served.minutes);
    let unit_id = match served.unit_id {
        Some(unit) => Some(unit),
        None => queries::unit_on(tx, served.person_id, local(from).date())?,
    };
    let log = LogRow {
        id: ServiceLogId(Uuid::now_v7()),
        person_id: served.person_id,
        community_id: served.community_id,
        area: served.area,
        unit_id,
        source: LogSource::Activity,
        source_id: served.id,
        category: Some(served.category),
        title: served.title,
        minutes,
        evidence: served.evidence,
        confirmers: Json(served.marked_by.into_iter().collect()),
        is_off_hours: is_off_hours(&desk.calendar, from, minutes),
        occurred_at: from,
        year: local(from).year(),
        reason: String::new(),
        written_by: desk.actor,
        written_at: desk.now,
    };
    insert(tx, desk, &log)
}

/// A second row that takes the first one back; once.
pub fn void(tx: &mut Conn, desk: &Desk, row: &LogRow, reason: &str) -> ApiResult<LogRow> {
    if row.source == LogSource::Void || queries::of_source(tx, LogSource::Void, RowId(row.id.0))?.is_some() {
        return Err(ApiError::refused("a row of the ledger", "void", "void"));
    }
    let second = LogRow {
        id: ServiceLogId(Uuid::now_v7()),
        source: LogSource::Void,
        source_id: RowId(row.id.0),
        minutes: -row.minutes,
        confirmers: Json(Vec::new()),
        reason: reason.to_owned(),
        written_by: desk.actor,
        written_at: desk.now,
        ..row.clone()
    };
    insert(tx, desk, &second)?;
    Ok(second)
}

fn insert(tx: &mut Conn, desk: &Desk, log: &LogRow) -> ApiResult<()> {
    queries::insert(tx, log)?;
    let action = if log.source == LogSource::Void { "service_log.voided" } else { "service_log.written" };
    let change = audit::Change { action, subject: format!("service_log/{}", log.id), before: None::<&LogRow>, after: Some(log) };
    audit::record(tx, &desk.origin, desk.now, &change)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn off_hours_is_what_lies_mostly_outside() {
        let calendar = WorkingCalendar::shipped();
        let at = |t: &str| format!("{t}:00+08:00").parse::<DateTime<Utc>>().unwrap();
        // A Tuesday; office hours are half past eight to twelve and two to half past five.
        assert!(!is_off_hours(&calendar, at("2026-11-24T09:00"), 120));
        assert!(is_off_hours(&calendar, at("2026-11-24T19:00"), 120));
        assert!(is_off_hours(&calendar, at("2026-11-24T17:00"), 90));
        assert!(!is_off_hours(&calendar, at("2026-11-24T17:00"), 50));
        assert!(is_off_hours(&calendar, at("2026-11-28T09:00"), 120));
        assert!(is_off_hours(&calendar, at("2026-11-28T09:00"), 0));
    }

    #[test]
    fn one_s_own_word_is_attested() {
        for method in PresenceMethod::ALL {
            let is_own = *method == PresenceMethod::Own;
            assert_eq!(grade(Some(*method)) == EvidenceGrade::Attested, is_own, "{method}");
        }
    }
}
