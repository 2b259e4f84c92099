//! The post's state machine. All steps are the desk's.

use crate::platform::error::{ApiError, ApiResult};
use contract::posts::{PostAction as A, PostState as S};

const STEPS: &[(S, A, S)] = &[
    (S::Draft, A::Publish, S::Published),
    (S::Draft, A::Archive, S::Archived),
    (S::Published, A::Pause, S::Paused),
    (S::Published, A::Close, S::Closed),
    (S::Paused, A::Publish, S::Published),
    (S::Paused, A::Close, S::Closed),
    (S::Closed, A::Archive, S::Archived),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, _)| (*f, *a) == (from, action));
    let refused = || ApiError::refused("a post", from.as_str(), action.as_str());
    legal.map(|(_, _, to)| *to).ok_or_else(|| refused().with_allowed(allowed(from, true).iter().map(ToString::to_string).collect()))
}

/// The steps this caller can take.
pub fn allowed(from: S, is_desk: bool) -> Vec<A> {
    STEPS.iter().filter(|(f, _, _)| is_desk && *f == from).map(|(_, a, _)| *a).collect()
}

/// Whether what it says can be changed.
pub const fn is_editable(state: S) -> bool {
    matches!(state, S::Draft | S::Published | S::Paused)
}

/// Whether everybody may read it.
pub const fn is_public(state: S) -> bool {
    matches!(state, S::Published | S::Paused | S::Closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("post_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }
}
