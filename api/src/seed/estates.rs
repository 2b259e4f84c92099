//! Below a community: estates with their buildings, and the three lower levels of the tree over them.

use super::chance::compounds;
use super::places::{Builder, Place};
use super::rows::{BuildingRow, EstateKind, EstateRow};
use contract::org::OrgLevel;
use contract::{BuildingId, EstateId};
use std::collections::HashSet;

impl Builder<'_> {
    pub(super) fn estates(&mut self, community: &Place, code: &str, is_village: bool) -> Vec<(String, i64)> {
        let places = &self.data.places;
        let mut taken = HashSet::new();
        let named: Vec<(String, EstateKind)> = if is_village {
            let count = self.chance.below(4) + 2;
            places.hamlets.iter().take(count).map(|h| (h.clone(), EstateKind::Old)).collect()
        } else {
            let (new, old) = (self.chance.below(3) + 1, self.chance.below(4) + 1);
            let new = compounds(&mut self.chance, &places.new_estates, &places.new_endings, new, &mut taken);
            let old = compounds(&mut self.chance, &places.old_estates, &places.old_endings, old.min(6 - new.len()), &mut taken);
            new.into_iter().map(|n| (n, EstateKind::New)).chain(old.into_iter().map(|n| (n, EstateKind::Old))).collect()
        };
        named.into_iter().enumerate().map(|(i, (name, kind))| self.estate(community, code, i + 1, name, kind)).collect()
    }

    fn estate(&mut self, community: &Place, code: &str, number: usize, name: String, kind: EstateKind) -> (String, i64) {
        let id = EstateId(self.chance.id(self.at));
        self.city.estates.push(EstateRow { id, division_code: code.to_owned(), name: name.clone(), kind, created_at: self.at });
        let buildings = match kind {
            EstateKind::New => self.chance.between(5, 14),
            EstateKind::Old => self.chance.between(2, 7),
        };
        let rows: Vec<BuildingRow> = (1..=buildings)
            .map(|n| BuildingRow { id: BuildingId(self.chance.id(self.at)), estate_id: id, name: format!("{n}栋") })
            .collect();
        let branch =
            self.node(Some(community.id), OrgLevel::Branch, format!("{name}党支部"), format!("{}b{number:02}/", community.path), code);
        self.on_estate(id, None);
        for (group, block) in rows.chunks(4).enumerate() {
            self.building_group(&branch, code, id, group + 1, block);
        }
        self.city.buildings.extend(rows);
        (name, buildings)
    }

    /// One group for up to four buildings, in some of them a centre household.
    fn building_group(&mut self, branch: &Place, code: &str, estate: EstateId, number: usize, block: &[BuildingRow]) {
        let (Some(first), Some(last)) = (block.first(), block.last()) else {
            return;
        };
        let name = if block.len() == 1 { format!("{}党小组", first.name) } else { format!("{}至{}党小组", first.name, last.name) };
        let group = self.node(Some(branch.id), OrgLevel::BuildingGroup, name, format!("{}g{number:02}/", branch.path), code);
        self.on_estate(estate, None);
        if self.chance.percent(40) {
            let path = format!("{}h01/", group.path);
            let household = self.node(Some(group.id), OrgLevel::CentreHousehold, String::new(), path, code);
            self.on_estate(estate, Some(first.id));
            if let Some(row) = self.city.org_units.last_mut() {
                row.name = format!("{}党员中心户", household.secretary);
            }
        }
    }

    /// Puts the node that was made last on an estate.
    fn on_estate(&mut self, estate: EstateId, building: Option<BuildingId>) {
        if let Some(row) = self.city.org_units.last_mut() {
            (row.estate_id, row.building_id) = (Some(estate), building);
        }
    }
}
