//! One rectification: what is wrong, what is done about it, and the steps that are open.

use super::look::Look;
use super::{badge, dotted, rectification_steps, words};
use crate::api::{self, Api};
use crate::console::clock::{Due, dated};
use crate::console::kept::Kept;
use crate::console::steps::{Steps, Taking};
use crate::i18n::{pick, tr};
use crate::orders::grade;
use crate::session::Session;
use crate::ui::{Heading, Notices, at, fact, icon, load, spoken_name};
use contract::RectificationId;
use contract::accounts::Role;
use contract::ratings::Rater;
use contract::rectifications::{Rectification, RectificationEvent};
use leptos::prelude::*;

/// `/console/rectifications/:id`
#[component]
pub fn RectificationPage(id: RectificationId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("rectification/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("next-title");
        }),
    );
    let ask = move || {
        again.track();
        async move { api::queues::rectification(api, id).await }
    };
    view! {
        <a href=at("/rectifications") class="back-link">{icon("arrow-left")}{tr!(queues.rectifications)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |found: Rectification| view! { <Page found taking/> }.into_any())}
    }
}

#[component]
fn Page(found: Rectification, taking: Taking) -> impl IntoView {
    let me = Session::expect().me_untracked();
    let has = |role: Role| me.as_ref().is_some_and(|me| me.has(role));
    let forms = rectification_steps::forms(&found, has(Role::CommunitySecretary));
    let (is_ours, taking) = (!found.allowed_actions.is_empty(), taking.at(found.community_id));
    let may_unseal = has(Role::Street) || has(Role::Caller);
    let rating = found.rating_id;
    view! {
        <Head found=found.clone()/>
        <div class="columns">
            <div class="column-main">
                <section class=if is_ours { "card next card-turn" } else { "card next" } aria-labelledby="next-title">
                    <h2 id="next-title" tabindex="-1">{tr!(desk.next_title)}</h2>
                    {(!is_ours).then(|| view! { <p>{tr!(queues.rect_not_ours)}</p> })}
                    <Steps taking forms/>
                </section>
                <Facts found=found.clone()/>
                {may_unseal.then(|| view! {
                    <section class="card" aria-labelledby="rater-title">
                        <h2 id="rater-title">{tr!(queues.rater)}</h2>
                        <p class="hint">{tr!(queues.rater_hint)}</p>
                        <Look id="rater" path=format!("/ratings/{rating}/unsealing") label=tr!(queues.rater_show)
                            draw=|r: Rater| vec![(tr!(desk.contact_name), r.name), (tr!(order.contact_phone), r.phone)]/>
                    </section>
                })}
            </div>
            <div class="column-side"><Events events=found.events/></div>
        </div>
    }
}

#[component]
fn Head(found: Rectification) -> impl IntoView {
    let name = pick(&found.item_name, &found.item_name_en);
    view! {
        <div class="order-head">
            <Heading text=tr!(queues.rect_title, item = name)/>
            <p class="number">
                {tr!(mine.number)}" "<a href=at(&format!("/orders/{}", found.order_id))><strong>{found.order_number.clone()}</strong></a>
                " · "{dotted([Some(spoken_name(&found.community_name).to_owned()), found.team_name.clone(), Some(tr!(queues.opened_at, when = dated(found.opened_at)))])}
            </p>
            <p class="badges">
                {badge(words::rectification(found.state))}
                {(found.round > 1).then(|| badge((tr!(console.round_n, n = found.round), "late")))}
                {found.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
            </p>
        </div>
    }
}

#[component]
fn Facts(found: Rectification) -> impl IntoView {
    let stars = |n: i16| format!("{} · {}", tr!(mine.stars, n = n), grade(n));
    let lines = [
        (tr!(queues.first_grade), found.grade.map(stars)),
        (tr!(queues.findings), found.findings),
        (tr!(queues.plan), found.plan),
        (tr!(queues.feedback), found.feedback),
        (tr!(queues.second_grade), found.re_rating_grade.map(stars)),
    ];
    let known: Vec<_> = lines.into_iter().filter_map(|(label, value)| Some((label, value?))).collect();
    let is_empty = known.is_empty();
    view! {
        <section class="card" aria-labelledby="facts-title">
            <h2 id="facts-title">{tr!(queues.facts)}</h2>
            {is_empty.then(|| view! { <p class="hint">{tr!(queues.facts_none)}</p> })}
            <dl class="review">{known.into_iter().map(|(label, value)| fact(label, value)).collect_view()}</dl>
        </section>
    }
}

/// Newest first.
#[component]
fn Events(events: Vec<RectificationEvent>) -> impl IntoView {
    let entry = |e: RectificationEvent| {
        view! {
            <li value=e.sequence.to_string()>
                <span class="history-number" aria-hidden="true">{e.sequence}</span>
                <p class="history-what">{words::rectified(e.action)}</p>
                <p class="hint"><time datetime=e.at.to_rfc3339()>{dated(e.at)}</time></p>
                <p class="hint history-state">{icon("chevron-right")}{words::rectification(e.state).0}</p>
                {e.note.filter(|n| !n.trim().is_empty()).map(|text| view! { <blockquote class="said">{text}</blockquote> })}
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="happened-title">
            <h2 id="happened-title">{tr!(desk.history_title)}</h2>
            <ol class="history" reversed="reversed">{events.into_iter().rev().map(entry).collect_view()}</ol>
        </section>
    }
}
