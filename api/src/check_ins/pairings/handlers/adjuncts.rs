//! Adjunct members of a community's party committee (兼职委员).

use crate::app::App;
use crate::check_ins::pairings::adjuncts;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::{Secretary, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::accounts::Role;
use contract::check_ins::{AdjunctMember, NewAdjunctMember};
use contract::orders::Step;
use contract::{AdjunctMemberId, OrgUnitId};
use diesel::Connection;
use uuid::Uuid;

/// Adjunct members of a community's party committee, by unit.
///
/// For everybody, as on the notice board.
#[utoipa::path(tag = "check_ins", params(("id" = OrgUnitId, Path)), responses(
    (status = 200, body = Vec<AdjunctMember>, description = "By unit")
), security(()))]
#[get("/communities/{id}/adjunct-members")]
pub async fn list_adjunct_members(app: Data<App>, Path(id): Path<OrgUnitId>) -> ApiResult<Json<Vec<AdjunctMember>>> {
    let shelf = std::sync::Arc::clone(&app.shelf);
    app.db
        .read(move |c| {
            shelf.community(c, id)?.ok_or_else(|| ApiError::not_found("community"))?;
            Ok(Json(adjuncts::adjuncts_of(c, id)?))
        })
        .await
}

/// The community of the secretary; 404 for another.
fn mine(c: &mut Conn, desk: &Desk, who: &Who, id: OrgUnitId) -> ApiResult<()> {
    let found = desk.shelf.community(c, id)?.filter(|c| who.holds_at(&[Role::CommunitySecretary], &c.path));
    found.map(|_| ()).ok_or_else(|| ApiError::not_found("community"))
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, id: AdjunctMemberId, community: OrgUnitId) -> ApiResult<()> {
    let change = audit::Change { action, subject: format!("adjunct_member/{id}"), before: None::<&()>, after: Some(&community) };
    audit::record(tx, &desk.origin, desk.now, &change)
}

/// Make a unit's representative an adjunct member of my committee.
#[utoipa::path(tag = "check_ins", params(("id" = OrgUnitId, Path)), request_body = NewAdjunctMember, responses(
    (status = 201, body = Vec<AdjunctMember>, description = "All of the community")
))]
#[post("/communities/{id}/adjunct-members")]
pub async fn add_adjunct_member(
    app: Data<App>,
    who: Secretary,
    key: Idempotency,
    Path(community): Path<OrgUnitId>,
    Json(ask): Json<NewAdjunctMember>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                mine(tx, &desk, &who, community)?;
                let unit = units::unit(tx, ask.unit_id)?.filter(|u| u.is_confirmed);
                unit.ok_or_else(|| ApiError::field("/unit_id", "unknown", "there is no such unit"))?;
                let id = AdjunctMemberId(Uuid::now_v7());
                let done = tx.transaction(|tx| adjuncts::insert_adjunct(tx, id, community, &ask, desk.today(), desk.now));
                if let Err(error) = done {
                    return Err(match broken_key(error)?.as_str() {
                        "uq_adjunct_members_community_id_unit_id" => {
                            ApiError::field("/unit_id", "unique", "the unit has a representative here")
                        }
                        other => ApiError::internal(format!("unexpected constraint {other}")),
                    });
                }
                record(tx, &desk, "adjunct_member.added", id, community)?;
                Ok(adjuncts::adjuncts_of(tx, community)?)
            })
        })
        .await
}

/// End somebody's time as an adjunct member.
#[utoipa::path(tag = "check_ins", params(("id" = AdjunctMemberId, Path)), request_body = Step, responses(
    (status = 200, body = Vec<AdjunctMember>, description = "Those who are left"),
    (status = 409, description = "`stale_version`")
))]
#[post("/adjunct-members/{id}/end")]
pub async fn end_adjunct_member(
    app: Data<App>,
    who: Secretary,
    key: Idempotency,
    Path(id): Path<AdjunctMemberId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let gone = || ApiError::not_found("adjunct member");
                let (community, version) = adjuncts::adjunct(tx, id)?.ok_or_else(gone)?;
                mine(tx, &desk, &who, community).map_err(|_| gone())?;
                if version != ask.expected_version || adjuncts::end_adjunct(tx, id, version, desk.today(), desk.now)? == 0 {
                    return Err(ApiError::stale("active", version));
                }
                record(tx, &desk, "adjunct_member.ended", id, community)?;
                Ok(adjuncts::adjuncts_of(tx, community)?)
            })
        })
        .await
}
