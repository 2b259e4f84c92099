//! What the engine is given: the facts of an order, the rules that hold there, the teams in reach as they are now.

use super::engine::{Atlas, OrderFacts, Rule, TeamFacts, decide};
use super::{queries, rules};
use crate::accounts::names_of;
use crate::config;
use crate::menu::{self, ItemRow};
use crate::orders::{Desk, OrderRow};
use crate::org::{self, TeamRow};
use crate::platform::calendar::{WorkingCalendar, local};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, TimeDelta, Utc};
use contract::TeamId;
use contract::dispatch::Candidate;
use contract::explanation::{DecisionWeights, Explanation, WeighedTeam};
use contract::org::PersonRef;

/// Whether the team is on leave on the day of `now`.
pub fn is_on_leave(team: &TeamRow, now: DateTime<Utc>) -> bool {
    team.on_leave_until.is_some_and(|last| local(now).date() <= last)
}

/// The configured weights.
pub fn weights(config: &config::Dispatch) -> DecisionWeights {
    DecisionWeights {
        skill: config.skill_weight,
        distance: config.distance_weight,
        capacity: config.capacity_weight,
        promise: config.promise_weight,
    }
}

/// The rules, and the weights, choose for an order as things are now.
pub fn explain(c: &mut Conn, desk: &Desk, order: &OrderRow) -> ApiResult<Explanation> {
    let (rules, atlas) = rules::at(c, &order.area)?;
    explain_with(c, desk, order, &rules, &atlas)
}

/// The same, the rules being known.
pub fn explain_with(c: &mut Conn, desk: &Desk, order: &OrderRow, rules: &[Rule], atlas: &Atlas) -> ApiResult<Explanation> {
    let item = menu::item(c, order.item_id)?.ok_or_else(|| ApiError::not_found("menu item"))?;
    let teams = org::rows_in_reach(c, &order.area)?;
    let teams = team_facts(c, desk, teams)?;
    let facts = facts(c, order, &item, &desk.calendar)?;
    Ok(decide(&facts, rules, &teams, weights(&desk.config.dispatch), atlas, desk.now))
}

/// What rules may ask about an order. It needs the skills of the version of the item that was ordered.
pub fn facts(c: &mut Conn, order: &OrderRow, item: &ItemRow, calendar: &WorkingCalendar) -> ApiResult<OrderFacts> {
    let came_in = local(order.created_at);
    let ordered = if order.item_version == item.item_version { None } else { menu::version(c, item.id, order.item_version)? };
    Ok(OrderFacts {
        item_id: item.id,
        item_code: item.code.clone(),
        group_id: item.group_id,
        needed: ordered.map_or_else(|| item.skills.0.clone(), |version| version.content.0.skills),
        area: order.area.clone(),
        address: order.contact_address.clone(),
        text: order.text.clone(),
        urgency: order.urgency,
        came_in,
        is_working_day: calendar.is_working_day(came_in.date()),
    })
}

/// Teams with their load and their promises.
pub fn team_facts(c: &mut Conn, desk: &Desk, rows: Vec<TeamRow>) -> ApiResult<Vec<TeamFacts>> {
    let ids: Vec<TeamId> = rows.iter().map(|r| r.id).collect();
    let since = desk.now - TimeDelta::days(desk.config.dispatch.promise_days);
    let (loads, promises) = (org::team_loads(c, &ids)?, queries::promises(c, &ids, since)?);
    let team = |row: TeamRow| {
        let (kept, promised) = promises.get(&row.id).copied().unwrap_or((0, 0));
        TeamFacts {
            load: loads.get(&row.id).copied().unwrap_or(0),
            is_on_leave: is_on_leave(&row, desk.now),
            id: row.id,
            name: row.name,
            kind: row.kind,
            area: row.area,
            skills: row.skills.0,
            capacity: row.capacity,
            kept,
            promised,
        }
    };
    Ok(rows.into_iter().map(team).collect())
}

/// The first of the candidates, with the people one can name.
pub fn shown(c: &mut Conn, desk: &Desk, explanation: &Explanation) -> ApiResult<Vec<Candidate>> {
    let most = usize::try_from(desk.config.dispatch.candidates).unwrap_or(20);
    let first: Vec<&WeighedTeam> = explanation.candidates.iter().take(most).collect();
    let ids: Vec<TeamId> = first.iter().map(|t| t.team.id).collect();
    let leaders = queries::leaders_of(c, &ids)?;
    let people: Vec<_> = leaders.values().copied().collect();
    let (names, mut members) = (names_of(c, &people)?, org::member_refs(c, &ids)?);
    let skills = menu::skills_by_code(c)?;
    let needed = i32::try_from(explanation.facts.needed_skills.len()).unwrap_or(i32::MAX);
    let mut one = |weighed: &WeighedTeam| -> Option<Candidate> {
        let leader = *leaders.get(&weighed.team.id)?;
        Some(Candidate {
            team: weighed.team.clone(),
            leader: PersonRef { id: leader, name: names.get(&leader).cloned().unwrap_or_else(String::new) },
            members: members.remove(&weighed.team.id).unwrap_or_else(Vec::new),
            matched_skills: weighed.matched_skills.iter().filter_map(|s| skills.get(s).cloned()).collect(),
            needed_skills: needed,
            distance: weighed.distance,
            load: weighed.load,
            capacity: weighed.capacity,
            is_on_leave: weighed.is_on_leave,
            score: weighed.score,
            is_available: !weighed.is_on_leave && weighed.load < i64::from(weighed.capacity),
        })
    };
    Ok(first.into_iter().filter_map(&mut one).collect())
}
