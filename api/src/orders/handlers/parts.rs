//! Dividing an order into parts.

use super::{Request, step};
use crate::app::App;
use crate::menu;
use crate::orders::NOTHING_DUE;
use crate::orders::lifecycle::Side;
use crate::orders::placing::insert_numbered;
use crate::orders::queries::{Change, OrderRow};
use crate::orders::steps::{Desk, Note};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{NewPart, Order, OrderAction, OrderSource, OrderState, SplitOrder};
use uuid::Uuid;

/// Divide an order into parts.
///
/// Each part is an order of its own from here on: accepted, with a number, a team and clocks of its own. The order keeps its lead and
/// its deadline, and cannot be done while a part is open. A part is confirmed by itself when it is done; the requester confirms and
/// rates the order as a whole. Ending the order never ends a part.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = SplitOrder, responses(
    (status = 200, body = Order, description = "The order with its parts"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/parts")]
pub async fn split_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<SplitOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Split, side: Side::Desk, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        for (index, part) in ask.parts.iter().enumerate() {
            make(tx, desk, &loaded.row, index, part)?;
        }
        let texts: Vec<&str> = ask.parts.iter().map(|p| p.text.trim()).collect();
        take(tx, &loaded.row, Change::default(), Note::text(texts.join("；")))
    })
    .await
}

/// A part comes into being through the steps every order takes, so that its trail is whole.
fn make(tx: &mut Conn, desk: &Desk, whole: &OrderRow, index: usize, part: &NewPart) -> ApiResult<()> {
    let pointer = format!("/parts/{index}/item_id");
    let item_id = part.item_id.unwrap_or(whole.item_id);
    let item = desk.shelf.item(tx, item_id)?.ok_or_else(|| ApiError::field(&pointer, "unknown", "there is no such item"))?;
    // The order's own item may have been closed meanwhile: what was ordered is done.
    let spans = if item_id == whole.item_id {
        whole.spans.clone()
    } else {
        let today = crate::platform::calendar::local(desk.now).date();
        menu::check_offered(tx, &item, whole.community_id, today).map_err(|error| error.at(&pointer))?;
        let promised = menu::version(tx, item_id, item.item_version)?.map(|v| v.spans.0.of(whole.urgency).clone());
        promised.map_or_else(|| item.deadlines.clone(), JsonColumn)
    };
    let row = OrderRow {
        id: OrderId(Uuid::now_v7()),
        number: String::new(),
        state: OrderState::Draft,
        round: 1,
        version: 1,
        item_id,
        item_version: if item_id == whole.item_id { whole.item_version } else { item.item_version },
        spans,
        source: OrderSource::Part,
        text: part.text.trim().to_owned(),
        answers: if item_id == whole.item_id { whole.answers.clone() } else { JsonColumn(contract::form::Answers::new()) },
        team_id: None,
        responsible_id: None,
        deadline: None,
        due_at: NOTHING_DUE,
        question: None,
        outcome: None,
        completion_note: None,
        minutes: None,
        pending: None,
        parent_id: Some(whole.id),
        created_at: desk.now,
        updated_at: desk.now,
        next_mark_at: NOTHING_DUE,
        escalated: 0,
        ..whole.clone()
    };
    let (row, _) = desk.submit_new(tx, row, Side::Desk, Note::default(), insert_numbered)?;
    let change = Change { deadline: Some(Some(desk.calendar.add(desk.now, row.spans.0.completion))), ..Change::default() };
    desk.take(tx, &row, Side::Desk, OrderAction::Accept, change, Note::default())?;
    Ok(())
}
