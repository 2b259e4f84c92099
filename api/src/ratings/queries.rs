//! One function, one statement.

use super::tags;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::schema::ratings;
use chrono::{DateTime, Utc};
use contract::ratings::{Rating, RatingChannel};
use contract::{OrderId, PersonId, RatingId};
use diesel::prelude::*;

/// A rating as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = ratings, treat_none_as_default_value = false)]
pub struct RatingRow {
    pub id: RatingId,
    pub order_id: OrderId,
    pub round: i32,
    pub grade: i16,
    pub tags: JsonColumn<Vec<String>>,
    pub tags_version: i32,
    pub text: String,
    pub channel: RatingChannel,
    pub rated_at: DateTime<Utc>,
    /// The requester, or somebody who follows the order.
    pub rater_id: PersonId,
}

impl From<RatingRow> for Rating {
    fn from(row: RatingRow) -> Self {
        let tags = tags::named(&row.tags.0);
        Self { id: row.id, round: row.round, grade: row.grade, tags, text: row.text, channel: row.channel, rated_at: row.rated_at }
    }
}

/// What somebody gave in a round.
pub fn of_round(c: &mut Conn, order: OrderId, round: i32, rater: PersonId) -> QueryResult<Option<Rating>> {
    let row: Option<RatingRow> = ratings::table
        .filter(ratings::order_id.eq(order))
        .filter(ratings::round.eq(round))
        .filter(ratings::rater_id.eq(rater))
        .select(RatingRow::as_select())
        .first(c)
        .optional()?;
    Ok(row.map(Rating::from))
}

pub fn insert(tx: &mut Conn, row: &RatingRow) -> QueryResult<usize> {
    diesel::insert_into(ratings::table).values(row).execute(tx)
}
