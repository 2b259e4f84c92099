//! Transactions around jobs: a failing or panicking job undoes itself and nothing else.

use super::conn::Conn;
use super::{DbError, Done, Work};
use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{Connection, QueryResult};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Manager = <Conn as Connection>::TransactionManager;

/// `BEGIN`, and on SQLite at once the right to write.
pub(super) fn begin(c: &mut Conn) -> QueryResult<()> {
    match c {
        Conn::Pg(p) => AnsiTransactionManager::begin_transaction_sql(p, "BEGIN"),
        Conn::Sqlite(s) => AnsiTransactionManager::begin_transaction_sql(s, "BEGIN IMMEDIATE"),
    }
}

pub(super) fn commit(c: &mut Conn) -> QueryResult<()> {
    Manager::commit_transaction(c)
}

pub(super) fn rollback(c: &mut Conn) -> QueryResult<()> {
    Manager::rollback_transaction(c)
}

fn depth(c: &mut Conn) -> u32 {
    let status = Manager::transaction_manager_status_mut(c);
    status.transaction_depth().ok().flatten().map_or(0, Into::into)
}

/// Whether no transaction is open.
pub(super) fn is_idle(c: &mut Conn) -> bool {
    depth(c) == 0
}

/// Whether the server still answers.
pub(super) fn answers(c: &mut Conn) -> bool {
    c.batch_execute("SELECT 1").is_ok()
}

/// Rolls back until `target` transactions are open; `false` when that fails.
fn unwind_to(c: &mut Conn, target: u32) -> bool {
    while depth(c) > target {
        if rollback(c).is_err() {
            return false;
        }
    }
    true
}

/// Runs a job in a savepoint of the open transaction. The answer is to be given after the commit.
pub(super) fn nested(c: &mut Conn, work: Work) -> Result<Done, DbError> {
    let outer = depth(c);
    Manager::begin_transaction(c)?;
    match catch_unwind(AssertUnwindSafe(|| work(c))) {
        Ok(done) if done.keep => {
            if unwind_to(c, outer + 1) && commit(c).is_ok() {
                Ok(done)
            } else {
                unwind_to(c, outer);
                (done.fail)(DbError::Commit("savepoint".into()));
                Err(DbError::Panicked)
            }
        }
        Ok(done) => {
            unwind_to(c, outer);
            Ok(done)
        }
        Err(_) => {
            unwind_to(c, outer);
            Err(DbError::Panicked)
        }
    }
}

/// Runs a job in the transaction that was just begun, and ends it; `false` when the connection should be looked at.
pub(super) fn alone(c: &mut Conn, work: Work) -> bool {
    match catch_unwind(AssertUnwindSafe(|| work(c))) {
        Ok(done) if done.keep => match commit(c) {
            Ok(()) => {
                (done.succeed)();
                true
            }
            Err(error) => {
                unwind_to(c, 0);
                (done.fail)(DbError::Commit(error.to_string()));
                false
            }
        },
        Ok(done) => {
            let clean = unwind_to(c, 0);
            (done.succeed)();
            clean && answers(c)
        }
        Err(_) => {
            unwind_to(c, 0);
            false
        }
    }
}

/// Runs a job without a transaction.
pub(super) fn plain(c: &mut Conn, work: Work) -> bool {
    match catch_unwind(AssertUnwindSafe(|| work(c))) {
        Ok(done) => {
            (done.succeed)();
            !done.lost
        }
        Err(_) => false,
    }
}
