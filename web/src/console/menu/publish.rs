//! Keeping the draft, and publishing it with a note.

use super::editor::Editing;
use super::sheet::Sheet;
use super::versions::Changes;
use crate::api::{self, Attempt, Failure};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Question, at, focus, icon, problems_of};
use contract::ProblemCode;
use contract::menu::{MenuDraft, PublishMenuItem, SaveMenuDraft};
use leptos::prelude::*;

/// Everything the pieces of the page share.
#[derive(Clone, Copy)]
pub struct Publishing {
    pub editing: Editing,
    /// As the server has it.
    pub draft: RwSignal<MenuDraft>,
    /// The sheet as it was read: what differs from it was typed.
    read: RwSignal<Sheet>,
    pub note: RwSignal<String>,
    pub pending: RwSignal<bool>,
    pub notice: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
    pub stale: RwSignal<bool>,
    no_note: RwSignal<bool>,
    attempt: StoredValue<Option<Attempt>>,
}

impl Publishing {
    pub fn begin(editing: Editing, draft: MenuDraft, read: Sheet) -> Self {
        Self {
            editing,
            draft: RwSignal::new(draft),
            read: RwSignal::new(read),
            note: RwSignal::new(String::new()),
            pending: RwSignal::new(false),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            stale: RwSignal::new(false),
            no_note: RwSignal::new(false),
            attempt: StoredValue::new(None),
        }
    }

    /// Whether something was typed that the server does not have.
    pub fn is_typed(self) -> bool {
        self.editing.sheet.with(|s| self.read.with(|r| s != r))
    }

    /// The state of the item in a word.
    pub fn state(self) -> AnyView {
        let (class, text) = self.draft.with(|d| match (d.item.is_ended, d.item.item_version, d.item.has_draft, d.item.is_open) {
            (true, ..) => ("ended", tr!(menu.ended)),
            (_, 0, ..) => ("turn", tr!(menu.unpublished)),
            (_, _, true, _) => ("turn", tr!(menu.has_draft)),
            (_, _, _, false) => ("ended", tr!(menu.closed)),
            (_, n, ..) => ("good", tr!(menu.version_n, n = n)),
        });
        view! { <span class=format!("state state-{class}")>{text}</span> }.into_any()
    }

    /// Takes what the server has now. The sheet follows unless it is to stay as typed.
    pub fn put(self, draft: MenuDraft, keep_typed: bool) {
        let read = self.editing.classes.with_value(|c| Sheet::of(draft.item.version, &draft.content, &c.general));
        let version = read.version;
        let _ = self.read.try_set(read.clone());
        let _ = self.editing.sheet.try_update(|s| if keep_typed { s.version = version } else { *s = read });
        let _ = self.draft.try_set(draft);
    }

    /// After somebody else was faster: theirs, or what was typed here on top of theirs.
    pub fn take_over(self, keep_typed: bool) {
        let (api, id) = (self.editing.api, self.draft.with_untracked(|d| d.item.id));
        api::run(async move {
            match api::menu::draft(api, id).await {
                Ok(draft) => {
                    self.put(draft, keep_typed);
                    let _ = self.stale.try_set(false);
                    let _ = self.trouble.try_set(None);
                    focus("keep-title");
                }
                Err(failure) => self.failed(&failure),
            }
        });
    }

    /// Words for what did not work.
    pub fn failed(self, failure: &Failure) {
        match failure {
            Failure::Problem(p) if p.code == ProblemCode::InvalidFields => self.editing.show(p.errors.clone(), true),
            Failure::Problem(p) if p.code == ProblemCode::StaleVersion => drop(self.stale.try_set(true)),
            failure => {
                let _ = self.trouble.try_set(Some(said(failure)));
                focus("menu-trouble");
            }
        }
    }

    fn save(self) {
        let Some(content) = self.editing.checked() else { return };
        let (api, id) = (self.editing.api, self.draft.with_untracked(|d| d.item.id));
        let ask = SaveMenuDraft { expected_version: self.editing.sheet.with_untracked(|s| s.version), content };
        self.begin_work();
        api::run(async move {
            match api::menu::save(api, id, &ask).await {
                Ok(draft) => {
                    let word = if draft.item.has_draft { tr!(menu.saved) } else { tr!(menu.saved_same) };
                    self.put(draft, false);
                    let _ = self.notice.try_set(Some(word));
                }
                Err(failure) => self.failed(&failure),
            }
            let _ = self.pending.try_set(false);
        });
    }

    fn publish(self) {
        let (api, id) = (self.editing.api, self.draft.with_untracked(|d| d.item.id));
        let ask = PublishMenuItem {
            expected_version: self.draft.with_untracked(|d| d.item.version),
            note: self.note.get_untracked().trim().to_owned(),
        };
        self.no_note.set(!problems_of(&ask).is_empty());
        if self.no_note.get_untracked() {
            return focus("f-note");
        }
        let body = serde_json::to_string(&ask).unwrap_or_default();
        let key = self.attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        self.begin_work();
        api::run(async move {
            match api::menu::publish(api, id, &ask, &key).await {
                Ok(version) => {
                    let _ = self.notice.try_set(Some(tr!(menu.published, n = version.version)));
                    let _ = self.note.try_set(String::new());
                    if let Ok(draft) = api::menu::draft(api, id).await {
                        self.put(draft, false);
                    }
                }
                Err(failure) => self.failed(&failure),
            }
            let _ = self.pending.try_set(false);
        });
    }

    fn begin_work(self) {
        self.pending.set(true);
        self.notice.set(None);
        self.trouble.set(None);
    }
}

/// The end of the page: keep, look at what changes, publish.
#[component]
pub fn Keep(publishing: Publishing) -> impl IntoView {
    let is_typed = Memo::new(move |_| publishing.is_typed());
    let has_draft = Memo::new(move |_| publishing.draft.with(|d| d.item.has_draft));
    view! {
        <section class="card card-turn" aria-labelledby="keep-title">
            <h2 id="keep-title" tabindex="-1">{tr!(menu.publish_title)}</h2>
            <div class="live" aria-live="polite">{live(move || publishing.notice.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
            <p class="hint">{live(move || if is_typed.get() { tr!(menu.typed) } else if has_draft.get() { tr!(menu.draft_waits) } else { tr!(menu.nothing_new) })}</p>
            <div class="button-row">
                <button type="button" id="save-draft" class="button button-primary" disabled=flag(move || publishing.pending.get() || !is_typed.get()) on:click=act(move |_| publishing.save())>{tr!(menu.save)}</button>
            </div>
            {live(move || (has_draft.get() && !is_typed.get()).then(|| view! { <Publish publishing/> }))}
        </section>
    }
}

#[component]
fn Publish(publishing: Publishing) -> impl IntoView {
    let problem = Signal::derive(move || publishing.no_note.get().then(|| tr!(menu.problem_note)));
    let is_first = publishing.draft.with_untracked(|d| d.item.item_version == 0);
    if is_first && publishing.note.with_untracked(String::is_empty) {
        publishing.note.set(tr!(menu.first_note));
    }
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        publishing.publish();
    };
    let id = publishing.draft.with_untracked(|d| d.item.id);
    view! {
        {(!is_first).then(|| view! {
            <h3>{tr!(menu.what_changes)}</h3>
            {live(move || publishing.draft.with(|d| view! { <Changes changes=d.changes.clone()/> }))}
        })}
        <form novalidate on:submit=act(send)>
            <Question pointer="/note".to_owned() label=tr!(menu.note) hint=tr!(menu.note_hint) required=true problem>
                <textarea id="f-note" rows="2" maxlength="300" aria-required="true" aria-describedby="f-note-about"
                    prop:value=typed(move || publishing.note.get()) on:input=act(move |e| publishing.note.set(event_target_value(&e)))></textarea>
            </Question>
            <div class="button-row">
                <button type="submit" class="button button-primary" disabled=flag(move || publishing.pending.get())>{icon("check")}{tr!(menu.publish)}</button>
                <a href=at(&format!("/menu/{id}/versions")) class="button button-secondary">{tr!(menu.versions_link)}</a>
            </div>
        </form>
    }
}
