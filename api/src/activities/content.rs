//! What an activity says, and what can be wrong with it beyond single fields.

use super::queries::{ActivityRow, activities};
use super::steps::record;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::auth::{REVEALERS, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::posts;
use chrono::TimeDelta;
use contract::activities::{ActivityContent, ActivityState, NewActivity};
use contract::{ActivityId, FieldProblem};
use uuid::Uuid;

/// A new activity, as a draft: by staff of the community, or by the liaison of a unit that serves it.
pub fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewActivity) -> ApiResult<ActivityRow> {
    let unknown = || ApiError::field("/community_id", "unknown", "there is no such community");
    let community = desk.shelf.open_community(tx, ask.community_id)?.ok_or_else(unknown)?;
    let own = units::liaison_units(tx, who.person)?;
    match ask.unit_id {
        Some(unit) if own.contains(&unit) => {
            if !units::serves(tx, unit, community.id)? {
                return Err(serves_not());
            }
        }
        Some(_) => return Err(ApiError::field("/unit_id", "unknown", "not a unit you speak for")),
        None if who.holds_at(REVEALERS, &community.path) => {}
        None if own.is_empty() && !who.holds(REVEALERS) => {
            return Err(ApiError::forbidden("activities are made by staff of a community and by liaisons of units"));
        }
        None => return Err(ApiError::field("/community_id", "unknown", "not a community you work for; a liaison names the unit")),
    }
    let row = ActivityRow {
        id: ActivityId(Uuid::now_v7()),
        community_id: community.id,
        area: community.path.clone(),
        unit_id: ask.unit_id,
        category: ask.content.category,
        title: String::new(),
        description: String::new(),
        place: String::new(),
        starts_at: ask.content.starts_at,
        ends_at: ask.content.ends_at,
        answer_by: ask.content.answer_by,
        capacity: ask.content.capacity,
        taken: 0,
        is_open_to_all: ask.content.is_open_to_all,
        admission_no: None,
        state: ActivityState::Draft,
        reason: String::new(),
        people_served: 0,
        summary: String::new(),
        outcomes: Json(Vec::new()),
        version: 1,
        created_by: who.person,
        created_at: desk.now,
        updated_at: desk.now,
    };
    let row = changed(desk, &row, &ask.content)?;
    activities::insert(tx, &row)?;
    record(tx, desk, "activity.created", None, &row)?;
    Ok(row)
}

/// For a unit that does not serve the community: neither at the beginning nor later.
pub fn serves_not() -> ApiError {
    ApiError::field("/community_id", "unknown", "the unit is neither checked in nor paired with this community")
}

/// The activity with this content.
pub fn changed(desk: &Desk, row: &ActivityRow, ask: &ActivityContent) -> ApiResult<ActivityRow> {
    let rules = &desk.config.activities;
    let mut wrong = Vec::new();
    if ask.starts_at <= desk.now {
        wrong.push(FieldProblem::new("/content/starts_at", "range", "lies ahead of us"));
    }
    if ask.ends_at <= ask.starts_at || ask.ends_at - ask.starts_at > TimeDelta::hours(rules.max_hours) {
        wrong.push(FieldProblem::new("/content/ends_at", "range", "after the begin, and at most the hours configured"));
    }
    if ask.answer_by > ask.starts_at || (ask.answer_by <= desk.now && ask.answer_by != row.answer_by) {
        wrong.push(FieldProblem::new("/content/answer_by", "range", "ahead of us, and not after the begin"));
    }
    if ask.capacity > rules.max_people || ask.capacity < row.taken {
        wrong.push(FieldProblem::new("/content/capacity", "range", "at most the people configured, and never below the places taken"));
    }
    if !wrong.is_empty() {
        return Err(ApiError::fields(wrong));
    }
    let trim = |text: &str| text.trim().to_owned();
    Ok(ActivityRow {
        category: ask.category,
        title: trim(&ask.title),
        description: trim(&ask.description),
        place: trim(&ask.place),
        starts_at: ask.starts_at,
        ends_at: ask.ends_at,
        answer_by: ask.answer_by,
        capacity: ask.capacity,
        is_open_to_all: ask.is_open_to_all,
        admission_no: ask.admission_no.as_deref().map(trim),
        ..row.clone()
    })
}

/// What has to hold before everybody may read it.
pub fn check_public(tx: &mut Conn, desk: &Desk, row: &ActivityRow) -> ApiResult<()> {
    posts::check_admission(tx, desk, row.category, row.admission_no.as_deref(), &row.area)
}
