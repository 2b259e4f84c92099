//! The one writer of SQLite: waiting jobs run in one transaction, each in a savepoint, with one commit.
//! One `fsync` serves them all, so full durability costs next to nothing when many write at once.

use super::conn::{Opener, Purpose};
use super::exec::{Line, Queue};
use super::{DbError, Done, Job, tx};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Most jobs in a group.
const GROUP: usize = 64;
/// Longest time a group stays open for more jobs.
const HOLD: Duration = Duration::from_millis(20);

/// Starts the writer thread.
pub(super) fn start(opener: &Opener, queue: &Arc<Queue>, max_wait: Duration) -> std::io::Result<JoinHandle<()>> {
    let (queue, mut line) = (Arc::clone(queue), Line::new(opener.clone(), Purpose::Write));
    std::thread::Builder::new().name("db-writer".into()).spawn(move || {
        while let Some(first) = queue.pop() {
            group(&mut line, first, &queue, max_wait);
        }
    })
}

fn group(line: &mut Line, first: Job, queue: &Queue, max_wait: Duration) {
    let conn = match line.get() {
        Ok(conn) => conn,
        Err(error) => return (first.refuse)(error),
    };
    if let Err(error) = tx::begin(conn) {
        (first.refuse)(error.into());
        return line.drop_if_lost();
    }
    let opened = Instant::now();
    let mut done: Vec<Done> = Vec::new();
    let mut next = Some(first);
    while let Some(job) = next {
        if job.queued.elapsed() > max_wait {
            (job.refuse)(DbError::Busy);
        } else if let Ok(finished) = tx::nested(conn, job.run) {
            done.push(finished);
        }
        next = if done.len() < GROUP && opened.elapsed() < HOLD { queue.try_pop() } else { None };
    }
    match tx::commit(conn) {
        Ok(()) => done.into_iter().for_each(|d| (d.succeed)()),
        Err(error) => {
            let why = error.to_string();
            let _ = tx::rollback(conn);
            done.into_iter().for_each(|d| (d.fail)(DbError::Commit(why.clone())));
            line.drop_if_lost();
        }
    }
}
