//! The form for a caller: the same questions as the resident's, on one page.

use super::{communities, consent, not_a_desk};
use crate::api::{self, Api, Failure};
use crate::console::frame::KEPT;
use crate::console::kept::Kept;
use crate::console::seat::Seated;
use crate::form::{ContactFields, Draft, Errors, FormQuestion, TextQuestion, Window, Writing};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Banner, Heading, at, focus, icon, load, spoken_name};
use contract::menu::MenuItem;
use contract::org::OrgRef;
use contract::{MenuItemId, ProblemCode};
use leptos::prelude::*;

/// Days a caller's draft stays on the desk's device: it holds somebody else's address.
const KEEP_DAYS: i64 = 0;

/// `/console/new/:item?community=…`
#[component]
pub fn EntryPage(id: MenuItemId) -> impl IntoView {
    let api = Api::expect();
    let all = communities();
    let asked = nav::word_now("community");
    let Some(community) = all.iter().find(|c| Some(c.id.to_string()) == asked).or(all.first()).cloned() else { return not_a_desk() };
    let item = move || async move { api::menu::item(api, id).await };
    load(item, move |item: MenuItem| view! { <Entry item community=community.clone()/> }.into_any())
}

#[component]
fn Entry(item: MenuItem, community: OrgRef) -> impl IntoView {
    let (api, kept) = (Api::expect(), Kept::expect());
    let (name, form) = (pick(&item.name, &item.name_en), item.form.clone());
    let writing = Writing::begin(item, community.id, &format!("{KEPT}entry."), KEEP_DAYS, Draft::default);
    writing.keep_changes();
    let (pending, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        if pending.get_untracked() {
            return;
        }
        trouble.set(None);
        writing.errors.set(writing.problems());
        if !writing.errors.with_untracked(Vec::is_empty) {
            focus("error-summary");
            return;
        }
        pending.set(true);
        api::run(async move {
            match writing.send(api, Some(consent())).await {
                Ok(order) => {
                    writing.forget();
                    kept.leave_word(tr!(entry.sent, number = order.number));
                    // A grid worker does not see what the desk does with it.
                    let to = if Seated::here().is_desk() { format!("/orders/{}", order.id) } else { "/new".to_owned() };
                    nav::go(&at(&to));
                }
                Err(failure) => failed(writing, trouble, &failure),
            }
            let _ = pending.try_set(false);
        });
    };
    view! {
        <div class="middle">
            <a href=at("/new") class="back-link">{icon("arrow-left")}{tr!(entry.other_item)}</a>
            <p class="eyebrow">{tr!(entry.for_caller, community = spoken_name(&community.name))}</p>
            <Heading text=name/>
            <p class="hint privacy">{icon("shield-check")}{tr!(entry.consent)}</p>
            <div id="entry-trouble" tabindex="-1">{live(move || trouble.get().map(|text| view! { <Banner text/> }))}</div>
            <form novalidate class="card" on:submit=act(send)>
                <Errors writing/>
                {form.into_iter().map(|field| view! { <FormQuestion field writing/> }).collect_view()}
                <TextQuestion writing label=tr!(entry.text) hint=tr!(entry.text_hint)/>
                <ContactFields writing/>
                <Window writing/>
                <button type="submit" class="button button-primary" disabled=flag(move || pending.get())>
                    {icon("check")}{live(move || if pending.get() { tr!(order.sending) } else { tr!(entry.send) })}
                </button>
            </form>
        </div>
    }
}

fn failed(writing: Writing, trouble: RwSignal<Option<String>>, failure: &Failure) {
    match failure {
        Failure::Problem(p) if p.code == ProblemCode::InvalidFields => {
            let _ = writing.errors.try_set(p.errors.clone());
            focus("error-summary");
        }
        Failure::Problem(p) if p.code == ProblemCode::ItemNotOffered => {
            let _ = trouble.try_set(Some(tr!(entry.not_offered)));
            focus("entry-trouble");
        }
        Failure::Problem(p) if p.code == ProblemCode::ItemOutOfSeason => {
            let _ = trouble.try_set(Some(tr!(order.item_out_of_season)));
            focus("entry-trouble");
        }
        failure => {
            let _ = trouble.try_set(Some(said(failure)));
            focus("entry-trouble");
        }
    }
}
