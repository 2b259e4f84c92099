//! Making offers and answering them, inside the order's transaction.

use super::gather::is_on_leave;
use super::lifecycle;
use super::queries::{self, Answered, DispatchRow};
use crate::app::App;
use crate::notices::To;
use crate::orders::{self, Change, Desk, Note, Notice, OrderRow, Side};
use crate::org;
use crate::platform::audit;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, is_stale};
use crate::platform::sms::Template;
use contract::dispatch::{DispatchAction, DispatchState, ObjectionState};
use contract::explanation::{Explanation, MadeChoice};
use contract::orders::{NewMeasure, OrderAction};
use contract::org::TeamRef;
use contract::{DispatchId, DispatchRuleId, OrderId, PersonId, ProblemCode, TeamId};
use uuid::Uuid;

/// What is offered: to whom, by whom, with what.
pub struct Plan<'a> {
    pub teams: &'a [TeamId],
    pub responsible: Option<PersonId>,
    pub measures: &'a [NewMeasure],
    pub note: Option<String>,
    pub by: PersonId,
    /// The rule that offers it.
    pub rule_id: Option<DispatchRuleId>,
    /// The secretary names the team.
    pub is_named: bool,
}

/// Offers the order to the teams, plans the measures, and moves the order on; tells the leads. The explanation is kept with what was
/// chosen.
pub fn make(tx: &mut Conn, desk: &Desk, row: &OrderRow, plan: &Plan<'_>, explanation: Explanation) -> ApiResult<OrderRow> {
    let after = place(tx, desk, row, plan, explanation)?;
    let template = if plan.is_named { Template::TeamNamed } else { Template::TeamOffer };
    tell_leads(tx, desk, &after, plan.teams, template)?;
    Ok(after)
}

/// The same, and tells nobody.
pub fn place(tx: &mut Conn, desk: &Desk, row: &OrderRow, plan: &Plan<'_>, mut explanation: Explanation) -> ApiResult<OrderRow> {
    let deadline = row.deadline.ok_or_else(|| ApiError::internal("an accepted order has no deadline"))?;
    check_teams(tx, desk, row, plan)?;
    check_same_team(tx, desk, row, plan)?;
    explanation.made = Some(made(plan, &explanation));
    orders::insert_measures(tx, row.id, row.round, plan.measures)?;
    let expires_at = desk.calendar.add(desk.now, row.spans.0.take);
    let note = plan.note.clone().filter(|n| !n.trim().is_empty());
    let mut first = None;
    for team in plan.teams {
        let offer = DispatchRow {
            id: DispatchId(Uuid::now_v7()),
            order_id: row.id,
            round: row.round,
            team_id: *team,
            state: DispatchState::Offered,
            version: 1,
            responsible_id: plan.responsible,
            offered_by: plan.by,
            offered_at: desk.now,
            expires_at,
            answered_at: None,
            reason: None,
            explanation: None,
            note: note.clone(),
            is_named: plan.is_named,
            is_neutral: false,
            rule_id: plan.rule_id,
            objection_reason: None,
            objection_text: None,
            objection_state: None,
            objected_by: None,
            objected_at: None,
            review: None,
            reviewed_at: None,
        };
        // An explanation is long: it is kept once, the other offers of the same choice point to it.
        let choice = match first {
            None => serde_json::to_value(&explanation).map_err(ApiError::internal)?,
            Some(id) => serde_json::json!({ "same_as": id }),
        };
        first = first.or(Some(offer.id));
        queries::insert(tx, &offer, choice)?;
    }
    let change = Change { responsible_id: Some(plan.responsible), deadline: Some(Some(deadline)), ..Change::default() };
    let only = plan.teams.first().copied().filter(|_| plan.teams.len() == 1);
    let note = Note { text: plan.note.clone(), team: only, ..Note::default() };
    let side = if plan.rule_id.is_some() { Side::System } else { Side::Desk };
    desk.take(tx, row, side, OrderAction::Dispatch, change, note)
}

fn made(plan: &Plan<'_>, explanation: &Explanation) -> MadeChoice {
    let name = |id: &TeamId| explanation.candidates.iter().find(|c| c.team.id == *id).map(|c| c.team.clone());
    let teams: Vec<TeamRef> = plan.teams.iter().filter_map(name).collect();
    let suggested = &explanation.suggested;
    MadeChoice {
        follows_suggestion: suggested.len() == plan.teams.len() && suggested.iter().all(|t| plan.teams.contains(&t.id)),
        teams,
        by: plan.by,
        rule_id: plan.rule_id,
        is_named: plan.is_named,
    }
}

/// Every team exists, serves this place and has a free hand; the person named belongs to the team.
fn check_teams(tx: &mut Conn, desk: &Desk, row: &OrderRow, plan: &Plan<'_>) -> ApiResult<()> {
    queries::lock_teams(tx, plan.teams)?;
    let reach = org::rows_in_reach(tx, &row.area)?;
    let loads = org::team_loads(tx, plan.teams)?;
    let pointer = |index: usize| if plan.is_named { "/team_id".to_owned() } else { format!("/team_ids/{index}") };
    for (index, id) in plan.teams.iter().enumerate() {
        if plan.teams.iter().take(index).any(|t| t == id) {
            return Err(ApiError::field(&pointer(index), "unique", "the team is named twice"));
        }
        let unknown = || ApiError::field(&pointer(index), "unknown", "no such team serves this community");
        let team = reach.iter().find(|t| t.id == *id).ok_or_else(unknown)?;
        let load = loads.get(id).copied().unwrap_or(0);
        if is_on_leave(team, desk.now) || load >= i64::from(team.capacity) {
            return Err(ApiError::new(ProblemCode::TeamUnavailable, format!("{} is on leave or has its hands full", team.name)));
        }
    }
    match (plan.teams, plan.responsible) {
        ([only], Some(person)) => {
            let team = reach.iter().find(|t| t.id == *only);
            let belongs = match team {
                Some(team) => org::is_member(tx, team, person)?,
                None => false,
            };
            if belongs { Ok(()) } else { Err(ApiError::field("/responsible_person_id", "unknown", "not a member of the team")) }
        }
        ([_], None) => Err(ApiError::field("/responsible_person_id", "required", "name the person who answers for the work")),
        (_, Some(_)) => Err(ApiError::field("/responsible_person_id", "choice", "with several teams each names its own")),
        (_, None) => Ok(()),
    }
}

/// In a new round the team of the round before is asked first, where it has a free hand and the requester does not object.
fn check_same_team(tx: &mut Conn, desk: &Desk, row: &OrderRow, plan: &Plan<'_>) -> ApiResult<()> {
    let Some(team) = orders::same_team(tx, row)? else { return Ok(()) };
    if plan.teams.contains(&team) {
        return Ok(());
    }
    let reach = org::rows_in_reach(tx, &row.area)?;
    let Some(team) = reach.iter().find(|t| t.id == team) else { return Ok(()) };
    let load = org::team_loads(tx, &[team.id])?.remove(&team.id).unwrap_or(0);
    if is_on_leave(team, desk.now) || load >= i64::from(team.capacity) {
        return Ok(());
    }
    Err(ApiError::field(
        "/team_ids",
        "same_team",
        format!("{} did the last round and is asked first: the requester does not object", team.name),
    ))
}

/// Tells the leads of the teams something about the order.
fn tell_leads(tx: &mut Conn, desk: &Desk, row: &OrderRow, teams: &[TeamId], template: Template) -> ApiResult<()> {
    for id in teams {
        tell_lead(tx, desk, row, *id, Notice::new(template))?;
    }
    Ok(())
}

/// Tells the lead of a team something about the order; the usual values are filled in.
pub fn tell_lead(tx: &mut Conn, desk: &Desk, row: &OrderRow, team_id: TeamId, notice: Notice) -> ApiResult<()> {
    let Some(team) = org::team_row(tx, team_id)? else { return Ok(()) };
    let community = desk.shelf.community(tx, row.community_id)?.map(|c| c.name.clone()).unwrap_or_else(String::new);
    notice.with("team", team.name).with("community", community).at("due", row.due_at).tell(tx, desk, row, To::Lead(team_id))
}

/// Changes an offer: table, guards, version, audit.
pub fn answer(tx: &mut Conn, desk: &Desk, row: &DispatchRow, action: DispatchAction, mut change: Answered) -> ApiResult<()> {
    let to = lifecycle::step(row.state, action)?;
    if lifecycle::is_blocked(action, lifecycle::Facts::of(row)) {
        return Err(ApiError::refused("an offer", row.state.as_str(), action.as_str()).with_version(row.version));
    }
    if to != row.state {
        change.answered_at = Some(Some(desk.now));
        if row.objection_state == Some(ObjectionState::Open) && change.objection_state.is_none() {
            change.objection_state = Some(Some(ObjectionState::Moot));
        }
    }
    if queries::update(tx, row, to, change)? == 0 {
        return Err(ApiError::stale(row.state.as_str(), row.version + 1));
    }
    let after = queries::find(tx, row.id)?;
    let subject = format!("dispatch/{}", row.id);
    let name = match action {
        DispatchAction::Object => "dispatch.objected".to_owned(),
        DispatchAction::UpholdObjection => "dispatch.objection_upheld".to_owned(),
        DispatchAction::DenyObjection => "dispatch.objection_denied".to_owned(),
        _ => format!("dispatch.{to}"),
    };
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action: &name, subject, before: Some(row), after: after.as_ref() })
}

/// Takes back every open offer of an order; the number of those taken back.
pub fn recall_open(tx: &mut Conn, desk: &Desk, order: OrderId) -> ApiResult<usize> {
    end_all(tx, desk, order, DispatchState::Offered, DispatchAction::Recall).map(|ended| ended.len())
}

/// Another team has it: the open offers are taken back, and their leads are told.
pub fn recall_losers(tx: &mut Conn, desk: &Desk, order: &OrderRow) -> ApiResult<()> {
    let losers = end_all(tx, desk, order.id, DispatchState::Offered, DispatchAction::Recall)?;
    tell_leads(tx, desk, order, &losers, Template::OfferTaken)
}

/// The accepted offer is done with its order.
pub fn finish(tx: &mut Conn, desk: &Desk, order: OrderId) -> ApiResult<usize> {
    end_all(tx, desk, order, DispatchState::Accepted, DispatchAction::Finish).map(|ended| ended.len())
}

fn end_all(tx: &mut Conn, desk: &Desk, order: OrderId, state: DispatchState, action: DispatchAction) -> ApiResult<Vec<TeamId>> {
    let open: Vec<DispatchRow> = queries::of_order(tx, order)?.into_iter().map(|(row, _)| row).filter(|d| d.state == state).collect();
    for row in &open {
        answer(tx, desk, row, action, Answered::default())?;
    }
    Ok(open.into_iter().map(|row| row.team_id).collect())
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

/// How often the order was refused in its round: declined without an upheld objection, or run out. Offers made at one moment to
/// several teams are refused once (our decision: one round of asking is one time).
pub fn refusals(c: &mut Conn, order: &OrderRow) -> ApiResult<usize> {
    let is_refusal = |d: &DispatchRow| d.state == DispatchState::Expired || (d.state == DispatchState::Declined && !d.is_neutral);
    let offers = queries::of_order(c, order.id)?;
    let mut times: Vec<_> = offers.iter().filter(|(d, _)| d.round == order.round && is_refusal(d)).map(|(d, _)| d.offered_at).collect();
    times.sort_unstable();
    times.dedup();
    Ok(times.len())
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
