//! The search box: each list with `q` against the same list without, in the same run.

use crate::Plan;
use crate::load::{Rate, Wrk};
use crate::place::Place;
use anyhow::{Context, Result};
use serde_json::Value;

/// A search that was measured.
pub struct Figure {
    pub what: &'static str,
    /// Orders it finds.
    pub hits: i64,
    pub rate: Rate,
    /// Of the rate of the list without `q`.
    pub ratio: f64,
}

/// Who looks for what. Names and phones are the desk's alone; the city's office looks through all orders.
const CITY: &[(&str, &str)] = &[
    ("all orders: a common word of 2 (老人)", "老人"),
    ("all orders: a rare word of 3 (抹布缠)", "抹布缠"),
    ("all orders: two words (老人 卫生间)", "老人 卫生间"),
    ("all orders: one character (灯)", "灯"),
    ("all orders: the last digits of a number", LAST_DIGITS),
];
/// Stands for the last six digits of an order that is there.
const LAST_DIGITS: &str = "the order";
const CLERK: &[(&str, &str)] = &[
    ("a community: a common word of 2 (老人)", "老人"),
    ("a community: a name in initials (wxy)", "wxy"),
    ("a community: a name in pinyin (zhang)", "zhang"),
    ("a community: the tail of a phone (0001)", "0001"),
];

/// Lists newest first, 20 on a page.
pub fn measure(plan: &Plan, place: &Place) -> Result<Vec<Figure>> {
    let wrk = Wrk::new(plan, place);
    let mut figures = Vec::new();
    let order: Value = serde_json::from_str(&place.body(&place.get_path())?)?;
    let number = order.get("number").and_then(Value::as_str).context("no number")?;
    let digits = number.get(number.len().saturating_sub(6)..).context("no digits")?.replace('-', "");
    for (token, searches) in [(&place.city, CITY), (&place.clerk, CLERK)] {
        let list = wrk.get(&place.address, "/api/v1/orders?limit=20", token)?;
        for (what, q) in searches {
            let q = if *q == LAST_DIGITS { digits.as_str() } else { q };
            let encoded: String = q.bytes().map(|b| format!("%{b:02X}")).collect();
            let counted: Value = serde_json::from_str(&place.body_for(&format!("/api/v1/orders?limit=1&count=true&q={encoded}"), token)?)?;
            let hits = counted.get("total").and_then(Value::as_i64).context("no total")?;
            let rate = wrk.get(&place.address, &format!("/api/v1/orders?limit=20&q={encoded}"), token)?;
            let ratio = rate.a_second / list.a_second;
            eprintln!("bench: {what} on {}: {hits} hits, {ratio:.2} of the list's rate", place.kind);
            figures.push(Figure { what, hits, rate, ratio });
        }
    }
    Ok(figures)
}
