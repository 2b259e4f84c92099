//! The wish (微心愿): something small that somebody would like and is no service of the menu by itself. The community makes sure that it
//! is real and writes what everybody may read; a team claims it, and from then on it is an order like any other.

mod handlers;
mod lifecycle;
mod queries;
mod summary;
#[cfg(test)]
mod tests;
mod view;

use crate::orders::{Desk, OrderRow};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::orders::OrderState;
use contract::wishes::WishAction;
use queries::Change;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::create::create_wish)
        .service(handlers::list::list_wishes)
        // Before the address with an id in its place.
        .service(handlers::list::list_own_wishes)
        .service(handlers::list::get_wish)
        .service(handlers::steps::verify_wish)
        .service(handlers::steps::reject_wish)
        .service(handlers::steps::withdraw_wish)
        .service(handlers::claim::claim_wish);
}

/// A wish follows its order: fulfilled when the order is confirmed, open to other teams again when it ended without being done.
pub fn order_moved(tx: &mut Conn, desk: &Desk, order: &OrderRow) -> ApiResult<()> {
    let action = match order.state {
        OrderState::Confirmed => WishAction::Fulfil,
        OrderState::Withdrawn => WishAction::Withdraw,
        OrderState::Referred | OrderState::Merged | OrderState::Rejected => WishAction::Release,
        _ => return Ok(()),
    };
    let Some(wish) = queries::of_order(tx, order.id)? else { return Ok(()) };
    if lifecycle::step(wish.state, action).is_ok() {
        let change = if action == WishAction::Release { Change { order_id: Some(None), ..Change::default() } } else { Change::default() };
        handlers::take(tx, desk, &wish, action, change)?;
    }
    Ok(())
}
