//! One item: edit, look at it, keep it, publish it.

use super::editor::{Editing, Editor, Wrong};
use super::frame::for_keepers;
use super::more::More;
use super::preview::Preview;
use super::publish::{Keep, Publishing};
use super::sheet::Sheet;
use crate::api::{self, Api};
use crate::console::frame::KEPT;
use crate::console::kept::Kept;
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, live};
use crate::ui::{Banner, Heading, Notices, at, icon, load, store};
use contract::MenuItemId;
use contract::menu::{ClassSpans, MenuDraft};
use contract::org::Skill;
use leptos::prelude::*;

/// `/console/menu/:id`
#[component]
pub fn ItemPage(id: MenuItemId) -> impl IntoView {
    let api = Api::expect();
    let ask = move || async move { Ok((api::menu::draft(api, id).await?, api::menu::classes(api).await?, api::menu::skills(api).await?)) };
    for_keepers(|_| load(ask, |(draft, classes, skills)| view! { <Item draft classes skills/> }.into_any()))
}

/// Where the device keeps what was typed about an item and not yet kept by the server.
pub fn key(id: MenuItemId) -> String {
    format!("{KEPT}menu.{id}")
}

#[component]
fn Item(draft: MenuDraft, classes: ClassSpans, skills: Vec<Skill>) -> impl IntoView {
    let id = draft.item.id;
    let read = Sheet::of(draft.item.version, &draft.content, &classes.general);
    let kept = store::read::<Sheet>(&key(id)).filter(|s| s.version == read.version);
    let has_kept = kept.as_ref().is_some_and(|s| *s != read);
    let editing = Editing::begin(kept.unwrap_or_else(|| read.clone()), classes, skills);
    let may_edit = draft.item.may_edit;
    let publishing = Publishing::begin(editing, draft, read);
    Effect::new(move |_| {
        if publishing.is_typed() {
            editing.sheet.with(|s| store::write(&key(id), s));
        } else {
            store::remove(&key(id));
        }
    });
    let notice = RwSignal::new(Kept::expect().take_word().or_else(|| (has_kept && may_edit).then(|| tr!(menu.taken_up))));
    let name = publishing.draft.with_untracked(|d| pick(&d.preview.name, &d.preview.name_en));
    view! {
        <a href=at("/menu") class="back-link">{icon("arrow-left")}{tr!(menu.back)}</a>
        <Heading text=name/>
        <p class="badges menu-head">{live(move || publishing.state())}" "<a href=at(&format!("/menu/{id}/versions"))>{tr!(menu.versions_link)}</a></p>
        <Notices notice trouble=RwSignal::new(None)/>
        <div id="menu-trouble" tabindex="-1">{live(move || publishing.trouble.get().map(|text| view! { <Banner text/> }))}</div>
        {live(move || publishing.stale.get().then(|| stale(publishing)))}
        {if may_edit {
            view! {
                <Wrong editing/>
                <Editor editing><Keep publishing/><More publishing/></Editor>
            }.into_any()
        } else {
            view! { <p class="hint">{icon("lock")}{tr!(menu.read_only)}</p><Preview editing/> }.into_any()
        }}
    }
}

/// Somebody else changed the item: what was typed stays until one decides.
fn stale(publishing: Publishing) -> AnyView {
    view! {
        <div class="banner" role="alert">
            {icon("circle-alert")}
            <div>
                <p>{tr!(menu.stale)}</p>
                <div class="button-row">
                    <button type="button" class="button button-secondary" on:click=act(move |_| publishing.take_over(true))>{tr!(menu.stale_mine)}</button>
                    <button type="button" class="button button-secondary" on:click=act(move |_| publishing.take_over(false))>{tr!(menu.stale_theirs)}</button>
                </div>
            </div>
        </div>
    }
    .into_any()
}
