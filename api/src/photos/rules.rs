//! Who may send which picture, how many, and what proves the work. Pure.

use super::queries::PhotoRow;
use crate::orders::Side;
use crate::platform::error::{ApiError, ApiResult};
use contract::menu::EvidenceRule;
use contract::orders::OrderState;
use contract::photos::{PhotoKind, PhotoPlaces};

/// Which pictures of the work there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub before: bool,
    pub after: bool,
}

impl Evidence {
    /// Whether the item's rule asks for more than there is. Our decision (R5 of the domain): pictures are nobody's duty unless the
    /// item compares before and after.
    pub fn lacks(self, rule: Option<EvidenceRule>) -> bool {
        rule == Some(EvidenceRule::BeforeAfter) && !(self.before && self.after)
    }
}

/// What a round's pictures prove.
pub fn evidence_of(photos: &[PhotoRow], round: i32) -> Evidence {
    let has = |kind| photos.iter().any(|p| p.round == round && p.kind == kind);
    Evidence { before: has(PhotoKind::Before), after: has(PhotoKind::After) }
}

/// Whose pictures these are.
pub fn side_of(kind: PhotoKind) -> Side {
    match kind {
        PhotoKind::Report => Side::Requester,
        PhotoKind::Before | PhotoKind::After => Side::Team,
    }
}

/// Whether the side may still change its pictures: the requester until the desk has decided, the team from taking it until it is done.
fn is_open(side: Side, state: OrderState) -> bool {
    use OrderState as S;
    match side {
        Side::Requester => matches!(state, S::Draft | S::Submitted | S::NeedsInfo),
        Side::Team => matches!(state, S::Taken | S::InProgress),
        _ => false,
    }
}

/// Whether a caller on these sides may add or remove a picture of the kind: 403 when it is never theirs, 409 when it is too late.
pub fn may_change(kind: PhotoKind, state: OrderState, sides: &[Side]) -> ApiResult<()> {
    if !sides.contains(&side_of(kind)) {
        return Err(ApiError::forbidden("the requester shows what is to be done; the team that has the order shows before and after"));
    }
    if !is_open(side_of(kind), state) {
        return Err(ApiError::refused("an order", state.as_str(), "change_photos"));
    }
    Ok(())
}

/// Places that are left to the side of this kind in the round.
pub fn places_left(photos: &[PhotoRow], round: i32, kind: PhotoKind, most: usize) -> usize {
    let taken = photos.iter().filter(|p| p.round == round && side_of(p.kind) == side_of(kind)).count();
    most.saturating_sub(taken)
}

/// What a caller on these sides may send now.
pub fn places(photos: &[PhotoRow], round: i32, state: OrderState, sides: &[Side], most: usize) -> Vec<PhotoPlaces> {
    let open = PhotoKind::ALL.iter().filter(|kind| may_change(**kind, state, sides).is_ok());
    let left = |kind| i32::try_from(places_left(photos, round, kind, most)).unwrap_or(i32::MAX);
    open.map(|kind| PhotoPlaces { kind: *kind, left: left(*kind) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn who_may_send_what_when() {
        let cell = |kind: PhotoKind, state: OrderState| match may_change(kind, state, &[side_of(kind)]) {
            Ok(()) => "yes",
            Err(_) => "-",
        };
        let row = |state: &OrderState| {
            let cells: Vec<String> = PhotoKind::ALL.iter().map(|kind| format!("{kind} {}", cell(*kind, *state))).collect();
            format!("{state:<16} {}", cells.join("  "))
        };
        assert_snapshot!("photo_matrix", OrderState::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn one_picture_is_not_a_comparison() {
        let of = |before, after| Evidence { before, after };
        let rule = Some(EvidenceRule::BeforeAfter);
        assert!(of(false, false).lacks(rule) && of(true, false).lacks(rule) && of(false, true).lacks(rule));
        assert!(!of(true, true).lacks(rule));
        assert!(!of(false, false).lacks(Some(EvidenceRule::Optional)) && !of(false, false).lacks(Some(EvidenceRule::None)));
        assert!(!of(false, false).lacks(None));
    }
}
