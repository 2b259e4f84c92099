//! What the server says by itself: how much is unread, which orders have moved on. One stream while somebody is signed in and the
//! page is in sight: a browser has few connections to one server, and a person may keep many pages open.

use crate::api::{self, Api, Event, Failure};
use crate::session::Session;
use contract::notices::{NoticeEvent, OrderEvent, Unread};
use contract::{OrderId, PersonId, ProblemCode};
use leptos::prelude::*;
use std::cell::RefCell;
use web_sys::AbortController;

/// Milliseconds until the stream is opened again, as long as the server has not said otherwise.
const RETRY: i32 = 3000;
/// Milliseconds before the first stream of a page is opened. The server may take two heartbeats to notice that a page is gone and gives a
/// person five streams: whoever loads page after page faster than this takes up none.
const SETTLED: i32 = 6500;
/// Milliseconds to wait at most after one failure upon another; also when there are too many streams.
const LONG: i32 = 60_000;

/// What the server says, for every page.
#[derive(Clone, Copy)]
pub struct Told {
    unread: RwSignal<i64>,
    /// Counts what is new in the inbox.
    news: RwSignal<u32>,
    /// The order that has moved on last.
    order: RwSignal<Option<OrderEvent>>,
    /// Counts what may have changed on any page.
    changes: RwSignal<u32>,
    /// To whom the last event was told, and its id.
    last: StoredValue<Option<(PersonId, String)>>,
}

impl Told {
    /// Listens from now on, whoever is signed in.
    pub fn provide(api: Api, session: Session) -> Self {
        let this = Self {
            unread: RwSignal::new(0),
            news: RwSignal::new(0),
            order: RwSignal::new(None),
            changes: RwSignal::new(0),
            last: StoredValue::new(None),
        };
        provide_context(this);
        let in_sight = RwSignal::new(is_in_sight());
        drop(window_event_listener(leptos::ev::visibilitychange, move |_| in_sight.set(is_in_sight())));
        let who = Memo::new(move |_| session.me().map(|me| me.id).filter(|_| in_sight.get()));
        let open = RefCell::new(None::<AbortController>);
        Effect::new(move |_| {
            let who = who.get();
            if let Some(before) = open.take() {
                before.abort();
            }
            if session.me_untracked().is_none() {
                this.unread.set(0);
            }
            if let (Some(who), Ok(stop)) = (who, AbortController::new()) {
                open.replace(Some(stop.clone()));
                api::run(this.listen(api, who, stop));
            }
        });
        this
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// How many notices are unread, followed.
    pub fn unread(self) -> i64 {
        self.unread.get()
    }

    /// Grows with each new notice, followed.
    pub fn news(self) -> u32 {
        self.news.get()
    }

    /// Grows with each order that moves on, followed.
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    /// The same as it is now.
    pub fn changes_now(self) -> u32 {
        self.changes.get_untracked()
    }

    /// The version at which the server last said that this order is, followed.
    pub fn version_of(self, id: OrderId) -> Option<i32> {
        self.order.with(|told| told.as_ref().filter(|order| order.id == id).map(|order| order.version))
    }

    /// The reader has read: what is left.
    pub fn left_unread(self, unread: i64) {
        self.unread.set(unread.max(0));
    }

    /// One notice less to read.
    pub fn one_read(self) {
        self.unread.update(|n| *n = (*n - 1).max(0));
    }

    async fn listen(self, api: Api, who: PersonId, stop: AbortController) {
        let signal = stop.signal();
        if let Ok(now) = api::notices::unread(api).await
            && !signal.aborted()
        {
            self.unread.set(now.unread);
        }
        api::pause(SETTLED).await;
        let mut failures = 0u32;
        while !signal.aborted() {
            let mut retry = RETRY;
            // A page that comes back into sight goes on where it was; another person begins anew.
            let before = self.last.get_value().filter(|(told, _)| *told == who).map(|(_, id)| id);
            let outcome = api::follow(api, "/events", before.as_deref(), &signal, |event| {
                retry = event.retry.unwrap_or(retry);
                if let Some(id) = &event.id {
                    self.last.set_value(Some((who, id.clone())));
                }
                self.take(&event);
            })
            .await;
            let pause = match outcome {
                Ok(()) => {
                    failures = 0;
                    retry
                }
                Err(Failure::Problem(p)) => match p.code {
                    // The session is over: whoever signs in next opens a stream of their own.
                    ProblemCode::SignInRequired | ProblemCode::SessionEnded | ProblemCode::Forbidden => return,
                    ProblemCode::BadCursor => {
                        self.last.set_value(None);
                        retry
                    }
                    _ => LONG,
                },
                Err(Failure::Offline) => {
                    failures += 1;
                    pause_after(retry, failures)
                }
            };
            if !signal.aborted() {
                api::pause(pause).await;
            }
        }
    }

    fn take(self, event: &Event) {
        match event.name.as_str() {
            "ready" => {
                if let Some(now) = api::read::<Unread>(&event.data) {
                    self.unread.set(now.unread);
                }
            }
            "notice" => {
                if let Some(notice) = api::read::<NoticeEvent>(&event.data) {
                    self.unread.set(notice.unread);
                    self.news.update(|n| *n = n.wrapping_add(1));
                }
            }
            "order" => {
                self.order.set(api::read(&event.data));
                self.changes.update(|n| *n = n.wrapping_add(1));
            }
            "reload" => {
                self.news.update(|n| *n = n.wrapping_add(1));
                self.changes.update(|n| *n = n.wrapping_add(1));
            }
            _ => {}
        }
    }
}

/// Twice as long after each failure, up to a minute.
fn pause_after(retry: i32, failures: u32) -> i32 {
    retry.saturating_mul(1 << failures.saturating_sub(1).min(10)).min(LONG)
}

fn is_in_sight() -> bool {
    web_sys::window().and_then(|w| w.document()).is_none_or(|d| !d.hidden())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_is_away_is_asked_less_and_less_often() {
        let pauses: Vec<i32> = (1..=7).map(|n| pause_after(RETRY, n)).collect();
        assert_eq!(pauses, [3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000]);
        assert_eq!(pause_after(RETRY, 400), LONG);
    }
}
