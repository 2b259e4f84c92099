//! The database executor. `Db` is not a pool to borrow from: closures are sent to threads that own the connections.
//! `read` cannot write, `write` is always exactly one transaction, and on SQLite waiting writes share one commit.

mod conn;
mod error;
mod exec;
mod migrate;
mod stored;
#[cfg(test)]
mod tests;
mod tx;
pub mod types;
mod writer;

pub use conn::{Conn, Kind, MultiBackend, MultiRawValue, Opener, Purpose};
pub use error::DbError;
#[cfg(test)]
pub use migrate::take_back;
pub use migrate::{migrate, pending};

use crate::config;
use diesel::prelude::*;
use exec::Queue;
use std::cell::Cell;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

thread_local! {
    static WRITER: Cell<i16> = const { Cell::new(0) };
}

/// Which writer thread this is: 0 on SQLite, 0 and up on PostgreSQL.
pub fn writer_index() -> i16 {
    WRITER.get()
}

/// A job that ran: how to tell its caller, once it is known whether the transaction held.
pub(super) struct Done {
    keep: bool,
    lost: bool,
    succeed: Box<dyn FnOnce() + Send>,
    fail: Box<dyn FnOnce(DbError) + Send>,
}

type Work = Box<dyn FnOnce(&mut Conn) -> Done + Send>;

/// A job in a queue.
pub(super) struct Job {
    run: Work,
    refuse: Box<dyn FnOnce(DbError) + Send>,
    queued: Instant,
}

/// Sends closures to the threads that own the connections. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    opener: Opener,
    reads: Arc<Queue>,
    writes: Arc<Queue>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Db {
    /// Opens the database and starts the threads. It has to be migrated already.
    pub fn open(url: &str, rules: &config::Db) -> Result<Self, DbError> {
        let opener = Opener::parse(url, rules.durable)?;
        // The first connection tells early what is wrong with the address.
        drop(opener.open(Purpose::Read)?);
        let wait = Duration::from_millis(rules.max_wait_ms);
        let (reads, writes) = (Queue::new(rules.queue), Queue::new(rules.queue));
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let readers = match (rules.readers, opener.kind()) {
            (0, Kind::Sqlite) => (2 * cores).max(4),
            (0, Kind::Postgres) => 8,
            (n, _) => n,
        };
        let failed = |e: std::io::Error| DbError::Url(format!("cannot start a thread: {e}"));
        let mut threads = exec::start(&opener, Purpose::Read, readers, &reads, wait).map_err(failed)?;
        match opener.kind() {
            Kind::Sqlite => threads.push(writer::start(&opener, &writes, wait).map_err(failed)?),
            Kind::Postgres => threads.extend(exec::start(&opener, Purpose::Write, rules.writers.max(1), &writes, wait).map_err(failed)?),
        }
        Ok(Self(Arc::new(Inner { opener, reads, writes, threads: Mutex::new(threads) })))
    }

    /// Which database it is.
    pub fn kind(&self) -> Kind {
        self.0.opener.kind()
    }

    /// Runs a closure on a reader thread. The database refuses to write there.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        send(&self.0.reads, work).await
    }

    /// Runs a closure in exactly one transaction; `Err` or a panic undoes all it did. The answer comes after the commit.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        send(&self.0.writes, work).await
    }

    /// Names of migrations this program has and the database has not.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbError> {
        self.read(pending).await
    }

    /// Takes no new jobs, finishes those that wait, and ends the threads. On SQLite the file then holds everything by itself:
    /// connections that close at the same moment each leave that to the other, and a copy of the file would miss the newest commits.
    /// `false`, with a warning in the log, when another process was reading and the newest commits stay beside the file.
    pub fn drain(&self) -> bool {
        self.0.reads.close();
        self.0.writes.close();
        let threads = std::mem::take(&mut *self.0.threads.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in threads {
            let _ = thread.join();
        }
        let is_whole = self.0.opener.open(Purpose::Write).and_then(|mut c| fold(&mut c));
        if !matches!(is_whole, Ok(true)) {
            let error = is_whole.as_ref().err().map(ToString::to_string);
            tracing::warn!(error, "the write-ahead log stays beside the database file; nothing is lost, but copy both");
        }
        is_whole.unwrap_or(false)
    }
}

/// Brings SQLite's write-ahead log into the file; `false` when somebody who reads at this moment still needs it.
fn fold(c: &mut Conn) -> Result<bool, DbError> {
    /// The answer is a row, not an error, when it could not be done.
    #[derive(QueryableByName)]
    struct Checkpoint {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        busy: i32,
    }
    match c {
        Conn::Pg(_) => Ok(true),
        Conn::Sqlite(s) => Ok(diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result::<Checkpoint>(s)?.busy == 0),
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.reads.close();
        self.writes.close();
    }
}

async fn send<T, E, F>(queue: &Queue, work: F) -> Result<T, E>
where
    F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (tell, told) = oneshot::channel::<Result<T, E>>();
    let tell = Arc::new(Mutex::new(Some(tell)));
    let answer = {
        let tell = Arc::clone(&tell);
        move |result: Result<T, E>| {
            if let Some(tell) = tell.lock().unwrap_or_else(PoisonError::into_inner).take() {
                let _ = tell.send(result);
            }
        }
    };
    let refuse = answer.clone();
    let run = move |c: &mut Conn| {
        let result = work(c);
        let keep = result.is_ok();
        let fail = answer.clone();
        Done { keep, lost: !keep, succeed: Box::new(move || answer(result)), fail: Box::new(move |e| fail(Err(e.into()))) }
    };
    let job = Job { run: Box::new(run), refuse: Box::new(move |e| refuse(Err(e.into()))), queued: Instant::now() };
    if let Err(job) = queue.push(job) {
        (job.refuse)(DbError::Busy);
    }
    drop(tell);
    // The sender is dropped without an answer only when the job panicked.
    told.await.unwrap_or_else(|_| Err(DbError::Panicked.into()))
}
