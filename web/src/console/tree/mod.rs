//! The organisation as its offices keep it: the five levels, who holds office, stations, teams.

mod forms;
mod node;
mod office;
mod station;
mod team;
mod words;

pub use node::NodePage;
pub use team::TeamsPage;

use super::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::ui::{at, no_such_page};
use contract::OrgUnitId;
use contract::org::OrgRef;
use leptos::prelude::*;

/// Where somebody begins: at the node of their office.
pub fn own() -> Option<OrgUnitId> {
    match Seated::here() {
        Seat::Desk(all) | Seat::Grid(all) => all.first().map(|n| n.id),
        Seat::Street(node) | Seat::City(node) | Seat::Caller(node) => Some(node.id),
        _ => None,
    }
}

/// `/console/org`
#[component]
pub fn TreePage() -> impl IntoView {
    let several = match Seated::here() {
        Seat::Desk(all) | Seat::Grid(all) if all.len() > 1 => all,
        _ => Vec::new(),
    };
    let one = |n: &OrgRef| view! { <li><a href=at(&format!("/org/{}", n.id)) class="chip">{n.name.clone()}</a></li> };
    let others = (!several.is_empty()).then(|| {
        view! { <nav aria-label=tr!(org.title)><ul class="chips">{several.iter().map(one).collect_view()}</ul></nav> }
    });
    own().map_or_else(no_such_page, |id| view! { {others}<NodePage id/> }.into_any())
}
