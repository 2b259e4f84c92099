//! The ways of the frame: where somebody can go from their seat, and how much waits there.

use super::clock::Minute;
use super::menu::Keeping;
use super::seat::{Seat, Seated};
use crate::api::{self, Answer, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
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

/// A place one can go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Inbox,
    Orders,
    New,
    Callbacks,
    Rectifications,
    Whistles,
    Appeals,
    Wishes,
    Rules,
    Texts,
    Menu,
    CheckIns,
    Posts,
    Activities,
    /// The units whose lists somebody keeps.
    Units,
    Members,
    Pairings,
    Coverage,
}

impl Way {
    /// The ways of a seat, in their order.
    pub fn of(seat: &Seat, keeps_menu: bool, is_liaison: bool) -> Vec<Self> {
        let all: &[Self] = match seat {
            Seat::Desk(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::New,
                Self::Callbacks,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::Wishes,
                Self::CheckIns,
                Self::Posts,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
            ],
            Seat::Street(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::Callbacks,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::CheckIns,
                Self::Posts,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
            ],
            Seat::City(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::CheckIns,
                Self::Posts,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
            ],
            Seat::Grid(_) => &[Self::New],
            Seat::Caller(_) => &[Self::Callbacks, Self::Rectifications],
            Seat::Department => &[Self::Whistles],
            Seat::Liaison => &[Self::Units, Self::Members, Self::Pairings, Self::Coverage],
            Seat::Nobody | Seat::NotStaff | Seat::NoBusiness => &[],
        };
        // Who keeps a list besides another work finds it behind the unit.
        let unit = (is_liaison && seat.has_business() && *seat != Seat::Liaison).then_some(Self::Units);
        all.iter().copied().filter(|w| *w != Self::Menu || keeps_menu).chain(unit).collect()
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Inbox => "/",
            Self::Orders => "/orders",
            Self::New => "/new",
            Self::Callbacks => "/callbacks",
            Self::Rectifications => "/rectifications",
            Self::Whistles => "/whistles",
            Self::Appeals => "/appeals",
            Self::Wishes => "/wishes",
            Self::Rules => "/rules",
            Self::Texts => "/texts",
            Self::Menu => "/menu",
            Self::CheckIns => "/service/check-ins",
            Self::Posts => "/service/posts",
            Self::Activities => "/service/activities",
            Self::Units => "/service/units",
            Self::Members => "/service/members",
            Self::Pairings => "/service/pairings",
            Self::Coverage => "/service/coverage",
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Inbox => "alarm-clock",
            Self::Orders => "clipboard-list",
            Self::New => "phone-call",
            Self::Callbacks => "phone",
            Self::Rectifications => "wrench",
            Self::Whistles => "siren",
            Self::Appeals => "scale",
            Self::Wishes => "heart-handshake",
            Self::Rules => "route",
            Self::Texts => "message-square-text",
            Self::Menu => "file-text",
            Self::CheckIns => "badge-check",
            Self::Posts => "hand-helping",
            Self::Activities => "users",
            Self::Units => "house",
            Self::Members => "users",
            Self::Pairings => "heart-handshake",
            Self::Coverage => "map-pin",
        }
    }

    fn name(self) -> String {
        match self {
            Self::Inbox => tr!(console.nav_inbox),
            Self::Orders => tr!(console.nav_orders),
            Self::New => tr!(console.nav_new),
            Self::Callbacks => tr!(queues.callbacks),
            Self::Rectifications => tr!(queues.rectifications),
            Self::Whistles => tr!(queues.whistles),
            Self::Appeals => tr!(queues.appeals),
            Self::Wishes => tr!(wishes.title),
            Self::Rules => tr!(rules.title),
            Self::Texts => tr!(texts.title),
            Self::Menu => tr!(console.nav_menu),
            Self::CheckIns => tr!(service.nav_check_ins),
            Self::Posts => tr!(service.nav_posts),
            Self::Activities => tr!(service.nav_activities),
            Self::Units => tr!(service.nav_units),
            Self::Members => tr!(service.nav_members),
            Self::Pairings => tr!(service.nav_pairings),
            Self::Coverage => tr!(service.nav_coverage),
        }
    }

    /// Whether the page at this path belongs to it. Those without an inbox begin at their first way.
    fn is_at(self, path: &str, is_first: bool) -> bool {
        let path = path.trim_end_matches('/');
        let under = |root: &str| nav::is_under(path, root);
        match self {
            Self::Inbox => path == "/console" || path == "/console/accept",
            // What else a desk keeps of check-ins is reached from their list.
            Self::CheckIns => {
                ["check-ins", "pairings", "adjunct-members", "coverage"].iter().any(|p| under(&format!("/console/service/{p}")))
            }
            Self::Activities => ["activities", "projects"].iter().any(|p| under(&format!("/console/service/{p}"))),
            Self::Members => ["members", "imports"].iter().any(|p| under(&format!("/console/service/{p}"))),
            other => under(&format!("/console{}", other.path())) || (is_first && path == "/console"),
        }
    }

    /// How much waits there for this seat; nothing where nobody counts.
    async fn count(self, api: Api, seat: Seat) -> Answer<Option<String>> {
        let limit = Some(LOOK);
        let said = |n: usize, more: bool| if more { Some(format!("{n}+")) } else { Some(n).filter(|n| *n > 0).map(|n| n.to_string()) };
        Ok(match self {
            Self::Inbox => waiting(&api::desk::counts(api).await?, &seat),
            Self::Callbacks => {
                let page = api::queues::callbacks(api, &CallbackFilter { limit, ..CallbackFilter::default() }).await?;
                said(
                    page.items.iter().filter(|t| t.allowed_actions.iter().any(|a| a.blocked.is_none())).count(),
                    page.next_cursor.is_some(),
                )
            }
            Self::Rectifications => {
                let page = api::queues::rectifications(api, &RectificationFilter { limit, ..RectificationFilter::default() }).await?;
                said(page.items.iter().filter(|r| !r.allowed_actions.is_empty()).count(), false)
            }
            Self::Whistles => {
                let filter = WhistleFilter { state: Some(WhistleState::Blown), limit, ..WhistleFilter::default() };
                let page = api::queues::whistles(api, &filter).await?;
                said(page.items.len(), page.next_cursor.is_some())
            }
            Self::Appeals => {
                let filter = AppealFilter { state: Some(AppealState::Filed), limit, ..AppealFilter::default() };
                let page = api::queues::appeals(api, &filter).await?;
                said(page.items.iter().filter(|a| a.may_decide).count(), false)
            }
            Self::CheckIns => {
                let filter = CheckInFilter { state: Some(CheckInState::Submitted), limit, ..CheckInFilter::default() };
                let page = api::check_ins::list(api, &filter).await?;
                said(page.items.len(), page.next_cursor.is_some())
            }
            _ => None,
        })
    }
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

/// The ways; none where nobody has business.
#[component]
pub fn Ways() -> impl IntoView {
    let seated = expect_context::<Seated>();
    let ways = Memo::new(move |_| (seated.0.get(), seated.0.with(|seat| Way::of(seat, keeps_menu(), is_liaison()))));
    live(move || {
        let (seat, ways) = ways.get();
        (seat.has_business() && !ways.is_empty()).then(|| {
            let one = |(index, way): (usize, Way)| view! { <One way is_first=index == 0 seat=seat.clone()/> };
            view! {
                <nav class="ways" aria-label=tr!(console.nav_label)>
                    <ul>{ways.into_iter().enumerate().map(one).collect_view()}</ul>
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
            if let Ok(n) = way.count(api, seat).await {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_has_the_ways_of_its_work() {
        assert_eq!(Way::of(&Seat::Department, true, false), [Way::Whistles]);
        assert!(Way::of(&Seat::NotStaff, true, false).is_empty());
        assert_eq!(Way::of(&Seat::Department, false, true), [Way::Whistles, Way::Units]);
        assert_eq!(Way::of(&Seat::Liaison, false, true), [Way::Units, Way::Members, Way::Pairings, Way::Coverage]);
        let desk = Seat::Desk(Vec::new());
        assert!(Way::of(&desk, true, false).contains(&Way::Menu) && !Way::of(&desk, false, false).contains(&Way::Menu));
    }

    #[test]
    fn a_page_belongs_to_one_way() {
        assert!(Way::Inbox.is_at("/console/", true) && !Way::Inbox.is_at("/console/orders", true));
        assert!(Way::Rules.is_at("/console/rules/new", false) && !Way::Rules.is_at("/console/", false));
        assert!(Way::Whistles.is_at("/console", true), "where there is no inbox");
        assert!(Way::CheckIns.is_at("/console/service/pairings/1", false) && !Way::Units.is_at("/console/service/check-ins", true));
    }
}
