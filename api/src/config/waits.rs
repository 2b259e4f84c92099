//! How long a team may wait for what it cannot have.

use contract::Span;
use serde::{Deserialize, Serialize};

/// Longest waits, by what is waited for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Waits {
    pub resident: Wait,
    pub material: Wait,
    pub weather: Wait,
}

/// A longest wait.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// At a time.
    pub single: Span,
    /// In all waits of a round for this reason.
    pub total: Span,
}

impl Default for Waits {
    fn default() -> Self {
        let wait = |single, total| Wait { single, total };
        Self {
            resident: wait(Span::Days(7), Span::Days(14)),
            material: wait(Span::WorkingDays(10), Span::WorkingDays(20)),
            weather: wait(Span::WorkingDays(5), Span::WorkingDays(10)),
        }
    }
}
