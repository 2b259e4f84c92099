//! The frame of every page: the two switches on top, the page, the bar below; and the routes.

use super::home::{ChoosePage, HomePage};
use super::item::ItemPage;
use super::me::MePage;
use super::mine::{OrderTrackingPage, OrdersPage, RateLinkPage};
use super::order::{OrderPage, SentPage};
use super::place::Chosen;
use super::route::Route;
use super::sign_in::SignInPage;
use super::tasks::{TaskPage, TasksPage};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Skip, Switches, icon, no_such_page, start};
use contract::accounts::Role;
use leptos::prelude::*;
use leptos_router::components::{A, Router};
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

/// The program.
#[component]
pub fn App() -> impl IntoView {
    let (language, ready) = start();
    Chosen::provide();
    view! {
        <Router>
            {live(move || {
                // A change of language draws everything anew: what was typed is in the draft.
                language.get();
                view! {
                    <Skip/>
                    <Header/>
                    <TabBar/>
                    <main id="main" tabindex="-1">
                        {live(move || if ready.get() { view! { <Pages/> }.into_any() } else { view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any() })}
                    </main>
                }
            })}
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    let location = use_location();
    let path = location.pathname;
    let route = Memo::new(move |_| path.with(|p| Route::of(p)));
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        location.hash.track();
        // The page is drawn: now the address may go into the browser's history.
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });
    live(move || match route.get() {
        Route::Home => view! { <HomePage/> }.into_any(),
        Route::Choose => view! { <ChoosePage/> }.into_any(),
        Route::Item(id) => view! { <ItemPage id/> }.into_any(),
        Route::Order(id) => view! { <OrderPage id/> }.into_any(),
        Route::Orders => view! { <OrdersPage/> }.into_any(),
        Route::Tracked(id) => view! { <OrderTrackingPage id/> }.into_any(),
        Route::Sent(id) => view! { <SentPage id/> }.into_any(),
        Route::Rate(token) => view! { <RateLinkPage token/> }.into_any(),
        Route::Tasks => view! { <TasksPage/> }.into_any(),
        Route::Task(id) => view! { <TaskPage id/> }.into_any(),
        Route::SignIn => view! { <SignInPage/> }.into_any(),
        Route::Me => view! { <MePage/> }.into_any(),
        Route::Nowhere => no_such_page(),
    })
}

/// The large-text and language switches are in sight on every page.
#[component]
fn Header() -> impl IntoView {
    view! {
        <header class="top">
            <A href="/" attr:class="brand">{icon("house-heart")}<span>{tr!(resident.app_name)}</span></A>
            <Switches/>
        </header>
    }
}

#[component]
fn TabBar() -> impl IntoView {
    let session = Session::expect();
    let path = use_location().pathname;
    let has_team = Memo::new(move |_| session.me().is_some_and(|me| me.has(Role::TeamLead) || !me.teams.is_empty()));
    let tab = move |href: &'static str, name: &'static str, text: String, here: fn(&str) -> bool| {
        view! {
            <li><A href exact=true attr:class=move || if path.with(|p| here(p)) { "tab tab-on" } else { "tab" }>{icon(name)}<span>{text}</span></A></li>
        }
    };
    view! {
        <nav class="tabs" aria-label=tr!(resident.nav_label)>
            <ul>
                {tab("/", "house", tr!(resident.nav_home), |p| p == "/" || p == "/community" || p.starts_with("/item") || p.starts_with("/order/"))}
                {tab("/orders", "clipboard-list", tr!(resident.nav_orders), |p| p.starts_with("/orders"))}
                {live(move || has_team.get().then(|| tab("/tasks", "hand-helping", tr!(resident.nav_tasks), |p| p.starts_with("/tasks"))))}
                {tab("/me", "circle-user", tr!(resident.nav_me), |p| p == "/me" || p.starts_with("/sign-in"))}
            </ul>
        </nav>
    }
}
