//! What residents will see: drawn by the blocks of their own form, from what is being typed.

use super::editor::Editing;
use crate::form::{Draft, FormQuestion, TextQuestion, Writing};
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, live};
use crate::ui::spans::spoken;
use crate::ui::{audience, icon};
use contract::menu::{Audience, ItemContent, MenuItem};
use contract::{MenuGroupId, MenuItemId};
use leptos::prelude::*;
use uuid::Uuid;

#[component]
pub fn Preview(editing: Editing) -> impl IntoView {
    let content = Memo::new(move |_| editing.sheet.with(|s| s.content().0).tidied());
    // What is tried out stays while the form around it changes.
    let draft = RwSignal::new(Draft::default());
    view! {
        <aside class="editor-preview" aria-labelledby="preview-title">
            <h2 id="preview-title">{tr!(menu.preview)}</h2>
            <p class="hint">{tr!(menu.preview_hint)}</p>
            <div class="card preview">{live(move || content.with(|c| drawn(editing, c, draft)))}</div>
        </aside>
    }
}

fn drawn(editing: Editing, content: &ItemContent, draft: RwSignal<Draft>) -> AnyView {
    let item = editing.classes.with_value(|classes| as_item(content, content.deadlines.resolve(classes).normal));
    let (form, spans) = (item.form.clone(), item.deadlines.clone());
    let name = if item.name.is_empty() { tr!(menu.no_name) } else { pick(&item.name, &item.name_en) };
    let season = content.season;
    let everybody = item.audience == Audience::Everyone;
    let (who, text) = (audience(item.audience), pick(&item.description, &item.description_en));
    let writing = Writing::preview(item, draft);
    view! {
        <p class="preview-name">{name}</p>
        <p>{text}</p>
        <p class="badges">
            {(!everybody).then(|| view! { <span class="state state-moving">{who}</span> })}
            {season.map(|s| view! { <span class="state state-turn">{tr!(menu.season_line, from = day(s.from), to = day(s.to))}</span> })}
        </p>
        <p class="hint">{icon("clock")}{tr!(resident.item_promise_contact, span = spoken(spans.first_contact))}" · "{tr!(resident.item_promise_done, span = spoken(spans.completion))}</p>
        <form novalidate on:submit=act(|e: leptos::ev::SubmitEvent| e.prevent_default())>
            {form.into_iter().map(|field| view! { <FormQuestion field writing/> }).collect_view()}
            <TextQuestion writing label=tr!(order.text) hint=tr!(order.text_hint)/>
        </form>
    }
    .into_any()
}

/// A day of the year in words.
pub fn day(day: contract::menu::MonthDay) -> String {
    tr!(menu.month_day, month = day.month(), day = day.day())
}

fn as_item(content: &ItemContent, deadlines: contract::menu::StageSpans) -> MenuItem {
    let content = content.clone();
    MenuItem {
        id: MenuItemId(Uuid::nil()),
        code: String::new(),
        group_id: MenuGroupId(Uuid::nil()),
        group_name: String::new(),
        group_name_en: String::new(),
        name: content.name,
        name_en: content.name_en,
        description: content.description,
        description_en: content.description_en,
        audience: content.audience,
        evidence: content.evidence,
        deadlines,
        skills: Vec::new(),
        form: content.form,
        is_public: content.is_public,
        season: content.season,
        is_custom: false,
        item_version: 0,
        version: 0,
    }
}
