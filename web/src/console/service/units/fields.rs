//! What a unit tells about itself, as questions: the first time, and again after it was sent back.

use crate::console::service::places::Places;
use crate::console::service::words;
use crate::console::steps::{Ask, Kind, Spoken, StepForm, words_of};
use crate::i18n::tr;
use contract::check_ins::{CheckIn, UnitDetails};
use contract::org::UnitKind;

/// The form of a unit's first check-in.
pub fn first(places: &Places) -> StepForm {
    let code = Ask::line("uscc", tr!(service.uscc), 18, 18).hinting(tr!(service.uscc_hint)).spoken(Spoken::CreditCode);
    let form = StepForm::new("unit", tr!(service.check_unit_in), "/unit-check-ins".to_owned(), 0, tr!(service.unit_sent)).fresh().ask(code);
    asked(form, None, places)
}

/// The form of one that was sent back; nothing for the check-in of a member.
pub fn again(check_in: &CheckIn, places: &Places) -> Option<StepForm> {
    let details = check_in.details.as_ref()?;
    let path = format!("/unit-check-ins/{}/resubmission", check_in.id);
    let form = StepForm::new("resubmission", tr!(service.send_again), path, check_in.version, tr!(service.unit_sent));
    Some(asked(form, Some((check_in, details)), places))
}

fn asked(form: StepForm, before: Option<(&CheckIn, &UnitDetails)>, places: &Places) -> StepForm {
    let start = |ask: Ask, of: &dyn Fn(&CheckIn, &UnitDetails) -> serde_json::Value| match before {
        Some((check_in, details)) => ask.preset(of(check_in, details)),
        None => ask,
    };
    let kinds = Kind::Select(words_of(UnitKind::ALL, words::kind));
    let community = Ask::new("community_id", tr!(service.unit_community), Kind::Select(places.options()));
    form.ask(start(community.hinting(tr!(service.unit_community_hint)), &|c, _| c.community.id.to_string().into()))
        .ask(start(Ask::line("details/name", tr!(service.unit_name), 2, 80).hinting(tr!(service.unit_name_hint)), &|_, d| {
            d.name.clone().into()
        }))
        .ask(start(Ask::new("details/kind", tr!(service.unit_kind), kinds), &|_, d| d.kind.as_str().into()))
        .ask(start(
            Ask::line("details/system", tr!(service.unit_system), 1, 40).hinting(tr!(service.unit_system_hint)).optional(),
            &|_, d| d.system.clone().into(),
        ))
        .ask(start(
            Ask::new("details/functions", tr!(service.unit_functions), Kind::Words)
                .hinting(tr!(service.unit_functions_hint))
                .long(1, 12)
                .optional(),
            &|_, d| d.functions.join("、").into(),
        ))
        .ask(start(
            Ask::new("details/headcount", tr!(service.unit_headcount), Kind::Number).hinting(tr!(service.unit_headcount_hint)),
            &|_, d| d.headcount.into(),
        ))
        .ask(start(Ask::line("details/liaison_name", tr!(service.liaison_name), 1, 40), &|_, d| d.liaison_name.clone().into()))
        .ask(start(
            Ask::line("details/liaison_phone", tr!(service.liaison_phone), 11, 11)
                .hinting(tr!(service.liaison_phone_hint))
                .spoken(Spoken::Phone),
            &|_, d| d.liaison_phone.clone().into(),
        ))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use contract::check_ins::NewUnitCheckIn;
    use serde_json::{Value, json};
    use validator::Validate;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    #[test]
    fn a_unit_is_asked_for_what_the_api_wants() {
        let form = first(&Places(vec![(ID.parse().unwrap(), "紫月社区".to_owned())]));
        let given = json!({ "uscc": "91350100M000100Y43", "community_id": ID, "details/name": "潜江市图书馆", "details/kind": "public_institution",
            "details/functions": "讲座、送书", "details/headcount": "26", "details/liaison_name": "何为民", "details/liaison_phone": "13900010001" });
        let body = form.body(given.as_object().unwrap()).unwrap();
        let ask: NewUnitCheckIn = serde_json::from_value(body).unwrap();
        assert!(ask.validate().is_ok());
        assert_eq!((ask.details.headcount, ask.details.functions.len()), (26, 2));
    }

    #[test]
    fn a_code_that_is_wrong_is_not_sent() {
        let form = first(&Places::default());
        let given = json!({ "uscc": "91350100M000100Y44" });
        let problems = form.body(given.as_object().unwrap()).unwrap_err();
        assert!(problems.iter().any(|p| p.pointer == "/uscc" && p.code == "spoken"));
        let none: serde_json::Map<String, Value> = serde_json::Map::new();
        assert_eq!(form.body(&none).unwrap_err().len(), 7, "what may be left out is not asked for");
    }
}
