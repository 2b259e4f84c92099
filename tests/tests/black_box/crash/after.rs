//! What the file says after a crash, read past the server.

use anyhow::{Result, ensure};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel::{QueryableByName, SqliteConnection, sql_query};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// A BLOB id as the API writes it.
const UUID: &str = "lower(substr(hex(ID), 1, 8) || '-' || substr(hex(ID), 9, 4) || '-' || substr(hex(ID), 13, 4) || '-' || substr(hex(ID), 17, 4) || '-' || substr(hex(ID), 21))";

#[derive(QueryableByName)]
struct OrderRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Integer)]
    version: i32,
    #[diesel(sql_type = Text)]
    events: String,
}

#[derive(QueryableByName)]
struct AuditRow {
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Text)]
    actions: String,
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Integer)]
    status: i32,
    #[diesel(sql_type = Text)]
    order: String,
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct CheckRow {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// The orders of the creators and everything that belongs to them.
#[derive(Default)]
pub struct State {
    orders: Vec<OrderRow>,
    /// By subject: what the audit trail says happened, and how many messages were queued.
    audit: HashMap<String, String>,
    messages: HashMap<String, String>,
    /// By key.
    keys: BTreeMap<String, KeyRow>,
    /// Orders of the whole city that left the draft without an event, and events without their order.
    strays: i64,
}

fn open(file: &Path) -> Result<SqliteConnection> {
    let mut c = SqliteConnection::establish(&file.to_string_lossy())?;
    sql_query("PRAGMA query_only = ON").execute(&mut c)?;
    Ok(c)
}

/// Reads it all.
pub fn look(file: &Path) -> Result<State> {
    let mut c = open(file)?;
    let id = UUID.replace("ID", "o.id");
    let orders = sql_query(format!(
        "SELECT {id} AS id, o.text, o.state, o.version, coalesce((SELECT group_concat(e.sequence || e.action) FROM order_events e WHERE e.order_id = o.id), '') AS events \
         FROM orders o WHERE o.text LIKE 'kill-%'"
    ))
    .load(&mut c)?;
    let grouped = |c: &mut SqliteConnection, sql: &str| -> Result<HashMap<String, String>> {
        Ok(sql_query(sql).load::<AuditRow>(c)?.into_iter().map(|row| (row.subject, row.actions)).collect())
    };
    let audit = grouped(
        &mut c,
        "SELECT subject, group_concat(action) AS actions FROM (SELECT subject, action FROM audit_events WHERE subject LIKE 'order/%' ORDER BY chain, seq) GROUP BY subject",
    )?;
    let messages =
        grouped(&mut c, "SELECT subject, CAST(count(*) AS TEXT) AS actions FROM outbox WHERE subject LIKE 'order/%' GROUP BY subject")?;
    let keys = sql_query("SELECT key, status, coalesce(json_extract(nullif(body, ''), '$.id'), '') AS \"order\" FROM idempotency_keys WHERE key LIKE 'kill-%'")
        .load::<KeyRow>(&mut c)?;
    let strays: CountRow = sql_query(
        "SELECT (SELECT count(*) FROM orders o WHERE o.state <> 'draft' AND NOT EXISTS (SELECT 1 FROM order_events e WHERE e.order_id = o.id)) \
         + (SELECT count(*) FROM order_events e WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = e.order_id)) AS n",
    )
    .get_result(&mut c)?;
    Ok(State { orders, audit, messages, keys: keys.into_iter().map(|k| (k.key.clone(), k)).collect(), strays: strays.n })
}

impl State {
    /// The ids of the orders written under this key: its text names it.
    pub fn of<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.orders.iter().filter(move |o| o.text == key).map(|o| o.id.as_str())
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.orders.iter().map(|o| o.id.as_str())
    }

    /// Those of `earlier` that are gone.
    pub fn lost_since(&self, earlier: &Self) -> Vec<String> {
        let now: HashSet<&str> = self.ids().collect();
        earlier.ids().filter(|id| !now.contains(id)).map(str::to_owned).collect()
    }

    /// Every order with its state, its event, its audit trail, its message and its key, and nothing that belongs to none.
    pub fn check_whole(&self) -> Result<()> {
        ensure!(self.strays == 0, "{} orders without events, or events without orders", self.strays);
        ensure!(self.keys.len() == self.orders.len(), "{} keys for {} orders", self.keys.len(), self.orders.len());
        for o in &self.orders {
            let subject = format!("order/{}", o.id);
            let of = |map: &HashMap<String, String>| map.get(&subject).cloned().unwrap_or_default();
            let key = self.keys.get(&o.text);
            let audit = of(&self.audit);
            // Every version is a change, and every change is in the audit trail.
            let changes = audit.split(',').count();
            let found = (o.state.as_str(), o.events.as_str(), audit.ends_with("order.submitted"), changes, of(&self.messages));
            let whole = ("submitted", "1submit", true, usize::try_from(o.version)?, "1".to_owned());
            ensure!(found == whole, "{subject} is there by half: {found:?} and not {whole:?}");
            ensure!(key.is_some_and(|k| k.status == 201 && k.order == o.id), "{subject}: the key does not answer with it");
        }
        Ok(())
    }
}

/// SQLite's own word on its file.
pub fn check_file(file: &Path) -> Result<()> {
    let mut c = open(file)?;
    let found: Vec<CheckRow> = sql_query("PRAGMA integrity_check").load(&mut c)?;
    let words: Vec<&str> = found.iter().map(|r| r.integrity_check.as_str()).collect();
    ensure!(words == ["ok"], "{words:?}");
    let broken: CountRow = sql_query("SELECT count(*) AS n FROM pragma_foreign_key_check").get_result(&mut c)?;
    ensure!(broken.n == 0, "{} broken references", broken.n);
    Ok(())
}
