//! Signing in, sessions, roles: who somebody is, and how they prove it.
//! It stands apart from the people of the programme: a resident without any role has an account too.

mod codes;
mod grants;
mod handlers;
mod queries;
mod sessions;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::config::Config;
use crate::platform::calendar::{OfficeHours, WorkingCalendar, YearCalendar};
use crate::platform::db::Db;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::tokens::random_secret;
use chrono::{DateTime, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

pub use grants::{end_role, grant_role, name_and_phone};
pub use handlers::REFRESH_COOKIE;
pub use queries::{
    holders_above, insert_person, lock_person, names_of, person, person_by_phone, phones_above, phones_at, principal, put_calendar,
};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::send_phone_code)
        .service(handlers::create_session)
        .service(handlers::refresh_session)
        .service(handlers::end_session)
        .service(handlers::get_me)
        .service(handlers::change_me);
}

/// The configured secret, or one that was made at first start and is kept in the database.
pub async fn installation_secret(db: &Db, config: &Config) -> ApiResult<String> {
    if !config.auth.secret.is_empty() {
        return Ok(config.auth.secret.clone());
    }
    db.write(move |tx| Ok(queries::setting_or(tx, "auth.secret", &random_secret())?)).await
}

/// The years shipped with the program, overridden by those imported into the database.
pub async fn working_calendar(db: &Db, config: &Config) -> ApiResult<WorkingCalendar> {
    let hours = OfficeHours::new(config.calendar.office_hours.clone()).map_err(ApiError::internal)?;
    Ok(WorkingCalendar::from_years(years_in_force(db).await?, hours))
}

/// The calendars in force, by year.
pub async fn years_in_force(db: &Db) -> ApiResult<Vec<YearCalendar>> {
    let mut years = YearCalendar::shipped();
    for year in imported_years(db).await? {
        years.retain(|y| y.year() != year.year());
        years.push(year);
    }
    years.sort_by_key(YearCalendar::year);
    Ok(years)
}

/// Those that were imported.
pub async fn imported_years(db: &Db) -> ApiResult<Vec<YearCalendar>> {
    let sources: Vec<String> = db.read(|c| ApiResult::Ok(queries::calendar_sources(c)?)).await?;
    sources.iter().map(|source| YearCalendar::parse(source).map_err(ApiError::internal)).collect()
}

/// When a calendar was imported last.
pub async fn last_import(db: &Db) -> ApiResult<Option<DateTime<Utc>>> {
    db.read(|c| ApiResult::Ok(queries::last_import(c)?)).await
}

/// Takes over what was imported since the last look; `true` when there was something.
pub async fn refresh_calendar(app: &App) -> ApiResult<bool> {
    let imported_at = last_import(&app.db).await?;
    if imported_at == app.calendar.imported_at() {
        return Ok(false);
    }
    app.calendar.set(working_calendar(&app.db, &app.config).await?, imported_at);
    Ok(true)
}

/// A session without a secret, for tests; a number nobody has becomes a new person.
#[cfg(test)]
pub fn open_session_for(
    tx: &mut crate::platform::db::Conn,
    phone: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> ApiResult<(contract::PersonId, contract::SessionId)> {
    let person = match queries::person_by_phone(tx, phone)? {
        Some(person) => person.id,
        None => queries::insert_person(tx, contract::PersonId(uuid::Uuid::now_v7()), phone, "", now)?.id,
    };
    let session = contract::SessionId(uuid::Uuid::now_v7());
    queries::insert_session(tx, session, person, now, now + chrono::TimeDelta::days(36_500))?;
    Ok((person, session))
}
