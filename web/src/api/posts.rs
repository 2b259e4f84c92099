//! Posts, their shifts, and one's own claims.

use super::{Answer, Api, Sending};
use contract::orders::{Step, StepWithText};
use contract::posts::{
    BePresent, CalendarAddress, CancelClaim, ChangeVolunteer, Claim, ClaimFilter, ClaimPage, ConfirmPresence, ConfirmationCode, NewClaim,
    NewQualification, Post, PresenceConfirmed, RenewCalendar, Shift, ShiftFilter, ShiftPage, Volunteer,
};
use contract::{ClaimId, PostId, ShiftId};

/// Shifts ahead, soonest first.
pub async fn shifts(api: Api, filter: &ShiftFilter) -> Answer<ShiftPage> {
    api.get_with("/shifts", filter).await
}

/// One shift.
pub async fn shift(api: Api, id: ShiftId) -> Answer<Shift> {
    api.get(&format!("/shifts/{id}")).await
}

/// What a post says.
pub async fn post(api: Api, id: PostId) -> Answer<Post> {
    api.get(&format!("/posts/{id}")).await
}

/// A seat, or a place in the waiting list, for oneself.
pub fn claim(id: ShiftId, ask: &NewClaim) -> Sending {
    Sending::new(format!("/shifts/{id}/claims"), ask)
}

/// My claims.
pub async fn claims(api: Api, filter: &ClaimFilter) -> Answer<ClaimPage> {
    api.get_with("/claims", filter).await
}

/// One of them.
pub async fn own(api: Api, id: ClaimId) -> Answer<Claim> {
    api.get(&format!("/claims/{id}")).await
}

/// Takes the seat that is offered.
pub fn accept(id: ClaimId, ask: &Step) -> Sending {
    Sending::new(format!("/claims/{id}/acceptance"), ask)
}

/// Gives a seat or a place in the waiting list back.
pub fn cancel(id: ClaimId, ask: &CancelClaim) -> Sending {
    Sending::new(format!("/claims/{id}/cancellation"), ask)
}

/// Is there.
pub fn be_present(id: ClaimId, ask: &BePresent) -> Sending {
    Sending::new(format!("/claims/{id}/presence"), ask)
}

/// The code with which a resident confirms that one is there.
pub async fn confirmation_code(api: Api, id: ClaimId) -> Answer<ConfirmationCode> {
    api.get(&format!("/claims/{id}/confirmation-code")).await
}

/// Says as a resident that a member is there.
pub async fn confirm_presence(api: Api, code: String, key: &str) -> Answer<PresenceConfirmed> {
    api.post_keyed("/presence-confirmations", &ConfirmPresence { code }, key).await
}

/// Leaves.
pub fn sign_out(id: ClaimId, ask: &Step) -> Sending {
    Sending::new(format!("/claims/{id}/sign-out"), ask)
}

/// What one says about being doubted, or about not having come.
pub fn answer(id: ClaimId, ask: &StepWithText) -> Sending {
    Sending::new(format!("/claims/{id}/answer"), ask)
}

/// Where the file of a shift for calendar programs is.
pub fn calendar_of(id: ShiftId) -> String {
    format!("/shifts/{id}/calendar")
}

/// Me as a volunteer.
pub async fn volunteer(api: Api) -> Answer<Volunteer> {
    api.get("/volunteers/own").await
}

/// Says the year of birth.
pub async fn change_volunteer(api: Api, ask: &ChangeVolunteer) -> Answer<Volunteer> {
    api.patch("/volunteers/own", ask).await
}

/// States what one brings along.
pub fn state_qualification(ask: &NewQualification) -> Sending {
    Sending::new("/qualifications".to_owned(), ask)
}

/// Gives my calendar another address.
pub async fn renew_calendar(api: Api) -> Answer<CalendarAddress> {
    api.post("/calendars", &RenewCalendar {}).await
}
