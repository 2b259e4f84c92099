//! People: signing up, giving a place back, having been there.

use crate::activities::{access, sign_ups, view};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::run;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::activities::{Activity, RecordPresence, SignUp};
use contract::orders::Step;
use contract::{ActivityId, SignUpId};

/// Who comes, in the order in which they signed up.
///
/// For the organiser and the desk; the liaison of a unit in the relay sees the unit's own people.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), responses(
    (status = 200, body = Vec<SignUp>, description = "Places that were not given back")
))]
#[get("/activities/{id}/sign-ups")]
pub async fn list_sign_ups(app: Data<App>, who: Who, Path(id): Path<ActivityId>) -> ApiResult<Json<Vec<SignUp>>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let found = access::find(c, &desk, &who, id)?;
            view::places(c, &who, &found).map(Json)
        })
        .await
}

/// Sign up for an activity, for myself.
///
/// For members of the units that come and, where it is open to all, for those with an active check-in in the community.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), responses(
    (status = 201, body = Activity, description = "The activity with my place"),
    (status = 409, description = "`activity_full`, `already_signed_up`, `step_refused`: it has begun or is not open, or the place was given back too often")
))]
#[post("/activities/{id}/sign-ups")]
pub async fn sign_up_for_activity(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<ActivityId>) -> ApiResult<Reply> {
    run(&app, who, key, id, StatusCode::CREATED, move |tx, desk, who, _| {
        let found = sign_ups::sign_up(tx, desk, who, id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Give my place back, until the activity begins. No reason is needed.
#[utoipa::path(tag = "activities", params(("id" = SignUpId, Path)), request_body = Step, responses(
    (status = 200, body = Activity, description = "The activity without my place"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/activity-sign-ups/{id}/cancellation")]
pub async fn cancel_sign_up(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<SignUpId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = sign_ups::take_back(tx, desk, who, id, ask.expected_version)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Say who was there: for several at once, all or none.
///
/// By the organiser or the desk, never about oneself, with minutes up to the length of the activity. Until it is closed it can be said again.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = RecordPresence, responses(
    (status = 200, body = Vec<SignUp>, description = "Everybody with a place"),
    (status = 409, description = "`stale_version`, `step_refused`: it has not taken place, or is closed")
))]
#[post("/activities/{id}/attendance")]
pub async fn record_presence(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<RecordPresence>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = sign_ups::mark(tx, desk, who, id, ask)?;
        view::places(tx, who, &found)
    })
    .await
}
