//! The list of orders: one statement, with the filters and the order that an index can serve.

use super::lifecycle::Side;
use super::search::{self, Candidate, Reach, Search};
use crate::platform::auth::{DESK, Who};
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::paging::Key;
use crate::platform::scope::{Area, Scope};
use crate::schema::{menu_items, orders, org_units, teams};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::orders::{OrderFilter, OrderSort, OrderState, Urgency};
use contract::org::OrgLevel;
use contract::{OrderId, OrgUnitId, PersonId, ProblemCode, TeamId};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use std::collections::HashMap;

/// A row of the list.
#[derive(Queryable, Clone, Debug)]
pub struct SummaryRow {
    pub id: OrderId,
    pub number: String,
    pub state: OrderState,
    pub round: i32,
    pub version: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    pub area: String,
    pub urgency: Urgency,
    pub text: String,
    pub requester_id: PersonId,
    pub team_name: Option<String>,
    pub due_at: DateTime<Utc>,
    pub deadline: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl SummaryRow {
    /// On whose behalf the caller may act, as far as a list row tells.
    pub fn sides(&self, who: &Who) -> Vec<Side> {
        let mut sides = Vec::new();
        if self.requester_id == who.person {
            sides.push(Side::Requester);
        }
        if who.holds_at(DESK, &self.area) {
            sides.push(Side::Desk);
        }
        if who.holds_at(&[Role::CommunitySecretary], &self.area) {
            sides.push(Side::Secretary);
        }
        sides
    }
}

/// The filter's words, read.
pub struct Wanted {
    states: Vec<OrderState>,
    search: Option<Search>,
}

impl Wanted {
    /// 400 for a word that is no state.
    pub fn read(filter: &OrderFilter, who: &Who) -> ApiResult<Self> {
        let words = filter.state.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|w| !w.is_empty());
        let states: Result<Vec<OrderState>, _> = words.map(str::parse).collect();
        let states = states.map_err(|e| ApiError::new(ProblemCode::BadQuery, format!("`state`: {e}")))?;
        let reach = || if filter.mine == Some(true) || who.scope().areas.is_empty() { Reach::own(who.person) } else { Reach::staff(who) };
        let q = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
        Ok(Self { states, search: q.map(|q| Search::read(q, reach())) })
    }

    /// The same as `filtered!`, for one order that the search found.
    fn admits(&self, filter: &OrderFilter, row: &Candidate, now: DateTime<Utc>) -> bool {
        (self.states.is_empty() || self.states.contains(&row.state))
            && filter.community.is_none_or(|id| id == row.community_id)
            && filter.item.is_none_or(|id| id == row.item_id)
            && filter.team.is_none_or(|id| Some(id) == row.team_id)
            && filter.urgency.is_none_or(|urgency| urgency == row.urgency)
            && filter.overdue.is_none_or(|overdue| overdue == (row.due_at < now))
    }
}

/// Whose orders a list shows: staff see their areas, everybody else their own; `mine` asks for one's own in any case.
enum Of {
    Person(PersonId),
    Community(OrgUnitId),
    Branch(Area),
    /// Of somebody with roles in several places.
    Communities(Vec<OrgUnitId>),
}

impl Of {
    fn read(c: &mut Conn, scope: &Scope, filter: &OrderFilter) -> QueryResult<Self> {
        Ok(match scope.areas.as_slice() {
            [] => Self::Person(scope.person),
            _ if filter.mine == Some(true) => Self::Person(scope.person),
            [one] if one.is_community() => Self::Community(one.node_id),
            [one] => Self::Branch(one.clone()),
            several => {
                let mut anywhere: Box<dyn BoxableExpression<org_units::table, MultiBackend, SqlType = Bool>> =
                    Box::new(org_units::id.eq_any(several.iter().map(|a| a.node_id).collect::<Vec<_>>()));
                for area in several {
                    anywhere = Box::new(anywhere.or(org_units::path.ge(area.path.clone()).and(org_units::path.lt(area.end()))));
                }
                let communities = org_units::table.filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee));
                Self::Communities(communities.filter(anywhere).select(org_units::id).load(c)?)
            }
        })
    }
}

impl Of {
    /// The same as `scoped!`, for one order that the search found.
    fn shows(&self, row: &Candidate) -> bool {
        let is_of_area = match self {
            Self::Person(person) => return row.requester_id == *person,
            Self::Community(one) => row.community_id == *one,
            Self::Branch(one) => one.covers(&row.area),
            Self::Communities(ids) => ids.contains(&row.community_id),
        };
        is_of_area && row.state != OrderState::Draft
    }
}

macro_rules! scoped {
    ($query:expr, $of:expr) => {{
        let query = $query;
        match $of {
            Of::Person(person) => query.filter(orders::requester_id.eq(*person)),
            Of::Community(one) => query.filter(orders::state.ne(OrderState::Draft)).filter(orders::community_id.eq(*one)),
            Of::Branch(one) => {
                let inside = orders::area.ge(one.path.clone()).and(orders::area.lt(one.end()));
                query.filter(orders::state.ne(OrderState::Draft)).filter(inside)
            }
            Of::Communities(ids) => query.filter(orders::state.ne(OrderState::Draft)).filter(orders::community_id.eq_any(ids.clone())),
        }
    }};
}

macro_rules! filtered {
    ($query:expr, $filter:expr, $wanted:expr, $now:expr) => {{
        let (filter, wanted): (&OrderFilter, &Wanted) = ($filter, $wanted);
        let mut query = $query;
        match wanted.states.as_slice() {
            [] => {}
            [one] => query = query.filter(orders::state.eq(*one)),
            several => query = query.filter(orders::state.eq_any(several.to_vec())),
        }
        if let Some(community) = filter.community {
            query = query.filter(orders::community_id.eq(community));
        }
        if let Some(item) = filter.item {
            query = query.filter(orders::item_id.eq(item));
        }
        if let Some(team) = filter.team {
            query = query.filter(orders::team_id.eq(Some(team)));
        }
        if let Some(urgency) = filter.urgency {
            query = query.filter(orders::urgency.eq(urgency));
        }
        match filter.overdue {
            Some(true) => query = query.filter(orders::due_at.lt($now)),
            Some(false) => query = query.filter(orders::due_at.ge($now)),
            None => {}
        }
        query
    }};
}

/// Columns of a list row, of whatever orders.
macro_rules! summaries {
    () => {
        orders::table
            .inner_join(menu_items::table)
            .inner_join(org_units::table)
            .left_join(teams::table)
            .select((
                orders::id,
                orders::number,
                orders::state,
                orders::round,
                orders::version,
                menu_items::name,
                menu_items::name_en,
                org_units::name,
                orders::area,
                orders::urgency,
                orders::text,
                orders::requester_id,
                teams::name.nullable(),
                orders::due_at,
                orders::deadline,
                orders::created_at,
                orders::updated_at,
            ))
            .into_boxed::<MultiBackend>()
    };
}

/// A page after `after`, one row more than shown.
pub fn page(
    c: &mut Conn,
    scope: &Scope,
    filter: &OrderFilter,
    wanted: &Wanted,
    after: Option<&Key>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<SummaryRow>> {
    let of = Of::read(c, scope, filter)?;
    if let Some(search) = &wanted.search {
        let admits = |row: &Candidate| of.shows(row) && wanted.admits(filter, row, now);
        let limit = usize::try_from(limit).unwrap_or_default();
        let ids = searched(c, search, filter.sort, after, limit, admits)?;
        return in_order(c, &ids);
    }
    let mut query = filtered!(scoped!(summaries!().limit(limit), &of), filter, wanted, now);
    query = match (filter.sort, after) {
        (Some(OrderSort::Due), None) => query.order((orders::due_at.asc(), orders::id.asc())),
        (Some(OrderSort::Due), Some(key)) => query
            .filter(orders::due_at.ge(key.at).and(orders::due_at.gt(key.at).or(orders::id.gt(OrderId(key.id)))))
            .order((orders::due_at.asc(), orders::id.asc())),
        (_, None) => query.order((orders::created_at.desc(), orders::id.desc())),
        (_, Some(key)) => query
            .filter(orders::created_at.le(key.at).and(orders::created_at.lt(key.at).or(orders::id.lt(OrderId(key.id)))))
            .order((orders::created_at.desc(), orders::id.desc())),
    };
    query.load(c)
}

/// The orders of a page of a search. Newest first they come from the index as they are wanted; by due time, all that are found are sorted.
fn searched(
    c: &mut Conn,
    search: &Search,
    sort: Option<OrderSort>,
    after: Option<&Key>,
    limit: usize,
    admits: impl Fn(&Candidate) -> bool,
) -> QueryResult<Vec<OrderId>> {
    if sort != Some(OrderSort::Due) {
        return Ok(search::found(c, search, after, limit, admits)?.into_iter().map(|row| row.id).collect());
    }
    let mut all = search::found(c, search, None, usize::MAX, admits)?;
    all.retain(|row| after.is_none_or(|key| (row.due_at, row.id.0) > (key.at, key.id)));
    all.sort_by_key(|row| (row.due_at, row.id.0));
    Ok(all.into_iter().take(limit).map(|row| row.id).collect())
}

/// List rows of these orders, in this order.
fn in_order(c: &mut Conn, ids: &[OrderId]) -> QueryResult<Vec<SummaryRow>> {
    let rows: Vec<SummaryRow> = summaries!().filter(orders::id.eq_any(ids.to_vec())).load(c)?;
    let mut by_id: HashMap<OrderId, SummaryRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// How many match, over all pages.
pub fn count(c: &mut Conn, scope: &Scope, filter: &OrderFilter, wanted: &Wanted, now: DateTime<Utc>) -> QueryResult<i64> {
    let of = Of::read(c, scope, filter)?;
    if let Some(search) = &wanted.search {
        let all = search::found(c, search, None, usize::MAX, |row| of.shows(row) && wanted.admits(filter, row, now))?;
        return Ok(i64::try_from(all.len()).unwrap_or(i64::MAX));
    }
    let query = orders::table.select(diesel::dsl::count_star()).into_boxed::<MultiBackend>();
    filtered!(scoped!(query, &of), filter, wanted, now).first(c)
}

/// Names of teams.
pub fn team_names(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, String>> {
    let rows: Vec<(TeamId, String)> = teams::table.filter(teams::id.eq_any(ids.to_vec())).select((teams::id, teams::name)).load(c)?;
    Ok(rows.into_iter().collect())
}
