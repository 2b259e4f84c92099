//! Checking in as a member.

use super::{Answer, Api, Sending};
use contract::check_ins::{
    CheckIn, CheckInEvent, CheckInFilter, CheckInPage, CheckInSort, CheckInSubject, EndCheckIn, NewCheckIn, ReasonedStep, ResubmitCheckIn,
    TransferCheckIn,
};
use contract::orders::Step;
use contract::{CheckInId, OrgUnitId};

/// Check-ins of the communities one works for.
pub async fn list(api: Api, filter: &CheckInFilter) -> Answer<CheckInPage> {
    api.get_with("/check-ins", filter).await
}

/// My check-ins as a member, newest first.
pub async fn own(api: Api) -> Answer<CheckInPage> {
    let filter = CheckInFilter {
        subject: Some(CheckInSubject::Member),
        sort: Some(CheckInSort::SubmittedAt),
        limit: Some(50),
        ..CheckInFilter::default()
    };
    api.get_with("/check-ins/own", &filter).await
}

/// One check-in.
pub async fn one(api: Api, id: CheckInId) -> Answer<CheckIn> {
    api.get(&format!("/check-ins/{id}")).await
}

/// What happened to one, oldest first.
pub async fn events(api: Api, id: CheckInId) -> Answer<Vec<CheckInEvent>> {
    api.get(&format!("/check-ins/{id}/events")).await
}

/// Checks in.
pub fn create(ask: &NewCheckIn) -> Sending {
    Sending::new("/check-ins".to_owned(), ask)
}

/// Sends it again.
pub fn resubmit(id: CheckInId, ask: &ResubmitCheckIn) -> Sending {
    Sending::new(format!("/check-ins/{id}/resubmission"), ask)
}

/// Asks another community to take it over.
pub fn transfer(id: CheckInId, ask: &TransferCheckIn) -> Sending {
    Sending::new(format!("/check-ins/{id}/transfer"), ask)
}

/// Takes that back.
pub fn cancel_transfer(id: CheckInId, ask: &Step) -> Sending {
    Sending::new(format!("/check-ins/{id}/transfer-cancellation"), ask)
}

/// Nothing is counted for a while.
pub fn suspend(id: CheckInId, ask: &ReasonedStep) -> Sending {
    Sending::new(format!("/check-ins/{id}/suspension"), ask)
}

/// It goes on.
pub fn resume(id: CheckInId, ask: &Step) -> Sending {
    Sending::new(format!("/check-ins/{id}/resumption"), ask)
}

/// Ends it.
pub fn end(id: CheckInId, ask: &EndCheckIn) -> Sending {
    Sending::new(format!("/check-ins/{id}/end"), ask)
}

/// The address of a community's handbook, for everybody.
pub fn handbook(id: OrgUnitId) -> String {
    format!("{}/communities/{id}/handbook.pdf", super::client::BASE)
}
