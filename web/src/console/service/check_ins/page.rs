//! One check-in: what was told, what the unit's list says against it, what can be done, what happened.

use super::list::{subject, whose};
use super::steps;
use crate::api::{self, Api};
use crate::check_ins as words;
use crate::console::clock::{Due, dated};
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::seat::{Seat, Seated};
use crate::console::service::places::Places;
use crate::console::service::words as said;
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::ui::lean::{act, live};
use crate::ui::{Heading, Notices, at, fact, icon, load, now, spoken, spoken_name, when};
use contract::CheckInId;
use contract::check_ins::{CheckIn, CheckInAction, CheckInEvent, CheckInState, CheckInSubject, UnitDetails};
use leptos::prelude::*;

/// `/console/service/check-ins/:id`
#[component]
pub fn CheckInPage(id: CheckInId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("check-in/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("next-title");
        }),
    );
    let word = Kept::expect().take_word();
    taking.notice.set(word);
    let ask = move || {
        again.track();
        async move {
            let check_in = api::check_ins::one(api, id).await?;
            // Where it can be sent to is only asked for when it can be sent.
            let wants = |a: &CheckInAction| matches!(a, CheckInAction::Transfer | CheckInAction::Resubmit);
            let places = if check_in.allowed_actions.iter().any(wants) { Places::all(api).await? } else { Places::default() };
            Ok((check_in, places))
        }
    };
    let (to, name) = if Seated::here().sees_service() {
        ("/service/check-ins", tr!(service.check_ins))
    } else {
        ("/service/units", tr!(service.nav_units))
    };
    view! {
        <a href=at(to) class="back-link">{icon("arrow-left")}{name}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |(check_in, places): (CheckIn, Places)| view! { <Page check_in places taking/> }.into_any())}
    }
}

#[component]
fn Page(check_in: CheckIn, places: Places, taking: Taking) -> impl IntoView {
    let (kind, sign) = subject(check_in.subject);
    let forms = steps::forms(&check_in, &places);
    let is_open = !forms.is_empty();
    let id = check_in.id;
    view! {
        <div class="order-head">
            <Heading text=whose(&check_in)/>
            <p class="badges">
                {badge(words::state(check_in.state))}
                <span class="hint">{icon(sign)}{kind}</span>
                {check_in.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
            </p>
        </div>
        <div class="columns">
            <div>
                {doubts(&check_in)}
                <section class="card" aria-labelledby="told-title">
                    <h2 id="told-title">{tr!(service.told_title)}</h2>
                    {facts(&check_in)}
                    {(!check_in.reason.is_empty()).then(|| view! { <p class="hint">{tr!(service.reason)}</p><blockquote class="said">{check_in.reason.clone()}</blockquote> })}
                </section>
                <History id/>
            </div>
            <section class=if is_open { "card card-turn next" } else { "card next" } aria-labelledby="next-title">
                <h2 id="next-title" tabindex="-1">{tr!(service.next_title)}</h2>
                <p>{stands(&check_in)}</p>
                <Steps taking forms/>
            </section>
        </div>
    }
}

/// What the state means for whoever reads this.
fn stands(check_in: &CheckIn) -> String {
    let is_desk = matches!(Seated::here(), Seat::Desk(_)) && !check_in.is_mine;
    let by = check_in.due_at.map(dated).unwrap_or_default();
    match check_in.state {
        CheckInState::Submitted if is_desk => tr!(service.stands_submitted_desk, when = by),
        CheckInState::Submitted => tr!(service.stands_submitted, when = by),
        CheckInState::Active if check_in.subject == CheckInSubject::Unit && check_in.is_mine => tr!(service.stands_active_unit),
        CheckInState::Active => tr!(service.stands_active),
        CheckInState::Returned if check_in.is_mine => tr!(service.stands_returned_mine),
        CheckInState::Returned => tr!(service.stands_returned),
        CheckInState::Transferring => {
            let to = check_in.transfer_to.as_ref().map(|c| spoken_name(&c.name).to_owned()).unwrap_or_default();
            tr!(service.stands_transferring, community = to, when = by)
        }
        CheckInState::Suspended => tr!(service.stands_suspended),
        CheckInState::Ended => tr!(service.stands_ended),
    }
}

fn doubts(check_in: &CheckIn) -> Option<AnyView> {
    let line = |doubt: &_| view! { <li>{said::doubt(*doubt)}</li> };
    (!check_in.doubts.is_empty()).then(|| {
        view! {
            <section class="card card-turn" aria-labelledby="doubts-title">
                <h2 id="doubts-title">{tr!(service.doubts_title)}</h2>
                <ul>{check_in.doubts.iter().map(line).collect_view()}</ul>
                <p class="hint">{tr!(service.doubts_hint)}</p>
            </section>
        }
        .into_any()
    })
}

fn facts(check_in: &CheckIn) -> AnyView {
    let today = when::local(now()).date();
    let is_member = check_in.subject == CheckInSubject::Member;
    let intents: Vec<String> = check_in.intents.iter().map(|c| words::category(*c)).collect();
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    let mut rows: Vec<(String, Option<String>)> = vec![
        (tr!(member.receipt), check_in.receipt.clone()),
        (tr!(member.community), Some(spoken_name(&check_in.community.name).to_owned())),
    ];
    if is_member {
        rows.extend([
            (tr!(member.basis), Some(words::basis(check_in.basis))),
            (tr!(member.unit), Some(check_in.unit.as_ref().map_or_else(|| tr!(service.no_unit), |u| u.name.clone()))),
            (tr!(member.phone), check_in.member.as_ref().map(|m| m.phone.clone())),
            (tr!(member.intents), some(dotted(intents.into_iter().map(Some)))),
            (tr!(member.availability), some(check_in.availability.clone())),
            (tr!(member.valid_to), check_in.valid_to.map(|day| spoken::day(day, today))),
        ]);
    }
    if let Some(details) = &check_in.details {
        rows.extend(unit_facts(details));
    }
    rows.extend([
        (tr!(member.submitted_at), Some(dated(check_in.submitted_at))),
        (tr!(service.activated_at), check_in.activated_at.map(dated)),
        (tr!(queues.ended), check_in.ended_at.map(dated)),
    ]);
    let rows: Vec<AnyView> = rows.into_iter().filter_map(|(label, value)| Some(fact(label, value?))).collect();
    view! { <dl class="review">{rows}</dl> }.into_any()
}

fn unit_facts(details: &UnitDetails) -> Vec<(String, Option<String>)> {
    let some = |text: String| Some(text).filter(|t| !t.is_empty());
    vec![
        (tr!(service.unit_kind), Some(said::kind(details.kind))),
        (tr!(service.unit_system), some(details.system.clone())),
        (tr!(service.unit_functions), some(details.functions.join("、"))),
        (tr!(service.unit_headcount), Some(tr!(service.persons, n = details.headcount))),
        (tr!(service.unit_liaison), Some(dotted([Some(details.liaison_name.clone()), Some(details.liaison_phone.clone())]))),
    ]
}

/// Everything that happened, when somebody asks for it.
#[component]
fn History(id: CheckInId) -> impl IntoView {
    let (open, api) = (RwSignal::new(false), Api::expect());
    let events = move || async move { api::check_ins::events(api, id).await };
    let event = |event: CheckInEvent| {
        let who = if event.is_system { tr!(member.by_system) } else { event.actor_name.unwrap_or_default() };
        view! {
            <li>
                <p><strong>{words::happened(event.action)}</strong>" "{who}</p>
                {(!event.note.is_empty()).then(|| view! { <p>{event.note.clone()}</p> })}
                <p class="hint"><time datetime=event.at.to_rfc3339()>{dated(event.at)}</time>" · "{spoken_name(&event.community_name).to_owned()}</p>
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
}
