//! The menu and the communities that offer it, which are public; and keeping the menu.

use super::{Answer, Api};
use contract::menu::{
    ChangeMenuItem, ClassSpans, ItemChange, ManagedItem, ManagedItemFilter, MenuDraft, MenuGroup, MenuGroupFilter, MenuItem,
    MenuItemFilter, MenuItemVersion, NewMenuItem, OpenMenuItem, PublishMenuItem, SaveMenuDraft, VersionRange,
};
use contract::orders::Step;
use contract::org::{OrgLevel, OrgUnit, OrgUnitFilter, OrgUnitPage, Skill};
use contract::{MenuItemId, OrgUnitId};

/// The groups of the menu, in its order.
pub async fn groups(api: Api) -> Answer<Vec<MenuGroup>> {
    api.get("/menu/groups").await
}

/// The groups with how many items a community offers in each.
pub async fn groups_of(api: Api, filter: &MenuGroupFilter) -> Answer<Vec<MenuGroup>> {
    api.get_with("/menu/groups", filter).await
}

/// The items that match, in the order of the menu.
pub async fn items(api: Api, filter: &MenuItemFilter) -> Answer<Vec<MenuItem>> {
    api.get_with("/menu/items", filter).await
}

/// One item with its form.
pub async fn item(api: Api, id: MenuItemId) -> Answer<MenuItem> {
    api.get(&format!("/menu/items/{id}")).await
}

/// Communities with this in their name; all of them, by page, when it is empty.
pub async fn communities(api: Api, q: &str, limit: i64) -> Answer<OrgUnitPage> {
    let q = Some(q.trim().to_owned()).filter(|q| !q.is_empty());
    let filter = OrgUnitFilter { level: Some(OrgLevel::CommunityPartyCommittee), q, limit: Some(limit), ..OrgUnitFilter::default() };
    api.get_with("/org-units", &filter).await
}

/// A page of all communities, in the order of the tree.
pub async fn communities_after(api: Api, cursor: Option<String>, limit: i64) -> Answer<OrgUnitPage> {
    let filter = OrgUnitFilter { level: Some(OrgLevel::CommunityPartyCommittee), cursor, limit: Some(limit), ..OrgUnitFilter::default() };
    api.get_with("/org-units", &filter).await
}

/// One community, with its telephone.
pub async fn community(api: Api, id: OrgUnitId) -> Answer<OrgUnit> {
    api.get(&format!("/org-units/{id}")).await
}

/// The nodes directly below one, in the order of the tree: the streets of the city, the communities of a street.
pub async fn below(api: Api, parent: OrgUnitId) -> Answer<OrgUnitPage> {
    api.get_with("/org-units", &OrgUnitFilter { parent: Some(parent), limit: Some(200), ..OrgUnitFilter::default() }).await
}

/// What each class of promise means here.
pub async fn classes(api: Api) -> Answer<ClassSpans> {
    api.get("/menu/deadline-classes").await
}

/// The skills that an item may ask for.
pub async fn skills(api: Api) -> Answer<Vec<Skill>> {
    api.get("/menu/skills").await
}

/// All items, for those who keep the menu.
pub async fn managed(api: Api, filter: &ManagedItemFilter) -> Answer<Vec<ManagedItem>> {
    api.get_with("/menu/managed-items", filter).await
}

/// Adds an item that is not yet published.
pub async fn create(api: Api, ask: &NewMenuItem, key: &str) -> Answer<ManagedItem> {
    api.post_keyed("/menu/items", ask, key).await
}

/// Changes where it stands, or takes it off the menu for a while.
pub async fn change(api: Api, id: MenuItemId, ask: &ChangeMenuItem) -> Answer<ManagedItem> {
    api.patch(&format!("/menu/items/{id}"), ask).await
}

/// Ends it for good.
pub async fn end(api: Api, id: MenuItemId, ask: &Step, key: &str) -> Answer<ManagedItem> {
    api.post_keyed(&format!("/menu/items/{id}/ending"), ask, key).await
}

/// Opens or closes it in a community.
pub async fn open(api: Api, id: MenuItemId, ask: &OpenMenuItem) -> Answer<ManagedItem> {
    api.put(&format!("/menu/items/{id}/opening"), ask).await
}

/// What would be published.
pub async fn draft(api: Api, id: MenuItemId) -> Answer<MenuDraft> {
    api.get(&format!("/menu/items/{id}/draft")).await
}

/// Keeps what is to be published.
pub async fn save(api: Api, id: MenuItemId, ask: &SaveMenuDraft) -> Answer<MenuDraft> {
    api.put(&format!("/menu/items/{id}/draft"), ask).await
}

/// Publishes the draft.
pub async fn publish(api: Api, id: MenuItemId, ask: &PublishMenuItem, key: &str) -> Answer<MenuItemVersion> {
    api.post_keyed(&format!("/menu/items/{id}/publication"), ask, key).await
}

/// Every version, the newest first.
pub async fn versions(api: Api, id: MenuItemId) -> Answer<Vec<MenuItemVersion>> {
    api.get(&format!("/menu/items/{id}/versions")).await
}

/// What is different between two of them.
pub async fn changes(api: Api, id: MenuItemId, range: &VersionRange) -> Answer<Vec<ItemChange>> {
    api.get_with(&format!("/menu/items/{id}/changes"), range).await
}
