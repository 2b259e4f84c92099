//! The operations, one file for each kind.

pub mod claim;
pub mod create;
pub mod list;
pub mod steps;

use super::lifecycle::{self, Side};
use super::queries::{self, Change, WishRow};
use super::view;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::WishId;
use contract::wishes::WishAction;

/// The wish for this caller, locked: 404 for those who have nothing to do with it, 403 for those who have and may not do this.
fn load(tx: &mut Conn, who: &Who, id: WishId, version: i32, side: Side) -> ApiResult<WishRow> {
    let gone = || ApiError::not_found("wish");
    let row = queries::lock(tx, id)?.ok_or_else(gone)?;
    let sides = view::sides_of(tx, who, &row)?;
    if !sides.iter().any(|s| matches!(s, Side::Wisher | Side::Desk)) {
        return Err(gone());
    }
    if !sides.contains(&side) {
        return Err(ApiError::forbidden("this step is not yours to take with this wish"));
    }
    if row.version != version {
        return Err(ApiError::stale(row.state.as_str(), row.version));
    }
    Ok(row)
}

/// Takes a step: state, version, audit in the open transaction.
pub fn take(tx: &mut Conn, desk: &Desk, row: &WishRow, action: WishAction, change: Change) -> ApiResult<WishRow> {
    let to = lifecycle::step(row.state, action)?;
    let after = queries::update(tx, row, to, change, desk.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
    record(tx, desk, past_tense(action), Some(row), &after)?;
    Ok(after)
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&WishRow>, after: &WishRow) -> ApiResult<()> {
    let subject = format!("wish/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

const fn past_tense(action: WishAction) -> &'static str {
    match action {
        WishAction::Verify => "wish.verified",
        WishAction::Reject => "wish.rejected",
        WishAction::Withdraw => "wish.withdrawn",
        WishAction::Claim => "wish.claimed",
        WishAction::Fulfil => "wish.fulfilled",
        WishAction::Release => "wish.released",
    }
}

/// Tells the person whose wish it is.
fn tell(tx: &mut Conn, desk: &Desk, row: &WishRow, news: News) -> ApiResult<()> {
    let to = To::Number { phone: &row.contact_phone, person: Some(row.wisher_id) };
    notices::tell(tx, &desk.config.notices, desk.now, to, &news.with("number", &row.number))
}
