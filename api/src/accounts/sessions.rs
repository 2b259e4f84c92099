//! Sessions: password or code, lockout, and the rotating refresh token whose reuse ends the whole family.

use super::{codes, queries};
use crate::app::App;
use crate::platform::audit::{self, Change};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::request::Origin;
use crate::platform::tokens::{random_secret, token_hash};
use chrono::{DateTime, TimeDelta, Utc};
use contract::accounts::{Me, NewSession, Session};
use contract::{PersonId, ProblemCode, SessionId, check};
use uuid::Uuid;

contract::plain_words! {
    /// Why a session ended.
    EndReason {
        SignedOut = "signed_out",
        /// A refresh token came twice: somebody else may have it.
        TokenReused = "token_reused",
        Expired = "expired",
    }
}
crate::sql_word!(EndReason);

/// A session and the refresh token for its cookie.
pub struct Opened {
    pub session: Session,
    pub refresh_token: String,
    pub refresh_days: i64,
}

fn refused() -> ApiError {
    ApiError::new(ProblemCode::BadCredentials, "the number and the password or code do not match")
}

/// Signs in. One answer for every way in which it can fail, and the same time taken.
pub async fn open(app: &App, ask: NewSession, mut origin: Origin) -> ApiResult<Opened> {
    let now = app.clock.now();
    let phone = ask.phone.clone();
    let known = app.db.read(move |c| ApiResult::Ok(queries::person_by_phone(c, &phone)?)).await?;
    if let Some(until) = known.as_ref().and_then(|p| p.locked_until).filter(|until| *until > now) {
        let seconds = u32::try_from((until - now).num_seconds().max(1)).unwrap_or(60);
        return Err(ApiError::new(ProblemCode::AccountLocked, "too many wrong tries").retry_after(seconds));
    }
    let right = match (&ask.password, &ask.code) {
        (Some(password), _) => {
            let stored = known.as_ref().and_then(|p| p.password_hash.clone());
            app.passwords.fits(password.clone(), stored).await?
        }
        (None, Some(code)) => codes::redeem(app, &ask.phone, code).await?,
        (None, None) => false,
    };
    if !right {
        if let Some(person) = known {
            count_failure(app, &person, now).await?;
        }
        return Err(refused());
    }
    let days = app.config.auth.refresh_days;
    let phone = ask.phone;
    let (person, session, token) = app
        .db
        .write(move |tx| {
            let person = match queries::person_by_phone(tx, &phone)? {
                Some(person) => person,
                // The first sign-in with a code makes the account; the name is asked for with the first order.
                None => queries::insert_person(tx, PersonId(Uuid::now_v7()), &phone, "", now)?,
            };
            queries::set_lock(tx, person.id, None)?;
            origin.actor = person.id.to_string();
            let session = SessionId(Uuid::now_v7());
            queries::insert_session(tx, session, person.id, now, now + TimeDelta::days(days))?;
            let token = random_secret();
            queries::insert_refresh_token(tx, &token_hash(&token), session, now)?;
            let subject = format!("session/{session}");
            audit::record(tx, &origin, now, &Change { action: "session.opened", subject, before: None::<&()>, after: Some(&person) })?;
            ApiResult::Ok((person.id, session, token))
        })
        .await?;
    reply(app, person, session, token).await
}

async fn count_failure(app: &App, person: &queries::PersonRow, now: DateTime<Utc>) -> ApiResult<()> {
    let rules = &app.config.auth;
    let (id, limit, minutes) = (person.id, rules.lockout_attempts, rules.lockout_minutes);
    app.db
        .write(move |tx| {
            if queries::count_failure(tx, id)? >= limit {
                queries::set_lock(tx, id, Some(now + TimeDelta::minutes(minutes)))?;
            }
            ApiResult::Ok(())
        })
        .await
}

async fn reply(app: &App, person: PersonId, session: SessionId, refresh_token: String) -> ApiResult<Opened> {
    let (access_token, expires_at) = app.tokens.issue(person, session, app.clock.now())?;
    let now = app.clock.now();
    let me = app.db.read(move |c| me(c, person, session, now)).await?;
    let session = Session { id: session, access_token, expires_at, me };
    Ok(Opened { session, refresh_token, refresh_days: app.config.auth.refresh_days })
}

/// Rotates the refresh token. One that was used before ends the session: it may have been stolen. Not in its first seconds: a page that is
/// left while it asks never sees the answer, and two tabs that wake together hold the same one.
pub async fn refresh(app: &App, token: &str, mut origin: Origin) -> ApiResult<Opened> {
    let now = app.clock.now();
    let (hash, grace) = (token_hash(token), TimeDelta::seconds(app.config.auth.refresh_grace_seconds));
    let ended = || ApiError::new(ProblemCode::SessionEnded, "sign in again");
    let rotated = app
        .db
        .write(move |tx| {
            let Some(row) = queries::refresh_token(tx, &hash)? else { return Ok(None) };
            if row.ended_at.is_some() || row.expires_at <= now {
                return Ok(None);
            }
            let is_first = row.used_at.is_none() && queries::use_refresh_token(tx, &hash, now)? > 0;
            // One that another request has used at this moment was used now.
            if !is_first && row.used_at.unwrap_or(now) + grace <= now {
                queries::end_session(tx, row.session, EndReason::TokenReused, now)?;
                origin.actor = row.person.to_string();
                let subject = format!("session/{}", row.session);
                audit::record(
                    tx,
                    &origin,
                    now,
                    &Change { action: "session.token_reused", subject, before: None::<&()>, after: None::<&()> },
                )?;
                return Ok(Some((row.person, row.session, None)));
            }
            let next = random_secret();
            queries::insert_refresh_token(tx, &token_hash(&next), row.session, now)?;
            queries::touch_session(tx, row.session, now)?;
            ApiResult::Ok(Some((row.person, row.session, Some(next))))
        })
        .await?;
    match rotated {
        Some((person, session, Some(next))) => reply(app, person, session, next).await,
        Some((_, session, None)) => {
            app.principals.forget(session).await;
            app.events.end(session);
            Err(ended())
        }
        None => Err(ended()),
    }
}

/// Who is signed in.
pub fn me(c: &mut Conn, person: PersonId, session: SessionId, now: DateTime<Utc>) -> ApiResult<Me> {
    let row = queries::person(c, person)?;
    let teams = queries::principal(c, session, now)?.map(|p| p.teams).unwrap_or_else(Vec::new);
    Ok(Me {
        id: row.id,
        phone_masked: check::mask_phone(&row.phone),
        name: row.name,
        roles: queries::role_grants_of(c, person)?,
        teams: queries::team_refs(c, &teams)?,
        home_community: match row.home_id {
            Some(id) => queries::org_ref(c, id)?,
            None => None,
        },
    })
}
