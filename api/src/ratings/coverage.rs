//! How many of those who could rate did. There is no default praise: what nobody rated is unrated.

use crate::app::App;
use crate::in_areas;
use crate::org;
use crate::platform::auth::{self, STAFF};
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Query};
use crate::platform::scope::Area;
use crate::schema::{order_rounds, orders, ratings};
use actix_web::get;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use contract::ratings::{Coverage, CoverageFilter};
use diesel::prelude::*;

/// How many rounds were rated, of those that could be.
///
/// The denominator are rounds whose window is over and rounds that were rated; what is still open is in neither figure.
#[utoipa::path(tag = "ratings", params(CoverageFilter), responses((status = 200, body = Coverage, description = "Numerator and denominator")))]
#[get("/ratings/coverage")]
pub async fn get_coverage(app: Data<App>, who: auth::Staff, Query(filter): Query<CoverageFilter>) -> ApiResult<Json<Coverage>> {
    let (now, window) = (app.clock.now(), TimeDelta::days(app.config.ratings.window_days));
    let to = filter.to.unwrap_or(now);
    let from = filter.from.unwrap_or(to - TimeDelta::days(90));
    app.db
        .read(move |c| {
            let mut areas = who.areas(STAFF);
            if let Some(id) = filter.community {
                let wanted = org::area(c, id)?.filter(|w| areas.iter().any(|a| a.covers(&w.path)));
                areas = vec![wanted.ok_or_else(|| ApiError::not_found("community"))?];
            }
            let all = count(c, &areas, from, to, Only::All)?;
            let rated = count(c, &areas, from, to, Only::Rated)?;
            let excluded = count(c, &areas, from, to, Only::Excluded)?;
            let unrated = count(c, &areas, from, to, Only::UnratedBefore(now - window))?;
            let closable = rated + unrated;
            let per_mille = (closable > 0).then(|| rated * 1000 / closable.max(1));
            Ok(Json(Coverage { from, to, closable, rated, unrated, open: all - closable, excluded, per_mille }))
        })
        .await
}

enum Only {
    All,
    Rated,
    Excluded,
    /// Done before then, and never rated.
    UnratedBefore(DateTime<Utc>),
}

fn count(c: &mut Conn, areas: &[Area], from: DateTime<Utc>, to: DateTime<Utc>, only: Only) -> QueryResult<i64> {
    // Whoever follows an order may rate it too; covered is what its requester rated.
    let by_requester = ratings::rater_id.eq(orders::requester_id);
    let of_round = ratings::order_id.eq(order_rounds::order_id).and(ratings::round.eq(order_rounds::round)).and(by_requester);
    let query = order_rounds::table
        .inner_join(orders::table.on(orders::id.eq(order_rounds::order_id)))
        .left_join(ratings::table.on(of_round))
        .select(diesel::dsl::count_star())
        .into_boxed::<MultiBackend>();
    let query = in_areas!(query, orders::area, areas).filter(order_rounds::done_at.ge(from)).filter(order_rounds::done_at.lt(to));
    match only {
        Only::All => query.first(c),
        Only::Rated => query.filter(ratings::id.nullable().is_not_null()).first(c),
        Only::Excluded => query.filter(ratings::is_excluded.nullable().eq(Some(true))).first(c),
        Only::UnratedBefore(end) => query.filter(ratings::id.nullable().is_null()).filter(order_rounds::done_at.lt(end)).first(c),
    }
}
