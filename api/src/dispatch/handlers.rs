//! The operations: what comes in, one read or write, what goes out.

use super::queries::{self, Answered, DispatchRow};
use super::{candidates, offers, view};
use crate::accounts::names_of;
use crate::app::App;
use crate::orders::{self, Change, Desk, Note, Notice, OrderRow, Side, excerpt};
use crate::org;
use crate::platform::auth::{self, DESK, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::platform::sms::Template;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::dispatch::{
    AcceptDispatch, Candidates, DeclineDispatch, DeclineReason, DispatchAction, DispatchOrder, DispatchState, Task, TaskFilter, TaskPage,
};
use contract::orders::{Order, OrderAction, Step};
use contract::{DispatchId, OrderId, ProblemCode};
use serde::Serialize;

/// The teams that could do it, with the numbers behind each.
#[utoipa::path(tag = "dispatch", params(("id" = OrderId, Path)), responses((status = 200, body = Candidates, description = "The best first")))]
#[get("/orders/{id}/candidates")]
pub async fn list_candidates(app: Data<App>, who: auth::Desk, Path(id): Path<OrderId>) -> ApiResult<Json<Candidates>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let row =
                orders::find(c, &who.scope(), id)?.filter(|o| who.holds_at(DESK, &o.area)).ok_or_else(|| ApiError::not_found("order"))?;
            Ok(Json(Candidates { items: candidates::rank(c, &desk.config.dispatch, &row, desk.now)? }))
        })
        .await
}

/// Offer an order to one team, or to several of which the first to accept gets it.
///
/// With the person who answers for the work, at least one measure, and the deadline printed on it.
#[utoipa::path(tag = "dispatch", params(("id" = OrderId, Path)), request_body = DispatchOrder, responses(
    (status = 200, body = Order, description = "The order with its offers"),
    (status = 409, description = "`stale_version`, `step_refused`, `team_unavailable`")
))]
#[post("/orders/{id}/dispatches")]
pub async fn dispatch_order(
    app: Data<App>,
    who: auth::Desk,
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
                let after = offers::make(tx, &desk, who.person, &loaded, &ask)?;
                orders::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// The tasks of my teams, newest first.
#[utoipa::path(tag = "dispatch", params(TaskFilter), responses((status = 200, body = TaskPage, description = "A page of tasks")))]
#[get("/dispatches")]
pub async fn list_dispatches(app: Data<App>, who: Who, Query(filter): Query<TaskFilter>) -> ApiResult<Json<TaskPage>> {
    let words = filter.state.as_deref().unwrap_or("offered,accepted").split(',').map(str::trim).filter(|w| !w.is_empty());
    let states: Result<Vec<DispatchState>, _> = words.map(str::parse).collect();
    let states = states.map_err(|e| ApiError::new(ProblemCode::BadQuery, format!("`state`: {e}")))?;
    let after = filter.cursor.as_deref().map(|c| Key::decode('k', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::tasks(c, &who.teams, &states, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.dispatch.offered_at, id: r.dispatch.id.0 }.encode('k'));
            let people: Vec<_> = rows.iter().filter_map(|r| r.dispatch.responsible_id).collect();
            let names = names_of(c, &people)?;
            let task = |row: queries::TaskRow| Task {
                dispatch: view::show(&who, "", row.dispatch, row.team_name, &names),
                order_number: row.number,
                order_state: row.state,
                order_version: row.version,
                item_name: row.item_name,
                item_name_en: row.item_name_en,
                community_name: row.community_name,
                urgency: row.urgency,
                excerpt: excerpt(&row.text),
                deadline: row.deadline,
            };
            Ok(Json(TaskPage { items: rows.into_iter().map(task).collect(), next_cursor, total: None }))
        })
        .await
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

/// The frame of the four answers: lock the order, find the offer for this caller, compare versions, answer, show the order.
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
                let (is_lead, is_desk) = (who.leads.contains(&row.team_id), who.holds_at(DESK, &order.area));
                if !(is_desk || who.teams.contains(&row.team_id)) {
                    return Err(gone());
                }
                let fits = match by {
                    By::Lead => is_lead,
                    By::Desk => is_desk,
                };
                if !fits {
                    return Err(ApiError::forbidden("the offer is answered by the team's lead and recalled by the desk"));
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

/// Who answers.
#[derive(Clone, Copy)]
enum By {
    Lead,
    Desk,
}

/// Take an offer.
///
/// The first team to accept gets the order; the other offers are recalled.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = AcceptDispatch, responses(
    (status = 200, body = Order, description = "The order, taken"),
    (status = 409, description = "`stale_version`, `step_refused`: another team was first, or the window is over")
))]
#[post("/dispatches/{id}/acceptance")]
pub async fn accept_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<AcceptDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, who, order, row, ask| {
        if row.expires_at <= desk.now {
            return Err(ApiError::refused("an offer", "expired", "accept"));
        }
        let person = ask.responsible_person_id.or(row.responsible_id).unwrap_or(who.person);
        let team = org::team_row(tx, row.team_id)?.ok_or_else(|| ApiError::not_found("team"))?;
        if !org::is_member(tx, &team, person)? {
            return Err(ApiError::field("/responsible_person_id", "unknown", "not a member of the team"));
        }
        let after = offers::accept(tx, desk, who.person, &order, row, person)?;
        let name = names_of(tx, &[person])?.remove(&person).unwrap_or_else(String::new);
        Notice::new(Template::OrderTaken).with("team", team.name).with("person", name).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

fn declined(ask: &DeclineDispatch) -> ApiResult<Answered> {
    let explanation = ask.explanation.trim();
    if ask.reason == DeclineReason::Other && explanation.is_empty() {
        return Err(ApiError::field("/explanation", "required", "say why"));
    }
    let explanation = (!explanation.is_empty()).then(|| explanation.to_owned());
    Ok(Answered { reason: Some(Some(ask.reason)), explanation: Some(explanation), ..Answered::default() })
}

fn reason_note(ask: &DeclineDispatch, row: &DispatchRow) -> Note {
    let text =
        if ask.explanation.trim().is_empty() { ask.reason.to_string() } else { format!("{}: {}", ask.reason, ask.explanation.trim()) };
    Note { text: Some(text), team: Some(row.team_id), ..Note::default() }
}

/// Decline an offer, with a reason.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = DeclineDispatch, responses(
    (status = 200, body = Order, description = "The order; back at the desk when no offer is left"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/dispatches/{id}/refusal")]
pub async fn decline_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<DeclineDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, _, order, row, ask| {
        offers::answer(tx, desk, row, DispatchAction::Decline, declined(ask)?)?;
        offers::release_if_alone(tx, desk, &order, Side::Team, reason_note(ask, row))
    })
    .await
}

/// Hand an order back that was taken, with a reason.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = DeclineDispatch, responses(
    (status = 200, body = Order, description = "The order, back at the desk"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/dispatches/{id}/hand-back")]
pub async fn hand_back_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<DeclineDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, _, order, row, ask| {
        offers::answer(tx, desk, row, DispatchAction::HandBack, declined(ask)?)?;
        let change = Change { team_id: Some(None), responsible_id: Some(None), ..Change::default() };
        desk.take(tx, &order, Side::Team, OrderAction::HandBack, change, reason_note(ask, row))
    })
    .await
}

/// Take an open offer back.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = Step, responses(
    (status = 200, body = Order, description = "The order; back at the desk when no offer is left"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/dispatches/{id}/recall")]
pub async fn recall_dispatch(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let call = Call { who: who.0, key, id, version: ask.expected_version, by: By::Desk, ask };
    answer(&app, call, |tx, desk, _, order, row, _| {
        offers::answer(tx, desk, row, DispatchAction::Recall, Answered::default())?;
        offers::release_if_alone(tx, desk, &order, Side::Desk, Note { team: Some(row.team_id), ..Note::default() })
    })
    .await
}
