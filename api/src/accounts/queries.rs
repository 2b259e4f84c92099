//! One function, one statement.

use super::sessions::EndReason;
use crate::platform::auth::Principal;
use crate::platform::db::Conn;
use crate::platform::scope::Grant;
use crate::schema::{
    calendar_years, org_units, persons, phone_codes, refresh_tokens, role_grants, sessions, settings, team_members, teams,
};
use chrono::{DateTime, Utc};
use contract::accounts::{Role, RoleGrant};
use contract::org::{OrgLevel, OrgRef, TeamRef};
use contract::{GrantId, OrgUnitId, PersonId, RowId, SessionId, TeamId};
use diesel::prelude::*;
use std::collections::HashMap;

/// A person with what signing in needs.
#[derive(Queryable, Selectable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = persons)]
pub struct PersonRow {
    pub id: PersonId,
    pub name: String,
    pub phone: String,
    #[serde(skip)]
    pub password_hash: Option<String>,
    pub home_id: Option<OrgUnitId>,
    pub failed_attempts: i32,
    pub locked_until: Option<DateTime<Utc>>,
    pub version: i32,
}

pub fn person_by_phone(c: &mut Conn, phone: &str) -> QueryResult<Option<PersonRow>> {
    persons::table.filter(persons::phone.eq(phone)).select(PersonRow::as_select()).first(c).optional()
}

pub fn person(c: &mut Conn, id: PersonId) -> QueryResult<PersonRow> {
    persons::table.find(id).select(PersonRow::as_select()).first(c)
}

pub fn insert_person(tx: &mut Conn, id: PersonId, phone: &str, name: &str, now: DateTime<Utc>) -> QueryResult<PersonRow> {
    let row = (
        persons::id.eq(id),
        persons::name.eq(name),
        persons::phone.eq(phone),
        persons::failed_attempts.eq(0),
        persons::version.eq(1),
        persons::created_at.eq(now),
        persons::updated_at.eq(now),
    );
    diesel::insert_into(persons::table).values(row).execute(tx)?;
    person(tx, id)
}

/// Counts one more wrong try, whoever else counts at the same time; tells how many there are now.
pub fn count_failure(tx: &mut Conn, id: PersonId) -> QueryResult<i32> {
    let counted = persons::failed_attempts.eq(persons::failed_attempts + 1);
    diesel::update(persons::table.find(id)).set(counted).returning(persons::failed_attempts).get_result(tx)
}

/// Locks the account, or forgets wrong tries and lock.
pub fn set_lock(tx: &mut Conn, id: PersonId, until: Option<DateTime<Utc>>) -> QueryResult<usize> {
    diesel::update(persons::table.find(id)).set((persons::failed_attempts.eq(0), persons::locked_until.eq(until))).execute(tx)
}

pub fn rename_person(tx: &mut Conn, id: PersonId, name: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(persons::table.find(id))
        .set((persons::name.eq(name), persons::version.eq(persons::version + 1), persons::updated_at.eq(now)))
        .execute(tx)
}

/// Names by id, for replies.
pub fn names_of(c: &mut Conn, ids: &[PersonId]) -> QueryResult<HashMap<PersonId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(PersonId, String)> = persons::table.filter(persons::id.eq_any(ids)).select((persons::id, persons::name)).load(c)?;
    Ok(rows.into_iter().collect())
}

/// The person behind a session that has not ended, with roles and teams.
pub fn principal(c: &mut Conn, session: SessionId, now: DateTime<Utc>) -> QueryResult<Option<Principal>> {
    let found: Option<(PersonId, String)> = sessions::table
        .inner_join(persons::table.on(persons::id.eq(sessions::person_id)))
        .filter(sessions::id.eq(session))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .select((persons::id, persons::name))
        .first(c)
        .optional()?;
    let Some((person, name)) = found else { return Ok(None) };
    let grants: Vec<(Role, OrgUnitId, String, bool)> =
        active_grants(person).select((role_grants::role, org_units::id, org_units::path, org_units::has_absorbed)).load(c)?;
    let grants = grants.into_iter().map(|(role, node_id, path, has_absorbed)| Grant { role, node_id, path, has_absorbed }).collect();
    let leads: Vec<TeamId> = teams::table.filter(teams::leader_id.eq(person)).select(teams::id).load(c)?;
    let mut mine: Vec<TeamId> = team_members::table.filter(team_members::person_id.eq(person)).select(team_members::team_id).load(c)?;
    mine.extend(leads.iter().filter(|t| !mine.contains(t)).copied().collect::<Vec<_>>());
    Ok(Some(Principal { person, session, name, grants, leads, teams: mine }))
}

#[diesel::dsl::auto_type(no_type_alias)]
fn active_grants(person: PersonId) -> _ {
    let id: PersonId = person;
    role_grants::table.inner_join(org_units::table).filter(role_grants::person_id.eq(id)).filter(role_grants::ended_at.is_null())
}

/// Numbers of those who hold one of the roles at this node or above it, each once.
pub fn phones_at(c: &mut Conn, roles: &[Role], path: &str) -> QueryResult<Vec<String>> {
    role_grants::table
        .inner_join(org_units::table)
        .inner_join(persons::table.on(persons::id.eq(role_grants::person_id)))
        .filter(role_grants::ended_at.is_null())
        .filter(role_grants::role.eq_any(roles.to_vec()))
        .filter(org_units::path.eq_any(crate::org::ancestors(path)))
        .select(persons::phone)
        .distinct()
        .order(persons::phone)
        .load(c)
}

/// Roles as they are shown.
pub fn role_grants_of(c: &mut Conn, person: PersonId) -> QueryResult<Vec<RoleGrant>> {
    let rows: Vec<(GrantId, Role, OrgUnitId, String, OrgLevel, String)> = active_grants(person)
        .order((role_grants::role, org_units::path))
        .select((role_grants::id, role_grants::role, org_units::id, org_units::name, org_units::level, org_units::path))
        .load(c)?;
    let grant = |(id, role, node, name, level, path)| RoleGrant { id, role, node: OrgRef { id: node, name, level, path } };
    Ok(rows.into_iter().map(grant).collect())
}

pub fn team_refs(c: &mut Conn, ids: &[TeamId]) -> QueryResult<Vec<TeamRef>> {
    let rows: Vec<(TeamId, String)> =
        teams::table.filter(teams::id.eq_any(ids)).order(teams::name).select((teams::id, teams::name)).load(c)?;
    Ok(rows.into_iter().map(|(id, name)| TeamRef { id, name }).collect())
}

pub fn org_ref(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<OrgRef>> {
    let row: Option<(OrgUnitId, String, OrgLevel, String)> =
        org_units::table.find(id).select((org_units::id, org_units::name, org_units::level, org_units::path)).first(c).optional()?;
    Ok(row.map(|(id, name, level, path)| OrgRef { id, name, level, path }))
}

pub fn insert_session(tx: &mut Conn, id: SessionId, person: PersonId, now: DateTime<Utc>, expires: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        sessions::id.eq(id),
        sessions::person_id.eq(person),
        sessions::created_at.eq(now),
        sessions::last_used_at.eq(now),
        sessions::expires_at.eq(expires),
    );
    diesel::insert_into(sessions::table).values(row).execute(tx)
}

pub fn touch_session(tx: &mut Conn, id: SessionId, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(sessions::table.find(id)).set(sessions::last_used_at.eq(now)).execute(tx)
}

pub fn end_session(tx: &mut Conn, id: SessionId, reason: EndReason, now: DateTime<Utc>) -> QueryResult<usize> {
    let open = sessions::table.find(id).filter(sessions::ended_at.is_null());
    diesel::update(open).set((sessions::ended_at.eq(Some(now)), sessions::end_reason.eq(Some(reason)))).execute(tx)
}

pub fn insert_refresh_token(tx: &mut Conn, hash: &str, session: SessionId, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (refresh_tokens::token_hash.eq(hash), refresh_tokens::session_id.eq(session), refresh_tokens::created_at.eq(now));
    diesel::insert_into(refresh_tokens::table).values(row).execute(tx)
}

/// Session and person of a refresh token, whether it was used, and until when the session lasts.
#[derive(Queryable, Debug)]
pub struct RefreshRow {
    pub session: SessionId,
    pub person: PersonId,
    pub used_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

pub fn refresh_token(c: &mut Conn, hash: &str) -> QueryResult<Option<RefreshRow>> {
    refresh_tokens::table
        .inner_join(sessions::table)
        .filter(refresh_tokens::token_hash.eq(hash))
        .select((sessions::id, sessions::person_id, refresh_tokens::used_at, sessions::ended_at, sessions::expires_at))
        .first(c)
        .optional()
}

/// 1 for the first use, 0 when somebody was faster.
pub fn use_refresh_token(tx: &mut Conn, hash: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let unused = refresh_tokens::table.find(hash).filter(refresh_tokens::used_at.is_null());
    diesel::update(unused).set(refresh_tokens::used_at.eq(Some(now))).execute(tx)
}

pub fn insert_phone_code(tx: &mut Conn, phone: &str, hash: &str, now: DateTime<Utc>, expires: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        phone_codes::id.eq(RowId(uuid::Uuid::now_v7())),
        phone_codes::phone.eq(phone),
        phone_codes::code_hash.eq(hash),
        phone_codes::created_at.eq(now),
        phone_codes::expires_at.eq(expires),
        phone_codes::attempts.eq(0),
    );
    diesel::insert_into(phone_codes::table).values(row).execute(tx)
}

/// When codes were sent to this number since then, newest first.
pub fn phone_codes_since(c: &mut Conn, phone: &str, since: DateTime<Utc>) -> QueryResult<Vec<DateTime<Utc>>> {
    phone_codes::table
        .filter(phone_codes::phone.eq(phone))
        .filter(phone_codes::created_at.gt(since))
        .order(phone_codes::created_at.desc())
        .select(phone_codes::created_at)
        .load(c)
}

/// One after the other for each number. On SQLite there is one writer; on PostgreSQL two could read the same codes and both go on.
pub fn lock_phone(tx: &mut Conn, phone: &str) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))").bind::<diesel::sql_types::Text, _>(phone).execute(p)?;
    }
    Ok(())
}

/// The code last sent to this number, if it can still be used: id, hash, wrong attempts. Older ones are dead with the newest.
pub fn usable_code(c: &mut Conn, phone: &str, now: DateTime<Utc>) -> QueryResult<Option<(RowId, String, i32)>> {
    type Last = (RowId, String, i32, Option<DateTime<Utc>>, DateTime<Utc>);
    let last: Option<Last> = phone_codes::table
        .filter(phone_codes::phone.eq(phone))
        .order((phone_codes::created_at.desc(), phone_codes::id.desc()))
        .select((phone_codes::id, phone_codes::code_hash, phone_codes::attempts, phone_codes::used_at, phone_codes::expires_at))
        .first(c)
        .optional()?;
    Ok(last.filter(|(_, _, _, used, expires)| used.is_none() && *expires > now).map(|(id, hash, attempts, _, _)| (id, hash, attempts)))
}

pub fn count_code_attempt(tx: &mut Conn, id: RowId) -> QueryResult<usize> {
    diesel::update(phone_codes::table.find(id)).set(phone_codes::attempts.eq(phone_codes::attempts + 1)).execute(tx)
}

pub fn use_code(tx: &mut Conn, id: RowId, now: DateTime<Utc>) -> QueryResult<usize> {
    let unused = phone_codes::table.find(id).filter(phone_codes::used_at.is_null());
    diesel::update(unused).set(phone_codes::used_at.eq(Some(now))).execute(tx)
}

/// A setting of the installation; the first process to ask writes the value it brings.
pub fn setting_or(tx: &mut Conn, name: &str, value: &str) -> QueryResult<String> {
    let insert = diesel::insert_into(settings::table).values((settings::name.eq(name), settings::value.eq(value))).on_conflict_do_nothing();
    crate::on_backend!(tx, |c| insert.execute(c))?;
    settings::table.find(name).select(settings::value).first(tx)
}

/// Nobody else changes what hangs on this person until the transaction ends. SQLite has one writer.
pub fn lock_person(tx: &mut Conn, id: PersonId) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        persons::table.find(id).select(persons::id).for_update().first::<PersonId>(p)?;
    }
    Ok(())
}

/// Those who hold one of the roles at a node or above it, each once, with their numbers.
pub fn holders_above(c: &mut Conn, roles: &[Role], path: &str) -> QueryResult<Vec<(PersonId, String)>> {
    role_grants::table
        .inner_join(persons::table.on(persons::id.eq(role_grants::person_id)))
        .inner_join(org_units::table.on(org_units::id.eq(role_grants::node_id)))
        .filter(role_grants::role.eq_any(roles.to_vec()))
        .filter(role_grants::ended_at.is_null())
        .filter(org_units::path.eq_any(crate::org::ancestors(path)))
        .order(persons::id)
        .select((persons::id, persons::phone))
        .distinct()
        .load(c)
}

/// Telephone numbers of those who hold one of the roles at a node or above it.
pub fn phones_above(c: &mut Conn, roles: &[Role], path: &str) -> QueryResult<Vec<String>> {
    role_grants::table
        .inner_join(persons::table.on(persons::id.eq(role_grants::person_id)))
        .inner_join(org_units::table.on(org_units::id.eq(role_grants::node_id)))
        .filter(role_grants::role.eq_any(roles.to_vec()))
        .filter(role_grants::ended_at.is_null())
        .filter(org_units::path.eq_any(crate::org::ancestors(path)))
        .order(persons::phone)
        .select(persons::phone)
        .distinct()
        .load(c)
}

/// The file of a year as it was imported; a later import of the same year replaces it.
pub fn put_calendar(tx: &mut Conn, year: i32, source: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(calendar_years::table.find(year)).execute(tx)?;
    let row = (calendar_years::year.eq(year), calendar_years::source.eq(source), calendar_years::imported_at.eq(now));
    diesel::insert_into(calendar_years::table).values(row).execute(tx)
}

pub fn calendar_sources(c: &mut Conn) -> QueryResult<Vec<String>> {
    calendar_years::table.order(calendar_years::year).select(calendar_years::source).load(c)
}

pub fn last_import(c: &mut Conn) -> QueryResult<Option<DateTime<Utc>>> {
    calendar_years::table.order(calendar_years::imported_at.desc()).select(calendar_years::imported_at).first(c).optional()
}
