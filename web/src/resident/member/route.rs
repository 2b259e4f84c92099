//! Which of the members' pages an address means. Apart from the other programs' addresses, which need not carry these.

use contract::{ClaimId, PostId, ShiftId};

/// A page of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Shifts,
    Post(PostId),
    Shift(ShiftId),
    Claims,
    Claim(ClaimId),
    CheckIn,
    /// What one brings along.
    Skills,
    Record,
    /// The rows behind a number of the record.
    Entries,
    Certificates,
    /// What a certificate says, for everybody.
    Verify,
    /// Nothing has this address.
    Nowhere,
}

impl Route {
    /// The page at this path.
    pub fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["posts"] | ["shifts"] => Self::Shifts,
            ["posts", id] => id.parse().map_or(Self::Nowhere, Self::Post),
            ["shifts", id] => id.parse().map_or(Self::Nowhere, Self::Shift),
            ["claims"] => Self::Claims,
            ["claims", id] => id.parse().map_or(Self::Nowhere, Self::Claim),
            ["check-in"] => Self::CheckIn,
            ["check-in", "skills"] => Self::Skills,
            ["record"] => Self::Record,
            ["record", "entries"] => Self::Entries,
            ["record", "certificates"] => Self::Certificates,
            ["certificates", "verify"] => Self::Verify,
            _ => Self::Nowhere,
        }
    }

    /// Which of the four parts it belongs to.
    pub const fn part(&self) -> Option<usize> {
        match self {
            Self::Shifts | Self::Post(_) | Self::Shift(_) => Some(0),
            Self::Claims | Self::Claim(_) => Some(1),
            Self::CheckIn | Self::Skills => Some(2),
            Self::Record | Self::Entries | Self::Certificates => Some(3),
            Self::Verify | Self::Nowhere => None,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        assert_eq!(Route::of("/posts"), Route::Shifts);
        assert_eq!(Route::of(&format!("/posts/{id}/")), Route::Post(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/shifts/{id}")), Route::Shift(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/claims/{id}")), Route::Claim(id.parse().unwrap()));
        assert_eq!(Route::of("/check-in/skills"), Route::Skills);
        assert_eq!(Route::of("/record/entries"), Route::Entries);
        assert_eq!(Route::of("/certificates/verify"), Route::Verify);
        for nowhere in ["/posts/x", "/claims/1/2", "/record/x", "/certificates", "/"] {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
        assert_eq!(Route::of("/record/certificates").part(), Some(3));
        assert_eq!(Route::of("/certificates/verify").part(), None);
    }
}
