//! Work units: who keeps their lists, the lists, files of members, pairings with communities.

use super::upload::Progress;
use super::{Answer, Api};
use contract::check_ins::{
    AdjunctMember, CheckInFilter, CheckInPage, CheckInSort, CheckInSubject, CommunityCoverage, Handbook, ImportJob, ImportRowFilter,
    ImportRowPage, Liaison, OwnUnit, Pairing, PairingFilter, PairingPage, UnitCoverage, UnitMemberFilter, UnitMemberPage, UnitRef,
};
use contract::orders::Step;
use contract::org::{NameFilter, UnitPage};
use contract::{ImportJobId, OrgUnitId, PairingId, UnitId};
use web_sys::File;

/// Where the table to fill in is.
pub fn template() -> String {
    format!("{}/member-list-template", super::client::BASE)
}

/// Check-ins of units that I sent or whose list I keep, newest first.
pub async fn own_check_ins(api: Api) -> Answer<CheckInPage> {
    let filter = CheckInFilter {
        subject: Some(CheckInSubject::Unit),
        sort: Some(CheckInSort::SubmittedAt),
        limit: Some(50),
        ..CheckInFilter::default()
    };
    api.get_with("/check-ins/own", &filter).await
}

/// Units whose list I keep.
pub async fn own(api: Api) -> Answer<Vec<OwnUnit>> {
    api.get("/own-units").await
}

/// Units on whose list I stand.
pub async fn listings(api: Api) -> Answer<Vec<UnitRef>> {
    api.get("/own-listings").await
}

/// Units with this in their name, by name.
pub async fn named(api: Api, filter: &NameFilter) -> Answer<UnitPage> {
    api.get_with("/units", filter).await
}

/// A page of a unit's list.
pub async fn members(api: Api, unit: UnitId, filter: &UnitMemberFilter) -> Answer<UnitMemberPage> {
    api.get_with(&format!("/units/{unit}/members"), filter).await
}

/// Who keeps it.
pub async fn liaisons(api: Api, unit: UnitId) -> Answer<Vec<Liaison>> {
    api.get(&format!("/units/{unit}/liaisons")).await
}

/// How much of it has checked in.
pub async fn coverage(api: Api, unit: UnitId) -> Answer<UnitCoverage> {
    api.get(&format!("/units/{unit}/coverage")).await
}

/// How many have checked in with the communities one works for.
pub async fn coverage_here(api: Api) -> Answer<Vec<CommunityCoverage>> {
    api.get("/check-in-coverage").await
}

/// Files that were sent, newest first.
pub async fn imports(api: Api, unit: UnitId) -> Answer<Vec<ImportJob>> {
    api.get(&format!("/units/{unit}/imports")).await
}

/// Sends a file; it is read, and nothing is taken over.
pub async fn send_file(api: Api, unit: UnitId, file: &File, key: &str, progress: Progress) -> Answer<ImportJob> {
    super::upload::named(api, &format!("/units/{unit}/imports"), file, key, progress).await
}

/// One file.
pub async fn import(api: Api, id: ImportJobId) -> Answer<ImportJob> {
    api.get(&format!("/imports/{id}")).await
}

/// Its rows.
pub async fn import_rows(api: Api, id: ImportJobId, filter: &ImportRowFilter) -> Answer<ImportRowPage> {
    api.get_with(&format!("/imports/{id}/rows"), filter).await
}

/// Takes it over.
pub async fn take_over(api: Api, id: ImportJobId, step: &Step, key: &str) -> Answer<ImportJob> {
    api.post_keyed(&format!("/imports/{id}/confirmation"), step, key).await
}

/// Throws it away.
pub async fn throw_away(api: Api, id: ImportJobId) -> Answer<()> {
    api.delete(&format!("/imports/{id}")).await
}

/// Pairings that one may see.
pub async fn pairings(api: Api, filter: &PairingFilter) -> Answer<PairingPage> {
    api.get_with("/pairings", filter).await
}

/// One of them.
pub async fn pairing(api: Api, id: PairingId) -> Answer<Pairing> {
    api.get(&format!("/pairings/{id}")).await
}

/// Representatives of units in a community's committee.
pub async fn adjuncts(api: Api, community: OrgUnitId) -> Answer<Vec<AdjunctMember>> {
    api.get(&format!("/communities/{community}/adjunct-members")).await
}

/// What there is to know of a community.
pub async fn handbook(api: Api, community: OrgUnitId) -> Answer<Handbook> {
    api.get(&format!("/communities/{community}/handbook")).await
}
