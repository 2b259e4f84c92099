//! The connection: SQLite or PostgreSQL behind one type, chosen by the scheme of the URL and never by trying.

use super::DbError;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::path::PathBuf;

/// One connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Pg(PgConnection),
    Sqlite(SqliteConnection),
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// Runs a statement that the derived connection cannot express on the connection inside.
#[macro_export]
macro_rules! on_backend {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::platform::db::Conn::Pg($c) => $body,
            $crate::platform::db::Conn::Sqlite($c) => $body,
        }
    };
    ($conn:expr, pg |$p:ident| $pg:expr, sqlite |$s:ident| $sqlite:expr) => {
        match $conn {
            $crate::platform::db::Conn::Pg($p) => $pg,
            $crate::platform::db::Conn::Sqlite($s) => $sqlite,
        }
    };
}

/// What a connection will be used for; the database itself enforces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Read,
    Write,
    Migrate,
}

/// A parsed URL that opens connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opener {
    Sqlite { path: PathBuf, durable: bool },
    Postgres { url: String, schema: Option<String> },
}

impl Opener {
    /// `sqlite:PATH`, `postgres://…` or `postgresql://…`, the latter two with an optional `?schema=NAME`.
    pub fn parse(url: &str, durable: bool) -> Result<Self, DbError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                return Err(DbError::Url("sqlite: names no file".into()));
            }
            return Ok(Self::Sqlite { path: path.into(), durable });
        }
        if !(url.starts_with("postgres://") || url.starts_with("postgresql://")) {
            return Err(DbError::Url("a database URL begins with sqlite:, postgres:// or postgresql://".into()));
        }
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (schemas, others): (Vec<&str>, Vec<&str>) = query.split('&').filter(|p| !p.is_empty()).partition(|p| p.starts_with("schema="));
        let schema = schemas.first().and_then(|p| p.strip_prefix("schema=")).map(str::to_owned);
        if schema.as_deref().is_some_and(|s| s.is_empty() || !s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'))
        {
            return Err(DbError::Url("schema: lower-case letters, digits and _ only".into()));
        }
        let url = if others.is_empty() { base.to_owned() } else { format!("{base}?{}", others.join("&")) };
        Ok(Self::Postgres { url, schema })
    }

    /// Which database it opens.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Sqlite { .. } => Kind::Sqlite,
            Self::Postgres { .. } => Kind::Postgres,
        }
    }

    /// Opens a connection and sets it up.
    pub fn open(&self, purpose: Purpose) -> Result<Conn, DbError> {
        match self {
            Self::Sqlite { path, durable } => open_sqlite(path, *durable, purpose),
            Self::Postgres { url, schema } => open_postgres(url, schema.as_deref(), purpose),
        }
    }
}

fn open_sqlite(path: &std::path::Path, durable: bool, purpose: Purpose) -> Result<Conn, DbError> {
    if let (Purpose::Migrate, Some(folder)) = (purpose, path.parent()) {
        std::fs::create_dir_all(folder).map_err(|e| DbError::Url(format!("{}: {e}", folder.display())))?;
    }
    let mut c = SqliteConnection::establish(&path.to_string_lossy())?;
    let synchronous = if durable { "FULL" } else { "NORMAL" };
    c.batch_execute(&format!(
        "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456; PRAGMA journal_size_limit = 67108864; PRAGMA trusted_schema = OFF;"
    ))?;
    if purpose == Purpose::Read {
        c.batch_execute("PRAGMA query_only = ON;")?;
    }
    Ok(Conn::Sqlite(c))
}

fn open_postgres(url: &str, schema: Option<&str>, purpose: Purpose) -> Result<Conn, DbError> {
    let mut c = PgConnection::establish(url)?;
    c.batch_execute("SET TIME ZONE 'UTC'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'; SET client_min_messages = 'warning';")?;
    if let Some(schema) = schema {
        if purpose == Purpose::Migrate {
            c.batch_execute(&format!("CREATE SCHEMA IF NOT EXISTS {schema}"))?;
        }
        c.batch_execute(&format!("SET search_path = {schema}"))?;
    }
    match purpose {
        Purpose::Read => c.batch_execute("SET default_transaction_read_only = on; SET statement_timeout = '15s';")?,
        Purpose::Write => c.batch_execute("SET statement_timeout = '15s';")?,
        // A migration may have to wait for another process that migrates.
        Purpose::Migrate => c.batch_execute("SET lock_timeout = 0;")?,
    }
    Ok(Conn::Pg(c))
}
