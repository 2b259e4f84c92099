//! What every step of an order has in common: find in scope, decide, change guarded by the version, event, clocks, audit.

use super::intake::Hurdles;
use super::lifecycle::{self, Facts, Side};
use super::queries::{self, ActorSide, Change, EventRow, OrderRow};
use super::shelf::Shelf;
use super::sides::{has_handled, sides_of};
use super::tense::past_tense;
use super::{clocks, notices, parts, queries::events_of, rounds};
use crate::app::App;
use crate::config::Config;
use crate::photos;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::calendar::{WorkingCalendar, local};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::request::Origin;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::orders::{ClockState, EventDetail, OrderAction, OrderSource, OrderState, Pending, Stage};
use contract::ratings::Rating;
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
            calendar: app.calendar.get(),
            shelf: Arc::clone(&app.shelf),
            origin: who.origin.clone(),
            actor: Some(who.person),
        }
    }

    /// The date where the orders are.
    pub fn today(&self) -> NaiveDate {
        local(self.now).date()
    }

    /// For the system itself.
    pub fn system(app: &App, job: &str) -> Self {
        Self {
            now: app.clock.now(),
            config: Arc::clone(&app.config),
            calendar: app.calendar.get(),
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
        let facts = self.facts_with(row, &events_of(c, row.id)?, measures, rating.as_ref());
        let rule = self.shelf.item(c, row.item_id)?.map(|item| item.evidence);
        let lacks_evidence = photos::evidence(c, row.id, row.round)?.lacks(rule);
        Ok(Facts { open_parts: parts::open_of(c, row.id)?, lacks_evidence, ..facts })
    }

    /// The same from what is known already.
    pub fn facts_with(&self, row: &OrderRow, events: &[EventRow], measures: usize, rating: Option<&Rating>) -> Facts {
        let (window, rules) = (TimeDelta::days(self.config.ratings.window_days), &self.config.orders);
        let so_often =
            |action| i32::try_from(events.iter().filter(|e| e.round == row.round && e.action == action).count()).unwrap_or(i32::MAX);
        let asked = so_often(OrderAction::AskExtension);
        let by = if asked <= 1 && row.raised == 0 { Side::Secretary } else { Side::Street };
        let is_at_work = matches!(row.state, OrderState::InProgress | OrderState::Waiting);
        let late = |c: &clocks::Clock| c.stage == Stage::Completion && c.state == ClockState::Overdue;
        let called_today =
            |e: &EventRow| e.round == row.round && e.action == OrderAction::CallUnreached && local(e.at).date() == local(self.now).date();
        Facts {
            measures,
            reopenings: row.round - 1,
            max_reopenings: self.config.orders.max_reopenings,
            // Known to those who know the item and the pictures.
            lacks_evidence: false,
            raised: row.raised,
            is_rated: rating.is_some(),
            is_followed_up: rating.is_some_and(|r| r.follow_up.is_some()),
            follow_up_closed: rating.is_some_and(|r| r.rated_at + TimeDelta::days(self.config.ratings.follow_up_days) < self.now),
            is_handler: self.actor.is_some_and(|person| has_handled(events, person)),
            rater_is_handler: row.responsible_id == Some(row.requester_id) || has_handled(events, row.requester_id),
            called_today: events.iter().any(called_today),
            window_closed: clocks::done_at(events, row.round).is_some_and(|done| done + window < self.now),
            is_part: row.parent_id.is_some(),
            open_parts: 0,
            waits_used_up: so_often(OrderAction::Wait) >= rules.max_waits,
            extensions_used_up: asked >= rules.max_extensions,
            extension_by: (row.pending == Some(Pending::Extension)).then_some(by),
            is_late: is_at_work && clocks::clocks(events, &self.timing(row)).iter().any(late),
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
        if row.pending.is_some_and(|waits| !lifecycle::can_wait(waits, to)) && change.pending.is_none() {
            // Whatever else is decided, what was waiting for a decision is off the table.
            change.pending = Some(None);
        }
        let mut after =
            queries::update(tx, row, to, change, self.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version + 1))?;
        let mut events = events_of(tx, row.id)?;
        let event = self.event(&after, side, action, events.last().map_or(1, |e| e.sequence + 1), note);
        queries::insert_event(tx, &event)?;
        events.push(event);
        if matches!(action, OrderAction::Complete | OrderAction::WhistleSolved) {
            rounds::freeze(tx, &after, self.now)?;
        }
        let mut derived = self.derive(&after, &events);
        if row.next_mark_at <= self.now && !to.is_final() {
            // The sweeper has not come by yet: what it would tell is not lost with this step.
            derived.next_mark_at = row.next_mark_at;
        }
        let stored = |r: &OrderRow| (r.due_at, r.deadline, r.next_mark_at, r.escalated);
        if stored(&derived) != stored(&after) {
            queries::set_due(tx, &derived)?;
            after = derived;
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
        let row = self.derive(&row, std::slice::from_ref(&event));
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
                Some(contract::orders::BlockReason::NoEvidence) => {
                    Err(refused().saying("pictures from before and after the work are missing; this service is not done without them"))
                }
                Some(_) => Err(refused()),
            },
            None => Err(refused()),
        }
    }
}
