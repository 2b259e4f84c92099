//! Who gave a rating: sealed from handler and community (domain 5.5, rule 7), shown for a reason to those who call, and each look is written down.

use super::queries;
use crate::accounts::{self, names_of};
use crate::app::App;
use crate::in_areas;
use crate::orders::{self, Desk};
use crate::platform::audit;
use crate::platform::auth::{self, RATER_CALLERS};
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::platform::scope::Area;
use crate::schema::{orders as o, unsealings};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::ratings::{Rater, UnsealRater, Unsealing, UnsealingFilter, UnsealingPage};
use contract::{PersonId, RatingId, RowId};
use diesel::prelude::*;
use uuid::Uuid;

/// Show who gave a rating, for a reason.
///
/// Callers and the street only. The reason is audited, the street reads all of them at `GET /ratings/unsealings`, and the requester finds
/// the look among those at the contact.
#[utoipa::path(tag = "ratings", params(("id" = RatingId, Path)), request_body = UnsealRater, responses(
    (status = 201, body = Rater, description = "Who it was")
))]
#[post("/ratings/{id}/unsealing")]
pub async fn unseal_rater(
    app: Data<App>,
    who: auth::RaterCaller,
    key: Idempotency,
    Path(id): Path<RatingId>,
    Json(ask): Json<UnsealRater>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            // The answer is personal data: it is not kept for a replay, a repeated request is a repeated look.
            let _ = &key;
            let gone = || ApiError::not_found("rating");
            let rating = queries::find(tx, id)?.ok_or_else(gone)?;
            let order = orders::find_any(tx, rating.order_id)?.filter(|o| who.holds_at(RATER_CALLERS, &o.area)).ok_or_else(gone)?;
            let is_theirs = rating.responsible_id == Some(who.person) || rating.team_id.is_some_and(|t| who.teams.contains(&t));
            if is_theirs {
                return Err(ApiError::forbidden("whoever handled it does not get to know who rated it"));
            }
            let reason = ask.reason.trim();
            let row = (
                unsealings::id.eq(RowId(Uuid::now_v7())),
                unsealings::rating_id.eq(id),
                unsealings::order_id.eq(order.id),
                unsealings::area.eq(&order.area),
                unsealings::person_id.eq(who.person),
                unsealings::reason.eq(reason),
                unsealings::at.eq(desk.now),
            );
            diesel::insert_into(unsealings::table).values(row).execute(tx)?;
            orders::insert_reveal(tx, order.id, who.person, reason, desk.now)?;
            let change = audit::Change::<(), String> {
                action: "rating.unsealed",
                subject: format!("rating/{id}"),
                before: None,
                after: Some(&reason.to_owned()),
            };
            audit::record(tx, &desk.origin, desk.now, &change)?;
            let person = accounts::person(tx, rating.rater_id)?;
            Reply::new(StatusCode::CREATED, &Rater { rating_id: id, name: person.name, phone: person.phone })
        })
        .await
}

/// Who was shown which rater, newest first.
///
/// For the street.
#[utoipa::path(tag = "ratings", params(UnsealingFilter), responses((status = 200, body = UnsealingPage, description = "A page of looks")))]
#[get("/ratings/unsealings")]
pub async fn list_unsealings(app: Data<App>, who: auth::Street, Query(filter): Query<UnsealingFilter>) -> ApiResult<Json<UnsealingPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('u', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = page(c, &who.areas(&[Role::Street]), after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.5, id: r.0.0 }.encode('u'));
            let names = names_of(c, &rows.iter().map(|r| r.3).collect::<Vec<_>>())?;
            let items = rows.into_iter().map(|(_, rating_id, order_number, person, reason, at)| Unsealing {
                rating_id,
                order_number,
                who: names.get(&person).cloned().unwrap_or_default(),
                reason,
                at,
            });
            Ok(Json(UnsealingPage { items: items.collect(), next_cursor, total: None }))
        })
        .await
}

type Row = (RowId, RatingId, String, PersonId, String, DateTime<Utc>);

fn page(c: &mut Conn, areas: &[Area], after: Option<&Key>, limit: i64) -> QueryResult<Vec<Row>> {
    let query = unsealings::table
        .inner_join(o::table.on(o::id.eq(unsealings::order_id)))
        .select((unsealings::id, unsealings::rating_id, o::number, unsealings::person_id, unsealings::reason, unsealings::at))
        .order((unsealings::at.desc(), unsealings::id.desc()))
        .limit(limit)
        .into_boxed::<MultiBackend>();
    let mut query = in_areas!(query, unsealings::area, areas);
    if let Some(key) = after {
        query = query.filter(unsealings::at.le(key.at).and(unsealings::at.lt(key.at).or(unsealings::id.lt(RowId(key.id)))));
    }
    query.load(c)
}
