//! One function, one statement.

use crate::platform::db::Conn;
use crate::schema::check_ins;
use contract::check_ins::{CheckInState, CheckInSubject};
use contract::{CheckInId, OrgUnitId, PersonId, UnitId};
use diesel::prelude::*;

/// A member's check-in that counts now.
#[derive(Queryable, Selectable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = check_ins)]
pub struct ActiveCheckIn {
    pub id: CheckInId,
    pub unit_id: Option<UnitId>,
    pub community_id: OrgUnitId,
    pub area: String,
}

/// The check-in of a member that is active, if there is one. The schema allows no second.
pub fn active_of(c: &mut Conn, person: PersonId) -> QueryResult<Option<ActiveCheckIn>> {
    check_ins::table
        .filter(check_ins::person_id.eq(person))
        .filter(check_ins::subject.eq(CheckInSubject::Member))
        .filter(check_ins::state.eq(CheckInState::Active))
        .select(ActiveCheckIn::as_select())
        .first(c)
        .optional()
}
