//! The plan of a project, and how far it is.

use super::access::Found;
use super::queries::ProjectRow;
use super::queries::plan::{self, MeasureRow, MilestoneRow, OutcomeRow};
use super::steps::{self, Note};
use crate::orders::Desk;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{Datelike, NaiveDate};
use contract::projects::{AddProjectProgress, PlanProject, ProjectAction};
use contract::{FieldProblem, MilestoneId, ProjectId, ProjectMeasureId, ProjectOutcomeId};
use uuid::Uuid;

/// Entries of each kind that a project may have.
const MOST: usize = 100;

fn is_day(day: NaiveDate) -> bool {
    (2000..=2199).contains(&day.year())
}

/// Adds measures, milestones and numbers.
pub fn add(tx: &mut Conn, desk: &Desk, found: &Found, ask: &PlanProject) -> ApiResult<ProjectRow> {
    check(tx, desk, found, ask)?;
    let (project_id, created_at) = (found.row.id, desk.now);
    for one in &ask.measures {
        let (what, who) = (one.what.trim().to_owned(), one.who.trim().to_owned());
        let id = ProjectMeasureId(Uuid::now_v7());
        plan::insert_measure(tx, &MeasureRow { id, project_id, what, who, due_on: one.due_on, done_at: None, created_at })?;
    }
    for one in &ask.milestones {
        let row = MilestoneRow {
            id: MilestoneId(Uuid::now_v7()),
            project_id,
            title: one.title.trim().to_owned(),
            due_on: one.due_on,
            reached_on: None,
            note: String::new(),
            is_told: false,
            created_at,
        };
        plan::insert_milestone(tx, &row)?;
    }
    for one in &ask.outcomes {
        let row = OutcomeRow {
            id: ProjectOutcomeId(Uuid::now_v7()),
            project_id,
            indicator: one.indicator.trim().to_owned(),
            unit: one.unit.trim().to_owned(),
            planned: one.planned,
            achieved: None,
            created_at,
        };
        plan::insert_outcome(tx, &row)?;
    }
    // What was planned is in the history word by word, also when it is dropped later.
    let lines = ask.measures.iter().map(|m| format!("{}（{}，{}）", m.what.trim(), m.who.trim(), m.due_on));
    let lines = lines.chain(ask.milestones.iter().map(|m| format!("{}（{}）", m.title.trim(), m.due_on)));
    let lines = lines.chain(ask.outcomes.iter().map(|o| format!("{} {} {}", o.indicator.trim(), o.planned, o.unit.trim())));
    let note = Note::text(&lines.collect::<Vec<_>>().join("\n")).of(found.row.unit_id);
    steps::take(tx, desk, &found.row, ProjectAction::Plan, found.row.clone(), note)
}

/// Ends the plan of a unit that gave up. What it had done comes back as the lines that the history keeps; what was planned is there already.
pub fn end(tx: &mut Conn, project: ProjectId) -> ApiResult<String> {
    let measures = plan::measures(tx, project)?;
    let done = measures.iter().filter_map(|m| m.done_at.map(|at| format!("{}（{}，{}）", m.what, m.who, local(at).date())));
    let milestones = plan::milestones(tx, project)?;
    let reached = milestones.iter().filter_map(|m| m.reached_on.map(|day| format!("{}（{day}）{}", m.title, m.note)));
    let outcomes = plan::outcomes(tx, project)?;
    let achieved = outcomes.iter().filter_map(|o| o.achieved.map(|n| format!("{} {n}/{} {}", o.indicator, o.planned, o.unit)));
    let lines: Vec<String> = done.chain(reached).chain(achieved).collect();
    plan::clear(tx, project)?;
    Ok(if lines.is_empty() { String::new() } else { format!("原单位已完成：\n{}", lines.join("\n")) })
}

fn check(tx: &mut Conn, desk: &Desk, found: &Found, ask: &PlanProject) -> ApiResult<()> {
    let mut wrong = Vec::new();
    if ask.measures.is_empty() && ask.milestones.is_empty() && ask.outcomes.is_empty() {
        wrong.push(FieldProblem::new("/measures", "required", "at least one measure, milestone or number"));
    }
    let days = ask.measures.iter().map(|m| m.due_on).enumerate().map(|(i, d)| (format!("/measures/{i}/due_on"), d));
    let days = days.chain(ask.milestones.iter().map(|m| m.due_on).enumerate().map(|(i, d)| (format!("/milestones/{i}/due_on"), d)));
    for (pointer, day) in days {
        if day < desk.today() || !is_day(day) {
            wrong.push(FieldProblem::new(&pointer, "range", "today or later"));
        }
    }
    let id = found.row.id;
    let there = [
        ("/measures", plan::measures(tx, id)?.len() + ask.measures.len()),
        ("/milestones", plan::milestones(tx, id)?.len() + ask.milestones.len()),
        ("/outcomes", plan::outcomes(tx, id)?.len() + ask.outcomes.len()),
    ];
    wrong.extend(
        there.iter().filter(|(_, n)| *n > MOST).map(|(pointer, _)| FieldProblem::new(pointer, "length", "more than a project may have")),
    );
    if wrong.is_empty() { Ok(()) } else { Err(ApiError::fields(wrong)) }
}

/// Says how far it is: all of it, or nothing with what is wrong.
pub fn progress(tx: &mut Conn, desk: &Desk, found: &Found, ask: &AddProjectProgress) -> ApiResult<ProjectRow> {
    let (id, today, mut wrong) = (found.row.id, desk.today(), Vec::new());
    for (index, measure) in ask.measures_done.iter().enumerate() {
        if plan::finish(tx, id, *measure, desk.now)? == 0 {
            wrong.push(FieldProblem::new(&format!("/measures_done/{index}"), "unknown", "no measure of this project that is open"));
        }
    }
    for (index, one) in ask.milestones_reached.iter().enumerate() {
        if one.reached_on > today || !is_day(one.reached_on) {
            wrong.push(FieldProblem::new(&format!("/milestones_reached/{index}/reached_on"), "range", "not ahead of us"));
        } else if plan::reach(tx, id, one.id, one.reached_on, one.note.trim())? == 0 {
            wrong.push(FieldProblem::new(
                &format!("/milestones_reached/{index}/id"),
                "unknown",
                "no milestone of this project that is open",
            ));
        }
    }
    for (index, one) in ask.outcomes.iter().enumerate() {
        if plan::achieve(tx, id, one.id, one.achieved)? == 0 {
            wrong.push(FieldProblem::new(&format!("/outcomes/{index}/id"), "unknown", "no number of this project"));
        }
    }
    if !wrong.is_empty() {
        return Err(ApiError::fields(wrong));
    }
    let note = Note::text(&ask.text).of(found.row.unit_id);
    steps::take(tx, desk, &found.row, ProjectAction::Progress, found.row.clone(), note)
}
