//! One function, one statement.

use crate::in_areas;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{menu_items, orders, org_units, rectification_events, rectifications, teams};
use chrono::{DateTime, Utc};
use contract::rectifications::{RectificationAction, RectificationFilter, RectificationState};
use contract::{OrderId, OrgUnitId, PersonId, RatingId, RectificationId, TeamId};
use diesel::prelude::*;

/// A rectification as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = rectifications, treat_none_as_default_value = false)]
pub struct RectificationRow {
    pub id: RectificationId,
    pub rating_id: RatingId,
    pub order_id: OrderId,
    pub round: i32,
    pub community_id: OrgUnitId,
    pub area: String,
    pub team_id: Option<TeamId>,
    pub responsible_id: Option<PersonId>,
    pub state: RectificationState,
    pub version: i32,
    pub opened_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub findings: Option<String>,
    pub plan: Option<String>,
    pub planned_by: Option<PersonId>,
    pub feedback: Option<String>,
    pub re_rating_grade: Option<i16>,
    pub re_rating_text: Option<String>,
    pub re_rated_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

/// What a step changes besides state, version and times. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = rectifications)]
pub struct Change {
    pub findings: Option<String>,
    pub plan: Option<String>,
    pub planned_by: Option<PersonId>,
    pub feedback: Option<String>,
    pub re_rating_grade: Option<i16>,
    pub re_rating_text: Option<String>,
    pub re_rated_at: Option<DateTime<Utc>>,
}

/// Something that happened to a rectification.
#[derive(Queryable, Insertable, Clone, Debug)]
#[diesel(table_name = rectification_events, treat_none_as_default_value = false)]
pub struct EventRow {
    pub rectification_id: RectificationId,
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub action: RectificationAction,
    pub state: RectificationState,
    pub actor_id: Option<PersonId>,
    pub note: Option<String>,
}

/// A rectification with the names that go with it.
#[derive(Queryable)]
pub struct NamedRow {
    pub row: RectificationRow,
    pub grade: i16,
    /// Whoever gave the bad rating.
    pub rater_id: PersonId,
    pub order_number: String,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    pub team_name: Option<String>,
}

macro_rules! named {
    () => {
        rectifications::table
            .inner_join(orders::table.on(orders::id.eq(rectifications::order_id)))
            .inner_join(crate::schema::ratings::table.on(crate::schema::ratings::id.eq(rectifications::rating_id)))
            .inner_join(menu_items::table.on(menu_items::id.eq(orders::item_id)))
            .inner_join(org_units::table.on(org_units::id.eq(rectifications::community_id)))
            .left_join(teams::table.on(rectifications::team_id.eq(teams::id.nullable())))
            .select((
                RectificationRow::as_select(),
                crate::schema::ratings::grade,
                crate::schema::ratings::rater_id,
                orders::number,
                menu_items::name,
                menu_items::name_en,
                org_units::name,
                teams::name.nullable(),
            ))
    };
}

pub fn find(c: &mut Conn, id: RectificationId) -> QueryResult<Option<NamedRow>> {
    named!().filter(rectifications::id.eq(id)).first(c).optional()
}

/// That of a rating, if the rating opened one.
pub fn of_rating(c: &mut Conn, rating: RatingId) -> QueryResult<Option<RectificationRow>> {
    rectifications::table.filter(rectifications::rating_id.eq(rating)).select(RectificationRow::as_select()).first(c).optional()
}

/// The one of a round whose rater, this person, may rate again now.
pub fn awaiting_rater(c: &mut Conn, order: OrderId, round: i32, rater: PersonId) -> QueryResult<Option<RectificationRow>> {
    use crate::schema::ratings;
    rectifications::table
        .inner_join(ratings::table.on(ratings::id.eq(rectifications::rating_id)))
        .filter(ratings::rater_id.eq(rater))
        .filter(rectifications::order_id.eq(order))
        .filter(rectifications::round.eq(round))
        .filter(rectifications::state.eq(RectificationState::FeedbackGiven))
        .select(RectificationRow::as_select())
        .first(c)
        .optional()
}

/// Whose rectifications a list shows.
pub enum Of<'a> {
    /// All of these parts of the tree; those that nobody has called about yet only where that may be known.
    Areas(&'a [Area], bool),
    /// One's own as the rater, and those of one's teams' work once somebody has called.
    Person(PersonId, &'a [TeamId]),
}

/// Rectifications, those due first, first.
pub fn page(
    c: &mut Conn,
    of: &Of<'_>,
    filter: &RectificationFilter,
    after: Option<&Key>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<NamedRow>> {
    use RectificationState::Opened;
    use rectifications as r;
    let query = named!().order((r::due_at.asc(), r::id.asc())).limit(limit).into_boxed::<MultiBackend>();
    let mut query = match of {
        Of::Areas(areas, true) => in_areas!(query, r::area, areas),
        Of::Areas(areas, false) => in_areas!(query, r::area, areas).filter(r::state.ne(Opened)),
        Of::Person(person, teams) => {
            let of_teams = r::team_id.eq_any(teams.iter().copied().map(Some).collect::<Vec<_>>()).assume_not_null();
            query.filter(crate::schema::ratings::rater_id.eq(*person).or(of_teams.and(r::state.ne(Opened))))
        }
    };
    if let Some(state) = filter.state {
        query = query.filter(r::state.eq(state));
    }
    if let Some(community) = filter.community {
        query = query.filter(r::community_id.eq(community));
    }
    if let Some(order) = filter.order {
        query = query.filter(r::order_id.eq(order));
    }
    match filter.overdue {
        Some(true) => query = query.filter(r::due_at.lt(now)),
        Some(false) => query = query.filter(r::due_at.ge(now)),
        None => {}
    }
    if let Some(key) = after {
        query = query.filter(r::due_at.ge(key.at).and(r::due_at.gt(key.at).or(r::id.gt(RectificationId(key.id)))));
    }
    query.load(c)
}

pub fn insert(tx: &mut Conn, row: &RectificationRow) -> QueryResult<usize> {
    diesel::insert_into(rectifications::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after `row` was read.
pub fn update(
    tx: &mut Conn,
    row: &RectificationRow,
    state: RectificationState,
    due: DateTime<Utc>,
    change: Change,
    now: DateTime<Utc>,
) -> QueryResult<Option<RectificationRow>> {
    use rectifications as r;
    diesel::update(r::table.filter(r::id.eq(row.id)).filter(r::version.eq(row.version)))
        .set((change, r::state.eq(state), r::due_at.eq(due), r::version.eq(row.version + 1), r::updated_at.eq(now)))
        .returning(<RectificationRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// What happened, oldest first.
pub fn events_of(c: &mut Conn, id: RectificationId) -> QueryResult<Vec<EventRow>> {
    use rectification_events as e;
    e::table.filter(e::rectification_id.eq(id)).order(e::sequence).load(c)
}

pub fn insert_event(tx: &mut Conn, event: &EventRow) -> QueryResult<usize> {
    diesel::insert_into(rectification_events::table).values(event).execute(tx)
}

/// When the community and the team came to know of it: with the call. `None` before.
pub fn known_at(c: &mut Conn, id: RectificationId) -> QueryResult<Option<DateTime<Utc>>> {
    use rectification_events as e;
    let call = e::table.filter(e::rectification_id.eq(id)).filter(e::action.eq(RectificationAction::Call));
    call.select(e::at).first(c).optional()
}

/// Those whose state should have been left before then, by id after `after`.
pub fn overdue(c: &mut Conn, now: DateTime<Utc>, after: Option<RectificationId>, limit: i64) -> QueryResult<Vec<RectificationRow>> {
    use rectifications as r;
    r::table
        .filter(r::due_at.lt(now))
        .filter(r::id.gt(after.unwrap_or(RectificationId(uuid::Uuid::nil()))))
        .order(r::id)
        .limit(limit)
        .select(RectificationRow::as_select())
        .load(c)
}
