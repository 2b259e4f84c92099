//! The shifts ahead: for a desk those of its community, for whoever receives people those of their posts.

use super::post::line;
use crate::api::{self, Api};
use crate::console::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::{Heading, More, at, icon, load};
use contract::posts::{Shift, ShiftFilter, ShiftPage};
use leptos::prelude::*;

fn filter(cursor: Option<String>, seat: &Seat) -> ShiftFilter {
    let of_desk = match seat {
        Seat::Desk(all) => all.first().map(|c| c.id),
        _ => None,
    };
    ShiftFilter { community: of_desk, hosted: of_desk.is_none().then_some(true), cursor, ..ShiftFilter::default() }
}

/// `/console/service/shifts`
#[component]
pub fn ShiftsPage() -> impl IntoView {
    let (api, seat) = (Api::expect(), Seated::here());
    let is_desk = seat.is_desk();
    let seat = StoredValue::new(seat);
    let ask = move || async move { api::posts::shifts(api, &seat.with_value(|s| filter(None, s))).await };
    let show = move |page: ShiftPage| {
        if page.items.is_empty() {
            return view! { <div class="empty card"><p role="status">{tr!(hosting.none_ahead)}</p></div> }.into_any();
        }
        let (rows, cursor) = (RwSignal::new(page.items), RwSignal::new(page.next_cursor));
        let more = move |after: String| async move {
            let page = api::posts::shifts(api, &seat.with_value(|s| filter(Some(after), s))).await?;
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
        {load(ask, show)}
    }
}
