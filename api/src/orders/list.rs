//! The list of orders: one statement, with the filters and the order that an index can serve.

use super::lifecycle::Side;
use super::sides::desk_at;
use crate::org::contains;
use crate::platform::auth::Who;
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

#[diesel::declare_sql_function]
extern "SQL" {
    /// Small letters.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// A LIKE pattern that finds `text` as it stands, capitals as capitals.
fn as_written(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

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
    pub raised: i32,
    pub team_name: Option<String>,
    pub due_at: DateTime<Utc>,
    pub deadline: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub escalated: i32,
    pub parent_id: Option<OrderId>,
}

impl SummaryRow {
    /// On whose behalf the caller may act, as far as a list row tells.
    pub fn sides(&self, who: &Who) -> Vec<Side> {
        let mut sides = Vec::new();
        if self.requester_id == who.person {
            sides.push(Side::Requester);
        }
        if who.holds_at(desk_at(self.raised), &self.area) {
            sides.push(Side::Desk);
        }
        if self.raised == 0 && who.holds_at(&[Role::CommunitySecretary], &self.area) {
            sides.push(Side::Secretary);
        }
        sides
    }
}

/// The filter's words, read.
pub struct Wanted {
    states: Vec<OrderState>,
}

impl Wanted {
    /// 400 for a word that is no state.
    pub fn read(filter: &OrderFilter) -> ApiResult<Self> {
        let words = filter.state.as_deref().unwrap_or_default().split(',').map(str::trim).filter(|w| !w.is_empty());
        let states: Result<Vec<OrderState>, _> = words.map(str::parse).collect();
        let states = states.map_err(|e| ApiError::new(ProblemCode::BadQuery, format!("`state`: {e}")))?;
        Ok(Self { states })
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

macro_rules! scoped {
    ($query:expr, $of:expr) => {{
        let query = $query;
        match $of {
            // Parts are shown inside the order they belong to.
            Of::Person(person) => query.filter(orders::requester_id.eq(*person)).filter(orders::parent_id.is_null()),
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
        if let Some(pending) = filter.pending {
            query = query.filter(orders::pending.eq(Some(pending)));
        }
        if let Some(level) = filter.escalated {
            query = query.filter(orders::escalated.ge(level));
        }
        match filter.overdue {
            Some(true) => query = query.filter(orders::due_at.lt($now)),
            Some(false) => query = query.filter(orders::due_at.ge($now)),
            None => {}
        }
        if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
            // SQLite compares Latin letters in either case, PostgreSQL only when told to; other alphabets are found as they are written.
            let (exact, small) = (as_written(q), contains(q));
            let in_text = orders::text.like(exact.clone()).escape('\\').or(lower(orders::text).like(small).escape('\\'));
            query = query.filter(orders::number.like(exact).escape('\\').or(in_text));
        }
        query
    }};
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
    let query = orders::table
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
            orders::raised,
            teams::name.nullable(),
            orders::due_at,
            orders::deadline,
            orders::created_at,
            orders::updated_at,
            orders::escalated,
            orders::parent_id,
        ))
        .limit(limit)
        .into_boxed::<MultiBackend>();
    let mut query = filtered!(scoped!(query, &of), filter, wanted, now);
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

/// How many match, over all pages.
pub fn count(c: &mut Conn, scope: &Scope, filter: &OrderFilter, wanted: &Wanted, now: DateTime<Utc>) -> QueryResult<i64> {
    let of = Of::read(c, scope, filter)?;
    let query = orders::table.select(diesel::dsl::count_star()).into_boxed::<MultiBackend>();
    filtered!(scoped!(query, &of), filter, wanted, now).first(c)
}

/// Names of teams.
pub fn team_names(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, String>> {
    let rows: Vec<(TeamId, String)> = teams::table.filter(teams::id.eq_any(ids.to_vec())).select((teams::id, teams::name)).load(c)?;
    Ok(rows.into_iter().collect())
}
