//! Waiting for what the team cannot have, and more time.

use super::{Request, step};
use crate::accounts;
use crate::app::App;
use crate::config::Wait;
use crate::orders::clocks;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{self, Change, EventRow, OrderRow};
use crate::orders::steps::{Desk, Note};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::post;
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use contract::OrderId;
use contract::accounts::Role;
use contract::orders::{
    AskExtension, DecideExtension, EventDetail, ExtensionDecision, Order, OrderAction, Pending, Stage, StepWithNote, WaitFor, WaitReason,
};

/// Wait for the requester, for material or for the weather.
///
/// The completion clock stands still until then; the order goes on by itself when the time is over.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = WaitFor, responses(
    (status = 200, body = Order, description = "The order, waiting"),
    (status = 409, description = "`stale_version`, `step_refused`: also when it has waited as often as it may")
))]
#[post("/orders/{id}/waiting")]
pub async fn start_waiting(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<WaitFor>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Wait, side: Side::Team, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let events = queries::events_of(tx, loaded.row.id)?;
        let latest = longest(desk, loaded.row.round, &events, ask.reason);
        if ask.until <= desk.now || ask.until > latest {
            let detail = format!("has to lie in the future and not after {latest}, the longest wait for this reason");
            return Err(ApiError::field("/until", "range", detail));
        }
        let detail = EventDetail { until: Some(ask.until), waits_for: Some(ask.reason), ..EventDetail::default() };
        let note = Note { text: Some(ask.note.clone()), team: loaded.row.team_id, detail };
        let after = take(tx, &loaded.row, Change::default(), note)?;
        let notice = Notice::new(Template::OrderWaiting).with("note", &ask.note).at("until", ask.until);
        notice.to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

/// The latest instant until which a wait for this reason may last: the longest single one, and what is left of all in the round.
fn longest(desk: &Desk, round: i32, events: &[EventRow], reason: WaitReason) -> DateTime<Utc> {
    let (calendar, now) = (&desk.calendar, desk.now);
    let Wait { single, total } = match reason {
        WaitReason::Resident => &desk.config.orders.waits.resident,
        WaitReason::Material => &desk.config.orders.waits.material,
        WaitReason::Weather => &desk.config.orders.waits.weather,
    };
    let of_reason = |e: &&EventRow| e.round == round && e.action == OrderAction::Wait && e.detail.0.waits_for == Some(reason);
    let used = events.iter().filter(of_reason).fold(TimeDelta::zero(), |sum, wait| {
        let resumed = events.iter().find(|e| e.sequence > wait.sequence && e.action == OrderAction::Resume).map_or(now, |e| e.at);
        sum + calendar.counted(*total, wait.at, resumed, &[], now)
    });
    let whole = calendar.counted(*total, now, calendar.add(now, *total), &[], now);
    let left = calendar.after(now, *total, (whole - used).max(TimeDelta::zero()), &[], now);
    calendar.add(now, *single).min(left)
}

/// Go on: what was waited for is there.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = StepWithNote, responses(
    (status = 200, body = Order, description = "The order, in progress again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/resumption")]
pub async fn resume_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<StepWithNote>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Resume, side: Side::Team, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        let note = Note { text: ask.note.clone(), team: loaded.row.team_id, ..Note::default() };
        take(tx, &loaded.row, Change::default(), note)
    })
    .await
}

/// The end of the completion as it stands now, and the end the longest extension would give it.
fn promised(desk: &Desk, row: &OrderRow, events: &[EventRow]) -> ApiResult<(DateTime<Utc>, DateTime<Utc>)> {
    let clocks = clocks::clocks(events, &desk.timing(row));
    let completion = clocks.iter().find(|c| c.stage == Stage::Completion).ok_or_else(|| ApiError::internal("work without a clock"))?;
    Ok((completion.due_at, desk.calendar.add(completion.due_at, completion.span)))
}

/// Ask for more time.
///
/// Before the deadline, by no more than the original span. The community's secretary decides the first time in a round, the street the
/// second; there is no third.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = AskExtension, responses(
    (status = 200, body = Order, description = "The order, with the request before the secretary or the street"),
    (status = 409, description = "`stale_version`, `step_refused`: also after the deadline, and while another request waits")
))]
#[post("/orders/{id}/extension-request")]
pub async fn ask_extension(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<AskExtension>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::AskExtension, side: Side::Team, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let (due, latest) = promised(desk, &loaded.row, &queries::events_of(tx, loaded.row.id)?)?;
        if ask.until <= due || ask.until > latest {
            return Err(ApiError::field(
                "/until",
                "range",
                format!("has to lie after {due}, the present deadline, and not after {latest}"),
            ));
        }
        let detail = EventDetail { until: Some(ask.until), ..EventDetail::default() };
        let note = Note { text: Some(ask.reason.clone()), team: loaded.row.team_id, detail };
        let after = take(tx, &loaded.row, Change { pending: Some(Some(Pending::Extension)), ..Change::default() }, note)?;
        let decides = desk.facts(tx, &after)?.extension_by;
        let role = if decides == Some(Side::Street) { Role::Street } else { Role::CommunitySecretary };
        tell(tx, desk, &after, role, Template::ExtensionAsked, ask.until)?;
        Ok(after)
    })
    .await
}

fn tell(tx: &mut Conn, desk: &Desk, row: &OrderRow, role: Role, template: Template, until: DateTime<Utc>) -> ApiResult<()> {
    for phone in accounts::phones_above(tx, &[role], &row.area)? {
        Notice::new(template).at("until", until).send(tx, desk, row, phone)?;
    }
    Ok(())
}

/// Grant more time, or refuse it.
///
/// When it is granted the requester is told why, and the new date.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = DecideExtension, responses(
    (status = 200, body = Order, description = "The order, with the new deadline or the old one"),
    (status = 409, description = "`stale_version`, `step_refused`: also when the decision is not this level's")
))]
#[post("/orders/{id}/extension-decision")]
pub async fn decide_extension(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<DecideExtension>,
) -> ApiResult<Reply> {
    let refuses = ask.decision == ExtensionDecision::Refuse;
    if refuses && ask.note.as_deref().is_none_or(|n| n.trim().is_empty()) {
        return Err(ApiError::field("/note", "required", "say why it is refused"));
    }
    let action = if refuses { OrderAction::RefuseExtension } else { OrderAction::GrantExtension };
    let version = ask.expected_version;
    let request = Request { who, id, version, action, side: Side::Secretary, key, ask };
    step(&app, request, move |tx, desk, _, loaded, ask, _| {
        let events = queries::events_of(tx, loaded.row.id)?;
        let asked = events.iter().rfind(|e| e.action == OrderAction::AskExtension);
        let asked = asked.ok_or_else(|| ApiError::internal("a decision that nobody asked for"))?;
        let side = loaded.facts.extension_by.unwrap_or(Side::Secretary);
        let detail = EventDetail { until: asked.detail.0.until.filter(|_| !refuses), ..EventDetail::default() };
        let note = Note { text: ask.note.clone(), team: None, detail };
        let after = desk.take(tx, &loaded.row, side, action, Change { pending: Some(None), ..Change::default() }, note)?;
        if !refuses {
            let reason = asked.note.clone().unwrap_or_else(String::new);
            Notice::new(Template::ExtensionGranted).with("reason", reason).to_requester(tx, desk, &after)?;
        }
        Ok(after)
    })
    .await
}
