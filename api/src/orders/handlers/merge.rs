//! Several orders about one matter become one that goes on for all.

use crate::app::App;
use crate::notices::To;
use crate::orders::followers;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{self, Change, OrderRow};
use crate::orders::steps::{Desk, Note};
use crate::orders::view;
use crate::platform::auth;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::scope::Scope;
use crate::platform::sms::Template;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{MergeOrder, Order, OrderAction, OrderState};

/// Join an order to another about the same matter.
///
/// The other goes on for both: whoever ordered or followed this one follows that one from now on, is told once, and may rate it. The
/// requester keeps this order with the state of the other. It cannot be undone; who still needs something else orders again.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = MergeOrder, responses(
    (status = 200, body = Order, description = "The order, merged"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/merge")]
pub async fn merge_order(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<MergeOrder>,
) -> ApiResult<Reply> {
    let (desk, who) = (Desk::of(&app, &who), who.0);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                // Always in the same order, so that two who merge two orders into each other never wait for one another.
                queries::lock(tx, id.min(ask.into))?;
                queries::lock(tx, id.max(ask.into))?;
                let loaded = desk.load(tx, &who, id, ask.expected_version, OrderAction::Merge)?;
                let target = target(tx, &who.scope(), &loaded.row, ask.into)?;
                let change = Change { merged_into: Some(Some(target.id)), ..Change::default() };
                let after = desk.take(tx, &loaded.row, Side::Desk, OrderAction::Merge, change, Note::default())?;
                join(tx, &desk, &after, &target)?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// The order that goes on: at the end of the chain, open, of the same community and item.
fn target(tx: &mut Conn, scope: &Scope, row: &OrderRow, into: OrderId) -> ApiResult<OrderRow> {
    let wrong = |code: &str, detail: &str| ApiError::field("/into", code, detail);
    if into == row.id {
        return Err(wrong("choice", "an order is not merged into itself"));
    }
    let named = queries::find(tx, scope, into)?.ok_or_else(|| wrong("unknown", "there is no such order"))?;
    let end = followers::end_of_chain(tx, named)?;
    if end.id == row.id {
        return Err(wrong("choice", "that order was merged into this one"));
    }
    // Read again under the lock: it may have ended, or been merged, a moment ago.
    let end = queries::lock(tx, end.id)?.ok_or_else(|| wrong("unknown", "there is no such order"))?;
    if (end.community_id, end.item_id) != (row.community_id, row.item_id) {
        return Err(wrong("choice", "another community or another item"));
    }
    if !OrderState::OPEN.contains(&end.state) {
        return Err(wrong("state", "that order is over, or is merged just now"));
    }
    Ok(end)
}

/// Everybody who waits for `row` waits for `target` from now on, and is told once.
fn join(tx: &mut Conn, desk: &Desk, row: &OrderRow, target: &OrderRow) -> ApiResult<()> {
    let mut told = vec![(row.requester_id, row.contact_phone.clone())];
    told.extend(followers::of_order(tx, row.id)?.into_iter().filter(|(person, _)| *person != row.requester_id));
    for (person, phone) in told {
        if person != target.requester_id {
            followers::add(tx, target.id, person, desk.now)?;
        }
        Notice::new(Template::OrderMerged).tell(tx, desk, row, To::Number { phone: &phone, person: Some(person) })?;
    }
    Ok(())
}
