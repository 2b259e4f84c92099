//! What the streams are fed with: one loop a process looks at the database and tells each listener what is theirs.

use super::{event, reload};
use crate::app::App;
use crate::notices::queries;
use crate::orders::{self, Changed};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use contract::notices::{NoticeEvent, OrderEvent};
use contract::{NoticeId, OrderId, PersonId};
use std::collections::HashMap;
use std::time::Duration;

/// A change is dated before it waits for a writer and is committed: each look goes back so far, and remembers what it has told.
const LOOK_BACK: TimeDelta = TimeDelta::seconds(10);
/// The same for somebody who comes back, whose last event may have come from another process.
const COME_BACK: TimeDelta = TimeDelta::seconds(30);
/// More than so many changes are told as one `reload`.
const MOST: i64 = 2000;
/// Looks are so far apart at least, however many commits there are.
const PAUSE: Duration = Duration::from_millis(200);

/// Something that was told, so that it is told once.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Told {
    Notice(NoticeId),
    Order(OrderId, i32),
}

/// Where the loop stands.
struct Feed {
    since: DateTime<Utc>,
    told: HashMap<Told, DateTime<Utc>>,
}

/// What a look has found.
struct Found {
    notices: Vec<(NoticeId, PersonId, DateTime<Utc>)>,
    unread: HashMap<PersonId, i64>,
    orders: Vec<Changed>,
}

impl Found {
    fn is_too_much(&self) -> bool {
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        self.orders.len() > most || self.notices.len() > most
    }
}

/// Feeds the streams until the process ends.
pub async fn follow(app: Data<App>) {
    let mut feed = Feed { since: app.clock.now(), told: HashMap::new() };
    let wait = Duration::from_secs(app.config.notices.poll_seconds.max(1));
    loop {
        let _ = tokio::time::timeout(wait, app.outbox_bell.events.notified()).await;
        if let Err(error) = feed.look(&app).await {
            tracing::warn!(cause = error.cause().unwrap_or_default(), %error, "the streams of events wait");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Feed {
    async fn look(&mut self, app: &App) -> ApiResult<()> {
        let now = app.clock.now();
        if app.events.is_empty() {
            *self = Self { since: now, told: HashMap::new() };
            return Ok(());
        }
        let since = self.since - LOOK_BACK;
        let people: Vec<PersonId> = app.events.listeners().iter().map(|(_, who)| who.person).collect();
        let found = app.db.read(move |c| find(c, since, people)).await?;
        let listeners = app.events.listeners();
        if found.is_too_much() {
            listeners.iter().for_each(|(id, _)| app.events.send(*id, reload(now)));
            *self = Self { since: now, told: HashMap::new() };
            return Ok(());
        }
        let fresh = |told: &mut HashMap<Told, DateTime<Utc>>, key, at| told.insert(key, at).is_none();
        for (id, person, at) in &found.notices {
            if fresh(&mut self.told, Told::Notice(*id), *at) {
                let told = notice_event(*id, *at, found.unread.get(person).copied());
                listeners.iter().filter(|(_, who)| who.person == *person).for_each(|(to, _)| app.events.send(*to, told.clone()));
            }
        }
        for order in found.orders {
            if fresh(&mut self.told, Told::Order(order.id, order.version), order.at) {
                let told = order_event(&order);
                listeners.iter().filter(|(_, who)| order.is_seen_by(&who.scope())).for_each(|(to, _)| app.events.send(*to, told.clone()));
            }
        }
        self.since = now;
        self.told.retain(|_, at| *at > now - LOOK_BACK - LOOK_BACK);
        Ok(())
    }
}

fn find(c: &mut Conn, since: DateTime<Utc>, mut people: Vec<PersonId>) -> ApiResult<Found> {
    people.sort_unstable();
    people.dedup();
    let mut notices = queries::told_since(c, since, MOST + 1)?;
    notices.retain(|(_, person, _)| people.binary_search(person).is_ok());
    let mut readers: Vec<PersonId> = notices.iter().map(|(_, person, _)| *person).collect();
    readers.sort_unstable();
    readers.dedup();
    let unread = if readers.is_empty() { HashMap::new() } else { queries::unread_of(c, &readers)? };
    Ok(Found { notices, unread, orders: orders::changed_since(c, since, MOST + 1)? })
}

fn notice_event(id: NoticeId, at: DateTime<Utc>, unread: Option<i64>) -> actix_web::web::Bytes {
    event("notice", at, &NoticeEvent { id, unread: unread.unwrap_or(0) })
}

fn order_event(order: &Changed) -> actix_web::web::Bytes {
    event("order", order.at, &OrderEvent { id: order.id, version: order.version, state: order.state })
}

/// What somebody missed who was last told something at `since`, and how much they have not read.
pub fn missed(
    c: &mut Conn,
    who: &crate::platform::auth::Principal,
    since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> ApiResult<(i64, Vec<actix_web::web::Bytes>)> {
    let unread = queries::count(c, who.person, Some(true))?;
    let Some(since) = since else { return Ok((unread, Vec::new())) };
    let since = since - COME_BACK;
    let notices = queries::told_one_since(c, who.person, since, MOST + 1)?;
    let changed = orders::changed_since(c, since, MOST + 1)?;
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    if notices.len() > most || changed.len() > most {
        return Ok((unread, vec![reload(now)]));
    }
    let scope = who.scope();
    let notices = notices.into_iter().map(|(id, at)| (at, notice_event(id, at, Some(unread))));
    let changed = changed.iter().filter(|o| o.is_seen_by(&scope)).map(|o| (o.at, order_event(o)));
    let mut all: Vec<_> = notices.chain(changed).collect();
    all.sort_by_key(|(at, _)| *at);
    Ok((unread, all.into_iter().map(|(_, event)| event).collect()))
}
