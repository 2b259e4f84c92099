//! Standard texts of the community: fetched when somebody asks for them, put into the field with one tap.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, live};
use crate::ui::load;
use contract::OrgUnitId;
use contract::texts::{TextPurpose, TextTemplate, TextTemplateFilter};
use leptos::prelude::*;

#[component]
pub fn Standard(node: OrgUnitId, purpose: TextPurpose, put: Callback<String>) -> impl IntoView {
    let open = RwSignal::new(false);
    let api = Api::expect();
    let texts = move || async move { api::texts::list(api, &TextTemplateFilter { node, purpose: Some(purpose) }).await };
    let take = move |text: String| {
        open.set(false);
        put.run(text);
    };
    let shown = move |texts: Vec<TextTemplate>| {
        if texts.is_empty() {
            return view! { <p class="hint" role="status">{tr!(asks.no_standard)}</p> }.into_any();
        }
        let one = |t: TextTemplate| {
            let said = t.text.clone();
            view! { <li><button type="button" class="cell" on:click=act(move |_| take(t.text.clone()))><span class="cell-main"><strong>{t.title}</strong><span class="cell-note">{said}</span></span></button></li> }
        };
        view! { <ul class="cells">{texts.into_iter().map(one).collect_view()}</ul> }.into_any()
    };
    view! {
        <button type="button" class="button button-quiet" aria-expanded=move || open.get().to_string() on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(asks.standard)}</button>
        {live(move || open.get().then(|| load(texts, shown)))}
    }
}
