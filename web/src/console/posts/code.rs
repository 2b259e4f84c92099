//! The code of the station, large enough to be read by a queue of people; another one every few minutes.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, live};
use crate::ui::{Banner, icon, now};
use contract::ShiftId;
use contract::posts::StationCode;
use leptos::prelude::*;

/// Asked again this long after the last one has ended.
const SLACK: i64 = 1000;
const LEAST: i64 = 5000;

#[component]
pub fn CodeCard(shift: ShiftId) -> impl IntoView {
    let api = Api::expect();
    let (code, trouble) = (RwSignal::new(None::<StationCode>), RwSignal::new(None::<String>));
    // Each showing has a number: when it is hidden or the page is left, its loop ends.
    let turn = RwSignal::new(0u32);
    let show = move |_| {
        let mine = turn.try_update(|n| {
            *n = n.wrapping_add(1);
            *n
        });
        trouble.set(None);
        api::run(async move {
            while turn.try_get_untracked() == mine {
                match api::hosting::station_code(api, shift).await {
                    Ok(found) => {
                        let left = (found.valid_to - now()).num_milliseconds() + SLACK;
                        if code.try_set(Some(found)).is_some() {
                            return;
                        }
                        api::pause(i32::try_from(left.max(LEAST)).unwrap_or(i32::MAX)).await;
                    }
                    Err(failure) => {
                        let _ = trouble.try_set(Some(said(&failure)));
                        let _ = code.try_set(None);
                        return;
                    }
                }
            }
        });
    };
    let hide = move |_| {
        turn.update(|n| *n = n.wrapping_add(1));
        code.set(None);
    };
    view! {
        <section class="card station" aria-labelledby="station-title">
            <h2 id="station-title">{tr!(hosting.code)}</h2>
            <p class="hint">{tr!(hosting.code_lead)}</p>
            {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
            {live(move || match code.get() {
                Some(found) => view! {
                    <p class="station-code" role="status">{found.code.clone()}</p>
                    <button type="button" class="button button-secondary" on:click=act(hide)>{tr!(hosting.code_hide)}</button>
                }.into_any(),
                None => view! { <button type="button" class="button button-secondary" on:click=act(show)>{icon("smartphone")}{tr!(hosting.code_show)}</button> }.into_any(),
            })}
        </section>
    }
}
