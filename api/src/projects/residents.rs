//! The residents' word: those who live there and have no part in the work say whether it is solved.

use super::access::{self, Found};
use super::queries::{ProjectRow, WordRow, words};
use super::steps::{self, Note};
use crate::check_ins::{self, units};
use crate::orders::Desk;
use crate::platform::auth::{STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use contract::projects::{ProjectAction, ProjectEventKind, ProjectState, SayOnProject, Verdict, WordCounts};
use contract::{ProblemCode, ProjectId, RowId, UnitId};
use diesel::Connection;
use uuid::Uuid;

/// Whether this person has a word in it: lives there or is checked in there; no staff of the community, nobody of the unit.
pub fn may_say(c: &mut Conn, desk: &Desk, who: &Who, row: &ProjectRow, own: &[UnitId]) -> ApiResult<bool> {
    if row.state != ProjectState::Reported || who.holds_at(STAFF, &row.area) {
        return Ok(false);
    }
    if let Some(unit) = row.unit_id
        && (own.contains(&unit) || units::member_of_any(c, who.person, &[unit], desk.today())?.is_some())
    {
        return Ok(false);
    }
    let is_checked_in = check_ins::active_of(c, who.person)?.is_some_and(|a| a.community_id == row.community_id);
    Ok(is_checked_in || words::lives_in(c, who.person, row.community_id)?)
}

/// Has their word, once a report.
pub fn say(tx: &mut Conn, desk: &Desk, who: &Who, id: ProjectId, ask: &SayOnProject) -> ApiResult<Found> {
    let found = access::lock(tx, desk, who, id)?;
    let again = || ApiError::new(ProblemCode::AlreadySaid, "one word a resident for each report");
    if found.word.is_some() && found.row.state == ProjectState::Reported {
        return Err(again());
    }
    found.check(None, ProjectAction::Say)?;
    let row = WordRow {
        id: RowId(Uuid::now_v7()),
        project_id: id,
        person_id: who.person,
        round: found.row.round,
        verdict: ask.verdict,
        grade: ask.grade,
        text: ask.text.trim().to_owned(),
        said_at: desk.now,
    };
    if let Err(error) = tx.transaction(|tx| words::insert(tx, &row)) {
        let key = broken_key(error)?;
        if key == "uq_project_words_project_id_person_id_round" {
            return Err(again());
        }
        return Err(ApiError::internal(format!("unexpected constraint {key}")));
    }
    steps::remember(tx, desk, &found.row, ProjectEventKind::Say, Note::default())?;
    access::lock(tx, desk, who, id)
}

/// How many say what about the present report.
pub fn counts(c: &mut Conn, desk: &Desk, row: &ProjectRow) -> ApiResult<WordCounts> {
    let said = words::verdicts(c, row.id, row.round)?;
    let of = |verdict: Verdict| i64::try_from(said.iter().filter(|v| **v == verdict).count()).unwrap_or(i64::MAX);
    Ok(WordCounts {
        resolved: of(Verdict::Resolved),
        partly: of(Verdict::Partly),
        not_resolved: of(Verdict::Not),
        needed: desk.config.projects.words_needed,
    })
}
