//! The forms of the organisation: each a row of a table.

use super::words;
use crate::console::steps::{Ask, Kind, Opt, Spoken, StepForm, opt, words_of};
use crate::i18n::{pick, tr};
use contract::org::{NodeMember, Office, OrgRef, OrgUnit, Skill, Station, Team, TeamKind, Unit};
use serde_json::json;

/// Not sent to a version: something new.
fn new(code: &str, name: String, path: String, done: String) -> StepForm {
    StepForm::new(code, name, path, 0, done).fresh()
}

fn reason() -> Ask {
    Ask::line("reason", tr!(org.reason), 2, 200).hinting(tr!(org.reason_hint))
}

fn code() -> Ask {
    Ask::line("division_code", tr!(org.code), 12, 12).hinting(tr!(org.code_hint)).optional()
}

fn nodes(all: &[OrgUnit]) -> Kind {
    Kind::Select(all.iter().map(|n| opt(n.id.to_string(), n.name.clone())).collect())
}

/// A node one level below this one.
pub fn child(node: &OrgUnit) -> Option<StepForm> {
    let level = words::level(words::below(node.level)?);
    let form = new("child", tr!(org.child, level = level), "/org-units".to_owned(), tr!(org.child_done))
        .fixed("parent_id", node.id.to_string())
        .ask(Ask::line("name", tr!(org.name), 2, 60))
        .ask(Ask::line("telephone", tr!(org.telephone), 2, 30).optional())
        .ask(code().hinting(tr!(org.code_new)))
        .ask(reason());
    Some(form)
}

/// What an office above this node can do to it. `parents` stand where its parent stands, `beside` where it stands itself.
pub fn edits(node: &OrgUnit, children: &[OrgUnit], parents: &[OrgUnit], beside: &[OrgUnit]) -> Vec<StepForm> {
    let step =
        |name: &str, words: String, done: String| StepForm::new(name, words, format!("/org-units/{}/{name}", node.id), node.version, done);
    let others =
        |all: &[OrgUnit], not: Option<contract::OrgUnitId>| all.iter().filter(|n| Some(n.id) != not).cloned().collect::<Vec<OrgUnit>>();
    let (parents, beside) = (others(parents, node.parent_id), others(beside, Some(node.id)));
    let goes = children.iter().map(|n| opt(n.id.to_string(), n.name.clone())).collect();
    [
        Some(
            step("change", tr!(org.change), tr!(org.change_done))
                .ask(Ask::line("name", tr!(org.name), 2, 60).preset(node.name.clone()))
                .ask(Ask::line("telephone", tr!(org.telephone), 2, 30).preset(node.telephone.clone()).clearing())
                .ask(reason()),
        ),
        (!parents.is_empty()).then(|| {
            step("move", tr!(org.shift), tr!(org.shift_done))
                .lead(tr!(org.shift_lead))
                .ask(Ask::new("parent_id", tr!(org.shift_to), nodes(&parents)))
                .ask(code())
                .ask(reason())
        }),
        (!beside.is_empty()).then(|| {
            step("merger", tr!(org.merge), tr!(org.merge_done))
                .lead(tr!(org.merge_lead))
                .ask(Ask::new("into_id", tr!(org.merge_into), nodes(&beside)))
                .ask(reason())
                .grave()
        }),
        (!children.is_empty()).then(|| {
            step("split", tr!(org.split), tr!(org.split_done))
                .lead(tr!(org.split_lead))
                .ask(Ask::line("name", tr!(org.split_name), 2, 60))
                .ask(Ask::new("children", tr!(org.split_goes), Kind::Several(goes)).long(1, 200))
                .ask(code())
                .ask(reason())
        }),
        children.is_empty().then(|| step("closure", tr!(org.close), tr!(org.close_done)).lead(tr!(org.close_lead)).ask(reason()).grave()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Somebody takes an office; the secretary is the matter of an office above.
pub fn appoint(node: &OrgUnit, is_above: bool) -> StepForm {
    let offices: Vec<Office> = Office::ALL.iter().copied().filter(|o| is_above || *o != Office::Secretary).collect();
    new("appoint", tr!(org.appoint), format!("/org-units/{}/members", node.id), tr!(org.appoint_done))
        .lead(tr!(org.appoint_lead))
        .ask(Ask::new("office", tr!(org.office), Kind::Choice(words_of(&offices, words::office))))
        .ask(Ask::line("name", tr!(org.person), 2, 40))
        .ask(Ask::line("duty", tr!(org.duty), 2, 100).optional())
        .ask(Ask::new("valid_from", tr!(org.since), Kind::Day))
}

/// Somebody leaves an office.
pub fn leave(member: &NodeMember) -> StepForm {
    new(&format!("leave-{}", member.id), tr!(org.leave), format!("/node-members/{}/end", member.id), tr!(org.leave_done)).ask(Ask::new(
        "valid_to",
        tr!(org.until),
        Kind::Day,
    ))
}

fn station(form: StepForm, of: Option<&Station>) -> StepForm {
    let text = |read: fn(&Station) -> &String| of.map(read).cloned().unwrap_or_default();
    form.ask(Ask::line("name", tr!(org.station_name), 2, 60).preset(text(|s| &s.name)))
        .ask(Ask::line("address", tr!(org.address), 2, 120).preset(text(|s| &s.address)))
        .ask(Ask::line("telephone", tr!(org.telephone), 2, 30).preset(text(|s| &s.telephone)).clearing())
        .ask(Ask::line("hours", tr!(org.hours), 2, 100).hinting(tr!(org.hours_hint)).preset(text(|s| &s.hours)).clearing())
}

/// A station that is not there yet.
pub fn new_station(node: &OrgUnit) -> StepForm {
    let form = new("station", tr!(org.station_new), "/stations".to_owned(), tr!(org.station_done)).fixed("node_id", node.id.to_string());
    station(form, None)
}

/// One that is there: said anew, or closed.
pub fn of_station(of: &Station) -> [StepForm; 2] {
    let step = |name: &str, words: String, done: String| {
        StepForm::new(format!("{name}-{}", of.id), words, format!("/stations/{}/change", of.id), of.version, done)
    };
    [
        station(step("change", tr!(org.change), tr!(org.change_done)), Some(of)),
        step("close", tr!(org.station_close), tr!(org.station_closed)).fixed("is_closed", true).lead(tr!(org.station_close_lead)).grave(),
    ]
}

fn skills(all: &[Skill]) -> Vec<Opt> {
    all.iter().map(|s| opt(s.code.clone(), pick(&s.name, &s.name_en))).collect()
}

/// A team that is not there yet.
pub fn new_team(areas: &[OrgRef], all: &[Skill], units: &[Unit]) -> StepForm {
    let kinds = words_of(TeamKind::ALL, words::team);
    let areas = areas.iter().map(|n| opt(n.id.to_string(), n.name.clone())).collect();
    let units = units.iter().map(|u| opt(u.id.to_string(), u.name.clone())).collect();
    new("team", tr!(org.team_new), "/teams".to_owned(), tr!(org.team_done))
        .ask(Ask::line("name", tr!(org.team_name), 2, 60))
        .ask(Ask::new("kind", tr!(org.team_kind), Kind::Choice(kinds)))
        .ask(Ask::new("unit_id", tr!(org.team_of), Kind::Select(units)).only_if("kind", TeamKind::Unit.as_str()))
        .ask(Ask::new("area_id", tr!(org.team_area), Kind::Select(areas)))
        .ask(Ask::line("leader_phone", tr!(org.team_leader_phone), 11, 11).spoken(Spoken::Phone).hinting(tr!(org.team_phone_hint)))
        .ask(Ask::new("skills", tr!(org.team_skills), Kind::Several(skills(all))).long(1, 20))
        .ask(Ask::new("capacity", tr!(org.team_capacity), Kind::Number).hinting(tr!(org.team_capacity_hint)).preset(5))
}

/// The steps of a team.
pub fn of_team(team: &Team, all: &[Skill]) -> Vec<StepForm> {
    let step = |name: &str, words: String, path: String, done: String| {
        StepForm::new(format!("{name}-{}", team.id), words, path, team.version, done)
    };
    let own: Vec<&String> = team.skills.iter().map(|s| &s.code).collect();
    let people = || Kind::Select(team.members.iter().map(|p| opt(p.id.to_string(), p.name.clone())).collect());
    let others =
        Kind::Select(team.members.iter().filter(|p| p.id != team.leader.id).map(|p| opt(p.id.to_string(), p.name.clone())).collect());
    let at = |end: &str| format!("/teams/{}{end}", team.id);
    let leave = team.on_leave_until.map(|day| json!(day)).unwrap_or_default();
    let mut forms = vec![
        step("member", tr!(org.team_add), at("/members"), tr!(org.team_added))
            .lead(tr!(org.team_add_lead))
            .ask(Ask::line("phone", tr!(org.team_phone), 11, 11).spoken(Spoken::Phone).hinting(tr!(org.team_phone_hint))),
        step("change", tr!(org.team_change), at(""), tr!(org.change_done))
            .patch()
            .ask(Ask::line("name", tr!(org.team_name), 2, 60).preset(team.name.clone()))
            .ask(Ask::new("skills", tr!(org.team_skills), Kind::Several(skills(all))).long(1, 20).preset(json!(own)))
            .ask(Ask::new("capacity", tr!(org.team_capacity), Kind::Number).preset(team.capacity))
            .ask(Ask::new("leader_id", tr!(org.team_leader), people()).preset(team.leader.id.to_string()))
            .ask(Ask::new("on_leave_until", tr!(org.team_leave), Kind::Day).hinting(tr!(org.team_leave_hint)).preset(leave).optional()),
    ];
    if team.members.len() > 1 {
        forms.push(
            step("departure", tr!(org.team_remove), at("/departures"), tr!(org.team_removed))
                .ask(Ask::new("person_id", tr!(org.person), others))
                .grave(),
        );
    }
    forms
}
