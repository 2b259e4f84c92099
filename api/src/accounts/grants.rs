//! Roles that come and go with what somebody does: a check-in makes a member, and its end unmakes them.

use crate::platform::db::Conn;
use crate::schema::role_grants;
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::{GrantId, OrgUnitId, PersonId};
use diesel::prelude::*;
use uuid::Uuid;

/// Gives a role at a node; nothing changes for those who hold it. Call `app.principals.forget_all()` after the commit.
pub fn grant_role(tx: &mut Conn, person: PersonId, role: Role, node: OrgUnitId, now: DateTime<Utc>) -> QueryResult<()> {
    let held = role_grants::table
        .filter(role_grants::person_id.eq(person))
        .filter(role_grants::role.eq(role))
        .filter(role_grants::node_id.eq(node))
        .filter(role_grants::ended_at.is_null())
        .count()
        .get_result::<i64>(tx)?;
    if held == 0 {
        let row = (
            role_grants::id.eq(GrantId(Uuid::now_v7())),
            role_grants::person_id.eq(person),
            role_grants::role.eq(role),
            role_grants::node_id.eq(node),
            role_grants::granted_at.eq(now),
        );
        diesel::insert_into(role_grants::table).values(row).execute(tx)?;
    }
    Ok(())
}

/// Takes a role at a node back. Call `app.principals.forget_all()` after the commit.
pub fn end_role(tx: &mut Conn, person: PersonId, role: Role, node: OrgUnitId, now: DateTime<Utc>) -> QueryResult<usize> {
    let held = role_grants::table
        .filter(role_grants::person_id.eq(person))
        .filter(role_grants::role.eq(role))
        .filter(role_grants::node_id.eq(node))
        .filter(role_grants::ended_at.is_null());
    diesel::update(held).set(role_grants::ended_at.eq(Some(now))).execute(tx)
}

/// Name and number by id, for replies.
pub fn name_and_phone(c: &mut Conn, ids: &[PersonId]) -> QueryResult<std::collections::HashMap<PersonId, (String, String)>> {
    use crate::schema::persons;
    if ids.is_empty() {
        return Ok(std::collections::HashMap::new());
    }
    let rows: Vec<(PersonId, String, String)> =
        persons::table.filter(persons::id.eq_any(ids.to_vec())).select((persons::id, persons::name, persons::phone)).load(c)?;
    Ok(rows.into_iter().map(|(id, name, phone)| (id, (name, phone))).collect())
}
