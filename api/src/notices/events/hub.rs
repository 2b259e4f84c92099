//! Who listens. A listener that does not read is let go, not waited for: its client comes back and is told what it missed.

use crate::config;
use crate::platform::auth::Principal;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::web::Bytes;
use contract::{ProblemCode, SessionId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Events that may wait for a listener.
const WAITING: usize = 64;

/// All streams of this process.
#[derive(Default)]
pub struct Hub(Mutex<State>);

#[derive(Default)]
struct State {
    is_shut: bool,
    last: u64,
    listeners: HashMap<u64, Listener>,
}

struct Listener {
    who: Arc<Principal>,
    way: Sender<Bytes>,
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new listener, and where its events arrive. Refused above the configured number and once the process is stopping. A person who
    /// has too many loses the oldest: it is mostly that of a page which was left, of which nobody tells the server.
    pub fn join(&self, rules: &config::Notices, who: Arc<Principal>) -> ApiResult<(u64, Receiver<Bytes>)> {
        let mut state = self.lock();
        if state.is_shut {
            return Err(ApiError::new(ProblemCode::NotReady, "the server is stopping").retry_after(5));
        }
        let mut own: Vec<u64> = state.listeners.iter().filter(|(_, l)| l.who.person == who.person).map(|(id, _)| *id).collect();
        own.sort_unstable_by(|a, b| b.cmp(a));
        for oldest in own.drain(..).skip(rules.streams_per_person.max(1) - 1) {
            state.listeners.remove(&oldest);
        }
        if state.listeners.len() >= rules.streams {
            return Err(ApiError::new(ProblemCode::Overloaded, "too many streams are open").retry_after(30));
        }
        let (way, arrives) = mpsc::channel(WAITING);
        state.last += 1;
        let id = state.last;
        state.listeners.insert(id, Listener { who, way });
        Ok((id, arrives))
    }

    /// The roles of a listener may have changed.
    pub fn know(&self, id: u64, who: Arc<Principal>) {
        if let Some(listener) = self.lock().listeners.get_mut(&id) {
            listener.who = who;
        }
    }

    pub fn leave(&self, id: u64) {
        self.lock().listeners.remove(&id);
    }

    pub fn is_empty(&self) -> bool {
        self.lock().listeners.is_empty()
    }

    /// Who listens now.
    pub fn listeners(&self) -> Vec<(u64, Arc<Principal>)> {
        self.lock().listeners.iter().map(|(id, l)| (*id, Arc::clone(&l.who))).collect()
    }

    /// Never waits: a full channel ends the stream.
    pub fn send(&self, id: u64, event: Bytes) {
        let mut state = self.lock();
        if state.listeners.get(&id).is_some_and(|l| l.way.try_send(event).is_err()) {
            state.listeners.remove(&id);
        }
    }

    /// Ends the streams of a session that was signed out.
    pub fn end(&self, session: SessionId) {
        self.lock().listeners.retain(|_, l| l.who.session != session);
    }

    /// Ends all streams and takes no new ones: the process stops.
    pub fn shut(&self) {
        let mut state = self.lock();
        state.is_shut = true;
        state.listeners.clear();
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use contract::PersonId;
    use uuid::Uuid;

    fn somebody() -> Arc<Principal> {
        let (person, session) = (PersonId(Uuid::now_v7()), SessionId(Uuid::now_v7()));
        Arc::new(Principal { person, session, name: String::new(), grants: Vec::new(), leads: Vec::new(), teams: Vec::new() })
    }

    #[test]
    fn who_does_not_read_is_let_go() {
        let (hub, rules) = (Hub::default(), config::Notices::default());
        let (slow, mut arrives) = hub.join(&rules, somebody()).unwrap();
        let (quick, _kept) = hub.join(&rules, somebody()).unwrap();
        for n in 0..=WAITING {
            assert_eq!(hub.listeners().len(), 2, "{n}");
            hub.send(slow, Bytes::from_static(b"x"));
        }
        assert_eq!(hub.listeners().iter().map(|(id, _)| *id).collect::<Vec<_>>(), [quick]);
        // What was sent arrives, then the stream ends.
        for _ in 0..WAITING {
            assert!(arrives.try_recv().is_ok());
        }
        assert_eq!(arrives.try_recv(), Err(mpsc::error::TryRecvError::Disconnected));
    }

    #[test]
    fn there_are_limits() {
        let rules = config::Notices { streams: 3, streams_per_person: 2, ..config::Notices::default() };
        let (hub, one) = (Hub::default(), somebody());
        let code = |who: &Arc<Principal>| hub.join(&rules, Arc::clone(who)).err().map(|e| e.code());
        let mut first = hub.join(&rules, Arc::clone(&one)).unwrap().1;
        let mut second = hub.join(&rules, Arc::clone(&one)).unwrap().1;
        let (other, mut others) = hub.join(&rules, somebody()).unwrap();
        assert_eq!(code(&somebody()), Some(ProblemCode::Overloaded));
        // A third stream of one person takes the place of the first.
        assert_eq!(code(&one), None);
        assert_eq!(first.try_recv(), Err(mpsc::error::TryRecvError::Disconnected));
        assert_eq!(second.try_recv(), Err(mpsc::error::TryRecvError::Empty));
        assert_eq!(others.try_recv(), Err(mpsc::error::TryRecvError::Empty));
        hub.leave(other);
        assert_eq!(code(&somebody()), None);
        hub.shut();
        assert!(hub.is_empty());
        assert_eq!(code(&one), Some(ProblemCode::NotReady));
    }
}
