//! The steps beside the main line: what they choose from is fetched when somebody may take them.

use super::open::Open;
use super::steps::{self, Lists};
use crate::api;
use crate::console::inbox::tray::joined;
use crate::console::steps::Steps;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{fetched, now};
use contract::accounts::Role;
use contract::orders::{OrderAction, OrderFilter, OrderState};
use contract::org::{Unit, UnitKind};
use leptos::prelude::*;

/// Orders to join with that are offered; a page of the API has no more.
const MOST_ALIKE: i64 = 200;

/// Only authorities and public institutions are departments.
fn departments(mut units: Vec<Unit>) -> Vec<Unit> {
    units.retain(|u| matches!(u.kind, UnitKind::Government | UnitKind::PublicInstitution));
    units
}

#[component]
pub fn MoreSteps(open: Open) -> impl IntoView {
    let (api, taking) = (open.api, open.taking());
    let is_secretary = Session::expect().me_untracked().is_some_and(|me| me.has(Role::CommunitySecretary));
    let whistles = open.may(OrderAction::Whistle);
    let names = Memo::new(move |_| is_secretary && open.order.with(steps::needs_naming));
    let id = open.order.with_untracked(|o| o.id);
    let units = fetched(move || {
        let wanted = whistles.get();
        async move { Ok(if wanted { api::desk::units(api).await.map(departments).unwrap_or_default() } else { Vec::new() }) }
    });
    let teams = fetched(move || {
        let wanted = names.get();
        async move { Ok(if wanted { api::desk::candidates(api, id).await.map(|c| c.items).unwrap_or_default() } else { Vec::new() }) }
    });
    let merges = open.may(OrderAction::Merge);
    let alike = fetched(move || {
        let wanted = merges.get();
        let filter = open.order.with_untracked(|o| OrderFilter {
            state: Some(joined(OrderState::OPEN)),
            community: Some(o.community.id),
            item: Some(o.item.id),
            limit: Some(MOST_ALIKE),
            ..OrderFilter::default()
        });
        async move { Ok(if wanted { api::orders::list(api, &filter).await.map(|page| page.items).unwrap_or_default() } else { Vec::new() }) }
    });
    // Drawn once, with everything there is to choose from: a list that came later would draw the open form anew under somebody's hands.
    live(move || {
        let (alike, units, teams) = (alike.get()?, units.get()?, teams.get()?);
        let lists = Lists { alike, units, teams };
        let forms = open.order.with(|order| open.timeline.with(|t| steps::forms(order, t, &lists, is_secretary, now())));
        Some(view! { <Steps taking forms/> })
    })
}
