//! What an order says: whose it is, where, what about, and the answers to the form.

use super::world::World;
use crate::orders::{NOTHING_DUE, OrderRow};
use crate::platform::calendar::local;
use crate::platform::db::types::Json;
use crate::seed::chance::Chance;
use crate::seed::menu::{NOT_IN_VILLAGES, Offered};
use crate::seed::people::Somebody;
use crate::seed::places::{Community, Place};
use chrono::{DateTime, Days, TimeDelta, Utc};
use contract::OrderId;
use contract::form::Answers;
use contract::menu::{FieldKind, FormField};
use contract::orders::{OrderSource, OrderState, Urgency};
use serde_json::{Value, json};

/// A new order with the item and the community it asks.
pub struct Start {
    pub row: OrderRow,
    /// Index of the item.
    pub item: usize,
    pub community: usize,
}

/// Date and eight digits, as the server gives them.
pub fn number(chance: &mut Chance, at: DateTime<Utc>) -> String {
    format!("{}-{:04}-{:04}", local(at).format("%y%m%d"), chance.below(10_000), chance.below(10_000))
}

/// A draft with nothing written on it yet.
fn blank(id: OrderId, offered: &Offered<'_>, place: &Place, requester: &Somebody, at: DateTime<Utc>) -> OrderRow {
    OrderRow {
        id,
        number: String::new(),
        state: OrderState::Draft,
        round: 1,
        version: 1,
        item_id: offered.id,
        community_id: place.id,
        area: place.path.clone(),
        urgency: Urgency::Normal,
        source: OrderSource::Spa,
        text: String::new(),
        answers: Json(Answers::new()),
        spans: Json(offered.spans.clone()),
        contact_name: requester.name.clone(),
        contact_phone: requester.phone.clone(),
        contact_address: String::new(),
        expected_from: None,
        expected_to: None,
        requester_id: requester.id,
        team_id: None,
        responsible_id: None,
        deadline: None,
        due_at: NOTHING_DUE,
        question: None,
        rejection_reason: None,
        rejection_explanation: None,
        outcome: None,
        completion_note: None,
        minutes: None,
        pending: None,
        raised: 0,
        parent_id: None,
        merged_into: None,
        created_at: at,
        updated_at: at,
        next_mark_at: NOTHING_DUE,
        escalated: 0,
        item_version: 1,
    }
}

/// An order as its requester writes it, still a draft.
pub fn order(world: &World<'_>, chance: &mut Chance, community: usize, requester: &Somebody, at: DateTime<Utc>) -> Start {
    let place = chosen(&world.places.communities, community);
    let item = item(world, chance, place.is_village);
    let offered = chosen(&world.items, item);
    let (expected_from, expected_to) = if chance.percent(30) { window(chance, at) } else { (None, None) };
    let text = world.data.texts.get(&offered.item.code).map(|t| chance.pick(&t.texts).clone()).unwrap_or_default();
    let row = OrderRow {
        source: if chance.percent(12) { OrderSource::Phone } else { OrderSource::Spa },
        text,
        answers: Json(answers(world, chance, offered, at)),
        contact_address: address(chance, place),
        expected_from,
        expected_to,
        ..blank(OrderId(chance.id(at)), offered, &place.place, requester, at)
    };
    Start { row, item, community }
}

#[expect(clippy::indexing_slicing, reason = "indices of communities and items are drawn below their number")]
pub fn chosen<T>(list: &[T], index: usize) -> &T {
    &list[index]
}

/// What a village does not offer is not ordered there.
fn item(world: &World<'_>, chance: &mut Chance, is_village: bool) -> usize {
    loop {
        let index = chance.weighted(&world.wanted);
        if !(is_village && NOT_IN_VILLAGES.contains(&chosen(&world.items, index).item.code.as_str())) {
            return index;
        }
    }
}

/// Somebody is at home on one of the next days, for a few hours.
fn window(chance: &mut Chance, at: DateTime<Utc>) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let (open, hours) = *chance.pick(&[(9, 3), (14, 3), (18, 2), (9, 8)]);
    let day = local(at).date() + Days::new(chance.below(3) as u64 + 1);
    let from = (day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(open - 8)).and_utc();
    (Some(from), Some(from + TimeDelta::hours(hours)))
}

fn address(chance: &mut Chance, community: &Community) -> String {
    let (estate, buildings) = chance.pick(&community.estates).clone();
    let name = &community.place.name;
    if community.is_village {
        return format!("{name}{estate}{}号", chance.between(1, 60));
    }
    let (building, stair) = (chance.between(1, buildings.max(1)), chance.between(1, 3));
    format!("{estate}{building}栋{stair}单元{}0{}", chance.between(1, 9), chance.between(1, 4))
}

fn answers(world: &World<'_>, chance: &mut Chance, offered: &Offered<'_>, at: DateTime<Utc>) -> Answers {
    let mut found = Answers::new();
    for field in &offered.item.form {
        if let Some(value) = answer(world, chance, offered, field, at) {
            found.insert(field.code.clone(), value);
        }
    }
    found
}

/// What need not be answered often is not.
fn answer(world: &World<'_>, chance: &mut Chance, offered: &Offered<'_>, field: &FormField, at: DateTime<Utc>) -> Option<Value> {
    if !field.is_required && chance.percent(60) {
        return None;
    }
    match field.kind {
        FieldKind::SingleChoice => Some(json!(chance.pick(&field.options).code)),
        FieldKind::MultipleChoice => {
            let count = chance.below(2) + 1;
            let codes: Vec<String> = chance.some(&field.options, count).into_iter().map(|o| o.code).collect();
            Some(json!(codes))
        }
        FieldKind::Number => {
            let (low, high) = (field.min.unwrap_or(0), field.max.unwrap_or(10));
            // Small numbers are commoner than large ones.
            let top = if chance.percent(80) { low + (high - low).min(5) } else { high };
            Some(json!(chance.between(low, top)))
        }
        FieldKind::Date => Some(json!((local(at).date() + Days::new(chance.below(9) as u64 + 1)).to_string())),
        // The demo has neither pictures nor a list of its places.
        FieldKind::Place | FieldKind::Photo => None,
        FieldKind::Text => {
            let own = world.data.texts.get(&offered.item.code).and_then(|t| t.answers.get(&field.code));
            let access = (field.code == "access").then_some(&world.data.phrases.access);
            own.or(access).map(|list| json!(chance.pick(list)))
        }
    }
}
