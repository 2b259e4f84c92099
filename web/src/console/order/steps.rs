//! The steps of an order beside the main line, as a table: what is open to whoever looks at it, and what each asks. A new step is a row
//! here and its words.

use super::intake_steps as intake;
use crate::console::clock::dated;
use crate::console::steps::{Ask, Kind, StepForm, either, grades, opt, words_of, yes_no};
use crate::console::words;
use crate::i18n::tr;
use crate::orders::may;
use crate::ui::when::to_field;
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::{Candidate, Dispatch, DispatchAction, DispatchState};
use contract::orders::{Order, OrderAction, OrderSummary, Timeline};
use contract::org::Unit;
use contract::texts::TextPurpose;
use contract::whistles::WhistleCause;
use std::collections::HashSet;

/// Refusals after which the secretary names the team; the API's setting has the same number unless somebody changed it.
const REFUSALS: usize = 3;

/// What the forms choose from, once it is there.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    pub units: Vec<Unit>,
    pub teams: Vec<Candidate>,
    /// Open orders for the same item in the same community.
    pub alike: Vec<OrderSummary>,
}

/// How often the order was refused in its round: what was offered at once and refused counts once.
pub fn refusals(order: &Order) -> usize {
    let is_refusal = |d: &&Dispatch| d.state == DispatchState::Expired || (d.state == DispatchState::Declined && !d.is_neutral);
    order.dispatches.iter().filter(|d| d.round == order.round).filter(is_refusal).map(|d| d.offered_at).collect::<HashSet<_>>().len()
}

/// Whether the secretary has to name a team before it can be offered again.
pub fn needs_naming(order: &Order) -> bool {
    may(order, OrderAction::Dispatch) && refusals(order) >= REFUSALS
}

/// Every step that is open here.
pub fn forms(order: &Order, timeline: &Timeline, lists: &Lists, is_secretary: bool, now: DateTime<Utc>) -> Vec<StepForm> {
    let row = |is_open: bool, form: fn(&Order) -> StepForm| is_open.then(|| form(order));
    let any = |all: &[OrderAction]| all.iter().any(|a| may(order, *a));
    use OrderAction as A;
    [
        row(any(&[A::Uphold, A::Overturn]), intake::review),
        row(any(&[A::RequestInformation]), intake::questions),
        any(&[A::GrantExtension, A::RefuseExtension]).then(|| extension(order, timeline)),
        row(any(&[A::CallSolved, A::CallUnsolved, A::CallUnreached]), call),
        (is_secretary && needs_naming(order)).then(|| naming(order, &lists.teams, now)),
        any(&[A::Whistle]).then(|| whistle(order, &lists.units)),
        row(any(&[A::Split]), split),
        row(any(&[A::Refer]), intake::referral),
        (any(&[A::Merge]) && lists.alike.iter().any(|o| o.id != order.id)).then(|| intake::merge(order, &lists.alike)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn to(order: &Order, step: &str) -> String {
    format!("/orders/{}/{step}", order.id)
}

fn extension(order: &Order, timeline: &Timeline) -> StepForm {
    let asked = timeline.items.iter().rev().find(|e| e.action == OrderAction::AskExtension);
    let until = asked.and_then(|e| e.detail.until).map(dated).unwrap_or_default();
    let lead = tr!(steps.extension_lead, until = until, reason = asked.and_then(|e| e.note.clone()).unwrap_or_default());
    let decision = Kind::Choice(vec![opt("grant", tr!(steps.extension_grant)), opt("refuse", tr!(steps.extension_refuse))]);
    StepForm::new("extension", tr!(steps.extension), to(order, "extension-decision"), order.version, tr!(steps.extension_done))
        .lead(lead)
        .ask(Ask::new("decision", tr!(steps.decision), decision))
        .ask(Ask::text("note", tr!(steps.extension_why), 2, 1000).only_if("decision", "refuse").hinting(tr!(steps.team_reads)))
        .send(tr!(steps.decide))
}

fn call(order: &Order) -> StepForm {
    let may_say_no = may(order, OrderAction::CallUnreached);
    let reached = if may_say_no {
        either(tr!(steps.call_reached_yes), tr!(steps.call_reached_no))
    } else {
        Kind::Choice(vec![opt(true, tr!(steps.call_reached_yes))])
    };
    let hint = if may_say_no { tr!(steps.call_reached_hint) } else { tr!(steps.call_today) };
    StepForm::new("call", tr!(steps.call), to(order, "callbacks"), order.version, tr!(steps.call_done))
        .lead(tr!(steps.call_lead))
        .ask(Ask::new("reached", tr!(steps.call_reached), reached).hinting(hint))
        .ask(
            Ask::new("solved", tr!(steps.call_solved), either(tr!(steps.call_solved_yes), tr!(steps.call_solved_no)))
                .only_if("reached", true),
        )
        .ask(Ask::new("grade", tr!(steps.call_grade), grades()).only_if("reached", true).optional().hinting(tr!(steps.call_grade_hint)))
        .ask(Ask::text("note", tr!(steps.call_note), 2, 500).texts(TextPurpose::Callback))
        .send(tr!(steps.call_send))
}

fn whistle(order: &Order, units: &[Unit]) -> StepForm {
    let departments = units.iter().map(|u| opt(u.id.to_string(), u.name.clone())).collect();
    let which =
        Ask::new("unit_ids", tr!(steps.whistle_units), Kind::Several(departments)).hinting(tr!(steps.whistle_units_hint)).long(1, 6);
    StepForm::new("whistle", tr!(steps.whistle), to(order, "whistles"), order.version, tr!(steps.whistle_done))
        .lead(tr!(steps.whistle_lead))
        .ask(Ask::new("cause", tr!(steps.whistle_cause), Kind::Choice(words_of(WhistleCause::ALL, words::cause))))
        .ask(Ask::text("text", tr!(steps.whistle_text), 10, 1000).hinting(tr!(steps.whistle_text_hint)))
        .ask(which)
        .ask(Ask::new("is_urgent", tr!(steps.whistle_urgent), yes_no()).preset(false).hinting(tr!(steps.whistle_urgent_hint)))
        .send(tr!(steps.whistle_send))
}

fn split(order: &Order) -> StepForm {
    let parts = Ask::new("parts", tr!(steps.split_parts), Kind::Lines("text")).hinting(tr!(steps.split_hint)).long(2, 6);
    StepForm::new("split", tr!(steps.split), to(order, "parts"), order.version, tr!(steps.split_done))
        .lead(tr!(steps.split_lead))
        .ask(parts)
        .send(tr!(steps.split_send))
}

fn naming(order: &Order, teams: &[Candidate], now: DateTime<Utc>) -> StepForm {
    let team = |c: &Candidate| opt(c.team.id.to_string(), tr!(steps.naming_team_line, team = c.team.name, leader = c.leader.name));
    let open = teams.iter().filter(|c| c.is_available).map(team).collect();
    let due = order.deadline.filter(|at| *at > now).unwrap_or(now + TimeDelta::hours(4));
    StepForm::new("naming", tr!(steps.naming), to(order, "naming"), order.version, tr!(steps.naming_done))
        .lead(tr!(steps.naming_lead, n = refusals(order)))
        .ask(Ask::new("team_id", tr!(steps.naming_team), Kind::Select(open)).hinting(tr!(steps.naming_team_hint)))
        .ask(Ask::line("measures/0/what", tr!(steps.naming_what), 2, 300).preset(tr!(dispatch.measure_default, item = order.item.name)))
        .ask(Ask::line("measures/0/who", tr!(steps.naming_who), 1, 40).preset(tr!(dispatch.measure_team)))
        .ask(Ask::new("measures/0/due_at", tr!(steps.naming_due), Kind::When).preset(to_field(due)))
        .ask(Ask::text("note", tr!(steps.naming_note), 1, 500).optional())
        .send(tr!(steps.naming_send))
        .grave()
}

/// The secretary's word on the objection of a team.
pub fn objection(offer: &Dispatch) -> Option<StepForm> {
    let may = offer.allowed_actions.iter().any(|a| matches!(a, DispatchAction::UpholdObjection | DispatchAction::DenyObjection));
    may.then(|| {
        let path = format!("/dispatches/{}/objection-review", offer.id);
        StepForm::new(format!("objection-{}", offer.id), tr!(steps.objection), path, offer.version, tr!(steps.objection_done))
            .ask(
                Ask::new("is_upheld", tr!(steps.objection_right), either(tr!(steps.objection_upheld), tr!(steps.objection_denied)))
                    .hinting(tr!(steps.objection_hint)),
            )
            .ask(Ask::text("text", tr!(steps.objection_text), 2, 1000).hinting(tr!(steps.team_reads)))
            .send(tr!(steps.decide))
    })
}

#[cfg(test)]
pub mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::{Map, Value, json};

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    pub fn order(actions: &[&str], dispatches: &[(&str, &str, bool)]) -> Order {
        let at = "2026-11-25T01:00:00Z";
        let actions: Vec<Value> = actions.iter().map(|a| json!({ "action": a })).collect();
        let dispatch = |(state, at, is_neutral): &(&str, &str, bool)| {
            json!({ "id": ID, "order_id": ID, "round": 1, "team": { "id": ID, "name": "甲" }, "state": state, "version": 1,
                "offered_at": at, "expires_at": at, "is_neutral": is_neutral, "allowed_actions": [] })
        };
        serde_json::from_value(json!({
            "id": ID, "number": "1", "state": "accepted", "round": 1, "version": 5,
            "item": { "id": ID, "code": "x", "name": "换灯泡", "name_en": "" },
            "community": { "id": ID, "name": "甲社区", "level": "community_party_committee", "path": "a/" }, "urgency": "normal", "source": "spa",
            "text": "", "answers": [], "contact": { "name": "", "phone": "", "address": "", "is_masked": true }, "is_mine": false, "clocks": [],
            "dispatches": dispatches.iter().map(dispatch).collect::<Vec<_>>(), "measures": [], "raised": 0, "escalated": 0, "parts": [],
            "allowed_actions": actions, "created_at": at, "updated_at": at,
        }))
        .unwrap()
    }

    fn offered(order: &Order, is_secretary: bool) -> Vec<String> {
        let none = Timeline { items: Vec::new() };
        forms(order, &none, &Lists::default(), is_secretary, "2026-11-25T09:00:00Z".parse().unwrap()).into_iter().map(|f| f.code).collect()
    }

    #[test]
    fn only_what_the_api_allows_is_offered() {
        assert!(offered(&order(&["accept", "withdraw", "add_measure"], &[]), true).is_empty());
        assert_eq!(offered(&order(&["whistle", "split", "dispatch"], &[]), false), ["whistle", "split"]);
        assert_eq!(offered(&order(&["call_solved", "grant_extension"], &[]), false), ["extension", "call"]);
    }

    #[test]
    fn after_three_refusals_the_secretary_names() {
        let (one, two, three) = ("2026-11-25T01:00:00Z", "2026-11-25T02:00:00Z", "2026-11-25T03:00:00Z");
        let refused = [("declined", one, false), ("expired", two, false), ("expired", two, false), ("declined", three, true)];
        let order_of = |more: &[(&'static str, &'static str, bool)]| order(&["dispatch"], &[refused.as_slice(), more].concat());
        assert_eq!(refusals(&order_of(&[])), 2, "what is neutral does not count, what was offered at once counts once");
        assert!(offered(&order_of(&[]), true).is_empty());
        let third = order_of(&[("declined", three, false)]);
        assert_eq!(offered(&third, true), ["naming"]);
        assert!(offered(&third, false).is_empty());
    }

    #[test]
    fn who_tried_in_vain_today_can_only_say_that_somebody_was_reached() {
        let form = call(&order(&["call_solved", "call_unsolved"], &[]));
        let given: Map<String, Value> = serde_json::from_value(json!({ "reached": false, "note": "没人接" })).unwrap();
        assert_eq!(form.body(&given).unwrap_err().first().unwrap().pointer, "/reached");
    }
}
