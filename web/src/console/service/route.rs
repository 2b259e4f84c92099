//! Which page of 双报到双服务 an address means. All of them stand below `/console/service`.

use contract::{ActivityId, CheckInId, ImportJobId, OrgUnitId, PairingId, PostId, ProjectId, ShiftId};

/// A page of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Where somebody begins depends on who it is.
    Begin,
    CheckIns,
    Posts,
    Post(PostId),
    Shifts,
    /// The board of a shift.
    Shift(ShiftId),
    /// The list of a shift, to be printed.
    Print(ShiftId),
    Qualifications,
    CheckIn(CheckInId),
    Pairings,
    Pairing(PairingId),
    Adjuncts,
    Coverage,
    /// What there is to know of a community.
    Handbook(OrgUnitId),
    /// The units somebody checked in, or keeps the list of.
    Units,
    NewUnit,
    Members,
    Imports,
    Import(ImportJobId),
    Activities,
    Activity(ActivityId),
    Projects,
    Project(ProjectId),
    /// Nothing has this address.
    Nowhere,
}

impl Route {
    /// The page at this path.
    pub fn of(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        if (parts.next(), parts.next()) != (Some("console"), Some("service")) {
            return Self::Nowhere;
        }
        let rest: Vec<&str> = parts.collect();
        match rest.as_slice() {
            [] => Self::Begin,
            ["check-ins"] => Self::CheckIns,
            ["posts"] => Self::Posts,
            ["posts", id] => id.parse().map_or(Self::Nowhere, Self::Post),
            ["shifts"] => Self::Shifts,
            ["shifts", id] => id.parse().map_or(Self::Nowhere, Self::Shift),
            ["shifts", id, "print"] => id.parse().map_or(Self::Nowhere, Self::Print),
            ["qualifications"] => Self::Qualifications,
            ["check-ins", id] => id.parse().map_or(Self::Nowhere, Self::CheckIn),
            ["pairings"] => Self::Pairings,
            ["pairings", id] => id.parse().map_or(Self::Nowhere, Self::Pairing),
            ["adjunct-members"] => Self::Adjuncts,
            ["coverage"] => Self::Coverage,
            ["handbooks", id] => id.parse().map_or(Self::Nowhere, Self::Handbook),
            ["units"] => Self::Units,
            ["units", "new"] => Self::NewUnit,
            ["members"] => Self::Members,
            ["imports"] => Self::Imports,
            ["imports", id] => id.parse().map_or(Self::Nowhere, Self::Import),
            ["activities"] => Self::Activities,
            ["activities", id] => id.parse().map_or(Self::Nowhere, Self::Activity),
            ["projects"] => Self::Projects,
            ["projects", id] => id.parse().map_or(Self::Nowhere, Self::Project),
            _ => Self::Nowhere,
        }
    }

    /// Whether the page is for everybody who is signed in: whoever checks a unit in has no role yet, and hosts of
    /// posts are members.
    pub const fn is_for_everybody(self) -> bool {
        matches!(
            self,
            Self::Begin
                | Self::Units
                | Self::NewUnit
                | Self::CheckIn(_)
                | Self::Handbook(_)
                | Self::Post(_)
                | Self::Shifts
                | Self::Shift(_)
                | Self::Print(_)
        )
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        assert_eq!(Route::of("/console/service/"), Route::Begin);
        assert_eq!(Route::of("/console/service/check-ins"), Route::CheckIns);
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        assert_eq!(Route::of(&format!("/console/service/check-ins/{id}")), Route::CheckIn(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/console/service/imports/{id}")), Route::Import(id.parse().unwrap()));
        assert_eq!(Route::of("/console/service/shifts"), Route::Shifts);
        assert!(matches!(Route::of(&format!("/console/service/posts/{id}")), Route::Post(_)));
        assert!(matches!(Route::of(&format!("/console/service/shifts/{id}/print")), Route::Print(_)));
        assert_eq!(Route::of("/console/service/units/new"), Route::NewUnit);
        assert_eq!(Route::of(&format!("/console/service/activities/{id}")), Route::Activity(id.parse().unwrap()));
        assert_eq!(Route::of("/console/service/projects"), Route::Projects);
        assert!(Route::of("/console/service/units").is_for_everybody() && !Route::of("/console/service/members").is_for_everybody());
        for nowhere in ["/console", "/console/orders", "/service/check-ins", "/console/service/x", "/console/service/pairings/x"] {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
    }
}
