//! The steps of pairings as a table.

use crate::console::steps::{Ask, Kind, StepForm, opt, words_of};
use crate::i18n::tr;
use crate::ui::spoken_name;
use contract::check_ins::{Commitment, CommitmentOutcome, Pairing, PairingItem, PairingItemKind as K};
use contract::org::{OrgRef, Unit};

/// Pairing a unit with a community.
pub fn pair(communities: &[OrgRef], units: &[Unit]) -> StepForm {
    let form = StepForm::new("pair", tr!(service.pair), "/pairings".to_owned(), 0, tr!(service.paired)).fresh();
    let places = communities.iter().map(|c| opt(c.id.to_string(), spoken_name(&c.name).to_owned())).collect();
    let place = Ask::new("community_id", tr!(member.community), Kind::Select(places));
    let place = match communities {
        [only] => place.preset(only.id.to_string()),
        _ => place,
    };
    let units = units.iter().map(|u| opt(u.id.to_string(), u.name.clone())).collect();
    form.lead(tr!(service.pair_lead)).ask(place).ask(Ask::new("unit_id", tr!(service.pair_unit), Kind::Choice(units)))
}

/// What can be added to a pairing by whoever looks at it.
pub fn add(pairing: &Pairing) -> Vec<StepForm> {
    let kinds = [
        (K::Need, pairing.is_my_community, tr!(service.need_add)),
        (K::Resource, pairing.is_my_unit, tr!(service.resource_add)),
        (K::Project, pairing.is_my_community || pairing.is_my_unit, tr!(service.project_add)),
    ];
    let one = |(kind, may, name): (K, bool, String)| {
        may.then(|| {
            StepForm::new(kind.as_str(), name, format!("/pairings/{}/items", pairing.id), 0, tr!(service.item_added))
                .fresh()
                .fixed("kind", kind.as_str())
                .ask(Ask::line("title", tr!(service.item_title), 2, 80))
                .ask(Ask::text("note", tr!(service.item_note), 1, 1000).optional())
        })
    };
    kinds.into_iter().filter_map(one).collect()
}

/// A promise of the unit.
pub fn promise(pairing: &Pairing) -> StepForm {
    StepForm::new("promise", tr!(service.promise_add), format!("/pairings/{}/commitments", pairing.id), 0, tr!(service.promise_added))
        .fresh()
        .lead(tr!(service.promise_lead))
        .ask(Ask::line("title", tr!(service.promise_title), 2, 80))
        .ask(Ask::line("amount", tr!(service.promise_amount), 1, 40).hinting(tr!(service.promise_amount_hint)))
        .ask(Ask::new("due_on", tr!(service.promise_due), Kind::Day))
}

/// What can be done with an entry of a list.
pub fn item(pairing: &Pairing, item: &PairingItem) -> Vec<StepForm> {
    let path = |what: &str| format!("/pairing-items/{}/{what}", item.id);
    let is_open = pairing.valid_to.is_none();
    let waits = (pairing.is_my_unit && !item.agreed_by_unit) || (pairing.is_my_community && !item.agreed_by_community);
    let agree = (is_open && item.kind == K::Project && waits).then(|| {
        StepForm::new(format!("agree-{}", item.id), tr!(service.agree), path("agreement"), item.version, tr!(service.agreed))
            .lead(tr!(service.agree_lead))
    });
    let is_mine = match item.kind {
        K::Need => pairing.is_my_community,
        K::Resource => pairing.is_my_unit,
        K::Project => pairing.is_my_community || pairing.is_my_unit,
    };
    let end = (is_open && is_mine).then(|| {
        StepForm::new(format!("end-{}", item.id), tr!(service.item_end), path("end"), item.version, tr!(service.item_ended)).grave()
    });
    agree.into_iter().chain(end).collect()
}

/// The community says what became of a promise.
pub fn decide(pairing: &Pairing, promise: &Commitment) -> Option<StepForm> {
    (pairing.is_my_community && promise.outcome.is_none()).then(|| {
        let words = |outcome: CommitmentOutcome| super::super::words::kept(Some(outcome)).0;
        let path = format!("/commitments/{}/outcome", promise.id);
        StepForm::new(format!("decide-{}", promise.id), tr!(service.promise_decide), path, promise.version, tr!(service.promise_decided))
            .lead(tr!(service.promise_decide_lead))
            .ask(Ask::new("outcome", tr!(service.promise_outcome), Kind::Choice(words_of(CommitmentOutcome::ALL, words))))
            .ask(Ask::text("note", tr!(service.promise_note), 2, 500))
    })
}

/// Ending the pairing.
pub fn end(pairing: &Pairing) -> Option<StepForm> {
    (pairing.is_my_community && pairing.valid_to.is_none()).then(|| {
        StepForm::new("end", tr!(service.pairing_end), format!("/pairings/{}/end", pairing.id), 0, tr!(service.pairing_ended))
            .fresh()
            .lead(tr!(service.pairing_end_lead))
            .grave()
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    fn pairing(is_my_unit: bool, is_my_community: bool) -> Pairing {
        serde_json::from_value(json!({ "id": ID, "unit": { "id": ID, "name": "市图书馆" }, "community": { "id": ID, "name": "紫月社区" }, "valid_from": "2026-11-24",
            "items": [], "commitments": [], "is_my_unit": is_my_unit, "is_my_community": is_my_community }))
        .unwrap()
    }

    fn project(by_unit: bool, by_community: bool) -> PairingItem {
        serde_json::from_value(json!({ "id": ID, "kind": "project", "title": "敬老日上门", "note": "", "agreed_by_unit": by_unit,
            "agreed_by_community": by_community, "version": 1, "created_at": "2026-11-24T01:00:00Z" }))
        .unwrap()
    }

    #[test]
    fn each_side_writes_its_own_list_and_both_the_projects() {
        let kinds = |p: &Pairing| add(p).into_iter().map(|f| f.code).collect::<Vec<_>>();
        assert_eq!(kinds(&pairing(true, false)), ["resource", "project"]);
        assert_eq!(kinds(&pairing(false, true)), ["need", "project"]);
        assert!(kinds(&pairing(false, false)).is_empty() && end(&pairing(true, false)).is_none());
    }

    #[test]
    fn a_project_waits_for_the_other_side() {
        let codes =
            |p: &Pairing, i: &PairingItem| item(p, i).iter().map(|f| f.code.split('-').next().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(codes(&pairing(true, false), &project(false, true)), ["agree", "end"]);
        assert_eq!(codes(&pairing(true, false), &project(true, false)), ["end"]);
        assert!(codes(&pairing(false, false), &project(true, true)).is_empty());
    }
}
