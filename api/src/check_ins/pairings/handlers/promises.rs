//! What a unit promises, and what became of it.

use crate::app::App;
use crate::check_ins::pairings::queries::{self, CommitmentRow};
use crate::check_ins::pairings::{forbidden, load, show};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use chrono::Datelike;
use contract::check_ins::{DecideCommitment, NewCommitment, Pairing};
use contract::{CommitmentId, PairingId};
use uuid::Uuid;

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&CommitmentRow>, after: &CommitmentRow) -> ApiResult<()> {
    let subject = format!("commitment/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Promise something for my unit.
#[utoipa::path(tag = "check_ins", params(("id" = PairingId, Path)), request_body = NewCommitment, responses(
    (status = 201, body = Pairing, description = "The pairing with the promise"),
    (status = 409, description = "`step_refused`")
))]
#[post("/pairings/{id}/commitments")]
pub async fn add_commitment(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PairingId>,
    Json(ask): Json<NewCommitment>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let (_, standing) = load(tx, &who, id, true)?;
                if !standing.is_unit {
                    return Err(forbidden());
                }
                let year = desk.today().year();
                if ask.due_on < desk.today() || ask.due_on.year() > year + 1 {
                    return Err(ApiError::field("/due_on", "range", "from today to the end of next year"));
                }
                let row = CommitmentRow {
                    id: CommitmentId(Uuid::now_v7()),
                    pairing_id: id,
                    year: ask.due_on.year(),
                    title: ask.title.trim().to_owned(),
                    amount: ask.amount.trim().to_owned(),
                    due_on: ask.due_on,
                    outcome: None,
                    note: String::new(),
                    decided_by: None,
                    decided_at: None,
                    version: 1,
                    created_at: desk.now,
                };
                queries::insert_commitment(tx, &row)?;
                record(tx, &desk, "commitment.made", None, &row)?;
                show(tx, &who, id)
            })
        })
        .await
}

/// Say what became of a promise, once.
///
/// By the desk of the community.
#[utoipa::path(tag = "check_ins", params(("id" = CommitmentId, Path)), request_body = DecideCommitment, responses(
    (status = 200, body = Pairing, description = "The pairing"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/commitments/{id}/outcome")]
pub async fn decide_commitment(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CommitmentId>,
    Json(ask): Json<DecideCommitment>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = queries::commitment(tx, id)?.ok_or_else(|| ApiError::not_found("promise"))?;
                // Also of a pairing that has ended: what was promised was promised.
                let (_, standing) = load(tx, &who, row.pairing_id, false).map_err(|_| ApiError::not_found("promise"))?;
                if !standing.is_desk {
                    return Err(forbidden());
                }
                if row.version != ask.expected_version {
                    return Err(ApiError::stale("promised", row.version));
                }
                let refused = || ApiError::refused("a promise", "decided", "decide");
                let after = queries::decide(tx, &row, ask.outcome, ask.note.trim(), who.person, desk.now)?.ok_or_else(refused)?;
                record(tx, &desk, "commitment.decided", Some(&row), &after)?;
                show(tx, &who, row.pairing_id)
            })
        })
        .await
}
