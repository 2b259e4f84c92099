//! The operation: who listens, from when on.

use super::stream::Listening;
use super::{feed, ready};
use crate::app::App;
use crate::platform::auth::{self, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Query;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use contract::ProblemCode;
use contract::notices::{EventFilter, EventStream};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

const LAST_EVENT_ID: &str = "last-event-id";
/// Microseconds of 1970 to 9999.
const KEPT: std::ops::Range<i64> = 0..253_402_300_800_000_000;

/// Listen to what happens.
///
/// A stream of server-sent events: `ready` first, with the number of unread notices; `notice` for something new in the inbox, `order` when
/// an order the caller sees is at another version, `reload` when too much has changed to tell it one by one. Open the stream first, then
/// read what is to be shown: nothing is missed in between. Come back with the id of the last event in `Last-Event-ID`; an event may come
/// twice. A person who opens more than a few streams loses the oldest of them. The access token goes into the `Authorization` header, so that a browser reads the stream with `fetch`. The stream ends with
/// the token or the session.
#[utoipa::path(tag = "notices", params(EventFilter, ("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event one has seen", minimum = 0)), responses(
    (status = 200, body = EventStream, content_type = "text/event-stream", description = "Events, and a comment every 15 seconds"),
    (status = 400, description = "`bad_cursor`: the id was not given by a stream")
))]
#[get("/events")]
pub async fn stream_events(req: HttpRequest, app: Data<App>, who: Who, Query(filter): Query<EventFilter>) -> ApiResult<HttpResponse> {
    let now = app.clock.now();
    let since = came_from(&req)?;
    let token = auth::bearer(&req).ok_or_else(|| ApiError::new(ProblemCode::SignInRequired, "no access token was sent"))?;
    let ends = DateTime::from_timestamp(app.tokens.read(token, now)?.exp, 0).unwrap_or(now);
    let principal = Arc::clone(&who.principal);
    // First the place, then what was missed: what happens in between comes twice rather than not at all.
    let (id, arrives) = app.events.join(&app.config.notices, Arc::clone(&principal))?;
    let mut listening = Listening {
        app: Data::clone(&app),
        id,
        who: Arc::clone(&principal),
        first: VecDeque::new(),
        arrives,
        token_ends: ends,
        until: filter.seconds.map(|s| Instant::now() + Duration::from_secs(s)),
    };
    let (unread, missed) = app.db.read(move |c| feed::missed(c, &principal, since, now)).await?;
    listening.first.push_back(ready(since.unwrap_or(now).min(now), unread));
    listening.first.extend(missed);
    let pieces = futures_util::stream::unfold(listening, Listening::next);
    // Compressed, events would wait in the encoder for more of them.
    let plain = (header::CONTENT_ENCODING, "identity");
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(plain)
        .insert_header(("x-accel-buffering", "no"))
        .streaming(pieces))
}

fn came_from(req: &HttpRequest) -> ApiResult<Option<DateTime<Utc>>> {
    let Some(given) = req.headers().get(LAST_EVENT_ID) else { return Ok(None) };
    let bad = || ApiError::new(ProblemCode::BadCursor, "Last-Event-ID was not given by this stream");
    let micros: i64 = given.to_str().ok().and_then(|t| t.parse().ok()).filter(|m| KEPT.contains(m)).ok_or_else(bad)?;
    DateTime::from_timestamp_micros(micros).map(Some).ok_or_else(bad)
}
