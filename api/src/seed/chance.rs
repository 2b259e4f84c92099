//! Reproducible chance: an own generator with a fixed algorithm, so that one seed gives the same city in every release.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashSet;
use uuid::Uuid;

/// SplitMix64. Good enough to invent a city with, and for nothing else.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// A stream of its own for each part of the city, so that a change in one part leaves the others as they were.
    pub fn new(seed: u64, part: &str) -> Self {
        let folded = part.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        let mut chance = Self { state: folded };
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = usize::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// Whether something happens that happens in `percent` of a hundred cases.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// From 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of a list that is not empty.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length; that no list of the data files is empty is tested")]
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// `count` different ones of a list, in a random order; fewer when the list is shorter.
    pub fn some<T: Clone>(&mut self, from: &[T], count: usize) -> Vec<T> {
        let mut rest: Vec<T> = from.to_vec();
        let count = count.min(rest.len());
        (0..count).map(|_| rest.swap_remove(self.below(rest.len()))).collect()
    }

    /// The index of one of the weights.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().map(|w| *w as usize).sum());
        for (index, weight) in weights.iter().enumerate() {
            match left.checked_sub(*weight as usize) {
                Some(rest) => left = rest,
                None => return index,
            }
        }
        weights.len().saturating_sub(1)
    }

    /// A stretch of time between two others, to the second.
    pub fn time(&mut self, low: TimeDelta, high: TimeDelta) -> TimeDelta {
        TimeDelta::seconds(self.between(low.num_seconds(), high.num_seconds().max(low.num_seconds())))
    }

    /// A UUIDv7 of the time the thing was made; its random part comes from here.
    pub fn id(&mut self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0u8; 10];
        random.iter_mut().zip(self.next().to_be_bytes().into_iter().chain(self.next().to_be_bytes())).for_each(|(to, from)| *to = from);
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Puts two lists of word parts together, never twice the same.
pub fn compounds(chance: &mut Chance, heads: &[String], tails: &[String], count: usize, taken: &mut HashSet<String>) -> Vec<String> {
    let mut found = Vec::with_capacity(count);
    let most = heads.len() * tails.len();
    while found.len() < count && taken.len() < most {
        let name = format!("{}{}", chance.pick(heads), chance.pick(tails));
        if taken.insert(name.clone()) {
            found.push(name);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_and_each_part_has_its_own() {
        let draw = |seed, part| {
            let mut c = Chance::new(seed, part);
            (0..5).map(|_| c.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, "places"), draw(1, "places"));
        assert_ne!(draw(1, "places"), draw(2, "places"));
        assert_ne!(draw(1, "places"), draw(1, "people"));
    }

    #[test]
    fn numbers_stay_in_their_bounds_and_reach_them() {
        let mut c = Chance::new(7, "bounds");
        let drawn: Vec<i64> = (0..2000).map(|_| c.between(-2, 3)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&3)));
        assert_eq!(c.below(0), 0);
        let third = (0..3000).filter(|_| c.weighted(&[1, 2, 0]) == 0).count();
        assert!((850..1150).contains(&third), "{third}");
        assert!((0..1000).all(|_| c.weighted(&[0, 0, 5]) == 2));
    }

    #[test]
    fn ids_carry_their_time() {
        let mut c = Chance::new(7, "ids");
        let at = DateTime::from_timestamp(1_790_000_000, 0).unwrap_or_default();
        let id = c.id(at);
        assert_eq!(id.get_version_num(), 7);
        assert_eq!(id.get_timestamp().map(|t| t.to_unix().0), Some(1_790_000_000));
        assert_ne!(id, c.id(at));
    }
}
