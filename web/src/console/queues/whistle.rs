//! One whistle: what is asked, and the part of each department with its steps.

use super::look::Look;
use super::whistles::part_line;
use super::{badge, dotted, whistle_steps, words};
use crate::api::{self, Api};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::console::words as desk_words;
use crate::i18n::{pick, tr};
use crate::ui::{Heading, Notices, at, fact, icon, load, spoken_name};
use contract::WhistleId;
use contract::orders::Contact;
use contract::whistles::{Responder, Whistle};
use leptos::prelude::*;

/// `/console/whistles/:id`
#[component]
pub fn WhistlePage(id: WhistleId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("whistle/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("parts-title");
        }),
    );
    let ask = move || {
        again.track();
        async move { api::queues::whistle(api, id).await }
    };
    view! {
        <a href=at("/whistles") class="back-link">{icon("arrow-left")}{tr!(queues.whistles)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |whistle: Whistle| view! { <Page whistle taking/> }.into_any())}
    }
}

#[component]
fn Page(whistle: Whistle, taking: Taking) -> impl IntoView {
    let is_department = matches!(Seated::here(), Seat::Department);
    let number = if is_department {
        view! { <strong>{whistle.order_number.clone()}</strong> }.into_any()
    } else {
        view! { <a href=at(&format!("/orders/{}", whistle.order_id))><strong>{whistle.order_number.clone()}</strong></a> }.into_any()
    };
    let ended = whistle.ended_at.map(|at| tr!(queues.ended_at, when = dated(at)));
    view! {
        <div class="order-head">
            <Heading text=tr!(queues.whistle_title, item = pick(&whistle.item_name, &whistle.item_name_en))/>
            <p class="number">{tr!(mine.number)}" "{number}" · "{dotted([Some(spoken_name(&whistle.community_name).to_owned()), Some(tr!(queues.blown_at, when = dated(whistle.blown_at))), ended])}</p>
            <p class="badges">
                {badge(words::whistle(whistle.state))}
                <span class="hint">{desk_words::cause(whistle.cause)}</span>
                {whistle.is_urgent.then(|| view! { <span class="state state-turn">{icon("zap")}{tr!(queues.urgent)}</span> })}
            </p>
        </div>
        <section class="card" aria-labelledby="asked-title">
            <h2 id="asked-title">{tr!(queues.whistle_asks)}</h2>
            <blockquote class="said">{whistle.text.clone()}</blockquote>
            {match whistle.order_text.clone() {
                Some(text) => view! { <p class="hint">{tr!(queues.order_text)}</p><blockquote class="said">{text}</blockquote> }.into_any(),
                None => view! { <p class="hint">{icon("lock")}{tr!(queues.order_text_later)}</p> }.into_any(),
            }}
        </section>
        <h2 id="parts-title" tabindex="-1">{tr!(queues.parts)}</h2>
        <ul class="queue">{whistle.responders.into_iter().map(|part| view! { <Part part taking is_department/> }).collect_view()}</ul>
    }
}

#[component]
fn Part(part: Responder, taking: Taking, is_department: bool) -> impl IntoView {
    let forms = whistle_steps::forms(&part);
    let class = if forms.is_empty() { "card" } else { "card card-turn" };
    let taking = taking.with(Kept::expect().given(&format!("responder/{}", part.id)));
    let yes_no = |is: bool| if is { tr!(common.yes) } else { tr!(steps.no) };
    let facts = [
        (tr!(queues.acknowledged), part.acknowledged_at.map(dated)),
        (tr!(queues.answered_by), part.answered_by.clone().map(|p| p.name)),
        (tr!(queues.respond_plan), part.plan.clone()),
        (tr!(queues.respond_on_site), part.on_site.clone()),
        (tr!(queues.result), part.result.clone()),
        (tr!(queues.ended), part.ended_at.map(dated)),
        (tr!(queues.grade), part.grade.map(|n| dotted([Some(tr!(mine.stars, n = n)), part.grade_note.clone()]))),
        (tr!(queues.view_clear), part.is_clear.map(yes_no)),
        (tr!(queues.view_justified), part.is_justified.map(yes_no)),
        (tr!(queues.view_note), part.view_note.clone()),
    ];
    let known: Vec<_> = facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect();
    // The contact is for those who are on the way: acknowledged, and not yet reported.
    let may_look = is_department && part.acknowledged_at.is_some() && part.ended_at.is_none();
    let path = format!("/whistle-responders/{}/contact", part.id);
    let contact =
        |c: Contact| vec![(tr!(desk.contact_name), c.name), (tr!(order.contact_phone), c.phone), (tr!(order.contact_address), c.address)];
    view! {
        <li class=class>
            <p>{part_line(&part)}</p>
            {(!known.is_empty()).then(|| view! { <dl class="review">{known.into_iter().map(|(label, value)| fact(label, value)).collect_view()}</dl> })}
            {may_look.then(|| view! { <Look id="contact" path label=tr!(desk.reveal) draw=contact/> })}
            <Steps taking forms/>
        </li>
    }
}
