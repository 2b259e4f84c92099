//! After refusals enough, the secretary names the team that has to take the order.

use crate::app::App;
use crate::dispatch::offers::{self, Plan};
use crate::dispatch::{gather, queries};
use crate::orders::{self, Desk};
use crate::platform::auth::Secretary;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::accounts::Role;
use contract::dispatch::NameTeam;
use contract::orders::{Order, OrderAction};

/// Name the team that has to take an order.
///
/// Only after an order was refused as often as configured in its round, three times by default. The team cannot decline, and its window
/// does not run out; it can object once.
#[utoipa::path(tag = "dispatch", params(("id" = OrderId, Path)), request_body = NameTeam, responses(
    (status = 200, body = Order, description = "The order with its offer"),
    (status = 409, description = "`stale_version`, `step_refused`: also before refusals enough, `team_unavailable`")
))]
#[post("/orders/{id}/naming")]
pub async fn name_team(
    app: Data<App>,
    who: Secretary,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<NameTeam>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let who = who.0;
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = desk.load(tx, &who, id, ask.expected_version, OrderAction::Dispatch)?.row;
                if !who.holds_at(&[Role::CommunitySecretary], &row.area) {
                    return Err(ApiError::forbidden("only the secretary of the order's community names the team"));
                }
                if offers::refusals(tx, &row)? < desk.config.dispatch.refusals_before_naming {
                    return Err(ApiError::refused("an order", row.state.as_str(), "name_team").with_version(row.version));
                }
                let lead = queries::leaders_of(tx, &[ask.team_id])?.remove(&ask.team_id);
                let explanation = gather::explain(tx, &desk, &row)?;
                let plan = Plan {
                    teams: &[ask.team_id],
                    responsible: ask.responsible_person_id.or(lead).or(Some(who.person)),
                    measures: &ask.measures,
                    note: ask.note.clone(),
                    by: who.person,
                    rule_id: None,
                    is_named: true,
                };
                let after = offers::make(tx, &desk, &row, &plan, explanation)?;
                orders::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}
