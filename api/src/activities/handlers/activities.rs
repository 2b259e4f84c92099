//! Activities: lists, and what their organisers do with them.

use crate::activities::access::{self, Found};
use crate::activities::queries::ActivityRow;
use crate::activities::queries::activities::{self as queries, Mine};
use crate::activities::{content, lifecycle::activity as rules, steps, view};
use crate::app::App;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::auth::{REVEALERS, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::run;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use contract::activities::{
    Activity, ActivityAction, ActivityFilter, ActivityPage, CancelActivity, ChangeActivity, CloseActivity, NewActivity, OwnActivityFilter,
};
use contract::orders::Step;
use contract::{ActivityId, ProblemCode};

/// Activities that everybody may know of, latest begin first.
///
/// Without signing in: those that are open, have taken place or are closed. Nobody who signed up is named.
#[utoipa::path(tag = "activities", params(ActivityFilter), responses(
    (status = 200, body = ActivityPage, description = "A page of activities")
), security(()))]
#[get("/activities")]
pub async fn list_activities(app: Data<App>, Query(filter): Query<ActivityFilter>) -> ApiResult<Json<ActivityPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('a', c)).transpose()?;
    if filter.state.is_some_and(|s| !rules::is_public(s)) {
        return Err(ApiError::new(ProblemCode::BadQuery, "`state` is `open`, `held` or `closed` here"));
    }
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let rows = queries::public(c, &filter, after.as_ref(), limit + 1)?;
            page(c, rows, limit)
        })
        .await
}

fn page(c: &mut Conn, mut rows: Vec<ActivityRow>, limit: i64) -> ApiResult<Json<ActivityPage>> {
    let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.starts_at, id: r.id.0 }.encode('a'));
    Ok(Json(ActivityPage { items: view::show_listed(c, rows)?, next_cursor, total: None }))
}

/// Activities of my own, latest begin first.
///
/// What the communities I work for and the units I speak for organise; what those units are invited to; what I have signed up for.
#[utoipa::path(tag = "activities", params(OwnActivityFilter), responses((status = 200, body = ActivityPage, description = "A page of activities")))]
#[get("/activities/own")]
pub async fn list_own_activities(app: Data<App>, who: Who, Query(filter): Query<OwnActivityFilter>) -> ApiResult<Json<ActivityPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('a', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let own = units::liaison_units(c, who.person)?;
            let mine = Mine { person: who.person, areas: &who.areas(REVEALERS), units: &own };
            let rows = queries::own(c, &mine, &filter, after.as_ref(), limit + 1)?;
            page(c, rows, limit)
        })
        .await
}

/// One activity.
///
/// With the relay of invitations for its organiser, the desk of the community and the units in it.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), responses((status = 200, body = Activity, description = "The activity")))]
#[get("/activities/{id}")]
pub async fn get_activity(app: Data<App>, who: Who, Path(id): Path<ActivityId>) -> ApiResult<Json<Activity>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let found = access::find(c, &desk, &who, id)?;
            view::show(c, &desk, &who, found).map(Json)
        })
        .await
}

fn again(tx: &mut Conn, desk: &Desk, who: &Who, row: ActivityRow) -> ApiResult<Activity> {
    let found = access::look(tx, desk, who, row)?;
    view::show(tx, desk, who, found)
}

/// Write an activity, as a draft.
///
/// Staff of a community for it; the liaison of a unit for a community with which the unit is checked in or paired.
#[utoipa::path(tag = "activities", request_body = NewActivity, responses((status = 201, body = Activity, description = "The draft")))]
#[post("/activities")]
pub async fn create_activity(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewActivity>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = content::create(tx, desk, who, ask)?;
        again(tx, desk, who, row)
    })
    .await
}

/// Change what an activity says, until it begins.
///
/// Who has signed up and the units that come are told of another time or place, units that have not answered also of another date for it.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = ChangeActivity, responses(
    (status = 200, body = Activity, description = "The activity"),
    (status = 409, description = "`stale_version`, `step_refused`, `admission_required`")
))]
#[patch("/activities/{id}")]
pub async fn change_activity(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<ChangeActivity>,
) -> ApiResult<Reply> {
    step(&app, who, key, ask, (id, ActivityAction::Change), |a| a.expected_version, steps::change).await
}

/// The frame of the organiser's steps: find, check, change, show.
async fn step<A, F>(
    app: &Data<App>,
    who: Who,
    key: Idempotency,
    ask: A,
    (id, action): (ActivityId, ActivityAction),
    version: fn(&A) -> i32,
    change: F,
) -> ApiResult<Reply>
where
    A: serde::Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Desk, &Found, &A) -> ApiResult<ActivityRow> + Send + 'static,
{
    run(app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = steps::load(tx, desk, who, id, Some(version(ask)), action)?;
        let after = change(tx, desk, &found, ask)?;
        again(tx, desk, who, after)
    })
    .await
}

/// Publish an activity: units can be invited, people sign up.
///
/// A unit only as long as it serves the community. Once it does not, it can call its activity off, and the desk does the rest.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = Step, responses(
    (status = 200, body = Activity, description = "The activity"),
    (status = 409, description = "`stale_version`, `step_refused`, `admission_required`")
))]
#[post("/activities/{id}/publication")]
pub async fn publish_activity(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ActivityAction::Publish),
        |a| a.expected_version,
        |tx, desk, found, _| {
            content::check_public(tx, desk, &found.row)?;
            steps::take(tx, desk, &found.row, ActivityAction::Publish, found.row.clone())
        },
    )
    .await
}

/// Cancel an activity.
///
/// By whoever organises it, or the desk of the community. Units that were invited and people who signed up are told why.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = CancelActivity, responses(
    (status = 200, body = Activity, description = "The activity"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/activities/{id}/cancellation")]
pub async fn cancel_activity(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<CancelActivity>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ActivityAction::Cancel),
        |a| a.expected_version,
        |tx, desk, found, ask| steps::cancel(tx, desk, found, ask.reason.trim()),
    )
    .await
}

/// Say that an activity has taken place, once it has begun.
///
/// Happens by itself when its end has passed.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = Step, responses(
    (status = 200, body = Activity, description = "The activity"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/activities/{id}/completion")]
pub async fn hold_activity(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ActivityAction::Hold),
        |a| a.expected_version,
        |tx, desk, found, _| steps::take(tx, desk, &found.row, ActivityAction::Hold, found.row.clone()),
    )
    .await
}

/// Close an activity with what came of it.
///
/// When it was said of everybody who signed up whether they were there. Each who was gets one row in the ledger.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = CloseActivity, responses(
    (status = 200, body = Activity, description = "The activity with its report"),
    (status = 409, description = "`stale_version`, `step_refused`: somebody is not marked")
))]
#[post("/activities/{id}/closure")]
pub async fn close_activity(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<CloseActivity>,
) -> ApiResult<Reply> {
    step(&app, who, key, ask, (id, ActivityAction::Close), |a| a.expected_version, steps::close).await
}
