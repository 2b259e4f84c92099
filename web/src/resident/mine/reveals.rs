//! Who has seen my telephone number in full, and why: fetched when asked for.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, live};
use crate::ui::load;
use crate::ui::spoken;
use contract::OrderId;
use contract::orders::RevealPage;
use leptos::prelude::*;

#[component]
pub fn Reveals(id: OrderId) -> impl IntoView {
    let api = Api::expect();
    let asked = RwSignal::new(false);
    view! {
        <section class="card" aria-labelledby="reveals-title">
            <h2 id="reveals-title">{tr!(mine.reveals_title)}</h2>
            {live(move || if asked.get() {
                let log = move || api::orders::reveals(api, id);
                load(log, lines)
            } else {
                view! { <button type="button" class="button button-secondary" on:click=act(move |_| asked.set(true))>{tr!(mine.reveals_show)}</button> }.into_any()
            })}
        </section>
    }
}

fn lines(page: RevealPage) -> AnyView {
    if page.items.is_empty() {
        return view! { <p role="status">{tr!(mine.reveals_none)}</p> }.into_any();
    }
    let line = |r: contract::orders::Reveal| {
        view! {
            <li><p>{tr!(mine.reveals_line, who = r.who, reason = r.reason)}</p><p class="hint"><time datetime=r.at.to_rfc3339()>{spoken::when(r.at)}</time></p></li>
        }
    };
    view! { <ul class="log">{page.items.into_iter().map(line).collect_view()}</ul> }.into_any()
}
