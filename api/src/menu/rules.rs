//! Who keeps what, and whether an item can be ordered. Pure but for the one question whether a community has closed it.

use super::queries::{self, ItemRow};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::NaiveDate;
use contract::accounts::Role;
use contract::{OrgUnitId, ProblemCode};

/// The city's items are everybody's to look at who keeps a menu; a community's own are seen from above it, and by itself.
pub fn may_see(who: &Who, owner: Option<&str>) -> bool {
    owner.is_none_or(|path| who.holds_at(&[Role::CityOffice, Role::CommunitySecretary], path))
}

/// The city's office keeps the city's items, the secretary of a community its own: nobody answers for somebody else's menu.
pub fn may_edit(who: &Who, owner: Option<&str>) -> bool {
    match owner {
        None => who.holds(&[Role::CityOffice]),
        Some(path) => who.holds_at(&[Role::CommunitySecretary], path),
    }
}

/// Refuses an order of what this community does not offer, or not at this time of the year.
pub fn check_offered(c: &mut Conn, item: &ItemRow, community: OrgUnitId, today: NaiveDate) -> ApiResult<()> {
    let is_theirs = item.community_id.is_none_or(|owner| owner == community);
    if !(is_theirs && item.is_orderable()) || queries::is_closed(c, item.id, community)? {
        return Err(ApiError::new(ProblemCode::ItemNotOffered, "this community does not offer the item"));
    }
    match item.season() {
        Some(season) if !season.contains(today) => {
            let again = season.next_start(today).map_or_else(String::new, |day| format!("; again from {day}"));
            let detail = format!("the item is offered from {} to {} of each year{again}", season.from, season.to);
            Err(ApiError::new(ProblemCode::ItemOutOfSeason, detail))
        }
        _ => Ok(()),
    }
}

/// The places of all siblings when one of them goes to place `to`; only those that change.
pub fn moved<Id: Copy + PartialEq>(siblings: &[(Id, i32)], one: Id, to: i32) -> Vec<(Id, i32)> {
    let mut order: Vec<Id> = siblings.iter().map(|(id, _)| *id).filter(|id| *id != one).collect();
    let at = usize::try_from(to).unwrap_or(0).min(order.len());
    order.insert(at, one);
    let placed = order.into_iter().zip(0..);
    placed.filter(|(id, place)| !siblings.iter().any(|(other, before)| other == id && before == place)).collect()
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn one_moves_and_the_others_make_room() {
        let four = [('a', 0), ('b', 1), ('c', 2), ('d', 3)];
        assert_eq!(moved(&four, 'c', 0), [('c', 0), ('a', 1), ('b', 2)]);
        assert_eq!(moved(&four, 'a', 1), [('b', 0), ('a', 1)]);
        assert_eq!(moved(&four, 'b', 1), []);
        assert_eq!(moved(&four, 'b', 99), [('c', 1), ('d', 2), ('b', 3)]);
        assert_eq!(moved(&four, 'e', 1), [('e', 1), ('b', 2), ('c', 3), ('d', 4)], "from another group");
        assert_eq!(moved(&[('a', 4), ('b', 9)], 'a', 0), [('a', 0), ('b', 1)], "gaps close");
    }
}
