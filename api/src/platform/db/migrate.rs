//! Migrations, embedded in the program and run under a lock, so that several processes may start at once.

use super::conn::{Conn, Opener, Purpose};
use super::{DbError, tx};
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");
/// Any number will do, as long as all processes use the same.
const LOCK: i64 = 7_283_648_001;

fn failed(error: impl std::fmt::Display) -> DbError {
    DbError::Migration(error.to_string())
}

/// Brings the database up to this program's schema. `progress` hears the name of each migration before it runs.
pub fn migrate(url: &str, mut progress: impl FnMut(&str)) -> Result<Vec<String>, DbError> {
    let mut conn = Opener::parse(url, true)?.open(Purpose::Migrate)?;
    match &mut conn {
        Conn::Pg(p) => p.batch_execute(&format!("SELECT pg_advisory_lock({LOCK})"))?,
        Conn::Sqlite(s) => s.batch_execute("PRAGMA busy_timeout = 60000; PRAGMA foreign_keys = OFF;")?,
    }
    if matches!(conn, Conn::Sqlite(_)) {
        tx::begin(&mut conn)?;
    }
    let ran = run_all(&mut conn, &mut progress).and_then(|ran| check_references(&mut conn).map(|()| ran));
    match &mut conn {
        Conn::Pg(p) => p.batch_execute(&format!("SELECT pg_advisory_unlock({LOCK})"))?,
        Conn::Sqlite(_) if ran.is_ok() => tx::commit(&mut conn)?,
        Conn::Sqlite(_) => tx::rollback(&mut conn)?,
    }
    ran
}

/// On SQLite tables are rebuilt with references unchecked; none may point nowhere afterwards.
fn check_references(conn: &mut Conn) -> Result<(), DbError> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Broken {
        #[diesel(sql_type = diesel::sql_types::Text)]
        table: String,
    }
    if let Conn::Sqlite(s) = conn {
        let broken: Vec<Broken> = diesel::sql_query("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1").load(s)?;
        if let Some(Broken { table }) = broken.first() {
            return Err(failed(format!("a reference of the table {table} points nowhere")));
        }
    }
    Ok(())
}

fn run_all(conn: &mut Conn, progress: &mut impl FnMut(&str)) -> Result<Vec<String>, DbError> {
    let mut ran = Vec::new();
    macro_rules! run {
        ($c:expr, $source:expr, $backend:ty) => {{
            let mut waiting = $c.pending_migrations($source).map_err(failed)?;
            waiting.sort_by_key(|m| m.name().to_string());
            for migration in waiting {
                let name = migration.name().to_string();
                progress(&name);
                $c.run_migration(&migration).map_err(failed)?;
                ran.push(name);
            }
        }};
    }
    match conn {
        Conn::Pg(p) => run!(p, POSTGRES, diesel::pg::Pg),
        Conn::Sqlite(s) => run!(s, SQLITE, diesel::sqlite::Sqlite),
    }
    Ok(ran)
}

/// Takes every migration back, newest first, and tells how many there were: for tests.
#[cfg(test)]
pub fn take_back(url: &str) -> Result<usize, DbError> {
    let mut conn = Opener::parse(url, false)?.open(Purpose::Migrate)?;
    match &mut conn {
        Conn::Pg(p) => Ok(p.revert_all_migrations(POSTGRES).map_err(failed)?.len()),
        Conn::Sqlite(s) => Ok(s.revert_all_migrations(SQLITE).map_err(failed)?.len()),
    }
}

/// Names of migrations this program has and the database has not; changes nothing.
pub fn pending(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    use diesel::prelude::*;
    diesel::table! {
        __diesel_schema_migrations (version) {
            version -> Text,
        }
    }
    let applied: Vec<String> = __diesel_schema_migrations::table.select(__diesel_schema_migrations::version).load(conn)?;
    let ours = |source: EmbeddedMigrations| match MigrationSource::<diesel::sqlite::Sqlite>::migrations(&source) {
        Ok(list) => Ok(list.iter().map(|m| m.name().to_string()).collect::<Vec<_>>()),
        Err(error) => Err(failed(error)),
    };
    let names = match conn {
        Conn::Pg(_) => ours(POSTGRES)?,
        Conn::Sqlite(_) => ours(SQLITE)?,
    };
    let version = |name: &str| name.split('_').next().unwrap_or_default().replace('-', "");
    Ok(names.into_iter().filter(|n| !applied.contains(&version(n))).collect())
}
