//! The menu and the communities that offer it; both are public.

use super::{Answer, Api};
use contract::menu::{MenuGroup, MenuItem, MenuItemFilter};
use contract::org::{OrgLevel, OrgUnit, OrgUnitFilter, OrgUnitPage};
use contract::{MenuItemId, OrgUnitId};

/// The groups of the menu, in its order.
pub async fn groups(api: Api) -> Answer<Vec<MenuGroup>> {
    api.get("/menu/groups").await
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

/// One community, with its telephone.
pub async fn community(api: Api, id: OrgUnitId) -> Answer<OrgUnit> {
    api.get(&format!("/org-units/{id}")).await
}

/// The nodes directly below one, in the order of the tree: the streets of the city, the communities of a street.
pub async fn below(api: Api, parent: OrgUnitId) -> Answer<OrgUnitPage> {
    api.get_with("/org-units", &OrgUnitFilter { parent: Some(parent), limit: Some(200), ..OrgUnitFilter::default() }).await
}
