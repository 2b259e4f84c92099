//! Who could do it: every team in reach with the numbers behind its place. The same inputs give the same order.

use crate::accounts::names_of;
use crate::config::Dispatch as Weights;
use crate::menu;
use crate::orders::OrderRow;
use crate::org::{self, TeamRow};
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::scope::distance;
use chrono::{DateTime, Utc};
use contract::TeamId;
use contract::dispatch::Candidate;
use contract::org::{PersonRef, TeamRef};
use std::cmp::Reverse;

/// Steps through the tree at which nearness counts nothing any more: from one community over the city to another.
const FARTHEST: i32 = 4;

/// What the score is made of.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    pub matched: i32,
    pub needed: i32,
    pub distance: i32,
    pub load: i64,
    pub capacity: i32,
}

/// 0 to 100: skills, nearness, free capacity, each with its weight.
pub fn score(weights: &Weights, n: Numbers) -> i32 {
    let share = |part: i64, whole: i64| if whole <= 0 { 1.0 } else { (part.clamp(0, whole)) as f64 / whole as f64 };
    let skill = share(n.matched.into(), n.needed.into());
    let near = 1.0 - share(n.distance.into(), FARTHEST.into());
    let free = if n.capacity <= 0 { 0.0 } else { share(i64::from(n.capacity) - n.load, n.capacity.into()) };
    let sum =
        skill * f64::from(weights.skill_weight) + near * f64::from(weights.distance_weight) + free * f64::from(weights.capacity_weight);
    sum.round() as i32
}

/// Whether the team is on leave on the day of `now`.
pub fn is_on_leave(team: &TeamRow, now: DateTime<Utc>) -> bool {
    team.on_leave_until.is_some_and(|last| local(now).date() <= last)
}

/// The candidates, the best first; equal scores by load, then by name.
pub fn rank(c: &mut Conn, weights: &Weights, order: &OrderRow, now: DateTime<Utc>) -> ApiResult<Vec<Candidate>> {
    let ordered = menu::version(c, order.item_id, order.item_version)?.ok_or_else(|| ApiError::not_found("menu item"))?;
    let needed = ordered.content.0.skills;
    let skills = menu::skills_by_code(c)?;
    let rows = org::rows_in_reach(c, &order.area)?;
    let loads = org::team_loads(c, &rows.iter().map(|r| r.id).collect::<Vec<_>>())?;
    let mut found: Vec<(TeamRow, Candidate)> = rows
        .into_iter()
        .map(|row| {
            let matched: Vec<_> = needed.iter().filter(|s| row.skills.0.contains(s)).filter_map(|s| skills.get(s).cloned()).collect();
            let load = loads.get(&row.id).copied().unwrap_or(0);
            let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
            let numbers = Numbers {
                matched: count(matched.len()),
                needed: count(needed.len()),
                distance: distance(&order.area, &row.area),
                load,
                capacity: row.capacity,
            };
            let on_leave = is_on_leave(&row, now);
            let candidate = Candidate {
                team: TeamRef { id: row.id, name: row.name.clone() },
                leader: PersonRef { id: row.leader_id, name: String::new() },
                members: Vec::new(),
                matched_skills: matched,
                needed_skills: numbers.needed,
                distance: numbers.distance,
                load,
                capacity: row.capacity,
                is_on_leave: on_leave,
                score: score(weights, numbers),
                is_available: !on_leave && load < i64::from(row.capacity),
            };
            (row, candidate)
        })
        .collect();
    found.sort_by_key(|(_, k)| (!k.is_available, Reverse(k.score), k.load, k.team.name.clone(), k.team.id));
    found.truncate(usize::try_from(weights.candidates).unwrap_or(20));
    with_people(c, found)
}

fn with_people(c: &mut Conn, found: Vec<(TeamRow, Candidate)>) -> ApiResult<Vec<Candidate>> {
    let ids: Vec<TeamId> = found.iter().map(|(row, _)| row.id).collect();
    let leaders: Vec<_> = found.iter().map(|(row, _)| row.leader_id).collect();
    let (names, mut members) = (names_of(c, &leaders)?, org::member_refs(c, &ids)?);
    let complete = |(row, mut candidate): (TeamRow, Candidate)| {
        candidate.leader.name = names.get(&row.leader_id).cloned().unwrap_or_else(String::new);
        candidate.members = members.remove(&row.id).unwrap_or_else(Vec::new);
        candidate
    };
    Ok(found.into_iter().map(complete).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skill_nearness_and_free_hands_count() {
        let weights = Weights::default();
        let best = Numbers { matched: 2, needed: 2, distance: 0, load: 0, capacity: 5 };
        let with = |f: fn(&mut Numbers)| {
            let mut n = best;
            f(&mut n);
            score(&weights, n)
        };
        assert_eq!(score(&weights, best), 100);
        assert_eq!(with(|n| n.matched = 1), 75);
        assert_eq!(with(|n| n.distance = 4), 70);
        assert_eq!(with(|n| n.load = 5), 80);
        assert_eq!(with(|n| n.capacity = 0), 80);
        assert_eq!(
            with(|n| {
                n.matched = 0;
                n.needed = 0
            }),
            100
        );
    }
}
