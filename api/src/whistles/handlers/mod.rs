//! The operations: the community's board, and what departments answer.

pub mod board;
pub mod respond;

use super::queries::{self, NamedRow};
use super::view::Lens;
use crate::accounts::names_of;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, Utc};
use contract::WhistleId;
use contract::whistles::Whistle;
use std::collections::HashMap;

/// Several whistles as this caller sees them, in their order.
fn show_all(c: &mut Conn, who: &Who, rows: Vec<NamedRow>, now: DateTime<Utc>) -> ApiResult<Vec<Whistle>> {
    let units = queries::units_of(c, who.person, now)?;
    let mut parts: HashMap<WhistleId, Vec<_>> = HashMap::new();
    let found = queries::responders_of(c, &rows.iter().map(|r| r.row.id).collect::<Vec<_>>())?;
    let people: Vec<_> = found.iter().filter_map(|(part, _)| part.answered_by).collect();
    let names = names_of(c, &people)?;
    for part in found {
        parts.entry(part.0.whistle_id).or_default().push(part);
    }
    let lens = Lens { who, units: &units, names: &names, now };
    let whole = |row: NamedRow| {
        let parts = parts.remove(&row.row.id).unwrap_or_default();
        lens.show(row, parts)
    };
    Ok(rows.into_iter().filter_map(whole).collect())
}

/// One whistle; 404 for whom it does not exist.
fn show(c: &mut Conn, who: &Who, id: WhistleId, now: DateTime<Utc>) -> ApiResult<Whistle> {
    let rows = queries::find(c, id)?.into_iter().collect();
    show_all(c, who, rows, now)?.pop().ok_or_else(|| ApiError::not_found("whistle"))
}
