//! A city of one's own for every test: made once a process on SQLite and copied, or made in a schema of its own on PostgreSQL.

use crate::place;
use anyhow::{Context, Result, bail};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sqlite::Sqlite;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// Names the PostgreSQL server tests may use; `scripts/with_postgres.sh` sets it.
const VARIABLE: &str = "TEST_PG_URL";

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A migrated, seeded database that nobody else uses.
pub struct Database {
    pub url: String,
    folder: TempDir,
}

impl Database {
    /// A new city. `None`, said aloud, when PostgreSQL is wanted and there is none and there need not be one.
    pub fn new(backend: Backend) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let url = match backend {
            Backend::Sqlite => {
                let file = folder.path().join("city.db");
                std::fs::copy(template()?, &file)?;
                url_of(&file)
            }
            Backend::Postgres => {
                let Ok(server) = std::env::var(VARIABLE) else {
                    if place::is_required("REQUIRE_PG") {
                        bail!("{VARIABLE} is not set: run this under scripts/with_postgres.sh");
                    }
                    place::skipped(&format!("{VARIABLE} is not set; run this under scripts/with_postgres.sh"));
                    return Ok(None);
                };
                static NEXT: AtomicU32 = AtomicU32::new(0);
                let schema = format!("black_box_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
                let sign = if server.contains('?') { '&' } else { '?' };
                let url = format!("{server}{sign}schema={schema}");
                make(&url)?;
                url
            }
        };
        Ok(Some(Self { url, folder }))
    }

    /// On SQLite.
    pub fn sqlite() -> Result<Self> {
        Self::new(Backend::Sqlite)?.context("SQLite is always there")
    }

    /// A folder of the test's own that goes when the database goes.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Which one it is.
    pub fn backend(&self) -> Backend {
        if self.url.starts_with("sqlite:") { Backend::Sqlite } else { Backend::Postgres }
    }

    /// A connection past the server, to look at what it left behind or to write in bulk.
    pub fn connect(&self) -> Result<Direct> {
        Direct::open(self)
    }

    /// The file, on SQLite.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("city.db")
    }
}

/// A connection past the server.
pub enum Direct {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Direct {
    fn open(database: &Database) -> Result<Self> {
        if database.backend() == Backend::Sqlite {
            let mut c = SqliteConnection::establish(&database.file().to_string_lossy())?;
            sql_query("PRAGMA busy_timeout = 5000").execute(&mut c)?;
            return Ok(Self::Sqlite(c));
        }
        let (url, schema) = database.url.split_once("schema=").context("a schema of its own")?;
        let mut c = PgConnection::establish(url.trim_end_matches(['?', '&']))?;
        sql_query(format!("SET search_path TO {schema}")).execute(&mut c)?;
        Ok(Self::Postgres(c))
    }

    /// All of it or nothing.
    pub fn execute(&mut self, statements: &[String]) -> Result<()> {
        match self {
            Self::Sqlite(c) => c.transaction(|c: &mut SqliteConnection| -> QueryResult<()> {
                statements.iter().try_for_each(|s| sql_query(s).execute(c).map(drop))
            })?,
            Self::Postgres(c) => c.transaction(|c: &mut PgConnection| -> QueryResult<()> {
                statements.iter().try_for_each(|s| sql_query(s).execute(c).map(drop))
            })?,
        }
        Ok(())
    }

    /// Rows by the names of their columns.
    pub fn load<T>(&mut self, query: &str) -> Result<Vec<T>>
    where
        T: QueryableByName<Sqlite> + QueryableByName<Pg> + 'static,
    {
        Ok(match self {
            Self::Sqlite(c) => sql_query(query).load(c)?,
            Self::Postgres(c) => sql_query(query).load(c)?,
        })
    }
}

fn url_of(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// Runs a command of the executable to its end; what it printed, or what it complained about.
pub fn run(url: &str, words: &[&str]) -> Result<String> {
    let out = Command::new(place::executable()?).args(words).args(["--database", url]).output()?;
    if !out.status.success() {
        bail!("`shuangbaodao {}` failed: {}", words.join(" "), String::from_utf8_lossy(&out.stderr));
    }
    Ok(String::from_utf8(out.stdout)?)
}

fn make(url: &str) -> Result<()> {
    run(url, &["migrate"])?;
    run(url, &["seed", "--scale", "small"])?;
    Ok(())
}

/// The city that is copied, made anew by every process.
fn template() -> Result<PathBuf> {
    static MADE: Mutex<Option<PathBuf>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(file) = &*made {
        return Ok(file.clone());
    }
    let file = place::city()?;
    let folder = tempfile::tempdir_in(file.parent().context("the city lies in a folder")?)?;
    let fresh = folder.path().join("city.db");
    make(&url_of(&fresh))?;
    // Another process may be copying the one of its own run: it keeps what it has opened.
    std::fs::rename(&fresh, &file)?;
    Ok(made.insert(file).clone())
}
