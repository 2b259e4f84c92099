//! Whether a unit's list agrees with what a member says: then nobody has to look at it.

use super::units::{self, MemberRow};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::check_ins::{CheckInBasis, CheckInDoubt as D};
use contract::{OrgUnitId, UnitId};

/// What a member says, as far as the list can tell.
pub struct Said<'a> {
    pub name: &'a str,
    pub phone: &'a str,
    pub unit: Option<UnitId>,
    pub community: OrgUnitId,
    pub basis: CheckInBasis,
}

/// What the database knows about it.
#[derive(Debug, Default)]
pub struct Known {
    pub listed: Option<MemberRow>,
    pub is_unit_active: bool,
    pub is_paired: bool,
}

/// Everything that speaks against it; nothing when the list agrees.
pub fn doubts(c: &mut Conn, said: &Said<'_>) -> ApiResult<Vec<D>> {
    let mut known = Known::default();
    if let Some(unit) = said.unit {
        known.listed = units::listed_with(c, said.phone)?.into_iter().find(|m| m.unit_id == unit);
        known.is_unit_active = units::is_active(c, unit)?;
        known.is_paired = units::is_paired(c, unit, said.community)?;
    }
    Ok(weigh(said, &known))
}

/// Pure: residence first, the pairing of the unit otherwise, and whatever else for a clerk.
pub fn weigh(said: &Said<'_>, known: &Known) -> Vec<D> {
    let mut doubts = Vec::new();
    match &known.listed {
        None => doubts.push(D::NotListed),
        Some(listed) => {
            if !is_same_name(&listed.name, said.name) {
                doubts.push(D::OtherName);
            }
            if !known.is_unit_active {
                doubts.push(D::UnitNotActive);
            }
            match said.basis {
                CheckInBasis::Residence if listed.residence_id != Some(said.community) => doubts.push(D::OtherResidence),
                CheckInBasis::Pairing if !known.is_paired => doubts.push(D::NotPaired),
                CheckInBasis::Pairing if listed.residence_id.is_some() => doubts.push(D::ResidenceFirst),
                _ => {}
            }
        }
    }
    if matches!(said.basis, CheckInBasis::Own | CheckInBasis::Returned) {
        doubts.push(D::ClerkDecides);
    }
    doubts
}

/// Blanks inside a name say nothing: short names are often spread over the width of a column.
pub fn is_same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| name.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (a, b) = (plain(a), plain(b));
    !a.is_empty() && a == b
}
