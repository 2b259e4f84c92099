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
use crate::ui::no_such_page;
use contract::OrgUnitId;
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
    own().map_or_else(no_such_page, |id| view! { <NodePage id/> }.into_any())
}
