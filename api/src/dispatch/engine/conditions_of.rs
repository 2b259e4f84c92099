//! Conditions compared with each other: which are wider, which cannot hold together. On the safe side: what is not certain is not said.

use super::Atlas;
use contract::dispatch_rules::{HourRange, RuleCondition as C, RuleDays};
use contract::{MenuGroupId, OrgUnitId};

/// Whether every order that fulfils `narrow` fulfils `wide`.
pub(super) fn covers(wide: &[C], narrow: &[C], atlas: &Atlas) -> bool {
    wide.iter().all(|w| narrow.iter().any(|n| follows(w, n, atlas)))
}

/// Whether `wide` holds wherever `narrow` does.
fn follows(wide: &C, narrow: &C, atlas: &Atlas) -> bool {
    match (wide, narrow) {
        (C::Item { items: w }, C::Item { items: n }) => n.iter().all(|i| w.contains(i)),
        (C::Group { groups: w }, C::Group { groups: n }) => n.iter().all(|g| w.contains(g)),
        (C::Group { groups: w }, C::Item { items: n }) => n.iter().all(|i| atlas.items.get(i).is_some_and(|(_, g)| w.contains(g))),
        (C::Place { nodes: w }, C::Place { nodes: n }) => n.iter().all(|below| w.iter().any(|above| contains(atlas, *above, *below))),
        (C::Urgency { urgencies: w }, C::Urgency { urgencies: n }) => n.iter().all(|u| w.contains(u)),
        (C::Address { words: w }, C::Address { words: n }) | (C::TextAny { words: w }, C::TextAny { words: n }) => {
            n.iter().all(|word| w.iter().any(|part| holds(word, part)))
        }
        (C::TextAny { words: w }, C::TextAll { words: n }) => n.iter().any(|word| w.iter().any(|part| holds(word, part))),
        (C::TextAll { words: w }, C::TextAll { words: n }) => w.iter().all(|part| n.iter().any(|word| holds(word, part))),
        (C::TextAll { words: w }, C::TextAny { words: n }) => w.iter().all(|part| n.iter().all(|word| holds(word, part))),
        (
            C::Time { days: wide_days, weekdays: wide_weekdays, hours: wide_hours },
            C::Time { days: narrow_days, weekdays: narrow_weekdays, hours: narrow_hours },
        ) => {
            (*wide_days == RuleDays::Any || wide_days == narrow_days)
                && weekdays(narrow_weekdays).iter().all(|d| weekdays(wide_weekdays).contains(d))
                && hours(narrow_hours).iter().all(|h| hours(wide_hours).contains(h))
        }
        _ => false,
    }
}

fn holds(word: &str, part: &str) -> bool {
    word.trim().to_lowercase().contains(&part.trim().to_lowercase())
}

fn contains(atlas: &Atlas, above: OrgUnitId, below: OrgUnitId) -> bool {
    match (atlas.places.get(&above), atlas.places.get(&below)) {
        // A branch is known by its estate's name in the address: only the same branch is certain to hold with it.
        (Some(a), Some(b)) => above == below || (a.is_area() && b.path.starts_with(&a.path)),
        _ => false,
    }
}

fn weekdays(named: &[u8]) -> Vec<u8> {
    if named.is_empty() { (1..=7).collect() } else { named.to_vec() }
}

fn hours(named: &[HourRange]) -> Vec<u8> {
    if named.is_empty() { (0..24).collect() } else { named.iter().flat_map(|h| h.from..h.to).collect() }
}

/// Why no order can fulfil all of these, where that is certain.
pub(super) fn contradiction(conditions: &[C], atlas: &Atlas) -> Option<String> {
    let mut rest = conditions.iter();
    while let Some(one) = rest.next() {
        if let Some(reason) = rest.clone().find_map(|other| apart(one, other, atlas)) {
            return Some(reason.to_owned());
        }
    }
    None
}

/// Why two conditions cannot hold together.
fn apart(a: &C, b: &C, atlas: &Atlas) -> Option<&'static str> {
    let group = |item: &contract::MenuItemId| atlas.items.get(item).map(|(_, group)| *group);
    let outside =
        |items: &[contract::MenuItemId], groups: &[MenuGroupId]| items.iter().all(|i| group(i).is_some_and(|g| !groups.contains(&g)));
    match (a, b) {
        (C::Item { items: x }, C::Item { items: y }) => disjoint(x, y).then_some("no item is in both lists"),
        (C::Group { groups: x }, C::Group { groups: y }) => disjoint(x, y).then_some("no group is in both lists"),
        (C::Item { items }, C::Group { groups }) | (C::Group { groups }, C::Item { items }) => {
            outside(items, groups).then_some("none of the items belongs to one of the groups")
        }
        (C::Urgency { urgencies: x }, C::Urgency { urgencies: y }) => disjoint(x, y).then_some("no urgency is in both lists"),
        (C::Place { nodes: x }, C::Place { nodes: y }) => {
            let path = |id: &OrgUnitId| atlas.places.get(id).filter(|p| p.is_area()).map(|p| p.path.as_str());
            let meet = |a: &OrgUnitId, b: &OrgUnitId| match (path(a), path(b)) {
                (Some(a), Some(b)) => a.starts_with(b) || b.starts_with(a),
                _ => true,
            };
            (!x.iter().any(|a| y.iter().any(|b| meet(a, b)))).then_some("the places lie apart")
        }
        (C::Time { days: dx, weekdays: wx, hours: hx }, C::Time { days: dy, weekdays: wy, hours: hy }) => {
            let days_apart = *dx != RuleDays::Any && *dy != RuleDays::Any && dx != dy;
            (days_apart || disjoint(&weekdays(wx), &weekdays(wy)) || disjoint(&hours(hx), &hours(hy))).then_some("the times lie apart")
        }
        _ => None,
    }
}

fn disjoint<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    !a.iter().any(|x| b.contains(x))
}
