//! Appeals (申诉复核): the handler's side asks, the street decides together with a resident. Nothing is ever deleted.

use super::queries;
use crate::app::App;
use crate::in_areas;
use crate::notices::To;
use crate::orders::{self, Desk, Notice, OrderRow};
use crate::platform::audit;
use crate::platform::auth::{self, STAFF, Who};
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::platform::scope::Area;
use crate::platform::sms::Template;
use crate::rectifications;
use crate::schema::{orders as o, org_units, rating_appeals};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::ratings::{Appeal, AppealFilter, AppealPage, AppealState, DecideAppeal, NewAppeal};
use contract::{AppealId, OrderId, OrgUnitId, PersonId, ProblemCode, RatingId, Span};
use diesel::Connection;
use diesel::prelude::*;
use uuid::Uuid;

/// To file, and to decide (domain 5.3).
const SPAN: Span = Span::WorkingDays(5);

/// An appeal as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = rating_appeals, treat_none_as_default_value = false)]
struct AppealRow {
    id: AppealId,
    rating_id: RatingId,
    order_id: OrderId,
    community_id: OrgUnitId,
    area: String,
    state: AppealState,
    version: i32,
    reason: String,
    filed_by: PersonId,
    filed_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    decided_by: Option<PersonId>,
    decided_at: Option<DateTime<Utc>>,
    decision: Option<String>,
    representative: Option<String>,
    consent: Option<String>,
}

/// Ask the street to leave a rating out of the figures.
///
/// The lead of the team that was rated or the secretary of the community, within five working days after they came to know of it; once.
#[utoipa::path(tag = "ratings", params(("id" = RatingId, Path)), request_body = NewAppeal, responses(
    (status = 201, body = Appeal, description = "The appeal"),
    (status = 409, description = "`step_refused`: there is an appeal already, or the five days are over")
))]
#[post("/ratings/{id}/appeals")]
pub async fn appeal_rating(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<RatingId>,
    Json(ask): Json<NewAppeal>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = file(tx, &desk, &who, id, &ask)?;
                show(tx, &who, row)
            })
        })
        .await
}

fn file(tx: &mut Conn, desk: &Desk, who: &Who, id: RatingId, ask: &NewAppeal) -> ApiResult<AppealRow> {
    let gone = || ApiError::not_found("rating");
    let rating = queries::find(tx, id)?.ok_or_else(gone)?;
    let order = orders::find_any(tx, rating.order_id)?.ok_or_else(gone)?;
    let leads = rating.team_id.is_some_and(|t| who.leads.contains(&t));
    let is_secretary = who.holds_at(&[Role::CommunitySecretary], &order.area);
    if !(leads || is_secretary) {
        let knows =
            who.holds_at(STAFF, &order.area) || rating.team_id.is_some_and(|t| who.teams.contains(&t)) || rating.rater_id == who.person;
        let no = || ApiError::forbidden("the lead of the team that was rated or the secretary of the community appeals");
        return Err(if knows { no() } else { gone() });
    }
    // They come to know of a bad rating with the call to its rater.
    let known_at = match rectifications::of_rating(tx, id)? {
        Some(found) => match rectifications::known_at(tx, found.id)? {
            Some(at) => at,
            None => return Err(gone()),
        },
        None => rating.rated_at,
    };
    if desk.calendar.add(known_at, SPAN) < desk.now {
        return Err(ApiError::new(ProblemCode::StepRefused, "the five working days for an appeal are over"));
    }
    let row = AppealRow {
        id: AppealId(Uuid::now_v7()),
        rating_id: id,
        order_id: order.id,
        community_id: order.community_id,
        area: order.area,
        state: AppealState::Filed,
        version: 1,
        reason: ask.reason.trim().to_owned(),
        filed_by: who.person,
        filed_at: desk.now,
        due_at: desk.calendar.add(desk.now, SPAN),
        decided_by: None,
        decided_at: None,
        decision: None,
        representative: None,
        consent: None,
    };
    if let Err(error) = tx.transaction(|tx| diesel::insert_into(rating_appeals::table).values(&row).execute(tx)) {
        let key = broken_key(error)?;
        return Err(ApiError::new(ProblemCode::StepRefused, format!("this rating has its appeal ({key})")));
    }
    record(tx, desk, "appeal.filed", None, &row)?;
    Ok(row)
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&AppealRow>, after: &AppealRow) -> ApiResult<()> {
    let subject = format!("appeal/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Decide an appeal, together with a resident.
///
/// The street. Upheld, the rating counts in no figure any more and is shown with the reason; it is never deleted. A rectification that it
/// opened ends with that, and whoever rated is told.
#[utoipa::path(tag = "ratings", params(("id" = AppealId, Path)), request_body = DecideAppeal, responses(
    (status = 200, body = Appeal, description = "The appeal, decided"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/appeals/{id}/decision")]
pub async fn decide_appeal(
    app: Data<App>,
    who: auth::Street,
    key: Idempotency,
    Path(id): Path<AppealId>,
    Json(ask): Json<DecideAppeal>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let who = who.0;
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = decide(tx, &desk, &who, id, &ask)?;
                show(tx, &who, row)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn decide(tx: &mut Conn, desk: &Desk, who: &Who, id: AppealId, ask: &DecideAppeal) -> ApiResult<AppealRow> {
    use rating_appeals as a;
    let found: Option<AppealRow> = a::table.find(id).select(AppealRow::as_select()).first(tx).optional()?;
    let row = found.filter(|r| who.holds_at(&[Role::Street], &r.area)).ok_or_else(|| ApiError::not_found("appeal"))?;
    if row.version != ask.expected_version {
        return Err(ApiError::stale(row.state.as_str(), row.version));
    }
    if row.state != AppealState::Filed {
        return Err(ApiError::refused("an appeal", row.state.as_str(), "decide"));
    }
    let order = orders::lock(tx, row.order_id)?.ok_or_else(|| ApiError::not_found("order"))?;
    let state = if ask.is_upheld { AppealState::Upheld } else { AppealState::Denied };
    let change = (
        a::state.eq(state),
        a::version.eq(row.version + 1),
        a::decided_by.eq(Some(who.person)),
        a::decided_at.eq(Some(desk.now)),
        a::decision.eq(Some(ask.reason.trim())),
        a::representative.eq(Some(ask.representative.trim())),
        a::consent.eq(Some(ask.consent.trim())),
    );
    let after: Option<AppealRow> = diesel::update(a::table.filter(a::id.eq(id)).filter(a::version.eq(row.version)))
        .set(change)
        .returning(<AppealRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()?;
    let after = after.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
    if ask.is_upheld {
        queries::exclude(tx, row.rating_id)?;
        rectifications::annul(tx, desk, &order, row.rating_id, &ask.reason)?;
        tell_rater(tx, desk, &order, row.rating_id, ask.reason.trim())?;
        // Its version tells that the rating is shown differently.
        desk.touch(tx, &order)?;
    }
    record(tx, desk, if ask.is_upheld { "appeal.upheld" } else { "appeal.denied" }, Some(&row), &after)?;
    Ok(after)
}

/// Why their rating counts no more is for whoever gave it, and under no other number: who that was stays sealed.
fn tell_rater(tx: &mut Conn, desk: &Desk, order: &OrderRow, rating: RatingId, reason: &str) -> ApiResult<()> {
    let rater = queries::find(tx, rating)?.ok_or_else(|| ApiError::not_found("rating"))?.rater_id;
    Notice::new(Template::RatingExcluded).with("reason", reason).tell(tx, desk, order, To::Person(rater))
}

/// Appeals against ratings, newest first.
///
/// For staff, in their area.
#[utoipa::path(tag = "ratings", params(AppealFilter), responses((status = 200, body = AppealPage, description = "A page of appeals")))]
#[get("/appeals")]
pub async fn list_appeals(app: Data<App>, who: auth::Staff, Query(filter): Query<AppealFilter>) -> ApiResult<Json<AppealPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('p', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = page(c, &who.areas(STAFF), &filter, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.0.filed_at, id: r.0.id.0 }.encode('p'));
            let items = rows.into_iter().map(|(row, number, community)| reply(&who, row, number, community)).collect();
            Ok(Json(AppealPage { items, next_cursor, total: None }))
        })
        .await
}

fn page(
    c: &mut Conn,
    areas: &[Area],
    filter: &AppealFilter,
    after: Option<&Key>,
    limit: i64,
) -> QueryResult<Vec<(AppealRow, String, String)>> {
    use rating_appeals as a;
    let query = a::table
        .inner_join(o::table.on(o::id.eq(a::order_id)))
        .inner_join(org_units::table.on(org_units::id.eq(a::community_id)))
        .select((AppealRow::as_select(), o::number, org_units::name))
        .order((a::filed_at.desc(), a::id.desc()))
        .limit(limit)
        .into_boxed::<MultiBackend>();
    let mut query = in_areas!(query, a::area, areas);
    if let Some(state) = filter.state {
        query = query.filter(a::state.eq(state));
    }
    if let Some(community) = filter.community {
        query = query.filter(a::community_id.eq(community));
    }
    if let Some(key) = after {
        query = query.filter(a::filed_at.le(key.at).and(a::filed_at.lt(key.at).or(a::id.lt(AppealId(key.id)))));
    }
    query.load(c)
}

fn show(c: &mut Conn, who: &Who, row: AppealRow) -> ApiResult<Appeal> {
    let number = orders::find_any(c, row.order_id)?.map(|o| o.number).unwrap_or_default();
    let community = crate::org::community(c, row.community_id)?.map(|o| o.name).unwrap_or_default();
    Ok(reply(who, row, number, community))
}

fn reply(who: &Who, row: AppealRow, order_number: String, community_name: String) -> Appeal {
    Appeal {
        may_decide: row.state == AppealState::Filed && who.holds_at(&[Role::Street], &row.area),
        id: row.id,
        rating_id: row.rating_id,
        order_id: row.order_id,
        order_number,
        community_name,
        state: row.state,
        version: row.version,
        reason: row.reason,
        filed_at: row.filed_at,
        due_at: row.due_at,
        decided_at: row.decided_at,
        decision: row.decision,
        representative: row.representative,
        consent: row.consent,
    }
}
