//! Which orders have changed lately, and who sees them: for the streams of events.

use crate::platform::db::Conn;
use crate::platform::scope::Scope;
use crate::schema::{dispatches, orders};
use chrono::{DateTime, Utc};
use contract::dispatch::DispatchState;
use contract::orders::OrderState;
use contract::{OrderId, OrgUnitId, PersonId, TeamId};
use diesel::prelude::*;

/// Orders whose offers are looked up at once.
const CHUNK: usize = 500;

/// An order at its present version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    pub id: OrderId,
    pub version: i32,
    pub state: OrderState,
    pub at: DateTime<Utc>,
    requester: PersonId,
    community: OrgUnitId,
    area: String,
    /// Teams it was offered to, and that have not lost it.
    teams: Vec<TeamId>,
}

impl Changed {
    /// The rule of `queries::find`, without asking the database for each pair.
    pub fn is_seen_by(&self, scope: &Scope) -> bool {
        let is_of_area =
            || self.state != OrderState::Draft && scope.areas.iter().any(|a| a.node_id == self.community || a.covers(&self.area));
        self.requester == scope.person || is_of_area() || self.teams.iter().any(|t| scope.teams.contains(t))
    }
}

/// Orders changed after an instant, oldest change first.
pub fn changed_since(c: &mut Conn, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<Changed>> {
    type Row = (OrderId, i32, OrderState, DateTime<Utc>, PersonId, OrgUnitId, String);
    let rows: Vec<Row> = orders::table
        .filter(orders::updated_at.gt(since))
        .order((orders::updated_at, orders::id))
        .limit(limit)
        .select((orders::id, orders::version, orders::state, orders::updated_at, orders::requester_id, orders::community_id, orders::area))
        .load(c)?;
    let changed = |(id, version, state, at, requester, community, area)| {
        (id, Changed { id, version, state, at, requester, community, area, teams: Vec::new() })
    };
    let mut changed: Vec<(OrderId, Changed)> = rows.into_iter().map(changed).collect();
    for chunk in changed.chunks_mut(CHUNK) {
        let offers = offered(c, &chunk.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
        for (id, order) in chunk {
            order.teams = offers.iter().filter(|(order, _)| order == id).map(|(_, team)| *team).collect();
        }
    }
    Ok(changed.into_iter().map(|(_, order)| order).collect())
}

fn offered(c: &mut Conn, ids: &[OrderId]) -> QueryResult<Vec<(OrderId, TeamId)>> {
    let open = [DispatchState::Offered, DispatchState::Accepted, DispatchState::Done];
    dispatches::table
        .filter(dispatches::order_id.eq_any(ids.to_vec()))
        .filter(dispatches::state.eq_any(open))
        .select((dispatches::order_id, dispatches::team_id))
        .load(c)
}
