//! Writing the index: with every change of an order, and afterwards for orders that have none.

use super::document::{Document, document, is_same};
use crate::orders::queries::OrderRow;
use crate::platform::db::types::IdSql;
use crate::platform::db::{Conn, Db, DbError, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{menu_items, order_search, orders};
use chrono::{DateTime, Utc};
use contract::{MenuItemId, OrderId};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use std::collections::HashMap;

/// Grows when documents are made otherwise; what was made by older rules is made anew by the next `migrate` or `serve`.
const EDITION: i32 = 1;
/// Orders in one transaction of the backfill: those who want to change one of them wait for so long.
const CHUNK: i64 = 200;
/// Orders whose terms wait on SQLite until they are written to the index together. Every search looks through them one by one.
const WAITING: usize = 32;

/// Ids of one second lie together, those of a later one above.
pub fn second_floor(at: DateTime<Utc>) -> i64 {
    // Until 2106, which is where ids would outgrow the column.
    at.timestamp().clamp(0, i64::from(u32::MAX) - 1) << 31
}

/// An order was written down.
pub fn add(tx: &mut Conn, order: &OrderRow) -> QueryResult<()> {
    write(tx, std::slice::from_ref(order))
}

/// An order was changed.
pub fn change(tx: &mut Conn, before: &OrderRow, after: &OrderRow) -> QueryResult<()> {
    if is_same(before, after) {
        return Ok(());
    }
    forget(tx, after.id)?;
    add(tx, after)
}

/// Nothing finds the order any more: its person is gone, or it will be indexed anew.
pub fn forget(tx: &mut Conn, order: OrderId) -> QueryResult<usize> {
    // The terms go with it: by a reference on PostgreSQL, by a trigger on SQLite.
    diesel::delete(order_search::table.filter(order_search::order_id.eq(order))).execute(tx)
}

fn write(tx: &mut Conn, rows: &[OrderRow]) -> QueryResult<()> {
    let mut items: Vec<MenuItemId> = rows.iter().map(|r| r.item_id).collect();
    items.sort_unstable();
    items.dedup();
    let names = menu_items::table.filter(menu_items::id.eq_any(items)).select((menu_items::id, menu_items::name, menu_items::name_en));
    let names: HashMap<MenuItemId, [String; 2]> =
        names.load::<(MenuItemId, String, String)>(tx)?.into_iter().map(|(id, name, name_en)| (id, [name, name_en])).collect();
    let made = |row: &OrderRow| {
        // Chance tells the orders of one second apart: of two, in one case of two thousand million not, and then the whole is tried again.
        let id = second_floor(row.created_at) | i64::from(rand::random_range(0..=i32::MAX));
        (id, row.id, document(row, names.get(&row.item_id).map_or(&[], |n| n.as_slice())))
    };
    store(tx, &rows.iter().map(made).collect::<Vec<_>>())
}

/// Two statements for all of them.
fn store(tx: &mut Conn, made: &[(i64, OrderId, Document)]) -> QueryResult<()> {
    if made.is_empty() {
        return Ok(());
    }
    // SQLite looks named places up one by one, which makes thousands of them slow; PostgreSQL knows no others.
    let numbered = matches!(tx, Conn::Pg(_));
    let groups = |width: usize, cast: &str| {
        let place = |n: usize| if numbered { format!("${n}") } else { "?".to_owned() };
        let one = |row: usize| (1..=width).map(|n| place(row * width + n)).collect::<Vec<_>>().join(",");
        (0..made.len()).map(|row| format!("({}{cast})", one(row))).collect::<Vec<_>>().join(",")
    };
    let text = format!("INSERT INTO order_search (id, order_id, edition, public_text, contact_text) VALUES {}", groups(5, ""));
    let statement = diesel::sql_query(text).into_boxed::<MultiBackend>();
    made.iter()
        .fold(statement, |s, (id, order, doc)| {
            let s = s.bind::<BigInt, _>(*id).bind::<IdSql, _>(*order).bind::<Integer, _>(EDITION);
            s.bind::<Text, _>(doc.public_text.clone()).bind::<Text, _>(doc.contact_text.clone())
        })
        .execute(tx)?;
    let waits = matches!(tx, Conn::Sqlite(_)) && made.len() < WAITING;
    let text = match tx {
        Conn::Pg(_) => format!("INSERT INTO order_terms (id, terms) VALUES {}", groups(2, "::tsvector")),
        Conn::Sqlite(_) if waits => format!("INSERT INTO order_terms_waiting (id, terms) VALUES {}", groups(2, "")),
        Conn::Sqlite(_) => format!("INSERT INTO order_terms (rowid, terms) VALUES {}", groups(2, "")),
    };
    let statement = diesel::sql_query(text).into_boxed::<MultiBackend>();
    made.iter().fold(statement, |s, (id, _, doc)| s.bind::<BigInt, _>(*id).bind::<Text, _>(doc.terms.clone())).execute(tx)?;
    if waits { take_in(tx) } else { Ok(()) }
}

/// SQLite: terms that wait go into the index when there are enough of them.
fn take_in(tx: &mut Conn) -> QueryResult<()> {
    let enough = i64::try_from(WAITING).unwrap_or(i64::MAX);
    if diesel::sql_query("SELECT count(*) AS n FROM order_terms_waiting").get_result::<Waiting>(tx)?.n >= enough {
        diesel::sql_query("INSERT INTO order_terms (rowid, terms) SELECT id, terms FROM order_terms_waiting").execute(tx)?;
        diesel::sql_query("DELETE FROM order_terms_waiting").execute(tx)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Indexes a few orders that have no terms or old ones, newest first, those before `from`; `None` when there are none left.
fn fill_some(tx: &mut Conn, from: Option<&Key>) -> QueryResult<Option<(usize, Key)>> {
    let made = order_search::table.filter(order_search::order_id.eq(orders::id)).filter(order_search::edition.ge(EDITION));
    let missing = orders::table.filter(diesel::dsl::not(diesel::dsl::exists(made)));
    let mut missing = missing.select(OrderRow::as_select()).order((orders::created_at.desc(), orders::id.desc())).limit(CHUNK).into_boxed();
    if let Some(key) = from {
        missing = missing.filter(orders::created_at.le(key.at).and(orders::created_at.lt(key.at).or(orders::id.lt(OrderId(key.id)))));
    }
    let mut rows: Vec<OrderRow> = missing.load(tx)?;
    let Some(last) = rows.last() else { return Ok(None) };
    let next = Key { at: last.created_at, id: last.id.0 };
    if matches!(tx, Conn::Pg(_)) {
        // Somebody may be changing one of them: what they have written is what is indexed.
        let mut ids: Vec<OrderId> = rows.iter().map(|r| r.id).collect();
        ids.sort_unstable();
        rows = ids.into_iter().filter_map(|id| crate::orders::queries::lock(tx, id).transpose()).collect::<QueryResult<_>>()?;
    }
    let ids: Vec<OrderId> = rows.iter().map(|r| r.id).collect();
    diesel::delete(order_search::table.filter(order_search::order_id.eq_any(ids))).execute(tx)?;
    write(tx, &rows)?;
    Ok(Some((rows.len(), next)))
}

/// Indexes every order that lacks it, in the open transaction. `progress` hears how many were done.
///
/// # Errors
/// What the database answers.
pub fn fill(tx: &mut Conn, mut progress: impl FnMut(u64)) -> QueryResult<usize> {
    let (mut done, mut from) = (0, None);
    while let Some((count, next)) = fill_some(tx, from.as_ref())? {
        (done, from) = (done + count, Some(next));
        progress(count as u64);
    }
    Ok(done)
}

/// Indexes every order that lacks it, newest first, a transaction for every few: whoever is stopped goes on where they were. Until it is
/// done, the search finds what is indexed already; lists without `q` are whole at any time.
///
/// # Errors
/// What the database answers.
pub async fn backfill(db: &Db) -> Result<usize, DbError> {
    let (mut done, mut from) = (0, None);
    loop {
        let begin = from.take();
        let step = db.write(move |tx| Ok::<_, DbError>(fill_some(tx, begin.as_ref())?)).await?;
        let Some((count, next)) = step else { break };
        (done, from) = (done + count, Some(next));
    }
    if done > 0 {
        db.write(|tx| Ok::<_, DbError>(learn(tx)?)).await?;
    }
    Ok(done)
}

/// PostgreSQL learns how common each term is; without that it guesses.
pub fn learn(tx: &mut Conn) -> QueryResult<()> {
    if matches!(tx, Conn::Pg(_)) {
        diesel::sql_query("ANALYZE order_terms, order_search").execute(tx)?;
    }
    Ok(())
}
