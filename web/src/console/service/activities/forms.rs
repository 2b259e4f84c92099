//! The steps of activities as a table.

use crate::check_ins::category;
use crate::console::steps::{Ask, Kind, Opt, Shape, StepForm, either, opt, words_of};
use crate::i18n::tr;
use crate::ui::when;
use contract::activities::{Activity, ActivityAction as A, ActivityContent, Invitation, InvitationAction as I, SignUp, SignUpState};
use contract::check_ins::PostCategory;
use contract::records::EvidenceGrade;
use serde_json::{Value, json};
use std::sync::Arc;

/// Numbers that can be named when an activity is closed.
const OUTCOMES: usize = 3;

/// Writing a new one; for units when there are some.
pub fn new(places: Vec<Opt>, units: Vec<Opt>) -> StepForm {
    let form = StepForm::new("new", tr!(activities.new), "/activities".to_owned(), 0, tr!(activities.created)).fresh();
    let first = |options: &[Opt]| options.first().filter(|_| options.len() == 1).map(|o| o.value.clone());
    let (place, unit) = (first(&places), first(&units));
    let mut community = Ask::new("community_id", tr!(member.community), Kind::Select(places));
    community.preset = place;
    let form = if units.is_empty() {
        form
    } else {
        let mut by = Ask::new("unit_id", tr!(activities.by_unit), Kind::Select(units));
        by.preset = unit;
        form.ask(by)
    };
    content(form.lead(tr!(activities.new_lead)).ask(community), None)
}

fn content(form: StepForm, now: Option<&ActivityContent>) -> StepForm {
    let text = |ask: Ask, of: fn(&ActivityContent) -> Value| match now {
        Some(content) => ask.preset(of(content)),
        None => ask,
    };
    let field = |at| json!(when::to_field(at));
    let when_of = |ask: Ask, at: Option<chrono::DateTime<chrono::Utc>>| match at {
        Some(at) => ask.preset(field(at)),
        None => ask,
    };
    let open = either(tr!(activities.open_to_all_yes), tr!(activities.open_to_all_no));
    form.ask(text(Ask::line("content/title", tr!(activities.title), 2, 80), |c| json!(c.title)))
        .ask(text(Ask::new("content/category", tr!(activities.category), Kind::Select(words_of(PostCategory::ALL, category))), |c| {
            json!(c.category)
        }))
        .ask(
            text(Ask::line("content/admission_no", tr!(activities.admission_no), 1, 40), |c| json!(c.admission_no))
                .only_if("content/category", "central_task"),
        )
        .ask(text(Ask::text("content/description", tr!(activities.description), 2, 2000), |c| json!(c.description)))
        .ask(text(Ask::line("content/place", tr!(activities.place), 2, 200).hinting(tr!(activities.place_hint)), |c| json!(c.place)))
        .ask(when_of(Ask::new("content/starts_at", tr!(activities.starts_at), Kind::When), now.map(|c| c.starts_at)))
        .ask(when_of(Ask::new("content/ends_at", tr!(activities.ends_at), Kind::When), now.map(|c| c.ends_at)))
        .ask(when_of(
            Ask::new("content/answer_by", tr!(activities.answer_by), Kind::When).hinting(tr!(activities.answer_by_hint)),
            now.map(|c| c.answer_by),
        ))
        .ask(text(Ask::new("content/capacity", tr!(activities.capacity), Kind::Number), |c| json!(c.capacity)))
        .ask(text(Ask::new("content/is_open_to_all", tr!(activities.open_to_all), open).preset(true), |c| json!(c.is_open_to_all)))
}

/// The steps of the activity itself that are open here, the usual first. Inviting needs the units there are.
pub fn steps(activity: &Activity, units: &[Opt]) -> Vec<StepForm> {
    const ORDER: [A; 6] = [A::Publish, A::Invite, A::Hold, A::Close, A::Change, A::Cancel];
    ORDER.iter().filter(|a| activity.allowed_actions.contains(a)).flat_map(|a| step(activity, units, *a)).collect()
}

fn step(activity: &Activity, units: &[Opt], action: A) -> Vec<StepForm> {
    let path = |what: &str| format!("/activities/{}/{what}", activity.id);
    let form = |code: &str, name: String, done: String| StepForm::new(code, name, path(code), activity.version, done);
    match action {
        A::Publish => vec![form("publication", tr!(activities.publish), tr!(activities.published)).lead(tr!(activities.publish_lead))],
        A::Hold => vec![form("completion", tr!(activities.hold), tr!(activities.held_done)).lead(tr!(activities.hold_lead))],
        A::Cancel => vec![
            form("cancellation", tr!(activities.cancel), tr!(activities.cancelled_done))
                .lead(tr!(activities.cancel_lead))
                .ask(Ask::text("reason", tr!(activities.reason_told), 2, 200))
                .grave(),
        ],
        A::Close => vec![close(form("closure", tr!(activities.close), tr!(activities.closed_done)))],
        A::Change => {
            let change = StepForm::new(
                "change",
                tr!(activities.change),
                format!("/activities/{}", activity.id),
                activity.version,
                tr!(activities.changed),
            )
            .patch();
            vec![content(change.lead(tr!(activities.change_lead)), Some(&activity.content))]
        }
        A::Invite => invite(activity, units),
        A::SignUp | A::TakeBack | A::Record => Vec::new(),
    }
}

/// As the organiser, and for each of one's units that come.
fn invite(activity: &Activity, units: &[Opt]) -> Vec<StepForm> {
    let one = |code: String, name: String| {
        StepForm::new(code, name, format!("/activities/{}/invitations", activity.id), 0, tr!(activities.invited_done))
            .fresh()
            .lead(tr!(activities.invite_lead))
            .ask(Ask::new("unit_ids", tr!(activities.invite_whom), Kind::Several(units.to_vec())).long(1, 50))
            .ask(Ask::text("text", tr!(activities.invite_text), 1, 500).optional())
    };
    let own = activity.is_organiser.then(|| one("invite".to_owned(), tr!(activities.invite)));
    let pass = activity.my_units.iter().map(|unit| {
        let name = tr!(activities.pass_on, unit = unit.name);
        one(format!("invite-{}", unit.id), name).fixed("as_unit_id", unit.id.to_string())
    });
    own.into_iter().chain(pass).collect()
}

fn close(form: StepForm) -> StepForm {
    let mut form = form
        .lead(tr!(activities.close_lead))
        .ask(Ask::new("people_served", tr!(activities.people_served), Kind::Number))
        .ask(Ask::text("summary", tr!(activities.summary), 2, 2000));
    for n in 0..OUTCOMES {
        let label = |text: String| if n == 0 { text } else { format!("{text} {}", n + 1) };
        let indicator = Ask::line(format!("outcomes/{n}/indicator"), label(tr!(activities.outcome)), 1, 40).optional();
        form = form
            .ask(if n == 0 { indicator.hinting(tr!(activities.outcome_hint)) } else { indicator })
            .ask(Ask::new(format!("outcomes/{n}/number"), label(tr!(activities.outcome_number)), Kind::Number).optional())
            .ask(Ask::line(format!("outcomes/{n}/unit"), label(tr!(activities.outcome_unit)), 1, 10).optional());
    }
    form.shape = Some(Shape { body: Arc::new(whole_outcomes), pointer: Arc::new(|p: &str| p.to_owned()) });
    form
}

/// Numbers of which nothing was said are left out.
fn whole_outcomes(mut body: Value) -> Value {
    if let Some(outcomes) = body.get_mut("outcomes").and_then(Value::as_array_mut) {
        outcomes.retain(|o| !o.is_null());
    }
    body
}

/// What can be done with an invitation.
pub fn answers(invitation: &Invitation) -> Vec<StepForm> {
    let form = |what: &str, code: String, name: String, done: String| {
        StepForm::new(code, name, format!("/activity-invitations/{}/{what}", invitation.id), invitation.version, done)
    };
    let one = |action: &I| match action {
        I::Accept => Some(
            form("acceptance", format!("accept-{}", invitation.id), tr!(activities.accept), tr!(activities.accept_done))
                .ask(Ask::new("people", tr!(activities.bring), Kind::Number))
                .ask(Ask::line("contact_name", tr!(activities.contact_name), 1, 40))
                .ask(Ask::line("contact_phone", tr!(activities.contact_phone), 11, 11)),
        ),
        I::Decline => Some(
            form("refusal", format!("decline-{}", invitation.id), tr!(activities.decline), tr!(activities.decline_done))
                .ask(Ask::text("reason", tr!(activities.decline_why), 2, 200))
                .grave(),
        ),
        I::Withdraw => {
            Some(form("withdrawal", format!("withdraw-{}", invitation.id), tr!(activities.withdraw), tr!(activities.withdraw_done)).grave())
        }
        I::Expire => None,
    };
    invitation.allowed_actions.iter().filter_map(one).collect()
}

/// Who was there: those who are chosen, all others were not. Nobody says it of themselves.
pub fn presence(activity: &Activity, people: &[SignUp]) -> Option<StepForm> {
    let others: Vec<SignUp> = people.iter().filter(|p| !p.is_mine).cloned().collect();
    if !activity.allowed_actions.contains(&A::Record) || others.is_empty() {
        return None;
    }
    let all: Vec<Opt> = others.iter().map(|p| opt(p.id.to_string(), named(p))).collect();
    // Who is not marked yet was there, as long as nobody says otherwise; who is marked stays as they are.
    let is_there = |p: &&SignUp| matches!(p.state, SignUpState::SignedUp | SignUpState::Present);
    let chosen: Vec<Value> = others.iter().filter(is_there).map(|p| json!(p.id.to_string())).collect();
    let grades = Kind::Choice(vec![opt("credit", tr!(activities.seen)), opt("attested", tr!(activities.told))]);
    let mut form =
        StepForm::new("attendance", tr!(activities.record), format!("/activities/{}/attendance", activity.id), 0, tr!(activities.recorded))
            .fresh()
            .lead(tr!(activities.record_lead))
            .ask(
                Ask::new("present", tr!(activities.who_was_there), Kind::Several(all)).long(0, 500).preset(Value::Array(chosen)).optional(),
            )
            .ask(Ask::new("minutes", tr!(activities.minutes), Kind::Number).hinting(tr!(activities.minutes_hint)).optional())
            .ask(Ask::new("evidence", tr!(activities.evidence), grades).preset(EvidenceGrade::Credit.as_str()));
    form.shape = Some(Shape { body: Arc::new(move |body: Value| marks(&others, &body)), pointer: Arc::new(about) });
    Some(form)
}

fn named(place: &SignUp) -> String {
    match &place.unit {
        Some(unit) => format!("{}（{}）", place.person_name, unit.name),
        None => place.person_name.clone(),
    }
}

fn marks(people: &[SignUp], body: &Value) -> Value {
    let present = body.get("present").and_then(Value::as_array).cloned().unwrap_or_default();
    let mark = |p: &SignUp| {
        let is_present = present.contains(&json!(p.id.to_string()));
        let mut mark = json!({ "sign_up_id": p.id, "expected_version": p.version, "is_present": is_present });
        if let Some(object) = mark.as_object_mut().filter(|_| is_present) {
            let more = ["minutes", "evidence"].into_iter().filter_map(|name| Some((name.to_owned(), body.get(name)?.clone())));
            object.extend(more);
            // A mark that is there already keeps its minutes, unless others are given.
            if p.state == SignUpState::Present {
                object.entry("minutes").or_insert(json!(p.minutes));
            }
        }
        mark
    };
    let has_minutes = body.get("minutes").is_some();
    let is_as_seen = |p: &SignUp| body.get("evidence").is_none_or(|e| p.evidence.is_some_and(|had| *e == had.as_str()));
    let is_same = |p: &&SignUp| match p.state {
        SignUpState::Present => present.contains(&json!(p.id.to_string())) && !has_minutes && is_as_seen(p),
        SignUpState::Absent => !present.contains(&json!(p.id.to_string())),
        _ => false,
    };
    json!({ "marks": people.iter().filter(|p| !is_same(p)).map(mark).collect::<Vec<_>>() })
}

/// The question a problem of a mark is about.
fn about(pointer: &str) -> String {
    if pointer.ends_with("/minutes") { "/minutes".to_owned() } else { "/present".to_owned() }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]
    use super::*;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
    const OTHER: &str = "01a210a4-5e51-72e1-a002-6cd5f8b301a0";

    fn activity(actions: &[&str], is_organiser: bool, my_units: Value) -> Activity {
        let at = "2026-11-28T01:00:00Z";
        serde_json::from_value(json!({ "id": ID, "state": "open", "version": 2,
            "community": { "id": ID, "name": "紫月社区", "level": "community_party_committee", "path": "a/b/c/" },
            "content": { "title": "清洁家园", "category": "civility_sanitation", "description": "清理楼道", "place": "东门", "starts_at": at,
                "ends_at": "2026-11-28T03:00:00Z", "answer_by": at, "capacity": 10, "is_open_to_all": true },
            "taken": 1, "units": my_units, "my_units": my_units, "is_organiser": is_organiser, "allowed_actions": actions, "created_at": at }))
        .unwrap()
    }

    fn person(id: &str, is_mine: bool) -> SignUp {
        serde_json::from_value(
            json!({ "id": id, "person_name": "李国强", "state": "signed_up", "minutes": 0, "signed_at": "2026-11-24T01:00:00Z",
            "is_mine": is_mine, "version": 1 }),
        )
        .unwrap()
    }

    #[test]
    fn the_organiser_invites_and_a_unit_passes_it_on_in_its_own_name() {
        let codes = |a: &Activity| steps(a, &[]).into_iter().map(|f| f.code).collect::<Vec<_>>();
        assert_eq!(codes(&activity(&["change", "invite", "cancel"], true, json!([]))), ["invite", "change", "cancellation"]);
        let unit = activity(&["invite"], false, json!([{ "id": OTHER, "name": "市图书馆" }]));
        let forms = steps(&unit, &[opt(ID, "市园林局".to_owned())]);
        assert_eq!(forms.iter().map(|f| f.code.clone()).collect::<Vec<_>>(), [format!("invite-{OTHER}")]);
        let given = json!({ "unit_ids": [ID] });
        assert_eq!(forms[0].body(given.as_object().unwrap()).unwrap(), json!({ "unit_ids": [ID], "as_unit_id": OTHER }));
    }

    #[test]
    fn whoever_is_not_chosen_was_not_there_and_nobody_marks_themselves() {
        let held = activity(&["record", "close"], true, json!([]));
        let people = [person(ID, false), person(OTHER, false), person("01a210a4-5e51-72e1-a002-6cd5f8b301a1", true)];
        let form = presence(&held, &people).unwrap();
        let body = form.body(json!({ "present": [ID], "minutes": 90 }).as_object().unwrap()).unwrap();
        assert_eq!(
            body,
            json!({ "marks": [
            { "sign_up_id": ID, "expected_version": 1, "is_present": true, "minutes": 90, "evidence": "credit" },
            { "sign_up_id": OTHER, "expected_version": 1, "is_present": false } ] })
        );
        assert!(presence(&held, &people[2..]).is_none());
    }

    #[test]
    fn numbers_of_which_nothing_was_said_are_left_out() {
        let form = steps(&activity(&["close"], true, json!([])), &[]).remove(0);
        let given = json!({ "people_served": 240, "summary": "清理楼道", "outcomes/1/indicator": "卫生死角", "outcomes/1/number": 37, "outcomes/1/unit": "处" });
        let body = form.body(given.as_object().unwrap()).unwrap();
        assert_eq!(body["outcomes"], json!([{ "indicator": "卫生死角", "number": 37, "unit": "处" }]));
    }
}
