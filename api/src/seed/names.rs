//! Names of people who do not exist, and phone numbers nobody has.

use super::chance::Chance;
use super::data::People as Parts;

/// Makes names.
pub struct Names<'a> {
    parts: &'a Parts,
    chance: Chance,
}

impl<'a> Names<'a> {
    /// A stream of names for one part of the city.
    pub fn new(parts: &'a Parts, seed: u64, part: &str) -> Self {
        Self { parts, chance: Chance::new(seed, part) }
    }

    /// The next name; about one in a hundred and fifty bears a rare character.
    pub fn next(&mut self) -> String {
        let c = &mut self.chance;
        // Squared: the first families of the list are the commonest.
        let family = (c.share() * c.share() * self.parts.families.len() as f64) as usize;
        let family = self.parts.families.get(family).map_or("王", String::as_str);
        let last = if c.below(150) == 0 { c.pick(&self.parts.rare) } else { c.pick(&self.parts.given_second) };
        if c.percent(33) { format!("{family}{last}") } else { format!("{family}{}{last}", c.pick(&self.parts.given_first)) }
    }
}

/// First number that is not kept for the demo accounts and for tests.
const FIRST_PHONE: u64 = 10_000;
const PHONES: u64 = 100_000_000 - FIRST_PHONE;
/// Shares no divisor with `PHONES`, so the numbers look random and never repeat.
const STRIDE: u64 = 61_803_407;

/// The n-th phone number: in the prefix 160, which no operator has.
pub fn phone(seed: u64, n: u64) -> String {
    format!("160{:08}", FIRST_PHONE + (seed % PHONES + n * STRIDE) % PHONES)
}

#[cfg(test)]
mod tests {
    use super::super::accounts::DEMO_ACCOUNTS;
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn phones_are_well_formed_and_never_repeat() {
        for seed in [0, 1, u64::MAX / 1000] {
            let phones: HashSet<String> = (0..30_000).map(|n| phone(seed, n)).collect();
            assert_eq!(phones.len(), 30_000);
            assert!(phones.iter().all(|p| contract::check::phone(p).is_ok() && p.starts_with("160")));
            assert!(DEMO_ACCOUNTS.iter().all(|a| !phones.contains(a.phone)));
        }
    }
}
