//! What a post says: what can be wrong with it, and what has to be said before everybody may read it.

use super::frame::record_post;
use super::queries::PostRow;
use super::queries::posts::{self, Content};
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check_ins::PostCategory;
use contract::org::OrgLevel;
use contract::posts::{NewPost, PostContent, PostState};
use contract::{FieldProblem, PostId, ProblemCode};
use uuid::Uuid;

/// A new post, as a draft.
pub fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewPost) -> ApiResult<PostRow> {
    let unknown = || ApiError::field("/node_id", "unknown", "no community of yours, and no branch of one");
    let node = org::org_refs(tx, &[ask.node_id])?.pop().filter(|n| who.holds_at(DESK, &n.path)).ok_or_else(unknown)?;
    // City, street, community: the first three parts of the path.
    let community_path: String = node.path.split_inclusive('/').take(3).collect();
    let community = if node.level == OrgLevel::CommunityPartyCommittee { Some(node.id) } else { org::by_path(tx, &community_path)? };
    let content = checked(tx, ask.category, &ask.content)?;
    let row = PostRow {
        id: PostId(Uuid::now_v7()),
        category: ask.category,
        community_id: community.ok_or_else(unknown)?,
        node_id: node.id,
        area: node.path,
        title: content.title,
        description: content.description,
        risk_note: content.risk_note,
        skills: content.skills,
        licences: content.licences,
        min_age: content.min_age,
        max_age: content.max_age,
        needs_mediator: content.needs_mediator,
        needs_insurance: content.needs_insurance,
        insurance_note: content.insurance_note,
        min_people: content.min_people,
        max_people: content.max_people,
        admission_no: content.admission_no,
        state: PostState::Draft,
        version: 1,
        created_by: who.person,
        created_at: desk.now,
        updated_at: desk.now,
    };
    posts::insert(tx, &row)?;
    set_hosts(tx, row.id, &ask.content)?;
    record_post(tx, desk, "post.created", None, &row)?;
    Ok(row)
}

/// What can be wrong with the content beyond single fields.
pub fn checked(tx: &mut Conn, category: PostCategory, ask: &PostContent) -> ApiResult<Content> {
    let mut wrong = Vec::new();
    if ask.max_people < ask.min_people {
        wrong.push(FieldProblem::new("/content/max_people", "range", "at least `min_people`"));
    }
    if let (Some(min), Some(max)) = (ask.min_age, ask.max_age)
        && max < min
    {
        wrong.push(FieldProblem::new("/content/max_age", "range", "at least `min_age`"));
    }
    let known = posts::known_skills(tx, &ask.skills)?;
    for (index, _) in ask.skills.iter().enumerate().filter(|(_, s)| !known.contains(s)) {
        wrong.push(FieldProblem::new(&format!("/content/skills/{index}"), "unknown", "no such skill"));
    }
    let is_licence = |l: &String| (1..=40).contains(&l.chars().count()) && contract::check::text(l).is_ok();
    for (index, _) in ask.licences.iter().enumerate().filter(|(_, l)| !is_licence(l)) {
        wrong.push(FieldProblem::new(&format!("/content/licences/{index}"), "format", "1 to 40 characters"));
    }
    let people = crate::accounts::names_of(tx, &ask.host_ids)?;
    for (index, host) in ask.host_ids.iter().enumerate() {
        let pointer = format!("/content/host_ids/{index}");
        if ask.host_ids.iter().take(index).any(|h| h == host) {
            wrong.push(FieldProblem::new(&pointer, "unique", "the host is named twice"));
        } else if !people.contains_key(host) {
            wrong.push(FieldProblem::new(&pointer, "unknown", "no such person"));
        }
    }
    if !wrong.is_empty() {
        return Err(ApiError::fields(wrong));
    }
    let trim = |text: &str| text.trim().to_owned();
    Ok(Content {
        title: trim(&ask.title),
        description: trim(&ask.description),
        risk_note: trim(&ask.risk_note),
        skills: JsonColumn(ask.skills.clone()),
        licences: JsonColumn(ask.licences.iter().map(|l| trim(l)).collect()),
        min_age: ask.min_age,
        max_age: ask.max_age,
        needs_mediator: ask.needs_mediator || category == PostCategory::Mediation,
        needs_insurance: ask.needs_insurance,
        insurance_note: trim(&ask.insurance_note),
        min_people: ask.min_people,
        max_people: ask.max_people,
        admission_no: ask.admission_no.as_deref().map(trim),
    })
}

/// Who receives those who come.
pub fn set_hosts(tx: &mut Conn, post: PostId, ask: &PostContent) -> ApiResult<()> {
    posts::clear_hosts(tx, post)?;
    for host in &ask.host_ids {
        posts::add_host(tx, post, *host)?;
    }
    Ok(())
}

/// What has to be said before everybody may read it (志愿服务条例 Art. 12, 17), and the admission that a task of a department needs.
pub fn check_public(tx: &mut Conn, desk: &Desk, row: &PostRow) -> ApiResult<()> {
    let mut wrong = Vec::new();
    if row.risk_note.is_empty() {
        wrong.push(FieldProblem::new("/content/risk_note", "required", "whoever comes is told what may happen"));
    }
    if row.needs_insurance && row.insurance_note.is_empty() {
        wrong.push(FieldProblem::new("/content/insurance_note", "required", "say who takes out the insurance"));
    }
    if posts::hosts_of(tx, &[row.id])?.is_empty() {
        wrong.push(FieldProblem::new("/content/host_ids", "required", "somebody has to receive those who come"));
    }
    if !wrong.is_empty() {
        return Err(ApiError::fields(wrong));
    }
    check_admission(tx, desk, row.category, row.admission_no.as_deref(), &row.area)
}

/// A task of a department needs an admission that is in force where it is done (I13).
pub fn check_admission(tx: &mut Conn, desk: &Desk, category: PostCategory, number: Option<&str>, path: &str) -> ApiResult<()> {
    if category == PostCategory::CentralTask {
        let covers = posts::admission(tx, number.unwrap_or_default(), desk.today())?.is_some_and(|area| path.starts_with(&area));
        if !covers {
            return Err(ApiError::new(ProblemCode::AdmissionRequired, "no admission with this number is in force for the community today"));
        }
    }
    Ok(())
}
