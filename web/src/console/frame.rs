//! The frame of every page: who is signed in on top, the ways on the left, the page; and the routes.

use super::bulk::BulkPage;
use super::clock::Minute;
use super::dispatch::DispatchPage;
use super::entry::{EntryPage, PickPage};
use super::gallery::GalleryPage;
use super::gate::{Gate, SignInPage};
use super::inbox::InboxPage;
use super::kept::Kept;
use super::list::OrdersPage;
use super::menu::{ItemPage, MenuPage, NewItemPage, VersionsPage};
use super::order::OrderPage;
use super::queues::{AppealsPage, CallbacksPage, RectificationPage, RectificationsPage, WhistlePage, WhistlesPage, WishesPage};
use super::route::Route;
use super::rules::{RulePage, RulesPage};
use super::seat::{Seat, Seated};
use super::service::ServicePages;
use super::texts::TextsPage;
use super::ways::Ways;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Bell, InboxOf, Skip, Switches, Told, at, begin_at, icon, no_such_page, role, spoken_name, start, store};
use contract::accounts::{Me, Role};
use contract::notices::Notice;
use leptos::prelude::*;

/// Everything the desk keeps on the device begins so.
pub const KEPT: &str = "sbd.desk.";

/// What is in the program of those who keep something; `static/boot.js` picks it by the same addresses.
fn is_kept(path: &str) -> bool {
    ["/console/menu", "/console/rules", "/console/texts", "/console/gallery"].iter().any(|root| nav::is_under(path, root))
}

/// What is in the program of check-ins, posts and activities; `static/boot.js` knows it the same way.
fn is_service(path: &str) -> bool {
    nav::is_under(path, "/console/service")
}

/// The program of daily work: orders and what waits besides them.
#[component]
pub fn App() -> impl IntoView {
    framed(|path| nav::is_under(path, "/console") && !is_kept(path) && !is_service(path), || view! { <Pages page/> }.into_any())
}

/// What an office keeps: menu, rules, texts. A program of its own, which those who work with orders need not load.
#[component]
pub fn KeepApp() -> impl IntoView {
    framed(is_kept, || view! { <Pages page=kept_page/> }.into_any())
}

/// 双报到双服务: check-ins, lists of members, pairings, posts, activities. For desks, those above them, and the liaisons of work units.
#[component]
pub fn ServiceApp() -> impl IntoView {
    framed(is_service, || view! { <ServicePages/> }.into_any())
}

fn framed(is_ours: fn(&str) -> bool, pages: fn() -> AnyView) -> impl IntoView {
    begin_at("/console");
    let (language, ready) = start(is_ours);
    let session = Session::expect();
    Minute::provide();
    Kept::provide();
    Told::provide(Api::expect(), session);
    provide_context(Seated(Memo::new(move |_| Seat::of(session.me().as_ref()))));
    live(move || {
        // A change of language draws everything anew: what was typed is kept.
        language.get();
        view! {
            <Skip/>
            <Header/>
            <div class="body">
                <Ways/>
                <main id="main" tabindex="-1">
                    {live(move || if ready.get() { pages() } else { view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any() })}
                </main>
            </div>
        }
    })
}

#[component]
fn Pages(page: fn(Route) -> AnyView) -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        // For everybody, signed in or not.
        route @ (Route::SignIn | Route::Gallery) => page(route),
        Route::Nowhere => no_such_page(),
        route => view! { <Gate page=move || page(route)/> }.into_any(),
    })
}

/// A page of daily work.
fn page(route: Route) -> AnyView {
    // Those without orders of their own begin where their work is.
    match (Seated::here(), route) {
        (Seat::Grid(_), Route::Inbox) => return view! { <PickPage/> }.into_any(),
        (Seat::Caller(_), Route::Inbox) => return view! { <CallbacksPage/> }.into_any(),
        (Seat::Department, Route::Inbox) => return view! { <WhistlesPage/> }.into_any(),
        (Seat::Liaison, Route::Inbox) => {
            nav::replace(&at("/service/units"));
            return ().into_any();
        }
        _ => {}
    }
    match route {
        Route::SignIn => view! { <SignInPage/> }.into_any(),
        Route::Inbox => view! { <InboxPage/> }.into_any(),
        Route::Orders => view! { <OrdersPage/> }.into_any(),
        Route::Order(id) => view! { <OrderPage id/> }.into_any(),
        Route::Dispatch(id) => view! { <DispatchPage id/> }.into_any(),
        Route::Pick => view! { <PickPage/> }.into_any(),
        Route::Entry(id) => view! { <EntryPage id/> }.into_any(),
        Route::Bulk => view! { <BulkPage/> }.into_any(),
        Route::Callbacks => view! { <CallbacksPage/> }.into_any(),
        Route::Rectifications => view! { <RectificationsPage/> }.into_any(),
        Route::Rectification(id) => view! { <RectificationPage id/> }.into_any(),
        Route::Whistles => view! { <WhistlesPage/> }.into_any(),
        Route::Whistle(id) => view! { <WhistlePage id/> }.into_any(),
        Route::Appeals => view! { <AppealsPage/> }.into_any(),
        Route::Wishes => view! { <WishesPage/> }.into_any(),
        Route::Notices => view! { <InboxOf leads=order_of/> }.into_any(),
        _ => no_such_page(),
    }
}

/// A page of what is kept.
fn kept_page(route: Route) -> AnyView {
    match route {
        Route::Menu => view! { <MenuPage/> }.into_any(),
        Route::NewItem => view! { <NewItemPage/> }.into_any(),
        Route::Item(id) => view! { <ItemPage id/> }.into_any(),
        Route::Versions(id) => view! { <VersionsPage id/> }.into_any(),
        Route::Rules => view! { <RulesPage/> }.into_any(),
        Route::NewRule => view! { <RulePage id=None/> }.into_any(),
        Route::Rule(id) => view! { <RulePage id=Some(id)/> }.into_any(),
        Route::Texts => view! { <TextsPage/> }.into_any(),
        Route::Gallery => view! { <GalleryPage/> }.into_any(),
        _ => no_such_page(),
    }
}

/// The order that a notice is about.
fn order_of(notice: &Notice) -> Option<String> {
    notice.order_id.map(|id| at(&format!("/orders/{id}")))
}

#[component]
fn Header() -> impl IntoView {
    let session = Session::expect();
    view! {
        <header class="top">
            <a href=at("/") class="brand">{icon("house-heart")}<span>{tr!(console.app_name)}</span></a>
            <Switches/>
            {live(move || session.me().map(|me| view! { <Person me/> }))}
        </header>
    }
}

/// The role in which somebody works here: the strongest staff role, with its place.
fn office(me: &Me) -> Option<String> {
    const BY_WORK: [Role; 9] = [
        Role::CommunitySecretary,
        Role::CommunityClerk,
        Role::GridWorker,
        Role::Street,
        Role::CityOffice,
        Role::Caller,
        Role::Department,
        Role::UnitLiaison,
        Role::SysAdmin,
    ];
    let grant = BY_WORK.iter().find_map(|r| me.roles.iter().find(|g| g.role == *r))?;
    Some(tr!(console.role_at, role = role(grant.role), place = spoken_name(&grant.node.name)))
}

#[component]
fn Person(me: Me) -> impl IntoView {
    let (api, kept) = (Api::expect(), Kept::expect());
    let pending = RwSignal::new(false);
    let out = move |_| {
        pending.set(true);
        kept.forget();
        store::remove_all(KEPT);
        api::run(api::accounts::sign_out(api));
    };
    view! {
        <div class="me">
            <p class="me-who">
                <span class="visually-hidden">{tr!(console.who_label)}</span>
                <strong>{me.name.clone()}</strong>
                {office(&me).map(|text| view! { <span class="me-office">{text}</span> })}
            </p>
            <Bell/>
            <button type="button" class="switch" disabled=flag(move || pending.get()) on:click=act(out)>{icon("log-out")}<span>{tr!(console.sign_out)}</span></button>
        </div>
    }
}
