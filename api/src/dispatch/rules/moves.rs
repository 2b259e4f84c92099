//! Rules put into another order.

use super::handlers::{change, number, of_node, shown, writable};
use super::queries::{self, RuleRow};
use crate::app::App;
use crate::platform::auth::RuleMaker;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::dispatch_rules::{DispatchRules, OrderDispatchRules};

/// Put the rules of a node into another order.
///
/// Names every rule of the node once, each with the version that was read.
#[utoipa::path(tag = "dispatch", request_body = OrderDispatchRules, responses(
    (status = 200, body = DispatchRules, description = "The rules that hold at the node, in their new order"),
    (status = 409, description = "`stale_version`")
))]
#[post("/dispatch-rules/order")]
pub async fn order_dispatch_rules(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Json(ask): Json<OrderDispatchRules>,
) -> ApiResult<Reply> {
    let now = app.clock.now();
    let who = who.0;
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::OK, |tx| {
                let node = writable(tx, &who, ask.node_id)?;
                queries::lock_node(tx, node.id)?;
                let rows = queries::live_at(tx, std::slice::from_ref(&node.path))?;
                for (index, named) in ask.rules.iter().enumerate() {
                    let at = format!("/rules/{index}");
                    if ask.rules.iter().take(index).any(|r| r.id == named.id) {
                        return Err(ApiError::field(&at, "unique", "the rule is named twice"));
                    }
                    let before = rows.iter().find(|r| r.id == named.id);
                    let before = before.ok_or_else(|| ApiError::field(&at, "unknown", "no such rule of this node"))?;
                    if before.version != named.expected_version {
                        return Err(ApiError::stale("rule", before.version));
                    }
                    let position = number(index);
                    if before.position != position {
                        let after =
                            RuleRow { position, version: before.version + 1, updated_by: who.person, updated_at: now, ..before.clone() };
                        change(tx, &who, now, "dispatch_rule.moved", before, &after)?;
                    }
                }
                if ask.rules.len() != rows.len() {
                    return Err(ApiError::field("/rules", "length", format!("the node has {} rules: name all of them", rows.len())));
                }
                let (rows, rules, _) = of_node(tx, &node.path)?;
                Ok(DispatchRules { items: shown(tx, &who, &rows, rules)?, node })
            })
        })
        .await
}
