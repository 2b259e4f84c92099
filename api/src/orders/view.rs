//! An order as a caller may see it: masked where it has to be, with the steps that are open to them.

use super::lifecycle::{self, Side};
use super::queries::OrderRow;
use super::shelf::{self, Detail};
use super::steps::{Desk, sides_of};
use super::{NOTHING_DUE, clocks, intake};
use crate::dispatch;
use crate::platform::auth::{STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::PersonId;
use contract::accounts::Role;
use contract::check::{mask_name, mask_phone};
use contract::form::Answers;
use contract::menu::FormField;
use contract::orders::{Answer, Contact, ItemRef, Order, OrderState, Pending, Rejection};
use contract::org::{OrgRef, PersonRef};
use serde_json::Value;

/// Those who must call back see ratings; the community and the team do not.
const RATING_READERS: &[Role] = &[Role::Street, Role::CityOffice];

/// The whole order for this caller, after a change in the open transaction.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, row: OrderRow) -> ApiResult<Order> {
    let detail = shelf::read(c, &row)?;
    show_with(c, desk, who, row, &detail)
}

/// The whole order for this caller, its details being known.
pub fn show_with(c: &mut Conn, desk: &Desk, who: &Who, row: OrderRow, detail: &Detail) -> ApiResult<Order> {
    let gone = || ApiError::internal(format!("order {} points to something that is gone", row.id));
    let item = desk.shelf.item(c, row.item_id)?.ok_or_else(gone)?;
    let community = desk.shelf.community(c, row.community_id)?.ok_or_else(gone)?;
    let sides = sides_of(who, &row);
    let dispatches = dispatch::visible_of(who, &row, &detail.offers, &detail.names);
    let in_round = detail.measures.iter().filter(|m| m.round == row.round).count();
    let facts = desk.facts_with(&row, &detail.events, in_round, detail.rating.is_some());
    let clocks = clocks::clocks(&detail.events, &row.spans.0, &desk.calendar, desk.now);
    let named = |id: PersonId| detail.names.get(&id).map(|name| PersonRef { id, name: name.clone() });
    let responsible_person = row.responsible_id.and_then(named);
    let sees_rating = sides.contains(&Side::Requester) || who.holds_at(RATING_READERS, &row.area);
    let before_work = intake::show(c, desk, who, &row, detail, &sides)?;
    let is_staff = who.holds_at(STAFF, &row.area);
    let team = dispatches.iter().find(|d| Some(d.team.id) == row.team_id).map(|d| d.team.clone());
    Ok(Order {
        item: ItemRef { id: item.id, code: item.code.clone(), name: item.name.clone(), name_en: item.name_en.clone() },
        community: OrgRef::clone(&community),
        answers: answers(&item.form.0, &row.answers.0),
        contact: contact(who, &row, &sides),
        is_mine: sides.contains(&Side::Requester),
        team,
        responsible_person,
        due_at: (row.due_at != NOTHING_DUE).then_some(row.due_at),
        clocks,
        dispatches,
        measures: detail.measures.clone(),
        rejection: row.rejection_reason.zip(row.rejection_explanation).map(|(reason, explanation)| Rejection { reason, explanation }),
        rating: detail.rating.clone().filter(|_| sees_rating),
        allowed_actions: lifecycle::allowed(row.state, &sides, &facts),
        id: row.id,
        number: row.number,
        state: row.state,
        round: row.round,
        version: row.version,
        urgency: row.urgency,
        source: row.source,
        text: row.text,
        expected_from: row.expected_from,
        expected_to: row.expected_to,
        deadline: row.deadline,
        question: row.question.filter(|_| row.state == OrderState::NeedsInfo),
        outcome: row.outcome,
        // What is only proposed is between the offices.
        pending: row.pending.filter(|p| is_staff || *p != Pending::Rejection),
        intake: before_work,
        raised: row.raised,
        parent_id: row.parent_id,
        merged_into: row.merged_into,
        completion_note: row.completion_note,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// In full for the requester and for the team that has the order; staff see the ends, and reveal the rest with a reason.
pub fn contact(who: &Who, row: &OrderRow, sides: &[Side]) -> Contact {
    if sides.contains(&Side::Requester) || sides.contains(&Side::Team) {
        return full_contact(row);
    }
    let is_staff = who.holds_at(STAFF, &row.area);
    Contact {
        name: mask_name(&row.contact_name),
        phone: if is_staff { mask_phone(&row.contact_phone) } else { String::new() },
        // Somebody who has only been offered the order sees the community, not the door.
        address: if is_staff { mask_digits(&row.contact_address) } else { String::new() },
        is_masked: true,
    }
}

/// Nothing hidden.
pub fn full_contact(row: &OrderRow) -> Contact {
    Contact { name: row.contact_name.clone(), phone: row.contact_phone.clone(), address: row.contact_address.clone(), is_masked: false }
}

fn mask_digits(address: &str) -> String {
    address.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect()
}

/// The first 80 characters.
pub fn excerpt(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if text.chars().nth(80).is_some() {
        short.push('…');
    }
    short
}

fn answers(form: &[FormField], given: &Answers) -> Vec<Answer> {
    form.iter()
        .filter_map(|field| {
            let value = given.get(&field.code)?;
            let (text, text_en) = (spoken(field, value, false), spoken(field, value, true));
            (!text.is_empty()).then(|| Answer {
                code: field.code.clone(),
                label: field.label.clone(),
                label_en: field.label_en.clone(),
                text,
                text_en,
            })
        })
        .collect()
}

fn spoken(field: &FormField, value: &Value, english: bool) -> String {
    let label = |code: &str| {
        let option = field.options.iter().find(|o| o.code == code);
        option.map_or_else(|| code.to_owned(), |o| if english { o.label_en.clone() } else { o.label.clone() })
    };
    match value {
        Value::String(text) => label(text),
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(if english { ", " } else { "、" }),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
