//! Posts, their hosts, and the admissions some of them need.

use crate::in_areas;
use crate::platform::db::types::Json;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{admissions, post_hosts, posts, skills};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::PostCategory;
use contract::posts::PostState;
use contract::{OrgUnitId, PersonId, PostId};
use diesel::prelude::*;
use std::collections::HashMap;

contract::plain_words! {
    /// Where an admission stands.
    AdmissionState {
        Submitted = "submitted",
        Active = "active",
        Expired = "expired",
        Revoked = "revoked",
    }
}
crate::sql_word!(AdmissionState);

/// A post as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = posts, treat_none_as_default_value = false)]
pub struct PostRow {
    pub id: PostId,
    pub category: PostCategory,
    pub community_id: OrgUnitId,
    pub node_id: OrgUnitId,
    pub area: String,
    pub title: String,
    pub description: String,
    pub risk_note: String,
    pub skills: Json<Vec<String>>,
    pub licences: Json<Vec<String>>,
    pub min_age: Option<i32>,
    pub max_age: Option<i32>,
    pub needs_mediator: bool,
    pub needs_insurance: bool,
    pub insurance_note: String,
    pub min_people: i32,
    pub max_people: i32,
    pub admission_no: Option<String>,
    pub state: PostState,
    pub version: i32,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a change of the content sets.
#[derive(AsChangeset, Clone, Debug)]
#[diesel(table_name = posts, treat_none_as_null = true)]
pub struct Content {
    pub title: String,
    pub description: String,
    pub risk_note: String,
    pub skills: Json<Vec<String>>,
    pub licences: Json<Vec<String>>,
    pub min_age: Option<i32>,
    pub max_age: Option<i32>,
    pub needs_mediator: bool,
    pub needs_insurance: bool,
    pub insurance_note: String,
    pub min_people: i32,
    pub max_people: i32,
    pub admission_no: Option<String>,
}

pub fn find(c: &mut Conn, id: PostId) -> QueryResult<Option<PostRow>> {
    posts::table.find(id).select(PostRow::as_select()).first(c).optional()
}

/// The post, and nobody else changes it until the transaction ends.
pub fn lock(tx: &mut Conn, id: PostId) -> QueryResult<Option<PostRow>> {
    if let Conn::Pg(p) = tx {
        posts::table.find(id).select(posts::id).for_update().first::<PostId>(p).optional()?;
    }
    find(tx, id)
}

pub fn insert(tx: &mut Conn, row: &PostRow) -> QueryResult<usize> {
    diesel::insert_into(posts::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn set_state(tx: &mut Conn, row: &PostRow, state: PostState, now: DateTime<Utc>) -> QueryResult<Option<PostRow>> {
    diesel::update(posts::table.filter(posts::id.eq(row.id)).filter(posts::version.eq(row.version)))
        .set((posts::state.eq(state), posts::version.eq(row.version + 1), posts::updated_at.eq(now)))
        .returning(<PostRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// The same for what it says.
pub fn set_content(tx: &mut Conn, row: &PostRow, content: &Content, now: DateTime<Utc>) -> QueryResult<Option<PostRow>> {
    diesel::update(posts::table.filter(posts::id.eq(row.id)).filter(posts::version.eq(row.version)))
        .set((content, posts::version.eq(row.version + 1), posts::updated_at.eq(now)))
        .returning(<PostRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Which posts a list shows.
pub struct Wanted<'a> {
    pub state: PostState,
    pub category: Option<PostCategory>,
    pub community: Option<OrgUnitId>,
    /// Only those of these nodes; of all when absent.
    pub areas: Option<&'a [Area]>,
}

/// Posts, newest first.
pub fn page(c: &mut Conn, wanted: &Wanted<'_>, after: Option<&Key>, limit: i64) -> QueryResult<Vec<PostRow>> {
    let query = posts::table
        .order((posts::created_at.desc(), posts::id.desc()))
        .limit(limit)
        .select(PostRow::as_select())
        .into_boxed::<MultiBackend>();
    let query = match wanted.areas {
        Some(areas) => in_areas!(query, posts::area, areas),
        None => query,
    };
    let mut query = query.filter(posts::state.eq(wanted.state));
    if let Some(category) = wanted.category {
        query = query.filter(posts::category.eq(category));
    }
    if let Some(community) = wanted.community {
        query = query.filter(posts::community_id.eq(community));
    }
    if let Some(key) = after {
        query = query.filter(posts::created_at.le(key.at).and(posts::created_at.lt(key.at).or(posts::id.lt(PostId(key.id)))));
    }
    query.load(c)
}

pub fn of_ids(c: &mut Conn, ids: &[PostId]) -> QueryResult<HashMap<PostId, PostRow>> {
    let rows: Vec<PostRow> = posts::table.filter(posts::id.eq_any(ids.to_vec())).select(PostRow::as_select()).load(c)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Hosts of several posts.
pub fn hosts_of(c: &mut Conn, ids: &[PostId]) -> QueryResult<Vec<(PostId, PersonId)>> {
    post_hosts::table
        .filter(post_hosts::post_id.eq_any(ids.to_vec()))
        .order((post_hosts::post_id, post_hosts::person_id))
        .select((post_hosts::post_id, post_hosts::person_id))
        .load(c)
}

pub fn is_host(c: &mut Conn, post: PostId, person: PersonId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(post_hosts::table.find((post, person)))).get_result(c)
}

pub fn clear_hosts(tx: &mut Conn, post: PostId) -> QueryResult<usize> {
    diesel::delete(post_hosts::table.filter(post_hosts::post_id.eq(post))).execute(tx)
}

pub fn add_host(tx: &mut Conn, post: PostId, person: PersonId) -> QueryResult<usize> {
    diesel::insert_into(post_hosts::table).values((post_hosts::post_id.eq(post), post_hosts::person_id.eq(person))).execute(tx)
}

/// Which of these are codes of skills.
pub fn known_skills(c: &mut Conn, codes: &[String]) -> QueryResult<Vec<String>> {
    skills::table.filter(skills::code.eq_any(codes.to_vec())).select(skills::code).load(c)
}

/// Node of an admission that is in force that day.
pub fn admission(c: &mut Conn, number: &str, day: NaiveDate) -> QueryResult<Option<String>> {
    admissions::table
        .find(number)
        .filter(admissions::state.eq(AdmissionState::Active))
        .filter(admissions::valid_from.le(day))
        .filter(admissions::valid_to.ge(day))
        .select(admissions::area)
        .first(c)
        .optional()
}
