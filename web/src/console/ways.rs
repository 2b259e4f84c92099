//! The ways of the frame: where somebody can go from their seat, and how much waits there.

use super::clock::Minute;
use super::menu::Keeping;
use super::seat::{Seat, Seated};
use super::way::Way;
use crate::api::{self, Answer, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::{act, live};
use crate::ui::{at, icon};
use contract::accounts::Role;
use contract::callbacks::CallbackFilter;
use contract::check_ins::{CheckInFilter, CheckInState};
use contract::orders::OrderState;
use contract::ratings::{AppealFilter, AppealState};
use contract::rectifications::RectificationFilter;
use contract::whistles::{WhistleFilter, WhistleState};
use leptos::prelude::*;

/// Rows that are looked at to count what waits; more are said as such.
const LOOK: i64 = 50;
/// Minutes between two looks.
const EVERY: i64 = 5;

/// How much waits there for this seat; nothing where nobody counts.
async fn waits(way: Way, api: Api, seat: Seat) -> Answer<Option<String>> {
    let limit = Some(LOOK);
    let said = |n: usize, more: bool| if more { Some(format!("{n}+")) } else { Some(n).filter(|n| *n > 0).map(|n| n.to_string()) };
    Ok(match way {
        Way::Inbox => waiting(&api::desk::counts(api).await?, &seat),
        Way::Callbacks => {
            let page = api::queues::callbacks(api, &CallbackFilter { limit, ..CallbackFilter::default() }).await?;
            said(page.items.iter().filter(|t| t.allowed_actions.iter().any(|a| a.blocked.is_none())).count(), page.next_cursor.is_some())
        }
        Way::Rectifications => {
            let page = api::queues::rectifications(api, &RectificationFilter { limit, ..RectificationFilter::default() }).await?;
            said(page.items.iter().filter(|r| !r.allowed_actions.is_empty()).count(), false)
        }
        Way::Whistles => {
            let filter = WhistleFilter { state: Some(WhistleState::Blown), limit, ..WhistleFilter::default() };
            let page = api::queues::whistles(api, &filter).await?;
            said(page.items.len(), page.next_cursor.is_some())
        }
        Way::Appeals => {
            let filter = AppealFilter { state: Some(AppealState::Filed), limit, ..AppealFilter::default() };
            let page = api::queues::appeals(api, &filter).await?;
            said(page.items.iter().filter(|a| a.may_decide).count(), false)
        }
        Way::CheckIns => {
            let filter = CheckInFilter { state: Some(CheckInState::Submitted), limit, ..CheckInFilter::default() };
            let page = api::check_ins::list(api, &filter).await?;
            said(page.items.len(), page.next_cursor.is_some())
        }
        _ => None,
    })
}

/// What lies in the first tray of the inbox: what waits for the desk, or for those above what is late.
fn waiting(counts: &contract::desk::DeskCounts, seat: &Seat) -> Option<String> {
    let is_ours = |s: OrderState| matches!(s, OrderState::Submitted | OrderState::Accepted | OrderState::Reopened);
    let n: i64 = if seat.is_desk() {
        counts.states.iter().filter(|c| is_ours(c.state)).map(|c| c.count).sum()
    } else {
        counts.states.iter().map(|c| c.overdue).sum()
    };
    Some(n).filter(|n| *n > 0).map(|n| n.to_string())
}

/// Whether whoever is signed in keeps a menu.
fn keeps_menu() -> bool {
    Session::expect().me().as_ref().map(Keeping::of).is_some_and(|k| k.any())
}

fn is_liaison() -> bool {
    Session::expect().me().is_some_and(|me| me.has(Role::UnitLiaison))
}

/// So many ways stand side by side on a phone; of more, the first ones, the one that is open, and the others behind a button.
const SIDE_BY_SIDE: usize = 5;

/// The ways; none where nobody has business.
#[component]
pub fn Ways() -> impl IntoView {
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        nav::path();
        is_open.set(false);
    });
    let seated = expect_context::<Seated>();
    let ways = Memo::new(move |_| (seated.0.get(), seated.0.with(|seat| Way::of(seat, keeps_menu(), is_liaison()))));
    live(move || {
        let (seat, ways) = ways.get();
        (seat.has_business() && !ways.is_empty()).then(|| {
            let one = |(index, way): (usize, Way)| view! { <One way is_first=index == 0 seat=seat.clone()/> };
            let is_long = ways.len() > SIDE_BY_SIDE;
            let class = move || if is_open.get() || !is_long { "ways" } else { "ways ways-short" };
            let more = move || {
                view! {
                    <li class="ways-more"><button type="button" class="way-to" aria-expanded=move || is_open.get().to_string() on:click=act(move |_| is_open.update(|o| *o = !*o))>
                        {icon("layout-grid")}<span>{tr!(console.nav_all)}</span>
                    </button></li>
                }
            };
            view! {
                <nav class=class aria-label=tr!(console.nav_label)>
                    <ul>{ways.into_iter().enumerate().map(one).collect_view()}{is_long.then(more)}</ul>
                </nav>
            }
        })
    })
}

#[component]
fn One(way: Way, is_first: bool, seat: Seat) -> impl IntoView {
    let (api, to) = (Api::expect(), at(way.path()));
    let count = RwSignal::new(None::<String>);
    let minute = Memo::new(|_| Minute::get().timestamp() / 60 / EVERY);
    let is_here = Memo::new(move |_| way.is_at(&nav::path(), is_first));
    Effect::new(move |_| {
        minute.track();
        // Whoever comes or goes has done something about it.
        is_here.track();
        let seat = seat.clone();
        api::run(async move {
            if let Ok(n) = waits(way, api, seat).await {
                let _ = count.try_set(n);
            }
        });
    });
    let current = to.clone();
    view! {
        <li><a href=to class=move || if is_here.get() { "way-to way-here" } else { "way-to" } aria-current=move || nav::current(&current)>
            {icon(way.sign())}<span>{way.name()}</span>
            {live(move || count.get().map(|n| view! { <span class="way-count"><span class="visually-hidden">{tr!(queues.waiting)}" "</span>{n}</span> }))}
        </a></li>
    }
}
