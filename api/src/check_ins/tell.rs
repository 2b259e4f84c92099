//! Telling those whom a step concerns.

use super::queries::CheckInRow;
use super::units;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::platform::auth::DESK;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::accounts::Role;
use contract::check_ins::CheckInSubject;
use contract::notices::NoticeKind;
use contract::{OrgUnitId, PersonId, UnitId};

fn news(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind, community: OrgUnitId) -> ApiResult<News> {
    let name = desk.shelf.community(tx, community)?.map(|c| c.name.clone()).unwrap_or_default();
    let unit = match row.unit_id {
        Some(unit) => units::unit(tx, unit)?.map(|u| u.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(News::new(kind).with("community", name).with("number", &row.number).with("unit", unit).at("due", row.due_at))
}

/// The member; of a unit, those who keep its list, or who sent it as long as nobody does.
pub fn owner(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind, reason: &str) -> ApiResult<()> {
    let news = news(tx, desk, row, kind, row.community_id)?.with("reason", reason);
    let people = match (row.subject, row.person_id, row.unit_id) {
        (CheckInSubject::Member, Some(person), _) => vec![person],
        (_, _, Some(unit)) => {
            let keepers = units::liaisons_of(tx, unit)?;
            if keepers.is_empty() { row.submitted_by.into_iter().collect() } else { keepers }
        }
        _ => Vec::new(),
    };
    for person in people {
        notices::tell(tx, &desk.config.notices, desk.now, To::Person(person), &news)?;
    }
    Ok(())
}

/// Those who keep the list on which a member stands.
pub fn liaisons(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind) -> ApiResult<()> {
    let Some(unit) = row.unit_id else { return Ok(()) };
    let news = news(tx, desk, row, kind, row.community_id)?;
    for person in units::liaisons_of(tx, unit)? {
        notices::tell(tx, &desk.config.notices, desk.now, To::Person(person), &news)?;
    }
    Ok(())
}

/// Somebody whom another liaison made one: they have not asked for it.
pub fn new_liaison(tx: &mut Conn, desk: &Desk, unit: UnitId, person: PersonId) -> ApiResult<()> {
    let name = units::unit(tx, unit)?.map(|u| u.name).unwrap_or_default();
    let news = News::new(NoticeKind::LiaisonAdded).with("unit", name);
    notices::tell(tx, &desk.config.notices, desk.now, To::Person(person), &news)
}

/// The desk that has to look at it: that of the community, or of the one that was asked to take it over.
pub fn desk_of(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind) -> ApiResult<()> {
    roles(tx, desk, row, kind, DESK)
}

/// Those above the desk.
pub fn above(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind) -> ApiResult<()> {
    roles(tx, desk, row, kind, &[Role::CommunitySecretary, Role::Street])
}

fn roles(tx: &mut Conn, desk: &Desk, row: &CheckInRow, kind: NoticeKind, roles: &[Role]) -> ApiResult<()> {
    let community = row.transfer_to.unwrap_or(row.community_id);
    let news = news(tx, desk, row, kind, community)?;
    let path = desk.shelf.community(tx, community)?.map_or_else(|| row.area.clone(), |c| c.path.clone());
    notices::tell(tx, &desk.config.notices, desk.now, To::Roles { roles, path: &path }, &news)
}
