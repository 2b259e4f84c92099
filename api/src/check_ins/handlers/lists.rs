//! Reading: the desk's queue, one's own, one, its history, how many have checked in where.

use crate::app::App;
use crate::check_ins::queries::{self, Whose};
use crate::check_ins::{coverage, units, view};
use crate::orders::Desk;
use crate::platform::auth::{DESK, STAFF, Staff, Who};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging::{self, Key};
use actix_web::get;
use actix_web::web::Data;
use contract::CheckInId;
use contract::check_ins::{CheckIn, CheckInEvent, CheckInFilter, CheckInPage, CheckInSort, CommunityCoverage};

/// Cursors of one sort are refused by the other.
fn kind(sort: Option<CheckInSort>) -> char {
    match sort.unwrap_or(CheckInSort::DueAt) {
        CheckInSort::DueAt => 'd',
        CheckInSort::SubmittedAt => 's',
    }
}

fn page(c: &mut Conn, desk: &Desk, who: &Who, whose: &Whose<'_>, filter: &CheckInFilter) -> ApiResult<CheckInPage> {
    let (kind, limit) = (kind(filter.sort), paging::limit(filter.limit));
    let after = filter.cursor.as_deref().map(|c| Key::decode(kind, c)).transpose()?;
    let mut rows = queries::page(c, whose, filter, after.as_ref(), limit + 1, desk.now)?;
    let next_cursor = paging::cut(&mut rows, limit, |row| {
        let at = if kind == 'd' { row.due_at } else { row.submitted_at };
        Key { at, id: row.id.0 }.encode(kind)
    });
    Ok(CheckInPage { items: view::show_all(c, desk, who, rows)?, next_cursor, total: None })
}

/// Check-ins of the communities one works for, what is due first.
///
/// Staff only, those of their part of the tree; a desk also sees those that it was asked to take over. They can be sorted by date and by
/// nothing else: nobody is ranked here.
#[utoipa::path(tag = "check_ins", params(CheckInFilter), responses((status = 200, body = CheckInPage, description = "A page of check-ins")))]
#[get("/check-ins")]
pub async fn list_check_ins(app: Data<App>, who: Staff, Query(filter): Query<CheckInFilter>) -> ApiResult<Json<CheckInPage>> {
    let (desk, who) = (Desk::of(&app, &who), who.0);
    app.db
        .read(move |c| {
            let areas = who.areas(STAFF);
            let desks: Vec<_> = who.areas(DESK).into_iter().map(|a| a.node_id).collect();
            page(c, &desk, &who, &Whose::Areas(&areas, &desks), &filter).map(Json)
        })
        .await
}

/// My check-ins, past ones too, and those of the units whose list I keep.
///
/// What I have sent for a unit is mine until it is confirmed; from then on it is that of those who keep its list.
#[utoipa::path(tag = "check_ins", params(CheckInFilter), responses((status = 200, body = CheckInPage, description = "A page of check-ins")))]
#[get("/check-ins/own")]
pub async fn list_own_check_ins(app: Data<App>, who: Who, Query(filter): Query<CheckInFilter>) -> ApiResult<Json<CheckInPage>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let units = units::liaison_units(c, who.person)?;
            page(c, &desk, &who, &Whose::Own(who.person, &units), &filter).map(Json)
        })
        .await
}

/// One check-in.
///
/// For the member, who keeps the list of their unit, the desk and those above it; for everybody else it does not exist.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), responses((status = 200, body = CheckIn, description = "The check-in")))]
#[get("/check-ins/{id}")]
pub async fn get_check_in(app: Data<App>, who: Who, Path(id): Path<CheckInId>) -> ApiResult<Json<CheckIn>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let row = view::known(c, &desk, &who, id)?;
            view::show(c, &desk, &who, row).map(Json)
        })
        .await
}

/// Everything that happened to a check-in, oldest first.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), responses((status = 200, body = Vec<CheckInEvent>, description = "Its history")))]
#[get("/check-ins/{id}/events")]
pub async fn list_check_in_events(app: Data<App>, who: Who, Path(id): Path<CheckInId>) -> ApiResult<Json<Vec<CheckInEvent>>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let row = view::known(c, &desk, &who, id)?;
            view::history(c, row.id).map(Json)
        })
        .await
}

/// How many units and members have checked in with each community of one's part of the tree, by path.
#[utoipa::path(tag = "check_ins", responses((status = 200, body = Vec<CommunityCoverage>, description = "By community")))]
#[get("/check-in-coverage")]
pub async fn get_check_in_coverage(app: Data<App>, who: Staff) -> ApiResult<Json<Vec<CommunityCoverage>>> {
    app.db.read(move |c| Ok(Json(coverage::of_areas(c, &who.areas(STAFF))?))).await
}
