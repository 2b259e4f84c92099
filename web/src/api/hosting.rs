//! Posts as their desk and their hosts keep them: what is planned, who comes, who was there.

use super::{Answer, Api};
use contract::check_ins::{CheckInFilter, CheckInPage, CheckInState, CheckInSubject};
use contract::posts::{
    AttendanceResult, PostFilter, PostPage, PrintList, QualificationFilter, QualificationPage, RecordAttendance, SeriesPage, ShiftBoard,
    StationCode,
};
use contract::{OrgUnitId, PostId, ShiftId};

/// Posts in one state, newest first.
pub async fn posts(api: Api, filter: &PostFilter) -> Answer<PostPage> {
    api.get_with("/posts", filter).await
}

/// The rules by which shifts of a post come again.
pub async fn series(api: Api, id: PostId) -> Answer<SeriesPage> {
    api.get(&format!("/posts/{id}/series")).await
}

/// Who holds a seat, who waits, who is there.
pub async fn board(api: Api, id: ShiftId) -> Answer<ShiftBoard> {
    api.get(&format!("/shifts/{id}/board")).await
}

/// What is printed for the station.
pub async fn print_list(api: Api, id: ShiftId) -> Answer<PrintList> {
    api.get(&format!("/shifts/{id}/print-list")).await
}

/// The code the station shows now.
pub async fn station_code(api: Api, id: ShiftId) -> Answer<StationCode> {
    api.get(&format!("/shifts/{id}/station-code")).await
}

/// Says who is there, who has left, who did not come.
pub async fn attendance(api: Api, id: ShiftId, ask: &RecordAttendance, key: &str) -> Answer<AttendanceResult> {
    api.post_keyed(&format!("/shifts/{id}/attendance"), ask, key).await
}

/// Members who are checked in with a community: those who can receive others.
pub async fn members(api: Api, community: OrgUnitId) -> Answer<CheckInPage> {
    let filter = CheckInFilter {
        state: Some(CheckInState::Active),
        subject: Some(CheckInSubject::Member),
        community: Some(community),
        limit: Some(200),
        ..CheckInFilter::default()
    };
    api.get_with("/check-ins", &filter).await
}

/// Skills, licences and mediators that a desk looks at, newest first.
pub async fn qualifications(api: Api, filter: &QualificationFilter) -> Answer<QualificationPage> {
    api.get_with("/qualifications", filter).await
}
