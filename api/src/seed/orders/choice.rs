//! Which teams a dispatcher would see for an order, and which of them are asked.

use super::stages::Walk;
use crate::platform::scope::distance;
use crate::seed::teams::Team;
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::Candidate;
use contract::org::{PersonRef, Skill, TeamRef};

/// Hardly any order stays with a team for longer.
const OPEN_DAYS: i64 = 30;

/// A team in reach with its place in the list.
pub struct Ranked {
    pub index: usize,
    score: i32,
    matched: i32,
    distance: i32,
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
                Some(Ranked { index, score: skill + 30 * (4 - distance.min(4)) / 4 + free, matched: count(matched), distance })
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

    /// What the dispatcher saw: the first three, as the server shows them, without the teams' members.
    pub fn candidates(&self, ranked: &[Ranked]) -> Vec<Candidate> {
        let needed = &self.item().skills;
        let shown = ranked.iter().take(3).filter_map(|r| self.world.teams.get(r.index).map(|t| (r, t)));
        let skill = |team: &Team, s: &&Skill| needed.contains(&s.code) && team.skills.contains(&s.code);
        shown
            .map(|(ranked, team)| Candidate {
                team: TeamRef { id: team.id, name: team.name.clone() },
                leader: PersonRef { id: team.leader.id, name: team.leader.name.clone() },
                members: Vec::new(),
                matched_skills: self.world.data.menu.skills.iter().filter(|s| skill(team, s)).cloned().collect(),
                needed_skills: i32::try_from(needed.len()).unwrap_or(0),
                distance: ranked.distance,
                load: team.load.into(),
                capacity: team.capacity,
                is_on_leave: team.is_on_leave,
                score: ranked.score,
                is_available: true,
            })
            .collect()
    }
}
