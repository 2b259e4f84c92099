//! One function, one statement.

use super::tags;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::schema::{rating_appeals, rating_follow_ups, ratings, rectifications};
use chrono::{DateTime, Utc};
use contract::ratings::{AppealState, FollowUp, Rating, RatingChannel, ReRating};
use contract::{OrderId, PersonId, RatingId, TeamId};
use diesel::prelude::*;
use std::collections::HashMap;

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
    /// Whose work was rated: as it was when the round was done.
    pub team_id: Option<TeamId>,
    pub responsible_id: Option<PersonId>,
    /// An appeal was upheld: it counts in no figure.
    pub is_excluded: bool,
    /// The requester, or somebody who follows the order.
    pub rater_id: PersonId,
}

impl From<RatingRow> for Rating {
    fn from(row: RatingRow) -> Self {
        Self {
            id: row.id,
            round: row.round,
            grade: row.grade,
            tags: tags::named(&row.tags.0),
            text: row.text,
            channel: row.channel,
            rated_at: row.rated_at,
            follow_up: None,
            re_rating: None,
            excluded: None,
        }
    }
}

type FollowUpColumns = (Option<i16>, String, RatingChannel, DateTime<Utc>);
type ReRatingColumns = (Option<i16>, Option<String>, Option<DateTime<Utc>>);

/// What somebody gave for an order, by round, each with what was said later.
pub fn by_round(c: &mut Conn, order: OrderId, rater: PersonId) -> QueryResult<HashMap<i32, Rating>> {
    type Row = (RatingRow, Option<FollowUpColumns>, Option<ReRatingColumns>, Option<(AppealState, Option<String>)>);
    let rows: Vec<Row> = ratings::table
        .left_join(rating_follow_ups::table.on(rating_follow_ups::rating_id.eq(ratings::id)))
        .left_join(rectifications::table.on(rectifications::rating_id.eq(ratings::id)))
        .left_join(rating_appeals::table.on(rating_appeals::rating_id.eq(ratings::id)))
        .filter(ratings::order_id.eq(order))
        .filter(ratings::rater_id.eq(rater))
        .select((
            RatingRow::as_select(),
            (rating_follow_ups::grade, rating_follow_ups::text, rating_follow_ups::channel, rating_follow_ups::at).nullable(),
            (rectifications::re_rating_grade, rectifications::re_rating_text, rectifications::re_rated_at).nullable(),
            (rating_appeals::state, rating_appeals::decision).nullable(),
        ))
        .load(c)?;
    let whole = |(row, follow_up, re_rating, appeal): Row| {
        let mut rating = Rating::from(row);
        rating.follow_up = follow_up.map(|(grade, text, channel, at)| FollowUp { grade, text, channel, at });
        rating.re_rating =
            re_rating.and_then(|(grade, text, at)| Some(ReRating { grade: grade?, text: text.unwrap_or_default(), at: at? }));
        rating.excluded = appeal.filter(|(state, _)| *state == AppealState::Upheld).and_then(|(_, why)| why);
        (rating.round, rating)
    };
    Ok(rows.into_iter().map(whole).collect())
}

/// What somebody gave in a round.
pub fn of_round(c: &mut Conn, order: OrderId, round: i32, rater: PersonId) -> QueryResult<Option<Rating>> {
    Ok(by_round(c, order, rater)?.remove(&round))
}

/// One rating.
pub fn find(c: &mut Conn, id: RatingId) -> QueryResult<Option<RatingRow>> {
    ratings::table.find(id).select(RatingRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &RatingRow) -> QueryResult<usize> {
    diesel::insert_into(ratings::table).values(row).execute(tx)
}

/// Leaves a rating out of all figures.
pub fn exclude(tx: &mut Conn, id: RatingId) -> QueryResult<usize> {
    diesel::update(ratings::table.find(id)).set(ratings::is_excluded.eq(true)).execute(tx)
}

pub fn insert_follow_up(tx: &mut Conn, rating: RatingId, word: &FollowUp) -> QueryResult<usize> {
    use rating_follow_ups as f;
    let row = (f::rating_id.eq(rating), f::grade.eq(word.grade), f::text.eq(&word.text), f::channel.eq(word.channel), f::at.eq(word.at));
    diesel::insert_into(f::table).values(row).execute(tx)
}
