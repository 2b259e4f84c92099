//! The calendar of one's shifts, under a secret address; a single shift as a file.

use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::tokens::random_secret;
use crate::posts::calendar::{self, Entry};
use crate::posts::frame::{record, run};
use crate::posts::queries::{claims, people, posts, shifts};
use crate::posts::{view, volunteers};
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use chrono::TimeDelta;
use contract::posts::{CalendarAddress, CalendarFile, RenewCalendar};
use contract::{PersonId, ShiftId};
use std::collections::HashMap;

const KIND: &str = "text/calendar; charset=utf-8";

fn file(text: String, name: &str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, KIND))
        .insert_header((header::CACHE_CONTROL, "private, max-age=300"))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.ics\"")))
        .body(text)
}

/// What a person's calendar shows, soonest first.
fn entries(c: &mut Conn, desk: &Desk, person: PersonId) -> ApiResult<Vec<Entry>> {
    let rows = claims::since(c, person, desk.now - TimeDelta::days(desk.config.posts.calendar_days))?;
    let mut steps: HashMap<ShiftId, i32> = HashMap::new();
    let mut found: Vec<Entry> = Vec::new();
    for row in rows {
        *steps.entry(row.shift_id).or_default() += row.version;
        let known = found.iter_mut().find(|e| e.shift.id == row.shift_id);
        match known {
            Some(entry) if entry.claim.as_ref().is_some_and(|c| c.claimed_at < row.claimed_at) => entry.claim = Some(row),
            Some(_) => {}
            None => {
                let shift = shifts::find(c, row.shift_id)?;
                let post = posts::find(c, row.post_id)?;
                if let (Some(shift), Some(post)) = (shift, post) {
                    found.push(Entry { shift, post, claim: Some(row), steps: 0 });
                }
            }
        }
    }
    for entry in &mut found {
        entry.steps = steps.get(&entry.shift.id).copied().unwrap_or(0);
    }
    Ok(found)
}

/// My shifts as a calendar.
///
/// For calendar programs, which cannot sign in: whoever has the address reads it. Shifts that were cancelled stay, crossed out, for the days
/// configured. No names of others, no private address.
#[utoipa::path(tag = "posts", params(("secret" = String, Path)), responses(
    (status = 200, body = CalendarFile, content_type = "text/calendar", description = "RFC 5545")
), security(()))]
#[get("/calendars/{secret}.ics")]
pub async fn get_calendar(app: Data<App>, Path(secret): Path<String>) -> ApiResult<HttpResponse> {
    let desk = Desk::system(&app, "calendar");
    let text = app
        .db
        .read(move |c| {
            let owner = people::by_secret(c, &secret)?.ok_or_else(|| ApiError::not_found("calendar"))?;
            ApiResult::Ok(calendar::write(&entries(c, &desk, owner.person_id)?))
        })
        .await?;
    Ok(file(text, "shuangbaodao"))
}

/// Give my calendar a new address. The old one ends.
#[utoipa::path(tag = "posts", request_body = RenewCalendar, responses((status = 201, body = CalendarAddress, description = "The new address")))]
#[post("/calendars")]
pub async fn renew_calendar(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<RenewCalendar>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, _| {
        let row = volunteers::ensure(tx, desk, who.person)?;
        let secret = random_secret();
        people::set_secret(tx, who.person, &secret)?;
        record(tx, desk, "calendar.renewed", format!("person/{}", who.person), None, &row)?;
        Ok(CalendarAddress { calendar_url: format!("{}/api/v1/calendars/{secret}.ics", desk.config.public_base()) })
    })
    .await
}

/// One shift as a file for a calendar program.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), responses(
    (status = 200, body = CalendarFile, content_type = "text/calendar", description = "RFC 5545")
))]
#[get("/shifts/{id}/calendar")]
pub async fn get_shift_calendar(app: Data<App>, who: Who, Path(id): Path<ShiftId>) -> ApiResult<HttpResponse> {
    let text = app
        .db
        .read(move |c| {
            let gone = || ApiError::not_found("shift");
            let shift = shifts::find(c, id)?.ok_or_else(gone)?;
            if !view::is_seen(c, &who, &shift)? {
                return Err(gone());
            }
            let post = posts::find(c, shift.post_id)?.ok_or_else(gone)?;
            let claim = claims::live(c, id, who.person)?;
            let steps = claim.as_ref().map_or(0, |c| c.version);
            ApiResult::Ok(calendar::write(&[Entry { shift, post, claim, steps }]))
        })
        .await?;
    Ok(file(text, "shift"))
}
