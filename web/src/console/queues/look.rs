//! Something that is shown for a reason only, and every look is written down.

use crate::api::{self, Answer, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, live};
use crate::ui::{Banner, TextStep, icon};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::json;

/// The button, the reason, and what came: `draw` says it as label and value.
#[component]
pub fn Look<T>(
    /// Of the field of the reason; one of a kind on the page.
    #[prop(into)]
    id: String,
    /// Where it is asked for.
    path: String,
    label: String,
    draw: fn(T) -> Vec<(String, String)>,
) -> impl IntoView
where
    T: DeserializeOwned + 'static,
{
    let api = Api::expect();
    let (is_open, pending) = (RwSignal::new(false), RwSignal::new(false));
    let (seen, trouble) = (RwSignal::new(None::<Vec<(String, String)>>), RwSignal::new(None::<String>));
    let send = Callback::new(move |reason: String| {
        let path = path.clone();
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            let answer: Answer<T> = api.post(&path, &json!({ "reason": reason })).await;
            match answer {
                Ok(found) => drop(seen.try_set(Some(draw(found)))),
                Err(failure) => drop(trouble.try_set(Some(said(&failure)))),
            }
            let _ = pending.try_set(false);
        });
    });
    view! {
        {live(move || match seen.get() {
            Some(lines) => view! {
                <dl class="review">{lines.into_iter().map(|(label, value)| crate::ui::fact(label, value)).collect_view()}</dl>
                <p class="hint" role="status">{icon("shield-check")}{tr!(desk.revealed)}</p>
            }.into_any(),
            None => view! {
                <button type="button" class="button button-secondary" aria-expanded=move || is_open.get().to_string() on:click=act(move |_| is_open.update(|o| *o = !*o))>{icon("lock")}{label.clone()}</button>
            }.into_any(),
        })}
        {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
        {live(move || (is_open.get() && seen.with(Option::is_none)).then(|| view! {
            <div class="panel"><TextStep id=id.clone() label=tr!(desk.reveal_reason) send_label=tr!(desk.reveal_send) max=200 pending send/></div>
        }))}
    }
}
