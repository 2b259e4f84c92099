//! An order for somebody who telephones or stands at the counter: the desk finds the service, writes down who and what, and the
//! order is the caller's own.

mod form;
mod pick;

pub use form::EntryPage;
pub use pick::PickPage;

use super::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::ui::{Heading, at};
use contract::orders::ConsentMethod;
use contract::org::OrgRef;
use leptos::prelude::*;

/// The communities for whose residents somebody enters orders: the desk, and those who work in their grids.
fn communities() -> Vec<OrgRef> {
    match Seated::here() {
        Seat::Desk(communities) | Seat::Grid(communities) => communities,
        _ => Vec::new(),
    }
}

/// How the resident agreed: the desk telephones, a grid worker stands at the door.
fn consent() -> ConsentMethod {
    if matches!(Seated::here(), Seat::Grid(_)) { ConsentMethod::InPerson } else { ConsentMethod::SaidOnPhone }
}

fn not_a_desk() -> AnyView {
    view! {
        <div class="empty">
            <Heading text=tr!(common.forbidden_title)/>
            <p>{tr!(entry.desk_only)}</p>
            <a href=at("/") class="button button-secondary">{tr!(common.back_home)}</a>
        </div>
    }
    .into_any()
}
