//! The promise of an order: its item's, unless it turns out to be a danger.

use crate::config;
use contract::menu::StageSpans;
use contract::orders::Urgency;

/// The spans of an order from its acceptance on. A danger is answered by the clock; what lies behind keeps the promise it had.
pub fn promised(present: &StageSpans, urgency: Urgency, rules: &config::Orders) -> StageSpans {
    match urgency {
        Urgency::Danger => StageSpans { acceptance: present.acceptance, ..rules.danger.clone() },
        Urgency::Normal | Urgency::Urgent => present.clone(),
    }
}
