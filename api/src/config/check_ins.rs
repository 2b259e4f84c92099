//! Check-ins of units and members, and the lists they come from.

use serde::{Deserialize, Serialize};

/// Check-ins (报到).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckIns {
    /// Working days in which a clerk answers.
    pub confirm_days: u32,
    /// Days a returned member can check in for at most.
    pub returned_days: i64,
}

impl Default for CheckIns {
    fn default() -> Self {
        Self { confirm_days: 3, returned_days: 90 }
    }
}

/// Files of members that units send.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Imports {
    /// Rows a file may have.
    pub max_rows: usize,
    /// Largest file, in bytes.
    pub max_bytes: usize,
    /// Days after which an import that is over keeps nothing about persons, and one that nobody took over is thrown away.
    pub keep_days: i64,
}

impl Default for Imports {
    fn default() -> Self {
        Self { max_rows: 20_000, max_bytes: 10 * 1024 * 1024, keep_days: 30 }
    }
}
