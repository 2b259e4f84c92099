//! Which page of 双报到双服务 an address means. All of them stand below `/console/service`.

/// A page of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Where somebody begins depends on who it is.
    Begin,
    CheckIns,
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
            _ => Self::Nowhere,
        }
    }

    /// Whether the page is for everybody who is signed in: whoever checks a unit in has no role yet.
    pub const fn is_for_everybody(self) -> bool {
        matches!(self, Self::Begin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        assert_eq!(Route::of("/console/service/"), Route::Begin);
        assert_eq!(Route::of("/console/service/check-ins"), Route::CheckIns);
        for nowhere in ["/console", "/console/orders", "/service/check-ins", "/console/service/x"] {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
    }
}
