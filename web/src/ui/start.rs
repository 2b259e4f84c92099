//! How both programs begin, and the two switches that are in sight on every page.

use super::Display;
use super::lean::{act, live};
use crate::api::{self, Api};
use crate::i18n::{Language, tr};
use crate::nav;
use crate::session::Session;
use leptos::prelude::*;

/// Draws the program into the page, once the words of the remembered language are here.
pub fn begin<V: IntoView + 'static>(app: fn() -> V) {
    // Not `api::run`: it needs what the drawing sets up.
    wasm_bindgen_futures::spawn_local(async move {
        Language::load_remembered().await;
        leptos::mount::mount_to_body(app);
        if let Some(boot) = document().get_element_by_id("boot") {
            boot.remove();
        }
    });
}

/// Puts address, language, display, session and client at the pages' disposal. The signal says when the session of the cookie has
/// been tried: pages that need to know who is there would otherwise ask for a sign-in for a moment.
pub fn start(is_ours: fn(&str) -> bool) -> (Language, RwSignal<bool>) {
    nav::begin(is_ours);
    let language = Language::provide();
    Display::provide();
    let session = Session::provide();
    let api = Api::provide(session);
    let ready = RwSignal::new(!session.may_resume());
    if !ready.get_untracked() {
        api::run(async move {
            api.resume().await;
            ready.set(true);
        });
    }
    (language, ready)
}

/// The first link of every page.
#[component]
pub fn Skip() -> impl IntoView {
    let skip = |e: leptos::ev::MouseEvent| {
        e.prevent_default();
        super::focus("main");
    };
    view! { <a class="skip" href="#main" on:click=act(skip)>{tr!(common.skip)}</a> }
}

/// Large text, and the other language.
#[component]
pub fn Switches() -> impl IntoView {
    let (display, language) = (Display::expect(), Language::expect());
    view! {
        <div class="switches">
            <button type="button" class="switch" aria-pressed=move || display.is_elder().to_string() on:click=act(move |_| display.toggle())>
                {live(move || if display.is_elder() { tr!(common.elder_off) } else { tr!(common.elder_on) })}
            </button>
            <button type="button" class="switch" on:click=act(move |_| language.toggle())>{tr!(common.language_other)}</button>
        </div>
    }
}
