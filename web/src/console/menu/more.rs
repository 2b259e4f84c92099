//! What is done seldom: taking an item off the menu for a while, and ending it.

use super::publish::Publishing;
use crate::api;
use crate::console::kept::Kept;
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, flag, live};
use crate::ui::{at, icon};
use contract::menu::ChangeMenuItem;
use contract::orders::Step;
use leptos::prelude::*;

#[component]
pub fn More(publishing: Publishing) -> impl IntoView {
    let (api, kept) = (publishing.editing.api, Kept::expect());
    let item = Memo::new(move |_| publishing.draft.with(|d| d.item.clone()));
    let is_sure = RwSignal::new(false);
    // Until it is kept, what was typed would be lost with the page.
    let waits = flag(move || publishing.pending.get() || publishing.is_typed());
    let toggle = move |_| {
        let (id, version, is_open) = item.with_untracked(|i| (i.id, i.version, i.is_open));
        publishing.pending.set(true);
        api::run(async move {
            let ask = ChangeMenuItem { expected_version: version, group_id: None, position: None, is_open: Some(!is_open) };
            match api::menu::change(api, id, &ask).await {
                Ok(_) => {
                    if let Ok(draft) = api::menu::draft(api, id).await {
                        publishing.put(draft, false);
                    }
                    let _ = publishing.notice.try_set(Some(if is_open { tr!(menu.now_off) } else { tr!(menu.now_on) }));
                }
                Err(failure) => publishing.failed(&failure),
            }
            let _ = publishing.pending.try_set(false);
        });
    };
    let end = move |_| {
        let (id, version, name) = item.with_untracked(|i| (i.id, i.version, i.name.clone()));
        publishing.pending.set(true);
        api::run(async move {
            match api::menu::end(api, id, &Step { expected_version: version }, &api::fresh_key()).await {
                Ok(_) => {
                    kept.leave_word(tr!(menu.now_ended, name = name));
                    nav::go(&at("/menu"));
                }
                Err(failure) => publishing.failed(&failure),
            }
            let _ = publishing.pending.try_set(false);
        });
    };
    live(move || {
        let shown = item.get();
        (!shown.is_custom).then(|| {
            view! {
                <section class="card" aria-labelledby="more-title">
                    <h2 id="more-title">{tr!(menu.more_title)}</h2>
                    <p class="hint">{tr!(menu.more_hint)}</p>
                    <div class="button-row">
                        {(shown.item_version > 0).then(|| view! {
                            <button type="button" class="button button-secondary" disabled=waits on:click=act(toggle)>{if shown.is_open { tr!(menu.take_off) } else { tr!(menu.put_on) }}</button>
                        })}
                        <button type="button" class="button button-danger" disabled=waits aria-expanded=move || is_sure.get().to_string() on:click=act(move |_| is_sure.update(|s| *s = !*s))>{tr!(menu.end)}</button>
                    </div>
                    {live(move || is_sure.get().then(|| view! {
                        <div class="said" role="alert">
                            <p>{icon("circle-alert")}{tr!(menu.end_sure)}</p>
                            <button type="button" class="button button-danger" disabled=waits on:click=act(end)>{tr!(menu.end_yes)}</button>
                        </div>
                    }))}
                </section>
            }
        })
    })
}
