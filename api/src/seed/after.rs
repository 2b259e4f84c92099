//! What follows from the orders that were made: rounds that were done, whose work each rating is about, what became of the bad ones, and
//! a few whistles. Ids are those of what they follow from, so that the whole city can be made again.

use crate::platform::db::Conn;
use crate::schema::{memberships, orders, ratings, rectification_events, rectifications, whistle_responders, whistles};
use crate::schema::{order_events, role_grants};
use chrono::{DateTime, TimeDelta, Utc};
use contract::accounts::Role;
use contract::orders::{OrderAction, OrderState};
use contract::rectifications::{RectificationAction as A, RectificationState as S};
use contract::whistles::{ResponderState, WhistleCause, WhistleState};
use contract::{OrderId, OrgUnitId, PersonId, RatingId, RectificationId, ResponderId, TeamId, UnitId, WhistleId};
use diesel::prelude::*;

/// How many whistles are blown.
const WHISTLES: i64 = 2;

/// Writes all of it.
pub fn follow(c: &mut Conn, now: DateTime<Utc>) -> QueryResult<()> {
    rounds(c)?;
    for bad in bad_ratings(c)? {
        rectify(c, &bad, now)?;
    }
    blow(c, now)
}

fn rounds(c: &mut Conn) -> QueryResult<()> {
    let rounds = "INSERT INTO order_rounds (order_id, round, team_id, responsible_id, outcome, note, done_at) \
        SELECT e.order_id, e.round, d.team_id, d.responsible_id, CASE WHEN e.round = o.round THEN o.outcome END, e.note, e.at \
        FROM order_events e JOIN orders o ON o.id = e.order_id \
        LEFT JOIN dispatches d ON d.order_id = e.order_id AND d.round = e.round AND d.state = 'done' \
        WHERE e.action = 'complete' AND NOT EXISTS (SELECT 1 FROM order_rounds r WHERE r.order_id = e.order_id AND r.round = e.round)";
    let handlers = "UPDATE ratings SET \
        team_id = (SELECT r.team_id FROM order_rounds r WHERE r.order_id = ratings.order_id AND r.round = ratings.round), \
        responsible_id = (SELECT r.responsible_id FROM order_rounds r WHERE r.order_id = ratings.order_id AND r.round = ratings.round) \
        WHERE team_id IS NULL";
    diesel::sql_query(rounds).execute(c)?;
    diesel::sql_query(handlers).execute(c)?;
    Ok(())
}

type Bad = (RatingId, OrderId, i32, OrgUnitId, String, Option<TeamId>, Option<PersonId>, DateTime<Utc>);

fn bad_ratings(c: &mut Conn) -> QueryResult<Vec<Bad>> {
    ratings::table
        .inner_join(orders::table.on(orders::id.eq(ratings::order_id)))
        .filter(ratings::grade.le(2))
        .order(ratings::id)
        .select((
            ratings::id,
            ratings::order_id,
            ratings::round,
            orders::community_id,
            orders::area,
            ratings::team_id,
            ratings::responsible_id,
            ratings::rated_at,
        ))
        .load(c)
}

/// Called the next morning, mended, told, and closed after days of silence; what time has not come yet is still open.
fn rectify(c: &mut Conn, bad: &Bad, now: DateTime<Utc>) -> QueryResult<()> {
    use rectifications as r;
    let (rating, order, round, community, area, team, responsible, at) = bad;
    let steps = [
        (A::Open, S::Opened, 0, None),
        (A::Call, S::CalledBack, 20, Some("效果没有达到预期")),
        (A::FixNow, S::FixNow, 26, Some("再次上门处理")),
        (A::GiveFeedback, S::FeedbackGiven, 70, Some("已再次上门，当面说明")),
        (A::StaySilent, S::RaterSilent, 70 + 169, None),
        (A::Close, S::Closed, 70 + 169, None),
    ];
    let taken: Vec<_> = steps.into_iter().filter(|(_, _, hours, _)| *at + TimeDelta::hours(*hours) <= now).collect();
    let state = taken.last().map_or(S::Opened, |t| t.1);
    // Within a weekend, so that nothing is late in a new city.
    let due = if state == S::Closed { crate::orders::NOTHING_DUE } else { now + TimeDelta::days(3) };
    let text = |action: A| taken.iter().find(|t| t.0 == action).and_then(|t| t.3);
    let id = RectificationId(rating.0);
    let row = (
        (r::id.eq(id), r::rating_id.eq(rating), r::order_id.eq(order), r::round.eq(round), r::community_id.eq(community), r::area.eq(area)),
        (r::team_id.eq(team), r::responsible_id.eq(responsible), r::state.eq(state)),
        r::version.eq(i32::try_from(taken.len()).unwrap_or(1)),
        (r::opened_at.eq(at), r::due_at.eq(due), r::updated_at.eq(now)),
        (r::findings.eq(text(A::Call)), r::plan.eq(text(A::FixNow)), r::feedback.eq(text(A::GiveFeedback))),
    );
    diesel::insert_into(r::table).values(row).execute(c)?;
    for (sequence, (action, state, hours, note)) in (1i32..).zip(&taken) {
        use rectification_events as e;
        let event = (
            e::rectification_id.eq(id),
            e::sequence.eq(sequence),
            e::at.eq(*at + TimeDelta::hours(*hours)),
            e::action.eq(*action),
            e::state.eq(*state),
            e::note.eq(*note),
        );
        diesel::insert_into(e::table).values(event).execute(c)?;
    }
    Ok(())
}

type Accepted = (OrderId, OrgUnitId, String, i32, i32);

/// For orders that were just accepted, by the clerk of the community, to the departments of the demo accounts.
fn blow(c: &mut Conn, now: DateTime<Utc>) -> QueryResult<()> {
    let found: Vec<Accepted> = orders::table
        .filter(orders::state.eq(OrderState::Accepted))
        .filter(orders::round.eq(1))
        .order((orders::area, orders::created_at.desc()))
        .limit(WHISTLES)
        .select((orders::id, orders::community_id, orders::area, orders::round, orders::version))
        .load(c)?;
    let departments: Vec<(PersonId, UnitId)> = role_grants::table
        .inner_join(memberships::table.on(memberships::person_id.eq(role_grants::person_id)))
        .filter(role_grants::role.eq(Role::Department))
        .order(role_grants::person_id)
        .select((role_grants::person_id, memberships::unit_id))
        .load(c)?;
    for order in found {
        whistle(c, &order, &departments, now)?;
    }
    Ok(())
}

fn whistle(c: &mut Conn, order: &Accepted, departments: &[(PersonId, UnitId)], now: DateTime<Utc>) -> QueryResult<()> {
    use {order_events as e, whistle_responders as r, whistles as w};
    let (id, community, area, round, version) = order;
    let text = "多位居民反映，超出社区职责，请部门到场处理";
    let clerk: Option<PersonId> =
        e::table.filter(e::order_id.eq(id)).filter(e::action.eq(OrderAction::Accept)).select(e::actor_id).first(c).optional()?.flatten();
    let Some(clerk) = clerk else { return Ok(()) };
    let last: i32 = e::table.filter(e::order_id.eq(id)).order(e::sequence.desc()).select(e::sequence).first(c)?;
    let event = (
        (e::order_id.eq(id), e::sequence.eq(last + 1), e::at.eq(now), e::round.eq(round), e::action.eq(OrderAction::Whistle)),
        (e::state.eq(OrderState::Whistled), e::actor_id.eq(Some(clerk)), e::actor_side.eq(super::rows::ActorSide::Community)),
        (e::note.eq(Some(text)), e::detail.eq(crate::platform::db::types::Json(serde_json::json!({})))),
    );
    diesel::insert_into(e::table).values(event).execute(c)?;
    let moved = (
        orders::state.eq(OrderState::Whistled),
        orders::version.eq(version + 1),
        orders::due_at.eq(crate::orders::NOTHING_DUE),
        orders::updated_at.eq(now),
    );
    diesel::update(orders::table.find(id)).set(moved).execute(c)?;
    let row = (
        (w::id.eq(WhistleId(id.0)), w::order_id.eq(id), w::round.eq(round), w::community_id.eq(community), w::area.eq(area)),
        (w::cause.eq(WhistleCause::StrongDemand), w::text.eq(text), w::is_urgent.eq(false), w::state.eq(WhistleState::Blown)),
        (w::version.eq(1), w::blown_by.eq(clerk), w::blown_at.eq(now)),
    );
    diesel::insert_into(w::table).values(row).execute(c)?;
    for (index, (person, unit)) in departments.iter().enumerate() {
        let is_first = index == 0;
        let state = if is_first { ResponderState::Acknowledged } else { ResponderState::Notified };
        let row = (
            // Two parts of one whistle differ in the last bits.
            r::id.eq(ResponderId(uuid::Uuid::from_u128(id.0.as_u128() ^ (index as u128 + 1)))),
            (r::whistle_id.eq(WhistleId(id.0)), r::unit_id.eq(unit), r::state.eq(state), r::version.eq(1), r::told.eq(0)),
            r::due_at.eq(now + TimeDelta::days(3)),
            r::acknowledged_at.eq(is_first.then_some(now)),
            r::answered_by.eq(is_first.then_some(*person)),
        );
        diesel::insert_into(r::table).values(row).execute(c)?;
    }
    Ok(())
}
