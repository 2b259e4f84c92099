//! A whistle as a caller may see it: staff all of it, a department what it is asked and its own part.

use super::lifecycle::{self, Side};
use super::queries::{NamedRow, ResponderRow};
use super::steps::sides_of;
use crate::orders::NOTHING_DUE;
use crate::platform::auth::{STAFF, Who};
use chrono::{DateTime, Utc};
use contract::org::PersonRef;
use contract::whistles::{Responder, Whistle};
use contract::{PersonId, UnitId};
use std::collections::HashMap;

/// What is needed to show whistles.
pub struct Lens<'a> {
    pub who: &'a Who,
    /// Of the caller.
    pub units: &'a [UnitId],
    /// Of those who answer.
    pub names: &'a HashMap<PersonId, String>,
    pub now: DateTime<Utc>,
}

impl Lens<'_> {
    /// `None` for whom it does not exist.
    pub fn show(&self, found: NamedRow, parts: Vec<(ResponderRow, String)>) -> Option<Whistle> {
        let is_staff = self.who.holds_at(STAFF, &found.row.area);
        let sides = |part: &ResponderRow| sides_of(self.who, self.units, &found, part);
        let seen: Vec<_> = parts
            .into_iter()
            .map(|(part, unit)| (sides(&part), part, unit))
            .filter(|(sides, _, _)| is_staff || sides.contains(&Side::Department))
            .collect();
        if seen.is_empty() {
            return None;
        }
        let has_acknowledged = seen.iter().any(|(_, part, _)| part.acknowledged_at.is_some());
        let responders = seen.into_iter().map(|(sides, part, unit)| self.responder(&sides, part, unit)).collect();
        let row = found.row;
        Some(Whistle {
            id: row.id,
            order_id: row.order_id,
            order_number: found.order_number,
            item_name: found.item_name,
            item_name_en: found.item_name_en,
            community_id: row.community_id,
            community_name: found.community_name,
            cause: row.cause,
            state: row.state,
            text: row.text,
            order_text: (is_staff || has_acknowledged).then_some(found.order_text),
            is_urgent: row.is_urgent,
            blown_at: row.blown_at,
            ended_at: row.ended_at,
            responders,
        })
    }

    fn responder(&self, sides: &[Side], part: ResponderRow, unit_name: String) -> Responder {
        let named = |id: PersonId| self.names.get(&id).map(|name| PersonRef { id, name: name.clone() });
        Responder {
            allowed_actions: lifecycle::allowed(part.state, sides, part.grade.is_some(), part.is_clear.is_some()),
            id: part.id,
            unit_id: part.unit_id,
            unit_name,
            state: part.state,
            version: part.version,
            due_at: (part.due_at != NOTHING_DUE).then_some(part.due_at),
            is_overdue: part.due_at < self.now,
            told: part.told,
            acknowledged_at: part.acknowledged_at,
            plan: part.plan,
            on_site: part.on_site,
            result: part.result,
            ended_at: part.ended_at,
            answered_by: part.answered_by.and_then(named),
            grade: part.grade,
            grade_note: part.grade_note,
            is_clear: part.is_clear,
            is_justified: part.is_justified,
            view_note: part.view_note,
        }
    }
}
