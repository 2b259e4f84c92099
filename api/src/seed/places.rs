//! Divisions, and the tree over them down to the communities.

use super::chance::{Chance, compounds};
use super::data::{Data, Street, StreetKind};
use super::names::Names;
use super::rows::{DivisionRow, OrgUnitRow};
use super::{City, Scale};
use chrono::{DateTime, Utc};
use contract::OrgUnitId;
use contract::org::{DivisionLevel, OrgLevel};
use std::collections::HashSet;

/// A node other parts of the city hang things on.
#[derive(Clone, Debug)]
pub struct Place {
    pub id: OrgUnitId,
    pub name: String,
    pub path: String,
    pub secretary: String,
}

/// A community with what its people need to know about it.
#[derive(Clone, Debug)]
pub struct Community {
    pub place: Place,
    /// Index of its street.
    pub street: usize,
    pub is_village: bool,
    /// Estate (with its name) and the number of its buildings.
    pub estates: Vec<(String, i64)>,
}

/// The nodes above the branches.
#[derive(Clone, Debug)]
pub struct Places {
    pub city: Place,
    pub streets: Vec<Place>,
    pub communities: Vec<Community>,
}

pub(super) struct Builder<'a> {
    pub(super) data: &'a Data,
    names: Names<'a>,
    pub(super) chance: Chance,
    pub(super) at: DateTime<Utc>,
    pub(super) city: &'a mut City,
    telephones: u32,
}

/// Builds the tree into `city`.
pub fn build(city: &mut City, data: &Data, seed: u64, scale: Scale, at: DateTime<Utc>) -> Places {
    let mut builder = Builder {
        data,
        names: Names::new(&data.people, seed, "secretaries"),
        chance: Chance::new(seed, "places"),
        at,
        city,
        telephones: 0,
    };
    let places = &data.places;
    let city_code = format!("{}000000", places.city.code);
    builder.division(&city_code, &places.city.name, DivisionLevel::City, "", None);
    let root = builder.node(None, OrgLevel::City, places.city.name.clone(), format!("{}/", places.city.code), &city_code);
    let mut found = Places { city: root, streets: Vec::new(), communities: Vec::new() };
    for (index, street) in places.streets.iter().enumerate() {
        let node = builder.street(&found.city, street, &city_code);
        let limit = match scale {
            Scale::City => usize::MAX,
            Scale::Small => places.small.get(&street.code).copied().unwrap_or(0),
        };
        let communities = builder.communities(&node, street, index, limit);
        found.streets.push(node);
        found.communities.extend(communities);
    }
    found
}

impl Builder<'_> {
    fn division(&mut self, code: &str, name: &str, level: DivisionLevel, urban_class: &str, parent: Option<&str>) {
        self.city.divisions.push(DivisionRow {
            code: code.to_owned(),
            name: name.to_owned(),
            level,
            urban_class: urban_class.to_owned(),
            parent_code: parent.map(str::to_owned),
            valid_from: self.data.places.valid_from,
            valid_to: None,
        });
    }

    /// Local numbers in China never begin with 0 or 1: `0728-000xxxx` is well formed and rings nowhere.
    fn telephone(&mut self) -> String {
        self.telephones += 1;
        format!("0728-000{:04}", self.telephones % 10_000)
    }

    pub(super) fn node(&mut self, parent: Option<OrgUnitId>, level: OrgLevel, name: String, path: String, division: &str) -> Place {
        let (id, secretary) = (OrgUnitId(self.chance.id(self.at)), self.names.next());
        let telephone = match level {
            OrgLevel::City | OrgLevel::StreetWorkingCommittee | OrgLevel::CommunityPartyCommittee => self.telephone(),
            // Branches are reached through their community.
            _ => parent.and_then(|p| self.city.org_units.iter().rfind(|o| o.id == p)).map(|o| o.telephone.clone()).unwrap_or_default(),
        };
        self.city.org_units.push(OrgUnitRow {
            id,
            parent_id: parent,
            level,
            name: name.clone(),
            path: path.clone(),
            division_code: division.to_owned(),
            estate_id: None,
            building_id: None,
            secretary: secretary.clone(),
            telephone,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        Place { id, name, path, secretary }
    }

    fn street(&mut self, root: &Place, street: &Street, city_code: &str) -> Place {
        let code = format!("{}{}000", self.data.places.city.code, street.code);
        self.division(&code, &street.name, DivisionLevel::Street, "", Some(city_code));
        let path = format!("{}{}/", root.path, street.code);
        self.node(Some(root.id), OrgLevel::StreetWorkingCommittee, format!("{}大工委", street.name), path, &code)
    }

    fn communities(&mut self, above: &Place, street: &Street, index: usize, limit: usize) -> Vec<Community> {
        let places = &self.data.places;
        let central = street.code == "001";
        let mut taken = HashSet::new();
        let (towns, villages) = if central {
            (places.central_communities.clone(), places.central_villages.clone())
        } else {
            let towns = compounds(&mut self.chance, &places.community_heads, &places.community_tails, street.communities, &mut taken);
            let villages = compounds(&mut self.chance, &places.village_heads, &places.village_tails, street.villages, &mut taken);
            (towns, villages)
        };
        let numbered =
            |names: Vec<String>, first: usize, village: bool| names.into_iter().enumerate().map(move |(i, n)| (first + i, n, village));
        // 001-199 are residents' committees, 200-399 villagers' committees.
        let all: Vec<_> = numbered(towns, 1, false).chain(numbered(villages, 200, true)).take(limit).collect();
        all.into_iter().map(|(number, name, is_village)| self.community(above, street, index, (number, &name, is_village))).collect()
    }

    fn community(&mut self, above: &Place, street: &Street, index: usize, (number, name, is_village): (usize, &str, bool)) -> Community {
        let name = format!("{name}{}", if is_village { "村" } else { "社区" });
        let street_code = format!("{}{}000", self.data.places.city.code, street.code);
        let code = format!("{}{}{number:03}", self.data.places.city.code, street.code);
        let class = match (street.kind, is_village) {
            (_, true) => "220",
            (StreetKind::Street, _) if ["001", "004", "005"].contains(&street.code.as_str()) => "111",
            (StreetKind::Street, _) => "112",
            (StreetKind::Town, _) => "121",
            (StreetKind::Farm, _) => "123",
        };
        self.division(&code, &name, DivisionLevel::Community, class, Some(&street_code));
        let path = format!("{}{number:03}/", above.path);
        let place = self.node(Some(above.id), OrgLevel::CommunityPartyCommittee, name, path, &code);
        let estates = self.estates(&place, &code, is_village);
        Community { place, street: index, is_village, estates }
    }
}
