//! The first page: the community's menu, found by group or by word; the telephone for those who would rather call.
//! It reads without an account; whoever is signed in also sees the orders that are under way.

mod choose;
mod menu;
mod open_orders;
mod search;

pub use choose::ChoosePage;

use super::call::Call;
use super::place::{Chosen, Place};
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::{Heading, icon, spoken_name};
use leptos::prelude::*;
use menu::Menu;
use open_orders::OpenOrders;

/// `/`: the menu of the chosen community, or the choice of one.
#[component]
pub fn HomePage() -> impl IntoView {
    let chosen = Chosen::expect();
    live(move || match chosen.get() {
        Some(place) => view! { <CommunityHome place/> }.into_any(),
        None => view! { <ChoosePage/> }.into_any(),
    })
}

#[component]
fn CommunityHome(place: Place) -> impl IntoView {
    let name = spoken_name(&place.name).to_owned();
    view! {
        <div class="home-head">
            <Heading text=tr!(resident.home_title, community = name)/>
            <a href="/community" class="home-change">{tr!(resident.choose_change)}</a>
            <p class="lead">{tr!(resident.home_lead)}</p>
        </div>
        <div class="split">
            <OpenOrders/>
            <div class="split-main">
                <Menu community=place.id/>
                <nav aria-label=tr!(resident.home_more)>
                    <ul class="cells">
                        {more("/posts", "badge-check", tr!(member.home_title), tr!(member.home_lead))}
                        {more("/activities", "users", tr!(common_life.title), tr!(common_life.lead))}
                        {more("/wishes", "heart-handshake", tr!(wishes.title), tr!(wishes.lead))}
                        {more("/following", "bell", tr!(wishes.following), tr!(wishes.following_lead))}
                    </ul>
                </nav>
            </div>
            <Call place/>
        </div>
    }
}

/// What else there is, in a program of its own.
fn more(to: &'static str, sign: &'static str, name: String, note: String) -> impl IntoView {
    view! {
        <li>
            <a href=to class="cell">
                {icon(sign)}
                <span class="cell-main"><strong>{name}</strong><span class="cell-note">{note}</span></span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}
