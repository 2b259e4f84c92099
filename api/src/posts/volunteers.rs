//! A member as a volunteer: made the first time one is needed.

use super::queries::{VolunteerRow, people};
use crate::orders::{Desk, numbered};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::tokens::random_secret;
use contract::PersonId;

/// The row of a person.
pub fn ensure(tx: &mut Conn, desk: &Desk, person: PersonId) -> ApiResult<VolunteerRow> {
    if let Some(known) = people::volunteer(tx, person)? {
        return Ok(known);
    }
    let mut row = VolunteerRow {
        person_id: person,
        number: String::new(),
        birth_year: None,
        calendar_secret: random_secret(),
        version: 1,
        created_at: desk.now,
    };
    // A second request of the same person may make the row at the same moment: the key of the person waits for it.
    crate::accounts::lock_person(tx, person)?;
    if let Some(known) = people::volunteer(tx, person)? {
        return Ok(known);
    }
    numbered(tx, desk.now, "uq_volunteers_number", |tx, number| {
        row.number = number;
        people::insert_volunteer(tx, &row).map(|_| row.clone())
    })
}
