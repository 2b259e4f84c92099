//! Where a node stands is written into many tables as a path. When it moves, all of them follow in the same transaction.

use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::path_end;
use crate::schema::org_units;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

/// Every column that holds a path, with the column that says whose it is. A test compares it with the schema.
pub const PATHS: &[(&str, &str, Option<&str>)] = &[
    ("org_units", "path", None),
    ("teams", "area", Some("area_id")),
    ("orders", "area", Some("community_id")),
    ("unsealings", "area", None),
    ("rectifications", "area", Some("community_id")),
    ("rating_appeals", "area", Some("community_id")),
    ("whistles", "area", Some("community_id")),
    ("dispatch_rules", "area", Some("node_id")),
    ("wishes", "area", Some("community_id")),
    ("check_ins", "area", Some("community_id")),
    ("stations", "area", Some("node_id")),
    ("admissions", "area", None),
    ("qualifications", "area", None),
    ("posts", "area", Some("node_id")),
    ("shifts", "area", None),
    ("claims", "area", None),
    ("service_logs", "area", None),
    ("activities", "area", Some("community_id")),
    ("projects", "area", Some("community_id")),
];

/// What begins the last part of the path of a node that is no more.
const GONE: char = '~';

/// Whether a path is that of a node that is no more.
pub fn is_gone(path: &str) -> bool {
    path.contains(GONE)
}

/// The last part of a path: `a/b/c/` gives `c`.
pub fn last(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// Puts what is no more below what took its place, or below what it hung on.
pub fn bury(tx: &mut Conn, path: &str, below: &str) -> QueryResult<()> {
    let part = format!("{GONE}{}", last(path).trim_start_matches(GONE));
    let to = free(tx, below, Some(&part))?;
    shift(tx, path, &to)
}

/// Writes everything that lay below `from` below `to`.
pub fn shift(tx: &mut Conn, from: &str, to: &str) -> QueryResult<()> {
    let rest = i32::try_from(from.chars().count()).unwrap_or(i32::MAX).saturating_add(1);
    for (table, column, _) in PATHS {
        let text = format!("UPDATE {table} SET {column} = $1 || substr({column}, $2) WHERE {column} >= $3 AND {column} < $4");
        diesel::sql_query(text)
            .into_boxed::<MultiBackend>()
            .bind::<Text, _>(to.to_owned())
            .bind::<Integer, _>(rest)
            .bind::<Text, _>(from.to_owned())
            .bind::<Text, _>(path_end(from))
            .execute(tx)?;
    }
    Ok(())
}

/// Rows that were written while their node moved, by a process that had not heard of it: they follow now.
pub fn catch_up(tx: &mut Conn) -> QueryResult<usize> {
    let mut found = 0;
    for (table, column, node) in PATHS {
        let Some(node) = node else { continue };
        let text = format!(
            "UPDATE {table} SET {column} = (SELECT o.path FROM org_units o WHERE o.id = {table}.{node}) \
             WHERE EXISTS (SELECT 1 FROM org_units o WHERE o.id = {table}.{node} AND o.path <> {table}.{column})"
        );
        found += diesel::sql_query(text).into_boxed::<MultiBackend>().execute(tx)?;
    }
    Ok(found)
}

/// A path below `parent` that nothing has: with the wished last part if that is free.
pub fn free(tx: &mut Conn, parent: &str, wished: Option<&str>) -> QueryResult<String> {
    let below: Vec<String> = org_units::table
        .filter(org_units::path.ge(parent.to_owned()))
        .filter(org_units::path.lt(path_end(parent)))
        .select(org_units::path)
        .load(tx)?;
    let is_free = |part: &str| !below.contains(&format!("{parent}{part}/"));
    let counted = (1..).map(|n| match wished {
        Some(part) => format!("{part}-{n}"),
        None => format!("{n:03}"),
    });
    let part = wished.filter(|part| is_free(part)).map(str::to_owned).or_else(|| counted.take(10_000).find(|part| is_free(part)));
    Ok(format!("{parent}{}/", part.unwrap_or_else(|| uuid::Uuid::now_v7().simple().to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_part_of_a_path() {
        assert_eq!((last("429005/001/"), last("429005/"), last("")), ("001", "429005", ""));
    }

    /// A table that holds a path and is not listed would lose its rows with the first move.
    #[test]
    fn every_column_with_a_path_is_listed() {
        let schema = include_str!("../../schema.rs");
        let (mut table, mut found) = ("", Vec::new());
        for line in schema.lines() {
            match line.trim() {
                head if head.ends_with(") {") => table = head.split(' ').next().unwrap_or_default(),
                "area -> Text," => found.push((table, "area")),
                "path -> Text," => found.push((table, "path")),
                _ => {}
            }
        }
        let mut listed: Vec<_> = PATHS.iter().map(|(t, c, _)| (*t, *c)).collect();
        found.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, found);
    }
}
