//! Third screen: everything once more, each part with its way back, and the button that sends it.

use super::alike::{Alike, Others};
use super::send::SendOrder;
use crate::form::{Draft, Writing, answers, digits};
use crate::i18n::{pick, tr};
use crate::photos::{Of, Queue};
use crate::resident::place::Place;
use crate::ui::lean::live;
use crate::ui::spoken_name;
use crate::ui::when::{DayPart, local};
use crate::ui::{now, spoken};
use chrono::NaiveDate;
use contract::photos::PhotoKind;
use leptos::prelude::*;

#[component]
pub fn Check(writing: Writing, place: Place) -> impl IntoView {
    let alike = Alike::begin(writing);
    let shown = Memo::new(move |_| alike.shown());
    let place = StoredValue::new(place);
    live(move || match shown.get() {
        found if found.is_empty() => view! { <Whole writing place=place.get_value() alike/> }.into_any(),
        found => view! { <Others alike found/> }.into_any(),
    })
}

#[component]
fn Whole(writing: Writing, place: Place, alike: Alike) -> impl IntoView {
    let item = writing.item.get_value();
    let place = spoken_name(&place.name).to_owned();
    let id = item.id;
    let queue = Queue::expect();
    view! {
        <dl class="review">
            <Row label=tr!(order.check_community) value=place to="/community".to_owned()/>
            <Row label=tr!(order.check_service) value=pick(&item.name, &item.name_en) to=String::new()/>
            {live(move || writing.draft.with(|d| answers(&item, d)).into_iter().map(|(label, value)| {
                view! { <Row label value to=format!("/order/{id}/1")/> }
            }).collect_view())}
            {live(move || {
                let count = queue.of(Of::Item(id), PhotoKind::Report).len();
                (count > 0).then(|| view! { <Row label=tr!(photos.title) value=tr!(photos.count, n = count) to=format!("/order/{id}/1")/> })
            })}
            {live(move || writing.draft.with(contact).into_iter().map(|(label, value)| {
                view! { <Row label value to=format!("/order/{id}/2")/> }
            }).collect_view())}
            <Row label=tr!(order.check_price) value=tr!(resident.item_free) to=String::new()/>
        </dl>
        <SendOrder writing alike/>
    }
}

#[component]
fn Row(label: String, value: String, to: String) -> impl IntoView {
    let hidden = tr!(order.change_what, what = label);
    let change = (!to.is_empty()).then(|| {
        view! {
            <dd class="review-change">
                <a href=to><span aria-hidden="true">{tr!(order.change)}</span><span class="visually-hidden">{hidden}</span></a>
            </dd>
        }
    });
    let value =
        if value.trim().is_empty() { view! { <span class="missing">{tr!(order.not_filled)}</span> }.into_any() } else { value.into_any() };
    view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd>{change}</div> }
}

fn contact(draft: &Draft) -> Vec<(String, String)> {
    let today = local(now()).date();
    let window = match draft.day.parse::<NaiveDate>() {
        Ok(day) => format!("{} {}", spoken::day_with_weekday(day, today), spoken::part(DayPart::of(&draft.part))),
        Err(_) => tr!(order.window_any),
    };
    vec![
        (tr!(order.contact_name), draft.name.clone()),
        (tr!(order.contact_phone), digits(&draft.phone)),
        (tr!(order.contact_address), draft.address.clone()),
        (tr!(order.check_window), window),
    ]
}
