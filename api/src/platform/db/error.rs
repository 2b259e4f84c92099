//! What a database may answer instead of rows, the same on both.

use diesel::result::{DatabaseErrorKind, Error};
use thiserror::Error;

/// A failure of the database or of the way to it.
#[derive(Debug, Error)]
pub enum DbError {
    /// Too many jobs wait, or this one waited too long.
    #[error("the database queue is full")]
    Busy,
    /// A uniqueness constraint: `uq_orders_number`, whichever database says it.
    #[error("`{key}` has to be unique")]
    Unique { key: String },
    #[error("a reference points nowhere: {0}")]
    ForeignKey(String),
    #[error("a value breaks a rule of the table: {0}")]
    Check(String),
    /// The URL or the file behind it.
    #[error("database URL: {0}")]
    Url(String),
    #[error("migration: {0}")]
    Migration(String),
    /// A job broke off in the middle; nothing of it was kept.
    #[error("a database job panicked")]
    Panicked,
    #[error("the commit failed: {0}")]
    Commit(String),
    #[error("connection: {0}")]
    Connection(#[from] diesel::ConnectionError),
    #[error(transparent)]
    Query(Error),
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match &error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                Self::Unique { key: info.constraint_name().map_or_else(|| sqlite_key(info.message()), str::to_owned) }
            }
            Error::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, info) => Self::ForeignKey(info.message().to_owned()),
            Error::DatabaseError(DatabaseErrorKind::CheckViolation | DatabaseErrorKind::NotNullViolation, info) => {
                Self::Check(info.message().to_owned())
            }
            _ => Self::Query(error),
        }
    }
}

/// SQLite names columns (`UNIQUE constraint failed: ratings.order_id, ratings.round`) or, for an index with a condition, the index.
fn sqlite_key(message: &str) -> String {
    let list = message.rsplit(": ").next().unwrap_or(message);
    if let Some(index) = list.strip_prefix("index '").and_then(|i| i.strip_suffix('\'')) {
        return index.to_owned();
    }
    let mut columns = list.split(", ").map(|c| c.split_once('.').unwrap_or(("", c)));
    let Some((table, first)) = columns.next() else { return message.to_owned() };
    columns.fold(format!("uq_{table}_{first}"), |key, (_, column)| format!("{key}_{column}"))
}
