//! The organisation tree, its offices, stations and teams.

use super::{Answer, Api};
use contract::OrgUnitId;
use contract::org::{
    NameFilter, NodeMembers, OrgHistory, OrgUnit, OrgUnitFilter, OrgUnitPage, StationFilter, StationPage, TeamPage, UnitPage,
};

/// Nodes, by path.
pub async fn nodes(api: Api, filter: &OrgUnitFilter) -> Answer<OrgUnitPage> {
    api.get_with("/org-units", filter).await
}

/// One node.
pub async fn node(api: Api, id: OrgUnitId) -> Answer<OrgUnit> {
    api.get(&format!("/org-units/{id}")).await
}

/// What was done to it, newest first.
pub async fn history(api: Api, id: OrgUnitId) -> Answer<OrgHistory> {
    api.get(&format!("/org-units/{id}/history")).await
}

/// Who holds office there, and who did.
pub async fn members(api: Api, id: OrgUnitId) -> Answer<NodeMembers> {
    api.get(&format!("/org-units/{id}/members")).await
}

/// Stations of a node and of everything below it.
pub async fn stations(api: Api, filter: &StationFilter) -> Answer<StationPage> {
    api.get_with("/stations", filter).await
}

/// Teams that serve one's area, or one's own.
pub async fn teams(api: Api, filter: &NameFilter) -> Answer<TeamPage> {
    api.get_with("/teams", filter).await
}

/// Work units by name.
pub async fn units(api: Api, filter: &NameFilter) -> Answer<UnitPage> {
    api.get_with("/units", filter).await
}
