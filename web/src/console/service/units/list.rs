//! The units somebody checked in or keeps the list of: where each stands, its receipt, and what comes next.

use super::liaisons::Liaisons;
use crate::api::{self, Api};
use crate::check_ins as words;
use crate::console::clock::{Due, dated};
use crate::console::kept::Kept;
use crate::console::queues::badge;
use crate::console::service::check_ins::whose;
use crate::i18n::tr;
use crate::ui::{Heading, Notices, at, fact, icon, load, spoken_name};
use contract::check_ins::{CheckIn, CheckInPage, CheckInState};
use leptos::prelude::*;
use std::sync::Arc;

/// `/console/service/units`
#[component]
pub fn UnitsPage() -> impl IntoView {
    let api = Api::expect();
    let notice = RwSignal::new(Kept::expect().take_word());
    let ask = move || async move { api::units::own_check_ins(api).await.map(Arc::new) };
    view! {
        <div class="page-head">
            <div><Heading text=tr!(service.units_title)/><p class="hint">{tr!(service.units_lead)}</p></div>
            <a href=at("/service/units/new") class="button button-primary">{tr!(service.check_unit_in)}</a>
        </div>
        <Notices notice trouble=RwSignal::new(None)/>
        {load(ask, |page: Arc<CheckInPage>| all(&page.items))}
    }
}

fn all(items: &[CheckIn]) -> AnyView {
    let (over, now): (Vec<&CheckIn>, Vec<&CheckIn>) = items.iter().partition(|c| c.state == CheckInState::Ended);
    if now.is_empty() && over.is_empty() {
        return view! {
            <div class="empty card"><p role="status">{tr!(service.units_none)}</p>
                <a href=at("/service/units/new") class="button button-primary">{tr!(service.check_unit_in)}</a>
            </div>
        }
        .into_any();
    }
    view! {
        {now.into_iter().map(unit).collect_view()}
        {(!over.is_empty()).then(|| view! {
            <h2>{tr!(service.units_over)}</h2>
            <ul class="queue">{over.into_iter().map(|c| view! { <li class="card">{head(c)}</li> }).collect_view()}</ul>
        })}
    }
    .into_any()
}

fn head(check_in: &CheckIn) -> AnyView {
    view! {
        <p class="queue-head">
            <a href=at(&format!("/service/check-ins/{}", check_in.id)) class="queue-link row-link">{whose(check_in)}</a>
            {badge(words::state(check_in.state))}
            <span class="hint">{spoken_name(&check_in.community.name).to_owned()}</span>
            {check_in.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
        </p>
    }
    .into_any()
}

fn unit(check_in: &CheckIn) -> AnyView {
    let is_active = matches!(check_in.state, CheckInState::Active | CheckInState::Transferring | CheckInState::Suspended);
    let next = match check_in.state {
        CheckInState::Submitted => tr!(service.unit_next_submitted, when = check_in.due_at.map(dated).unwrap_or_default()),
        CheckInState::Returned => tr!(service.unit_next_returned),
        CheckInState::Active => tr!(service.unit_next_active),
        _ => String::new(),
    };
    let receipt = check_in.receipt.clone().map(|number| {
        view! { <dl class="review">{fact(tr!(member.receipt), number)}{fact(tr!(service.activated_at), check_in.activated_at.map(dated).unwrap_or_default())}</dl> }
    });
    let returned = (check_in.state == CheckInState::Returned).then(|| {
        view! {
            <blockquote class="said">{check_in.reason.clone()}</blockquote>
            <p><a href=at(&format!("/service/check-ins/{}", check_in.id)) class="button button-primary">{tr!(service.send_again)}</a></p>
        }
    });
    let id = check_in.unit.as_ref().map(|u| u.id).filter(|_| is_active && check_in.is_mine);
    let ways = id.map(|id| {
        let way = |path: String, sign: &'static str, name: String, note: String| {
            view! { <li><a href=at(&path) class="cell">{icon(sign)}<span class="cell-main"><strong>{name}</strong><span class="cell-note">{note}</span></span>{icon("chevron-right")}</a></li> }
        };
        view! {
            <ul class="cells">
                {way(format!("/service/members?unit={id}"), "users", tr!(service.nav_members), tr!(service.way_members))}
                {way(format!("/service/imports?unit={id}"), "clipboard-list", tr!(service.import), tr!(service.way_import))}
                {way(format!("/service/pairings?unit={id}"), "heart-handshake", tr!(service.nav_pairings), tr!(service.way_pairings))}
                {way(format!("/service/coverage?unit={id}"), "map-pin", tr!(service.nav_coverage), tr!(service.way_coverage))}
                {way(format!("/service/handbooks/{}", check_in.community.id), "file-text", tr!(member.handbook), tr!(service.way_handbook))}
            </ul>
            <Liaisons unit=id/>
        }
    });
    view! {
        <section class="card">
            {head(check_in)}
            {(!next.is_empty()).then(|| view! { <p>{next}</p> })}
            {returned}
            {receipt}
            {ways}
        </section>
    }
    .into_any()
}
