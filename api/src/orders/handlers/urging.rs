//! Pressing for an order (催办): whoever waits for it may, once a day; whoever holds it is told.

use crate::app::App;
use crate::dispatch;
use crate::notices::To;
use crate::orders::followers;
use crate::orders::intake;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{self, Change, OrderRow};
use crate::orders::sides::desk_at;
use crate::orders::steps::{Desk, Loaded, Note};
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::dispatch::DispatchState;
use contract::orders::{OrderAction, Step, Urging};
use contract::{OrderId, PersonId, TeamId};
use std::collections::BTreeSet;

/// Press for an order.
///
/// The requester or somebody who follows it, each once a day (Asia/Shanghai). The team that has it is told, or the desk when none has.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = Step, responses(
    (status = 200, body = Urging, description = "How often it has been pressed for"),
    (status = 409, description = "`stale_version`, `step_refused`: not twice a day")
))]
#[post("/orders/{id}/urging")]
pub async fn urge_order(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<OrderId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                queries::lock(tx, id)?;
                let row = followers::find_followed(tx, &who, id)?.ok_or_else(|| ApiError::not_found("order"))?;
                if row.requester_id != who.person && !followers::is_follower(tx, id, who.person)? {
                    return Err(ApiError::forbidden("only those who wait for the order press for it"));
                }
                let facts = desk.facts(tx, &row)?;
                let loaded = Loaded { row, sides: vec![Side::Requester], facts };
                loaded.check(ask.expected_version, OrderAction::Urge)?;
                urge(tx, &desk, &loaded.row)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn urge(tx: &mut Conn, desk: &Desk, row: &OrderRow) -> ApiResult<Urging> {
    let after = desk.take(tx, row, Side::Requester, OrderAction::Urge, Change::default(), Note::default())?;
    let urgings = intake::urgings(&queries::events_of(tx, row.id)?);
    let notice = || Notice::new(Template::OrderUrged).with("times", urgings.to_string());
    let holders = holders(tx, &after)?;
    for person in &holders {
        notice().tell(tx, desk, &after, To::Person(*person))?;
    }
    if holders.is_empty() {
        notice().tell(tx, desk, &after, To::Roles { roles: desk_at(after.raised), path: &after.area })?;
    }
    Ok(Urging { urged_at: desk.now, urgings, version: after.version })
}

/// Those who hold an order: the lead and the responsible person of the team that has it, the leads it is offered to. Nobody when it lies
/// at the desk.
fn holders(c: &mut Conn, row: &OrderRow) -> ApiResult<BTreeSet<PersonId>> {
    let mut people = BTreeSet::new();
    let offers = dispatch::offers_of(c, row.id)?;
    let open = offers.iter().map(|(offer, _)| offer).filter(|o| matches!(o.state, DispatchState::Offered | DispatchState::Accepted));
    let teams: Vec<TeamId> = open.map(|o| o.team_id).collect();
    for id in &teams {
        people.extend(org::team_row(c, *id)?.map(|team| team.leader_id));
    }
    if !teams.is_empty() {
        people.extend(row.responsible_id);
    }
    Ok(people)
}
