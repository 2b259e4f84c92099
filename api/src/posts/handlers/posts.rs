//! Posts: what is asked for, and whether it is public.

use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::auth::{self, DESK};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::frame::{record_post, run};
use crate::posts::lifecycle::post as rules;
use crate::posts::queries::posts;
use crate::posts::queries::{PostRow, shifts};
use crate::posts::{access, content, seats, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use contract::PostId;
use contract::orders::Step;
use contract::posts::{ChangePost, NewPost, Post, PostAction, PostFilter, PostPage, PostState};

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
pub async fn create_post(app: Data<App>, who: auth::Desk, key: Idempotency, Json(ask): Json<NewPost>) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = content::create(tx, desk, who, ask)?;
        view::show_post(tx, who, row)
    })
    .await
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
        let content = content::checked(tx, row.category, &ask.content)?;
        if row.state == PostState::Published && content.risk_note.is_empty() {
            return Err(ApiError::field("/content/risk_note", "required", "a published post says what may happen"));
        }
        let after = posts::set_content(tx, &row, &content, desk.now)?.ok_or_else(|| stale(&row))?;
        content::set_hosts(tx, row.id, &ask.content)?;
        if after.state == PostState::Published {
            content::check_public(tx, desk, &after)?;
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
        content::check_public(tx, desk, &row)?;
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
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| step(tx, desk, who, id, ask, PostAction::Publish)).await
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
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| step(tx, desk, who, id, ask, PostAction::Pause)).await
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
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| step(tx, desk, who, id, ask, PostAction::Close)).await
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
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| step(tx, desk, who, id, ask, PostAction::Archive)).await
}
