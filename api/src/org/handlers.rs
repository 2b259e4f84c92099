//! The operations: what comes in, one read or write, what goes out.

use super::{queries, teams};
use crate::app::App;
use crate::menu::skills_by_code;
use crate::platform::auth::{Staff, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging;
use actix_web::get;
use actix_web::web::Data;
use contract::org::{Division, DivisionFilter, NameFilter, OrgUnit, OrgUnitFilter, OrgUnitPage, Team, TeamPage, Unit, UnitPage};
use contract::{OrgUnitId, TeamId, UnitId};
use uuid::Uuid;

/// Administrative divisions with their 12-digit codes.
#[utoipa::path(tag = "org", params(DivisionFilter), responses((status = 200, body = Vec<Division>, description = "By code")), security(()))]
#[get("/divisions")]
pub async fn list_divisions(app: Data<App>, Query(filter): Query<DivisionFilter>) -> ApiResult<Json<Vec<Division>>> {
    app.db.read(move |c| Ok(Json(queries::list_divisions(c, &filter)?))).await
}

/// Nodes of the organisation tree, by path.
#[utoipa::path(tag = "org", params(OrgUnitFilter), responses((status = 200, body = OrgUnitPage, description = "A page of nodes")), security(()))]
#[get("/org-units")]
pub async fn list_org_units(app: Data<App>, Query(filter): Query<OrgUnitFilter>) -> ApiResult<Json<OrgUnitPage>> {
    let after = filter.cursor.as_deref().map(|c| paging::decode_text('o', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::list_nodes(c, &filter, after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('o', &r.path));
            let children = queries::child_counts(c, &rows.iter().map(|r| r.id).collect::<Vec<_>>())?;
            Ok(Json(OrgUnitPage { items: rows.into_iter().map(|r| queries::show(r, &children)).collect(), next_cursor, total: None }))
        })
        .await
}

/// One node of the organisation tree.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), responses((status = 200, body = OrgUnit, description = "The node")), security(()))]
#[get("/org-units/{id}")]
pub async fn get_org_unit(app: Data<App>, Path(id): Path<OrgUnitId>) -> ApiResult<Json<OrgUnit>> {
    app.db.read(move |c| show_node(c, id).map(Json)).await
}

/// A node as it is shown.
pub fn show_node(c: &mut Conn, id: OrgUnitId) -> ApiResult<OrgUnit> {
    let row = queries::node(c, id)?.ok_or_else(|| ApiError::not_found("node"))?;
    Ok(queries::show(row, &queries::child_counts(c, &[id])?))
}

fn show_units(c: &mut Conn, rows: Vec<queries::UnitRow>) -> ApiResult<Vec<Unit>> {
    let ids: Vec<UnitId> = rows.iter().map(|r| r.0).collect();
    let (pairs, members) = (queries::pairings_of(c, &ids)?, queries::member_counts(c, &ids)?);
    let communities = queries::org_refs(c, &pairs.iter().map(|p| p.1).collect::<Vec<_>>())?;
    let unit = |(id, uscc, name, kind)| Unit {
        communities: communities.iter().filter(|o| pairs.contains(&(id, o.id))).cloned().collect(),
        members: members.get(&id).copied().unwrap_or(0),
        id,
        uscc,
        name,
        kind,
    };
    Ok(rows.into_iter().map(unit).collect())
}

/// A cursor over a name and an id.
fn decode_name(kind: char, cursor: Option<&str>) -> ApiResult<Option<(String, Uuid)>> {
    let Some(cursor) = cursor else { return Ok(None) };
    let text = paging::decode_text(kind, cursor)?;
    let pair = text.split_once('\n').and_then(|(id, name)| Some((name.to_owned(), Uuid::parse_str(id).ok()?)));
    pair.map(Some).ok_or_else(|| ApiError::new(contract::ProblemCode::BadCursor, "the cursor was not made by this list"))
}

/// Work units that checked in, by name. Staff only.
#[utoipa::path(tag = "org", params(NameFilter), responses((status = 200, body = UnitPage, description = "A page of units")))]
#[get("/units")]
pub async fn list_units(app: Data<App>, _who: Staff, Query(filter): Query<NameFilter>) -> ApiResult<Json<UnitPage>> {
    let after = decode_name('u', filter.cursor.as_deref())?.map(|(name, id)| (name, UnitId(id)));
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::list_units(c, filter.q.as_deref(), after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('u', &format!("{}\n{}", r.0, r.2)));
            Ok(Json(UnitPage { items: show_units(c, rows)?, next_cursor, total: None }))
        })
        .await
}

/// One work unit. Staff only.
#[utoipa::path(tag = "org", params(("id" = UnitId, Path)), responses((status = 200, body = Unit, description = "The unit")))]
#[get("/units/{id}")]
pub async fn get_unit(app: Data<App>, _who: Staff, Path(id): Path<UnitId>) -> ApiResult<Json<Unit>> {
    app.db
        .read(move |c| {
            let row = queries::unit(c, id)?.ok_or_else(|| ApiError::not_found("unit"))?;
            show_units(c, vec![row])?.into_iter().next().map(Json).ok_or_else(|| ApiError::not_found("unit"))
        })
        .await
}

/// Teams: for staff those that serve their area, for members and leads their own.
#[utoipa::path(tag = "org", params(NameFilter), responses((status = 200, body = TeamPage, description = "A page of teams")))]
#[get("/teams")]
pub async fn list_teams(app: Data<App>, who: Who, Query(filter): Query<NameFilter>) -> ApiResult<Json<TeamPage>> {
    let after = decode_name('t', filter.cursor.as_deref())?.map(|(name, id)| (name, TeamId(id)));
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = teams::list_teams(c, &who.scope(), filter.q.as_deref(), after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('t', &format!("{}\n{}", r.id, r.name)));
            let skills = skills_by_code(c)?;
            Ok(Json(TeamPage { items: teams::show(c, rows, &skills)?, next_cursor, total: None }))
        })
        .await
}

pub fn visible_team(c: &mut Conn, who: &Who, id: TeamId) -> ApiResult<teams::TeamRow> {
    teams::team_row(c, id)?.filter(|t| teams::is_visible(&who.scope(), t)).ok_or_else(|| ApiError::not_found("team"))
}

pub fn show_team(c: &mut Conn, row: teams::TeamRow) -> ApiResult<Team> {
    let skills = skills_by_code(c)?;
    teams::show(c, vec![row], &skills)?.into_iter().next().ok_or_else(|| ApiError::not_found("team"))
}

/// One team.
#[utoipa::path(tag = "org", params(("id" = TeamId, Path)), responses((status = 200, body = Team, description = "The team")))]
#[get("/teams/{id}")]
pub async fn get_team(app: Data<App>, who: Who, Path(id): Path<TeamId>) -> ApiResult<Json<Team>> {
    app.db
        .read(move |c| {
            let row = visible_team(c, &who, id)?;
            show_team(c, row).map(Json)
        })
        .await
}
