//! Contact data in full, for a reason; and the requester's view of who has seen it.

use crate::accounts::names_of;
use crate::app::App;
use crate::orders::steps::Desk;
use crate::orders::view;
use crate::orders::{Side, queries};
use crate::platform::auth::{REVEALERS, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::OrderId;
use contract::orders::{Contact, Reveal, RevealContact, RevealPage};

/// Show the contact in full, for a reason.
///
/// The community's desk, the street, whoever calls back and the team that has the order may; the city's office may not. The reason is logged, and the requester can read it.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = RevealContact, responses(
    (status = 201, body = Contact, description = "The contact, in full")
))]
#[post("/orders/{id}/reveals")]
pub async fn reveal_contact(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<RevealContact>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            // The answer is personal data: it is not kept for a replay, a repeated request is a repeated look.
            let _ = &key;
            let row = queries::find(tx, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            let sides = crate::orders::sides::sides_of(&who, &row);
            // Whoever has to call needs the number: callers find an order only as long as somebody has to be called.
            let may = who.holds_at(REVEALERS, &row.area) || sides.contains(&Side::Team) || sides.contains(&Side::Caller);
            if !may {
                return Err(ApiError::forbidden(
                    "a team sees the contact after taking the order; the city's office works with orders, not with persons",
                ));
            }
            queries::insert_reveal(tx, id, who.person, ask.reason.trim(), desk.now)?;
            desk.audit(tx, "contact.revealed", None, &row)?;
            Reply::new(StatusCode::CREATED, &view::full_contact(&row))
        })
        .await
}

/// Who has seen my contact data?
///
/// For the requester only.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), responses((status = 200, body = RevealPage, description = "Newest first, the last 200")))]
#[get("/orders/{id}/reveals")]
pub async fn list_reveals(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<Json<RevealPage>> {
    app.db
        .read(move |c| {
            let row = queries::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            if row.requester_id != who.person {
                return Err(ApiError::forbidden("only the requester reads who saw the contact"));
            }
            let rows = queries::reveals_of(c, id)?;
            let names = names_of(c, &rows.iter().map(|r| r.1).collect::<Vec<_>>())?;
            let reveal = |(at, person, reason)| Reveal { at, who: names.get(&person).cloned().unwrap_or_else(String::new), reason };
            let items = rows.into_iter().map(reveal).collect();
            Ok(Json(RevealPage { items, next_cursor: None, total: None }))
        })
        .await
}
