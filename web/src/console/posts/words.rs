//! The words of posts and shifts at their desk.

use crate::i18n::tr;
use contract::check_ins::PostCategory;
use contract::posts::{ClaimAction, ClaimState, PostState, QualificationKind, Shift, ShiftState};

/// Where a post stands, and in which tone of the style sheet.
pub fn post(state: PostState) -> (String, &'static str) {
    match state {
        PostState::Draft => (tr!(hosting.draft), "turn"),
        PostState::Published => (tr!(hosting.published), "good"),
        PostState::Paused => (tr!(hosting.paused), "ended"),
        PostState::Closed => (tr!(hosting.closed), "ended"),
        PostState::Archived => (tr!(hosting.archived), "ended"),
    }
}

/// Where a shift stands.
pub fn shift(state: ShiftState) -> (String, &'static str) {
    match state {
        ShiftState::Open => (tr!(hosting.open), "moving"),
        ShiftState::Full => (tr!(hosting.full), "good"),
        ShiftState::Running => (tr!(hosting.running), "turn"),
        ShiftState::Done => (tr!(hosting.done), "ended"),
        ShiftState::Cancelled => (tr!(hosting.cancelled), "ended"),
    }
}

/// Where somebody on the board stands, as those see it who receive them.
pub fn claim(state: ClaimState) -> (String, &'static str) {
    match state {
        ClaimState::Offered => (tr!(hosting.offered), "turn"),
        other => crate::posts::state(other),
    }
}

/// What one tap says about somebody on the board.
pub fn mark(action: ClaimAction) -> Option<String> {
    Some(match action {
        ClaimAction::Attend => tr!(hosting.mark_attend),
        ClaimAction::SignOut => tr!(hosting.mark_sign_out),
        ClaimAction::Verify => tr!(hosting.mark_verify),
        ClaimAction::Miss => tr!(hosting.mark_miss),
        ClaimAction::Excuse => tr!(hosting.mark_excuse),
        _ => return None,
    })
}

/// `已认领 12/20，候补 3`.
pub fn seats(shift: &Shift) -> String {
    let held = shift.capacity - shift.free;
    if shift.waiting > 0 {
        tr!(hosting.seats_waiting, held = held, all = shift.capacity, waiting = shift.waiting)
    } else {
        tr!(hosting.seats, held = held, all = shift.capacity)
    }
}

/// What somebody brings along.
pub fn brings(kind: QualificationKind) -> String {
    match kind {
        QualificationKind::Skill => tr!(hosting.skill),
        QualificationKind::Licence => tr!(hosting.licence),
        QualificationKind::Mediator => tr!(hosting.mediator),
    }
}

/// The full name of a kind of posts, with the word that all of them end in.
pub fn category(category: PostCategory) -> String {
    tr!(hosting.category_name, name = crate::check_ins::category(category))
}
