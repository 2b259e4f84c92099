//! What a member brings along.

use crate::app::App;
use crate::check_ins;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::auth::{self, DESK};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::frame::{record, run};
use crate::posts::qualify::MEDIATOR;
use crate::posts::queries::{QualificationRow, VolunteerRow, people, posts};
use crate::posts::{view, volunteers};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use chrono::Datelike;
use contract::posts::{
    ChangeVolunteer, DecideQualification, NewQualification, Qualification, QualificationFilter, QualificationKind, QualificationPage,
    QualificationState, Volunteer,
};
use contract::{ProblemCode, QualificationId};
use uuid::Uuid;

fn show(c: &mut Conn, desk: &Desk, row: VolunteerRow) -> ApiResult<Volunteer> {
    let own = people::of_person(c, row.person_id)?;
    Ok(Volunteer {
        calendar_url: format!("{}/api/v1/calendars/{}.ics", desk.config.public_base(), row.calendar_secret),
        number: row.number,
        birth_year: row.birth_year,
        version: row.version,
        qualifications: view::show_qualifications(c, own)?,
    })
}

/// Me as a volunteer: number, year of birth, what I bring along, the address of my calendar.
#[utoipa::path(tag = "posts", responses((status = 200, body = Volunteer, description = "The caller")))]
#[get("/volunteers/own")]
pub async fn get_volunteer(app: Data<App>, who: Who) -> ApiResult<Json<Volunteer>> {
    let desk = Desk::of(&app, &who);
    let person = who.person;
    let known = app.db.read(move |c| ApiResult::Ok(people::volunteer(c, person)?)).await?;
    let row = match known {
        Some(row) => row,
        // The number is given out when somebody asks for it first.
        None => {
            let desk = desk.clone();
            app.db.write(move |tx| volunteers::ensure(tx, &desk, person)).await?
        }
    };
    app.db.read(move |c| show(c, &desk, row).map(Json)).await
}

/// Say my year of birth, which only posts with an age limit ask for.
#[utoipa::path(tag = "posts", request_body = ChangeVolunteer, responses(
    (status = 200, body = Volunteer, description = "The caller"),
    (status = 409, description = "`stale_version`")
))]
#[patch("/volunteers/own")]
pub async fn change_volunteer(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<ChangeVolunteer>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let row = volunteers::ensure(tx, desk, who.person)?;
        if ask.birth_year.is_some_and(|y| y > desk.today().year()) {
            return Err(ApiError::field("/birth_year", "range", "not ahead of us"));
        }
        if row.version != ask.expected_version || people::set_birth_year(tx, &row, ask.birth_year)? == 0 {
            return Err(ApiError::stale("active", row.version));
        }
        let after = volunteers::ensure(tx, desk, who.person)?;
        record(tx, desk, "volunteer.changed", format!("person/{}", who.person), Some(&row), &after)?;
        show(tx, desk, after)
    })
    .await
}

/// Qualifications that the desk of their community looks at, newest first.
#[utoipa::path(tag = "posts", params(QualificationFilter), responses((status = 200, body = QualificationPage, description = "A page of them")))]
#[get("/qualifications")]
pub async fn list_qualifications(
    app: Data<App>,
    who: auth::Desk,
    Query(filter): Query<QualificationFilter>,
) -> ApiResult<Json<QualificationPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('q', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = people::page(c, &who.areas(DESK), filter.state, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.created_at, id: r.id.0 }.encode('q'));
            Ok(Json(QualificationPage { items: view::show_qualifications(c, rows)?, next_cursor, total: None }))
        })
        .await
}

/// State a skill, a licence, or that one mediates.
///
/// A skill counts at once; a licence and a mediator when the desk of one's community has confirmed it. The same again replaces it.
#[utoipa::path(tag = "posts", request_body = NewQualification, responses(
    (status = 201, body = Qualification, description = "As it was stated"),
    (status = 409, description = "`check_in_required`")
))]
#[post("/qualifications")]
pub async fn state_qualification(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewQualification>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let Some(check_in) = check_ins::active_of(tx, who.person)? else {
            return Err(ApiError::new(ProblemCode::CheckInRequired, "the desk of the community one is checked in with looks at it"));
        };
        let code = ask.code.trim().to_owned();
        let is_known = match ask.kind {
            QualificationKind::Skill => !posts::known_skills(tx, std::slice::from_ref(&code))?.is_empty(),
            QualificationKind::Mediator => code == MEDIATOR,
            QualificationKind::Licence => true,
        };
        if !is_known {
            return Err(ApiError::field("/code", "unknown", "no such skill; `mediator` for a mediator"));
        }
        if ask.valid_to.is_some_and(|end| end < desk.today()) {
            return Err(ApiError::field("/valid_to", "range", "it has ended"));
        }
        volunteers::ensure(tx, desk, who.person)?;
        people::forget(tx, who.person, ask.kind, &code)?;
        let row = QualificationRow {
            id: QualificationId(Uuid::now_v7()),
            person_id: who.person,
            area: check_in.area,
            kind: ask.kind,
            code,
            valid_to: ask.valid_to,
            state: QualificationState::Stated,
            reason: String::new(),
            decided_by: None,
            created_at: desk.now,
            version: 1,
        };
        people::insert(tx, &row)?;
        record(tx, desk, "qualification.stated", format!("qualification/{}", row.id), None, &row)?;
        view::show_qualifications(tx, vec![row])?.pop().ok_or_else(|| ApiError::not_found("qualification"))
    })
    .await
}

/// Say whether a qualification was seen.
///
/// The desk of the community, not for oneself.
#[utoipa::path(tag = "posts", params(("id" = QualificationId, Path)), request_body = DecideQualification, responses(
    (status = 200, body = Qualification, description = "As it is now"),
    (status = 409, description = "`stale_version`")
))]
#[post("/qualifications/{id}/confirmation")]
pub async fn decide_qualification(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<QualificationId>,
    Json(ask): Json<DecideQualification>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let gone = || ApiError::not_found("qualification");
        let row = people::find(tx, id)?.filter(|r| who.holds_at(DESK, &r.area)).ok_or_else(gone)?;
        if row.person_id == who.person {
            return Err(ApiError::forbidden("somebody else looks at your own"));
        }
        if !ask.is_confirmed && ask.reason.trim().is_empty() {
            return Err(ApiError::field("/reason", "required", "the member is told why"));
        }
        let state = if ask.is_confirmed { QualificationState::Confirmed } else { QualificationState::Refused };
        let stale = || ApiError::stale(row.state.as_str(), row.version);
        if row.version != ask.expected_version {
            return Err(stale());
        }
        let after = people::decide(tx, &row, state, ask.reason.trim(), who.person)?.ok_or_else(stale)?;
        record(tx, desk, &format!("qualification.{state}"), format!("qualification/{id}"), Some(&row), &after)?;
        view::show_qualifications(tx, vec![after])?.pop().ok_or_else(gone)
    })
    .await
}
