//! One order on its way: every step goes through the server's own table, and leaves what the server would leave.

use crate::orders::{NOTHING_DUE, OrderRow};
use crate::platform::calendar::WorkingCalendar;
use crate::platform::db::types::Json;
use crate::seed::rows::{ActorSide, DispatchRow, EventRow, MarkRow, MeasureRow, RatingRow, RevealRow};
use chrono::{DateTime, Utc};
use contract::orders::{OrderAction as A, OrderState as S};
use contract::{PersonId, TeamId};

/// Why a journey goes no further.
pub enum Stop {
    /// The next step lies in the future.
    Now,
    /// A step that the table does not have: a fault of the generator.
    Illegal(String),
}

/// A step with who takes it.
pub struct Step {
    pub action: A,
    pub side: ActorSide,
    pub actor: Option<PersonId>,
    pub team: Option<TeamId>,
    pub note: Option<String>,
}

impl Step {
    /// A step without a note.
    pub const fn new(action: A, side: ActorSide, actor: Option<PersonId>) -> Self {
        Self { action, side, actor, team: None, note: None }
    }

    /// With what was said.
    pub fn saying(mut self, note: impl Into<Option<String>>) -> Self {
        self.note = note.into();
        self
    }

    /// With the team it concerns.
    pub const fn of(mut self, team: Option<TeamId>) -> Self {
        self.team = team;
        self
    }
}

/// An order with everything that belongs to it.
pub struct Journey {
    pub row: OrderRow,
    pub events: Vec<EventRow>,
    pub dispatches: Vec<DispatchRow>,
    pub measures: Vec<MeasureRow>,
    pub ratings: Vec<RatingRow>,
    pub reveals: Vec<RevealRow>,
    pub marks: Vec<MarkRow>,
    now: DateTime<Utc>,
}

impl Journey {
    /// At its start.
    pub const fn new(row: OrderRow, now: DateTime<Utc>) -> Self {
        Self {
            row,
            events: Vec::new(),
            dispatches: Vec::new(),
            measures: Vec::new(),
            ratings: Vec::new(),
            reveals: Vec::new(),
            marks: Vec::new(),
            now,
        }
    }

    /// When something happened last.
    pub const fn at(&self) -> DateTime<Utc> {
        self.row.updated_at
    }

    /// The instant, not before the last one; stops when it has not come yet.
    pub fn reach(&self, at: DateTime<Utc>) -> Result<DateTime<Utc>, Stop> {
        if at > self.now { Err(Stop::Now) } else { Ok(at.max(self.at())) }
    }

    /// Takes a step at an instant that has been reached.
    pub fn take(&mut self, at: DateTime<Utc>, step: Step) -> Result<(), Stop> {
        let from = self.row.state;
        let to = crate::orders::step(from, step.action).map_err(|_| Stop::Illegal(format!("`{}` from `{from}`", step.action)))?;
        self.row.state = to;
        self.row.version += 1;
        self.row.updated_at = at;
        self.events.push(EventRow {
            order_id: self.row.id,
            sequence: self.events.last().map_or(1, |e| e.sequence + 1),
            at,
            round: self.row.round,
            action: step.action,
            state: to,
            actor_id: step.actor,
            actor_side: step.side,
            team_id: step.team,
            note: step.note,
        });
        Ok(())
    }

    /// Takes a step as soon as its time has come.
    pub fn go(&mut self, at: DateTime<Utc>, step: Step) -> Result<DateTime<Utc>, Stop> {
        let at = self.reach(at)?;
        self.take(at, step)?;
        Ok(at)
    }

    /// The reminder to confirm that was sent between completion and `until`: on the third day, as configured by default.
    pub fn remind(&mut self, until: DateTime<Utc>) {
        let done = self.at();
        let at = done + chrono::TimeDelta::days(3) + chrono::TimeDelta::seconds(9);
        if at < until.min(self.now) {
            self.marks.push(MarkRow {
                topic: "mark".into(),
                subject: format!("reminder/{}/{}", self.row.id, self.row.round),
                payload: Json(serde_json::json!({})),
                created_at: at,
                available_at: at,
                attempts: 0,
                done_at: Some(at),
            });
        }
    }

    /// Sets what is due next, by the same rule as the server's clocks.
    pub fn settle(&mut self, calendar: &WorkingCalendar) {
        let spans = &self.row.spans.0;
        let last = |actions: &[A]| self.events.iter().rfind(|e| actions.contains(&e.action)).map(|e| e.at);
        let (start, span) = match self.row.state {
            S::Submitted => (last(&[A::Submit]), spans.acceptance),
            S::Accepted | S::Reopened => (last(&[A::Accept, A::Reopen, A::Release, A::HandBack]), spans.dispatch),
            S::Dispatched => (last(&[A::Dispatch]), spans.take),
            S::Taken => (last(&[A::Take]), spans.first_contact),
            S::InProgress => (last(&[A::Accept, A::Reopen]), spans.completion),
            S::Done => (last(&[A::Complete]), crate::config::Orders::default().callback),
            _ => (None, spans.completion),
        };
        let asked = last(&[A::RequestInformation]).zip(last(&[A::ProvideInformation]));
        let pauses: Vec<_> = asked.map(|(from, to)| (from, Some(to))).into_iter().collect();
        self.row.due_at = start.map_or(NOTHING_DUE, |start| calendar.deadline(start, span, &pauses, self.now));
    }
}
