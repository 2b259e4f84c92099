//! Reading the ledger and what it adds up to; taking a row back.

use crate::accounts::names_of;
use crate::app::App;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::{self, DESK, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts;
use crate::records::queries::{self, LogRow, Wanted};
use crate::records::{sums, write};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::ServiceLogId;
use contract::accounts::Role;
use contract::notices::NoticeKind;
use contract::records::{
    CountFilter, LogSource, Promise, RecordCounts, ServiceLog, ServiceLogFilter, ServiceLogPage, ServiceRecord, VoidServiceLog,
};

/// Rows of the ledger; with the names of their people for a desk.
fn show(c: &mut Conn, rows: Vec<LogRow>, with_names: bool) -> ApiResult<Vec<ServiceLog>> {
    let mut places: Vec<_> = rows.iter().map(|r| r.community_id).collect();
    places.sort_unstable();
    places.dedup();
    let places = org::org_refs(c, &places)?;
    let people = if with_names { rows.iter().map(|r| r.person_id).collect() } else { Vec::new() };
    let names = names_of(c, &people)?;
    let show = |row: LogRow| ServiceLog {
        community_name: places.iter().find(|p| p.id == row.community_id).map(|p| p.name.clone()).unwrap_or_default(),
        person_name: names.get(&row.person_id).cloned(),
        id: row.id,
        source: row.source,
        source_id: row.source_id.0,
        community_id: row.community_id,
        category: row.category,
        title: row.title,
        minutes: row.minutes,
        evidence: row.evidence,
        is_off_hours: row.is_off_hours,
        occurred_at: row.occurred_at,
        written_at: row.written_at,
        reason: row.reason,
    };
    Ok(rows.into_iter().map(show).collect())
}

/// My record: what the ledger adds up to.
///
/// Counts, hours with evidence and attested, what lay outside office hours, by year and by kind of post, and how many promises were kept.
/// Nobody else reads it, and it is compared with nobody's.
#[utoipa::path(tag = "records", responses((status = 200, body = ServiceRecord, description = "The caller's record")))]
#[get("/records/own")]
pub async fn get_record(app: Data<App>, who: Who) -> ApiResult<Json<ServiceRecord>> {
    let desk = Desk::of(&app, &who);
    let person = who.person;
    let number = {
        let desk = desk.clone();
        app.db.write(move |tx| posts::volunteer(tx, &desk, person)).await?.number
    };
    app.db
        .read(move |c| {
            let entries = queries::entries(c, &Wanted { person: Some(person), ..Wanted::default() })?;
            let mut count = |promise| posts::count_promises(c, person, promise);
            let promises = sums::rate(count(Promise::Kept)?, count(Promise::Missed)?, count(Promise::Excluded)?);
            Ok(Json(ServiceRecord {
                volunteer_number: number,
                sums: sums::of(&entries),
                years: sums::by_year(&entries),
                categories: sums::by_category(&entries),
                kept_promises: promises,
            }))
        })
        .await
}

/// Rows of the ledger, latest service first.
///
/// The caller's own, or with `community` those of a community for its desk. They are in the order of time; there is no other.
#[utoipa::path(tag = "records", params(ServiceLogFilter), responses((status = 200, body = ServiceLogPage, description = "A page of rows")))]
#[get("/service-logs")]
pub async fn list_service_logs(app: Data<App>, who: Who, Query(filter): Query<ServiceLogFilter>) -> ApiResult<Json<ServiceLogPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('l', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let path = match filter.community {
                Some(id) => {
                    let area = org::area(c, id)?.filter(|a| who.holds_at(DESK, &a.path));
                    Some(area.ok_or_else(|| ApiError::not_found("community"))?.path)
                }
                None => None,
            };
            let is_desk = path.is_some();
            let wanted = Wanted {
                person: (!is_desk).then_some(who.person),
                path,
                year: filter.year,
                category: filter.category,
                source: filter.source,
                evidence: filter.evidence,
                off_hours: filter.off_hours,
                ..Wanted::default()
            };
            let mut rows = queries::page(c, &wanted, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.occurred_at, id: r.id.0 }.encode('l'));
            Ok(Json(ServiceLogPage { items: show(c, rows, is_desk)?, next_cursor, total: None }))
        })
        .await
}

/// Take a row of the ledger back.
///
/// By a second row with a reason, written by the secretary of the community; the first one stays. The member is told. Not one's own.
#[utoipa::path(tag = "records", params(("id" = ServiceLogId, Path)), request_body = VoidServiceLog, responses(
    (status = 201, body = ServiceLog, description = "The second row"),
    (status = 409, description = "`step_refused`: it was taken back before, or takes another one back")
))]
#[post("/service-logs/{id}/void")]
pub async fn void_service_log(
    app: Data<App>,
    who: auth::Secretary,
    key: Idempotency,
    Path(id): Path<ServiceLogId>,
    Json(ask): Json<VoidServiceLog>,
) -> ApiResult<Reply> {
    posts::run(&app, who.0, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let gone = || ApiError::not_found("row");
        let row = queries::find(tx, id)?.filter(|r| who.holds_at(&[Role::CommunitySecretary], &r.area)).ok_or_else(gone)?;
        if row.person_id == who.person {
            return Err(ApiError::forbidden("somebody else takes back a row of your own"));
        }
        if row.source == LogSource::Void {
            return Err(ApiError::refused("a row of the ledger", "void", "void"));
        }
        let second = write::void(tx, desk, &row, ask.reason.trim())?;
        let news =
            News::new(NoticeKind::ServiceVoided).with("title", &row.title).at("start", row.occurred_at).with("reason", ask.reason.trim());
        notices::tell(tx, &desk.config.notices, desk.now, To::Person(row.person_id), &news)?;
        show(tx, vec![second], true)?.pop().ok_or_else(gone)
    })
    .await
}

/// Counts over several people, and none of them by name.
///
/// Of a unit for those who act for it, of a community for its desk, its street and the city's office.
#[utoipa::path(tag = "records", params(CountFilter), responses((status = 200, body = RecordCounts, description = "People and sums")))]
#[get("/record-counts")]
pub async fn get_record_counts(app: Data<App>, who: Who, Query(filter): Query<CountFilter>) -> ApiResult<Json<RecordCounts>> {
    let today = crate::platform::calendar::local(app.clock.now()).date();
    app.db
        .read(move |c| {
            let wanted = match (filter.unit, filter.community) {
                (Some(unit), None) => {
                    let acts = who.holds(&[Role::UnitLiaison]) && queries::unit_on(c, who.person, today)? == Some(unit);
                    if !acts && !who.holds(&[Role::CityOffice]) {
                        return Err(ApiError::not_found("unit"));
                    }
                    Wanted { unit: Some(unit), year: filter.year, ..Wanted::default() }
                }
                (None, Some(id)) => {
                    let area =
                        org::area(c, id)?.filter(|a| who.holds_at(STAFF, &a.path)).ok_or_else(|| ApiError::not_found("community"))?;
                    Wanted { path: Some(area.path), year: filter.year, ..Wanted::default() }
                }
                _ => return Err(ApiError::new(contract::ProblemCode::BadQuery, "give either `unit` or `community`")),
            };
            let entries = queries::entries(c, &wanted)?;
            Ok(Json(RecordCounts { people: sums::people(&entries), sums: sums::of(&entries) }))
        })
        .await
}
