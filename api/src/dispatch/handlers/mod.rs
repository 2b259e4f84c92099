//! The operations: what comes in, one read or write, what goes out.

pub mod answers;
pub mod naming;
pub mod objections;
pub mod tasks;

use super::offers::Plan;
use super::queries::{self, DispatchRow};
use super::{gather, lifecycle, offers, view};
use crate::app::App;
use crate::orders::{self, Desk, OrderRow, desk_at};
use crate::platform::auth::{self, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::dispatch::{Candidates, DispatchOrder, DispatchState};
use contract::explanation::Explanation;
use contract::orders::{Order, OrderAction};
use contract::{DispatchId, OrderId, ProblemCode};
use serde::Serialize;

/// The teams that could do it, with the numbers behind each, and why.
#[utoipa::path(tag = "dispatch", params(("id" = OrderId, Path)), responses((status = 200, body = Candidates, description = "The best first")))]
#[get("/orders/{id}/candidates")]
pub async fn list_candidates(app: Data<App>, who: auth::Staff, Path(id): Path<OrderId>) -> ApiResult<Json<Candidates>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let row = orders::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            if !who.holds_at(desk_at(row.raised), &row.area) {
                return Err(ApiError::forbidden("only the desk that holds the order dispatches it"));
            }
            let explanation = gather::explain(c, &desk, &row)?;
            Ok(Json(Candidates { items: gather::shown(c, &desk, &explanation)?, explanation }))
        })
        .await
}

/// Why an offer went to this team.
///
/// Every rule that was tried and every team in reach with its numbers, as they were when the order was offered; whom they suggested, and
/// what was done.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), responses((status = 200, body = Explanation, description = "The explanation")))]
#[get("/dispatches/{id}/explanation")]
pub async fn get_explanation(app: Data<App>, who: auth::Staff, Path(id): Path<DispatchId>) -> ApiResult<Json<Explanation>> {
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("explanation");
            let row = queries::find(c, id)?.ok_or_else(gone)?;
            orders::find(c, &who.scope(), row.order_id)?.filter(|o| who.holds_at(STAFF, &o.area)).ok_or_else(gone)?;
            let mut choice = queries::choice(c, id)?.ok_or_else(gone)?;
            let first = choice.get("same_as").and_then(|v| v.as_str()).and_then(|v| v.parse::<DispatchId>().ok());
            if let Some(first) = first {
                choice = queries::choice(c, first)?.ok_or_else(gone)?;
            }
            // What was stored before explanations had a form cannot be shown as one.
            serde_json::from_value(choice).map(Json).map_err(|_| gone())
        })
        .await
}

/// Offer an order to one team, or to several of which the first to accept gets it.
///
/// With the person who answers for the work, at least one measure, and the deadline printed on it. An order that was refused as often as
/// configured is not offered any more: the secretary names the team.
#[utoipa::path(tag = "dispatch", params(("id" = OrderId, Path)), request_body = DispatchOrder, responses(
    (status = 200, body = Order, description = "The order with its offers"),
    (status = 409, description = "`stale_version`, `step_refused`, `team_unavailable`, `naming_required`")
))]
#[post("/orders/{id}/dispatches")]
pub async fn dispatch_order(
    app: Data<App>,
    who: auth::Staff,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<DispatchOrder>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let who = who.0;
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let loaded = desk.load(tx, &who, id, ask.expected_version, OrderAction::Dispatch)?;
                let most = desk.config.dispatch.refusals_before_naming;
                if offers::refusals(tx, &loaded.row)? >= most {
                    let detail = format!("the order was refused {most} times: the secretary names the team");
                    return Err(ApiError::new(ProblemCode::NamingRequired, detail));
                }
                let explanation = gather::explain(tx, &desk, &loaded.row)?;
                let plan = Plan {
                    teams: &ask.team_ids,
                    responsible: ask.responsible_person_id,
                    measures: &ask.measures,
                    note: ask.note.clone(),
                    by: who.person,
                    rule_id: None,
                    is_named: false,
                };
                let after = offers::make(tx, &desk, &loaded.row, &plan, explanation)?;
                orders::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Who answers which offer, and with which version in mind.
struct Call<A> {
    who: Who,
    key: Idempotency,
    id: DispatchId,
    version: i32,
    by: By,
    ask: A,
}

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Lead,
    /// A lead who wants the order: if another team was first, that is what they are told.
    Claimant,
    Desk,
    Secretary,
}

/// The frame of the answers: lock the order, find the offer for this caller, compare versions, answer, show the order.
async fn answer<A, F>(app: &Data<App>, call: Call<A>, body: F) -> ApiResult<Reply>
where
    A: Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Desk, &Who, OrderRow, &DispatchRow, &A) -> ApiResult<OrderRow> + Send + 'static,
{
    let desk = Desk::of(app, &call.who);
    let reply = app
        .db
        .write(move |tx| {
            let Call { who, key, id, version, by, ask } = call;
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let gone = || ApiError::not_found("dispatch");
                let order_id = queries::find(tx, id)?.ok_or_else(gone)?.order_id;
                let order = orders::lock(tx, order_id)?.ok_or_else(gone)?;
                let row = queries::find(tx, id)?.ok_or_else(gone)?;
                check_caller(&who, by, &order, &row)?;
                if by == By::Claimant && is_lost(&order, &row) {
                    let detail = "another team was first; your offer was recalled";
                    return Err(ApiError::new(ProblemCode::AlreadyTaken, detail).with_version(row.version));
                }
                if row.version != version {
                    return Err(ApiError::stale(row.state.as_str(), row.version));
                }
                let after = body(tx, &desk, &who, order, &row, &ask)?;
                orders::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn check_caller(who: &Who, by: By, order: &OrderRow, row: &DispatchRow) -> ApiResult<()> {
    let lifecycle::Sides { is_lead, is_desk, is_secretary } = view::sides(who, Some(order), row);
    if !(is_desk || who.teams.contains(&row.team_id)) {
        return Err(ApiError::not_found("dispatch"));
    }
    let fits = match by {
        By::Lead | By::Claimant => is_lead,
        By::Desk => is_desk,
        By::Secretary => is_secretary,
    };
    let words = "the offer is answered by the team's lead, recalled by the desk, and objections are reviewed by the secretary";
    if fits { Ok(()) } else { Err(ApiError::forbidden(words)) }
}

/// Whether the offer was recalled because another team has the order.
fn is_lost(order: &OrderRow, row: &DispatchRow) -> bool {
    row.state == DispatchState::Recalled && row.round == order.round && order.team_id.is_some_and(|team| team != row.team_id)
}
