//! The forms of posts and shifts: each a row of a table.

use super::words;
use crate::console::steps::{Ask, Kind, Opt, Shape, StepForm, opt, words_of, yes_no};
use crate::i18n::{pick, tr};
use crate::ui::when::to_field;
use contract::check_ins::PostCategory;
use contract::org::{OrgRef, PersonRef, Skill};
use contract::posts::{Post, PostAction, PostContent, PostState, Series, Shift, ShiftAction};
use serde_json::{Value, json};
use std::sync::Arc;

/// What a form of a post offers to choose from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    pub people: Vec<PersonRef>,
    pub skills: Vec<Skill>,
}

const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn number(code: &str, label: String, preset: Option<i32>) -> Ask {
    let ask = Ask::new(code, label, Kind::Number);
    match preset {
        Some(n) => ask.preset(n),
        None => ask,
    }
}

fn several(code: &str, label: String, options: Vec<Opt>, most: usize, chosen: Vec<String>) -> Option<Ask> {
    (!options.is_empty()).then(|| Ask::new(code, label, Kind::Several(options)).long(1, most).optional().preset(json!(chosen)))
}

/// What a post says, asked for; `of` is what it says so far.
fn content(form: StepForm, of: Option<&PostContent>, category: Option<PostCategory>, choices: &Choices) -> StepForm {
    let text = |read: fn(&PostContent) -> &str| of.map(|c| read(c).to_owned()).unwrap_or_default();
    let people = choices.people.iter().map(|p| opt(p.id.to_string(), p.name.clone())).collect();
    let skills = choices.skills.iter().map(|s| opt(s.code.clone(), pick(&s.name, &s.name_en))).collect();
    let chosen = of.map(|c| c.host_ids.iter().map(ToString::to_string).collect()).unwrap_or_default();
    let admission = Ask::line("content/admission_no", tr!(hosting.admission), 1, 40)
        .hinting(tr!(hosting.admission_hint))
        .preset(of.and_then(|c| c.admission_no.clone()).unwrap_or_default());
    let central = PostCategory::CentralTask.as_str();
    let admission = match category {
        None => Some(admission.only_if("category", central)),
        Some(PostCategory::CentralTask) => Some(admission),
        Some(_) => None,
    };
    let asks = [
        Some(Ask::line("content/title", tr!(hosting.title_label), 2, 80).preset(text(|c| &c.title))),
        Some(Ask::text("content/description", tr!(hosting.description), 2, 2000).preset(text(|c| &c.description))),
        Some(
            Ask::text("content/risk_note", tr!(hosting.risk), 2, 1000)
                .hinting(tr!(hosting.risk_hint))
                .optional()
                .preset(text(|c| &c.risk_note)),
        ),
        admission,
        several("content/host_ids", tr!(hosting.hosts), people, 10, chosen).map(|ask| ask.hinting(tr!(hosting.hosts_hint))),
        Some(number("content/max_people", tr!(hosting.seats_label), of.map(|c| c.max_people))),
        Some(number("content/min_people", tr!(hosting.least_label), Some(of.map_or(1, |c| c.min_people)))),
        several("content/skills", tr!(hosting.skills), skills, 10, of.map(|c| c.skills.clone()).unwrap_or_default()),
        Some(
            Ask::new("content/licences", tr!(hosting.licences), Kind::Words)
                .hinting(tr!(hosting.licences_hint))
                .long(1, 5)
                .optional()
                .preset(of.map(|c| c.licences.join("、")).unwrap_or_default()),
        ),
        Some(number("content/min_age", tr!(hosting.min_age), of.and_then(|c| c.min_age)).optional()),
        Some(number("content/max_age", tr!(hosting.max_age), of.and_then(|c| c.max_age)).optional()),
        Some(Ask::new("content/needs_mediator", tr!(hosting.needs_mediator), yes_no()).preset(of.is_some_and(|c| c.needs_mediator))),
        Some(Ask::new("content/needs_insurance", tr!(hosting.needs_insurance), yes_no()).preset(of.is_some_and(|c| c.needs_insurance))),
        Some(
            Ask::line("content/insurance_note", tr!(hosting.insurance_note), 2, 200)
                .only_if("content/needs_insurance", true)
                .preset(text(|c| &c.insurance_note)),
        ),
    ];
    asks.into_iter().flatten().fold(form, StepForm::ask)
}

/// A post that is not there yet.
pub fn fresh(communities: &[OrgRef], choices: &Choices) -> StepForm {
    let form = StepForm::new("new", tr!(hosting.new), "/posts".to_owned(), 0, tr!(hosting.new_done)).send(tr!(hosting.new_send)).fresh();
    let form = match communities {
        [one] => form.fixed("node_id", one.id.to_string()),
        all => {
            let options = all.iter().map(|c| opt(c.id.to_string(), c.name.clone())).collect();
            form.ask(Ask::new("node_id", tr!(hosting.community), Kind::Select(options)))
        }
    };
    let kinds = words_of(PostCategory::ALL, words::category);
    content(form.ask(Ask::new("category", tr!(hosting.category), Kind::Select(kinds))), None, None, choices)
}

/// What is missing before it can be published, in words.
pub fn missing(post: &Post) -> Vec<String> {
    let content = &post.content;
    [
        content.risk_note.trim().is_empty().then(|| tr!(hosting.missing_risk)),
        content.host_ids.is_empty().then(|| tr!(hosting.missing_host)),
        (content.needs_insurance && content.insurance_note.trim().is_empty()).then(|| tr!(hosting.missing_insurance)),
        (post.category == PostCategory::CentralTask && content.admission_no.is_none()).then(|| tr!(hosting.missing_admission)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Every step of a post that is open here.
pub fn steps(post: &Post, choices: &Choices) -> Vec<StepForm> {
    let step =
        |name: &str, words: String, done: String| StepForm::new(name, words, format!("/posts/{}/{name}", post.id), post.version, done);
    let may = |action: PostAction| post.allowed_actions.contains(&action);
    let is_editable = !matches!(post.state, PostState::Closed | PostState::Archived);
    let change = || {
        let form = StepForm::new("change", tr!(hosting.change), format!("/posts/{}", post.id), post.version, tr!(hosting.change_done))
            .send(tr!(hosting.change_send))
            .patch();
        content(form, Some(&post.content), Some(post.category), choices)
    };
    let again = post.state == PostState::Paused;
    let publish = if again { tr!(hosting.publish_again) } else { tr!(hosting.publish) };
    [
        (may(PostAction::Publish) && missing(post).is_empty())
            .then(|| step("publication", publish, tr!(hosting.publish_done)).lead(tr!(hosting.publish_lead))),
        is_editable.then(|| new_shift(post)),
        is_editable.then(|| new_series(post)),
        (is_editable && !post.allowed_actions.is_empty()).then(change),
        may(PostAction::Pause).then(|| step("pause", tr!(hosting.pause), tr!(hosting.pause_done)).lead(tr!(hosting.pause_lead))),
        may(PostAction::Close).then(|| step("closure", tr!(hosting.close), tr!(hosting.close_done)).lead(tr!(hosting.close_lead)).grave()),
        may(PostAction::Archive).then(|| step("archive", tr!(hosting.archive), tr!(hosting.archive_done)).grave()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn new_shift(post: &Post) -> StepForm {
    StepForm::new("shift", tr!(hosting.shift), format!("/posts/{}/shifts", post.id), 0, tr!(hosting.shift_done))
        .send(tr!(hosting.shift_send))
        .fresh()
        .ask(Ask::new("starts_at", tr!(hosting.starts), Kind::When))
        .ask(Ask::new("ends_at", tr!(hosting.ends), Kind::When))
        .ask(Ask::line("place", tr!(hosting.place), 2, 200).hinting(tr!(hosting.place_hint)))
        .ask(number("capacity", tr!(hosting.seats_label), Some(post.content.max_people)).optional())
        .ask(number("waitlist", tr!(hosting.waitlist), None).hinting(tr!(hosting.waitlist_hint)).optional())
        .ask(Ask::new("opens_at", tr!(hosting.opens), Kind::When).hinting(tr!(hosting.opens_hint)).optional())
}

fn new_series(post: &Post) -> StepForm {
    let weekdays =
        [tr!(hosting.mon), tr!(hosting.tue), tr!(hosting.wed), tr!(hosting.thu), tr!(hosting.fri), tr!(hosting.sat), tr!(hosting.sun)];
    let days = DAYS.iter().zip(weekdays).map(|(code, words)| opt(*code, words)).collect();
    let often = vec![opt("WEEKLY", tr!(hosting.weekly)), opt("DAILY", tr!(hosting.daily)), opt("MONTHLY", tr!(hosting.monthly))];
    let mut form = StepForm::new("series", tr!(hosting.series), format!("/posts/{}/series", post.id), 0, tr!(hosting.series_done))
        .send(tr!(hosting.series_send))
        .fresh();
    form.shape =
        Some(Shape { body: Arc::new(ruled), pointer: Arc::new(|p| if p == "/rule" { "/often".to_owned() } else { p.to_owned() }) });
    form.lead(tr!(hosting.series_lead))
        .ask(Ask::new("often", tr!(hosting.often), Kind::Choice(often)).preset("WEEKLY"))
        .ask(Ask::new("days", tr!(hosting.days), Kind::Several(days)).long(1, 7).only_if("often", "WEEKLY"))
        .ask(Ask::new("starts_at", tr!(hosting.first), Kind::When))
        .ask(number("minutes", tr!(hosting.minutes), Some(120)))
        .ask(number("count", tr!(hosting.times), Some(10)))
        .ask(Ask::line("place", tr!(hosting.place), 2, 200).hinting(tr!(hosting.place_hint)))
        .ask(number("capacity", tr!(hosting.seats_label), Some(post.content.max_people)).optional())
}

/// How often, on which days and how many times, as the rule of RFC 5545 that is sent.
fn ruled(mut body: Value) -> Value {
    if let Value::Object(fields) = &mut body {
        let often = fields.remove("often");
        let days = fields.remove("days");
        let times = fields.remove("count").and_then(|n| n.as_i64());
        let days: Vec<&str> = days.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut rule = format!("FREQ={}", often.as_ref().and_then(Value::as_str).unwrap_or("WEEKLY"));
        if !days.is_empty() {
            rule.push_str(";BYDAY=");
            rule.push_str(&days.join(","));
        }
        if let Some(times) = times {
            rule.push_str(&format!(";COUNT={times}"));
        }
        fields.insert("rule".to_owned(), json!(rule));
    }
    body
}

/// Ends a rule.
pub fn end_series(series: &Series) -> StepForm {
    StepForm::new(
        format!("end-{}", series.id),
        tr!(hosting.series_end),
        format!("/post-series/{}/end", series.id),
        series.version,
        tr!(hosting.series_ended_done),
    )
    .lead(tr!(hosting.series_end_lead))
    .grave()
}

/// Every step of a shift that is open here.
pub fn shift_steps(shift: &Shift) -> Vec<StepForm> {
    let may = |action: ShiftAction| shift.allowed_actions.contains(&action);
    let change = || {
        StepForm::new("change", tr!(hosting.shift_change), format!("/shifts/{}", shift.id), shift.version, tr!(hosting.shift_change_done))
            .lead(tr!(hosting.shift_change_lead))
            .send(tr!(hosting.change_send))
            .patch()
            .ask(Ask::new("starts_at", tr!(hosting.starts), Kind::When).preset(to_field(shift.starts_at)))
            .ask(Ask::new("ends_at", tr!(hosting.ends), Kind::When).preset(to_field(shift.ends_at)))
            .ask(Ask::line("place", tr!(hosting.place), 2, 200).preset(shift.place.clone()))
            .ask(number("capacity", tr!(hosting.seats_label), Some(shift.capacity)))
            .ask(number("waitlist", tr!(hosting.waitlist), Some(shift.waitlist)))
    };
    let cancel = || {
        let path = format!("/shifts/{}/cancellation", shift.id);
        StepForm::new("cancellation", tr!(hosting.shift_cancel), path, shift.version, tr!(hosting.shift_cancel_done))
            .lead(tr!(hosting.shift_cancel_lead))
            .ask(Ask::line("reason", tr!(hosting.reason), 2, 200))
            .grave()
    };
    [may(ShiftAction::Change).then(change), may(ShiftAction::Cancel).then(cancel)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_often_becomes_a_rule() {
        let weekly = json!({ "often": "WEEKLY", "days": ["TU", "SA"], "count": 20, "place": "站点" });
        assert_eq!(ruled(weekly), json!({ "rule": "FREQ=WEEKLY;BYDAY=TU,SA;COUNT=20", "place": "站点" }));
        assert_eq!(ruled(json!({ "often": "DAILY", "count": 3 })), json!({ "rule": "FREQ=DAILY;COUNT=3" }));
    }
}
