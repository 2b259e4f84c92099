//! What several of the members' pages have: the way between them, labelled facts, a question for a community.

use super::route::Route;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, live, typed};
use crate::ui::{Segments, icon, load, spoken_name};
use contract::check_ins::CommunityRef;
use contract::org::{OrgUnit, OrgUnitPage};
use leptos::prelude::*;

/// The four parts, on top of each page.
#[component]
pub fn Parts() -> impl IntoView {
    let part = Memo::new(|_| Route::of(&nav::path()).part());
    let entries = || {
        vec![
            ("/posts".to_owned(), tr!(member.nav_posts)),
            ("/claims".to_owned(), tr!(member.nav_claims)),
            ("/check-in".to_owned(), tr!(member.nav_check_in)),
            ("/record".to_owned(), tr!(member.nav_record)),
        ]
    };
    live(move || {
        part.get().map(|_| {
            view! { <Segments label=tr!(member.nav_label) entries=entries() current=Signal::derive(move || part.get().unwrap_or_default())/> }
        })
    })
}

/// A state with its tone.
pub fn badge((words, tone): (String, &'static str)) -> AnyView {
    view! { <span class=format!("state state-{tone}")>{words}</span> }.into_any()
}

/// A line with an icon: where, when.
pub fn line(sign: &'static str, text: String) -> AnyView {
    view! { <p class="shift-line">{icon(sign)}<span>{text}</span></p> }.into_any()
}

/// Nothing here, and where to go instead.
pub fn nothing(text: String, way: Option<(&'static str, String)>) -> AnyView {
    view! {
        <div class="empty">
            <p role="status">{text}</p>
            {way.map(|(to, label)| view! { <a href=to class="button button-primary">{label}</a> })}
        </div>
    }
    .into_any()
}

const SHOWN: i64 = 8;

/// Which community: the one that is known already, or another one by its name.
#[component]
pub fn PickCommunity(chosen: RwSignal<Option<CommunityRef>>, id: &'static str) -> impl IntoView {
    let api = Api::expect();
    let (open, q) = (RwSignal::new(chosen.with_untracked(Option::is_none)), RwSignal::new(String::new()));
    let found = move || {
        let q = q.get();
        async move { api::menu::communities(api, &q, SHOWN).await }
    };
    let choice = move |unit: OrgUnit| {
        let name = spoken_name(&unit.name).to_owned();
        let take = move |_| {
            chosen.set(Some(CommunityRef { id: unit.id, name: unit.name.clone() }));
            open.set(false);
        };
        view! { <li><button type="button" class="cell" on:click=act(take)><span class="cell-main"><strong>{name}</strong></span>{icon("chevron-right")}</button></li> }
    };
    let field = format!("{id}-q");
    let hint = format!("{id}-hint");
    view! {
        <div class="question">
            <p class="question-label">{tr!(member.community)}</p>
            {live(move || chosen.get().map(|c| view! {
                <p class="picked">{icon("map-pin")}<strong>{spoken_name(&c.name).to_owned()}</strong>
                    <button type="button" class="button button-quiet" aria-expanded=move || open.get().to_string() on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(member.community_other)}</button>
                </p>
            }))}
            {live(move || open.get().then(|| view! {
                <div role="search" class="searchbox">
                    <label for=field.clone()>{tr!(resident.choose_search)}</label>
                    <div class="searchbox-line">
                        {icon("search")}
                        <input id=field.clone() type="search" autocomplete="off" aria-describedby=hint.clone()
                            prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
                    </div>
                    <p class="hint" id=hint.clone()>{tr!(resident.choose_hint)}</p>
                </div>
                {load(found, move |page: OrgUnitPage| match page.items.is_empty() {
                    true => view! { <p role="status" class="hint">{tr!(resident.choose_none)}</p> }.into_any(),
                    false => view! { <ul class="cells" aria-label=tr!(resident.choose_results)>{page.items.into_iter().map(choice).collect_view()}</ul> }.into_any(),
                })}
            }))}
        </div>
    }
}
