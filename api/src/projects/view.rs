//! From rows to replies. Those on neither side read no number and no whole name.

use super::access::Found;
use super::lifecycle::Side;
use super::queries::{ApplicationRow, EventRow, ProjectRow, WordRow, plan};
use super::residents;
use crate::accounts::names_of;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check::mask_name;
use contract::check_ins::UnitRef;
use contract::projects::{
    Application, ListedProject, Milestone, Project, ProjectContent, ProjectEvent, ProjectEventKind, ProjectMeasure, ProjectOutcome,
    ResidentWord,
};
use contract::{PersonId, UnitId};
use std::collections::HashMap;

fn gone() -> ApiError {
    ApiError::internal("a row of the room points to something that is gone")
}

/// Names of units, read once.
struct Names(HashMap<UnitId, String>);

impl Names {
    fn of(c: &mut Conn, ids: impl Iterator<Item = UnitId>) -> ApiResult<Self> {
        let mut ids: Vec<UnitId> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self(if ids.is_empty() { HashMap::new() } else { units::names_of(c, &ids)? }))
    }

    fn unit(&self, id: UnitId) -> UnitRef {
        UnitRef { id, name: self.0.get(&id).cloned().unwrap_or_default() }
    }
}

/// Projects of a list, in their order.
pub fn show_listed(c: &mut Conn, rows: Vec<ProjectRow>) -> ApiResult<Vec<ListedProject>> {
    let mut ids: Vec<_> = rows.iter().map(|r| r.community_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let places: HashMap<_, _> = org::org_refs(c, &ids)?.into_iter().map(|o| (o.id, o)).collect();
    let names = Names::of(c, rows.iter().filter_map(|r| r.unit_id))?;
    let show = |row: ProjectRow| {
        Ok(ListedProject {
            community: places.get(&row.community_id).cloned().ok_or_else(gone)?,
            unit: row.unit_id.map(|u| names.unit(u)),
            id: row.id,
            kind: row.kind,
            state: row.state,
            title: row.title,
            description: row.description,
            place: row.place,
            created_at: row.created_at,
        })
    };
    rows.into_iter().map(show).collect()
}

/// One project as this caller sees it.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, found: Found) -> ApiResult<Project> {
    let community = desk.shelf.community(c, found.row.community_id)?.ok_or_else(gone)?;
    let names = Names::of(c, found.applications.iter().map(|a| a.unit_id).chain(found.row.unit_id))?;
    let words = residents::counts(c, desk, &found.row)?;
    let my_word = match found.word.clone() {
        Some(word) => show_words(c, Some(who.person), vec![word])?.pop(),
        None => None,
    };
    let (row, is_party) = (&found.row, found.is_party());
    let person = |name: &str| if is_party || name.is_empty() { name.to_owned() } else { mask_name(name) };
    let mut applications = found.applications.clone();
    applications.retain(|a| found.is_staff || found.own.contains(&a.unit_id));
    Ok(Project {
        id: row.id,
        kind: row.kind,
        state: row.state,
        version: row.version,
        community: (*community).clone(),
        content: ProjectContent { title: row.title.clone(), description: row.description.clone(), place: row.place.clone() },
        unit: row.unit_id.map(|u| names.unit(u)),
        responsible_name: person(&row.responsible_name),
        responsible_phone: if is_party { row.responsible_phone.clone() } else { String::new() },
        applications: applications.into_iter().map(|a| show_application(&found, &names, a)).collect(),
        measures: show_measures(c, row, person)?,
        milestones: show_milestones(c, desk, row)?,
        outcomes: show_outcomes(c, row)?,
        report: row.report.clone(),
        words,
        my_word,
        closing: row.closing.clone(),
        few_words_reason: row.few_words_reason.clone(),
        reason: if is_party || found.has_applied() { row.reason.clone() } else { String::new() },
        is_my_unit: found.is_on(Side::Unit),
        is_my_community: found.is_on(Side::Desk),
        allowed_actions: found.allowed(),
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}

fn show_application(found: &Found, names: &Names, row: ApplicationRow) -> Application {
    Application {
        is_mine: found.own.contains(&row.unit_id),
        unit: names.unit(row.unit_id),
        id: row.id,
        state: row.state,
        text: row.text,
        responsible_name: row.responsible_name,
        responsible_phone: row.responsible_phone,
        version: row.version,
        created_at: row.created_at,
    }
}

fn show_measures(c: &mut Conn, row: &ProjectRow, person: impl Fn(&str) -> String) -> ApiResult<Vec<ProjectMeasure>> {
    let show = |m: plan::MeasureRow| ProjectMeasure { id: m.id, who: person(&m.who), what: m.what, due_on: m.due_on, done_at: m.done_at };
    Ok(plan::measures(c, row.id)?.into_iter().map(show).collect())
}

fn show_milestones(c: &mut Conn, desk: &Desk, row: &ProjectRow) -> ApiResult<Vec<Milestone>> {
    let today = desk.today();
    let show = |m: plan::MilestoneRow| Milestone {
        is_overdue: m.reached_on.is_none() && m.due_on < today,
        id: m.id,
        title: m.title,
        due_on: m.due_on,
        reached_on: m.reached_on,
        note: m.note,
    };
    Ok(plan::milestones(c, row.id)?.into_iter().map(show).collect())
}

fn show_outcomes(c: &mut Conn, row: &ProjectRow) -> ApiResult<Vec<ProjectOutcome>> {
    let show =
        |o: plan::OutcomeRow| ProjectOutcome { id: o.id, indicator: o.indicator, unit: o.unit, planned: o.planned, achieved: o.achieved };
    Ok(plan::outcomes(c, row.id)?.into_iter().map(show).collect())
}

/// Words, in their order; the name of nobody but the caller is whole.
pub fn show_words(c: &mut Conn, me: Option<PersonId>, rows: Vec<WordRow>) -> ApiResult<Vec<ResidentWord>> {
    let people = names_of(c, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
    let show = |row: WordRow| {
        let name = people.get(&row.person_id).cloned().unwrap_or_default();
        ResidentWord {
            person_name: if me == Some(row.person_id) { name } else { mask_name(&name) },
            verdict: row.verdict,
            grade: row.grade,
            text: row.text,
            round: row.round,
            said_at: row.said_at,
        }
    };
    Ok(rows.into_iter().map(show).collect())
}

/// The history, in its order. A resident stays masked.
pub fn show_events(c: &mut Conn, rows: Vec<EventRow>) -> ApiResult<Vec<ProjectEvent>> {
    let people = names_of(c, &rows.iter().filter_map(|r| r.actor_id).collect::<Vec<_>>())?;
    let names = Names::of(c, rows.iter().filter_map(|r| r.unit_id))?;
    let show = |row: EventRow| {
        let name = row.actor_id.map(|p| people.get(&p).cloned().unwrap_or_default());
        ProjectEvent {
            at: row.at,
            action: row.action,
            state: row.state,
            person_name: name.map(|n| if row.action == ProjectEventKind::Say { mask_name(&n) } else { n }),
            unit: row.unit_id.map(|u| names.unit(u)),
            note: row.note,
        }
    };
    Ok(rows.into_iter().map(show).collect())
}
