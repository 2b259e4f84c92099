//! The steps of a rectification as a table.

use crate::console::steps::{Ask, Kind, StepForm, either, opt};
use crate::i18n::tr;
use contract::rectifications::{Rectification, RectificationAction as A, RectificationState};
use contract::texts::TextPurpose;

/// Every step that is open here. `may_appeal`: the secretary, who may ask the street to leave the rating out of the figures.
pub fn forms(found: &Rectification, may_appeal: bool) -> Vec<StepForm> {
    let any = |all: &[A]| all.iter().any(|a| found.allowed_actions.contains(a));
    [
        any(&[A::Call, A::CallUnreached]).then(|| call(found)),
        any(&[A::FixNow, A::ProposeLedger, A::Explain]).then(|| plan(found)),
        any(&[A::ApproveLedger, A::RefuseLedger]).then(|| ledger(found)),
        any(&[A::GiveFeedback]).then(|| feedback(found)),
        any(&[A::Close]).then(|| close(found)),
        (may_appeal && found.state != RectificationState::Opened).then(|| appeal(found)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn step(found: &Rectification, code: &str, name: String, done: String) -> StepForm {
    StepForm::new(code, name, format!("/rectifications/{}/{code}", found.id), found.version, done)
}

fn call(found: &Rectification) -> StepForm {
    step(found, "call", tr!(queues.step_call), tr!(queues.step_call_done))
        .lead(tr!(queues.step_call_lead))
        .ask(Ask::new("reached", tr!(steps.call_reached), either(tr!(steps.call_reached_yes), tr!(steps.call_reached_no))))
        .ask(Ask::text("findings", tr!(queues.step_findings), 2, 1000).hinting(tr!(queues.step_findings_hint)).texts(TextPurpose::Callback))
        .send(tr!(queues.step_call_send))
}

fn plan(found: &Rectification) -> StepForm {
    let ways =
        vec![opt("fix_now", tr!(queues.way_fix_now)), opt("ledger", tr!(queues.way_ledger)), opt("explain", tr!(queues.way_explain))];
    step(found, "plan", tr!(queues.step_plan), tr!(queues.step_plan_done))
        .ask(Ask::new("way", tr!(queues.step_way), Kind::Choice(ways)))
        .ask(Ask::text("plan", tr!(queues.step_plan_what), 5, 1000).hinting(tr!(queues.step_plan_hint)).texts(TextPurpose::Measure))
        .send(tr!(queues.step_plan_send))
}

fn ledger(found: &Rectification) -> StepForm {
    let decision = either(tr!(queues.ledger_yes), tr!(queues.ledger_no));
    step(found, "ledger-decision", tr!(queues.step_ledger), tr!(queues.step_ledger_done))
        .lead(tr!(queues.step_ledger_lead, plan = found.plan.clone().unwrap_or_default()))
        .ask(Ask::new("is_approved", tr!(steps.decision), decision))
        .ask(Ask::text("note", tr!(queues.step_ledger_why), 2, 500).only_if("is_approved", false))
        .send(tr!(steps.decide))
}

fn feedback(found: &Rectification) -> StepForm {
    step(found, "feedback", tr!(queues.step_feedback), tr!(queues.step_feedback_done))
        .ask(
            Ask::text("feedback", tr!(queues.step_feedback_what), 5, 1000)
                .hinting(tr!(queues.step_feedback_hint))
                .texts(TextPurpose::Completion),
        )
        .send(tr!(queues.step_feedback_send))
}

fn close(found: &Rectification) -> StepForm {
    step(found, "closing", tr!(queues.step_close), tr!(queues.step_close_done))
        .ask(Ask::text("note", tr!(queues.step_close_what), 5, 1000))
        .send(tr!(queues.step_close))
}

fn appeal(found: &Rectification) -> StepForm {
    let mut form = StepForm::new(
        "appeal",
        tr!(queues.step_appeal),
        format!("/ratings/{}/appeals", found.rating_id),
        found.version,
        tr!(queues.step_appeal_done),
    );
    // It is about the rating, which has no version.
    form.version = None;
    form.lead(tr!(queues.step_appeal_lead))
        .ask(Ask::text("reason", tr!(queues.step_appeal_reason), 5, 1000))
        .send(tr!(queues.step_appeal_send))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    fn found(state: &str, actions: &[&str]) -> Rectification {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        serde_json::from_value(json!({
            "id": id, "rating_id": id, "order_id": id, "order_number": "1", "round": 1, "item_name": "", "item_name_en": "",
            "community_id": id, "community_name": "", "state": state, "version": 3, "opened_at": "2026-11-25T01:00:00Z", "is_overdue": false,
            "allowed_actions": actions,
        }))
        .unwrap()
    }

    #[test]
    fn each_step_stands_where_it_is_open() {
        let codes =
            |state: &str, actions: &[&str], appeal| forms(&found(state, actions), appeal).into_iter().map(|f| f.code).collect::<Vec<_>>();
        assert_eq!(codes("opened", &["call_unreached", "call"], true), ["call"]);
        assert_eq!(codes("called_back", &["fix_now", "propose_ledger", "explain"], true), ["plan", "appeal"]);
        assert_eq!(codes("ledger_proposed", &["approve_ledger", "refuse_ledger"], false), ["ledger-decision"]);
        assert_eq!(codes("re_rated", &["close"], false), ["closing"]);
        assert!(codes("closed", &[], false).is_empty());
    }

    #[test]
    fn an_appeal_is_about_the_rating() {
        let form = forms(&found("called_back", &[]), true).into_iter().next().unwrap();
        let answers = serde_json::from_value(json!({ "reason": "与事实不符，有照片" })).unwrap();
        assert_eq!(form.body(&answers).unwrap(), json!({ "reason": "与事实不符，有照片" }));
        assert!(form.path.starts_with("/ratings/"));
    }
}
