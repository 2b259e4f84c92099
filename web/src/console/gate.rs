//! Who comes in: staff see the page, everybody else their own words. The sign-in stands where the page would, so that one is
//! where one wanted to go as soon as it worked.

use super::kept::Kept;
use super::seat::{Seat, Seated};
use crate::accounts::{SignInByPassword, safe_next};
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::{act, live};
use crate::ui::{Heading, at, icon};
use leptos::prelude::*;

/// Another way in besides the password, which only some programs have.
pub type OtherWayIn = fn(Callback<()>) -> AnyView;

/// The page for staff who see orders.
#[component]
pub fn Gate(
    page: impl Fn() -> AnyView + Send + 'static,
    /// Whether the page is for everybody who is signed in.
    #[prop(default = false)]
    for_everybody: bool,
    #[prop(optional_no_strip)] other_way: Option<OtherWayIn>,
) -> impl IntoView {
    let seated = expect_context::<Seated>();
    live(move || match seated.0.get() {
        Seat::Nobody => view! { <SignIn done=Callback::new(|()| ()) other_way/> }.into_any(),
        Seat::NotStaff if for_everybody => page(),
        Seat::NotStaff => view! { <NotStaff/> }.into_any(),
        Seat::NoBusiness => view! { <NoBusiness/> }.into_any(),
        Seat::Desk(_) | Seat::Grid(_) | Seat::Street(_) | Seat::City(_) | Seat::Caller(_) | Seat::Department | Seat::Liaison => page(),
    })
}

/// `/console/sign-in?next=/console/orders`
#[component]
pub fn SignInPage() -> impl IntoView {
    let done = Callback::new(move |()| {
        let next = safe_next(&nav::word_now("next").unwrap_or_default(), "/console/");
        nav::replace(&next);
    });
    view! { <SignIn done other_way=None/> }
}

#[component]
fn SignIn(done: Callback<()>, #[prop(optional_no_strip)] other_way: Option<OtherWayIn>) -> impl IntoView {
    let by_other = RwSignal::new(false);
    let switch = move |_| by_other.update(|is| *is = !*is);
    view! {
        <div class="narrow">
            <Heading text=tr!(console.sign_in_title)/>
            <p class="lead">{if other_way.is_some() { tr!(service.sign_in_lead) } else { tr!(console.sign_in_lead) }}</p>
            <section class="card">
                {live(move || match other_way {
                    Some(way) if by_other.get() => way(done),
                    _ => view! { <SignInByPassword done/> }.into_any(),
                })}
                {other_way.map(|_| view! {
                    <button type="button" class="button button-quiet" on:click=act(switch)>
                        {live(move || if by_other.get() { tr!(service.sign_in_by_password) } else { tr!(service.sign_in_by_code) })}
                    </button>
                })}
            </section>
            // Another program: it must not be taken for a page of this one.
            <p class="hint">{tr!(console.sign_in_residents)}" "<a href="/" rel="external">{tr!(console.sign_in_residents_link)}</a></p>
        </div>
    }
}

#[component]
fn NotStaff() -> impl IntoView {
    let name = Session::expect().me_untracked().map(|me| me.name).unwrap_or_default();
    view! {
        <div class="narrow">
            <Heading text=tr!(console.not_staff_title)/>
            <p>{tr!(console.not_staff_text, name = name)}</p>
            <div class="button-row">
                <a href="/" rel="external" class="button button-primary">{tr!(console.not_staff_link)}</a>
                <a href=at("/service/units") class="button button-secondary">{tr!(service.check_unit_in)}</a>
                <Other/>
            </div>
        </div>
    }
}

#[component]
fn NoBusiness() -> impl IntoView {
    view! {
        <div class="narrow">
            <Heading text=tr!(console.no_business_title)/>
            <p>{icon("lock")}" "{tr!(console.no_business_text)}</p>
            <div class="button-row"><Other/></div>
        </div>
    }
}

/// Signs out, to sign in as somebody else.
#[component]
fn Other() -> impl IntoView {
    let (api, kept) = (Api::expect(), Kept::expect());
    let out = move |_| {
        kept.forget();
        api::run(api::accounts::sign_out(api));
    };
    view! { <button type="button" class="button button-secondary" on:click=act(out)>{tr!(console.other_account)}</button> }
}

/// The way back to the list one came from, with its filters.
#[component]
pub fn BackToList() -> impl IntoView {
    let list = Kept::expect().list();
    let name = if list.is_inbox { tr!(console.nav_inbox) } else { tr!(console.nav_orders) };
    view! { <a href=at(&list.address) class="back-link">{icon("arrow-left")}{name}</a> }
}
