//! Divisions, the tree, units, teams: through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod editing;
mod people;
mod teams;
mod tree;

use crate::testing::Actor;
use serde_json::Value;

/// Every row of a paged list, over pages of the size.
async fn all(actor: &Actor<'_>, path: &str, limit: usize) -> Vec<Value> {
    let separator = if path.contains('?') { '&' } else { '?' };
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = actor.get(&format!("{path}{separator}limit={limit}{cursor}")).await.ok();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        rows.extend(items.iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

fn texts(rows: &[Value], field: &str) -> Vec<String> {
    rows.iter().map(|r| r[field].as_str().expect("a text").to_owned()).collect()
}

/// For a query string.
fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
