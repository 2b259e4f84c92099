//! Writes the city: many rows a statement, tables in the order of their references, the audit event last.

use super::progress::Progress;
use super::rows::Row;
use super::{City, SeedError, SeedReport};
use crate::orders::search;
use crate::platform::audit;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::request::Origin;
use chrono::{DateTime, Utc};
use diesel::{QueryResult, RunQueryDsl};

/// Most rows a statement.
const BATCH: usize = 500;
/// SQLite takes 32,766 values a statement.
const VALUES: usize = 32_000;

/// Inserts everything in the open transaction.
pub fn all(c: &mut Conn, city: &City, report: &SeedReport, now: DateTime<Utc>, progress: &mut impl Progress) -> Result<(), SeedError> {
    progress.begin("Writing it down", report.rows.values().sum::<usize>() as u64);
    macro_rules! fill {
        ($($rows:ident),+ $(,)?) => {$( table(c, &city.$rows, progress)?; )+};
    }
    fill!(
        divisions,
        estates,
        buildings,
        org_units,
        units,
        pairings,
        persons,
        memberships,
        role_grants,
        skills,
        teams,
        team_members,
        menu_groups,
        menu_items,
        menu_item_versions,
        menu_closures,
        dispatch_rules,
        orders,
        order_events,
        dispatches,
        measures,
        ratings,
        reveals,
        marks,
        check_ins,
        check_in_events,
        unit_details,
        unit_liaisons,
        unit_members,
        pairing_items,
        commitments,
    );
    super::after::follow(c, now)?;
    super::posts::follow(c, report.seed, now)?;
    super::activities::follow(c, report.seed, now)?;
    seeded(c, report, now)?;
    progress.end();
    progress.begin("Indexing orders for the search", city.orders.len() as u64);
    search::fill(c, |n| progress.advance(n))?;
    search::learn(c)?;
    progress.end();
    Ok(())
}

fn table<R: Row>(c: &mut Conn, rows: &[R], progress: &mut impl Progress) -> QueryResult<()> {
    for chunk in rows.chunks((VALUES / R::COLUMNS.len()).min(BATCH)) {
        insert(c, chunk)?;
        progress.advance(chunk.len() as u64);
    }
    Ok(())
}

/// One statement for all rows. The derived connection has no batch insert of its own, but it binds values of every column type.
fn insert<R: Row>(c: &mut Conn, rows: &[R]) -> QueryResult<usize> {
    let width = R::COLUMNS.len();
    // SQLite looks named places up one by one, which makes thousands of them slow; PostgreSQL knows no others.
    let numbered = matches!(c, Conn::Pg(_));
    let place = |n: usize| {
        if numbered { format!("${n}") } else { "?".to_owned() }
    };
    let places = |row: usize| (1..=width).map(|n| place(row * width + n)).collect::<Vec<_>>().join(",");
    let groups: Vec<String> = (0..rows.len()).map(|row| format!("({})", places(row))).collect();
    let text = format!("INSERT INTO {} ({}) VALUES {}", R::TABLE, R::COLUMNS.join(","), groups.join(","));
    let statement = diesel::sql_query(text).into_boxed::<MultiBackend>();
    rows.iter().fold(statement, |statement, row| row.bind(statement)).execute(c)
}

/// One event for the whole city: its rows tell of a past that did not happen here.
fn seeded(c: &mut Conn, report: &SeedReport, now: DateTime<Utc>) -> Result<(), SeedError> {
    let change = audit::Change { action: "city.seeded", subject: "city/429005".to_owned(), before: None::<&()>, after: Some(report) };
    audit::record(c, &Origin::cli("seed"), now, &change).map_err(|e| SeedError::Audit(e.to_string()))
}
