//! The operations on a unit's list.

use super::queries;
use crate::app::App;
use crate::check_ins::units::{self, MemberRow};
use crate::check_ins::{coverage, queries as check_ins};
use crate::orders::Desk;
use crate::platform::auth::{STAFF, UnitLiaison, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging;
use crate::platform::tokens::Tokens;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use contract::check_ins::{
    ChangeUnitMember, CommunityRef, LeaveUnit, NewUnitMember, OwnUnit, UnitCoverage, UnitMember, UnitMemberFilter, UnitMemberPage, UnitRef,
};
use contract::{ProblemCode, UnitId, UnitMemberId, check};
use serde::Serialize;
use uuid::Uuid;

/// Units whose list I keep.
#[utoipa::path(tag = "check_ins", responses((status = 200, body = Vec<OwnUnit>, description = "By name")))]
#[get("/own-units")]
pub async fn list_own_units(app: Data<App>, who: UnitLiaison) -> ApiResult<Json<Vec<OwnUnit>>> {
    app.db
        .read(move |c| {
            let ids = units::liaison_units(c, who.person)?;
            let mut own = Vec::new();
            for (id, name, uscc) in queries::own(c, &ids)? {
                let check_in_state = check_ins::open_of_unit(c, id)?.map(|r| r.state);
                own.push(OwnUnit { unit: UnitRef { id, name }, uscc, check_in_state });
            }
            Ok(Json(own))
        })
        .await
}

fn show(c: &mut Conn, unit: UnitId, rows: Vec<MemberRow>) -> ApiResult<Vec<UnitMember>> {
    let states = queries::states(c, unit, &rows.iter().map(|r| r.phone.clone()).collect::<Vec<_>>())?;
    let places: Vec<_> = rows.iter().filter_map(|r| r.residence_id).chain(states.values().map(|s| s.1)).collect();
    let names = units::community_names(c, &places)?;
    let place = |id| CommunityRef { id, name: names.get(&id).cloned().unwrap_or_default() };
    let member = |row: MemberRow| {
        let state = states.get(&row.phone).copied();
        UnitMember {
            id: row.id,
            unit_id: row.unit_id,
            name: row.name,
            phone: row.phone,
            identity_tail: row.identity_tail,
            residence: row.residence_id.map(place),
            party_status: row.party_status,
            post: row.post,
            check_in_state: state.map(|s| s.0),
            check_in_community: state.map(|s| place(s.1)),
            left_at: row.left_at,
            version: row.version,
            updated_at: row.updated_at,
        }
    };
    Ok(rows.into_iter().map(member).collect())
}

fn show_one(c: &mut Conn, row: MemberRow) -> ApiResult<UnitMember> {
    show(c, row.unit_id, vec![row])?.pop().ok_or_else(|| ApiError::not_found("member"))
}

/// The list of a unit, by name, with how each member's check-in stands.
///
/// For its liaison alone. By name and by nothing else: nobody is ranked here.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path), UnitMemberFilter), responses(
    (status = 200, body = UnitMemberPage, description = "A page of the list")
))]
#[get("/units/{id}/members")]
pub async fn list_unit_members(
    app: Data<App>,
    who: UnitLiaison,
    Path(id): Path<UnitId>,
    Query(filter): Query<UnitMemberFilter>,
) -> ApiResult<Json<UnitMemberPage>> {
    let bad = || ApiError::new(ProblemCode::BadCursor, "the cursor was not made by this list");
    let after = filter.cursor.as_deref().map(|cursor| {
        let text = paging::decode_text('m', cursor)?;
        let pair = text.split_once('\n').and_then(|(id, name)| Some((name.to_owned(), UnitMemberId(Uuid::parse_str(id).ok()?))));
        pair.ok_or_else(bad)
    });
    let (after, limit) = (after.transpose()?, paging::limit(filter.limit));
    app.db
        .read(move |c| {
            super::keeps(c, &who, id)?;
            let mut rows = queries::page(c, id, filter.q.as_deref(), after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('m', &format!("{}\n{}", r.id, r.name)));
            Ok(Json(UnitMemberPage { items: show(c, id, rows)?, next_cursor, total: None }))
        })
        .await
}

/// What the row says, the identity number as hash and end.
fn filled(app: &App, desk: &Desk, ask: &NewUnitMember, mut row: MemberRow, prefix: &str) -> ApiResult<MemberRow> {
    if !ask.identity_number.trim().is_empty() {
        let wrong = |detail: String| ApiError::field(&format!("{prefix}/identity_number"), "format", detail);
        let number = check::identity_number(&ask.identity_number);
        let number = number.map_err(|e| wrong(e.message.map(|m| m.into_owned()).unwrap_or_default()))?;
        if check::birth_of(&number).is_some_and(|born| born > desk.today()) {
            return Err(wrong("the date of birth is in the future".to_owned()));
        }
        row.identity_tail = check::tail(&number);
        row.identity_hash = Some(app.tokens.identity_hash(&number));
    }
    ask.name.trim().clone_into(&mut row.name);
    row.phone.clone_from(&ask.phone);
    (row.residence_id, row.party_status) = (ask.residence_id, ask.party_status);
    ask.post.trim().clone_into(&mut row.post);
    row.updated_at = desk.now;
    Ok(row)
}

fn blank(unit: UnitId, desk: &Desk, ask: &NewUnitMember) -> MemberRow {
    MemberRow {
        id: UnitMemberId(Uuid::now_v7()),
        unit_id: unit,
        name: String::new(),
        phone: String::new(),
        identity_hash: None,
        identity_tail: String::new(),
        residence_id: None,
        party_status: ask.party_status,
        post: String::new(),
        listed_at: desk.now,
        left_at: None,
        left_reason: String::new(),
        version: 1,
        updated_at: desk.now,
    }
}

/// What makes two requests the same one. The identity number goes in as its hash, so that it stands nowhere.
#[derive(Serialize)]
struct Fingerprint {
    version: i32,
    member: NewUnitMember,
    identity: String,
}

fn fingerprint(tokens: &Tokens, version: i32, ask: &NewUnitMember) -> Fingerprint {
    let member = NewUnitMember { identity_number: String::new(), ..ask.clone() };
    Fingerprint { version, member, identity: tokens.identity_hash(ask.identity_number.trim()) }
}

/// Put somebody on the list of my unit.
///
/// A check-in of theirs that waited for this is active at once.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)), request_body = NewUnitMember, responses(
    (status = 201, body = UnitMember, description = "On the list")
))]
#[post("/units/{id}/members")]
pub async fn add_unit_member(
    app: Data<App>,
    who: UnitLiaison,
    key: Idempotency,
    Path(id): Path<UnitId>,
    Json(ask): Json<NewUnitMember>,
) -> ApiResult<Reply> {
    let (desk, shared) = (Desk::of(&app, &who), Data::clone(&app));
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &fingerprint(&shared.tokens, 0, &ask), StatusCode::CREATED, |tx| {
                super::keeps(tx, &who, id)?;
                let row = filled(&shared, &desk, &ask, blank(id, &desk, &ask), "")?;
                let row = super::store(tx, &desk, None, &row)?;
                show_one(tx, row)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Somebody on a list that the caller keeps, as they were read.
fn load(tx: &mut Conn, who: &Who, id: UnitMemberId, version: i32) -> ApiResult<MemberRow> {
    let gone = || ApiError::not_found("member");
    let row = units::member(tx, id)?.filter(|r| r.left_at.is_none()).ok_or_else(gone)?;
    super::keeps(tx, who, row.unit_id).map_err(|_| gone())?;
    if row.version == version { Ok(row) } else { Err(ApiError::stale("listed", row.version)) }
}

/// Change what the list of my unit says about somebody.
///
/// An empty identity number leaves the one that is kept.
#[utoipa::path(tag = "check_ins", params(("id" = UnitMemberId, Path)), request_body = ChangeUnitMember, responses(
    (status = 200, body = UnitMember, description = "As it stands now"),
    (status = 409, description = "`stale_version`")
))]
#[patch("/unit-members/{id}")]
pub async fn change_unit_member(
    app: Data<App>,
    who: UnitLiaison,
    Path(id): Path<UnitMemberId>,
    Json(ask): Json<ChangeUnitMember>,
) -> ApiResult<Json<UnitMember>> {
    let (desk, shared) = (Desk::of(&app, &who), Data::clone(&app));
    let changed = app
        .db
        .write(move |tx| {
            let row = load(tx, &who, id, ask.expected_version)?;
            let after = filled(&shared, &desk, &ask.member, row.clone(), "/member")?;
            let after = super::store(tx, &desk, Some(&row), &after).map_err(|e| crate::check_ins::below(e, "/member"))?;
            show_one(tx, after).map(Json)
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(changed)
}

/// Take somebody off the list of my unit.
///
/// The member's check-in through this unit ends.
#[utoipa::path(tag = "check_ins", params(("id" = UnitMemberId, Path)), request_body = LeaveUnit, responses(
    (status = 200, body = UnitMember, description = "Off the list"),
    (status = 409, description = "`stale_version`")
))]
#[post("/unit-members/{id}/departure")]
pub async fn remove_unit_member(
    app: Data<App>,
    who: UnitLiaison,
    key: Idempotency,
    Path(id): Path<UnitMemberId>,
    Json(ask): Json<LeaveUnit>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version)?;
                let after = super::depart(tx, &desk, &row, &ask.reason)?;
                show_one(tx, after)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// How much of a unit has checked in.
///
/// For its liaison and for staff: counts by community, and nobody's name.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)), responses((status = 200, body = UnitCoverage, description = "Counts")))]
#[get("/units/{id}/coverage")]
pub async fn get_unit_coverage(app: Data<App>, who: Who, Path(id): Path<UnitId>) -> ApiResult<Json<UnitCoverage>> {
    app.db
        .read(move |c| {
            if !who.holds(STAFF) {
                super::keeps(c, &who, id)?;
            }
            let unit = units::unit(c, id)?.filter(|u| u.is_confirmed).ok_or_else(|| ApiError::not_found("unit"))?;
            Ok(Json(coverage::of_unit(c, &unit)?))
        })
        .await
}
