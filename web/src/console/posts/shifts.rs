//! The shifts ahead: for a desk those of its community, for whoever receives people those of their posts.

use super::list::which_community;
use super::post::line;
use crate::api::{self, Api};
use crate::console::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::live;
use crate::ui::{Heading, More, at, icon, load};
use contract::OrgUnitId;
use contract::posts::{Shift, ShiftFilter, ShiftPage};
use leptos::prelude::*;

fn filter(cursor: Option<String>, of_desk: Option<OrgUnitId>) -> ShiftFilter {
    ShiftFilter { community: of_desk, hosted: of_desk.is_none().then_some(true), cursor, ..ShiftFilter::default() }
}

/// `/console/service/shifts`
#[component]
pub fn ShiftsPage() -> impl IntoView {
    let api = Api::expect();
    let communities = match Seated::here() {
        Seat::Desk(all) => all,
        _ => Vec::new(),
    };
    let (is_desk, own) = (!communities.is_empty(), communities.clone());
    let chosen = move || {
        nav::word("community")
            .and_then(|w| own.iter().find(|c| c.id.to_string() == w).or(own.first()).map(|c| c.id))
            .or(own.first().map(|c| c.id))
    };
    let one = Memo::new(move |_| chosen());
    let ask = move || {
        let filter = filter(None, one.get());
        async move { api::posts::shifts(api, &filter).await }
    };
    let show = move |page: ShiftPage| {
        if page.items.is_empty() {
            return view! { <div class="empty card"><p role="status">{tr!(hosting.none_ahead)}</p></div> }.into_any();
        }
        let (rows, cursor) = (RwSignal::new(page.items), RwSignal::new(page.next_cursor));
        let more = move |after: String| async move {
            let page = api::posts::shifts(api, &filter(Some(after), one.get_untracked())).await?;
            rows.update(|all| all.extend(page.items));
            Ok(page.next_cursor)
        };
        let one = |shift: Shift| view! { <li class="card">{line(&shift, true)}</li> };
        view! {
            <ul class="queue">{live(move || rows.get().into_iter().map(one).collect_view())}</ul>
            <More cursor fetch=more/>
        }
        .into_any()
    };
    let back = is_desk.then(|| view! { <a href=at("/service/posts") class="back-link">{icon("arrow-left")}{tr!(hosting.posts)}</a> });
    let lead = if is_desk { tr!(hosting.shifts_lead) } else { tr!(hosting.shifts_hosted) };
    view! {
        {back}
        <Heading text=tr!(hosting.shifts)/>
        <p class="lead">{lead}</p>
        {which_community(&communities, "/service/shifts", one)}
        {load(ask, show)}
    }
}
