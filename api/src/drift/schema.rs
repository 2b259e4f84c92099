//! `schema.rs` and the two migrated databases: same tables, same columns, types that belong together, same nullability.

use super::at;
use crate::platform::db::{self, Conn, Opener, Purpose};
use crate::testing::{Backend, empty};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::collections::BTreeMap;

/// `table.column` → type and whether it may be NULL.
type Columns = BTreeMap<String, (String, bool)>;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = BigInt)]
    nullable: i64,
}

// `order_terms` is an index, and of another kind in each of them.
const SQLITE: &str = "SELECT m.name || '.' || p.name AS name, p.type AS kind, CASE WHEN p.\"notnull\" = 0 THEN 1 ELSE 0 END AS nullable \
     FROM sqlite_master m JOIN pragma_table_info(m.name) p \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'order_terms%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
const POSTGRES: &str = "SELECT c.table_name || '.' || c.column_name AS name, c.data_type::text AS kind, \
     CASE WHEN c.is_nullable = 'YES' THEN 1::bigint ELSE 0::bigint END AS nullable \
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'order_terms' AND c.table_name NOT LIKE '\\_\\_%'";

/// A migrated, empty database, and a connection to it.
pub fn migrated(backend: Backend) -> (crate::testing::Database, Conn) {
    let database = empty(backend);
    db::migrate(&database.url, |_| {}).unwrap();
    let conn = Opener::parse(&database.url, false).unwrap().open(Purpose::Read).unwrap();
    (database, conn)
}

fn of_database(backend: Backend) -> Columns {
    let (_database, mut conn) = migrated(backend);
    let query = if backend == Backend::Sqlite { SQLITE } else { POSTGRES };
    let rows: Vec<Found> = diesel::sql_query(query).load(&mut conn).unwrap();
    rows.into_iter().map(|f| (f.name, (f.kind, f.nullable == 1))).collect()
}

/// From the text of `schema.rs`: tables, columns and their declared types.
pub fn declared() -> Columns {
    let mut columns = Columns::new();
    let mut table = String::new();
    for line in include_str!("../schema.rs").lines().map(str::trim).filter(|line| !line.starts_with("diesel::")) {
        if let Some((name, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            let inner = kind.strip_prefix("Nullable<").and_then(|k| k.strip_suffix('>'));
            columns.insert(format!("{table}.{name}"), (inner.unwrap_or(kind).to_owned(), inner.is_some()));
        } else if line.ends_with(") {") && !line.starts_with("//") {
            line.split(' ').next().unwrap().clone_into(&mut table);
        }
    }
    columns
}

/// The column type of each database for a type of `schema.rs`.
fn types(declared: &str) -> Option<(&'static str, &'static str)> {
    Some(match declared {
        "Text" | "WordSql" => ("TEXT", "text"),
        "Integer" => ("INTEGER", "integer"),
        "SmallInt" => ("SMALLINT", "smallint"),
        "BigInt" => ("BIGINT", "bigint"),
        "Bool" => ("BOOLEAN", "boolean"),
        "Date" => ("DATE", "date"),
        "Timestamptz" => ("BIGINT", "timestamp with time zone"),
        "JsonSql" => ("TEXT", "jsonb"),
        "IdSql" => ("BLOB", "uuid"),
        _ => return None,
    })
}

fn expected(backend: Backend) -> Columns {
    let one = |(name, (kind, nullable)): (String, (String, bool))| {
        let (sqlite, postgres) = types(&kind).unwrap_or_else(|| panic!("{name}: tell `types` which columns {kind} stands for"));
        let kind = if backend == Backend::Sqlite { sqlite } else { postgres };
        // SQLite counts by itself, and takes for its row number, only a column of exactly this type.
        let kind = if matches!(name.as_str(), "outbox.id" | "order_search.id") && backend == Backend::Sqlite { "INTEGER" } else { kind };
        (name, (kind.to_owned(), nullable))
    };
    declared().into_iter().map(one).collect()
}

fn compare(backend: Backend) {
    let (found, expected) = (of_database(backend), expected(backend));
    let mut wrong = Vec::new();
    for (name, column) in &expected {
        match found.get(name) {
            None => wrong.push(format!("{name} is in schema.rs, but no migration makes it")),
            Some(there) if there != column => wrong.push(format!("{name}: schema.rs wants {column:?}, the migrations make {there:?}")),
            Some(_) => {}
        }
    }
    wrong.extend(
        found.keys().filter(|n| !expected.contains_key(*n)).map(|n| format!("{n} is made by the migrations, but not in schema.rs")),
    );
    assert!(expected.len() > 150 && wrong.is_empty(), "{backend:?}, {} columns:\n{}", expected.len(), wrong.join("\n"));
}

#[test]
fn sqlite_has_what_the_schema_says() {
    compare(Backend::Sqlite);
}

#[test]
fn postgres_has_what_the_schema_says() {
    if Backend::has_postgres() {
        compare(Backend::Postgres);
    }
}

fn names(backend: &str) -> Vec<String> {
    let folder = std::fs::read_dir(at("migrations").join(backend)).unwrap();
    let mut names: Vec<String> = folder.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn both_databases_have_the_same_migrations() {
    assert_eq!(names("sqlite"), names("postgres"), "a migration stands in one folder only");
    for backend in ["sqlite", "postgres"] {
        for name in names(backend) {
            for file in ["up.sql", "down.sql"] {
                let path = at("migrations").join(backend).join(&name).join(file);
                assert!(path.is_file(), "{} is missing", path.display());
            }
        }
    }
}

#[test]
fn migrations_can_be_taken_back_and_run_again() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        if backend == Backend::Postgres && !Backend::has_postgres() {
            continue;
        }
        let database = empty(backend);
        let count = names("sqlite").len();
        assert_eq!(db::migrate(&database.url, |_| {}).unwrap().len(), count);
        assert_eq!(db::migrate(&database.url, |_| {}).unwrap().len(), 0);
        assert_eq!(db::take_back(&database.url).unwrap(), count);
        assert_eq!(db::migrate(&database.url, |_| {}).unwrap().len(), count, "{backend:?}");
    }
}
