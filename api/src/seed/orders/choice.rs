//! Which teams a dispatcher would see for an order, and which of them are asked.

use super::stages::Walk;
use crate::config;
use crate::dispatch::engine::{Atlas, OrderFacts, TeamFacts, decide};
use crate::dispatch::weights;
use crate::platform::calendar::local;
use crate::platform::scope::distance;
use crate::seed::teams::Team;
use chrono::{DateTime, TimeDelta, Utc};
use contract::explanation::{Explanation, MadeChoice};
use contract::org::TeamRef;

/// Hardly any order stays with a team for longer.
const OPEN_DAYS: i64 = 30;
/// The teams whose numbers are kept with an invented offer: a dispatcher chooses among these.
const SHOWN: usize = 5;

/// A team in reach with its place in the list.
pub struct Ranked {
    pub index: usize,
    score: i32,
    matched: i32,
}

impl Walk<'_, '_> {
    /// Teams in reach, the best first; those that refused this order are not asked again. Whether a team has room is known of today
    /// only: it counts for offers that may still be open.
    pub fn rank(&self, at: DateTime<Utc>, refused: &[usize]) -> Vec<Ranked> {
        let is_past = at < self.world.now - TimeDelta::days(OPEN_DAYS);
        let (area, needed) = (&self.journey.row.area, &self.item().skills);
        let reach = self.world.reach.get(self.street()).map_or(&[][..], Vec::as_slice);
        let free = reach.iter().copied().filter(|i| (is_past || self.world.has_room(*i)) && !refused.contains(i));
        let mut ranked: Vec<Ranked> = free
            .filter_map(|index| {
                let team = self.world.teams.get(index)?;
                let matched = needed.iter().filter(|s| team.skills.contains(s)).count();
                let distance = distance(area, &team.area);
                let count = |n: usize| i32::try_from(n).unwrap_or(0);
                let skill = 50 * count(matched) / count(needed.len()).max(1);
                let free = 20 * (team.capacity - team.load).max(0) / team.capacity.max(1);
                Some(Ranked { index, score: skill + 30 * (4 - distance.min(4)) / 4 + free, matched: count(matched) })
            })
            .collect();
        ranked.sort_by_key(|r| (std::cmp::Reverse(r.score), r.index));
        ranked
    }

    /// Mostly the best; people also know things that no score knows.
    pub fn choose(&mut self, ranked: &[Ranked], count: usize) -> Vec<usize> {
        let mut best: Vec<usize> = ranked.iter().filter(|r| r.matched > 0).take(5).map(|r| r.index).collect();
        let mut chosen = Vec::new();
        while chosen.len() < count && !best.is_empty() {
            let weights: Vec<u32> = [50, 25, 13, 8, 4].into_iter().take(best.len()).collect();
            chosen.push(best.remove(self.chance.weighted(&weights)));
        }
        chosen
    }

    /// What the dispatcher saw: the best of those in reach with their numbers, and what was done. There were no rules then.
    pub fn explanation(&self, at: DateTime<Utc>, chosen: &[usize], ranked: &[Ranked]) -> Explanation {
        let (row, offered) = (&self.journey.row, super::words::chosen(&self.world.items, self.item));
        let came_in = local(row.created_at);
        let facts = OrderFacts {
            item_id: offered.id,
            item_code: offered.item.code.clone(),
            group_id: offered.group_id,
            needed: offered.item.skills.clone(),
            area: row.area.clone(),
            address: row.contact_address.clone(),
            text: row.text.clone(),
            urgency: row.urgency,
            came_in,
            is_working_day: self.world.calendar.is_working_day(came_in.date()),
        };
        let teams: Vec<&Team> = ranked.iter().take(SHOWN).filter_map(|r| self.world.teams.get(r.index)).collect();
        let numbers: Vec<TeamFacts> = teams.iter().map(|t| numbers(t)).collect();
        let weights = weights(&config::Dispatch::default());
        let mut explanation = decide(&facts, &[], &numbers, weights, &Atlas::default(), at);
        let made = chosen.iter().filter_map(|i| self.world.teams.get(*i)).map(|t| TeamRef { id: t.id, name: t.name.clone() });
        let made: Vec<TeamRef> = made.collect();
        let follows_suggestion = made == explanation.suggested;
        explanation.made = Some(MadeChoice { teams: made, by: self.clerk, rule_id: None, is_named: false, follows_suggestion });
        explanation
    }
}

/// The team as the engine takes it.
fn numbers(team: &Team) -> TeamFacts {
    TeamFacts {
        id: team.id,
        name: team.name.clone(),
        kind: team.kind,
        area: team.area.clone(),
        skills: team.skills.clone(),
        load: team.load.into(),
        capacity: team.capacity,
        is_on_leave: team.is_on_leave,
        kept: 0,
        promised: 0,
    }
}
