//! The promise: a class, or spans of its own; and what urgency makes of it.

use super::editor::Editing;
use super::parts::{Said, check, choice, text};
use super::sheet::{Sheet, Stages, stages};
use super::words;
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::spans::spoken;
use contract::menu::{DeadlineClass, StageSpans, UrgencySpans};
use leptos::prelude::*;

/// The stages in their order.
const STAGES: [&str; 5] = ["acceptance", "dispatch", "take", "first_contact", "completion"];

/// One of the three sets of spans.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Set {
    Own,
    Urgent,
    Danger,
}

impl Set {
    const fn name(self) -> &'static str {
        match self {
            Self::Own => "spans",
            Self::Urgent => "urgent",
            Self::Danger => "danger",
        }
    }

    fn of(self, sheet: &Sheet) -> Option<&Stages> {
        match self {
            Self::Own => Some(&sheet.spans),
            Self::Urgent => sheet.urgent.as_ref(),
            Self::Danger => sheet.danger.as_ref(),
        }
    }

    fn of_mut(self, sheet: &mut Sheet) -> Option<&mut Stages> {
        match self {
            Self::Own => Some(&mut sheet.spans),
            Self::Urgent => sheet.urgent.as_mut(),
            Self::Danger => sheet.danger.as_mut(),
        }
    }
}

#[component]
pub fn Promise(editing: Editing) -> impl IntoView {
    let classes = DeadlineClass::ALL.iter().map(|c| (c.to_string(), words::class(*c))).collect();
    let is_own = Memo::new(move |_| editing.sheet.with(|s| s.class == DeadlineClass::Own));
    let resolved = Memo::new(move |_| editing.sheet.with(|s| editing.classes.with_value(|c| s.content().0.deadlines.resolve(c))));
    let has = move |set: Set| Memo::new(move |_| editing.sheet.with(|s| set.of(s).is_some()));
    let (urgent, danger) = (has(Set::Urgent), has(Set::Danger));
    // What is left out begins with what would hold anyway.
    let toggle = move |s: &mut Sheet, set: Set, on: bool| {
        let begin = resolved.with_untracked(|r: &UrgencySpans| stages(if set == Set::Urgent { &r.urgent } else { &r.danger }));
        let place = if set == Set::Urgent { &mut s.urgent } else { &mut s.danger };
        *place = on.then_some(begin);
    };
    view! {
        <section class="card" aria-labelledby="promise-title">
            <h2 id="promise-title">{tr!(menu.promise)}</h2>
            {choice(editing, Said::needed("/deadlines/class", tr!(menu.class)).hint(tr!(menu.class_hint)), classes, Box::new(|s| s.class.to_string()), Box::new(|s, v| s.class = v.parse().unwrap_or(s.class)))}
            {live(move || is_own.get().then(|| inputs(editing, Set::Own)))}
            {check(editing, "/deadlines/urgent", tr!(menu.own_urgent), |s| s.urgent.is_some(), move |s, on| toggle(s, Set::Urgent, on))}
            {live(move || urgent.get().then(|| inputs(editing, Set::Urgent)))}
            {check(editing, "/deadlines/danger", tr!(menu.own_danger), |s| s.danger.is_some(), move |s, on| toggle(s, Set::Danger, on))}
            {live(move || danger.get().then(|| inputs(editing, Set::Danger)))}
            {live(move || resolved.with(table))}
        </section>
    }
}

fn inputs(editing: Editing, set: Set) -> AnyView {
    let one = |(n, stage): (usize, &'static str)| {
        let said = Said::needed(format!("/deadlines/{}/{stage}", set.name()), words::stage(stage));
        let get = move |s: &Sheet| set.of(s).and_then(|all| all.get(n)).cloned().unwrap_or_default();
        let put = move |s: &mut Sheet, v: String| {
            if let Some(place) = set.of_mut(s).and_then(|all| all.get_mut(n)) {
                *place = v;
            }
        };
        text(editing, said, 1, 8, Box::new(get), Box::new(put))
    };
    view! {
        <div class="spans">
            <p class="hint">{tr!(menu.span_hint)}</p>
            <div class="spans-row">{STAGES.into_iter().enumerate().map(one).collect_view()}</div>
        </div>
    }
    .into_any()
}

/// What all of it means, in words.
fn table(spans: &UrgencySpans) -> AnyView {
    let row = |head: String, spans: &StageSpans| {
        let cells = spans.stages().map(|(name, span)| view! { <td role="cell" data-label=words::stage(name)>{spoken(span)}</td> });
        view! { <tr role="row"><th scope="row" role="rowheader">{head}</th>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="table-frame">
            <table class="promise" role="table">
                <caption class="visually-hidden">{tr!(menu.promise_table)}</caption>
                <thead role="rowgroup"><tr role="row"><td role="cell"></td>{STAGES.map(|s| view! { <th scope="col" role="columnheader">{words::stage(s)}</th> }).collect_view()}</tr></thead>
                <tbody role="rowgroup">
                    {row(tr!(menu.when_normal), &spans.normal)}
                    {row(tr!(menu.when_urgent), &spans.urgent)}
                    {row(tr!(menu.when_danger), &spans.danger)}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}
