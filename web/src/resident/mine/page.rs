//! One order of mine: where it stands, what I can do, the way it went, what I wrote, who saw my number.

use super::answer::Question;
use super::reveals::Reveals;
use super::track::{is_late, mood};
use super::tracking::Tracking;
use super::verdict::Verdict;
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::orders;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Banner, Heading, SignInFirst, icon, load};
use crate::ui::{now, spoken};
use contract::OrderId;
use contract::orders::{Order, OrderState, Timeline};
use leptos::prelude::*;

/// The order on this page; a step puts the new one in its place.
#[derive(Clone, Copy)]
pub struct Shown {
    pub order: RwSignal<Order>,
    pub timeline: RwSignal<Timeline>,
    /// What the last step came to, read aloud.
    pub notice: RwSignal<Option<String>>,
    /// What went wrong with it.
    pub trouble: RwSignal<Option<String>>,
}

/// `/orders/:id`
#[component]
pub fn OrderTrackingPage(id: OrderId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(mine.title)/><SignInFirst lead=tr!(mine.sign_in_lead)/> }.into_any();
        }
        let both = move || async move {
            let order = api::orders::get(api, id).await?;
            Ok((order, api::orders::timeline(api, id).await?))
        };
        load(both, |(order, timeline): (Order, Timeline)| view! { <Tracked order timeline/> }.into_any())
    })
}

#[component]
fn Tracked(order: Order, timeline: Timeline) -> impl IntoView {
    let name = pick(&order.item.name, &order.item.name_en);
    let shown =
        Shown { order: RwSignal::new(order), timeline: RwSignal::new(timeline), notice: RwSignal::new(None), trouble: RwSignal::new(None) };
    let title = format!("{name} {}", shown.order.with_untracked(|o| o.number.clone()));
    let is_mine = shown.order.with_untracked(|o| o.is_mine);
    view! {
        <a href="/orders" class="back-link">{icon("arrow-left")}{tr!(mine.title)}</a>
        <Heading text=name title/>
        <p class="number">{tr!(mine.number)}" "<strong>{shown.order.with_untracked(|o| o.number.clone())}</strong></p>
        <div class="live" aria-live="polite">{live(move || shown.notice.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
        {live(move || shown.trouble.get().map(|text| view! { <Banner text/> }))}
        <div class="split">
        <div class="split-main">
        {live(move || view! { <Standing order=shown.order.get()/> })}
        <Question shown/>
        <Verdict shown/>
        <section class="card" aria-labelledby="track-title">
            <h2 id="track-title">{tr!(mine.track)}</h2>
            {live(move || view! { <Tracking order=shown.order.get() timeline=shown.timeline.get()/> })}
        </section>
        </div>
        <section class="card" aria-labelledby="details-title">
            <h2 id="details-title">{tr!(mine.details)}</h2>
            {live(move || view! { <Details order=shown.order.get()/> })}
        </section>
        {is_mine.then(|| view! { <Reveals id=shown.order.with_untracked(|o| o.id)/> })}
        <super::step::Withdraw shown/>
        </div>
    }
}

/// The state as a headline, what it means, by when, and who.
#[component]
fn Standing(order: Order) -> impl IntoView {
    let late = is_late(&order, now());
    let deadline = order.deadline.filter(|_| !order.state.is_final() && order.state != OrderState::Confirmed);
    let fact = |label: String, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let rejection = order.rejection.clone().map(|r| {
        view! {
            <div class="said"><p><strong>{orders::rejection(r.reason)}</strong></p><p>{r.explanation}</p></div>
        }
    });
    view! {
        <section class=format!("standing standing-{}", words::tone(mood(order.state))) aria-labelledby="state-title">
            <h2 id="state-title">{words::state(order.state)}</h2>
            <p>{words::meaning(order.state)}</p>
            {rejection}
            {(order.round > 1).then(|| view! { <p class="hint">{tr!(mine.round, n = order.round)}</p> })}
            {late.then(|| view! { <p class="late">{icon("alarm-clock")}{tr!(mine.track_late)}</p> })}
            <dl class="facts-inline">
                {deadline.map(|at| fact(tr!(mine.deadline), tr!(mine.deadline_value, when = spoken::when(at))))}
                {order.team.clone().map(|team| fact(tr!(mine.team), team.name))}
                {order.responsible_person.clone().map(|person| fact(tr!(mine.person), person.name))}
                {order.outcome.map(|outcome| fact(tr!(mine.outcome), orders::outcome(outcome)))}
            </dl>
            {order.completion_note.clone().filter(|n| !n.is_empty()).map(|note| view! { <blockquote class="said">{note}</blockquote> })}
        </section>
    }
}

#[component]
fn Details(order: Order) -> impl IntoView {
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    let contact = [order.contact.name.as_str(), &order.contact.phone, &order.contact.address]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let planned = order.measures.iter().filter(|m| m.round == order.round);
    let measures: Vec<_> =
        planned.map(|m| view! { <li>{tr!(mine.measure_line, what = &m.what, who = &m.who, when = spoken::when(m.due_at))}</li> }).collect();
    view! {
        <dl class="review">
            {row(tr!(mine.said), order.text.clone())}
            {order.answers.iter().map(|a| row(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
            {orders::at_home(&order).map(|text| row(tr!(mine.at_home), text))}
            {row(tr!(mine.contact), contact)}
            {row(tr!(mine.community), crate::ui::spoken_name(&order.community.name).to_owned())}
        </dl>
        {(!measures.is_empty()).then(|| view! { <h3>{tr!(mine.measures)}</h3><ul class="plain">{measures}</ul> })}
    }
}

/// Whether the step is open on this page now.
pub fn may(shown: Shown, action: contract::orders::OrderAction) -> bool {
    shown.order.with(|o| crate::orders::may(o, action))
}
