//! The operations: what comes in, one read or write, what goes out.

use super::sessions::{self, EndReason, Opened};
use super::{codes, queries};
use crate::app::App;
use crate::platform::audit::{self, Change};
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::request::Origin;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, patch, post};
use contract::ProblemCode;
use contract::accounts::{ChangeMe, Me, NewPhoneCode, NewSession, PhoneCodeSent, Session};

/// Name of the cookie that carries the refresh token.
pub const REFRESH_COOKIE: &str = "sbd_refresh";
const COOKIE_PATH: &str = "/api/v1/sessions";

/// Send a one-time code by SMS.
///
/// The answer is the same whether or not the number has an account.
#[utoipa::path(tag = "accounts", request_body = NewPhoneCode, responses(
    (status = 202, body = PhoneCodeSent, description = "A code is on its way"),
    (status = 429, description = "`too_many_requests`: one a minute, ten a day for each number")
), security(()))]
#[post("/phone-codes")]
pub async fn send_phone_code(app: Data<App>, key: Idempotency, Json(ask): Json<NewPhoneCode>) -> ApiResult<Reply> {
    let now = app.clock.now();
    let shared = Data::clone(&app);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &ask.phone, now, &ask, StatusCode::ACCEPTED, |tx| codes::send(tx, &shared.config.auth, &ask.phone, now))
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Sign in.
///
/// With a password (staff, members) or the code from the SMS (residents; the first time makes the account). The refresh token comes in
/// the HttpOnly cookie `sbd_refresh`. An Idempotency-Key has no effect here: tokens are never stored to be replayed.
#[utoipa::path(tag = "accounts", request_body = NewSession, responses(
    (status = 201, body = Session, description = "Signed in"),
    (status = 401, description = "`bad_credentials`"),
    (status = 429, description = "`account_locked`")
), security(()))]
#[post("/sessions")]
pub async fn create_session(req: HttpRequest, app: Data<App>, _key: Idempotency, Json(ask): Json<NewSession>) -> ApiResult<HttpResponse> {
    let opened = sessions::open(&app, ask, Origin::of(&req, "anonymous")).await?;
    Ok(with_cookie(&app, opened))
}

/// Get a new access token with the refresh cookie.
///
/// The cookie is replaced each time. A cookie that was used before ends the session, except for some seconds (`auth.refresh_grace_seconds`):
/// its answer may have been lost, or two tabs asked at once.
#[utoipa::path(tag = "accounts", responses(
    (status = 201, body = Session, description = "A new access token"),
    (status = 401)
), security(("refresh_cookie" = [])))]
#[post("/sessions/refresh")]
pub async fn refresh_session(req: HttpRequest, app: Data<App>, _key: Idempotency) -> ApiResult<HttpResponse> {
    let cookie = req.cookie(REFRESH_COOKIE).ok_or_else(|| ApiError::new(ProblemCode::SignInRequired, "there is no refresh cookie"))?;
    let opened = sessions::refresh(&app, cookie.value(), Origin::of(&req, "anonymous")).await?;
    Ok(with_cookie(&app, opened))
}

fn with_cookie(app: &App, opened: Opened) -> HttpResponse {
    let cookie = cookie(app, opened.refresh_token, Duration::days(opened.refresh_days));
    HttpResponse::Created().cookie(cookie).json(opened.session)
}

fn cookie(app: &App, value: String, life: Duration) -> Cookie<'static> {
    Cookie::build(REFRESH_COOKIE, value)
        .path(COOKIE_PATH)
        .http_only(true)
        .secure(app.config.auth.secure_cookie)
        .same_site(SameSite::Strict)
        .max_age(life)
        .finish()
}

/// Sign out.
#[utoipa::path(tag = "accounts", responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
pub async fn end_session(app: Data<App>, who: Who) -> ApiResult<HttpResponse> {
    let now = app.clock.now();
    let session = who.session;
    app.db
        .write(move |tx| {
            queries::end_session(tx, who.session, EndReason::SignedOut, now)?;
            let subject = format!("session/{}", who.session);
            audit::record(tx, &who.origin, now, &Change { action: "session.closed", subject, before: None::<&()>, after: None::<&()> })
        })
        .await?;
    app.principals.forget(session).await;
    app.events.end(session);
    Ok(HttpResponse::NoContent().cookie(cookie(&app, String::new(), Duration::ZERO)).finish())
}

/// Who am I?
#[utoipa::path(tag = "accounts", responses((status = 200, body = Me, description = "The caller with roles and teams")))]
#[get("/me")]
pub async fn get_me(app: Data<App>, who: Who) -> ApiResult<Json<Me>> {
    let now = app.clock.now();
    let (person, session) = (who.person, who.session);
    app.db.read(move |c| sessions::me(c, person, session, now)).await.map(Json)
}

/// Change my name.
#[utoipa::path(tag = "accounts", request_body = ChangeMe, responses((status = 200, body = Me, description = "The caller, changed")))]
#[patch("/me")]
pub async fn change_me(app: Data<App>, who: Who, Json(ask): Json<ChangeMe>) -> ApiResult<Json<Me>> {
    let now = app.clock.now();
    let session = who.session;
    let me = app
        .db
        .write(move |tx| {
            let before = queries::person(tx, who.person)?;
            queries::rename_person(tx, who.person, ask.name.trim(), now)?;
            let after = queries::person(tx, who.person)?;
            let subject = format!("person/{}", who.person);
            audit::record(tx, &who.origin, now, &Change { action: "person.renamed", subject, before: Some(&before), after: Some(&after) })?;
            sessions::me(tx, who.person, who.session, now)
        })
        .await?;
    app.principals.forget(session).await;
    Ok(Json(me))
}
