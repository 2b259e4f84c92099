//! Pictures as a caller may see them.

use super::queries::PhotoRow;
use super::rules;
use crate::orders::{OrderRow, Side};
use crate::platform::auth::{STAFF, Who};
use contract::photos::Photo;

/// The requester, staff of the area, and the team that has the order. A team that was only offered it sees the need and the coarse
/// place, not a picture of somebody's home: decision 6 of the domain, residents' data is theirs.
pub fn sees(who: &Who, order: &OrderRow) -> bool {
    order.requester_id == who.person || who.holds_at(STAFF, &order.area) || order.team_id.is_some_and(|team| who.teams.contains(&team))
}

/// The pictures of an order for this caller, who has found it in their scope.
pub fn visible_of(who: &Who, order: &OrderRow, sides: &[Side], photos: &[PhotoRow]) -> Vec<Photo> {
    if !sees(who, order) {
        return Vec::new();
    }
    photos.iter().map(|photo| show(who, order, sides, photo)).collect()
}

/// Whether the caller may remove it now: their own, in the present round, while the side may still change its pictures.
pub fn can_remove(who: &Who, order: &OrderRow, sides: &[Side], photo: &PhotoRow) -> bool {
    photo.uploaded_by == who.person && photo.round == order.round && rules::may_change(photo.kind, order.state, sides).is_ok()
}

/// One picture.
pub fn show(who: &Who, order: &OrderRow, sides: &[Side], photo: &PhotoRow) -> Photo {
    Photo {
        id: photo.id,
        kind: photo.kind,
        round: photo.round,
        width: photo.width,
        height: photo.height,
        bytes: photo.bytes,
        url: format!("/api/v1/photos/{}", photo.id),
        thumbnail_url: format!("/api/v1/photos/{}/thumbnail", photo.id),
        can_remove: can_remove(who, order, sides, photo),
        created_at: photo.created_at,
    }
}
