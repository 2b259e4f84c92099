//! For hosts: who comes, who is there, in one tap each; who has seen whose number.

use crate::app::App;
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::frame::{record_claim, run};
use crate::posts::lifecycle::Side;
use crate::posts::queries::{ShiftRow, claims, posts, shifts};
use crate::posts::{access, presence, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::orders::{Contact, Reveal, RevealContact, RevealPage};
use contract::posts::{AttendanceResult, ClaimState, Mark, Marked, PrintList, RecordAttendance, ShiftBoard};
use contract::{ClaimId, ShiftId};
use diesel::Connection;

/// A shift for those who keep its board.
fn kept(c: &mut Conn, who: &Who, id: ShiftId) -> ApiResult<ShiftRow> {
    let gone = || ApiError::not_found("shift");
    let shift = shifts::find(c, id)?.ok_or_else(gone)?;
    if access::post_sides(c, who, shift.post_id, &shift.area)?.is_empty() {
        let is_seen = view::is_seen(c, who, &shift)?;
        return Err(if is_seen { ApiError::forbidden("the board is for the hosts of the post and its desk") } else { gone() });
    }
    Ok(shift)
}

/// Who holds a seat, who waits, who is there.
///
/// For the hosts of the post and the desk of the community. Numbers are masked.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), responses((status = 200, body = ShiftBoard, description = "The board")))]
#[get("/shifts/{id}/board")]
pub async fn get_shift_board(app: Data<App>, who: Who, Path(id): Path<ShiftId>) -> ApiResult<Json<ShiftBoard>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let shift = kept(c, &who, id)?;
            view::show_board(c, &desk, &who, shift).map(Json)
        })
        .await
}

/// What is printed for the station: names without numbers.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), responses((status = 200, body = PrintList, description = "The list")))]
#[get("/shifts/{id}/print-list")]
pub async fn get_print_list(app: Data<App>, who: Who, Path(id): Path<ShiftId>) -> ApiResult<Json<PrintList>> {
    app.db
        .read(move |c| {
            let shift = kept(c, &who, id)?;
            let gone = || ApiError::not_found("shift");
            let post = posts::find(c, shift.post_id)?.ok_or_else(gone)?;
            let community = org::org_refs(c, &[shift.community_id])?.pop().ok_or_else(gone)?;
            let hosts: Vec<_> = posts::hosts_of(c, &[post.id])?.into_iter().map(|(_, person)| person).collect();
            let named = |c: &mut Conn, states: &[ClaimState]| -> ApiResult<Vec<String>> {
                let rows = claims::of_shift(c, id, states)?;
                let names = crate::accounts::names_of(c, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
                Ok(rows.iter().filter_map(|r| names.get(&r.person_id).cloned()).collect())
            };
            let expected = [ClaimState::Offered, ClaimState::Held, ClaimState::Present, ClaimState::Completed, ClaimState::Verified];
            let (names, waiting) = (named(c, &expected)?, named(c, &[ClaimState::Waitlisted])?);
            let mut hosts: Vec<String> = crate::accounts::names_of(c, &hosts)?.into_values().collect();
            hosts.sort();
            Ok(Json(PrintList {
                title: post.title,
                community: community.name,
                place: shift.place,
                starts_at: shift.starts_at,
                ends_at: shift.ends_at,
                risk_note: post.risk_note,
                hosts,
                names,
                waiting,
            }))
        })
        .await
}

/// Say who is there, who has left, who did not come: for many at once.
///
/// Each mark is carried out or refused by itself, with the problem it would have had alone.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), request_body = RecordAttendance, responses(
    (status = 200, body = AttendanceResult, description = "What became of each mark")
))]
#[post("/shifts/{id}/attendance")]
pub async fn record_attendance(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ShiftId>,
    Json(ask): Json<RecordAttendance>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        access::kept_shift(tx, who, id)?;
        let mut items = Vec::with_capacity(ask.marks.len());
        for one in &ask.marks {
            // A savepoint for each: one that is refused takes nothing else back.
            let done = tx.transaction(|tx| mark(tx, desk, who, id, one));
            items.push(match done {
                Ok(entry) => Marked { claim_id: one.claim_id, entry, problem: None },
                Err(error) if error.is_refusal() => Marked { claim_id: one.claim_id, entry: None, problem: Some(error.problem(None)) },
                Err(error) => return Err(error),
            });
        }
        Ok(AttendanceResult { items })
    })
    .await
}

fn mark(tx: &mut Conn, desk: &Desk, who: &Who, shift: ShiftId, mark: &Mark) -> ApiResult<Option<contract::posts::BoardEntry>> {
    let found = access::claim(tx, who, mark.claim_id)?;
    if found.shift.id != shift {
        return Err(ApiError::not_found("claim"));
    }
    let row = presence::by_host(tx, desk, who, &found, mark)?;
    Ok(view::show_entries(tx, desk, who, vec![row])?.pop())
}

/// Show the number of somebody on the board, for a reason.
///
/// For the hosts of the post and the desk. The reason is logged, and the member can read it.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = RevealContact, responses(
    (status = 201, body = Contact, description = "Name and number, in full")
))]
#[post("/claims/{id}/reveals")]
pub async fn reveal_claimant(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<RevealContact>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            // The answer is personal data: it is not kept for a replay, a repeated request is a repeated look.
            let _ = &key;
            let found = access::claim(tx, &who, id)?;
            if !found.sides.iter().any(|s| matches!(s, Side::Host | Side::Desk)) {
                return Err(ApiError::forbidden("your own number is yours already"));
            }
            claims::insert_reveal(tx, id, who.person, ask.reason.trim(), desk.now)?;
            record_claim(tx, &desk, "contact.revealed", None, &found.row)?;
            let (_, name, phone) = claims::people(tx, &[found.row.person_id])?.pop().ok_or_else(|| ApiError::not_found("claim"))?;
            Reply::new(StatusCode::CREATED, &Contact { name, phone, address: String::new(), is_masked: false })
        })
        .await
}

/// Who has seen my number on this board? For the member only.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), responses((status = 200, body = RevealPage, description = "Newest first, the last 200")))]
#[get("/claims/{id}/reveals")]
pub async fn list_claim_reveals(app: Data<App>, who: Who, Path(id): Path<ClaimId>) -> ApiResult<Json<RevealPage>> {
    app.db
        .read(move |c| {
            let row = claims::find(c, id)?.filter(|r| r.person_id == who.person).ok_or_else(|| ApiError::not_found("claim"))?;
            let rows = claims::reveals_of(c, row.id)?;
            let names = crate::accounts::names_of(c, &rows.iter().map(|r| r.1).collect::<Vec<_>>())?;
            let reveal = |(at, person, reason)| Reveal { at, who: names.get(&person).cloned().unwrap_or_default(), reason };
            Ok(Json(RevealPage { items: rows.into_iter().map(reveal).collect(), next_cursor: None, total: None }))
        })
        .await
}
