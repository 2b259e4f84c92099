//! The steps of those who work on it: the call, the way, the ledger, the feedback, the end.

use crate::app::App;
use crate::notices::To;
use crate::orders::{self, Desk, Notice};
use crate::platform::auth::{self, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use crate::ratings;
use crate::rectifications::queries::{self, Change, NamedRow, RectificationRow};
use crate::rectifications::{steps, view};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::RectificationId;
use contract::rectifications::{
    CloseRectification, DecideLedger, GiveFeedback, PlanRectification, RecordRaterCall, Rectification, RectificationAction as A,
    RectificationWay,
};
use serde::Serialize;

/// Tries to reach the rater, after which the community begins all the same.
const TRIES: usize = 3;

/// Who asks for which step of which rectification, and with which version in mind.
struct Request<T> {
    who: Who,
    id: RectificationId,
    version: i32,
    action: A,
    key: Idempotency,
    ask: T,
}

/// The frame of all steps: find, check, change, show.
async fn step<T, F>(app: &Data<App>, request: Request<T>, body: F) -> ApiResult<Reply>
where
    T: Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Desk, NamedRow, A, &T) -> ApiResult<RectificationRow> + Send + 'static,
{
    let desk = Desk::of(app, &request.who);
    let reply = app
        .db
        .write(move |tx| {
            let Request { who, id, version, action, key, ask } = request;
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let found = steps::load(tx, &who, id, Some(version), action)?;
                body(tx, &desk, found, action, &ask)?;
                let found = queries::find(tx, id)?.ok_or_else(|| ApiError::not_found("rectification"))?;
                let events = queries::events_of(tx, id)?;
                Ok(view::show(&who, found, events, desk.now))
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Record the call to the rater.
///
/// By the street or somebody who calls for it and did not handle the order, within a working day. What is written down here is what the
/// community reads: what is wrong, not who said it. After the third try that reached nobody the community begins all the same.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = RecordRaterCall, responses(
    (status = 200, body = Rectification, description = "The rectification"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/rectifications/{id}/call")]
pub async fn call_rater(
    app: Data<App>,
    who: auth::RaterCaller,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<RecordRaterCall>,
) -> ApiResult<Reply> {
    let (version, action) = (ask.expected_version, if ask.reached { A::Call } else { A::CallUnreached });
    step(&app, Request { who: who.0, id, version, action, key, ask }, |tx, desk, found, action, ask| {
        let note = Some(ask.findings.as_str());
        let before = queries::events_of(tx, found.row.id)?.iter().filter(|e| e.action == A::CallUnreached).count();
        let mut row = found.row;
        if action == A::CallUnreached {
            row = steps::take(tx, desk, &row, action, Change::default(), note)?;
            if before + 1 < TRIES {
                return Ok(row);
            }
        }
        let change = Change { findings: Some(ask.findings.trim().to_owned()), ..Change::default() };
        steps::take(tx, desk, &row, A::Call, change, note)
    })
    .await
}

/// Choose what is done: mend it now, plan it as a ledger, or explain.
///
/// The community's desk, within a working day after the call. A ledger needs the secretary's approval, by a second person.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = PlanRectification, responses(
    (status = 200, body = Rectification, description = "The rectification"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/rectifications/{id}/plan")]
pub async fn plan_rectification(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<PlanRectification>,
) -> ApiResult<Reply> {
    let action = match ask.way {
        RectificationWay::FixNow => A::FixNow,
        RectificationWay::Ledger => A::ProposeLedger,
        RectificationWay::Explain => A::Explain,
    };
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action, key, ask }, |tx, desk, found, action, ask| {
        let change = Change { plan: Some(ask.plan.trim().to_owned()), planned_by: desk.actor, ..Change::default() };
        steps::take(tx, desk, &found.row, action, change, Some(&ask.plan))
    })
    .await
}

/// Approve or refuse a ledger plan.
///
/// The secretary, who is not the one that proposed it.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = DecideLedger, responses(
    (status = 200, body = Rectification, description = "The rectification"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/rectifications/{id}/ledger-decision")]
pub async fn decide_ledger(
    app: Data<App>,
    who: auth::Secretary,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<DecideLedger>,
) -> ApiResult<Reply> {
    let (version, action) = (ask.expected_version, if ask.is_approved { A::ApproveLedger } else { A::RefuseLedger });
    step(&app, Request { who: who.0, id, version, action, key, ask }, |tx, desk, found, action, ask| {
        if action == A::ApproveLedger && found.row.planned_by == desk.actor {
            return Err(ApiError::forbidden("a second person approves: you proposed this plan"));
        }
        steps::take(tx, desk, &found.row, action, Change::default(), Some(&ask.note))
    })
    .await
}

/// Tell the rater what was done.
///
/// The rater gets it with a link to rate again, for seven days. What they say then stands beside the first rating.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = GiveFeedback, responses(
    (status = 200, body = Rectification, description = "The rectification"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/rectifications/{id}/feedback")]
pub async fn give_feedback(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<GiveFeedback>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let shared = Data::clone(&app);
    step(&app, Request { who: who.0, id, version, action: A::GiveFeedback, key, ask }, move |tx, desk, found, action, ask| {
        let change = Change { feedback: Some(ask.feedback.trim().to_owned()), ..Change::default() };
        let row = steps::take(tx, desk, &found.row, action, change, Some(&ask.feedback))?;
        let order = orders::find_any(tx, row.order_id)?.ok_or_else(|| ApiError::not_found("order"))?;
        let notice = Notice::new(Template::RectificationFeedback).with("feedback", ask.feedback.trim());
        if found.rater_id == order.requester_id {
            let link = ratings::link_until(&shared, &order, row.round, row.due_at);
            notice.with("link", link).to_requester(tx, desk, &order)?;
        } else {
            // Somebody who follows the order signs in to rate again: a link would speak for its requester.
            notice.with("link", shared.config.public_base()).tell(tx, desk, &order, To::Person(found.rater_id))?;
        }
        Ok(row)
    })
    .await
}

/// Close a rectification whose rater is still dissatisfied.
///
/// The street, which says what it found.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = CloseRectification, responses(
    (status = 200, body = Rectification, description = "The rectification, closed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/rectifications/{id}/closing")]
pub async fn close_rectification(
    app: Data<App>,
    who: auth::Street,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<CloseRectification>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::Close, key, ask }, |tx, desk, found, action, ask| {
        steps::take(tx, desk, &found.row, action, Change::default(), Some(&ask.note))
    })
    .await
}
