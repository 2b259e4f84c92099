//! Giving a rating: who may, whose work it is about, and what a bad one sets off. All in the order's transaction.

use super::queries::{self, RatingRow};
use super::tags;
use crate::orders::{self, Change, Desk, Loaded, Note, OrderRow, Side};
use crate::org;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::{rectifications, whistles};
use contract::orders::OrderAction;
use contract::ratings::{FollowUp, NewFollowUp, RateOrder, Rating, RatingChannel};
use contract::{PersonId, ProblemCode, RatingId, TeamId};
use diesel::Connection;
use uuid::Uuid;

/// Grades that open a rectification (国办发〔2019〕51号: the last two are 差评).
const BAD: i16 = 2;

/// Rates the present round: its requester, or somebody who follows the order.
pub fn rate(
    tx: &mut Conn,
    desk: &Desk,
    row: OrderRow,
    ask: &RateOrder,
    channel: RatingChannel,
    rater: PersonId,
) -> ApiResult<(Rating, OrderRow)> {
    tags::check(ask.grade, &ask.tags)?;
    let loaded = check(tx, desk, row, OrderAction::Rate, rater)?;
    let row = &loaded.row;
    let round = orders::round_of(tx, row.id, row.round)?;
    let (team_id, responsible_id) = round.map_or((row.team_id, row.responsible_id), |r| (r.team_id, r.responsible_id));
    check_rater(tx, row, team_id, rater)?;
    let rating = RatingRow {
        id: RatingId(Uuid::now_v7()),
        order_id: row.id,
        round: row.round,
        grade: ask.grade,
        tags: JsonColumn(ask.tags.clone()),
        tags_version: tags::current().version,
        text: ask.text.trim().to_owned(),
        channel,
        rated_at: desk.now,
        team_id,
        responsible_id,
        is_excluded: false,
        rater_id: rater,
    };
    if let Err(error) = tx.transaction(|tx| queries::insert(tx, &rating)) {
        let key = broken_key(error)?;
        return Err(ApiError::new(ProblemCode::AlreadyRated, format!("this round has its rating ({key})")));
    }
    // The event says that it was rated, not how: the grade stays sealed from those who read the timeline.
    let side = if channel == RatingChannel::Callback { Side::Caller } else { Side::Requester };
    let after = desk.take(tx, row, side, OrderAction::Rate, Change::default(), Note::default())?;
    if rating.grade <= BAD {
        rectifications::open(tx, desk, &after, &rating)?;
    }
    Ok((rating.into(), after))
}

/// A grade that the requester said on the telephone.
pub fn rate_by_call(tx: &mut Conn, desk: &Desk, row: OrderRow, grade: i16) -> ApiResult<OrderRow> {
    let ask = RateOrder { grade, tags: Vec::new(), text: String::new() };
    let rater = row.requester_id;
    Ok(rate(tx, desk, row, &ask, RatingChannel::Callback, rater)?.1)
}

/// One more word about the present round's rating, once.
pub fn follow_up(tx: &mut Conn, desk: &Desk, row: OrderRow, ask: &NewFollowUp, channel: RatingChannel) -> ApiResult<Rating> {
    let rater = row.requester_id;
    let loaded = check(tx, desk, row, OrderAction::FollowUp, rater)?;
    let row = &loaded.row;
    let rating = queries::of_round(tx, row.id, row.round, rater)?.ok_or_else(|| ApiError::not_found("rating"))?;
    let word = FollowUp { grade: ask.grade, text: ask.text.trim().to_owned(), channel, at: desk.now };
    if let Err(error) = tx.transaction(|tx| queries::insert_follow_up(tx, rating.id, &word)) {
        let key = broken_key(error)?;
        return Err(ApiError::new(ProblemCode::AlreadyRated, format!("this rating has its one more word ({key})")));
    }
    desk.take(tx, row, Side::Requester, OrderAction::FollowUp, Change::default(), Note::default())?;
    Ok(Rating { follow_up: Some(word), ..rating })
}

fn check(tx: &mut Conn, desk: &Desk, row: OrderRow, action: OrderAction, rater: PersonId) -> ApiResult<Loaded> {
    let mut facts = desk.facts(tx, &row)?;
    if rater != row.requester_id {
        facts.is_rated = queries::of_round(tx, row.id, row.round, rater)?.is_some();
        facts.rater_is_handler = row.responsible_id == Some(rater) || orders::has_handled(&orders::events_of(tx, row.id)?, rater);
    }
    let version = row.version;
    let loaded = Loaded { row, sides: vec![Side::Requester], facts };
    loaded.check(version, action)?;
    Ok(loaded)
}

/// Domain rule I6: whoever handled it does not rate it, not even as its requester.
fn check_rater(tx: &mut Conn, row: &OrderRow, team: Option<TeamId>, rater: PersonId) -> ApiResult<()> {
    if whistles::has_answered(tx, row.id, rater)? {
        return Err(ApiError::forbidden("whoever answered for a department does not rate it"));
    }
    let Some(team) = team else { return Ok(()) };
    let team = org::team_row(tx, team)?.ok_or_else(|| ApiError::not_found("team"))?;
    if org::is_member(tx, &team, rater)? {
        return Err(ApiError::forbidden("whoever belongs to the team that did it does not rate it"));
    }
    Ok(())
}
