//! The operations, one file for each kind.

pub mod applications;
pub mod closing;
pub mod projects;
pub mod work;

use super::access::{self, Found};
use super::queries::ProjectRow;
use super::{steps, view};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::run;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::ProjectId;
use contract::projects::{Project, ProjectAction};
use serde::Serialize;

/// The project again, after a change.
fn again(tx: &mut Conn, desk: &Desk, who: &Who, row: ProjectRow) -> ApiResult<Project> {
    let found = access::look(tx, desk, who, row)?;
    view::show(tx, desk, who, found)
}

/// The frame of the steps: find, check, change, show.
async fn step<A, F>(
    app: &Data<App>,
    who: Who,
    key: Idempotency,
    ask: A,
    (id, action): (ProjectId, ProjectAction),
    version: fn(&A) -> i32,
    change: F,
) -> ApiResult<Reply>
where
    A: Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Desk, &Found, &A) -> ApiResult<ProjectRow> + Send + 'static,
{
    run(app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = steps::load(tx, desk, who, id, Some(version(ask)), action)?;
        let after = change(tx, desk, &found, ask)?;
        again(tx, desk, who, after)
    })
    .await
}
