//! Making offers and answering them, inside the order's transaction.

use super::candidates::{self, is_on_leave};
use super::lifecycle;
use super::queries::{self, Answered, DispatchRow};
use crate::accounts;
use crate::app::App;
use crate::orders::{self, Change, Desk, Loaded, Note, Notice, OrderRow, Side};
use crate::org;
use crate::platform::audit;
use crate::platform::calendar::spoken;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, is_stale};
use crate::platform::sms::Template;
use contract::dispatch::{DispatchAction, DispatchOrder, DispatchState};
use contract::orders::{NewMeasure, OrderAction};
use contract::{DispatchId, OrderId, PersonId, ProblemCode, TeamId};
use uuid::Uuid;

/// Offers the order to the teams, plans the measures, and moves the order on; tells the leads.
pub fn make(tx: &mut Conn, desk: &Desk, by: PersonId, loaded: &Loaded, ask: &DispatchOrder) -> ApiResult<OrderRow> {
    let after = place(tx, desk, by, &loaded.row, ask)?;
    tell_leads(tx, desk, &after, &ask.team_ids)?;
    Ok(after)
}

/// The same, and tells nobody.
fn place(tx: &mut Conn, desk: &Desk, by: PersonId, row: &OrderRow, ask: &DispatchOrder) -> ApiResult<OrderRow> {
    let deadline = row.deadline.ok_or_else(|| ApiError::internal("an accepted order has no deadline"))?;
    let responsible = check_teams(tx, desk, row, ask)?;
    let choice = serde_json::to_value(candidates::rank(tx, &desk.config.dispatch, row, desk.now)?).map_err(ApiError::internal)?;
    orders::insert_measures(tx, row.id, row.round, &ask.measures)?;
    let expires_at = desk.calendar.add(desk.now, row.spans.0.take);
    for team in &ask.team_ids {
        let offer = DispatchRow {
            id: DispatchId(Uuid::now_v7()),
            order_id: row.id,
            round: row.round,
            team_id: *team,
            state: DispatchState::Offered,
            version: 1,
            responsible_id: responsible,
            offered_by: by,
            offered_at: desk.now,
            expires_at,
            answered_at: None,
            reason: None,
            explanation: None,
            note: ask.note.clone().filter(|n| !n.trim().is_empty()),
        };
        queries::insert(tx, &offer, choice.clone())?;
    }
    let change = Change { responsible_id: Some(responsible), deadline: Some(Some(deadline)), ..Change::default() };
    let note = Note { text: ask.note.clone(), team: ask.team_ids.first().copied().filter(|_| ask.team_ids.len() == 1), ..Note::default() };
    desk.take(tx, row, Side::Desk, OrderAction::Dispatch, change, note)
}

/// The team accepts its offer: the others are recalled, the order is taken, and the requester can read that contact data was shown to
/// whoever accepted and to the responsible person. Tells nobody.
pub fn accept(tx: &mut Conn, desk: &Desk, by: PersonId, order: &OrderRow, row: &DispatchRow, person: PersonId) -> ApiResult<OrderRow> {
    answer(tx, desk, row, DispatchAction::Accept, Answered { responsible_id: Some(Some(person)), ..Answered::default() })?;
    recall_open(tx, desk, order.id)?;
    let change = Change { team_id: Some(Some(row.team_id)), responsible_id: Some(Some(person)), ..Change::default() };
    let after = desk.take(tx, order, Side::Team, OrderAction::Take, change, Note { team: Some(row.team_id), ..Note::default() })?;
    orders::insert_reveal(tx, order.id, person, "接单", desk.now)?;
    if person != by {
        orders::insert_reveal(tx, order.id, by, "接单", desk.now)?;
    }
    Ok(after)
}

/// An accepted order goes to a team that asked for it, in one transaction: offered and taken, with one measure by the deadline.
pub fn hand_to(tx: &mut Conn, desk: &Desk, by: PersonId, order: &OrderRow, team: TeamId, person: PersonId) -> ApiResult<OrderRow> {
    let due_at = order.deadline.ok_or_else(|| ApiError::internal("an accepted order has no deadline"))?;
    let who = accounts::person(tx, person)?.name;
    let ask = DispatchOrder {
        expected_version: order.version,
        team_ids: vec![team],
        responsible_person_id: Some(person),
        measures: vec![NewMeasure { what: "联系本人，商定时间".to_owned(), who, due_at }],
        note: None,
    };
    let offered = place(tx, desk, by, order, &ask)?;
    let offers = queries::of_order(tx, order.id)?;
    let offer = offers.iter().map(|(row, _)| row).find(|d| d.team_id == team && d.state == DispatchState::Offered);
    accept(tx, desk, by, &offered, offer.ok_or_else(|| ApiError::internal("the offer is gone"))?, person)
}

/// Every team exists, serves this place and has a free hand; the person named belongs to the team.
fn check_teams(tx: &mut Conn, desk: &Desk, row: &OrderRow, ask: &DispatchOrder) -> ApiResult<Option<PersonId>> {
    queries::lock_teams(tx, &ask.team_ids)?;
    let reach = org::rows_in_reach(tx, &row.area)?;
    for (index, id) in ask.team_ids.iter().enumerate() {
        let pointer = format!("/team_ids/{index}");
        if ask.team_ids.iter().take(index).any(|t| t == id) {
            return Err(ApiError::field(&pointer, "unique", "the team is named twice"));
        }
        let team =
            reach.iter().find(|t| t.id == *id).ok_or_else(|| ApiError::field(&pointer, "unknown", "no such team serves this community"))?;
        let load = org::team_loads(tx, &[*id])?.remove(id).unwrap_or(0);
        if is_on_leave(team, desk.now) || load >= i64::from(team.capacity) {
            return Err(ApiError::new(ProblemCode::TeamUnavailable, format!("{} is on leave or has its hands full", team.name)));
        }
    }
    match (ask.team_ids.as_slice(), ask.responsible_person_id) {
        ([only], Some(person)) => {
            let team = reach.iter().find(|t| t.id == *only);
            let belongs = match team {
                Some(team) => org::is_member(tx, team, person)?,
                None => false,
            };
            if belongs { Ok(Some(person)) } else { Err(ApiError::field("/responsible_person_id", "unknown", "not a member of the team")) }
        }
        ([_], None) => Err(ApiError::field("/responsible_person_id", "required", "name the person who answers for the work")),
        (_, Some(_)) => Err(ApiError::field("/responsible_person_id", "choice", "with several teams each names its own")),
        (_, None) => Ok(None),
    }
}

fn tell_leads(tx: &mut Conn, desk: &Desk, row: &OrderRow, teams: &[TeamId]) -> ApiResult<()> {
    let community = desk.shelf.community(tx, row.community_id)?.map(|c| c.name.clone()).unwrap_or_else(String::new);
    for id in teams {
        let Some(team) = org::team_row(tx, *id)? else { continue };
        let phone = accounts::person(tx, team.leader_id)?.phone;
        let notice = Notice::new(Template::TeamOffer).with("team", team.name).with("community", &community).with("due", spoken(row.due_at));
        notice.send(tx, desk, row, phone)?;
    }
    Ok(())
}

/// Changes an offer: table, version, audit.
pub fn answer(tx: &mut Conn, desk: &Desk, row: &DispatchRow, action: DispatchAction, mut change: Answered) -> ApiResult<()> {
    let to = lifecycle::step(row.state, action)?;
    change.answered_at = Some(Some(desk.now));
    if queries::update(tx, row, to, change)? == 0 {
        return Err(ApiError::stale(row.state.as_str(), row.version + 1));
    }
    let after = queries::find(tx, row.id)?;
    let subject = format!("dispatch/{}", row.id);
    audit::record(
        tx,
        &desk.origin,
        desk.now,
        &audit::Change { action: &format!("dispatch.{to}"), subject, before: Some(row), after: after.as_ref() },
    )
}

/// Takes back every open offer of an order; the number of those taken back.
pub fn recall_open(tx: &mut Conn, desk: &Desk, order: OrderId) -> ApiResult<usize> {
    end_all(tx, desk, order, DispatchState::Offered, DispatchAction::Recall)
}

/// The accepted offer is done with its order.
pub fn finish(tx: &mut Conn, desk: &Desk, order: OrderId) -> ApiResult<usize> {
    end_all(tx, desk, order, DispatchState::Accepted, DispatchAction::Finish)
}

fn end_all(tx: &mut Conn, desk: &Desk, order: OrderId, state: DispatchState, action: DispatchAction) -> ApiResult<usize> {
    let open: Vec<DispatchRow> = queries::of_order(tx, order)?.into_iter().map(|(row, _)| row).filter(|d| d.state == state).collect();
    for row in &open {
        answer(tx, desk, row, action, Answered::default())?;
    }
    Ok(open.len())
}

/// When no offer is left the order goes back to the desk.
pub fn release_if_alone(tx: &mut Conn, desk: &Desk, order: &OrderRow, side: Side, note: Note) -> ApiResult<OrderRow> {
    let left = queries::of_order(tx, order.id)?.iter().any(|(d, _)| d.state == DispatchState::Offered);
    if left {
        return desk.touch(tx, order);
    }
    let change = Change { responsible_id: Some(None), team_id: Some(None), ..Change::default() };
    desk.take(tx, order, side, OrderAction::Release, change, note)
}

/// Ends offers whose window is over; called by the sweeper. Returns how many.
pub async fn expire_due(app: &App) -> ApiResult<usize> {
    let now = app.clock.now();
    let due = app.db.read(move |c| ApiResult::Ok(queries::overdue(c, now, 200)?)).await?;
    let mut ended = 0;
    for offer in due {
        let desk = Desk::system(app, "expire_offers");
        let done = app.db.write(move |tx| expire(tx, &desk, &offer)).await;
        match done {
            Ok(()) => ended += 1,
            // Somebody answered in the same moment: their word counts.
            Err(error) if is_stale(&error) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(ended)
}

fn expire(tx: &mut Conn, desk: &Desk, offer: &DispatchRow) -> ApiResult<()> {
    let Some(order) = orders::lock(tx, offer.order_id)? else { return Ok(()) };
    answer(tx, desk, offer, DispatchAction::Expire, Answered::default())?;
    release_if_alone(tx, desk, &order, Side::System, Note { team: Some(offer.team_id), ..Note::default() })?;
    Ok(())
}
