//! The frame of every page: the two switches on top, the page, the bar below; and the routes.

use super::home::{ChoosePage, HomePage};
use super::item::ItemPage;
use super::me::MePage;
use super::member::MemberPages;
use super::mine::{OrderTrackingPage, OrdersPage, RateLinkPage};
use super::notices::NoticesPage;
use super::order::{OrderPage, SentPage};
use super::place::Chosen;
use super::route::Route;
use super::sign_in::SignInPage;
use super::tasks::{TaskPage, TasksPage};
use super::together::{
    ActivitiesPage, ActivityPage, ConfirmPage, FollowedPage, FollowingPage, NewWishPage, ProjectPage, ProjectsPage, WishesPage,
};
use crate::api::Api;
use crate::i18n::tr;
use crate::nav;
use crate::photos::Queue;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Bell, Skip, Switches, Told, icon, no_such_page, start};
use contract::accounts::Role;
use leptos::prelude::*;

/// Where the pages of the teams begin: a program of their own, which residents need not load.
const TEAM: &str = "/tasks";

/// What is in the program of those who are signed in; `static/boot.js` picks it by the same addresses. The page that says an order
/// was sent stays with the one that sends it: pictures may still be on their way.
fn is_mine(path: &str) -> bool {
    ["/orders", "/me", "/notices", "/rate"].iter().any(|root| nav::is_under(path, root)) && !path.ends_with("/sent")
}

/// What is in the program of what people have in common.
fn is_together(path: &str) -> bool {
    ["/following", "/wishes", "/confirm", "/activities", "/projects"].iter().any(|root| nav::is_under(path, root))
}

/// What is in the program of the members.
fn is_member(path: &str) -> bool {
    ["/posts", "/shifts", "/claims", "/check-in", "/record", "/certificates"].iter().any(|root| nav::is_under(path, root))
}

/// The program everybody meets first: the menu, and ordering.
#[component]
pub fn App() -> impl IntoView {
    framed(
        |path| !is_mine(path) && !is_together(path) && !is_member(path) && !nav::is_under(path, TEAM) && !nav::is_under(path, "/console"),
        || view! { <Pages/> }.into_any(),
    )
}

/// What one has: orders, messages, oneself, and rating by a link. A program of its own, which those who look at the menu need not load.
#[component]
pub fn MineApp() -> impl IntoView {
    framed(is_mine, || view! { <MinePages/> }.into_any())
}

/// Orders of others that one follows, and wishes. A program of its own, too.
#[component]
pub fn TogetherApp() -> impl IntoView {
    framed(is_together, || view! { <TogetherPages/> }.into_any())
}

/// Posts, claims, check-in and record. A program of its own, too.
#[component]
pub fn MemberApp() -> impl IntoView {
    framed(is_member, || view! { <MemberPages/> }.into_any())
}

/// The teams' program, in the same frame.
#[component]
pub fn TeamApp() -> impl IntoView {
    framed(|path| nav::is_under(path, TEAM), || view! { <TeamPages/> }.into_any())
}

fn framed(is_ours: fn(&str) -> bool, pages: fn() -> AnyView) -> impl IntoView {
    let (language, ready) = start(is_ours);
    let api = Api::expect();
    Told::provide(api, Session::expect());
    Queue::provide(api);
    Chosen::provide();
    live(move || {
        // A change of language draws everything anew: what was typed is in the draft.
        language.get();
        view! {
            <Skip/>
            <Header/>
            <TabBar/>
            <main id="main" tabindex="-1">
                {live(move || if ready.get() { pages() } else { view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any() })}
            </main>
        }
    })
}

#[component]
fn Pages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::Home => view! { <HomePage/> }.into_any(),
        Route::Choose => view! { <ChoosePage/> }.into_any(),
        Route::Item(id) => view! { <ItemPage id/> }.into_any(),
        Route::Order(id) => view! { <OrderPage id/> }.into_any(),
        Route::Sent(id) => view! { <SentPage id/> }.into_any(),
        Route::SignIn => view! { <SignInPage/> }.into_any(),
        _ => no_such_page(),
    })
}

#[component]
fn MinePages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::Orders => view! { <OrdersPage/> }.into_any(),
        Route::Tracked(id) => view! { <OrderTrackingPage id/> }.into_any(),
        Route::Me => view! { <MePage/> }.into_any(),
        Route::Rate(token) => view! { <RateLinkPage token/> }.into_any(),
        Route::Notices => view! { <NoticesPage/> }.into_any(),
        _ => no_such_page(),
    })
}

#[component]
fn TogetherPages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::Confirm => view! { <ConfirmPage/> }.into_any(),
        Route::Following => view! { <FollowingPage/> }.into_any(),
        Route::Followed(id) => view! { <FollowedPage id/> }.into_any(),
        Route::Wishes => view! { <WishesPage/> }.into_any(),
        Route::NewWish => view! { <NewWishPage/> }.into_any(),
        Route::Activities => view! { <ActivitiesPage/> }.into_any(),
        Route::Activity(id) => view! { <ActivityPage id/> }.into_any(),
        Route::Projects => view! { <ProjectsPage/> }.into_any(),
        Route::Project(id) => view! { <ProjectPage id/> }.into_any(),
        _ => no_such_page(),
    })
}

#[component]
fn TeamPages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::Tasks => view! { <TasksPage/> }.into_any(),
        Route::Task(id) => view! { <TaskPage id/> }.into_any(),
        _ => no_such_page(),
    })
}

/// The large-text and language switches are in sight on every page.
#[component]
fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <a href="/" class="brand" aria-current=move || nav::current("/")>{icon("house-heart")}<span>{tr!(resident.app_name)}</span></a>
            <Switches/>
        </header>
    }
}

#[component]
fn TabBar() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    let has_team = Memo::new(move |_| session.me().is_some_and(|me| me.has(Role::TeamLead) || !me.teams.is_empty()));
    let tab = move |href: &'static str, name: &'static str, text: String, here: fn(&str) -> bool| {
        view! {
            <li><a href=href class=move || if here(&nav::path()) { "tab tab-on" } else { "tab" } aria-current=move || nav::current(href)>{icon(name)}<span>{text}</span></a></li>
        }
    };
    view! {
        <nav class="tabs" aria-label=tr!(resident.nav_label)>
            <ul>
                {tab("/", "house", tr!(resident.nav_home), |p| p == "/" || p == "/community" || p.starts_with("/item") || p.starts_with("/order/") || ["/wishes", "/activities", "/projects"].iter().any(|at| p.starts_with(at)))}
                {tab("/orders", "clipboard-list", tr!(resident.nav_orders), |p| p.starts_with("/orders") || p.starts_with("/following"))}
                {live(move || has_team.get().then(|| tab("/tasks", "hand-helping", tr!(resident.nav_tasks), |p| p.starts_with("/tasks"))))}
                {live(move || signed_in.get().then(|| view! { <li><Bell class="tab tab-bell"/></li> }))}
                {tab("/me", "circle-user", tr!(resident.nav_me), |p| p == "/me" || p.starts_with("/sign-in") || is_member(p))}
            </ul>
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_in_one_program() {
        for path in ["/orders", "/orders/01a210a4-5e51-72e1-a002-6cd5f8b3019f", "/me", "/notices", "/rate/a.1.b"] {
            assert!(is_mine(path), "{path}");
        }
        for path in ["/", "/item/1", "/order/1/2", "/orders/1/sent", "/sign-in", "/tasks", "/menu"] {
            assert!(!is_mine(path) && !is_together(path), "{path}");
        }
        for path in ["/following", "/following/1", "/wishes", "/wishes/new", "/confirm", "/activities", "/activities/1", "/projects/1"] {
            assert!(is_together(path) && !is_mine(path), "{path}");
        }
        for path in ["/posts", "/shifts/1", "/claims", "/check-in/skills", "/record/entries", "/certificates/verify"] {
            assert!(is_member(path) && !is_mine(path) && !is_together(path), "{path}");
        }
    }
}
