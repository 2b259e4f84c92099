//! The frame of every page: who is signed in on top, the ways on the left, the page; and the routes.

use super::clock::Minute;
use super::dispatch::DispatchPage;
use super::entry::{EntryPage, PickPage};
use super::gallery::GalleryPage;
use super::gate::{Gate, SignInPage};
use super::inbox::InboxPage;
use super::kept::Kept;
use super::list::OrdersPage;
use super::order::OrderPage;
use super::seat::{Seat, Seated};
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Skip, Switches, at, begin_at, icon, no_such_page, role, spoken_name, start, store};
use contract::accounts::{Me, Role};
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::path;

/// Everything the desk keeps on the device begins so.
pub const KEPT: &str = "sbd.desk.";

/// The program.
#[component]
pub fn App() -> impl IntoView {
    begin_at("/console");
    let (language, ready) = start();
    let session = Session::expect();
    Minute::provide();
    Kept::provide();
    provide_context(Seated(Memo::new(move |_| Seat::of(session.me().as_ref()))));
    view! {
        <Router>
            {live(move || {
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
            })}
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=no_such_page>
            <Route path=path!("/console") view=|| view! { <Gate page=|| view! { <InboxPage/> }.into_any()/> }/>
            <Route path=path!("/console/orders") view=|| view! { <Gate page=|| view! { <OrdersPage/> }.into_any()/> }/>
            <Route path=path!("/console/orders/:id") view=|| view! { <Gate page=|| view! { <OrderPage/> }.into_any()/> }/>
            <Route path=path!("/console/orders/:id/dispatch") view=|| view! { <Gate page=|| view! { <DispatchPage/> }.into_any()/> }/>
            <Route path=path!("/console/new") view=|| view! { <Gate page=|| view! { <PickPage/> }.into_any()/> }/>
            <Route path=path!("/console/new/:item") view=|| view! { <Gate page=|| view! { <EntryPage/> }.into_any()/> }/>
            <Route path=path!("/console/sign-in") view=SignInPage/>
            <Route path=path!("/console/gallery") view=GalleryPage/>
        </Routes>
    }
}

#[component]
fn Header() -> impl IntoView {
    let session = Session::expect();
    view! {
        <header class="top">
            <A href=at("/") attr:class="brand">{icon("house-heart")}<span>{tr!(console.app_name)}</span></A>
            <Switches/>
            {live(move || session.me().map(|me| view! { <Person me/> }))}
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

/// The ways; none where nobody sees orders.
#[component]
fn Ways() -> impl IntoView {
    let seated = expect_context::<Seated>();
    let path = use_location().pathname;
    let way = move |to: &'static str, name: &'static str, text: String, here: fn(&str) -> bool| {
        view! {
            <li><A href=at(to) exact=true attr:class=move || if path.with(|p| here(p)) { "way-to way-here" } else { "way-to" }>{icon(name)}<span>{text}</span></A></li>
        }
    };
    let ways = Memo::new(move |_| seated.0.with(|s| s.sees_orders().then(|| s.is_desk())));
    live(move || {
        ways.get().map(|is_desk| {
            view! {
                <nav class="ways" aria-label=tr!(console.nav_label)>
                    <ul>
                        {way("/", "alarm-clock", tr!(console.nav_inbox), |p| p == "/console" || p == "/console/")}
                        {way("/orders", "clipboard-list", tr!(console.nav_orders), |p| p.starts_with("/console/orders"))}
                        {is_desk.then(|| way("/new", "phone-call", tr!(console.nav_new), |p| p.starts_with("/console/new")))}
                    </ul>
                </nav>
            }
        })
    })
}
