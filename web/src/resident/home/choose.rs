//! Choosing the community: a search over all communities and villages of the city.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::resident::place::{Chosen, Place};
use crate::ui::lean::{act, typed};
use crate::ui::{Heading, icon, load};
use contract::org::{OrgUnit, OrgUnitPage};
use leptos::prelude::*;

/// How many are listed: more than that nobody reads, another letter finds it sooner.
const SHOWN: i64 = 30;

/// `/community`: the first visit, and whoever has moved house.
#[component]
pub fn ChoosePage() -> impl IntoView {
    let api = Api::expect();
    let q = RwSignal::new(String::new());
    let found = move || {
        let q = q.get();
        async move { api::menu::communities(api, &q, SHOWN).await }
    };
    view! {
        <Heading text=tr!(resident.choose_title)/>
        <p class="lead">{tr!(resident.choose_lead)}</p>
        <form role="search" class="searchbox" on:submit=act(|e: leptos::ev::SubmitEvent| e.prevent_default())>
            <label for="community-q">{tr!(resident.choose_search)}</label>
            <div class="searchbox-line">
                {icon("search")}
                <input id="community-q" type="search" autocomplete="off" aria-describedby="community-hint"
                    prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
            </div>
            <p class="hint" id="community-hint">{tr!(resident.choose_hint)}</p>
        </form>
        {load(found, |page: OrgUnitPage| view! { <Communities page/> }.into_any())}
    }
}

#[component]
fn Communities(page: OrgUnitPage) -> impl IntoView {
    let count = page.items.len();
    let more = page.next_cursor.is_some();
    let status = match count {
        0 => tr!(resident.choose_none),
        _ if more => tr!(resident.choose_more, n = count),
        _ => tr!(resident.choose_count, n = count),
    };
    view! {
        <p role="status" class="hint">{status}</p>
        <ul class="cells" aria-label=tr!(resident.choose_results)>
            {page.items.into_iter().map(|unit| view! { <Choice unit/> }).collect_view()}
        </ul>
    }
}

#[component]
fn Choice(unit: OrgUnit) -> impl IntoView {
    let chosen = Chosen::expect();
    let place = Place::from(&unit);
    let choose = move |_| {
        chosen.set(place.clone());
        nav::go("/");
    };
    view! {
        <li>
            <button type="button" class="cell" on:click=act(choose)>
                <span class="cell-main"><strong>{crate::ui::spoken_name(&unit.name).to_owned()}</strong></span>
                {icon("chevron-right")}
            </button>
        </li>
    }
}
