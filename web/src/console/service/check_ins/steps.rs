//! The steps of a check-in as a table: of the desk, of who sent it, of who keeps the list.

use crate::console::service::places::Places;
use crate::console::service::units;
use crate::console::steps::{Ask, Kind, StepForm, words_of};
use crate::i18n::tr;
use contract::check_ins::{CheckIn, CheckInAction as A, CheckInEnding as E, CheckInSubject};

/// Every step that is open here, the usual first.
pub fn forms(check_in: &CheckIn, places: &Places) -> Vec<StepForm> {
    const ORDER: [A; 10] = [
        A::Activate,
        A::AcceptTransfer,
        A::Resubmit,
        A::Return,
        A::DeclineTransfer,
        A::Resume,
        A::CancelTransfer,
        A::Transfer,
        A::Suspend,
        A::End,
    ];
    ORDER.iter().filter(|a| check_in.allowed_actions.contains(a)).filter_map(|a| form(check_in, places, *a)).collect()
}

fn form(check_in: &CheckIn, places: &Places, action: A) -> Option<StepForm> {
    let step = |name: &str, words: String, done: String| {
        StepForm::new(name, words, format!("/check-ins/{}/{name}", check_in.id), check_in.version, done)
    };
    let is_unit = check_in.subject == CheckInSubject::Unit;
    Some(match action {
        A::Activate => {
            let lead = if is_unit { tr!(service.activate_unit_lead) } else { tr!(service.activate_lead) };
            step("activation", tr!(service.activate), tr!(service.activated)).lead(lead)
        }
        A::Return => step("return", tr!(service.give_back), tr!(service.given_back)).lead(tr!(service.give_back_lead)).ask(Ask::text(
            "reason",
            tr!(service.give_back_why),
            2,
            500,
        )),
        A::AcceptTransfer => step("transfer-acceptance", tr!(service.take), tr!(service.taken)).lead(tr!(service.take_lead)),
        A::DeclineTransfer => {
            step("transfer-refusal", tr!(service.decline), tr!(service.declined)).ask(Ask::text("reason", tr!(service.reason_tell), 2, 500))
        }
        A::Transfer => step("transfer", tr!(service.transfer), tr!(service.transferred))
            .lead(tr!(service.transfer_lead))
            .ask(Ask::new("community_id", tr!(service.transfer_to), Kind::Select(places.but(check_in.community.id))))
            .ask(Ask::text("reason", tr!(service.reason_tell), 2, 500)),
        A::CancelTransfer => step("transfer-cancellation", tr!(service.cancel_transfer), tr!(service.transfer_cancelled)),
        A::Suspend => step("suspension", tr!(service.suspend), tr!(service.suspended)).lead(tr!(service.suspend_lead)).ask(Ask::text(
            "reason",
            tr!(service.reason_why),
            2,
            500,
        )),
        A::Resume => step("resumption", tr!(service.resume), tr!(service.resumed)),
        A::Resubmit if is_unit => units::again(check_in, places)?,
        // A member does that where they made it.
        A::Resubmit => return None,
        A::End => step("end", tr!(service.end), tr!(service.ended))
            .lead(if is_unit { tr!(service.end_unit_lead) } else { tr!(service.end_lead) })
            .ask(Ask::new("why", tr!(service.end_why), Kind::Choice(words_of(&check_in.allowed_endings, ending))))
            .ask(Ask::text("note", tr!(service.end_note), 1, 500).optional())
            .grave(),
        A::Submit | A::Expire => return None,
    })
}

fn ending(why: E) -> String {
    match why {
        E::Withdrawal => tr!(service.end_withdrawal),
        E::UnitLeave => tr!(service.end_unit_leave),
        E::Death => tr!(service.end_death),
        E::Mistake => tr!(service.end_mistake),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    fn check_in(actions: &[&str], endings: &[&str]) -> CheckIn {
        let at = "2026-11-24T01:00:00Z";
        serde_json::from_value(
            json!({ "id": ID, "subject": "member", "state": "submitted", "version": 2, "community": { "id": ID, "name": "紫月社区" },
            "basis": "residence", "intents": [], "is_overdue": false, "is_mine": false, "allowed_actions": actions,
            "allowed_endings": endings, "submitted_at": at, "updated_at": at }),
        )
        .unwrap()
    }

    #[test]
    fn a_desk_confirms_first_and_ends_last() {
        let open = forms(&check_in(&["end", "return", "activate"], &["death", "mistake"]), &Places::default());
        assert_eq!(open.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), ["activation", "return", "end"]);
        assert_eq!(open.first().unwrap().body(&serde_json::Map::new()).unwrap(), json!({ "expected_version": 2 }));
    }

    #[test]
    fn the_reasons_are_those_that_the_answer_names() {
        let open = forms(&check_in(&["end"], &["mistake"]), &Places::default());
        let Kind::Choice(reasons) = &open.first().unwrap().asks.first().unwrap().kind else { panic!("a choice") };
        assert_eq!(reasons.iter().map(|o| o.value.clone()).collect::<Vec<_>>(), ["mistake"]);
    }
}
