//! What is read again and again and changes seldom: items, communities, and everything that hangs on one version of an order.
//! An order's version grows with every change of its events, measures, offers, photos and rating, so what was read for a version stays true.

use super::queries::{self, EventRow, OrderRow};
use super::questions;
use super::rounds::{self, RoundRow};
use crate::accounts::names_of;
use crate::config;
use crate::dispatch::{self, Offer};
use crate::menu::{self, ItemRow};
use crate::org;
use crate::photos::{self, PhotoRow};
use crate::platform::db::Conn;
use crate::ratings;
use contract::menu::FormField;
use contract::orders::{Measure, Question};
use contract::org::OrgRef;
use contract::ratings::Rating;
use contract::{MenuItemId, OrderId, OrgUnitId, PersonId, TeamId};
use diesel::QueryResult;
use moka::sync::Cache;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

/// Names inside a remembered order may be those of a minute ago.
const DETAIL_LIFE: Duration = Duration::from_secs(60);
const MOST_ENTRIES: u64 = 20_000;

/// Keeps what was read lately.
pub struct Shelf {
    items: Cache<MenuItemId, Arc<ItemRow>>,
    forms: Cache<(MenuItemId, i32), Arc<Vec<FormField>>>,
    communities: Cache<OrgUnitId, Arc<OrgRef>>,
    details: Cache<(OrderId, i32), Arc<Detail>>,
}

/// Everything about one version of an order that is not in its row.
#[derive(Default)]
pub struct Detail {
    /// Oldest first.
    pub events: Vec<EventRow>,
    /// Of all rounds.
    pub measures: Vec<Measure>,
    /// With the names of their teams, oldest first.
    pub offers: Vec<(Offer, String)>,
    /// Of all rounds, oldest first.
    pub photos: Vec<PhotoRow>,
    /// Of the present round.
    pub rating: Option<Rating>,
    /// Rounds that were done, with the names of their teams and their ratings, oldest first.
    pub rounds: Vec<(RoundRow, Option<String>, Option<Rating>)>,
    /// Oldest first, with the answers.
    pub questions: Vec<Question>,
    /// Of those who answer for the work.
    pub names: HashMap<PersonId, String>,
}

impl Shelf {
    /// Items and communities may be as old as configured; details as many as configured.
    pub fn new(limits: &config::Limits) -> Self {
        let life = Duration::from_secs(limits.catalogue_seconds);
        let details = Cache::builder().max_capacity(limits.remembered_orders).time_to_live(DETAIL_LIFE).build();
        Self { items: lasting(life), forms: lasting(life), communities: lasting(life), details }
    }

    /// An item of the menu, open or not.
    pub fn item(&self, c: &mut Conn, id: MenuItemId) -> QueryResult<Option<Arc<ItemRow>>> {
        remembered(&self.items, id, || menu::item(c, id))
    }

    /// Somebody changed the item: what is remembered of it does not hold any more, in this process at once.
    pub fn forget_item(&self, id: MenuItemId) {
        self.items.invalidate(&id);
    }

    /// The form an order was filled in on, when it is not the item's present one. A published version never changes.
    pub fn older_form(&self, c: &mut Conn, item: &ItemRow, version: i32) -> QueryResult<Option<Arc<Vec<FormField>>>> {
        if item.item_version == version {
            return Ok(None);
        }
        remembered(&self.forms, (item.id, version), || Ok(menu::version(c, item.id, version)?.map(|v| v.content.0.form)))
    }

    /// A community; `None` for any other node.
    pub fn community(&self, c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<Arc<OrgRef>>> {
        remembered(&self.communities, id, || org::community(c, id))
    }

    /// A community that is there: one that was merged or dissolved takes nothing in.
    pub fn open_community(&self, c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<Arc<OrgRef>>> {
        Ok(self.community(c, id)?.filter(|community| !org::is_gone(&community.path)))
    }

    /// Nodes were moved or renamed.
    pub fn forget_communities(&self) {
        self.communities.invalidate_all();
    }

    /// What hangs on this version of the order.
    pub fn detail(&self, c: &mut Conn, row: &OrderRow) -> QueryResult<Arc<Detail>> {
        let key = (row.id, row.version);
        if let Some(known) = self.details.get(&key) {
            return Ok(known);
        }
        let detail = Arc::new(read(c, row)?);
        self.details.insert(key, Arc::clone(&detail));
        Ok(detail)
    }
}

/// Inside a transaction, which may yet be undone: read, and not kept.
pub fn read(c: &mut Conn, row: &OrderRow) -> QueryResult<Detail> {
    let offers = dispatch::offers_of(c, row.id)?;
    let done = rounds::of_order(c, row.id)?;
    let mut ratings = if done.is_empty() { HashMap::new() } else { ratings::by_round(c, row.id, row.requester_id)? };
    let rating = ratings.get(&row.round).cloned();
    let team_name = |id: TeamId| offers.iter().find(|(offer, _)| offer.team_id == id).map(|(_, name)| name.clone());
    let rounds: Vec<_> = done
        .into_iter()
        .map(|round| {
            let (name, rating) = (round.team_id.and_then(team_name), ratings.remove(&round.round));
            (round, name, rating)
        })
        .collect();
    let responsible = rounds.iter().filter_map(|(round, _, _)| round.responsible_id);
    let mut people: Vec<PersonId> =
        offers.iter().filter_map(|(offer, _)| offer.responsible_id).chain(row.responsible_id).chain(responsible).collect();
    people.sort_unstable();
    people.dedup();
    Ok(Detail {
        events: queries::events_of(c, row.id)?,
        measures: queries::measures_of(c, row.id)?,
        photos: photos::of_order(c, row.id)?,
        rating,
        rounds,
        questions: questions::of_order(c, row.id)?,
        names: if people.is_empty() { HashMap::new() } else { names_of(c, &people)? },
        offers,
    })
}

fn lasting<K: Hash + Eq + Send + Sync + 'static, V: Clone + Send + Sync + 'static>(life: Duration) -> Cache<K, V> {
    Cache::builder().max_capacity(MOST_ENTRIES).time_to_live(life).build()
}

fn remembered<K: Hash + Eq + Copy + Send + Sync + 'static, V: Send + Sync + 'static>(
    cache: &Cache<K, Arc<V>>,
    key: K,
    read: impl FnOnce() -> QueryResult<Option<V>>,
) -> QueryResult<Option<Arc<V>>> {
    if let Some(known) = cache.get(&key) {
        return Ok(Some(known));
    }
    let found = read()?.map(Arc::new);
    if let Some(value) = &found {
        cache.insert(key, Arc::clone(value));
    }
    Ok(found)
}
