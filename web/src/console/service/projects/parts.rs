//! The plan, the applications, the residents' word.

use super::{application, forms, verdict};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::orders::grade;
use crate::ui::{fact, now, spoken, when};
use contract::projects::{Application, Milestone, Project, ProjectMeasure, ProjectOutcome, ProjectState, ResidentWord};
use leptos::prelude::*;

/// Measures, milestones and numbers, once there are some.
pub fn plan(project: &Project) -> Option<AnyView> {
    if project.measures.is_empty() && project.milestones.is_empty() && project.outcomes.is_empty() {
        return None;
    }
    let today = when::local(now()).date();
    let measure = |m: &ProjectMeasure| {
        let mark = match m.done_at {
            Some(_) => badge((tr!(activities.done), "good")),
            None if m.due_on < today => badge((tr!(activities.overdue), "late")),
            None => badge((tr!(activities.to_do), "moving")),
        };
        let hint = dotted([Some(m.who.clone()), Some(spoken::day(m.due_on, today))]);
        view! { <li><p class="badges"><strong>{m.what.clone()}</strong>{mark}<span class="hint">{hint}</span></p></li> }
    };
    let milestone = |m: &Milestone| {
        let (mark, day) = match m.reached_on {
            Some(day) => (badge((tr!(activities.reached), "good")), day),
            None if m.is_overdue => (badge((tr!(activities.overdue), "late")), m.due_on),
            None => (badge((tr!(activities.ahead), "moving")), m.due_on),
        };
        let hint = dotted([Some(spoken::day(day, today)), Some(m.note.clone()).filter(|n| !n.is_empty())]);
        view! { <li><p class="badges"><strong>{m.title.clone()}</strong>{mark}<span class="hint">{hint}</span></p></li> }
    };
    let outcome = |o: &ProjectOutcome| {
        let achieved = o.achieved.map_or_else(|| tr!(activities.not_yet), |n| n.to_string());
        fact(o.indicator.clone(), tr!(activities.outcome_line, planned = o.planned, unit = &o.unit, achieved = achieved))
    };
    let list =
        |title: String, items: Vec<AnyView>| (!items.is_empty()).then(|| view! { <h3>{title}</h3><ul class="plain parts">{items}</ul> });
    let numbers = (!project.outcomes.is_empty()).then(|| {
        view! {
            <h3>{tr!(activities.outcomes)}</h3>
            <dl class="review">{project.outcomes.iter().map(outcome).collect_view()}</dl>
        }
    });
    let (measures, milestones) = (
        project.measures.iter().map(|m| measure(m).into_any()).collect(),
        project.milestones.iter().map(|m| milestone(m).into_any()).collect(),
    );
    Some(
        view! {
            <section class="card" aria-labelledby="plan-title">
                <h2 id="plan-title">{tr!(activities.the_plan)}</h2>
                {list(tr!(activities.measures), measures)}
                {list(tr!(activities.milestones), milestones)}
                {numbers}
            </section>
        }
        .into_any(),
    )
}

/// Those that the caller may see, each with what can be done.
pub fn applications(project: &Project, taking: Taking) -> Option<AnyView> {
    let one = |row: &Application| {
        let taking = taking.with(Kept::expect().given(&format!("application/{}", row.id)));
        view! {
            <li>
                <p class="badges"><strong>{row.unit.name.clone()}</strong>{badge(application(row.state))}</p>
                <p>{row.text.clone()}</p>
                <p class="hint">{dotted([Some(row.responsible_name.clone()), Some(row.responsible_phone.clone()), Some(dated(row.created_at))])}</p>
                <Steps taking forms=forms::of_application(project, row)/>
            </li>
        }
    };
    (!project.applications.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="applications-title">
                <h2 id="applications-title">{tr!(activities.applications)}</h2>
                <ul class="plain parts">{project.applications.iter().map(one).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// What residents say, from the first report on.
pub fn words(project: &Project, said: Vec<ResidentWord>) -> Option<AnyView> {
    let is_asked = matches!(project.state, ProjectState::Reported | ProjectState::Closed) || !said.is_empty();
    let counts = &project.words;
    let one = |word: ResidentWord| {
        view! {
            <li>
                <p class="badges"><strong>{word.person_name}</strong>{badge(verdict(word.verdict))}<span class="hint">{format!("{} · {}", word.grade, grade(word.grade))}</span>
                    <span class="hint">{dated(word.said_at)}</span></p>
                {(!word.text.is_empty()).then(|| view! { <blockquote class="said">{word.text}</blockquote> })}
            </li>
        }
    };
    is_asked.then(|| {
        view! {
            <section class="card" aria-labelledby="words-title">
                <h2 id="words-title">{tr!(activities.words)}</h2>
                <p>{tr!(activities.words_n, resolved = counts.resolved, partly = counts.partly, not = counts.not_resolved, needed = counts.needed)}</p>
                <ul class="plain parts">{said.into_iter().map(one).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}
