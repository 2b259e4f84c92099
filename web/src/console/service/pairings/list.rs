//! Pairings, newest first: those of the community, or of one's units.

use super::forms;
use crate::api::{self, Answer, Api};
use crate::console::kept::Kept;
use crate::console::queues::{Queue, Rows, badge, dotted, queue_read_by, rows};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Notices, at, load, now, spoken, spoken_name, when};
use contract::check_ins::{Pairing, PairingFilter, PairingItemKind};
use contract::org::{NameFilter, UnitPage};
use leptos::prelude::*;

/// `/console/service/pairings`, `/console/service/pairings?show=ended`
#[component]
pub fn PairingsPage() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let list = || {
        let shows = vec![("now", tr!(service.pairings_now)), ("all", tr!(service.pairings_all))];
        let lead = if Seated::here().sees_service() { tr!(service.pairings_lead) } else { tr!(service.pairings_lead_unit) };
        let path = "/service/pairings";
        let queue = Queue { title: tr!(service.nav_pairings), lead, path, shows, empty: tr!(service.pairings_none) };
        queue_read_by(again, queue, |api, word, cursor| Box::pin(fetch(api, word, cursor)))
    };
    let new = matches!(Seated::here(), Seat::Desk(_)).then(|| view! { <New again/> });
    view! { {list()}{new} }
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let unit = nav::word_now("unit").and_then(|id| id.parse().ok());
    let filter = PairingFilter { unit, ended: (word == "all").then_some(true), cursor, ..PairingFilter::default() };
    let page = api::units::pairings(api, &filter).await?;
    Ok((rows(page.items, |pairing| view! { <One pairing/> }.into_any()), page.next_cursor))
}

#[component]
fn One(pairing: Pairing) -> impl IntoView {
    let count = |kind: PairingItemKind| pairing.items.iter().filter(|i| i.kind == kind).count();
    let open = pairing.commitments.iter().filter(|c| c.outcome.is_none()).count();
    let today = when::local(now()).date();
    let facts = [
        tr!(service.needs_n, n = count(PairingItemKind::Need)),
        tr!(service.resources_n, n = count(PairingItemKind::Resource)),
        tr!(service.projects_n, n = count(PairingItemKind::Project)),
        tr!(service.promises_n, n = pairing.commitments.len(), open = open),
    ];
    view! {
        <div class="queue-row">
            <div class="queue-main">
                <p class="queue-head">
                    <a href=at(&format!("/service/pairings/{}", pairing.id)) class="queue-link row-link">{tr!(service.pairing_name, unit = pairing.unit.name, community = spoken_name(&pairing.community.name))}</a>
                    {pairing.valid_to.map(|day| badge((tr!(service.ended_on, day = spoken::day(day, today)), "ended")))}
                </p>
                <p class="hint">{dotted(facts.into_iter().map(Some))}</p>
            </div>
        </div>
    }
}

/// The desk pairs a unit with its community.
#[component]
fn New(again: RwSignal<u32>) -> impl IntoView {
    let api = Api::expect();
    let Seat::Desk(communities) = Seated::here() else { return ().into_any() };
    let taking = Taking::new(Kept::expect().given("pairing/new"), Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1))));
    let ask = move || async move { api::units::named(api, &NameFilter { limit: Some(200), ..NameFilter::default() }).await };
    view! {
        <section class="card" aria-labelledby="pair-title">
            <h2 id="pair-title">{tr!(service.pair_title)}</h2>
            <Notices notice=taking.notice trouble=taking.trouble/>
            {load(ask, move |units: UnitPage| view! { <Steps taking forms=vec![forms::pair(&communities, &units.items)]/> }.into_any())}
        </section>
    }
    .into_any()
}
