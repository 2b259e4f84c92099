//! What it takes to put something new on the books: a number, a person, who may write it down for whom.

use super::NOTHING_DUE;
use super::queries::{self, OrderRow};
use crate::accounts;
use crate::menu;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::scope::Grant;
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::form;
use contract::orders::{Consent, NewContact, OrderSource, OrderState, Urgency};
use contract::org::OrgRef;
use contract::{OrderId, PersonId};
use uuid::Uuid;

/// Numbers are random: they tell nobody how many orders there are, and need no counter that writers would wait for.
/// Draws until `insert` finds the number free; `key` is the constraint that says that it is not.
pub fn numbered<T>(
    tx: &mut Conn,
    at: DateTime<Utc>,
    key: &str,
    insert: impl FnMut(&mut Conn, String) -> diesel::QueryResult<T>,
) -> ApiResult<T> {
    numbered_or(tx, at, key, |_| None, insert)
}

/// The same for what other constraints may refuse: `refused` says which, and in which words.
pub fn numbered_or<T>(
    tx: &mut Conn,
    at: DateTime<Utc>,
    key: &str,
    refused: impl Fn(&str) -> Option<ApiError>,
    mut insert: impl FnMut(&mut Conn, String) -> diesel::QueryResult<T>,
) -> ApiResult<T> {
    use diesel::Connection;
    let day = crate::platform::calendar::local(at).format("%y%m%d");
    for _ in 0..5 {
        let digits = format!("{:08}", rand::random_range(0..100_000_000));
        let (a, b) = digits.split_at(4);
        match tx.transaction(|tx| insert(tx, format!("{day}-{a}-{b}"))) {
            Ok(done) => return Ok(done),
            Err(error) => {
                let broken = crate::platform::error::broken_key(error)?;
                if broken != key {
                    return Err(refused(&broken).unwrap_or_else(|| ApiError::internal(format!("unexpected constraint {broken}"))));
                }
            }
        }
    }
    Err(ApiError::internal("no free number in five tries"))
}

/// Stores an order under a number of its own.
pub fn insert_numbered(tx: &mut Conn, mut row: OrderRow) -> ApiResult<OrderRow> {
    let at = row.created_at;
    numbered(tx, at, "uq_orders_number", |tx, number| {
        row.number = number;
        queries::insert(tx, &row).map(|_| row.clone())
    })
}

/// The account of somebody who told others what they need; made when the number is new.
pub fn person_for(tx: &mut Conn, contact: &NewContact, now: DateTime<Utc>) -> ApiResult<PersonId> {
    if let Some(person) = accounts::person_by_phone(tx, &contact.phone)? {
        return Ok(person.id);
    }
    Ok(accounts::insert_person(tx, PersonId(Uuid::now_v7()), &contact.phone, contact.name.trim(), now)?.id)
}

/// Where an order or a wish comes from, and whether this caller may write it down for somebody else: the desk of the community, or a
/// grid worker within it, and nobody without the person's consent.
pub fn entered_by(who: &Who, community: &str, on_behalf: bool, consent: Option<&Consent>) -> ApiResult<OrderSource> {
    if !on_behalf {
        let nobody_asked = || ApiError::field("/consent", "choice", "consent goes with `on_behalf` only");
        return if consent.is_some() { Err(nobody_asked()) } else { Ok(OrderSource::Spa) };
    }
    // The grid lies below its community, the worker of a whole area above it.
    let grid = |g: &Grant| g.role == Role::GridWorker && (g.path.starts_with(community) || community.starts_with(&g.path));
    let source = if who.holds_at(DESK, community) {
        OrderSource::Phone
    } else if who.grants.iter().any(grid) {
        OrderSource::Grid
    } else {
        return Err(ApiError::forbidden("only the desk of that community and its grid workers write something down for others"));
    };
    consent.map(|_| source).ok_or_else(|| ApiError::field("/consent", "required", "say how the person agreed"))
}

/// What a new order is made of.
pub struct Placing<'a> {
    pub item: &'a menu::ItemRow,
    pub community: &'a OrgRef,
    pub source: OrderSource,
    pub requester: PersonId,
    pub text: &'a str,
    pub answers: form::Answers,
    pub contact: &'a NewContact,
    /// When somebody is at home.
    pub expected: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
}

impl Placing<'_> {
    /// The row before it has a number and a first step.
    pub fn row(self, now: DateTime<Utc>) -> OrderRow {
        OrderRow {
            id: OrderId(Uuid::now_v7()),
            number: String::new(),
            state: OrderState::Draft,
            round: 1,
            version: 1,
            item_id: self.item.id,
            community_id: self.community.id,
            area: self.community.path.clone(),
            urgency: Urgency::Normal,
            source: self.source,
            text: self.text.trim().to_owned(),
            answers: JsonColumn(self.answers),
            spans: self.item.deadlines.clone(),
            contact_name: self.contact.name.trim().to_owned(),
            contact_phone: self.contact.phone.clone(),
            contact_address: self.contact.address.trim().to_owned(),
            expected_from: self.expected.0,
            expected_to: self.expected.1,
            requester_id: self.requester,
            team_id: None,
            responsible_id: None,
            deadline: None,
            due_at: NOTHING_DUE,
            question: None,
            rejection_reason: None,
            rejection_explanation: None,
            outcome: None,
            completion_note: None,
            minutes: None,
            pending: None,
            raised: 0,
            parent_id: None,
            merged_into: None,
            created_at: now,
            updated_at: now,
            next_mark_at: NOTHING_DUE,
            escalated: 0,
            item_version: self.item.item_version,
        }
    }
}
