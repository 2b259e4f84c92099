//! The residents' program, phone first: a menu, three screens to order, a page that tracks, a verdict; and the tasks
//! of those who come to help.

mod frame;
mod home;
mod item;
mod me;
pub mod mine;
pub mod order;
pub mod parts;
mod place;
mod sign_in;
mod spans;
mod spoken;
mod store;
mod tasks;
mod when;

pub use frame::App;

use crate::i18n::tr;
use leptos::prelude::*;
use leptos_router::components::A;

/// The time of the device.
fn now() -> chrono::DateTime<chrono::Utc> {
    crate::api::now()
}

/// Nothing has this address.
fn no_such_page() -> AnyView {
    view! {
        <div class="empty">
            <parts::Heading text=tr!(resident.not_found_title)/>
            <p>{tr!(resident.not_found_text)}</p>
            <A href="/" attr:class="button button-primary">{tr!(resident.back_home)}</A>
        </div>
    }
    .into_any()
}
