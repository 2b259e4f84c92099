//! Adding up, pure: the archive is a fold over rows of the ledger and nothing else.

use super::queries::Entry;
use contract::records::{CategorySums, EvidenceGrade, LogSource, Rate, Sums, YearSums};
use std::collections::{BTreeMap, HashSet};

fn add(sums: &mut Sums, entry: &Entry) {
    // A void has its minutes below zero: it takes back what it names.
    let (one, minutes) = (if entry.source == LogSource::Void { -1 } else { 1 }, i64::from(entry.minutes));
    sums.services += one;
    sums.minutes += minutes;
    match entry.evidence {
        EvidenceGrade::Credit => sums.credit_minutes += minutes,
        EvidenceGrade::Attested => sums.attested_minutes += minutes,
    }
    if entry.is_off_hours {
        sums.off_hours_services += one;
        sums.off_hours_minutes += minutes;
    }
}

/// All of them together.
pub fn of(entries: &[Entry]) -> Sums {
    entries.iter().fold(Sums::default(), |mut sums, entry| {
        add(&mut sums, entry);
        sums
    })
}

/// By year, latest first.
pub fn by_year(entries: &[Entry]) -> Vec<YearSums> {
    let mut years: BTreeMap<i32, Sums> = BTreeMap::new();
    entries.iter().for_each(|e| add(years.entry(e.year).or_default(), e));
    years.into_iter().rev().map(|(year, sums)| YearSums { year, sums }).collect()
}

/// By category, in the order of the programme; orders, which have none, come last.
pub fn by_category(entries: &[Entry]) -> Vec<CategorySums> {
    let mut found: BTreeMap<_, Sums> = BTreeMap::new();
    entries.iter().for_each(|e| add(found.entry((e.category.is_none(), e.category)).or_default(), e));
    found.into_iter().map(|((_, category), sums)| CategorySums { category, sums }).collect()
}

/// How many people.
pub fn people(entries: &[Entry]) -> i64 {
    let people: HashSet<_> = entries.iter().map(|e| e.person_id).collect();
    i64::try_from(people.len()).unwrap_or(i64::MAX)
}

/// Kept of those that were to be kept.
pub fn rate(kept: i64, missed: i64, excluded: i64) -> Rate {
    let denominator = kept + missed;
    let rate = (denominator > 0).then(|| kept as f64 / denominator as f64);
    Rate { rate, numerator: kept, denominator, excluded }
}

/// Minutes as hours floored to a half, as a certificate says them.
pub fn hours(minutes: i64) -> String {
    let halves = minutes.max(0) / 30;
    format!("{}.{}", halves / 2, if halves % 2 == 1 { 5 } else { 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::PersonId;
    use contract::check_ins::PostCategory;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn entry() -> impl Strategy<Value = Entry> {
        let category = prop_oneof![Just(None), (0..PostCategory::ALL.len()).prop_map(|i| PostCategory::ALL.get(i).copied())];
        (category, 0..600i32, any::<bool>(), any::<bool>(), 2024..2028i32, 0..5u128).prop_map(
            |(category, minutes, credit, off, year, person)| Entry {
                source: if category.is_some() { LogSource::Claim } else { LogSource::Order },
                category,
                minutes,
                evidence: if credit { EvidenceGrade::Credit } else { EvidenceGrade::Attested },
                is_off_hours: off,
                year,
                person_id: PersonId(Uuid::from_u128(person)),
            },
        )
    }

    fn back(entry: &Entry) -> Entry {
        Entry { source: LogSource::Void, minutes: -entry.minutes, ..entry.clone() }
    }

    proptest! {
        #[test]
        fn parts_add_up_and_a_void_leaves_nothing(entries in proptest::collection::vec(entry(), 0..40), some in any::<u64>()) {
            let all = of(&entries);
            prop_assert_eq!(all.minutes, all.credit_minutes + all.attested_minutes);
            prop_assert!(all.off_hours_minutes <= all.minutes && all.off_hours_services <= all.services);
            for parts in [by_year(&entries).iter().map(|y| y.sums).collect::<Vec<_>>(), by_category(&entries).iter().map(|c| c.sums).collect()] {
                prop_assert_eq!(parts.iter().map(|s| s.minutes).sum::<i64>(), all.minutes);
                prop_assert_eq!(parts.iter().map(|s| s.services).sum::<i64>(), all.services);
                prop_assert_eq!(parts.iter().map(|s| s.off_hours_minutes).sum::<i64>(), all.off_hours_minutes);
            }
            let (gone, kept): (Vec<_>, Vec<_>) = entries.iter().cloned().enumerate().partition(|(i, _)| some >> (i % 64) & 1 == 1);
            let mut with_voids = entries.clone();
            with_voids.extend(gone.iter().map(|(_, e)| back(e)));
            prop_assert_eq!(of(&with_voids), of(&kept.into_iter().map(|(_, e)| e).collect::<Vec<_>>()));
        }
    }

    #[test]
    fn hours_are_floored_to_a_half_and_a_rate_over_nothing_is_none() {
        let all: Vec<String> = [0, 29, 30, 59, 60, 95, 750].into_iter().map(hours).collect();
        assert_eq!(all, ["0.0", "0.0", "0.5", "0.5", "1.0", "1.5", "12.5"]);
        assert_eq!((rate(0, 0, 3).rate, rate(3, 1, 0).rate), (None, Some(0.75)));
    }
}
