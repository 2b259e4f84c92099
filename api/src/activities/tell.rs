//! Telling those whom it concerns.

use super::queries::ActivityRow;
use crate::check_ins::units;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::platform::auth::DESK;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::notices::NoticeKind;
use contract::{PersonId, UnitId};

/// News about an activity: what, where, when.
pub fn news(tx: &mut Conn, desk: &Desk, row: &ActivityRow, kind: NoticeKind) -> ApiResult<News> {
    let community = desk.shelf.community(tx, row.community_id)?.map(|c| c.name.clone()).unwrap_or_default();
    let news = News::new(kind).with("title", &row.title).with("place", &row.place).with("community", community);
    Ok(news.at("start", row.starts_at).at("until", row.answer_by))
}

pub fn person(tx: &mut Conn, desk: &Desk, person: PersonId, news: News) -> ApiResult<()> {
    notices::tell(tx, &desk.config.notices, desk.now, To::Person(person), &news)
}

/// Whoever speaks for a unit.
pub fn liaisons(tx: &mut Conn, desk: &Desk, unit: UnitId, news: News) -> ApiResult<()> {
    for liaison in units::liaisons_of(tx, unit)? {
        person(tx, desk, liaison, news.clone())?;
    }
    Ok(())
}

/// Whoever organises it.
pub fn organiser(tx: &mut Conn, desk: &Desk, row: &ActivityRow, news: News) -> ApiResult<()> {
    match row.unit_id {
        Some(unit) => liaisons(tx, desk, unit, news),
        None => notices::tell(tx, &desk.config.notices, desk.now, To::Roles { roles: DESK, path: &row.area }, &news),
    }
}
