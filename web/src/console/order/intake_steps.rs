//! The steps before the work: asking, referring, joining two orders about one matter, looking again at a contested rejection.

use super::steps::to;
use crate::console::clock::dated;
use crate::console::steps::{Ask, Kind, Opt, StepForm, opt, words_of};
use crate::console::words;
use crate::i18n::tr;
use crate::orders;
use contract::orders::{Order, OrderSummary, ReferralChannel, ReviewDecision};
use contract::texts::TextPurpose;

/// Several questions at once, one a line.
pub fn questions(order: &Order) -> StepForm {
    let lines = Ask::new("questions", tr!(desk.ask_label), Kind::Lines("")).hinting(tr!(intake.ask_hint)).long(1, 5);
    StepForm::new("ask", tr!(desk.ask), to(order, "information-request"), order.version, tr!(desk.asked))
        .ask(lines.texts(TextPurpose::Question))
        .send(tr!(desk.ask_send))
}

/// Handing it to another channel: with its number, but for an emergency, which cannot wait for one.
pub fn referral(order: &Order) -> StepForm {
    let receipt = Ask::line("receipt", tr!(intake.receipt), 2, 60).hinting(tr!(intake.receipt_hint));
    StepForm::new("referral", tr!(intake.refer), to(order, "referral"), order.version, tr!(intake.refer_done))
        .lead(tr!(intake.refer_lead))
        .ask(Ask::new("channel", tr!(intake.channel), Kind::Choice(words_of(ReferralChannel::ALL, orders::channel))))
        .ask(receipt.unless("channel", ReferralChannel::Emergency.as_str()))
        .ask(Ask::text("explanation", tr!(intake.refer_text), 5, 1000).hinting(tr!(intake.refer_text_hint)))
        .send(tr!(intake.refer_send))
        .grave()
}

/// One of the open orders for the same item in the same community.
pub fn merge(order: &Order, alike: &[OrderSummary]) -> StepForm {
    let line = |o: &OrderSummary| -> Opt {
        let when = dated(o.created_at);
        opt(o.id.to_string(), tr!(intake.merge_line, number = o.number, when = when, state = words::state(o.state), text = o.excerpt))
    };
    let others = alike.iter().filter(|o| o.id != order.id).map(line).collect();
    StepForm::new("merge", tr!(intake.merge), to(order, "merge"), order.version, tr!(intake.merge_done))
        .lead(tr!(intake.merge_lead))
        .ask(Ask::new("into", tr!(intake.merge_into), Kind::Choice(others)).hinting(tr!(intake.merge_hint)))
        .send(tr!(intake.merge_send))
        .grave()
}

/// The street's word on a rejection that its requester contests.
pub fn review(order: &Order) -> StepForm {
    let say = |d: ReviewDecision| match d {
        ReviewDecision::Uphold => tr!(intake.review_uphold),
        ReviewDecision::Overturn => tr!(intake.review_overturn),
    };
    StepForm::new("review", tr!(intake.review), to(order, "review"), order.version, tr!(intake.review_done))
        .ask(Ask::new("decision", tr!(steps.decision), Kind::Choice(words_of(ReviewDecision::ALL, say))))
        .ask(Ask::text("explanation", tr!(intake.review_text), 5, 1000).hinting(tr!(intake.review_hint)))
        .send(tr!(steps.decide))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::super::steps::tests::order;
    use super::*;
    use serde_json::{Map, Value, json};

    fn body(form: &StepForm, given: Value) -> Result<Value, Vec<String>> {
        let given: Map<String, Value> = serde_json::from_value(given).unwrap();
        form.body(&given).map_err(|all| all.into_iter().map(|p| format!("{} {}", p.pointer, p.code)).collect())
    }

    #[test]
    fn every_line_is_a_question() {
        let form = questions(&order(&["request_information"], &[]));
        let five = body(&form, json!({ "questions": "在几楼？\n\n 什么时候在家？ " }));
        assert_eq!(five.unwrap(), json!({ "expected_version": 5, "questions": ["在几楼？", "什么时候在家？"] }));
        assert_eq!(body(&form, json!({ "questions": "一\n二\n三\n四\n五\n六" })).unwrap_err(), ["/questions length"]);
    }

    #[test]
    fn only_an_emergency_goes_without_a_number() {
        let form = referral(&order(&["refer"], &[]));
        let given = |channel: &str| body(&form, json!({ "channel": channel, "explanation": "已经转给他们了" }));
        assert_eq!(given("hotline").unwrap_err(), ["/receipt required"]);
        let wanted = json!({ "expected_version": 5, "channel": "emergency", "explanation": "已经转给他们了" });
        assert_eq!(given("emergency").unwrap(), wanted);
    }
}
