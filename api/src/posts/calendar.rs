//! A member's shifts as a calendar (RFC 5545) that a telephone subscribes to. Stable UIDs, a SEQUENCE that grows with time, place and
//! state, one fixed time zone; no private address and no other person in it.

use super::queries::{ClaimRow, PostRow, ShiftRow};
use crate::platform::calendar::local;
use chrono::{DateTime, Utc};
use contract::posts::{ClaimState, ShiftState};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// Eight hours ahead all year; the crate has no component for it.
const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nTZNAME:CST\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
const NAME: &str = "双报到班次";

/// A shift as a calendar shows it, with the claim on it when it is one's own.
pub struct Entry {
    pub shift: ShiftRow,
    pub post: PostRow,
    pub claim: Option<ClaimRow>,
    /// Versions of all claims this person has had on the shift: they only grow, also when somebody claims it anew.
    pub steps: i32,
}

fn at(name: &str, at: DateTime<Utc>) -> Property {
    Property::new(name, local(at).format("%Y%m%dT%H%M%S").to_string()).add_parameter("TZID", "Asia/Shanghai").done()
}

/// Whoever gave the seat back sees it crossed out, as with a shift that does not take place.
fn status(entry: &Entry) -> Option<EventStatus> {
    let claim = entry.claim.as_ref().map(|c| c.state);
    match (entry.shift.state, claim) {
        (ShiftState::Cancelled, _) | (_, Some(ClaimState::Cancelled)) => Some(EventStatus::Cancelled),
        (_, Some(ClaimState::Waitlisted | ClaimState::Offered)) => Some(EventStatus::Tentative),
        _ => Some(EventStatus::Confirmed),
    }
}

fn event(entry: &Entry) -> Event {
    let Entry { shift, post, claim, steps } = entry;
    let mut event = Event::new();
    // Both only grow: so does their sum, which a calendar program compares.
    let sequence = u32::try_from(shift.sequence + steps).unwrap_or(0);
    let changed = claim.as_ref().map_or(shift.updated_at, |c| c.updated_at.max(shift.updated_at));
    event
        .uid(&format!("shift-{}@shuangbaodao", shift.id))
        .sequence(sequence)
        .timestamp(changed)
        .summary(&post.title)
        .location(&shift.place);
    event.append_property(at("DTSTART", shift.starts_at)).append_property(at("DTEND", shift.ends_at));
    let text = if shift.reason.is_empty() { post.risk_note.clone() } else { format!("已取消：{}", shift.reason) };
    event.description(&text);
    if let Some(status) = status(entry) {
        event.status(status);
    }
    event.done()
}

/// The whole file.
pub fn write(entries: &[Entry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(NAME).append_property(Property::new("METHOD", "PUBLISH").done());
    for entry in entries {
        calendar.push(event(entry));
    }
    let text = calendar.done().to_string();
    // Before the first event, or where there is none at the end.
    let place = text.find("BEGIN:VEVENT").or_else(|| text.find("END:VCALENDAR")).unwrap_or(text.len());
    let (head, tail) = text.split_at_checked(place).unwrap_or((&text, ""));
    format!("{head}{ZONE}{tail}")
}
