//! Telling the other side.

use super::queries::ProjectRow;
use crate::check_ins::units;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::platform::auth::DESK;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::UnitId;
use contract::notices::NoticeKind;

/// News about a project: which, of which community, of which unit.
pub fn news(tx: &mut Conn, desk: &Desk, row: &ProjectRow, kind: NoticeKind, unit: Option<UnitId>) -> ApiResult<News> {
    let community = desk.shelf.community(tx, row.community_id)?.map(|c| c.name.clone()).unwrap_or_default();
    let unit = match unit {
        Some(id) => units::unit(tx, id)?.map(|u| u.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(News::new(kind).with("title", &row.title).with("community", community).with("unit", unit))
}

/// Whoever speaks for a unit.
pub fn liaisons(tx: &mut Conn, desk: &Desk, unit: UnitId, news: &News) -> ApiResult<()> {
    for liaison in units::liaisons_of(tx, unit)? {
        notices::tell(tx, &desk.config.notices, desk.now, To::Person(liaison), news)?;
    }
    Ok(())
}

/// The desk of the community.
pub fn desk_of(tx: &mut Conn, desk: &Desk, row: &ProjectRow, news: &News) -> ApiResult<()> {
    notices::tell(tx, &desk.config.notices, desk.now, To::Roles { roles: DESK, path: &row.area }, news)
}
