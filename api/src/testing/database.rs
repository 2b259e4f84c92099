//! A database for each test: a copy of a template that is migrated and seeded once.

use super::now;
use crate::config;
use crate::platform::db::{self, Conn, Db, Opener, Purpose};
use crate::seed::{self, Quiet, Scale, SeedPlan};
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// Address of a PostgreSQL where databases may be created.
const VARIABLE: &str = "TEST_PG_URL";

impl Backend {
    /// Whether there is a PostgreSQL to test on. Where one is required, its absence is a failure.
    pub fn has_postgres() -> bool {
        let there = std::env::var_os(VARIABLE).is_some();
        assert!(there || std::env::var_os("REQUIRE_PG").is_none(), "REQUIRE_PG is set, but {VARIABLE} is not");
        if !there {
            eprintln!("NOT RUN on PostgreSQL: set {VARIABLE}, or use `make test`");
        }
        there
    }
}

/// A database that is removed with the test.
pub struct Database {
    pub url: String,
    file: Option<tempfile::TempDir>,
    name: Option<String>,
}

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// A copy of the seeded template.
    pub fn fresh(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::sqlite(),
            Backend::Postgres => Self::postgres(),
        }
    }

    fn sqlite() -> Self {
        static TEMPLATE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
        let (_, template) = TEMPLATE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("template.db");
            fill(&format!("sqlite:{}", path.display()));
            // Nothing stays beside the file that is copied: `DELETE` brings the write-ahead log into it first.
            let mut c = Opener::parse(&format!("sqlite:{}", path.display()), false).unwrap().open(Purpose::Write).unwrap();
            c.batch_execute("PRAGMA journal_mode = DELETE").unwrap();
            (folder, path)
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        std::fs::copy(template, &path).unwrap();
        Self { url: format!("sqlite:{}", path.display()), file: Some(folder), name: None }
    }

    fn postgres() -> Self {
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let name = format!("sbd_template_{}", std::process::id());
            administer(&[format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")]);
            fill(&url_of(&name));
            name
        });
        let name = format!("sbd_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        administer(&[format!("CREATE DATABASE {name} TEMPLATE {template}")]);
        Self { url: url_of(&name), file: None, name: Some(name) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        drop(self.file.take());
        if let Some(name) = &self.name {
            administer(&[format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")]);
        }
    }
}

/// An empty database of its own, migrated when asked for: for tests of the platform itself.
pub fn empty(backend: Backend) -> Database {
    match backend {
        Backend::Sqlite => {
            let folder = tempfile::tempdir().unwrap();
            Database { url: format!("sqlite:{}", folder.path().join("empty.db").display()), file: Some(folder), name: None }
        }
        Backend::Postgres => {
            let name = format!("sbd_empty_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            administer(&[format!("CREATE DATABASE {name}")]);
            Database { url: url_of(&name), file: None, name: Some(name) }
        }
    }
}

/// `postgres://host/postgres` becomes `postgres://host/name`.
fn url_of(name: &str) -> String {
    let base = std::env::var(VARIABLE).unwrap();
    let (server, _) = base.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// One at a time: a template cannot be copied while another copy is being made of it.
fn administer(statements: &[String]) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mut c = Opener::parse(&std::env::var(VARIABLE).unwrap(), false).unwrap().open(Purpose::Migrate).unwrap();
    let Conn::Pg(p) = &mut c else { panic!("{VARIABLE} is not a PostgreSQL URL") };
    for statement in statements {
        diesel::sql_query(statement).execute(p).unwrap();
    }
}

/// Migrates and seeds.
fn fill(url: &str) {
    let url = url.to_owned();
    // A thread of its own: the caller is inside a runtime already.
    let work = std::thread::spawn(move || {
        db::migrate(&url, |_| {}).unwrap();
        let db = Db::open(&url, &config::Db { durable: false, readers: 1, writers: 1, ..config::Db::default() }).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(seed::seed(&db, SeedPlan { scale: Scale::Small, seed: 1, now: now() }, Quiet)).unwrap();
        db.drain();
    });
    work.join().unwrap();
}
