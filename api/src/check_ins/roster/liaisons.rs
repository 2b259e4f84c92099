//! Who keeps a unit's list, and on whose lists somebody stands.

use crate::accounts;
use crate::app::App;
use crate::check_ins::agreement::is_same_name;
use crate::check_ins::{queries as check_ins, roster, steps, tell, units};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::{UnitLiaison, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, PathPair};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::accounts::Role;
use contract::check_ins::{Liaison, NewLiaison, UnitRef};
use contract::{PersonId, UnitId};

/// Units on whose list my telephone number stands.
///
/// Who checks in and stands on several lists says which unit it is.
#[utoipa::path(tag = "check_ins", responses((status = 200, body = Vec<UnitRef>, description = "By name")))]
#[get("/own-listings")]
pub async fn list_own_listings(app: Data<App>, who: Who) -> ApiResult<Json<Vec<UnitRef>>> {
    app.db
        .read(move |c| {
            let phone = accounts::person(c, who.person)?.phone;
            let ids: Vec<UnitId> = units::listed_with(c, &phone)?.into_iter().map(|m| m.unit_id).collect();
            let mut listed: Vec<UnitRef> = units::names_of(c, &ids)?.into_iter().map(|(id, name)| UnitRef { id, name }).collect();
            listed.sort_by(|a, b| (&a.name, a.id.0).cmp(&(&b.name, b.id.0)));
            Ok(Json(listed))
        })
        .await
}

fn show(c: &mut Conn, who: &Who, unit: UnitId) -> ApiResult<Vec<Liaison>> {
    let ids = units::liaisons_of(c, unit)?;
    let people = accounts::name_and_phone(c, &ids)?;
    let one = |id: &PersonId| people.get(id).map(|(name, phone)| (*id, name.clone(), phone.clone()));
    let mut shown: Vec<Liaison> =
        ids.iter().filter_map(one).map(|(id, name, phone)| Liaison { id, name, phone, is_me: id == who.person }).collect();
    shown.sort_by(|a, b| (&a.name, a.id.0).cmp(&(&b.name, b.id.0)));
    Ok(shown)
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, unit: UnitId, person: PersonId) -> ApiResult<()> {
    let change = audit::Change { action, subject: format!("unit/{unit}"), before: None::<&()>, after: Some(&person) };
    audit::record(tx, &desk.origin, desk.now, &change)
}

/// Those who keep the list of my unit, by name.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)), responses((status = 200, body = Vec<Liaison>, description = "By name")))]
#[get("/units/{id}/liaisons")]
pub async fn list_liaisons(app: Data<App>, who: UnitLiaison, Path(id): Path<UnitId>) -> ApiResult<Json<Vec<Liaison>>> {
    app.db
        .read(move |c| {
            roster::keeps(c, &who, id)?;
            show(c, &who, id).map(Json)
        })
        .await
}

/// Have somebody else keep the list of my unit too.
///
/// Somebody on the list, who has signed in before: liaisons fall ill and are posted elsewhere, and the list must not wait for that.
/// They are told.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)), request_body = NewLiaison, responses(
    (status = 201, body = Vec<Liaison>, description = "All of the unit")
))]
#[post("/units/{id}/liaisons")]
pub async fn add_liaison(
    app: Data<App>,
    who: UnitLiaison,
    key: Idempotency,
    Path(id): Path<UnitId>,
    Json(ask): Json<NewLiaison>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                // Twice at once is once, and then refused.
                units::lock_unit(tx, id)?;
                roster::keeps(tx, &who, id)?;
                let wrong = |code: &str, detail: &str| ApiError::field("/phone", code, detail);
                let listed = units::listed_with(tx, &ask.phone)?.into_iter().find(|m| m.unit_id == id);
                let listed = listed.ok_or_else(|| wrong("unknown", "nobody on the unit's list has this number"))?;
                // The list is what the liaison writes: the account has to be of the same name. Which of the two is wrong is not said,
                // or any number could be asked about.
                let account = accounts::person_by_phone(tx, &ask.phone)?.filter(|p| is_same_name(&p.name, &listed.name));
                let person =
                    account.ok_or_else(|| wrong("no_account", "whoever has this number signs in once before, under this name"))?.id;
                if units::liaisons_of(tx, id)?.contains(&person) {
                    return Err(wrong("unique", "keeps the list of this unit already"));
                }
                units::add_liaison(tx, id, person, desk.now)?;
                if let Some(own) = check_ins::open_of_unit(tx, id)? {
                    accounts::grant_role(tx, person, Role::UnitLiaison, own.community_id, desk.now)?;
                }
                record(tx, &desk, "unit.liaison_added", id, person)?;
                tell::new_liaison(tx, &desk, id, person)?;
                show(tx, &who, id)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    app.principals.forget_all();
    Ok(reply)
}

/// End that somebody keeps the list of my unit.
///
/// Oneself too, as long as somebody else is left.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path), ("person" = PersonId, Path)), responses(
    (status = 200, body = Vec<Liaison>, description = "Those who are left"),
    (status = 409, description = "`step_refused`: nobody would be left")
))]
#[post("/units/{id}/liaisons/{person}/end")]
pub async fn end_liaison(
    app: Data<App>,
    who: UnitLiaison,
    key: Idempotency,
    PathPair(id, person): PathPair<UnitId, PersonId>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &(id, person), StatusCode::OK, |tx| {
                // Two who end each other would leave nobody.
                units::lock_unit(tx, id)?;
                roster::keeps(tx, &who, id)?;
                let now = units::liaisons_of(tx, id)?;
                if !now.contains(&person) {
                    return Err(ApiError::not_found("liaison"));
                }
                if now.len() == 1 {
                    return Err(ApiError::refused("the last liaison of a unit", "active", "end"));
                }
                if let Some(own) = check_ins::open_of_unit(tx, id)? {
                    steps::end_liaison_role(tx, &desk, person, id, own.community_id)?;
                }
                units::end_liaison(tx, id, person, desk.today())?;
                record(tx, &desk, "unit.liaison_ended", id, person)?;
                show(tx, &who, id)
            })
        })
        .await?;
    app.principals.forget_all();
    Ok(reply)
}
