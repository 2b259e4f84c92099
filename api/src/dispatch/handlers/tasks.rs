//! The tasks of a team: the need and the coarse place, and nothing more.

use crate::accounts::names_of;
use crate::app::App;
use crate::dispatch::{queries, view};
use crate::orders::excerpt;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Query};
use crate::platform::paging::{self, Key};
use actix_web::get;
use actix_web::web::Data;
use contract::ProblemCode;
use contract::dispatch::{DispatchState, Task, TaskFilter, TaskPage};

/// The tasks of my teams, newest first.
#[utoipa::path(tag = "dispatch", params(TaskFilter), responses((status = 200, body = TaskPage, description = "A page of tasks")))]
#[get("/dispatches")]
pub async fn list_dispatches(app: Data<App>, who: Who, Query(filter): Query<TaskFilter>) -> ApiResult<Json<TaskPage>> {
    let words = filter.state.as_deref().unwrap_or("offered,accepted").split(',').map(str::trim).filter(|w| !w.is_empty());
    let states: Result<Vec<DispatchState>, _> = words.map(str::parse).collect();
    let states = states.map_err(|e| ApiError::new(ProblemCode::BadQuery, format!("`state`: {e}")))?;
    let after = filter.cursor.as_deref().map(|c| Key::decode('k', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::tasks(c, &who.teams, &states, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.dispatch.offered_at, id: r.dispatch.id.0 }.encode('k'));
            let people: Vec<_> = rows.iter().filter_map(|r| r.dispatch.responsible_id).collect();
            let names = names_of(c, &people)?;
            let task = |row: queries::TaskRow| Task {
                dispatch: view::show(&who, None, row.dispatch, row.team_name, &names),
                order_number: row.number,
                order_state: row.state,
                order_version: row.version,
                item_name: row.item_name,
                item_name_en: row.item_name_en,
                community_name: row.community_name,
                urgency: row.urgency,
                excerpt: excerpt(&row.text),
                deadline: row.deadline,
            };
            Ok(Json(TaskPage { items: rows.into_iter().map(task).collect(), next_cursor, total: None }))
        })
        .await
}
