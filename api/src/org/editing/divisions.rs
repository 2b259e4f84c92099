//! Divisions are added as the statistics office publishes them; codes that are reissued keep their successors.

use crate::app::App;
use crate::platform::audit::{self, Change};
use crate::platform::auth::CityOffice;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::Json;
use crate::platform::idempotency::{Idempotency, Reply};
use crate::schema::{division_successors, divisions};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::org::{Division, DivisionLevel, NewDivision};
use diesel::prelude::*;

/// What the digits of a code say: its level, and the code of the division above. Six digits for the city (GB/T 2260), three for the
/// street, town or township (001–099, 100–199, 200–399; 400–599 mixed), three for the community (001–199) or village (200 and more).
pub fn read(code: &str) -> Option<(DivisionLevel, Option<String>)> {
    let part = |from: usize, to: usize| code.get(from..to).and_then(|p| p.parse::<u32>().ok());
    let (city, street, community) = (part(0, 6)?, part(6, 9)?, part(9, 12)?);
    match (city, street, community) {
        (1.., 0, 0) => Some((DivisionLevel::City, None)),
        (1.., 1..=599, 0) => Some((DivisionLevel::Street, Some(format!("{city:06}000000")))),
        (1.., 1..=599, 1..) => Some((DivisionLevel::Community, Some(format!("{city:06}{street:03}000")))),
        _ => None,
    }
}

/// Add a division.
///
/// The city's office. Codes it replaces end on the day it begins, and name it as their successor.
#[utoipa::path(tag = "org", request_body = NewDivision, responses((status = 201, body = Division, description = "The division")))]
#[post("/divisions")]
pub async fn create_division(app: Data<App>, who: CityOffice, key: Idempotency, Json(ask): Json<NewDivision>) -> ApiResult<Reply> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                let division = insert(tx, &ask)?;
                let subject = format!("division/{}", ask.code);
                audit::record(
                    tx,
                    &who.origin,
                    now,
                    &Change { action: "division.added", subject, before: None::<&Division>, after: Some(&division) },
                )?;
                Ok(division)
            })
        })
        .await
}

fn insert(tx: &mut Conn, ask: &NewDivision) -> ApiResult<Division> {
    let (level, parent) = read(&ask.code).ok_or_else(|| ApiError::field("/code", "format", "no division has such a code"))?;
    if level != ask.level {
        return Err(ApiError::field("/level", "choice", format!("this code is that of a division of the level `{level}`")));
    }
    let parent = parent.ok_or_else(|| ApiError::field("/code", "choice", "there is one city"))?;
    let above: i64 = divisions::table.find(&parent).count().get_result(tx)?;
    if above == 0 {
        return Err(ApiError::field("/code", "choice", format!("there is no division {parent} above it")));
    }
    let values = (
        divisions::code.eq(&ask.code),
        divisions::name.eq(ask.name.trim()),
        divisions::level.eq(level),
        divisions::urban_class.eq(ask.urban_class.trim()),
        divisions::parent_code.eq(&parent),
        divisions::valid_from.eq(ask.valid_from),
    );
    let twice = |error| match broken_key(error) {
        Ok(_) => ApiError::field("/code", "unique", "there is a division with this code"),
        Err(error) => error,
    };
    diesel::insert_into(divisions::table).values(values).execute(tx).map_err(twice)?;
    for (index, code) in ask.replaces.iter().enumerate() {
        let old = divisions::table.find(code).filter(divisions::level.eq(level)).filter(divisions::valid_from.lt(ask.valid_from));
        let ended = diesel::update(old.filter(divisions::valid_to.is_null().or(divisions::valid_to.ge(ask.valid_from))))
            .set(divisions::valid_to.eq(ask.valid_from))
            .execute(tx)?;
        if ended == 0 {
            return Err(ApiError::field(
                &format!("/replaces/{index}"),
                "choice",
                "no division of this level that is valid until then has this code",
            ));
        }
        let link = (division_successors::code.eq(code), division_successors::successor_code.eq(&ask.code));
        diesel::insert_into(division_successors::table).values(link).execute(tx)?;
    }
    Ok(Division {
        code: ask.code.clone(),
        name: ask.name.trim().to_owned(),
        level,
        urban_class: ask.urban_class.trim().to_owned(),
        parent_code: Some(parent),
        valid_from: ask.valid_from,
        valid_to: None,
        successors: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_its_level_and_what_is_above() {
        let read = |code| read(code).map(|(level, above)| format!("{level} {}", above.unwrap_or_default()));
        assert_eq!(read("429005000000").as_deref(), Some("city "));
        assert_eq!(read("429005001000").as_deref(), Some("street 429005000000"));
        assert_eq!(read("429005001024").as_deref(), Some("community 429005001000"));
        assert_eq!(read("429005457200").as_deref(), Some("community 429005457000"));
        for wrong in ["000000001001", "429005600001", "429005000001", "4290050010", ""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
