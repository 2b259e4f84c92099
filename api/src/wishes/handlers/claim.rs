//! A team claims a wish: from now on it is an order that the team has taken.

use super::{take, tell};
use crate::app::App;
use crate::dispatch;
use crate::notices::News;
use crate::orders::{self, Change as OrderChange, Desk, Note, OrderRow, Placing, Side};
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::wishes::queries::{self, Change, WishRow};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::form::Answers;
use contract::notices::NoticeKind;
use contract::orders::{EventDetail, NewContact, Order, OrderAction, OrderSource};
use contract::wishes::{ClaimWish, WishAction, WishState};
use contract::{ProblemCode, WishId};

/// Claim a wish for my team.
///
/// By somebody who leads the team or belongs to it, of a team that serves the community. The wish becomes an order that the team has
/// taken, all at once: of two who claim it at the same moment one gets it.
#[utoipa::path(tag = "wishes", params(("id" = WishId, Path)), request_body = ClaimWish, responses(
    (status = 201, body = Order, description = "The order, taken"),
    (status = 409, description = "`already_claimed`, `step_refused`, `team_unavailable`")
))]
#[post("/wishes/{id}/claim")]
pub async fn claim_wish(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<WishId>,
    Json(ask): Json<ClaimWish>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = queries::lock(tx, id)?.ok_or_else(|| ApiError::not_found("wish"))?;
                check(tx, &who, &row, &ask)?;
                let order = order(tx, &desk, &who, &row, &ask)?;
                orders::show(tx, &desk, &who, order)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// The wish is there for everybody and open, and the team is the caller's.
fn check(tx: &mut Conn, who: &Who, row: &WishRow, ask: &ClaimWish) -> ApiResult<()> {
    match row.state {
        // Whoever could read it a moment ago learns that somebody was faster.
        WishState::Claimed | WishState::Fulfilled => Err(ApiError::new(ProblemCode::AlreadyClaimed, "another team was faster")),
        WishState::Published if who.teams.contains(&ask.team_id) => {
            let reach = org::rows_in_reach(tx, &row.area)?;
            let unknown = || ApiError::field("/team_id", "unknown", "no such team serves this community");
            reach.iter().any(|t| t.id == ask.team_id).then_some(()).ok_or_else(unknown)
        }
        WishState::Published => Err(ApiError::forbidden("only the lead and the members of a team claim a wish for it")),
        WishState::Submitted | WishState::Withdrawn | WishState::Rejected => Err(ApiError::not_found("wish")),
    }
}

fn order(tx: &mut Conn, desk: &Desk, who: &Who, row: &WishRow, ask: &ClaimWish) -> ApiResult<OrderRow> {
    let gone = || ApiError::internal(format!("wish {} points to something that is gone", row.id));
    let item = desk.shelf.item(tx, row.item_id)?.ok_or_else(gone)?;
    let community = desk.shelf.community(tx, row.community_id)?.ok_or_else(gone)?;
    let contact = NewContact { name: row.contact_name.clone(), phone: row.contact_phone.clone(), address: row.contact_address.clone() };
    let placing = Placing {
        item: &item,
        community: &community,
        source: OrderSource::Wish,
        requester: row.wisher_id,
        text: &row.text,
        answers: Answers::default(),
        contact: &contact,
        expected: (None, None),
    };
    let note = Note::default().with(EventDetail { consent: row.consent.0.clone(), ..EventDetail::default() });
    let (placed, _) = desk.submit_new(tx, placing.row(desk.now), Side::System, note, orders::insert_numbered)?;
    let claimed = take(tx, desk, row, WishAction::Claim, Change { order_id: Some(Some(placed.id)), ..Change::default() })?;
    let deadline = desk.calendar.add(desk.now, placed.spans.0.completion);
    let change = OrderChange { deadline: Some(Some(deadline)), ..OrderChange::default() };
    // The desk has said yes when it verified the wish.
    let accepted = desk.take(tx, &placed, Side::System, OrderAction::Accept, change, Note::default())?;
    let person = ask.responsible_person_id.unwrap_or(who.person);
    let taken = dispatch::hand_to(tx, desk, who.person, &accepted, ask.team_id, person)?;
    let team = org::team_row(tx, ask.team_id)?.map(|t| t.name).unwrap_or_default();
    tell(tx, desk, &claimed, News::new(NoticeKind::WishClaimed).about(taken.id).with("team", team).at("due", deadline))?;
    Ok(taken)
}
