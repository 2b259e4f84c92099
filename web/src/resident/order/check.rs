//! Third screen: everything once more, each part with its way back, and the button that sends it.

use super::Writing;
use super::draft::Draft;
use super::send::SendOrder;
use crate::i18n::{pick, tr};
use crate::resident::parts::lean::live;
use crate::resident::place::spoken_name;
use crate::resident::when::{DayPart, local};
use crate::resident::{now, spoken};
use chrono::NaiveDate;
use contract::menu::{FormField, MenuItem};
use leptos::prelude::*;
use leptos_router::components::A;
use serde_json::Value;

#[component]
pub fn Check(writing: Writing) -> impl IntoView {
    let item = writing.item.get_value();
    let place = writing.place.with_value(|p| spoken_name(&p.name).to_owned());
    let id = item.id;
    view! {
        <dl class="review">
            <Row label=tr!(order.check_community) value=place to="/community".to_owned()/>
            <Row label=tr!(order.check_service) value=pick(&item.name, &item.name_en) to=String::new()/>
            {live(move || writing.draft.with(|d| answers(&item, d)).into_iter().map(|(label, value)| {
                view! { <Row label value to=format!("/order/{id}/1")/> }
            }).collect_view())}
            {live(move || writing.draft.with(contact).into_iter().map(|(label, value)| {
                view! { <Row label value to=format!("/order/{id}/2")/> }
            }).collect_view())}
            <Row label=tr!(order.check_price) value=tr!(resident.item_free) to=String::new()/>
        </dl>
        <SendOrder writing/>
    }
}

#[component]
fn Row(label: String, value: String, to: String) -> impl IntoView {
    let hidden = tr!(order.change_what, what = label);
    let change = (!to.is_empty()).then(|| {
        view! {
            <dd class="review-change">
                <A href=to><span aria-hidden="true">{tr!(order.change)}</span><span class="visually-hidden">{hidden}</span></A>
            </dd>
        }
    });
    view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd>{change}</div> }
}

fn answers(item: &MenuItem, draft: &Draft) -> Vec<(String, String)> {
    let given = |field: &FormField| {
        let text = draft.answers.get(&field.code).map(|value| said(field, value)).filter(|t| !t.trim().is_empty())?;
        Some((pick(&field.label, &field.label_en), text))
    };
    item.form.iter().filter_map(given).chain([(tr!(order.text), draft.text.clone())]).collect()
}

fn said(field: &FormField, value: &Value) -> String {
    let label = |code: &str| field.options.iter().find(|o| o.code == code).map_or_else(|| code.to_owned(), |o| pick(&o.label, &o.label_en));
    match value {
        Value::String(text) => label(text),
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(&tr!(order.list_comma)),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn contact(draft: &Draft) -> Vec<(String, String)> {
    let today = local(now()).date();
    let window = match draft.day.parse::<NaiveDate>() {
        Ok(day) => format!("{} {}", spoken::day_with_weekday(day, today), spoken::part(DayPart::of(&draft.part))),
        Err(_) => tr!(order.window_any),
    };
    vec![
        (tr!(order.contact_name), draft.name.clone()),
        (tr!(order.contact_phone), super::draft::digits(&draft.phone)),
        (tr!(order.contact_address), draft.address.clone()),
        (tr!(order.check_window), window),
    ]
}
