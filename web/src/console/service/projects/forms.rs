//! The steps of projects as a table.

use super::kind;
use crate::console::steps::{Ask, Kind, Opt, Shape, StepForm, opt, words_of};
use crate::i18n::tr;
use crate::ui::spoken_name;
use contract::check_ins::OwnUnit;
use contract::org::OrgRef;
use contract::projects::{Application, ApplicationState, Project, ProjectAction as A, ProjectContent, ProjectKind};
use serde_json::{Value, json};
use std::sync::Arc;

/// Writing a new one.
pub fn new(communities: &[OrgRef]) -> StepForm {
    let places: Vec<Opt> = communities.iter().map(|c| opt(c.id.to_string(), spoken_name(&c.name).to_owned())).collect();
    let place = Ask::new("community_id", tr!(member.community), Kind::Select(places));
    let place = match communities {
        [only] => place.preset(only.id.to_string()),
        _ => place,
    };
    let form = StepForm::new("new", tr!(activities.project_new), "/projects".to_owned(), 0, tr!(activities.created)).fresh();
    let kinds = Kind::Choice(words_of(ProjectKind::ALL, kind));
    content(form.ask(place).ask(Ask::new("kind", tr!(activities.project_kind), kinds)), None)
}

fn content(form: StepForm, now: Option<&ProjectContent>) -> StepForm {
    let with = |ask: Ask, text: Option<&String>| match text {
        Some(text) => ask.preset(text.clone()),
        None => ask,
    };
    form.ask(with(Ask::line("content/title", tr!(activities.title), 2, 80), now.map(|c| &c.title)))
        .ask(with(Ask::text("content/description", tr!(activities.project_description), 2, 2000), now.map(|c| &c.description)))
        .ask(with(Ask::line("content/place", tr!(activities.place), 2, 200).hinting(tr!(activities.place_hint)), now.map(|c| &c.place)))
}

/// Every step that is open here, the usual first; `own` are the units the caller speaks for.
pub fn steps(project: &Project, own: &[OwnUnit]) -> Vec<StepForm> {
    const ORDER: [A; 12] =
        [A::Publish, A::Apply, A::Progress, A::Plan, A::Report, A::Close, A::Return, A::Reopen, A::Change, A::GiveUp, A::Cancel, A::Choose];
    ORDER.iter().filter(|a| project.allowed_actions.contains(a)).filter_map(|a| step(project, own, *a)).collect()
}

fn step(project: &Project, own: &[OwnUnit], action: A) -> Option<StepForm> {
    let form = |code: &str, name: String, done: String| {
        StepForm::new(code, name, format!("/projects/{}/{code}", project.id), project.version, done)
    };
    let reason = |form: StepForm, label: String| form.ask(Ask::text("reason", label, 2, 500));
    Some(match action {
        A::Publish => form("publication", tr!(activities.publish), tr!(activities.published)).lead(tr!(activities.project_publish_lead)),
        A::Change => {
            let path = format!("/projects/{}", project.id);
            let change = StepForm::new("change", tr!(activities.change), path, project.version, tr!(activities.changed)).patch();
            content(change, Some(&project.content))
        }
        A::Apply => apply(form("applications", tr!(activities.apply), tr!(activities.applied)).fresh(), own),
        A::Plan => plan(form("plan", tr!(activities.plan), tr!(activities.planned))),
        A::Progress => progress(form("progress", tr!(activities.progress), tr!(activities.progressed)), project),
        A::Report => form("report", tr!(activities.report_done), tr!(activities.reported))
            .lead(tr!(activities.report_lead))
            .ask(Ask::text("text", tr!(activities.report_text), 2, 2000)),
        A::Close => close(form("closure", tr!(activities.close_out), tr!(activities.closed_out)), project),
        A::Return => reason(form("return", tr!(activities.send_back), tr!(activities.sent_back)).grave(), tr!(activities.send_back_why)),
        A::GiveUp => reason(
            form("surrender", tr!(activities.give_up), tr!(activities.given_up)).lead(tr!(activities.give_up_lead)).grave(),
            tr!(activities.reason_told),
        ),
        A::Cancel => reason(
            form("cancellation", tr!(activities.project_cancel), tr!(activities.project_cancelled)).grave(),
            tr!(activities.reason_told),
        ),
        A::Reopen => form("reopening", tr!(activities.reopen), tr!(activities.reopened)).lead(tr!(activities.reopen_lead)),
        // Beside each application.
        A::Choose | A::Say => return None,
    })
}

fn apply(form: StepForm, own: &[OwnUnit]) -> StepForm {
    let units: Vec<Opt> = own.iter().map(|u| opt(u.unit.id.to_string(), u.unit.name.clone())).collect();
    let unit = Ask::new("unit_id", tr!(activities.by_unit), Kind::Select(units));
    let unit = match own {
        [only] => unit.preset(only.unit.id.to_string()),
        _ => unit,
    };
    form.lead(tr!(activities.apply_lead))
        .ask(unit)
        .ask(Ask::text("text", tr!(activities.apply_text), 2, 1000))
        .ask(Ask::line("responsible_name", tr!(activities.responsible), 1, 40))
        .ask(Ask::line("responsible_phone", tr!(activities.contact_phone), 11, 11))
}

/// One of each at a time: more can be added again.
fn plan(form: StepForm) -> StepForm {
    let mut form = form
        .lead(tr!(activities.plan_lead))
        .ask(Ask::line("measures/0/what", tr!(activities.measure), 2, 200).optional())
        .ask(Ask::line("measures/0/who", tr!(activities.measure_who), 1, 40).optional())
        .ask(Ask::new("measures/0/due_on", tr!(activities.measure_due), Kind::Day).optional())
        .ask(Ask::line("milestones/0/title", tr!(activities.milestone), 2, 80).optional())
        .ask(Ask::new("milestones/0/due_on", tr!(activities.milestone_due), Kind::Day).optional())
        .ask(Ask::line("outcomes/0/indicator", tr!(activities.outcome), 1, 40).hinting(tr!(activities.outcome_hint)).optional())
        .ask(Ask::new("outcomes/0/planned", tr!(activities.outcome_planned), Kind::Number).optional())
        .ask(Ask::line("outcomes/0/unit", tr!(activities.outcome_unit), 1, 10).optional());
    form.shape = Some(Shape { body: Arc::new(|body: Value| body), pointer: Arc::new(first_asked) });
    form
}

/// That nothing was planned is said beside the first question.
fn first_asked(pointer: &str) -> String {
    if pointer == "/measures" { "/measures/0/what".to_owned() } else { pointer.to_owned() }
}

fn progress(form: StepForm, project: &Project) -> StepForm {
    let mut form = form.ask(Ask::text("text", tr!(activities.progress_text), 2, 2000));
    let measures: Vec<Opt> =
        project.measures.iter().filter(|m| m.done_at.is_none()).map(|m| opt(m.id.to_string(), m.what.clone())).collect();
    if !measures.is_empty() {
        form = form.ask(Ask::new("measures_done", tr!(activities.measures_done), Kind::Several(measures)).long(0, 50).optional());
    }
    let milestones: Vec<Opt> =
        project.milestones.iter().filter(|m| m.reached_on.is_none()).map(|m| opt(m.id.to_string(), m.title.clone())).collect();
    if !milestones.is_empty() {
        form = form
            .ask(Ask::new("milestones_reached/0/id", tr!(activities.milestone_reached), Kind::Select(milestones)).optional())
            .ask(Ask::new("milestones_reached/0/reached_on", tr!(activities.reached_on), Kind::Day).optional());
    }
    for (n, outcome) in project.outcomes.iter().enumerate() {
        let label = tr!(activities.achieved_of, what = outcome.indicator, planned = outcome.planned, unit = outcome.unit);
        form = form.ask(Ask::new(format!("achieved/{n}"), label, Kind::Number).optional());
    }
    let ids: Vec<String> = project.outcomes.iter().map(|o| o.id.to_string()).collect();
    form.shape = Some(Shape { body: Arc::new(move |body: Value| achieved(&ids, body)), pointer: Arc::new(|p: &str| p.to_owned()) });
    form
}

/// The numbers that were given, each with what it is of.
fn achieved(ids: &[String], mut body: Value) -> Value {
    let given = body.as_object_mut().and_then(|b| b.remove("achieved")).unwrap_or_default();
    let numbers = given.as_array().cloned().unwrap_or_default();
    let outcomes: Vec<Value> =
        ids.iter().zip(numbers).filter(|(_, n)| !n.is_null()).map(|(id, n)| json!({ "id": id, "achieved": n })).collect();
    if let Some(object) = body.as_object_mut().filter(|_| !outcomes.is_empty()) {
        object.insert("outcomes".to_owned(), Value::Array(outcomes));
    }
    body
}

fn close(form: StepForm, project: &Project) -> StepForm {
    let words = &project.words;
    let said = words.resolved + words.partly + words.not_resolved;
    let form = form.lead(tr!(activities.close_out_lead)).ask(Ask::text("text", tr!(activities.close_out_text), 2, 1000));
    if said >= words.needed {
        return form;
    }
    let hint = tr!(activities.few_words_hint, said = said, needed = words.needed);
    form.ask(Ask::text("few_words_reason", tr!(activities.few_words), 2, 500).hinting(hint))
}

/// What can be done with an application.
pub fn of_application(project: &Project, row: &Application) -> Vec<StepForm> {
    let form = |what: &str, name: String, done: String| {
        StepForm::new(format!("{what}-{}", row.id), name, format!("/project-applications/{}/{what}", row.id), row.version, done)
    };
    let is_open = row.state == ApplicationState::Applied;
    let choose = (is_open && project.allowed_actions.contains(&A::Choose))
        .then(|| form("choice", tr!(activities.choose), tr!(activities.chosen)).lead(tr!(activities.choose_lead)));
    let back =
        (is_open && row.is_mine).then(|| form("withdrawal", tr!(activities.withdraw), tr!(activities.application_withdrawn)).grave());
    choose.into_iter().chain(back).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
    use super::*;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    fn project(actions: &[&str], said: i64) -> Project {
        let at = "2026-11-24T01:00:00Z";
        serde_json::from_value(json!({ "id": ID, "kind": "livelihood_problem", "state": "reported", "version": 4,
            "community": { "id": ID, "name": "紫月社区", "level": "community_party_committee", "path": "a/b/c/" },
            "content": { "title": "路灯不亮", "description": "夜里出行不便", "place": "三栋" }, "words": { "resolved": said, "partly": 0, "not_resolved": 0, "needed": 3 },
            "outcomes": [{ "id": ID, "indicator": "修复路灯", "unit": "盏", "planned": 6 }],
            "is_my_unit": false, "is_my_community": true, "allowed_actions": actions, "created_at": at, "updated_at": at }))
        .unwrap()
    }

    #[test]
    fn few_words_ask_for_a_reason_and_enough_do_not() {
        let asks = |said| steps(&project(&["return", "close"], said), &[])[0].asks.iter().map(|a| a.code.clone()).collect::<Vec<_>>();
        assert_eq!(asks(1), ["text", "few_words_reason"]);
        assert_eq!(asks(3), ["text"]);
    }

    #[test]
    fn only_numbers_that_were_given_are_sent() {
        let form = steps(&project(&["progress"], 0), &[]).remove(0);
        let body = |given: Value| form.body(given.as_object().unwrap()).unwrap();
        assert_eq!(body(json!({ "text": "灯具已到" })), json!({ "expected_version": 4, "text": "灯具已到" }));
        assert_eq!(body(json!({ "text": "灯具已到", "achieved/0": 3 }))["outcomes"], json!([{ "id": ID, "achieved": 3 }]));
    }
}
