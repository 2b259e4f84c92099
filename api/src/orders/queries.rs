//! One function, one statement. Every read of private rows takes a `Scope`.

use crate::org::ancestors;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::Scope;
use crate::schema::{dispatches, measures, order_events, orders, org_units, persons, reveals, role_grants};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::dispatch::DispatchState;
use contract::form::Answers;
use contract::menu::StageSpans;
use contract::orders::{
    EventDetail, Measure, NewMeasure, OrderAction, OrderSource, OrderState, Outcome, Pending, RejectionReason, Urgency,
};
use contract::{MeasureId, MenuItemId, OrderId, OrgUnitId, PersonId, RowId, TeamId};
use diesel::prelude::*;
use uuid::Uuid;

/// An order as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = orders, treat_none_as_default_value = false)]
pub struct OrderRow {
    pub id: OrderId,
    pub number: String,
    pub state: OrderState,
    pub round: i32,
    pub version: i32,
    pub item_id: MenuItemId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub urgency: Urgency,
    pub source: OrderSource,
    pub text: String,
    pub answers: JsonColumn<Answers>,
    pub spans: JsonColumn<StageSpans>,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_address: String,
    pub expected_from: Option<DateTime<Utc>>,
    pub expected_to: Option<DateTime<Utc>>,
    pub requester_id: PersonId,
    pub team_id: Option<TeamId>,
    pub responsible_id: Option<PersonId>,
    pub deadline: Option<DateTime<Utc>>,
    pub due_at: DateTime<Utc>,
    pub question: Option<String>,
    pub rejection_reason: Option<RejectionReason>,
    pub rejection_explanation: Option<String>,
    pub outcome: Option<Outcome>,
    pub completion_note: Option<String>,
    pub minutes: Option<i32>,
    pub pending: Option<Pending>,
    /// Levels above the community: who holds it.
    pub raised: i32,
    pub parent_id: Option<OrderId>,
    pub merged_into: Option<OrderId>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a step changes besides state, version and time. `None` leaves a column, `Some(None)` empties it.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = orders)]
pub struct Change {
    pub round: Option<i32>,
    pub urgency: Option<Urgency>,
    pub text: Option<String>,
    pub answers: Option<JsonColumn<Answers>>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub contact_address: Option<String>,
    pub team_id: Option<Option<TeamId>>,
    pub responsible_id: Option<Option<PersonId>>,
    pub deadline: Option<Option<DateTime<Utc>>>,
    pub question: Option<Option<String>>,
    pub rejection_reason: Option<Option<RejectionReason>>,
    pub rejection_explanation: Option<Option<String>>,
    pub outcome: Option<Option<Outcome>>,
    pub completion_note: Option<Option<String>>,
    pub minutes: Option<Option<i32>>,
    pub pending: Option<Option<Pending>>,
    pub raised: Option<i32>,
    pub merged_into: Option<Option<OrderId>>,
}

/// Something that happened to an order.
#[derive(Queryable, Insertable, Clone, Debug)]
#[diesel(table_name = order_events, treat_none_as_default_value = false)]
pub struct EventRow {
    pub order_id: OrderId,
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub round: i32,
    pub action: OrderAction,
    pub state: OrderState,
    pub actor_id: Option<PersonId>,
    pub actor_side: ActorSide,
    pub team_id: Option<TeamId>,
    pub note: Option<String>,
    pub detail: JsonColumn<EventDetail>,
}

contract::plain_words! {
    /// Which side took a step, for those who may not know the name.
    ActorSide {
        Requester = "requester",
        Community = "community",
        Street = "street",
        Team = "team",
        System = "system",
    }
}
crate::sql_word!(ActorSide);

/// An order in scope: one's own, one of one's branches, one offered to one's teams or taken by them.
///
/// Found by its key and then looked at: that statement is prepared once, whatever the scope.
pub fn find(c: &mut Conn, scope: &Scope, id: OrderId) -> QueryResult<Option<OrderRow>> {
    let Some(row) = find_any(c, id)? else { return Ok(None) };
    // Drafts belong to nobody but their author.
    let is_of_area = || row.state != OrderState::Draft && scope.areas.iter().any(|a| a.node_id == row.community_id || a.covers(&row.area));
    let is_seen = row.requester_id == scope.person || is_of_area() || is_with(c, &scope.teams, id)?;
    Ok(is_seen.then_some(row))
}

/// Whether an order was offered to one of the teams, and they have not lost it.
fn is_with(c: &mut Conn, teams: &[TeamId], id: OrderId) -> QueryResult<bool> {
    if teams.is_empty() {
        return Ok(false);
    }
    let open = [DispatchState::Offered, DispatchState::Accepted, DispatchState::Done];
    let theirs = dispatches::table
        .filter(dispatches::order_id.eq(id))
        .filter(dispatches::team_id.eq_any(teams.to_vec()))
        .filter(dispatches::state.eq_any(open));
    diesel::select(diesel::dsl::exists(theirs)).get_result(c)
}

/// An order, for the system and for a signed link.
pub fn find_any(c: &mut Conn, id: OrderId) -> QueryResult<Option<OrderRow>> {
    orders::table.find(id).select(OrderRow::as_select()).first(c).optional()
}

/// The order, and nobody else changes it until the transaction ends: whoever comes second sees what the first has done.
/// Offers of an order are changed under this lock only, so that two steps never wait for each other.
pub fn lock(tx: &mut Conn, id: OrderId) -> QueryResult<Option<OrderRow>> {
    // SQLite has one writer, so there is nobody to keep out.
    if let Conn::Pg(p) = tx {
        orders::table.find(id).select(orders::id).for_update().first::<OrderId>(p).optional()?;
    }
    find_any(tx, id)
}

pub fn insert(tx: &mut Conn, row: &OrderRow) -> QueryResult<usize> {
    diesel::insert_into(orders::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed the order after `version` was read.
pub fn update(tx: &mut Conn, row: &OrderRow, state: OrderState, change: Change, now: DateTime<Utc>) -> QueryResult<Option<OrderRow>> {
    diesel::update(orders::table.filter(orders::id.eq(row.id)).filter(orders::version.eq(row.version)))
        .set((change, orders::state.eq(state), orders::version.eq(row.version + 1), orders::updated_at.eq(now)))
        .returning(<OrderRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

pub fn set_due(tx: &mut Conn, id: OrderId, due: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(orders::table.find(id)).set(orders::due_at.eq(due)).execute(tx)
}

pub fn events_of(c: &mut Conn, id: OrderId) -> QueryResult<Vec<EventRow>> {
    order_events::table.filter(order_events::order_id.eq(id)).order(order_events::sequence).load(c)
}

pub fn insert_event(tx: &mut Conn, event: &EventRow) -> QueryResult<usize> {
    diesel::insert_into(order_events::table).values(event).execute(tx)
}

/// Measures of all rounds, oldest first.
pub fn measures_of(c: &mut Conn, id: OrderId) -> QueryResult<Vec<Measure>> {
    type Row = (MeasureId, i32, String, String, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = measures::table
        .filter(measures::order_id.eq(id))
        .order((measures::round, measures::id))
        .select((measures::id, measures::round, measures::what, measures::who, measures::due_at, measures::done_at))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, round, what, who, due_at, done_at)| Measure { id, round, what, who, due_at, done_at }).collect())
}

/// Plans measures for a round.
pub fn insert_measures(tx: &mut Conn, order: OrderId, round: i32, planned: &[NewMeasure]) -> QueryResult<()> {
    for measure in planned {
        let row = (
            measures::id.eq(MeasureId(Uuid::now_v7())),
            measures::order_id.eq(order),
            measures::round.eq(round),
            measures::what.eq(measure.what.trim()),
            measures::who.eq(measure.who.trim()),
            measures::due_at.eq(measure.due_at),
        );
        diesel::insert_into(measures::table).values(row).execute(tx)?;
    }
    Ok(())
}

pub fn finish_measures(tx: &mut Conn, order: OrderId, round: i32, now: DateTime<Utc>) -> QueryResult<usize> {
    let open = measures::table.filter(measures::order_id.eq(order)).filter(measures::round.eq(round)).filter(measures::done_at.is_null());
    diesel::update(open).set(measures::done_at.eq(Some(now))).execute(tx)
}

pub fn insert_reveal(tx: &mut Conn, order: OrderId, person: PersonId, reason: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        reveals::id.eq(RowId(Uuid::now_v7())),
        reveals::order_id.eq(order),
        reveals::person_id.eq(person),
        reveals::reason.eq(reason),
        reveals::at.eq(now),
    );
    diesel::insert_into(reveals::table).values(row).execute(tx)
}

/// Who saw the contact, newest first.
pub fn reveals_of(c: &mut Conn, order: OrderId) -> QueryResult<Vec<(DateTime<Utc>, PersonId, String)>> {
    reveals::table
        .filter(reveals::order_id.eq(order))
        .order((reveals::at.desc(), reveals::id.desc()))
        .limit(200)
        .select((reveals::at, reveals::person_id, reveals::reason))
        .load(c)
}

/// Orders that were asked something and have been silent since then: what the sweeper looks at.
pub fn silent_since(c: &mut Conn, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<OrderRow>> {
    orders::table
        .filter(orders::state.eq(OrderState::NeedsInfo))
        .filter(orders::updated_at.le(since))
        .order(orders::created_at)
        .limit(limit)
        .select(OrderRow::as_select())
        .load(c)
}

/// Orders brought into a state by this step before then, with the instant, by id after `after`. Later steps that leave the state
/// as it is, such as a rating, do not count: `by` is taken once a round.
pub fn since_step(
    c: &mut Conn,
    state: OrderState,
    by: OrderAction,
    before: DateTime<Utc>,
    after: Option<OrderId>,
    limit: i64,
) -> QueryResult<Vec<(OrderRow, DateTime<Utc>)>> {
    let step = order_events::order_id.eq(orders::id).and(order_events::round.eq(orders::round)).and(order_events::action.eq(by));
    orders::table
        .inner_join(order_events::table.on(step))
        .filter(orders::state.eq(state))
        .filter(order_events::at.le(before))
        .filter(orders::id.gt(after.unwrap_or(OrderId(Uuid::nil()))))
        .order(orders::id)
        .limit(limit)
        .select((OrderRow::as_select(), order_events::at))
        .load(c)
}

/// The numbers of those who hold one of the roles at the nearest node above a community, or at it.
pub fn desk_phones(c: &mut Conn, roles: &[Role], area: &str) -> QueryResult<Vec<String>> {
    let found: Vec<(String, String)> = role_grants::table
        .inner_join(org_units::table)
        .inner_join(persons::table.on(persons::id.eq(role_grants::person_id)))
        .filter(role_grants::role.eq_any(roles.to_vec()))
        .filter(role_grants::ended_at.is_null())
        .filter(org_units::path.eq_any(ancestors(area)))
        .order(persons::phone)
        .select((org_units::path, persons::phone))
        .load(c)?;
    let nearest = found.iter().map(|(path, _)| path.len()).max();
    Ok(found.into_iter().filter(|(path, _)| Some(path.len()) == nearest).map(|(_, phone)| phone).collect())
}
