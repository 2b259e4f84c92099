//! One pairing: needs of the community, resources of the unit, projects of both; promises and what became of each.

use super::forms;
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::service::words;
use crate::console::steps::{StepForm, Steps, Taking};
use crate::i18n::tr;
use crate::ui::{Heading, Notices, at, icon, load, now, spoken, spoken_name, when};
use contract::PairingId;
use contract::check_ins::{AdjunctMember, Commitment, Pairing, PairingItem, PairingItemKind};
use leptos::prelude::*;

/// `/console/service/pairings/:id`
#[component]
pub fn PairingPage(id: PairingId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("pairing/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("lists-title");
        }),
    );
    let ask = move || {
        again.track();
        async move {
            let pairing = api::units::pairing(api, id).await?;
            let adjuncts = api::units::adjuncts(api, pairing.community.id).await?;
            Ok((pairing, adjuncts))
        }
    };
    view! {
        <a href=at("/service/pairings") class="back-link">{icon("arrow-left")}{tr!(service.nav_pairings)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |(pairing, adjuncts): (Pairing, Vec<AdjunctMember>)| view! { <Page pairing adjuncts taking/> }.into_any())}
    }
}

#[component]
fn Page(pairing: Pairing, adjuncts: Vec<AdjunctMember>, taking: Taking) -> impl IntoView {
    let today = when::local(now()).date();
    let representative = adjuncts.into_iter().find(|a| a.unit.id == pairing.unit.id && a.valid_to.is_none());
    let since = tr!(service.paired_since, day = spoken::day(pairing.valid_from, today));
    let until = pairing.valid_to.map(|day| badge((tr!(service.ended_on, day = spoken::day(day, today)), "ended")));
    let mut additions = if pairing.valid_to.is_none() { forms::add(&pairing) } else { Vec::new() };
    additions.extend((pairing.is_my_unit && pairing.valid_to.is_none()).then(|| forms::promise(&pairing)));
    additions.extend(forms::end(&pairing));
    let lists = [PairingItemKind::Need, PairingItemKind::Resource, PairingItemKind::Project];
    view! {
        <div class="order-head">
            <Heading text=tr!(service.pairing_name, unit = pairing.unit.name, community = spoken_name(&pairing.community.name))/>
            <p class="badges"><span class="hint">{since}</span>{until}
                {representative.map(|a| view! { <span class="hint">{tr!(service.representative, name = dotted([Some(a.name), Some(a.post)]))}</span> })}
            </p>
            <p><a href=at(&format!("/service/handbooks/{}", pairing.community.id)) class="button button-secondary button-small">{icon("file-text")}{tr!(member.handbook)}</a></p>
        </div>
        {(!additions.is_empty()).then(|| view! { <section class="card card-turn" aria-label=tr!(service.next_title)><Steps taking forms=additions alone=false/></section> })}
        <h2 id="lists-title" tabindex="-1">{tr!(service.lists)}</h2>
        <div class="split-even split-three">{lists.into_iter().map(|kind| list(&pairing, kind, taking)).collect_view()}</div>
        <h2>{tr!(service.promises)}</h2>
        {promises(&pairing, taking)}
    }
}

fn list(pairing: &Pairing, kind: PairingItemKind, taking: Taking) -> AnyView {
    let (title, hint, id) = match kind {
        PairingItemKind::Need => (tr!(service.needs), tr!(service.needs_by), "needs-title"),
        PairingItemKind::Resource => (tr!(service.resources), tr!(service.resources_by), "resources-title"),
        PairingItemKind::Project => (tr!(service.projects), tr!(service.projects_by), "projects-title"),
    };
    let items: Vec<AnyView> = pairing.items.iter().filter(|i| i.kind == kind).map(|i| entry(pairing, i, taking)).collect();
    let body = if items.is_empty() {
        view! { <p class="hint" role="status">{tr!(service.list_none)}</p> }.into_any()
    } else {
        view! { <ul class="plain parts">{items}</ul> }.into_any()
    };
    view! { <section class="card" aria-labelledby=id><h3 id=id>{title}</h3><p class="hint">{hint}</p>{body}</section> }.into_any()
}

fn entry(pairing: &Pairing, item: &PairingItem, taking: Taking) -> AnyView {
    let state = (item.kind == PairingItemKind::Project).then(|| match (item.agreed_by_unit, item.agreed_by_community) {
        (true, true) => badge((tr!(service.agreed_both), "good")),
        (true, false) => badge((tr!(service.waits_community), "turn")),
        _ => badge((tr!(service.waits_unit), "turn")),
    });
    let taking = taking.with(Kept::expect().given(&format!("pairing-item/{}", item.id)));
    view! {
        <li>
            <p class="badges"><strong>{item.title.clone()}</strong>{state}</p>
            {(!item.note.is_empty()).then(|| view! { <p>{item.note.clone()}</p> })}
            <Steps taking forms=forms::item(pairing, item)/>
        </li>
    }
    .into_any()
}

fn promises(pairing: &Pairing, taking: Taking) -> AnyView {
    if pairing.commitments.is_empty() {
        return view! { <p class="hint" role="status">{tr!(service.promises_none)}</p> }.into_any();
    }
    let today = when::local(now()).date();
    let one = |promise: &Commitment| {
        let due = tr!(service.promise_until, day = spoken::day(promise.due_on, today));
        let taking = taking.with(Kept::expect().given(&format!("commitment/{}", promise.id)));
        let decision: Vec<StepForm> = forms::decide(pairing, promise).into_iter().collect();
        let is_late = promise.outcome.is_none() && promise.due_on < today;
        view! {
            <li class="card">
                <p class="badges"><strong>{promise.title.clone()}</strong><span>{promise.amount.clone()}</span>{badge(words::kept(promise.outcome))}
                    {is_late.then(|| badge((tr!(service.promise_late), "late")))}
                </p>
                <p class="hint">{due}</p>
                {(!promise.note.is_empty()).then(|| view! { <blockquote class="said">{promise.note.clone()}</blockquote> })}
                <Steps taking forms=decision/>
            </li>
        }
    };
    view! { <ul class="queue">{pairing.commitments.iter().map(one).collect_view()}</ul> }.into_any()
}
