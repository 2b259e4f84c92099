//! 为民服务活动 and projects, as organisers, desks and liaisons of units keep them.

mod forms;
mod list;
mod page;
mod people;
mod relay;

pub use list::ActivitiesPage;
pub use page::ActivityPage;

use crate::i18n::tr;
use crate::nav;
use crate::ui::{Segments, at};
use contract::activities::{ActivityState as S, InvitationState as I, SignUpState as P};
use leptos::prelude::*;

/// Activities and projects, on top of the lists of both.
#[component]
pub fn Both() -> impl IntoView {
    let current = Memo::new(|_| usize::from(nav::is_under(&nav::path(), &at("/service/projects"))));
    let entries = vec![(at("/service/activities"), tr!(activities.activities)), (at("/service/projects"), tr!(activities.projects))];
    view! { <Segments label=tr!(activities.both) entries current=Signal::derive(move || current.get())/> }
}

/// How an activity stands, and in which tone.
pub fn state(state: S) -> (String, &'static str) {
    match state {
        S::Draft => (tr!(activities.state_draft), "turn"),
        S::Open => (tr!(activities.state_open), "moving"),
        S::Held => (tr!(activities.state_held), "turn"),
        S::Closed => (tr!(activities.state_closed), "good"),
        S::Cancelled => (tr!(activities.state_cancelled), "ended"),
    }
}

fn invitation(state: I) -> (String, &'static str) {
    match state {
        I::Invited => (tr!(activities.invited), "moving"),
        I::Accepted => (tr!(activities.accepted), "good"),
        I::Declined => (tr!(activities.declined), "ended"),
        I::Withdrawn => (tr!(activities.withdrawn), "ended"),
        I::Expired => (tr!(activities.expired), "late"),
    }
}

fn place(state: P) -> (String, &'static str) {
    match state {
        P::SignedUp => (tr!(activities.signed_up), "moving"),
        P::Cancelled => (tr!(activities.place_given_back), "ended"),
        P::Present => (tr!(activities.present), "good"),
        P::Absent => (tr!(activities.absent), "ended"),
    }
}
