//! One shift with what its post says, and the button that claims a seat; a post with its shifts.

use super::parts::{badge, line, nothing};
use super::shifts::{card, seats};
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, SignInFirst, fetched, icon, load, spoken_name};
use contract::posts::{Post, Shift, ShiftFilter, ShiftPage};
use contract::{PostId, ShiftId};
use leptos::prelude::*;
use std::sync::Arc;

const SHOWN: i64 = 20;

/// Only for those who are signed in.
fn signed_in(inner: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || match signed_in.get() {
        true => inner(),
        false => view! { <Heading text=tr!(member.posts_title)/><SignInFirst lead=tr!(member.posts_sign_in)/> }.into_any(),
    })
}

fn back() -> AnyView {
    view! { <a href="/posts" class="back-link">{icon("arrow-left")}{tr!(member.posts_title)}</a> }.into_any()
}

/// `/shifts/:id`
#[component]
pub fn OneShiftPage(id: ShiftId) -> impl IntoView {
    signed_in(move || {
        let (api, again) = (Api::expect(), RwSignal::new(0u32));
        let ask = move || {
            again.track();
            async move {
                let shift = api::posts::shift(api, id).await?;
                let post = api::posts::post(api, shift.post_id).await?;
                Ok(Arc::new((shift, post)))
            }
        };
        let claiming = super::claim::Claiming::begin(again);
        view! {
            {back()}
            {claiming.said()}
            {load(ask, move |both: Arc<(Shift, Post)>| one(&both.0, &both.1, claiming))}
        }
        .into_any()
    })
}

fn one(shift: &Shift, post: &Post, claiming: super::claim::Claiming) -> AnyView {
    let reason = (!shift.reason.is_empty()).then(|| view! { <p>{tr!(member.shift_cancelled_because, reason = &shift.reason)}</p> });
    view! {
        <p class="eyebrow">{words::category(post.category)}</p>
        <Heading text=post.content.title.clone()/>
        <div class="split">
        <div class="split-main">
        <section class="card" aria-labelledby="shift-when">
            <h2 id="shift-when">{words::span(shift.starts_at, shift.ends_at)}</h2>
            {line("map-pin", format!("{} · {}", spoken_name(&shift.community.name), shift.place))}
            <p class="badges">{badge(seats(shift))}</p>
            {reason}
            {shift.is_host.then(|| view! { <a href=format!("/console/service/shifts/{}", shift.id) rel="external" class="button button-secondary button-wide">{icon("clipboard-list")}{tr!(member.to_board)}</a> })}
            {claiming.way_in(shift, post)}
        </section>
        {about(post)}
        </div>
        <a href=format!("/posts/{}", post.id) class="button button-quiet">{tr!(member.other_shifts)}</a>
        </div>
    }
    .into_any()
}

/// What a post says: what is to be done, what may happen, what one needs, who receives one.
fn about(post: &Post) -> AnyView {
    let content = &post.content;
    let api = Api::expect();
    let codes = content.skills.clone();
    let skills = fetched(move || api::menu::skills(api));
    let age = match (content.min_age, content.max_age) {
        (None, None) => None,
        (Some(least), None) => Some(tr!(member.age_from, least = least)),
        (None, Some(most)) => Some(tr!(member.age_to, most = most)),
        (Some(least), Some(most)) => Some(tr!(member.age_between, least = least, most = most)),
    };
    let insurance = if content.insurance_note.is_empty() { tr!(member.insurance_yes) } else { content.insurance_note.clone() };
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    let hosts: Vec<String> = post.hosts.iter().map(|h| h.name.clone()).collect();
    let licences = content.licences.join("、");
    view! {
        <section class="card" aria-labelledby="post-about">
            <h2 id="post-about">{tr!(member.what)}</h2>
            <p class="pre">{content.description.clone()}</p>
            {(!content.risk_note.is_empty()).then(|| view! { <p class="privacy risk">{icon("shield-check")}<span><strong>{tr!(member.risk)}</strong>" "{content.risk_note.clone()}</span></p> })}
            <dl class="review">
                {live(move || (!codes.is_empty()).then(|| {
                    let named = |code: &String| skills.with(|all| all.as_ref().and_then(|all| all.iter().find(|s| s.code == *code)).map(|s| pick(&s.name, &s.name_en))).unwrap_or_else(|| code.clone());
                    row(tr!(member.skills), codes.iter().map(named).collect::<Vec<_>>().join("、"))
                }))}
                {(!licences.is_empty()).then(|| row(tr!(member.licences), licences))}
                {age.map(|age| row(tr!(member.age), age))}
                {content.needs_mediator.then(|| row(tr!(member.mediator), tr!(member.mediator_needed)))}
                {content.needs_insurance.then(|| row(tr!(member.insurance), insurance))}
                {(!hosts.is_empty()).then(|| row(tr!(member.hosts), hosts.join("、")))}
                {row(tr!(member.community), spoken_name(&post.community.name).to_owned())}
            </dl>
        </section>
    }
    .into_any()
}

/// `/posts/:id`
#[component]
pub fn PostPage(id: PostId) -> impl IntoView {
    signed_in(move || {
        let api = Api::expect();
        let ask = move || async move {
            let post = api::posts::post(api, id).await?;
            let filter = ShiftFilter { post: Some(id), limit: Some(SHOWN), ..ShiftFilter::default() };
            Ok(Arc::new((post, api::posts::shifts(api, &filter).await?)))
        };
        view! {
            {back()}
            {load(ask, |both: Arc<(Post, ShiftPage)>| {
                let (post, shifts) = &*both;
                let list = match shifts.items.is_empty() {
                    true => nothing(tr!(member.no_shifts), None),
                    false => view! { <ul class="plain shifts">{shifts.items.iter().map(card).collect_view()}</ul> }.into_any(),
                };
                view! {
                    <p class="eyebrow">{words::category(post.category)}</p>
                    <Heading text=post.content.title.clone()/>
                    {about(post)}
                    <h2>{tr!(member.shifts)}</h2>
                    {list}
                }
                .into_any()
            })}
        }
        .into_any()
    })
}
