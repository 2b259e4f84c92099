//! A wish as a caller may see it.

use super::lifecycle::{self, Side};
use super::queries::WishRow;
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check::{mask_name, mask_phone};
use contract::orders::{Contact, ItemRef};
use contract::wishes::Wish;

/// On whose behalf this caller may act on this wish.
pub fn sides_of(c: &mut Conn, who: &Who, row: &WishRow) -> ApiResult<Vec<Side>> {
    let mut sides = Vec::new();
    if row.wisher_id == who.person {
        sides.push(Side::Wisher);
    }
    if who.holds_at(DESK, &row.area) {
        sides.push(Side::Desk);
    }
    if !who.teams.is_empty() && org::rows_in_reach(c, &row.area)?.iter().any(|t| who.teams.contains(&t.id)) {
        sides.push(Side::Team);
    }
    Ok(sides)
}

/// In full for the person; the desk sees the ends, and nobody else sees it at all.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, row: WishRow) -> ApiResult<Wish> {
    let gone = || ApiError::internal(format!("wish {} points to something that is gone", row.id));
    let item = desk.shelf.item(c, row.item_id)?.ok_or_else(gone)?;
    let community = desk.shelf.community(c, row.community_id)?.ok_or_else(gone)?;
    let sides = sides_of(c, who, &row)?;
    let is_mine = sides.contains(&Side::Wisher);
    let contact = if is_mine {
        Contact { name: row.contact_name, phone: row.contact_phone, address: row.contact_address, is_masked: false }
    } else {
        let address = row.contact_address.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect();
        Contact { name: mask_name(&row.contact_name), phone: mask_phone(&row.contact_phone), address, is_masked: true }
    };
    Ok(Wish {
        item: ItemRef { id: item.id, code: item.code.clone(), name: item.name.clone(), name_en: item.name_en.clone() },
        community_name: community.name.clone(),
        contact,
        is_mine,
        allowed_actions: lifecycle::allowed(row.state, &sides),
        id: row.id,
        number: row.number,
        state: row.state,
        version: row.version,
        community_id: row.community_id,
        text: row.text,
        summary: row.summary,
        consent: row.consent.0,
        explanation: row.explanation,
        order_id: row.order_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
