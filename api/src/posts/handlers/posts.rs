//! Posts: what is asked for, and whether it is public.

use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::{self, DESK};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::paging::{self, Key};
use crate::posts::frame::{record_post, run};
use crate::posts::lifecycle::post as rules;
use crate::posts::queries::posts::{self, Content};
use crate::posts::queries::{PostRow, shifts};
use crate::posts::{access, seats, view};
use contract::check_ins::PostCategory;
use contract::orders::Step;
use contract::org::OrgLevel;
use contract::posts::{ChangePost, NewPost, Post, PostAction, PostContent, PostFilter, PostPage, PostState};
use contract::{FieldProblem, PostId, ProblemCode};
use uuid::Uuid;

/// Posts, newest first.
///
/// Published ones for everybody who is signed in; those in another state for the desk of their community.
#[utoipa::path(tag = "posts", params(PostFilter), responses((status = 200, body = PostPage, description = "A page of posts")))]
#[get("/posts")]
pub async fn list_posts(app: Data<App>, who: Who, Query(filter): Query<PostFilter>) -> ApiResult<Json<PostPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('p', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let state = filter.state.unwrap_or(PostState::Published);
            let own = who.areas(DESK);
            let areas = (state != PostState::Published).then_some(own.as_slice());
            let wanted = posts::Wanted { state, category: filter.category, community: filter.community, areas };
            let mut rows = posts::page(c, &wanted, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.created_at, id: r.id.0 }.encode('p'));
            Ok(Json(PostPage { items: view::show_posts(c, &who, rows)?, next_cursor, total: None }))
        })
        .await
}

/// One post.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), responses((status = 200, body = Post, description = "The post")))]
#[get("/posts/{id}")]
pub async fn get_post(app: Data<App>, who: Who, Path(id): Path<PostId>) -> ApiResult<Json<Post>> {
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("post");
            let row = posts::find(c, id)?.ok_or_else(gone)?;
            let is_seen = rules::is_public(row.state) || !access::post_sides(c, &who, row.id, &row.area)?.is_empty();
            if !is_seen {
                return Err(gone());
            }
            view::show_post(c, &who, row).map(Json)
        })
        .await
}

/// Write a post, as a draft.
///
/// The desk of the community, for the community or for a branch below it.
#[utoipa::path(tag = "posts", request_body = NewPost, responses(
    (status = 201, body = Post, description = "The draft")
))]
#[post("/posts")]
pub async fn create_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Json(ask): Json<NewPost>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = create(tx, desk, who, ask)?;
        view::show_post(tx, who, row)
    })
    .await
}

fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewPost) -> ApiResult<PostRow> {
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
fn checked(tx: &mut Conn, category: PostCategory, ask: &PostContent) -> ApiResult<Content> {
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

fn set_hosts(tx: &mut Conn, post: PostId, ask: &PostContent) -> ApiResult<()> {
    posts::clear_hosts(tx, post)?;
    for host in &ask.host_ids {
        posts::add_host(tx, post, *host)?;
    }
    Ok(())
}

/// What has to be said before everybody may read it (志愿服务条例 Art. 12, 17), and the admission that a task of a department needs.
fn check_public(tx: &mut Conn, desk: &Desk, row: &PostRow) -> ApiResult<()> {
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
    if row.category == PostCategory::CentralTask {
        let number = row.admission_no.as_deref().unwrap_or_default();
        let covers = posts::admission(tx, number, desk.today())?.is_some_and(|area| row.area.starts_with(&area));
        if !covers {
            return Err(ApiError::new(ProblemCode::AdmissionRequired, "no admission with this number is in force for the community today"));
        }
    }
    Ok(())
}

fn stale(row: &PostRow) -> ApiError {
    let allowed = rules::allowed(row.state, true).iter().map(ToString::to_string).collect();
    ApiError::stale(row.state.as_str(), row.version).with_allowed(allowed)
}

/// Change what a post says.
///
/// A published post stays complete. Seats that are held stay held; shifts keep the seats they have.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = ChangePost, responses(
    (status = 200, body = Post, description = "The post"),
    (status = 409, description = "`stale_version`, `step_refused`: closed or archived")
))]
#[patch("/posts/{id}")]
pub async fn change_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<ChangePost>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let row = access::kept_post(tx, who, id)?;
        if row.version != ask.expected_version {
            return Err(stale(&row));
        }
        if !rules::is_editable(row.state) {
            return Err(ApiError::refused("a post", row.state.as_str(), "change").with_version(row.version));
        }
        let content = checked(tx, row.category, &ask.content)?;
        if row.state == PostState::Published && content.risk_note.is_empty() {
            return Err(ApiError::field("/content/risk_note", "required", "a published post says what may happen"));
        }
        let after = posts::set_content(tx, &row, &content, desk.now)?.ok_or_else(|| stale(&row))?;
        set_hosts(tx, row.id, &ask.content)?;
        if after.state == PostState::Published {
            check_public(tx, desk, &after)?;
        }
        record_post(tx, desk, "post.changed", Some(&row), &after)?;
        view::show_post(tx, who, after)
    })
    .await
}

/// A step of a post by its desk.
fn step(tx: &mut Conn, desk: &Desk, who: &Who, id: PostId, ask: &Step, action: PostAction) -> ApiResult<Post> {
    let row = access::kept_post(tx, who, id)?;
    if row.version != ask.expected_version {
        return Err(stale(&row));
    }
    let to = rules::step(row.state, action).map_err(|e| e.with_version(row.version))?;
    if action == PostAction::Publish {
        check_public(tx, desk, &row)?;
    }
    if action == PostAction::Close {
        for id in shifts::ahead_of(tx, row.id)? {
            let (shift, post) = seats::lock(tx, id)?;
            seats::clear(tx, desk, &shift, &post, "岗位已关闭")?;
        }
    }
    let after = posts::set_state(tx, &row, to, desk.now)?.ok_or_else(|| stale(&row))?;
    record_post(tx, desk, &format!("post.{to}"), Some(&row), &after)?;
    view::show_post(tx, who, after)
}

/// Publish a post, or open a paused one again.
///
/// Only with a risk note and a host. A task of a department (`central_task`) needs the number of an admission that is in force.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = Step, responses(
    (status = 200, body = Post, description = "The post"),
    (status = 409, description = "`admission_required`, `stale_version`, `step_refused`")
))]
#[post("/posts/{id}/publication")]
pub async fn publish_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        step(tx, desk, who, id, ask, PostAction::Publish)
    })
    .await
}

/// Pause a post: no new claims for the time being.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = Step, responses(
    (status = 200, body = Post, description = "The post"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/posts/{id}/pause")]
pub async fn pause_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        step(tx, desk, who, id, ask, PostAction::Pause)
    })
    .await
}

/// Close a post.
///
/// Shifts that have not begun are cancelled, and those who hold a seat or wait are told.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = Step, responses(
    (status = 200, body = Post, description = "The post"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/posts/{id}/closure")]
pub async fn close_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        step(tx, desk, who, id, ask, PostAction::Close)
    })
    .await
}

/// Put a closed post away, or throw a draft away.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = Step, responses(
    (status = 200, body = Post, description = "The post"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/posts/{id}/archive")]
pub async fn archive_post(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        step(tx, desk, who, id, ask, PostAction::Archive)
    })
    .await
}
