//! An order for somebody who telephones or stands at the counter: the desk finds the service, writes down who and what, and the
//! order is the caller's own.

mod form;
mod pick;

pub use form::EntryPage;
pub use pick::PickPage;

use super::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::ui::{Heading, at};
use contract::org::OrgRef;
use leptos::prelude::*;

/// The communities whose desk it is; nobody else enters orders for others.
fn communities() -> Vec<OrgRef> {
    match Seated::here() {
        Seat::Desk(communities) => communities,
        _ => Vec::new(),
    }
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
