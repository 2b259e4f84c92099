//! 联点共建: a unit and a community agree on three lists and on promises; the community says what became of each.
//! And 兼职委员: the unit's representative in the community's party committee.

mod adjuncts;
pub mod handlers;
mod queries;

use super::units;
use crate::platform::auth::{DESK, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check_ins::{CommunityRef, Pairing, UnitRef};
use contract::{PairingId, UnitId};
use queries::PairingRow;
pub use queries::{needs_of, paired_units};
use std::collections::HashMap;

/// For whom somebody speaks in a pairing.
#[derive(Clone, Copy, Debug)]
struct Standing {
    is_unit: bool,
    is_desk: bool,
    is_staff: bool,
}

impl Standing {
    fn of(who: &Who, own: &[UnitId], row: &PairingRow) -> Self {
        let is_desk = who.holds_at(DESK, &row.path);
        Self { is_unit: own.contains(&row.unit_id), is_desk, is_staff: who.holds_at(STAFF, &row.path) }
    }

    fn is_known(self) -> bool {
        self.is_unit || self.is_staff
    }
}

/// The pairing for this caller; 404 for those whom it does not concern. Ended ones are only read.
fn load(c: &mut Conn, who: &Who, id: PairingId, to_change: bool) -> ApiResult<(PairingRow, Standing)> {
    let gone = || ApiError::not_found("pairing");
    let row = queries::find(c, id)?.ok_or_else(gone)?;
    let standing = Standing::of(who, &units::liaison_units(c, who.person)?, &row);
    if !standing.is_known() {
        return Err(gone());
    }
    if to_change && row.valid_to.is_some() {
        return Err(ApiError::refused("a pairing", "ended", "change"));
    }
    Ok((row, standing))
}

fn forbidden() -> ApiError {
    ApiError::forbidden("this is for the other side of the pairing to say")
}

/// Several with their lists, in their order.
fn show_all(c: &mut Conn, who: &Who, rows: Vec<PairingRow>) -> ApiResult<Vec<Pairing>> {
    let ids: Vec<PairingId> = rows.iter().map(|r| r.id).collect();
    let own = units::liaison_units(c, who.person)?;
    let (mut items, mut promises): (HashMap<PairingId, Vec<_>>, HashMap<PairingId, Vec<_>>) = (HashMap::new(), HashMap::new());
    for row in queries::items_of(c, &ids)? {
        items.entry(row.pairing_id).or_default().push(row.show());
    }
    for row in queries::commitments_of(c, &ids)? {
        promises.entry(row.pairing_id).or_default().push(row.show());
    }
    let one = |row: PairingRow| {
        let standing = Standing::of(who, &own, &row);
        Pairing {
            items: items.remove(&row.id).unwrap_or_default(),
            commitments: promises.remove(&row.id).unwrap_or_default(),
            is_my_unit: standing.is_unit,
            is_my_community: standing.is_desk,
            id: row.id,
            unit: UnitRef { id: row.unit_id, name: row.unit_name },
            community: CommunityRef { id: row.community_id, name: row.community_name },
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    };
    Ok(rows.into_iter().map(one).collect())
}

fn show(c: &mut Conn, who: &Who, id: PairingId) -> ApiResult<Pairing> {
    let rows = queries::find(c, id)?.into_iter().collect();
    show_all(c, who, rows)?.pop().ok_or_else(|| ApiError::not_found("pairing"))
}
