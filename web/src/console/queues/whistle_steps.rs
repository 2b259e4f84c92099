//! The steps of a department's part, and what both sides say about each other, as a table.

use crate::console::steps::{Ask, StepForm, either, grades, yes_no};
use crate::i18n::tr;
use contract::whistles::{Responder, ResponderAction as A};

/// Every step of this part that is open here.
pub fn forms(part: &Responder) -> Vec<StepForm> {
    let any = |all: &[A]| all.iter().any(|a| part.allowed_actions.contains(a));
    [
        any(&[A::Acknowledge]).then(|| {
            step(part, "acknowledgement", tr!(queues.step_acknowledge), tr!(queues.step_acknowledge_done))
                .lead(tr!(queues.step_acknowledge_lead))
        }),
        any(&[A::Arrive]).then(|| words(part, "arrival", tr!(queues.step_arrive), tr!(queues.step_arrive_what))),
        any(&[A::Plan]).then(|| words(part, "plan", tr!(queues.step_respond_plan), tr!(queues.step_respond_plan_what))),
        any(&[A::Solve, A::SolvePartly]).then(|| result(part)),
        any(&[A::Grade]).then(|| grade(part)),
        any(&[A::View]).then(|| view(part)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Several parts stand on one page: each has forms of its own.
fn step(part: &Responder, name: &str, words: String, done: String) -> StepForm {
    StepForm::new(format!("{name}-{}", part.id), words, format!("/whistle-responders/{}/{name}", part.id), part.version, done)
}

fn words(part: &Responder, name: &str, words: String, what: String) -> StepForm {
    step(part, name, words, tr!(queues.step_recorded)).ask(Ask::text("text", what, 2, 1000)).send(tr!(queues.step_record))
}

fn result(part: &Responder) -> StepForm {
    step(part, "result", tr!(queues.step_result), tr!(queues.step_result_done))
        .ask(
            Ask::new("is_solved", tr!(queues.step_solved), either(tr!(queues.step_solved_yes), tr!(queues.step_solved_no)))
                .hinting(tr!(queues.step_solved_hint)),
        )
        .ask(Ask::text("text", tr!(queues.step_result_what), 5, 1000))
        .send(tr!(queues.step_result_send))
}

fn grade(part: &Responder) -> StepForm {
    step(part, "grade", tr!(queues.step_grade), tr!(queues.step_grade_done))
        .ask(Ask::new("grade", tr!(queues.step_grade_which), grades()))
        .ask(Ask::text("note", tr!(queues.step_note), 1, 500).optional())
        .send(tr!(queues.step_grade_send))
}

fn view(part: &Responder) -> StepForm {
    step(part, "view", tr!(queues.step_view), tr!(queues.step_view_done))
        .ask(Ask::new("is_clear", tr!(queues.step_clear), yes_no()))
        .ask(Ask::new("is_justified", tr!(queues.step_justified), yes_no()))
        .ask(Ask::text("note", tr!(queues.step_note), 1, 500).optional())
        .send(tr!(queues.step_view_send))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_part_offers_what_is_open_and_each_part_has_forms_of_its_own() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        let part = |actions: &[&str]| -> Responder {
            serde_json::from_value(
                json!({ "id": id, "unit_id": id, "unit_name": "城管", "state": "planned", "version": 2, "is_overdue": false,
                "told": 0, "allowed_actions": actions }),
            )
            .unwrap()
        };
        let codes = |actions: &[&str]| forms(&part(actions)).into_iter().map(|f| f.code.replace(id, "")).collect::<Vec<_>>();
        assert_eq!(codes(&["arrive", "solve", "solve_partly"]), ["arrival-", "result-"]);
        assert_eq!(codes(&["grade"]), ["grade-"]);
        let acknowledge = forms(&part(&["acknowledge"])).into_iter().next().unwrap();
        assert_eq!(acknowledge.body(&serde_json::Map::new()).unwrap(), json!({ "expected_version": 2 }));
    }
}
