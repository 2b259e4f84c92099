//! Work units with their credit codes, the communities they are paired with, and the members they sent.

use super::City;
use super::accounts::DEMO_ACCOUNTS;
use super::chance::Chance;
use super::codes::credit_code;
use super::data::Data;
use super::people::People;
use super::places::Places;
use super::rows::{MembershipRow, PairingRow, UnitRow};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::org::UnitKind;
use contract::{PairingId, UnitId};
use std::collections::HashSet;

/// A unit with the indices of the communities it is paired with.
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub communities: Vec<usize>,
}

/// Fills `city` with units, pairings and memberships.
pub fn build(city: &mut City, data: &Data, places: &Places, people: &People, seed: u64, at: DateTime<Utc>) -> Vec<Unit> {
    let mut chance = Chance::new(seed, "units");
    let mut pairing_ids = Chance::new(seed, "pairings");
    let (mut codes, mut units) = (HashSet::new(), Vec::new());
    // The communities of the streets come first; every one of them gets a partner before any gets a second.
    let towns: Vec<usize> = places.communities.iter().enumerate().filter(|(_, c)| !c.is_village).map(|(i, _)| i).collect();
    let mut queue = chance.some(&towns, towns.len()).into_iter().cycle();
    for unit in &data.units {
        let id = UnitId(chance.id(at));
        let uscc = loop {
            match credit_code(&mut chance, &unit.registration, &data.places.city.code) {
                Some(code) if codes.insert(code.clone()) => break code,
                _ => {}
            }
        };
        city.units.push(UnitRow { id, uscc, name: unit.name.clone(), kind: unit.kind, created_at: at });
        let count = chance.below(3) + 1;
        let mut communities: Vec<usize> = queue.by_ref().take(count).collect();
        communities.sort_unstable();
        communities.dedup();
        for community in communities.iter().filter_map(|i| places.communities.get(*i)) {
            let pairing = PairingId(pairing_ids.id(at));
            city.pairings.push(PairingRow {
                id: pairing,
                unit_id: id,
                community_id: community.place.id,
                valid_from: at.date_naive(),
                valid_to: None,
            });
        }
        units.push(Unit { id, name: unit.name.clone(), communities });
    }
    memberships(city, people, &units, &mut chance, at);
    departments(city, at);
    units
}

/// The demo accounts that answer whistles belong to the first authorities by name, one to each.
fn departments(city: &mut City, at: DateTime<Utc>) {
    let mut authorities: Vec<(&str, UnitId)> =
        city.units.iter().filter(|u| u.kind == UnitKind::Government).map(|u| (u.name.as_str(), u.id)).collect();
    authorities.sort_unstable();
    let answers = DEMO_ACCOUNTS.iter().filter(|a| a.role == Role::Department);
    let rows: Vec<MembershipRow> = answers
        .zip(&authorities)
        .filter_map(|(account, (_, unit_id))| {
            let person_id = city.persons.iter().find(|p| p.phone == account.phone)?.id;
            Some(MembershipRow { person_id, unit_id: *unit_id, valid_from: at.date_naive(), valid_to: None })
        })
        .collect();
    city.memberships.extend(rows);
}

/// Units differ in size as they do in life: a few have hundreds of members, most a few dozen. None stays empty.
fn memberships(city: &mut City, people: &People, units: &[Unit], chance: &mut Chance, at: DateTime<Utc>) {
    let weights: Vec<u32> = units.iter().map(|_| 10 + (chance.share().powi(3) * 200.0) as u32).collect();
    let members = people.locals.iter().flat_map(|l| &l.members);
    for (n, member) in members.enumerate() {
        let index = if n < units.len() { n } else { chance.weighted(&weights) };
        let Some(unit) = units.get(index) else {
            continue;
        };
        city.memberships.push(MembershipRow { person_id: member.id, unit_id: unit.id, valid_from: at.date_naive(), valid_to: None });
    }
}
