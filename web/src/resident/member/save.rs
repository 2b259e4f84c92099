//! Files that only their owner may have: fetched with the token, then handed to the browser under a name.

use crate::api::{self, Api, Failure};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{encode64, icon};
use contract::ProblemCode;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// A button that fetches a file and saves it. The link stays for browsers that save only what is pressed.
#[component]
pub fn Save(
    /// Below the root of the API.
    path: String,
    /// What it is called on the device.
    name: String,
    kind: &'static str,
    label: String,
) -> impl IntoView {
    let api = Api::expect();
    let (pending, address, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let node = NodeRef::<leptos::html::A>::new();
    let fetch = move |_| {
        pending.set(true);
        trouble.set(None);
        let path = path.clone();
        api::run(async move {
            match api.bytes(&path).await {
                // The file itself, not a place in memory: pages may show what comes from the server and what stands in an address.
                Ok(bytes) => {
                    address.try_set(Some(format!("data:{kind};base64,{}", encode64(&bytes))));
                    request_animation_frame(move || {
                        if let Some(link) = node.try_get_untracked().flatten() {
                            link.unchecked_ref::<web_sys::HtmlElement>().click();
                        }
                    });
                }
                Err(failure) => drop(trouble.try_set(Some(why(&failure)))),
            }
            pending.try_set(false);
        });
    };
    let fetch = StoredValue::new_local(fetch);
    view! {
        <div class="save">
            {live(move || match address.get() {
                Some(address) => view! { <a node_ref=node class="button button-secondary" href=address download=name.clone()>{icon("file-text")}{tr!(member.save_again)}</a> }.into_any(),
                None => {
                    let label = label.clone();
                    view! { <button type="button" class="button button-secondary" disabled=flag(move || pending.get()) on:click=act(move |e: leptos::ev::MouseEvent| fetch.with_value(|fetch| fetch(e)))>{icon("file-text")}{label}</button> }.into_any()
                }
            })}
            {live(move || trouble.get().map(|text| view! { <p class="problem" role="alert">{icon("circle-alert")}{text}</p> }))}
        </div>
    }
}

fn why(failure: &Failure) -> String {
    match failure {
        Failure::Problem(p) if p.code == ProblemCode::DocumentsUnavailable => tr!(member.no_documents),
        other => said(other),
    }
}
