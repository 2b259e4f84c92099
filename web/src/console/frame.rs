//! The frame of every page: who is signed in on top, the ways on the left, the page; and the routes.

use super::clock::Minute;
use super::dispatch::DispatchPage;
use super::entry::{EntryPage, PickPage};
use super::gallery::GalleryPage;
use super::gate::{Gate, SignInPage};
use super::inbox::InboxPage;
use super::kept::Kept;
use super::list::OrdersPage;
use super::menu::{ItemPage, Keeping, MenuPage, NewItemPage, VersionsPage};
use super::order::OrderPage;
use super::route::Route;
use super::seat::{Seat, Seated};
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

/// The program.
#[component]
pub fn App() -> impl IntoView {
    begin_at("/console");
    let (language, ready) = start(|path| nav::is_under(path, "/console"));
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
                    {live(move || if ready.get() { view! { <Pages/> }.into_any() } else { view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any() })}
                </main>
            </div>
        }
    })
}

#[component]
fn Pages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::SignIn => view! { <SignInPage/> }.into_any(),
        Route::Gallery => view! { <GalleryPage/> }.into_any(),
        Route::Nowhere => no_such_page(),
        route => view! { <Gate page=move || page(route)/> }.into_any(),
    })
}

/// A page for staff.
fn page(route: Route) -> AnyView {
    match route {
        Route::Inbox => view! { <InboxPage/> }.into_any(),
        Route::Orders => view! { <OrdersPage/> }.into_any(),
        Route::Order(id) => view! { <OrderPage id/> }.into_any(),
        Route::Dispatch(id) => view! { <DispatchPage id/> }.into_any(),
        Route::Pick => view! { <PickPage/> }.into_any(),
        Route::Entry(id) => view! { <EntryPage id/> }.into_any(),
        Route::Menu => view! { <MenuPage/> }.into_any(),
        Route::NewItem => view! { <NewItemPage/> }.into_any(),
        Route::Item(id) => view! { <ItemPage id/> }.into_any(),
        Route::Versions(id) => view! { <VersionsPage id/> }.into_any(),
        Route::Notices => view! { <InboxOf leads=order_of/> }.into_any(),
        Route::SignIn | Route::Gallery | Route::Nowhere => no_such_page(),
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
            {live(move || session.me().map(|me| view! { <Bell/><Person me/> }))}
        </header>
    }
}

/// The role in which somebody works here: the strongest staff role, with its place.
fn office(me: &Me) -> Option<String> {
    const BY_WORK: [Role; 5] = [Role::CommunitySecretary, Role::CommunityClerk, Role::Street, Role::CityOffice, Role::SysAdmin];
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
            <button type="button" class="switch" disabled=flag(move || pending.get()) on:click=act(out)>{icon("log-out")}<span>{tr!(console.sign_out)}</span></button>
        </div>
    }
}

/// Whether whoever is signed in keeps a menu.
fn keeps_menu() -> bool {
    Session::expect().me().as_ref().map(Keeping::of).is_some_and(|k| k.any())
}

/// The ways; none where nobody sees orders.
#[component]
fn Ways() -> impl IntoView {
    let seated = expect_context::<Seated>();
    let way = move |to: &'static str, name: &'static str, text: String, here: fn(&str) -> bool| {
        view! {
            <li><a href=at(to) class=move || if here(&nav::path()) { "way-to way-here" } else { "way-to" } aria-current=move || nav::current(&at(to))>{icon(name)}<span>{text}</span></a></li>
        }
    };
    let ways = Memo::new(move |_| seated.0.with(|s| s.sees_orders().then(|| s.is_desk())).map(|is_desk| (is_desk, keeps_menu())));
    live(move || {
        ways.get().map(|(is_desk, keeps_menu)| {
            view! {
                <nav class="ways" aria-label=tr!(console.nav_label)>
                    <ul>
                        {way("/", "alarm-clock", tr!(console.nav_inbox), |p| p == "/console" || p == "/console/")}
                        {way("/orders", "clipboard-list", tr!(console.nav_orders), |p| p.starts_with("/console/orders"))}
                        {is_desk.then(|| way("/new", "phone-call", tr!(console.nav_new), |p| p.starts_with("/console/new")))}
                        {keeps_menu.then(|| way("/menu", "file-text", tr!(console.nav_menu), |p| p.starts_with("/console/menu")))}
                    </ul>
                </nav>
            }
        })
    })
}
