//! The editor of an item: its texts, for whom, its questions, its promise, what teams need, when it is offered; beside it what
//! residents will see.

use super::fields::Fields;
use super::parts::{Said, check, choice, text};
use super::preview::Preview;
use super::promise::Promise;
use super::season::SeasonQuestion;
use super::sheet::Sheet;
use super::words;
use crate::api::Api;
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, flag, live};
use crate::ui::{Summary, audience, field_id};
use contract::FieldProblem;
use contract::menu::{Audience, ClassSpans, EvidenceRule, ItemContent};
use contract::org::Skill;
use leptos::prelude::*;

/// Everything the pieces of the editor share.
#[derive(Clone, Copy)]
pub struct Editing {
    pub api: Api,
    pub sheet: RwSignal<Sheet>,
    pub classes: StoredValue<ClassSpans>,
    pub skills: StoredValue<Vec<Skill>>,
    /// What was wrong when it was sent, and whether the server said so.
    pub found: RwSignal<(Vec<FieldProblem>, bool)>,
    /// What of that is still wrong: a field that was mended says no more.
    pub errors: Memo<Vec<FieldProblem>>,
}

impl Editing {
    pub fn begin(sheet: Sheet, classes: ClassSpans, skills: Vec<Skill>) -> Self {
        let (sheet, found) = (RwSignal::new(sheet), RwSignal::new((Vec::<FieldProblem>::new(), false)));
        let errors = Memo::new(move |_| {
            found.with(|(all, by_server)| {
                if *by_server || all.is_empty() {
                    return all.clone();
                }
                let now = sheet.with(Sheet::content).1;
                all.iter().filter(|e| now.iter().any(|n| n.pointer == e.pointer)).cloned().collect()
            })
        });
        Self { api: Api::expect(), sheet, classes: StoredValue::new(classes), skills: StoredValue::new(skills), found, errors }
    }

    /// The problem of the field that stands at `at`, in words.
    pub fn problem(self, at: String) -> Signal<Option<String>> {
        Signal::derive(move || {
            let sheet = self.sheet;
            self.errors.with(|all| all.iter().find(|p| sheet.with_untracked(|s| stands_at(s, &p.pointer)) == at).map(words::problem))
        })
    }

    /// What it says now, or nothing when something is wrong, which is then shown with the focus on it.
    pub fn checked(self) -> Option<ItemContent> {
        let (content, problems) = self.sheet.with_untracked(Sheet::content);
        let is_right = problems.is_empty();
        self.show(problems, false);
        is_right.then_some(content)
    }

    /// Shows what is wrong. Pointers of the server begin with `/content`.
    pub fn show(self, problems: Vec<FieldProblem>, by_server: bool) {
        let bare = |p: FieldProblem| FieldProblem { pointer: p.pointer.strip_prefix("/content").unwrap_or(&p.pointer).to_owned(), ..p };
        let problems: Vec<FieldProblem> = problems.into_iter().map(bare).collect();
        if !problems.is_empty() {
            crate::ui::focus("error-summary");
        }
        let _ = self.found.try_set((problems, by_server));
    }
}

/// Where the field of a pointer stands on the page: questions and choices change places, their keys stay.
pub fn stands_at(sheet: &Sheet, pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let at = |text: &str| text.parse::<usize>().ok();
    match parts.as_slice() {
        ["skills", ..] => "/skills".to_owned(),
        ["form", n, rest @ ..] => {
            let Some(field) = at(n).and_then(|n| sheet.fields.get(n)) else { return pointer.to_owned() };
            match rest {
                ["options", n, last] => {
                    let key = at(n).and_then(|n| field.options.get(n)).map_or(0, |o| o.key);
                    format!("/q/{}/{key}/{last}", field.key)
                }
                rest => format!("/q/{}/{}", field.key, rest.join("/")),
            }
        }
        _ => pointer.to_owned(),
    }
}

/// The summary of what is wrong, on top.
#[component]
pub fn Wrong(editing: Editing) -> impl IntoView {
    live(move || {
        let line = |p: &FieldProblem| {
            let (at, name) = editing.sheet.with_untracked(|s| (stands_at(s, &p.pointer), words::field(s, &p.pointer)));
            (at, tr!(order.summary_line, label = name, problem = words::problem(p)))
        };
        let lines: Vec<_> = editing.errors.with(|all| all.iter().map(line).collect());
        (!lines.is_empty()).then(|| view! { <Summary title=tr!(order.summary_title, n = lines.len()) lines/> })
    })
}

/// The whole editor with the preview beside it.
#[component]
pub fn Editor(editing: Editing, children: Children) -> impl IntoView {
    view! {
        <div class="editor">
            <div class="editor-main">
                <Texts editing/>
                <Fields editing/>
                <Promise editing/>
                <Needs editing/>
                <SeasonQuestion editing/>
                {children()}
            </div>
            <Preview editing/>
        </div>
    }
}

#[component]
fn Texts(editing: Editing) -> impl IntoView {
    let audiences = Audience::ALL.iter().map(|a| (a.to_string(), audience(*a))).collect();
    view! {
        <section class="card" aria-labelledby="texts-title">
            <h2 id="texts-title">{tr!(menu.texts_title)}</h2>
            {text(editing, Said::needed("/name", tr!(menu.name)), 1, 40, Box::new(|s| s.name.clone()), Box::new(|s, v| s.name = v))}
            {text(editing, Said::needed("/description", tr!(menu.description)).hint(tr!(menu.description_hint)), 3, 300, Box::new(|s| s.description.clone()), Box::new(|s, v| s.description = v))}
            {choice(editing, Said::needed("/audience", tr!(menu.audience)), audiences, Box::new(|s| s.audience.to_string()), Box::new(|s, v| s.audience = v.parse().unwrap_or(s.audience)))}
            <details class="more-fields">
                <summary>{tr!(menu.english)}</summary>
                {text(editing, Said::optional("/name_en", tr!(menu.name_en)).hint(tr!(menu.english_hint)), 1, 80, Box::new(|s| s.name_en.clone()), Box::new(|s, v| s.name_en = v))}
                {text(editing, Said::optional("/description_en", tr!(menu.description_en)), 3, 600, Box::new(|s| s.description_en.clone()), Box::new(|s, v| s.description_en = v))}
            </details>
        </section>
    }
}

/// What the team has to bring, and what is shown of it.
#[component]
fn Needs(editing: Editing) -> impl IntoView {
    let rules = EvidenceRule::ALL.iter().map(|r| (r.to_string(), words::evidence(*r))).collect();
    let skill = move |(n, skill): (usize, Skill)| {
        let (code, kept) = (skill.code.clone(), skill.code);
        // The first carries the field's id, so that the summary's link lands on it.
        let id = if n == 0 { field_id("/skills") } else { format!("{}-{n}", field_id("/skills")) };
        let toggle = move |on: bool| {
            editing.sheet.update(|s| {
                s.skills.retain(|c| *c != kept);
                if on {
                    s.skills.push(kept.clone());
                }
            });
        };
        view! {
            <label class="choice">
                <input type="checkbox" id=id prop:checked=flag(move || editing.sheet.with(|s| s.skills.contains(&code))) on:change=act(move |e| toggle(event_target_checked(&e)))/>
                <span>{pick(&skill.name, &skill.name_en)}</span>
            </label>
        }
    };
    let problem = editing.problem("/skills".to_owned());
    view! {
        <section class="card" aria-labelledby="needs-title">
            <h2 id="needs-title">{tr!(menu.needs_title)}</h2>
            <crate::ui::Question pointer="/skills".to_owned() label=tr!(menu.skills) hint=tr!(menu.skills_hint) required=false is_group=true problem>
                <div class="choices skills">{editing.skills.get_value().into_iter().enumerate().map(skill).collect_view()}</div>
            </crate::ui::Question>
            {choice(editing, Said::needed("/evidence", tr!(menu.evidence)), rules, Box::new(|s| s.evidence.to_string()), Box::new(|s, v| s.evidence = v.parse().unwrap_or(s.evidence)))}
            {check(editing, "/is_public", tr!(menu.is_public_label), |s| s.is_public, |s, on| s.is_public = on)}
        </section>
    }
}
