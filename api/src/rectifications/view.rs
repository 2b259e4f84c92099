//! A rectification as a caller may see it.

use super::lifecycle;
use super::queries::{EventRow, NamedRow};
use super::steps::{reads_grade, sides_of};
use crate::orders::NOTHING_DUE;
use crate::platform::auth::Who;
use chrono::{DateTime, Utc};
use contract::rectifications::{Rectification, RectificationAction, RectificationEvent};

/// With its events where they were read.
pub fn show(who: &Who, found: NamedRow, events: Vec<EventRow>, now: DateTime<Utc>) -> Rectification {
    let sides = sides_of(who, &found).unwrap_or_default();
    let reads = reads_grade(who, &found);
    let row = found.row;
    // What the rater wrote with the new grade is for those who read grades.
    let note = |e: &EventRow| e.note.clone().filter(|_| reads || e.action != RectificationAction::ReRate);
    let event = |e: EventRow| RectificationEvent { sequence: e.sequence, at: e.at, action: e.action, state: e.state, note: note(&e) };
    Rectification {
        allowed_actions: lifecycle::allowed(row.state, &sides),
        due_at: (row.due_at != NOTHING_DUE).then_some(row.due_at),
        is_overdue: row.due_at < now,
        grade: reads.then_some(found.grade),
        re_rating_grade: row.re_rating_grade.filter(|_| reads),
        events: events.into_iter().map(event).collect(),
        id: row.id,
        rating_id: row.rating_id,
        order_id: row.order_id,
        order_number: found.order_number,
        round: row.round,
        item_name: found.item_name,
        item_name_en: found.item_name_en,
        community_id: row.community_id,
        community_name: found.community_name,
        team_name: found.team_name,
        state: row.state,
        version: row.version,
        opened_at: row.opened_at,
        findings: row.findings,
        plan: row.plan,
        feedback: row.feedback,
    }
}
