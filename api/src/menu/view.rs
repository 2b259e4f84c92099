//! From rows to replies.

use super::drafts;
use super::queries::{self, GroupRow, ItemRow};
use super::rules::{may_edit, may_see};
use super::versions::VersionRow;
use crate::accounts::names_of;
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use chrono::NaiveDate;
use contract::menu::{ManagedItem, MenuGroup, MenuItem, MenuItemVersion};
use contract::org::{OrgRef, PersonRef, Skill};
use contract::{OrgUnitId, PersonId};
use diesel::QueryResult;
use std::collections::HashMap;

/// The item as residents see it.
pub fn item(row: ItemRow, group: (String, String), skills: &HashMap<String, Skill>) -> MenuItem {
    MenuItem {
        season: row.season(),
        id: row.id,
        code: row.code,
        group_id: row.group_id,
        group_name: group.0,
        group_name_en: group.1,
        name: row.name,
        name_en: row.name_en,
        description: row.description,
        description_en: row.description_en,
        audience: row.audience,
        evidence: row.evidence,
        deadlines: row.deadlines.0,
        skills: row.skills.0.iter().filter_map(|code| skills.get(code).cloned()).collect(),
        form: row.form.0,
        is_public: row.is_public,
        is_custom: row.is_custom,
        item_version: row.item_version,
        version: row.version,
    }
}

/// A group with how many items it offers.
pub fn group(row: GroupRow, items: i64) -> MenuGroup {
    MenuGroup { id: row.id, code: row.code, name: row.name, name_en: row.name_en, icon: row.icon, items, version: row.version }
}

/// What those need to know of all items who keep the menu.
pub struct Managing<'a> {
    who: &'a Who,
    today: NaiveDate,
    community: Option<OrgUnitId>,
    owners: Vec<OrgRef>,
    drafts: Vec<contract::MenuItemId>,
    closures: HashMap<contract::MenuItemId, i64>,
    closed_here: Vec<contract::MenuItemId>,
}

impl<'a> Managing<'a> {
    pub fn read(c: &mut Conn, who: &'a Who, rows: &[ItemRow], community: Option<OrgUnitId>, today: NaiveDate) -> QueryResult<Self> {
        let owners: Vec<OrgUnitId> = rows.iter().filter_map(|r| r.community_id).collect();
        Ok(Self {
            who,
            today,
            community,
            owners: if owners.is_empty() { Vec::new() } else { org::org_refs(c, &owners)? },
            drafts: drafts::with_drafts(c)?,
            closures: queries::closure_counts(c)?,
            closed_here: community.map_or_else(|| Ok(Vec::new()), |id| queries::closed_in(c, id))?,
        })
    }

    /// `None` when it is not for this caller, or not of the community that was asked for.
    pub fn show(&self, row: &ItemRow) -> Option<ManagedItem> {
        let owner = row.community_id.map(|id| self.owners.iter().find(|o| o.id == id));
        // An owner that is gone owns nothing.
        let owner: Option<&OrgRef> = match owner {
            Some(None) => return None,
            Some(found) => found,
            None => None,
        };
        let path = owner.map(|o| o.path.as_str());
        let asked = self.community.is_none() || owner.is_none() || owner.map(|o| o.id) == self.community;
        (asked && may_see(self.who, path)).then(|| ManagedItem {
            id: row.id,
            code: row.code.clone(),
            group_id: row.group_id,
            name: row.name.clone(),
            name_en: row.name_en.clone(),
            community: owner.cloned(),
            is_custom: row.is_custom,
            is_open: row.is_open,
            is_ended: row.ended_at.is_some(),
            item_version: row.item_version,
            has_draft: self.drafts.contains(&row.id),
            season: row.season(),
            is_in_season: row.is_in_season(self.today),
            is_closed_here: self.closed_here.contains(&row.id),
            closures: self.closures.get(&row.id).copied().unwrap_or(0),
            may_edit: row.ended_at.is_none() && may_edit(self.who, path),
            version: row.version,
            updated_at: row.updated_at,
        })
    }
}

/// Versions with the names of those who published them.
pub fn versions(c: &mut Conn, rows: Vec<VersionRow>, current: i32) -> ApiResult<Vec<MenuItemVersion>> {
    let people: Vec<PersonId> = rows.iter().filter_map(|r| r.published_by).collect();
    let names = if people.is_empty() { HashMap::new() } else { names_of(c, &people)? };
    let one = |row: VersionRow| MenuItemVersion {
        version: row.version,
        content: row.content.0,
        spans: row.spans.0,
        published_at: row.published_at,
        published_by: row.published_by.and_then(|id| names.get(&id).map(|name| PersonRef { id, name: name.clone() })),
        note: row.note,
        is_current: row.version == current,
    };
    Ok(rows.into_iter().map(one).collect())
}
