//! What is said in two places says the same: the two databases and `schema.rs`, the words of the code and of the CHECK constraints,
//! the example of the configuration and its defaults. Each failure names what has to be done.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

mod checks;
mod config;
mod schema;
mod sql;

use std::path::{Path, PathBuf};

/// A folder or file of the repository.
pub fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Every Rust file of the back end but the tests: its path and its text.
pub fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![at("api/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.contains("/tests") && !name.contains("/drift/") {
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found
}
