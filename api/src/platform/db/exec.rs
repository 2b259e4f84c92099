//! Reader threads, and writer threads of PostgreSQL: each holds a connection and takes jobs from one bounded queue.

use super::conn::{Conn, Opener, Purpose};
use super::tx;
use super::{DbError, Job, WRITER};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A queue with a limit that several threads take from.
pub(super) struct Queue {
    state: Mutex<State>,
    bell: Condvar,
    limit: usize,
}

struct State {
    jobs: VecDeque<Job>,
    is_open: bool,
}

impl Queue {
    pub(super) fn new(limit: usize) -> Arc<Self> {
        let state = State { jobs: VecDeque::new(), is_open: true };
        Arc::new(Self { state: Mutex::new(state), bell: Condvar::new(), limit })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands the job back when the queue is full or closed.
    pub(super) fn push(&self, job: Job) -> Result<(), Job> {
        let mut state = self.lock();
        if !state.is_open || state.jobs.len() >= self.limit {
            return Err(job);
        }
        state.jobs.push_back(job);
        drop(state);
        self.bell.notify_one();
        Ok(())
    }

    /// Waits for a job; `None` when the queue is closed and empty.
    pub(super) fn pop(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if !state.is_open {
                return None;
            }
            state = self.bell.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A job if one is there.
    pub(super) fn try_pop(&self) -> Option<Job> {
        self.lock().jobs.pop_front()
    }

    /// No new jobs; those in the queue are still done.
    pub(super) fn close(&self) {
        self.lock().is_open = false;
        self.bell.notify_all();
    }
}

/// A connection that is opened when needed and opened again when it was lost.
pub(super) struct Line {
    opener: Opener,
    purpose: Purpose,
    conn: Option<Conn>,
    used: Instant,
}

/// After so long a silence the connection is tried before a job is given to it.
const IDLE: Duration = Duration::from_secs(1);

impl Line {
    pub(super) fn new(opener: Opener, purpose: Purpose) -> Self {
        Self { opener, purpose, conn: None, used: Instant::now() }
    }

    pub(super) fn get(&mut self) -> Result<&mut Conn, DbError> {
        if self.used.elapsed() > IDLE && self.conn.as_mut().is_some_and(|c| !tx::answers(c)) {
            self.conn = None;
        }
        self.used = Instant::now();
        if self.conn.is_none() {
            self.conn = Some(self.opener.open(self.purpose)?);
        }
        self.conn.as_mut().ok_or(DbError::Busy)
    }

    /// A connection with its transaction begun, where the purpose needs one. A lost connection is opened again: the job has not started yet.
    fn ready(&mut self, purpose: Purpose) -> Result<&mut Conn, DbError> {
        if purpose != Purpose::Write {
            return self.get();
        }
        if tx::begin(self.get()?).is_err() {
            self.conn = None;
            tx::begin(self.get()?)?;
        }
        self.get()
    }

    pub(super) fn drop_if_lost(&mut self) {
        if self.conn.as_mut().is_some_and(|c| !tx::is_idle(c) || !tx::answers(c)) {
            self.conn = None;
        }
    }
}

/// Starts `count` threads that run jobs one by one; with `Purpose::Write` each in a transaction of its own.
pub(super) fn start(
    opener: &Opener,
    purpose: Purpose,
    count: usize,
    queue: &Arc<Queue>,
    max_wait: Duration,
) -> std::io::Result<Vec<JoinHandle<()>>> {
    let thread = |index: usize| {
        let (queue, mut line) = (Arc::clone(queue), Line::new(opener.clone(), purpose));
        std::thread::Builder::new().name(format!("db-{purpose:?}-{index}").to_lowercase()).spawn(move || {
            WRITER.set(i16::try_from(index).unwrap_or(i16::MAX));
            while let Some(job) = queue.pop() {
                run(&mut line, job, purpose, max_wait);
            }
        })
    };
    (0..count).map(thread).collect()
}

fn run(line: &mut Line, job: Job, purpose: Purpose, max_wait: Duration) {
    if job.queued.elapsed() > max_wait {
        return (job.refuse)(DbError::Busy);
    }
    let conn = match line.ready(purpose) {
        Ok(conn) => conn,
        Err(error) => return (job.refuse)(error),
    };
    let healthy = match purpose {
        Purpose::Write => tx::alone(conn, job.run),
        Purpose::Read | Purpose::Migrate => tx::plain(conn, job.run),
    };
    if !healthy {
        line.drop_if_lost();
    }
}
