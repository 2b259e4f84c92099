//! What every step of an order has in common: find in scope, decide, change guarded by the version, event, clocks, audit.

use super::intake::Hurdles;
use super::lifecycle::{self, Facts, Side};
use super::queries::{self, ActorSide, Change, EventRow, OrderRow};
use super::shelf::Shelf;
use super::{clocks, notices, queries::events_of};
use crate::app::App;
use crate::config::Config;
use crate::platform::audit;
use crate::platform::auth::{DESK, Who};
use crate::platform::calendar::WorkingCalendar;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::request::Origin;
use chrono::{DateTime, TimeDelta, Utc};
use contract::accounts::Role;
use contract::orders::{EventDetail, OrderAction, OrderSource, OrderState, Pending};
use contract::{OrderId, PersonId, ProblemCode, TeamId};
use std::sync::Arc;

/// The desk at which steps are taken: the time, the rules, who takes them.
#[derive(Clone)]
pub struct Desk {
    pub now: DateTime<Utc>,
    pub config: Arc<Config>,
    pub calendar: Arc<WorkingCalendar>,
    pub shelf: Arc<Shelf>,
    pub origin: Origin,
    pub actor: Option<PersonId>,
}

/// An order with what a decision about it needs.
pub struct Loaded {
    pub row: OrderRow,
    pub sides: Vec<Side>,
    pub facts: Facts,
}

/// What is remembered with a step.
#[derive(Default)]
pub struct Note {
    pub text: Option<String>,
    pub team: Option<TeamId>,
    pub detail: EventDetail,
}

impl Note {
    /// A note with a text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..Self::default() }
    }

    /// The same with what belongs to the step.
    #[must_use]
    pub fn with(mut self, detail: EventDetail) -> Self {
        self.detail = detail;
        self
    }
}

impl Desk {
    /// For a caller.
    pub fn of(app: &App, who: &Who) -> Self {
        Self {
            now: app.clock.now(),
            config: Arc::clone(&app.config),
            calendar: Arc::clone(&app.calendar),
            shelf: Arc::clone(&app.shelf),
            origin: who.origin.clone(),
            actor: Some(who.person),
        }
    }

    /// For the system itself.
    pub fn system(app: &App, job: &str) -> Self {
        Self {
            now: app.clock.now(),
            config: Arc::clone(&app.config),
            calendar: Arc::clone(&app.calendar),
            shelf: Arc::clone(&app.shelf),
            origin: Origin::system(job),
            actor: None,
        }
    }

    /// Finds the order for this caller, makes sure that the version is the one they read and that they may take the step.
    pub fn load(&self, tx: &mut Conn, who: &Who, id: OrderId, version: i32, action: OrderAction) -> ApiResult<Loaded> {
        queries::lock(tx, id)?;
        let row = queries::find(tx, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
        let sides = sides_of(who, &row);
        let facts = self.facts(tx, &row)?;
        let loaded = Loaded { row, sides, facts };
        if !lifecycle::may_ever(action, &loaded.sides) {
            return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take with this order")));
        }
        loaded.check(version, action)?;
        Ok(loaded)
    }

    /// What the guards need to know.
    pub fn facts(&self, c: &mut Conn, row: &OrderRow) -> ApiResult<Facts> {
        let measures = queries::measures_of(c, row.id)?.iter().filter(|m| m.round == row.round).count();
        let rating = crate::ratings::of_round(c, row.id, row.round, row.requester_id)?;
        Ok(self.facts_with(row, &events_of(c, row.id)?, measures, rating.is_some()))
    }

    /// The same from what is known already.
    pub fn facts_with(&self, row: &OrderRow, events: &[EventRow], measures: usize, is_rated: bool) -> Facts {
        let window = TimeDelta::days(self.config.ratings.window_days);
        Facts {
            measures,
            reopenings: row.round - 1,
            max_reopenings: self.config.orders.max_reopenings,
            is_rated,
            window_closed: clocks::done_at(events, row.round).is_some_and(|done| done + window < self.now),
            intake: Hurdles::of(self, row, events),
        }
    }

    /// Takes a step: state, version, event, clocks and audit in the open transaction. `action` has been checked before.
    pub fn take(
        &self,
        tx: &mut Conn,
        row: &OrderRow,
        side: Side,
        action: OrderAction,
        mut change: Change,
        note: Note,
    ) -> ApiResult<OrderRow> {
        let to = lifecycle::step(row.state, action)?;
        if row.pending == Some(Pending::Rejection) && to != OrderState::Submitted {
            // Whatever else is decided, the proposal to reject is off the table.
            change.pending = Some(None);
        }
        let mut after =
            queries::update(tx, row, to, change, self.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
        let mut events = events_of(tx, row.id)?;
        let event = self.event(&after, side, action, events.last().map_or(1, |e| e.sequence + 1), note);
        queries::insert_event(tx, &event)?;
        events.push(event);
        let due = clocks::due_at(to, &clocks::clocks(&events, &after.spans.0, &self.calendar, self.now));
        if due != after.due_at {
            queries::set_due(tx, row.id, due)?;
            after.due_at = due;
        }
        self.audit(tx, &past_tense(action), Some(row), &after)?;
        notices::tell_followers(tx, self, &after, action)?;
        if after.source == OrderSource::Wish {
            crate::wishes::order_moved(tx, self, &after)?;
        }
        Ok(after)
    }

    fn event(&self, after: &OrderRow, side: Side, action: OrderAction, sequence: i32, note: Note) -> EventRow {
        EventRow {
            order_id: after.id,
            sequence,
            at: self.now,
            round: after.round,
            action,
            state: after.state,
            actor_id: self.actor,
            actor_side: match side {
                Side::Requester => ActorSide::Requester,
                Side::Desk | Side::Secretary | Side::Caller => ActorSide::Community,
                Side::Street => ActorSide::Street,
                Side::Team => ActorSide::Team,
                Side::System => ActorSide::System,
            },
            team_id: note.team,
            note: note.text.filter(|t| !t.trim().is_empty()),
            detail: JsonColumn(note.detail),
        }
    }

    /// Writes down a new order that is submitted at once: its first event, its clocks, its place in the trail.
    /// `insert` stores the row, and may change its number.
    pub fn submit_new(
        &self,
        tx: &mut Conn,
        mut row: OrderRow,
        side: Side,
        note: Note,
        insert: impl FnOnce(&mut Conn, OrderRow) -> ApiResult<OrderRow>,
    ) -> ApiResult<(OrderRow, EventRow)> {
        row.state = lifecycle::step(row.state, OrderAction::Submit)?;
        let event = self.event(&row, side, OrderAction::Submit, 1, note);
        let clocks = clocks::clocks(std::slice::from_ref(&event), &row.spans.0, &self.calendar, self.now);
        row.due_at = clocks::due_at(row.state, &clocks);
        let row = insert(tx, row)?;
        queries::insert_event(tx, &event)?;
        self.audit(tx, &past_tense(OrderAction::Submit), None, &row)?;
        Ok((row, event))
    }

    /// Somebody answered an offer and the order stays where it is: its version tells that something about it changed.
    pub fn touch(&self, tx: &mut Conn, row: &OrderRow) -> ApiResult<OrderRow> {
        let stale = || ApiError::stale(row.state.as_str(), row.version + 1);
        queries::update(tx, row, row.state, Change::default(), self.now)?.ok_or_else(stale)
    }

    /// Records a change of an order in the audit trail.
    pub fn audit(&self, tx: &mut Conn, action: &str, before: Option<&OrderRow>, after: &OrderRow) -> ApiResult<()> {
        let subject = format!("order/{}", after.id);
        audit::record(tx, &self.origin, self.now, &audit::Change { action, subject, before, after: Some(after) })
    }
}

impl Loaded {
    /// The version first: who has read an old state gets to know that, not that the step is illegal in the new one.
    pub fn check(&self, version: i32, action: OrderAction) -> ApiResult<()> {
        let (row, allowed) = (&self.row, lifecycle::allowed(self.row.state, &self.sides, &self.facts));
        let open: Vec<String> = allowed.iter().filter(|a| a.blocked.is_none()).map(|a| a.action.to_string()).collect();
        if row.version != version {
            return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
        }
        let refused = || ApiError::refused("an order", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version);
        match allowed.iter().find(|a| a.action == action) {
            Some(found) => match found.blocked {
                None => Ok(()),
                Some(contract::orders::BlockReason::AlreadyRated) => {
                    Err(ApiError::new(ProblemCode::AlreadyRated, "this round has its rating"))
                }
                Some(contract::orders::BlockReason::WindowClosed) => {
                    Err(ApiError::new(ProblemCode::RatingWindowClosed, "the days in which it could be rated are over"))
                }
                Some(_) => Err(refused()),
            },
            None => Err(refused()),
        }
    }
}

/// On whose behalf this caller may act on this order.
pub fn sides_of(who: &Who, row: &OrderRow) -> Vec<Side> {
    let mut sides = Vec::new();
    if row.requester_id == who.person {
        sides.push(Side::Requester);
    }
    // Who holds the order is its desk: the community, or the level it was raised to.
    if who.holds_at(desk_at(row.raised), &row.area) {
        sides.push(Side::Desk);
    }
    if row.raised == 0 && who.holds_at(&[Role::CommunitySecretary], &row.area) {
        sides.push(Side::Secretary);
    }
    if who.holds_at(&[Role::Street], &row.area) {
        sides.push(Side::Street);
    }
    if who.holds_at(CALLERS, &row.area) && row.responsible_id != Some(who.person) && !row.team_id.is_some_and(|t| who.teams.contains(&t)) {
        sides.push(Side::Caller);
    }
    let has_it = matches!(
        row.state,
        OrderState::Taken
            | OrderState::InProgress
            | OrderState::Waiting
            | OrderState::Done
            | OrderState::Confirmed
            | OrderState::Closed
            | OrderState::ClosedUnreached
    );
    let leads = row.team_id.is_some_and(|t| who.leads.contains(&t));
    if has_it && (leads || row.responsible_id == Some(who.person)) {
        sides.push(Side::Team);
    }
    sides
}

/// Roles that may call a resident back about an order they did not handle.
const CALLERS: &[Role] = &[Role::Caller, Role::CommunityClerk, Role::CommunitySecretary, Role::Street];

/// The roles at whose desk an order is that was raised so many levels.
pub const fn desk_at(raised: i32) -> &'static [Role] {
    match raised {
        0 => DESK,
        1 => &[Role::Street],
        _ => &[Role::CityOffice],
    }
}

/// `dispatch` → `order.dispatched`, for the audit trail.
fn past_tense(action: OrderAction) -> String {
    use OrderAction as A;
    let verb = match action {
        A::Submit => "submitted",
        A::Accept => "accepted",
        A::RequestInformation => "information_requested",
        A::ProvideInformation => "information_provided",
        A::Reject => "rejected",
        A::Withdraw => "withdrawn",
        A::Dispatch => "dispatched",
        A::Take => "taken",
        A::Release => "released",
        A::HandBack => "handed_back",
        A::RecordContact => "contacted",
        A::AddMeasure => "measure_added",
        A::Complete => "done",
        A::Confirm => "confirmed",
        A::Reopen => "reopened",
        A::Rate => "rated",
        A::CloseUnreached => "closed_unreached",
        A::Close => "closed",
        A::ProposeRejection => "rejection_proposed",
        A::Contest => "contested",
        A::Uphold => "upheld",
        A::Overturn => "overturned",
        A::Refer => "referred",
        A::Merge => "merged",
        A::Whistle => "whistled",
        A::WhistleSolved => "whistle_solved",
        A::WhistleReturned => "whistle_returned",
        A::Urge => "urged",
        A::AddProgress => "progress_added",
        A::Wait => "waiting",
        A::Resume => "resumed",
        A::AskExtension => "extension_asked",
        A::GrantExtension => "extension_granted",
        A::RefuseExtension => "extension_refused",
        A::Split => "split",
        A::CallUnreached => "call_unreached",
        A::CallSolved => "call_solved",
        A::CallUnsolved => "call_unsolved",
        A::FollowUp => "followed_up",
    };
    format!("order.{verb}")
}
