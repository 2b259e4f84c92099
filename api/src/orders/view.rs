//! An order as a caller may see it: masked where it has to be, with the steps that are open to them.

use super::lifecycle::{self, Facts, Side};
use super::queries::OrderRow;
use super::rounds::RoundRow;
use super::shelf::{self, Detail};
use super::sides::sides_of;
use super::steps::Desk;
use super::{NOTHING_DUE, clocks, intake, parts};
use crate::platform::auth::{STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::{dispatch, org, photos};
use contract::PersonId;
use contract::accounts::Role;
use contract::check::{mask_name, mask_phone};
use contract::form::Answers;
use contract::menu::{FieldKind, FormField};
use contract::orders::{Answer, Contact, Holder, ItemRef, Order, OrderAction, OrderState, Pending, Rejection, Round, StageClock};
use contract::org::{OrgRef, PersonRef, TeamRef};
use contract::ratings::Rating;
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
    let older_form = desk.shelf.older_form(c, &item, row.item_version)?;
    let form: &[FormField] = older_form.as_deref().map_or(&item.form.0, |form| form);
    let sides = sides_of(who, &row);
    let contact = contact(who, &row, &sides);
    let hides_address = contact.is_masked;
    let dispatches = dispatch::visible_of(who, &row, &detail.offers, &detail.names);
    let in_round = detail.measures.iter().filter(|m| m.round == row.round).count();
    // Parts change without their order: they are not remembered with it.
    let parts = if detail.events.iter().any(|e| e.action == OrderAction::Split) { parts::of(c, row.id)? } else { Vec::new() };
    let open_parts = i64::try_from(parts.iter().filter(|p| parts::is_open(p)).count()).unwrap_or(i64::MAX);
    let lacks_evidence = photos::evidence_of(&detail.photos, row.round).lacks(Some(item.evidence));
    let mut facts = Facts { open_parts, lacks_evidence, ..desk.facts_with(&row, &detail.events, in_round, detail.rating.as_ref()) };
    // A requester who belongs to the team that did it does not rate it.
    facts.rater_is_handler |= row.requester_id == who.person && row.team_id.is_some_and(|t| who.teams.contains(&t));
    let clocks = clocks(c, desk, &row, detail, &community.name)?;
    let named = |id: PersonId| detail.names.get(&id).map(|name| PersonRef { id, name: name.clone() });
    let responsible_person = row.responsible_id.and_then(named);
    let sees_rating = sides.contains(&Side::Requester) || who.holds_at(RATING_READERS, &row.area);
    let before_work = intake::show(c, desk, who, &row, detail, &sides)?;
    let is_staff = who.holds_at(STAFF, &row.area);
    let team = dispatches.iter().find(|d| Some(d.team.id) == row.team_id).map(|d| d.team.clone());
    Ok(Order {
        item: ItemRef { id: item.id, code: item.code.clone(), name: item.name.clone(), name_en: item.name_en.clone() },
        community: OrgRef::clone(&community),
        answers: answers(form, &row.answers.0, hides_address),
        contact,
        is_mine: sides.contains(&Side::Requester),
        team,
        responsible_person,
        due_at: (row.due_at != NOTHING_DUE).then_some(row.due_at),
        clocks,
        dispatches,
        measures: detail.measures.clone(),
        photos: photos::visible_of(who, &row, &sides, &detail.photos),
        rejection: row.rejection_reason.zip(row.rejection_explanation).map(|(reason, explanation)| Rejection { reason, explanation }),
        rating: detail.rating.clone().filter(|_| sees_rating),
        rounds: rounds(detail, sees_rating),
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
        escalated: row.escalated,
        parts,
        parent_id: row.parent_id,
        merged_into: row.merged_into,
        completion_note: row.completion_note,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

/// The clocks with the names of those who held the order.
fn clocks(c: &mut Conn, desk: &Desk, row: &OrderRow, detail: &Detail, community: &str) -> ApiResult<Vec<StageClock>> {
    let mut shown = Vec::new();
    for clock in clocks::clocks(&detail.events, &desk.timing(row)) {
        let name = match clock.level {
            0 => community.to_owned(),
            level => org::name_above(c, &row.area, level)?.unwrap_or_else(String::new),
        };
        let team_name = |id| detail.offers.iter().find(|(offer, _)| offer.team_id == id).map(|(_, name)| name.clone());
        let team = clock.team.and_then(|id| Some(TeamRef { id, name: team_name(id)? }));
        shown.push(StageClock {
            stage: clock.stage,
            started_at: clock.started_at,
            due_at: clock.due_at,
            ended_at: clock.ended_at,
            state: clock.state,
            held_by: Holder { level: clock.level, name, team },
        });
    }
    Ok(shown)
}

fn rounds(detail: &Detail, sees_rating: bool) -> Vec<Round> {
    let named = |id: PersonId| detail.names.get(&id).map(|name| PersonRef { id, name: name.clone() });
    let one = |(row, team, rating): &(RoundRow, Option<String>, Option<Rating>)| Round {
        round: row.round,
        team: row.team_id.zip(team.clone()).map(|(id, name)| TeamRef { id, name }),
        responsible_person: row.responsible_id.and_then(named),
        outcome: row.outcome,
        note: row.note.clone(),
        done_at: row.done_at,
        rating: rating.clone().filter(|_| sees_rating),
    };
    detail.rounds.iter().map(one).collect()
}

/// In full for the requester and for the team that has the order; staff see the ends, and reveal the rest with a reason.
pub fn contact(who: &Who, row: &OrderRow, sides: &[Side]) -> Contact {
    if sides.contains(&Side::Requester) || sides.contains(&Side::Team) {
        return full_contact(row);
    }
    let is_staff = who.holds_at(STAFF, &row.area) || sides.contains(&Side::Caller);
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

/// Read by the form they were given on. A place is as private as an address.
fn answers(form: &[FormField], given: &Answers, hides_places: bool) -> Vec<Answer> {
    form.iter()
        .filter_map(|field| {
            let value = given.get(&field.code)?;
            let hide = |text: String| if hides_places && field.kind == FieldKind::Place { mask_digits(&text) } else { text };
            let (text, text_en) = (hide(spoken(field, value, false)), hide(spoken(field, value, true)));
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
