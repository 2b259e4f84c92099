//! Who answers for it, the measures, and a word to the team.

use super::Planning;
use super::plan::{MOST_MEASURES, Row};
use crate::console::clock::dated;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Question, icon};
use contract::PersonId;
use contract::org::PersonRef;
use leptos::prelude::*;

/// The members of the chosen team; nobody while none, or several, are chosen.
fn members(planning: Planning) -> Vec<PersonRef> {
    planning.plan.with(|plan| match plan.teams.as_slice() {
        [only] if !plan.several => {
            planning.candidates.with(|all| all.iter().find(|c| c.team.id == *only).map(|c| c.members.clone()).unwrap_or_default())
        }
        _ => Vec::new(),
    })
}

#[component]
pub fn Responsible(planning: Planning) -> impl IntoView {
    const POINTER: &str = "/responsible_person_id";
    let people = Memo::new(move |_| members(planning));
    let choose = move |e| {
        let person = event_target_value(&e).parse::<PersonId>().ok();
        let before = planning.named();
        let name = people.with_untracked(|all| all.iter().find(|p| Some(p.id) == person).map(|p| p.name.clone()));
        planning.plan.update(|p| p.name(person, &before, &name.unwrap_or_default()));
    };
    let option = move |p: PersonRef| {
        let id = p.id;
        view! { <option value=id.to_string() selected=flag(move || planning.plan.with(|plan| plan.responsible == Some(id)))>{p.name}</option> }
    };
    live(move || {
        if planning.plan.with(|p| p.several) {
            return view! { <p class="hint several">{icon("users")}{tr!(dispatch.responsible_several)}</p> }.into_any();
        }
        view! {
            <Question pointer=POINTER.to_owned() label=tr!(dispatch.responsible) hint=tr!(dispatch.responsible_hint) required=true problem=planning.problem(POINTER.to_owned())>
                <select id="f-responsible_person_id" class="short" aria-describedby="f-responsible_person_id-about" disabled=flag(move || people.with(Vec::is_empty)) on:change=act(choose)>
                    <option value="">{live(move || if people.with(Vec::is_empty) { tr!(dispatch.responsible_first) } else { tr!(order.choose) })}</option>
                    {live(move || people.get().into_iter().map(option).collect_view())}
                </select>
            </Question>
        }
        .into_any()
    })
}

/// Measures of this round from an earlier offer: they stay, so that nobody writes them down again.
fn planned(planning: Planning) -> Option<AnyView> {
    let kept = planning.order.with(|o| o.measures.iter().filter(|m| m.round == o.round).cloned().collect::<Vec<_>>());
    let line =
        |m: contract::orders::Measure| view! { <li>{tr!(mine.measure_line, what = m.what, who = m.who, when = dated(m.due_at))}</li> };
    (!kept.is_empty()).then(|| {
        view! { <p class="hint">{tr!(dispatch.measures_kept)}</p><ul class="hint">{kept.into_iter().map(line).collect_view()}</ul> }
            .into_any()
    })
}

#[component]
pub fn MeasuresQuestion(planning: Planning) -> impl IntoView {
    let rows = Memo::new(move |_| planning.plan.with(|p| p.measures.len()));
    view! {
        <fieldset class="question measures" class:question-wrong=flag(move || planning.errors.with(|all| all.iter().any(|p| p.pointer.starts_with("/measures"))))>
            <legend class="question-label">{tr!(dispatch.measures)}</legend>
            <p class="hint">{tr!(dispatch.measures_hint)}</p>
            {live(move || planned(planning))}
            <ol class="measure-list">
                {live(move || (0..rows.get()).map(|index| view! { <Measure index planning rows/> }).collect_view())}
            </ol>
            <button type="button" class="button button-secondary button-small" disabled=flag(move || rows.get() >= MOST_MEASURES) on:click=act(move |_| planning.plan.update(super::Plan::add))>{tr!(dispatch.measure_add)}</button>
        </fieldset>
    }
}

/// One input of a measure: its value, its problem.
#[component]
fn Cell(
    index: usize,
    planning: Planning,
    name: &'static str,
    label: String,
    get: fn(&Row) -> String,
    set: fn(&mut Row, String),
) -> impl IntoView {
    let pointer = format!("/measures/{index}/{name}");
    let id = crate::ui::field_id(&pointer);
    let about = format!("{id}-about");
    let problem = planning.problem(pointer);
    let kind = if name == "due_at" { "datetime-local" } else { "text" };
    let max = match name {
        "what" => Some("300"),
        "who" => Some("40"),
        _ => None,
    };
    let read = move || planning.plan.with(|p| p.measures.get(index).map(get).unwrap_or_default());
    let write = move |e| {
        planning.plan.update(|p| {
            if let Some(row) = p.measures.get_mut(index) {
                set(row, event_target_value(&e));
            }
        });
    };
    view! {
        <div class=format!("measure-cell measure-{name}") class:question-wrong=flag(move || problem.get().is_some())>
            <label for=id.clone()>{label}</label>
            <input type=kind id=id maxlength=max autocomplete="off" aria-required="true" aria-describedby=about.clone() prop:value=typed(read) on:input=act(write)/>
            <div id=about>{live(move || problem.get().map(|text| view! { <span class="problem">{icon("circle-alert")}{text}</span> }))}</div>
        </div>
    }
}

#[component]
fn Measure(index: usize, planning: Planning, rows: Memo<usize>) -> impl IntoView {
    view! {
        <li class="measure">
            <Cell index planning name="what" label=tr!(dispatch.measure_what) get=|r| r.what.clone() set=|r, v| r.what = v/>
            <Cell index planning name="who" label=tr!(dispatch.measure_who) get=|r| r.who.clone() set=|r, v| r.who = v/>
            <Cell index planning name="due_at" label=tr!(dispatch.measure_due) get=|r| r.due.clone() set=|r, v| r.due = v/>
            {live(move || (rows.get() > 1).then(|| view! {
                <button type="button" class="button button-quiet" on:click=act(move |_| planning.plan.update(|p| p.remove(index)))>{tr!(dispatch.measure_remove, n = index + 1)}</button>
            }))}
        </li>
    }
}

#[component]
pub fn Note(planning: Planning) -> impl IntoView {
    view! {
        <Question pointer="/note".to_owned() label=tr!(dispatch.note) hint=tr!(dispatch.note_hint) required=false problem=planning.problem("/note".to_owned())>
            <textarea id="f-note" rows="2" maxlength="500" aria-describedby="f-note-about" prop:value=typed(move || planning.plan.with(|p| p.note.clone()))
                on:input=act(move |e| planning.plan.update(|p| p.note = event_target_value(&e)))></textarea>
        </Question>
    }
}
