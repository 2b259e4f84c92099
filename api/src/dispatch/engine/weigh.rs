//! The numbers behind a team's place.

use super::{OrderFacts, Said};
use crate::platform::scope::distance;
use contract::TeamId;
use contract::explanation::{DecisionWeights, ExclusionReason, Points, WeighedTeam};
use contract::org::{TeamKind, TeamRef};

/// Steps through the tree at which nearness counts nothing any more: from one community over the city to another.
const FARTHEST: i64 = 4;
/// With how many promises, of which how many kept, every team begins: one broken promise out of one says little (our decision).
const BEGINS_WITH: (i64, i64) = (5, 4);

/// A team in reach, as it is now.
#[derive(Clone, Debug)]
pub struct TeamFacts {
    pub id: TeamId,
    pub name: String,
    pub kind: TeamKind,
    /// Path of the node it serves.
    pub area: String,
    /// By code.
    pub skills: Vec<String>,
    /// Open tasks.
    pub load: i64,
    pub capacity: i32,
    pub is_on_leave: bool,
    pub kept: i64,
    pub promised: i64,
}

/// `weight` times part of a whole, in hundredths of a point; all of it where there is nothing to have a part of.
fn share(weight: i32, part: i64, whole: i64) -> i32 {
    let full = i128::from(weight) * 100;
    if whole <= 0 {
        return i32::try_from(full).unwrap_or(i32::MAX);
    }
    let (part, whole) = (i128::from(part.clamp(0, whole)), i128::from(whole));
    i32::try_from((full * part + whole / 2) / whole).unwrap_or(i32::MAX)
}

pub(super) fn weigh(team: &TeamFacts, facts: &OrderFacts, weights: DecisionWeights, said: &Said) -> WeighedTeam {
    let (matched, missing): (Vec<String>, Vec<String>) = facts.needed.iter().cloned().partition(|s| team.skills.contains(s));
    let steps = distance(&facts.area, &team.area);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let capacity = i64::from(team.capacity);
    let points = Points {
        skill: share(weights.skill, count(matched.len()), count(facts.needed.len())),
        distance: share(weights.distance, FARTHEST - i64::from(steps), FARTHEST),
        capacity: if capacity <= 0 { 0 } else { share(weights.capacity, capacity.saturating_sub(team.load), capacity) },
        promise: share(
            weights.promise,
            team.kept.max(0).saturating_add(BEGINS_WITH.1),
            team.promised.max(team.kept).max(0).saturating_add(BEGINS_WITH.0),
        ),
    };
    let sum = points.skill.saturating_add(points.distance).saturating_add(points.capacity).saturating_add(points.promise);
    WeighedTeam {
        team: TeamRef { id: team.id, name: team.name.clone() },
        kind: team.kind,
        place: None,
        distance: steps,
        matched_skills: matched,
        missing_skills: missing,
        load: team.load,
        capacity: team.capacity,
        is_on_leave: team.is_on_leave,
        kept: team.kept,
        promised: team.promised,
        points,
        score: sum.saturating_add(50) / 100,
        is_preferred: said.prefer == Some(team.id),
        excluded: excluded(team, said),
    }
}

fn excluded(team: &TeamFacts, said: &Said) -> Option<ExclusionReason> {
    if team.is_on_leave {
        Some(ExclusionReason::OnLeave)
    } else if team.load >= i64::from(team.capacity) {
        Some(ExclusionReason::HandsFull)
    } else if said.skills.iter().any(|s| !team.skills.contains(s)) {
        Some(ExclusionReason::SkillRequired)
    } else if said.kinds.iter().any(|kinds| !kinds.contains(&team.kind)) {
        Some(ExclusionReason::KindNotAdmitted)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact_and_bounded() {
        assert_eq!(share(45, 1, 2), 2250);
        assert_eq!(share(45, 0, 0), 4500);
        assert_eq!(share(30, -1, 4), 0);
        assert_eq!(share(30, 9, 4), 3000);
        assert_eq!(share(10, 1, 3), 333);
        assert_eq!(share(10, 2, 3), 667);
    }
}
