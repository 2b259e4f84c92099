//! Writing a wish down, for oneself or for somebody who agreed to it.

use super::record;
use crate::app::App;
use crate::menu;
use crate::orders::{Desk, NOTHING_DUE, entered_by, numbered, person_for};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::idempotency::{Idempotency, Reply};
use crate::wishes::queries::{self, WishRow};
use crate::wishes::view;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::WishId;
use contract::wishes::{NewWish, Wish, WishState};
use uuid::Uuid;

/// Make a wish.
///
/// Anybody signed in for themselves; the desk of a community and its grid workers for somebody who agreed to it. The words stay between
/// the person and the desk: what is published is written by whoever verifies it.
#[utoipa::path(tag = "wishes", request_body = NewWish, responses(
    (status = 201, body = Wish, description = "The wish, before the desk"),
    (status = 409, description = "`item_not_offered`")
))]
#[post("/wishes")]
pub async fn create_wish(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewWish>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = create(tx, &desk, &who, &ask)?;
                view::show(tx, &desk, &who, row)
            })
        })
        .await
}

fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewWish) -> ApiResult<WishRow> {
    let unknown = |pointer: &str, what: &str| ApiError::field(pointer, "unknown", format!("there is no such {what}"));
    let community = desk.shelf.open_community(tx, ask.community_id)?.ok_or_else(|| unknown("/community_id", "community"))?;
    let item = desk.shelf.item(tx, ask.item_id)?.ok_or_else(|| unknown("/item_id", "item"))?;
    menu::check_offered(tx, &item, community.id, desk.today())?;
    entered_by(who, &community.path, ask.on_behalf, ask.consent.as_ref())?;
    let wisher_id = if ask.on_behalf { person_for(tx, &ask.contact, desk.now)? } else { who.person };
    let mut row = WishRow {
        id: WishId(Uuid::now_v7()),
        number: String::new(),
        state: WishState::Submitted,
        version: 1,
        item_id: item.id,
        community_id: community.id,
        area: community.path.clone(),
        text: ask.text.trim().to_owned(),
        summary: String::new(),
        contact_name: ask.contact.name.trim().to_owned(),
        contact_phone: ask.contact.phone.clone(),
        contact_address: ask.contact.address.trim().to_owned(),
        wisher_id,
        entered_by: who.person,
        consent: JsonColumn(ask.consent.clone()),
        explanation: String::new(),
        order_id: None,
        created_at: desk.now,
        published_at: NOTHING_DUE,
        updated_at: desk.now,
    };
    let row = numbered(tx, desk.now, "uq_wishes_number", |tx, number| {
        row.number = number;
        queries::insert(tx, &row).map(|_| row.clone())
    })?;
    record(tx, desk, "wish.submitted", None, &row)?;
    Ok(row)
}
