//! Teams are formed, changed, joined and left.

use super::handlers::{show_team, visible_team};
use super::queries::org_refs;
use super::teams::{self, NewTeamRow, TeamChange, TeamRow};
use crate::accounts;
use crate::app::App;
use crate::menu::skills_by_code;
use crate::notices::{self, News, To};
use crate::platform::audit::{self, Change};
use crate::platform::auth::{DESK, STAFF, Staff, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{patch, post};
use chrono::{DateTime, Utc};
use contract::notices::NoticeKind;
use contract::org::{ChangeTeam, EndTeamMember, NewTeam, NewTeamMember, Team, TeamKind};
use contract::{PersonId, TeamId};
use uuid::Uuid;

/// Skills that everybody knows.
fn known_skills(c: &mut Conn, codes: &[String]) -> ApiResult<Vec<String>> {
    let known = skills_by_code(c)?;
    if let Some(index) = codes.iter().position(|code| !known.contains_key(code)) {
        return Err(ApiError::field(&format!("/skills/{index}"), "choice", "there is no such skill"));
    }
    let mut codes = codes.to_vec();
    codes.sort();
    codes.dedup();
    Ok(codes)
}

fn account(c: &mut Conn, phone: &str, pointer: &str) -> ApiResult<PersonId> {
    let found = accounts::person_by_phone(c, phone)?;
    let missing = || ApiError::field(pointer, "choice", "nobody with this number has an account: they sign in once, with a code by SMS");
    found.map(|p| p.id).ok_or_else(missing)
}

fn record(tx: &mut Conn, who: &Who, now: DateTime<Utc>, action: &str, before: Option<&TeamRow>, after: &TeamRow) -> ApiResult<()> {
    let subject = format!("team/{}", after.id);
    audit::record(tx, &who.origin, now, &Change { action, subject, before, after: Some(after) })
}

fn told(tx: &mut Conn, app: &App, now: DateTime<Utc>, person: PersonId, team: &str) -> ApiResult<()> {
    let news = News::new(NoticeKind::TeamJoined).with("team", team);
    notices::tell(tx, &app.config.notices, now, To::Person(person), &news)
}

/// Form a team.
///
/// The staff of the node it serves may. Its lead is told and can step down.
#[utoipa::path(tag = "org", request_body = NewTeam, responses((status = 201, body = Team, description = "The team")))]
#[post("/teams")]
pub async fn create_team(app: Data<App>, who: Staff, key: Idempotency, Json(ask): Json<NewTeam>) -> ApiResult<Reply> {
    let (now, who, shared) = (app.clock.now(), who.0, Data::clone(&app));
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                let nowhere = || ApiError::field("/area_id", "choice", "there is no such node");
                let area = org_refs(tx, &[ask.area_id])?.pop().ok_or_else(nowhere)?;
                if !is_staff_of(&who, &area.path) {
                    return Err(ApiError::forbidden("a team is formed by the staff of the node it serves"));
                }
                if (ask.kind == TeamKind::Unit) != ask.unit_id.is_some() {
                    return Err(ApiError::field("/unit_id", "choice", "teams of work units have one, and no other team has"));
                }
                if let Some(unit) = ask.unit_id
                    && super::queries::unit(tx, unit)?.is_none()
                {
                    return Err(ApiError::field("/unit_id", "choice", "there is no such unit"));
                }
                let row = NewTeamRow {
                    id: TeamId(Uuid::now_v7()),
                    name: ask.name.trim().to_owned(),
                    kind: ask.kind,
                    area_id: area.id,
                    area: area.path,
                    unit_id: ask.unit_id,
                    leader_id: account(tx, &ask.leader_phone, "/leader_phone")?,
                    skills: JsonColumn(known_skills(tx, &ask.skills)?),
                    capacity: ask.capacity,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                teams::insert_team(tx, &row)?;
                teams::insert_member(tx, row.id, row.leader_id)?;
                let after = teams::team_row(tx, row.id)?.ok_or_else(|| ApiError::not_found("team"))?;
                record(tx, &who, now, "team.formed", None, &after)?;
                told(tx, &shared, now, row.leader_id, &after.name)?;
                show_team(tx, after)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// The team at the version somebody read, for those who may change its members.
fn load(tx: &mut Conn, who: &Who, id: TeamId, version: i32) -> ApiResult<TeamRow> {
    teams::lock(tx, id)?;
    let row = visible_team(tx, who, id)?;
    if row.version == version { Ok(row) } else { Err(ApiError::stale("team", row.version)) }
}

/// A community's desk, the street for teams of the street, the city's office for those of the city: nobody further up.
fn is_staff_of(who: &Who, area: &str) -> bool {
    who.holds_at(DESK, area) || who.grants.iter().any(|g| STAFF.contains(&g.role) && g.path == area)
}

fn keeps(who: &Who, row: &TeamRow) -> bool {
    who.leads.contains(&row.id) || is_staff_of(who, &row.area)
}

/// Change a team.
///
/// Its lead may change capacity and leave; name, skills and lead are for the staff of the node it serves, and for the lead to hand over.
#[utoipa::path(tag = "org", params(("id" = TeamId, Path)), request_body = ChangeTeam, responses(
    (status = 200, body = Team, description = "The team, changed"),
    (status = 409, description = "`stale_version`")
))]
#[patch("/teams/{id}")]
pub async fn change_team(app: Data<App>, who: Who, Path(id): Path<TeamId>, Json(ask): Json<ChangeTeam>) -> ApiResult<Json<Team>> {
    let (now, has_new_lead) = (app.clock.now(), ask.leader_id.is_some());
    let team = app
        .db
        .write(move |tx| {
            let row = visible_team(tx, &who, id)?;
            if !keeps(&who, &row) {
                return Err(ApiError::forbidden("only the team's lead or the staff of the node it serves may change it"));
            }
            if (ask.name.is_some() || ask.skills.is_some()) && !is_staff_of(&who, &row.area) {
                return Err(ApiError::forbidden("name and skills are for the staff of the node it serves to change"));
            }
            let row = load(tx, &who, id, ask.expected_version)?;
            if let Some(leader) = ask.leader_id
                && !teams::is_member(tx, &row, leader)?
            {
                return Err(ApiError::field("/leader_id", "choice", "the lead is one of its members"));
            }
            let change = TeamChange {
                capacity: ask.capacity,
                on_leave_until: Some(ask.on_leave_until),
                name: ask.name.as_deref().map(|n| n.trim().to_owned()),
                skills: ask.skills.as_deref().map(|codes| known_skills(tx, codes)).transpose()?.map(JsonColumn),
                leader_id: ask.leader_id,
            };
            if teams::change_team(tx, &row, &change, now)? == 0 {
                return Err(ApiError::stale("team", row.version + 1));
            }
            let after = visible_team(tx, &who, id).or_else(|_| teams::team_row(tx, id)?.ok_or_else(|| ApiError::not_found("team")))?;
            record(tx, &who, now, "team.changed", Some(&row), &after)?;
            show_team(tx, after).map(Json)
        })
        .await?;
    if has_new_lead {
        // Who leads it is part of what a session may do.
        app.principals.forget_all();
    }
    Ok(team)
}

/// Take somebody into a team.
///
/// Its lead or the staff of the node it serves. The person is told, and can leave.
#[utoipa::path(tag = "org", params(("id" = TeamId, Path)), request_body = NewTeamMember, responses(
    (status = 200, body = Team, description = "The team with them"),
    (status = 409, description = "`stale_version`")
))]
#[post("/teams/{id}/members")]
pub async fn add_team_member(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<TeamId>,
    Json(ask): Json<NewTeamMember>,
) -> ApiResult<Reply> {
    let (now, shared) = (app.clock.now(), Data::clone(&app));
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version)?;
                if !keeps(&who, &row) {
                    return Err(ApiError::forbidden("only the team's lead or the staff of the node it serves may take somebody in"));
                }
                let person = account(tx, &ask.phone, "/phone")?;
                if teams::is_member(tx, &row, person)? {
                    return Err(ApiError::field("/phone", "unique", "they belong to the team already"));
                }
                teams::insert_member(tx, id, person)?;
                teams::change_team(tx, &row, &TeamChange::default(), now)?;
                let after = visible_team(tx, &who, id)?;
                record(tx, &who, now, "team.joined", Some(&row), &after)?;
                told(tx, &shared, now, person, &after.name)?;
                show_team(tx, after)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Let somebody out of a team.
///
/// Its lead, the staff of the node it serves, or that person. The lead hands over first. Work somebody is responsible for stays theirs.
#[utoipa::path(tag = "org", params(("id" = TeamId, Path)), request_body = EndTeamMember, responses(
    (status = 200, body = Team, description = "The team without them"),
    (status = 409, description = "`stale_version`, `step_refused`: the lead hands over first")
))]
#[post("/teams/{id}/departures")]
pub async fn remove_team_member(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<TeamId>,
    Json(ask): Json<EndTeamMember>,
) -> ApiResult<Reply> {
    let now = app.clock.now();
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version)?;
                if !keeps(&who, &row) && who.person != ask.person_id {
                    return Err(ApiError::forbidden("only the lead, the staff of the node it serves, or that person may do this"));
                }
                if row.leader_id == ask.person_id {
                    return Err(ApiError::refused("a team", "led", "departure")
                        .saying("the lead hands the team over first")
                        .with_version(row.version));
                }
                if teams::delete_member(tx, id, ask.person_id)? == 0 {
                    return Err(ApiError::field("/person_id", "choice", "they do not belong to the team"));
                }
                teams::change_team(tx, &row, &TeamChange::default(), now)?;
                let after = teams::team_row(tx, id)?.ok_or_else(|| ApiError::not_found("team"))?;
                record(tx, &who, now, "team.left", Some(&row), &after)?;
                show_team(tx, after)
            })
        })
        .await?;
    app.principals.forget_all();
    Ok(reply)
}
