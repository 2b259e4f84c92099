//! My check-in: where it stands, what it says, what can be done with it, and what happened to it. Whoever has none makes one here.

use super::check_in_form::Make;
use super::check_in_steps::Steps;
use super::parts::badge;
use super::words;
use crate::api::{self, Api};
use crate::i18n::{Lang, lang, tr};
use crate::resident::step::Sender;
use crate::session::Session;
use crate::ui::lean::{act, live};
use crate::ui::{Heading, SignInFirst, fact, icon, load, now, spoken, spoken_name, when};
use contract::check_ins::{CheckIn, CheckInAction, CheckInEvent, CheckInPage, CheckInState, UnitRef};
use contract::{CheckInId, OrgUnitId};
use leptos::prelude::*;
use std::sync::Arc;

/// `/check-in`
#[component]
pub fn OwnCheckInPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        view! {
            <Heading text=tr!(member.check_in_title)/>
            {match signed_in.get() {
                true => view! { <Own/> }.into_any(),
                false => view! { <p class="lead">{tr!(member.check_in_lead)}</p><SignInFirst lead=tr!(member.check_in_sign_in)/> }.into_any(),
            }}
        }
    })
}

#[component]
fn Own() -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move {
            let page = api::check_ins::own(api).await?;
            // Only whoever stands on several lists is asked which.
            let listings = api::units::listings(api).await?;
            Ok(Arc::new((page, listings)))
        }
    };
    let show = move |found: Arc<(CheckInPage, Vec<UnitRef>)>| {
        let (page, listings) = &*found;
        let (now, past): (Vec<&CheckIn>, Vec<&CheckIn>) =
            page.items.iter().filter(|c| c.is_mine).partition(|c| c.state != CheckInState::Ended);
        let body = match now.first() {
            Some(check_in) => one(check_in, sender, listings),
            None => view! { <p class="lead">{tr!(member.check_in_lead)}</p><section class="card" aria-label=tr!(member.check_in_title)><Make sender listings=listings.clone()/></section> }.into_any(),
        };
        let past: Vec<AnyView> = past.into_iter().map(ended).collect();
        view! {
            {body}
            {(!past.is_empty()).then(|| view! { <h2>{tr!(member.past_check_ins)}</h2><ul class="plain">{past}</ul> })}
        }
        .into_any()
    };
    view! { {sender.said()}{load(ask, show)} }
}

fn one(check_in: &CheckIn, sender: Sender, listings: &[UnitRef]) -> AnyView {
    let again = check_in.allowed_actions.contains(&CheckInAction::Resubmit).then(|| {
        view! {
            <section class="card card-turn" aria-labelledby="again-title">
                <h2 id="again-title">{tr!(member.resubmit_title)}</h2>
                <Make sender before=check_in.clone() listings=listings.to_vec()/>
            </section>
        }
    });
    view! {
        <div class="split">
        <div class="split-main">
        <section class="card" aria-labelledby="check-in-state">
            <p class="badges">{badge(words::check_in(check_in.state))}</p>
            <h2 id="check-in-state">{spoken_name(&check_in.community.name).to_owned()}</h2>
            {stands(check_in)}
            {(!check_in.reason.is_empty()).then(|| view! { <blockquote class="said">{check_in.reason.clone()}</blockquote> })}
            {said(check_in)}
            {handbook(check_in.community.id)}
        </section>
        {again}
        {history(check_in.id)}
        </div>
        <nav aria-label=tr!(member.more)>
            <ul class="cells"><li><a href="/check-in/skills" class="cell">{icon("graduation-cap")}<span class="cell-main"><strong>{tr!(member.skills_title)}</strong><span class="cell-note">{tr!(member.skills_lead)}</span></span>{icon("chevron-right")}</a></li></ul>
        </nav>
        <Steps check_in=check_in.clone() sender/>
        </div>
    }
    .into_any()
}

/// What the state means for the member.
fn stands(check_in: &CheckIn) -> AnyView {
    let by = check_in.due_at.map(|at| tr!(member.due_by, when = spoken::when(at)));
    let text = match check_in.state {
        CheckInState::Submitted => tr!(member.stands_submitted),
        CheckInState::Active => tr!(member.stands_active),
        CheckInState::Returned => tr!(member.stands_returned),
        CheckInState::Transferring => {
            let to = check_in.transfer_to.as_ref().map(|c| spoken_name(&c.name).to_owned()).unwrap_or_default();
            tr!(member.stands_transferring, community = to)
        }
        CheckInState::Suspended => tr!(member.stands_suspended),
        CheckInState::Ended => tr!(member.stands_ended),
    };
    let posts = (check_in.state == CheckInState::Active)
        .then(|| view! { <p><a href="/posts" class="button button-primary button-wide">{tr!(member.look)}</a></p> });
    view! { <p>{text}</p>{by.map(|by| view! { <p class="hint">{icon("clock")}{by}</p> })}{posts} }.into_any()
}

fn said(check_in: &CheckIn) -> AnyView {
    let today = when::local(now()).date();
    let intents: Vec<String> = check_in.intents.iter().map(|c| words::category(*c)).collect();
    let comma = if lang() == Lang::Zh { "、" } else { ", " };
    let rows: Vec<AnyView> = [
        check_in.receipt.clone().map(|number| fact(tr!(member.receipt), number)),
        Some(fact(tr!(member.basis), words::basis(check_in.basis))),
        check_in.unit.as_ref().map(|u| fact(tr!(member.unit), u.name.clone())),
        check_in.member.as_ref().map(|m| fact(tr!(member.phone), m.phone.clone())),
        (!intents.is_empty()).then(|| fact(tr!(member.intents), intents.join(comma))),
        (!check_in.availability.is_empty()).then(|| fact(tr!(member.availability), check_in.availability.clone())),
        check_in.valid_to.map(|day| fact(tr!(member.valid_to), spoken::day(day, today))),
        Some(fact(tr!(member.submitted_at), spoken::when(check_in.submitted_at))),
    ]
    .into_iter()
    .flatten()
    .collect();
    view! { <dl class="review">{rows}</dl> }.into_any()
}

/// The community's handbook, a document for everybody.
pub fn handbook(community: OrgUnitId) -> AnyView {
    view! { <p><a href=api::check_ins::handbook(community) rel="external" class="button button-secondary button-wide">{icon("file-text")}{tr!(member.handbook)}</a></p> }.into_any()
}

fn ended(check_in: &CheckIn) -> AnyView {
    let at = check_in.ended_at.map(|at| tr!(member.ended_at, when = spoken::when(at)));
    view! {
        <li class="card">
            <p class="badges"><strong>{spoken_name(&check_in.community.name).to_owned()}</strong>{badge(words::check_in(check_in.state))}</p>
            <p class="hint">{at}{check_in.receipt.clone().map(|number| format!(" · {} {number}", tr!(member.receipt)))}</p>
            {(!check_in.reason.is_empty()).then(|| view! { <p>{check_in.reason.clone()}</p> })}
        </li>
    }
    .into_any()
}

/// Everything that happened, when somebody asks for it.
fn history(id: CheckInId) -> AnyView {
    let open = RwSignal::new(false);
    let api = Api::expect();
    let events = move || async move { api::check_ins::events(api, id).await };
    let event = |event: CheckInEvent| {
        let who = if event.is_system { tr!(member.by_system) } else { event.actor_name.unwrap_or_default() };
        view! {
            <li>
                <p><strong>{words::happened(event.action)}</strong>" "{who}</p>
                {(!event.note.is_empty()).then(|| view! { <p>{event.note.clone()}</p> })}
                <p class="hint"><time datetime=event.at.to_rfc3339()>{spoken::when(event.at)}</time>" · "{spoken_name(&event.community_name).to_owned()}</p>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="history-title">
            <h2 id="history-title">{tr!(member.history)}</h2>
            <button type="button" class="button button-secondary" aria-expanded=move || open.get().to_string() on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(member.history_show)}</button>
            {live(move || open.get().then(|| load(events, move |all: Vec<CheckInEvent>| view! { <ol class="log">{all.into_iter().map(event).collect_view()}</ol> }.into_any())))}
        </section>
    }
    .into_any()
}
