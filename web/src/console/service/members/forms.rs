//! Putting somebody on the list, changing what it says, taking somebody off.

use crate::console::service::places::Places;
use crate::console::service::words;
use crate::console::steps::{Ask, Kind, Spoken, StepForm, words_of};
use crate::i18n::tr;
use contract::UnitId;
use contract::check_ins::{PartyStatus, UnitMember};

/// Somebody new.
pub fn add(unit: UnitId, places: &Places) -> StepForm {
    let form = StepForm::new("add", tr!(service.member_add), format!("/units/{unit}/members"), 0, tr!(service.member_added)).fresh();
    asked(form, "", None, places)
}

/// What can be done with somebody on the list.
pub fn of(member: &UnitMember, places: &Places) -> Vec<StepForm> {
    let path = format!("/unit-members/{}", member.id);
    let change = StepForm::new(
        format!("change-{}", member.id),
        tr!(service.member_change),
        path.clone(),
        member.version,
        tr!(service.member_changed),
    );
    let leave = StepForm::new(
        format!("leave-{}", member.id),
        tr!(service.member_leave),
        format!("{path}/departure"),
        member.version,
        tr!(service.member_left),
    );
    vec![
        asked(change.patch(), "member/", Some(member), places),
        leave.lead(tr!(service.member_leave_lead)).ask(Ask::line("reason", tr!(service.reason_why), 2, 200)).grave(),
    ]
}

/// The questions about a person, below `root` in the body.
fn asked(form: StepForm, root: &str, now: Option<&UnitMember>, places: &Places) -> StepForm {
    let start = |ask: Ask, of: &dyn Fn(&UnitMember) -> Option<String>| match now.and_then(of) {
        Some(value) => ask.preset(value),
        None => ask,
    };
    let code = |name: &str| format!("{root}{name}");
    let identity = match now.filter(|m| !m.identity_tail.is_empty()) {
        Some(member) => tr!(service.identity_kept, tail = member.identity_tail),
        None => tr!(service.identity_hint),
    };
    form.ask(start(Ask::line(code("name"), tr!(service.member_name), 1, 40), &|m| Some(m.name.clone())))
        .ask(start(Ask::line(code("phone"), tr!(service.member_phone), 11, 11).spoken(Spoken::Phone), &|m| Some(m.phone.clone())))
        .ask(
            Ask::line(code("identity_number"), tr!(service.member_identity), 18, 18)
                .hinting(identity)
                .spoken(Spoken::IdentityNumber)
                .optional(),
        )
        .ask(start(Ask::new(code("residence_id"), tr!(service.member_residence), Kind::Select(places.options())).optional(), &|m| {
            m.residence.as_ref().map(|c| c.id.to_string())
        }))
        .ask(start(
            Ask::new(code("party_status"), tr!(service.member_party_status), Kind::Choice(words_of(PartyStatus::ALL, words::party_status))),
            &|m| Some(m.party_status.to_string()),
        ))
        .ask(start(Ask::line(code("post"), tr!(service.member_post), 1, 60).optional(), &|m| {
            Some(m.post.clone()).filter(|p| !p.is_empty())
        }))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use contract::check_ins::{ChangeUnitMember, NewUnitMember};
    use serde_json::json;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    #[test]
    fn what_the_list_says_is_what_is_sent_back() {
        let row: UnitMember = serde_json::from_value(json!({ "id": ID, "unit_id": ID, "name": "李四", "phone": "13900010001",
            "identity_tail": "002X", "residence": { "id": ID, "name": "紫月社区" }, "party_status": "retired", "post": "科长", "version": 3,
            "updated_at": "2026-11-24T01:00:00Z" }))
        .unwrap();
        let places = Places(vec![(ID.parse().unwrap(), "紫月社区".to_owned())]);
        let change = of(&row, &places).into_iter().next().unwrap();
        let body: ChangeUnitMember = serde_json::from_value(change.body(&serde_json::Map::new()).unwrap()).unwrap();
        assert_eq!((body.expected_version, body.member.name.as_str(), body.member.residence_id), (3, "李四", Some(ID.parse().unwrap())));
        assert!(body.member.identity_number.is_empty(), "the number that is kept stays");
        assert_eq!(change.asked_about("/member/phone").unwrap().code, "member/phone");
        let given = json!({ "name": "王五", "phone": "13900010002", "party_status": "in_service" });
        let new: NewUnitMember =
            serde_json::from_value(add(ID.parse().unwrap(), &places).body(given.as_object().unwrap()).unwrap()).unwrap();
        assert_eq!((new.name.as_str(), new.residence_id), ("王五", None));
    }
}
