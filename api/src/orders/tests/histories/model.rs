//! What each step should be answered, from the table of steps and the guards as they are written down, not as they are coded.

use crate::orders::lifecycle::{Side, step, takers};
use chrono::{DateTime, Utc};
use contract::orders::{OrderAction as A, OrderState as S};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Requester,
    Neighbour,
    Clerk,
    Secretary,
    Street,
    Lead,
}

pub const EVERYBODY: &[Who] = &[Who::Requester, Who::Neighbour, Who::Clerk, Who::Secretary, Who::Street, Who::Lead];

/// Who gets past the door of an operation: some ask for a role before they look at the order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Anybody,
    Desk,
    Secretary,
}

/// What can be asked for: the step's address, its action, who gets past the door.
pub const MOVES: &[(&str, A, Door)] = &[
    ("acceptance", A::Accept, Door::Desk),
    ("rejection", A::Reject, Door::Secretary),
    ("information-request", A::RequestInformation, Door::Desk),
    ("information", A::ProvideInformation, Door::Anybody),
    ("dispatches", A::Dispatch, Door::Desk),
    ("contact", A::RecordContact, Door::Anybody),
    ("measures", A::AddMeasure, Door::Anybody),
    ("progress", A::AddProgress, Door::Anybody),
    ("waiting", A::Wait, Door::Anybody),
    ("resumption", A::Resume, Door::Anybody),
    ("extension-request", A::AskExtension, Door::Anybody),
    ("extension-decision", A::GrantExtension, Door::Anybody),
    ("extension-decision", A::RefuseExtension, Door::Anybody),
    ("completion", A::Complete, Door::Anybody),
    ("confirmation", A::Confirm, Door::Anybody),
    ("reopening", A::Reopen, Door::Anybody),
    ("withdrawal", A::Withdraw, Door::Anybody),
    ("rating", A::Rate, Door::Anybody),
    // The answers to an offer; the order's step is the system's.
    ("offer/acceptance", A::Take, Door::Anybody),
    ("offer/refusal", A::Release, Door::Anybody),
    ("offer/hand-back", A::HandBack, Door::Anybody),
];

/// What the model knows of an order.
#[derive(Clone, Debug)]
pub struct Model {
    pub state: S,
    pub round: i32,
    pub waits: usize,
    pub asked: usize,
    pub pending: bool,
    pub rated: bool,
    pub late: bool,
    pub deadline: Option<DateTime<Utc>>,
}

impl Model {
    pub fn sides(&self, who: Who) -> Vec<Side> {
        let has_it = matches!(self.state, S::Taken | S::InProgress | S::Waiting | S::Done | S::Confirmed | S::Closed | S::ClosedUnreached);
        match who {
            Who::Requester => vec![Side::Requester],
            Who::Neighbour => vec![],
            Who::Clerk => vec![Side::Desk, Side::Caller],
            Who::Secretary => vec![Side::Desk, Side::Secretary, Side::Caller],
            Who::Street => vec![Side::Street, Side::Caller],
            Who::Lead => {
                if has_it {
                    vec![Side::Team]
                } else {
                    vec![]
                }
            }
        }
    }

    /// A team sees what it was offered and has not lost; a round it has finished it keeps seeing.
    pub fn sees(&self, who: Who) -> bool {
        match who {
            Who::Neighbour => false,
            Who::Lead => self.round > 1 || !self.sides(who).is_empty() || self.state == S::Dispatched,
            _ => true,
        }
    }

    pub fn is_blocked(&self, action: A) -> bool {
        match action {
            A::Reopen => self.round > 2,
            A::Rate => self.rated,
            A::Wait => self.waits >= 3,
            A::AskExtension => self.pending || self.asked >= 2 || self.late,
            A::GrantExtension | A::RefuseExtension => !self.pending,
            _ => false,
        }
    }

    pub fn expected(&self, who: Who, (address, action, door): (&str, A, Door)) -> u16 {
        let passes = match door {
            Door::Anybody => true,
            Door::Desk => matches!(who, Who::Clerk | Who::Secretary),
            Door::Secretary => who == Who::Secretary,
        };
        if !passes {
            return 403;
        }
        if address.starts_with("offer/") {
            return match who {
                Who::Lead if step(self.state, action).is_ok() => 200,
                Who::Lead => 409,
                Who::Clerk | Who::Secretary => 403,
                _ => 404,
            };
        }
        if !self.sees(who) {
            return 404;
        }
        let sides = self.sides(who);
        let takers: Vec<(S, Side)> = takers(action).into_iter().filter(|(_, side)| sides.contains(side)).collect();
        if takers.is_empty() {
            return 403;
        }
        let decides = if self.asked <= 1 { Side::Secretary } else { Side::Street };
        let is_theirs = |side: Side| !matches!(action, A::GrantExtension | A::RefuseExtension) || side == decides;
        let is_legal = takers.iter().any(|(from, side)| *from == self.state && is_theirs(*side));
        if is_legal && !self.is_blocked(action) { 200 } else { 409 }
    }

    /// After a step that was taken.
    pub fn advance(&mut self, action: A) {
        self.state = step(self.state, action).unwrap();
        match action {
            A::Reopen => (self.round, self.waits, self.asked, self.pending, self.rated) = (self.round + 1, 0, 0, false, false),
            A::Wait => self.waits += 1,
            A::AskExtension => (self.asked, self.pending) = (self.asked + 1, true),
            A::GrantExtension | A::RefuseExtension => self.pending = false,
            A::Rate => self.rated = true,
            _ => {}
        }
    }
}
