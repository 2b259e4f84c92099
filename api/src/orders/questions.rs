//! The desk's questions to the requester, and the answers: kept one by one, so that both sides can read them again.

use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::schema::order_questions as q;
use chrono::{DateTime, Utc};
use contract::orders::Question;
use contract::{FieldProblem, OrderId};
use diesel::prelude::*;

/// All questions about an order with their answers, oldest first.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Vec<Question>> {
    type Row = (i32, i32, String, DateTime<Utc>, Option<String>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = q::table
        .filter(q::order_id.eq(order))
        .order((q::request, q::position))
        .select((q::request, q::position, q::text, q::asked_at, q::answer, q::answered_at))
        .load(c)?;
    let question =
        |(request, position, text, asked_at, answer, answered_at)| Question { request, position, text, asked_at, answer, answered_at };
    Ok(rows.into_iter().map(question).collect())
}

/// Keeps the questions of one request. `request` counts from 1.
pub fn insert(tx: &mut Conn, order: OrderId, request: i32, texts: &[String], now: DateTime<Utc>) -> QueryResult<()> {
    for (position, text) in (0..).zip(texts) {
        let row = (q::order_id.eq(order), q::request.eq(request), q::position.eq(position), q::text.eq(text), q::asked_at.eq(now));
        diesel::insert_into(q::table).values(row).execute(tx)?;
    }
    Ok(())
}

/// Keeps the answer to one question.
pub fn answer(tx: &mut Conn, order: OrderId, question: &Question, text: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(q::table.find((order, question.request, question.position)))
        .set((q::answer.eq(Some(text)), q::answered_at.eq(Some(now))))
        .execute(tx)
}

/// The texts without the blanks around them; 422 with the place of each that is blank, too short or too long.
pub fn texts(pointer: &str, given: &[String], lengths: std::ops::RangeInclusive<usize>) -> ApiResult<Vec<String>> {
    let fault = |text: &String| match contract::check::text(text) {
        Err(error) => Some((error.code.into_owned(), "has to be written out, without control characters".to_owned())),
        Ok(()) if lengths.contains(&text.trim().chars().count()) => None,
        Ok(()) => Some(("length".to_owned(), format!("has {} to {} characters", lengths.start(), lengths.end()))),
    };
    let wrong: Vec<FieldProblem> = given
        .iter()
        .enumerate()
        .filter_map(|(at, text)| fault(text).map(|(code, detail)| FieldProblem { pointer: format!("{pointer}/{at}"), detail, code }))
        .collect();
    if wrong.is_empty() { Ok(given.iter().map(|t| t.trim().to_owned()).collect()) } else { Err(ApiError::fields(wrong)) }
}

/// One text as it is, several with their numbers, for a message and for the timeline.
pub fn listed(texts: &[String]) -> String {
    match texts {
        [one] => one.clone(),
        several => (1..).zip(several).map(|(n, t)| format!("{n}. {t}")).collect::<Vec<_>>().join("\n"),
    }
}
