//! Writing an order down: drafts, submission, entry on behalf of a caller.

use super::{Request, step};
use crate::app::App;
use crate::menu;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::placing::{Placing, entered_by, insert_numbered, person_for};
use crate::orders::queries::{self, Change, OrderRow};
use crate::orders::shelf::Detail;
use crate::orders::steps::{Desk, Note};
use crate::orders::view;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{patch, post};
use contract::OrderId;
use contract::form;
use contract::orders::{ChangeDraft, EventDetail, NewOrder, Order, OrderAction, OrderState, Step};

/// Order a service.
///
/// Anybody signed in may; the desk of a community and its grid workers may enter an order for somebody else (`on_behalf`) who agreed to
/// it. How they agreed is kept with the order, where they can read it.
#[utoipa::path(tag = "orders", request_body = NewOrder, responses(
    (status = 201, body = Order, description = "The order, submitted or kept as a draft"),
    (status = 409, description = "`item_not_offered`, `item_out_of_season`")
))]
#[post("/orders")]
pub async fn create_order(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewOrder>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| create(tx, &desk, &who, &ask)))
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewOrder) -> ApiResult<Order> {
    let community = desk
        .shelf
        .open_community(tx, ask.community_id)?
        .ok_or_else(|| ApiError::field("/community_id", "unknown", "there is no such community"))?;
    let item = desk.shelf.item(tx, ask.item_id)?.ok_or_else(|| ApiError::field("/item_id", "unknown", "there is no such item"))?;
    menu::check_offered(tx, &item, community.id, desk.today())?;
    check_answers(desk, &item, &ask.text, &ask.answers, ask.submit)?;
    check_window(ask)?;
    let source = entered_by(who, &community.path, ask.on_behalf, ask.consent.as_ref())?;
    if ask.on_behalf && !ask.submit {
        return Err(ApiError::field(
            "/submit",
            "choice",
            "an order for somebody else is submitted at once: nobody at the desk sees a draft",
        ));
    }
    let requester = if ask.on_behalf { person_for(tx, &ask.contact, desk.now)? } else { who.person };
    let side = if ask.on_behalf { Side::Desk } else { Side::Requester };
    let placing = Placing {
        item: &item,
        community: &community,
        source,
        requester,
        text: &ask.text,
        answers: ask.answers.clone(),
        contact: &ask.contact,
        expected: (ask.expected_from, ask.expected_to),
    };
    let row = placing.row(desk.now);
    if !ask.submit {
        let row = insert_numbered(tx, row)?;
        desk.audit(tx, "order.drafted", None, &row)?;
        return view::show_with(tx, desk, who, row, &Detail::default());
    }
    let note = Note::default().with(EventDetail { consent: ask.consent.clone(), ..EventDetail::default() });
    let (row, event) = desk.submit_new(tx, row, side, note, insert_numbered)?;
    Notice::new(Template::OrderReceived).to_requester(tx, desk, &row)?;
    view::show_with(tx, desk, who, row, &Detail { events: vec![event], ..Detail::default() })
}

/// The promise is that of the day on which it is submitted, and the answers fit the form of that day.
fn submit(tx: &mut Conn, desk: &Desk, row: &OrderRow, item: &menu::ItemRow) -> ApiResult<OrderRow> {
    let change = Change { item_version: Some(item.item_version), spans: Some(item.deadlines.clone()), ..Change::default() };
    let row = desk.take(tx, row, Side::Requester, OrderAction::Submit, change, Note::default())?;
    Notice::new(Template::OrderReceived).to_requester(tx, desk, &row)?;
    Ok(row)
}

/// A draft may be incomplete; what is there has to be right.
fn check_answers(desk: &Desk, item: &menu::ItemRow, text: &str, answers: &form::Answers, complete: bool) -> ApiResult<()> {
    let problems = form::problems(&item.form.0, answers, desk.today());
    let mut wrong: Vec<_> = problems.into_iter().filter(|p| complete || p.code != "required").collect();
    wrong.extend(form::custom_text_problem(text).filter(|_| complete && item.is_custom));
    if wrong.is_empty() { Ok(()) } else { Err(ApiError::fields(wrong)) }
}

fn check_window(ask: &NewOrder) -> ApiResult<()> {
    match (ask.expected_from, ask.expected_to) {
        (Some(from), Some(to)) if to <= from => Err(ApiError::field("/expected_to", "range", "has to lie after expected_from")),
        _ => Ok(()),
    }
}

/// Change a draft.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ChangeDraft, responses(
    (status = 200, body = Order, description = "The draft, changed"),
    (status = 409, description = "`stale_version`, `step_refused`: only a draft can be changed")
))]
#[patch("/orders/{id}")]
pub async fn change_draft(app: Data<App>, who: Who, Path(id): Path<OrderId>, Json(ask): Json<ChangeDraft>) -> ApiResult<Json<Order>> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            // Whoever may submit it may change it.
            let loaded = desk.load(tx, &who, id, ask.expected_version, OrderAction::Submit)?;
            let item = menu::item(tx, loaded.row.item_id)?.ok_or_else(|| ApiError::not_found("menu item"))?;
            if let Some(answers) = &ask.answers {
                check_answers(&desk, &item, &loaded.row.text, answers, false)?;
            }
            let contact = ask.contact;
            let change = Change {
                text: ask.text.map(|t| t.trim().to_owned()),
                item_version: ask.answers.as_ref().map(|_| item.item_version),
                answers: ask.answers.map(JsonColumn),
                contact_name: contact.as_ref().map(|c| c.name.trim().to_owned()),
                contact_phone: contact.as_ref().map(|c| c.phone.clone()),
                contact_address: contact.as_ref().map(|c| c.address.trim().to_owned()),
                ..Change::default()
            };
            let stale = || ApiError::stale(loaded.row.state.as_str(), loaded.row.version + 1);
            let after = queries::update(tx, &loaded.row, OrderState::Draft, change, desk.now)?.ok_or_else(stale)?;
            desk.audit(tx, "order.draft_changed", Some(&loaded.row), &after)?;
            view::show(tx, &desk, &who, after).map(Json)
        })
        .await
}

/// Submit a draft.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = Step, responses(
    (status = 200, body = Order, description = "The order, submitted"),
    (status = 409, description = "`stale_version`, `step_refused`, `item_not_offered`, `item_out_of_season`")
))]
#[post("/orders/{id}/submission")]
pub async fn submit_order(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<OrderId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Submit, side: Side::Requester, key, ask };
    step(&app, request, |tx, desk, _, loaded, _, _| {
        let item = menu::item(tx, loaded.row.item_id)?.ok_or_else(|| ApiError::not_found("menu item"))?;
        menu::check_offered(tx, &item, loaded.row.community_id, desk.today())?;
        let answers = &loaded.row.answers.0;
        check_answers(desk, &item, &loaded.row.text, answers, true)?;
        let photos = form::photo_problems(&item.form.0, |field| form::photo_count(answers, field));
        if !photos.is_empty() {
            return Err(ApiError::fields(photos));
        }
        submit(tx, desk, &loaded.row, &item)
    })
    .await
}
