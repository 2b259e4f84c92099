//! Volunteer service stations (志愿服务站): public places, kept by the staff of their node.

use crate::app::App;
use crate::org::queries::{area, org_refs};
use crate::platform::audit::{self, Change};
use crate::platform::auth::{STAFF, Staff, Who};
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging;
use crate::schema::stations;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use contract::org::{ChangeStation, NewStation, Station, StationFilter, StationPage};
use contract::{OrgUnitId, StationId};
use diesel::prelude::*;
use uuid::Uuid;

#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = stations, treat_none_as_default_value = false)]
struct StationRow {
    id: StationId,
    node_id: OrgUnitId,
    area: String,
    name: String,
    address: String,
    telephone: String,
    hours: String,
    closed_at: Option<DateTime<Utc>>,
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

fn show(c: &mut Conn, rows: Vec<StationRow>) -> ApiResult<Vec<Station>> {
    let nodes = org_refs(c, &rows.iter().map(|r| r.node_id).collect::<Vec<_>>())?;
    let station = |row: StationRow| {
        let node = nodes.iter().find(|n| n.id == row.node_id).cloned()?;
        Some(Station {
            id: row.id,
            node,
            name: row.name,
            address: row.address,
            telephone: row.telephone,
            hours: row.hours,
            closed_at: row.closed_at,
            version: row.version,
        })
    };
    Ok(rows.into_iter().filter_map(station).collect())
}

fn show_one(c: &mut Conn, row: StationRow) -> ApiResult<Station> {
    show(c, vec![row])?.pop().ok_or_else(|| ApiError::not_found("station"))
}

fn find(c: &mut Conn, id: StationId) -> ApiResult<StationRow> {
    let found = stations::table.find(id).select(StationRow::as_select()).first(c).optional()?;
    found.ok_or_else(|| ApiError::not_found("station"))
}

/// Volunteer service stations that are open, by where they lie.
#[utoipa::path(tag = "org", params(StationFilter), responses((status = 200, body = StationPage, description = "A page of stations")), security(()))]
#[get("/stations")]
pub async fn list_stations(app: Data<App>, Query(filter): Query<StationFilter>) -> ApiResult<Json<StationPage>> {
    let after = filter.cursor.as_deref().map(|c| paging::decode_text('s', c)).transpose()?;
    let after = after
        .as_deref()
        .and_then(|text| text.split_once('\n'))
        .and_then(|(id, area)| Some((area.to_owned(), StationId(Uuid::parse_str(id).ok()?))));
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut query = stations::table
                .filter(stations::closed_at.is_null())
                .order((stations::area, stations::id))
                .limit(limit + 1)
                .select(StationRow::as_select())
                .into_boxed::<MultiBackend>();
            if let Some(within) = filter.within {
                let area = area(c, within)?.ok_or_else(|| ApiError::not_found("node"))?;
                query = query.filter(stations::area.ge(area.path.clone()).and(stations::area.lt(area.end())));
            }
            if let Some((area, id)) = after {
                query = query.filter(stations::area.gt(area.clone()).or(stations::area.eq(area).and(stations::id.gt(id))));
            }
            let mut rows = query.load(c)?;
            let next_cursor = paging::cut(&mut rows, limit, |r: &StationRow| paging::encode_text('s', &format!("{}\n{}", r.id, r.area)));
            Ok(Json(StationPage { items: show(c, rows)?, next_cursor, total: None }))
        })
        .await
}

fn may_keep(who: &Who, path: &str) -> ApiResult<()> {
    if who.holds_at(STAFF, path) {
        Ok(())
    } else {
        Err(ApiError::forbidden("a node's stations are kept by its own staff, or by those above"))
    }
}

fn record(tx: &mut Conn, who: &Who, now: DateTime<Utc>, action: &str, before: Option<&StationRow>, after: &StationRow) -> ApiResult<()> {
    let subject = format!("station/{}", after.id);
    audit::record(tx, &who.origin, now, &Change { action, subject, before, after: Some(after) })
}

/// Open a volunteer service station.
#[utoipa::path(tag = "org", request_body = NewStation, responses((status = 201, body = Station, description = "The station")))]
#[post("/stations")]
pub async fn create_station(app: Data<App>, who: Staff, key: Idempotency, Json(ask): Json<NewStation>) -> ApiResult<Reply> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                let nowhere = || ApiError::field("/node_id", "choice", "there is no such node");
                let node = org_refs(tx, &[ask.node_id])?.pop().ok_or_else(nowhere)?;
                may_keep(&who, &node.path)?;
                let row = StationRow {
                    id: StationId(Uuid::now_v7()),
                    node_id: node.id,
                    area: node.path,
                    name: ask.name.trim().to_owned(),
                    address: ask.address.trim().to_owned(),
                    telephone: ask.telephone.trim().to_owned(),
                    hours: ask.hours.trim().to_owned(),
                    closed_at: None,
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                diesel::insert_into(stations::table).values(&row).execute(tx)?;
                record(tx, &who, now, "station.opened", None, &row)?;
                show_one(tx, row)
            })
        })
        .await
}

/// Change a station, or close it for good.
#[utoipa::path(tag = "org", params(("id" = StationId, Path)), request_body = ChangeStation, responses(
    (status = 200, body = Station, description = "The station, changed"),
    (status = 409, description = "`stale_version`, `step_refused`: it is closed")
))]
#[post("/stations/{id}/change")]
pub async fn change_station(
    app: Data<App>,
    who: Staff,
    key: Idempotency,
    Path(id): Path<StationId>,
    Json(ask): Json<ChangeStation>,
) -> ApiResult<Reply> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::OK, |tx| {
                let row = find(tx, id)?;
                may_keep(&who, &row.area)?;
                if row.closed_at.is_some() {
                    return Err(ApiError::refused("a station", "closed", "change").with_version(row.version));
                }
                let said = |text: &Option<String>| text.as_deref().map(|t| t.trim().to_owned());
                let changes = (
                    said(&ask.name).map(|v| stations::name.eq(v)),
                    said(&ask.address).map(|v| stations::address.eq(v)),
                    said(&ask.telephone).map(|v| stations::telephone.eq(v)),
                    said(&ask.hours).map(|v| stations::hours.eq(v)),
                    ask.is_closed.then(|| stations::closed_at.eq(now)),
                    stations::version.eq(stations::version + 1),
                    stations::updated_at.eq(now),
                );
                let same = stations::table.find(id).filter(stations::version.eq(ask.expected_version));
                if diesel::update(same).set(changes).execute(tx)? == 0 {
                    return Err(ApiError::stale("open", row.version));
                }
                let after = find(tx, id)?;
                record(tx, &who, now, if ask.is_closed { "station.closed" } else { "station.changed" }, Some(&row), &after)?;
                show_one(tx, after)
            })
        })
        .await
}
