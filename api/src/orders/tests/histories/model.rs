//! What each step should be answered, from the table of steps and the guards as they are written down, not as they are coded.

use super::moves::{Door, Move, Who};
use crate::orders::lifecycle::{Side, step, takers};
use chrono::{DateTime, NaiveDate, Utc};
use contract::orders::{OrderAction as A, OrderState as S};

/// Levels above the community: the city is the last.
const HIGHEST: i32 = 2;

/// What the model knows of an order.
#[derive(Clone, Debug)]
pub struct Model {
    pub state: S,
    pub now: DateTime<Utc>,
    pub round: i32,
    pub raised: i32,
    /// The lead's team has it.
    pub has_team: bool,
    /// The lead's team has finished a round, and keeps seeing the order.
    pub has_finished: bool,
    /// How often it was refused in this round: three times, and the secretary names a team, who cannot refuse.
    pub refusals: usize,
    pub is_named: bool,
    pub waits: usize,
    pub asked: usize,
    pub extension: bool,
    pub late: bool,
    pub deadline: Option<DateTime<Utc>>,
    pub open_parts: bool,
    pub rated: bool,
    pub followed_up: bool,
    /// Who accepted, dispatched or worked on it in some round: they do not call back.
    pub handlers: Vec<Who>,
    /// Days on which nobody was reached in this round.
    pub unreached: Vec<NaiveDate>,
    pub urged_on: Option<NaiveDate>,
    /// Who proposes to reject it.
    pub proposer: Option<Who>,
    /// Who took part in the last rejection: they do not review it.
    pub rejecters: Vec<Who>,
    pub contest_until: Option<DateTime<Utc>>,
    pub was_contested: bool,
    pub contested: bool,
}

impl Model {
    pub fn new(now: DateTime<Utc>) -> Self {
        Self {
            state: S::Submitted,
            now,
            round: 1,
            raised: 0,
            has_team: false,
            has_finished: false,
            refusals: 0,
            is_named: false,
            waits: 0,
            asked: 0,
            extension: false,
            late: false,
            deadline: None,
            open_parts: false,
            rated: false,
            followed_up: false,
            handlers: Vec::new(),
            unreached: Vec::new(),
            urged_on: None,
            proposer: None,
            rejecters: Vec::new(),
            contest_until: None,
            was_contested: false,
            contested: false,
        }
    }

    fn today(&self) -> NaiveDate {
        crate::platform::calendar::local(self.now).date()
    }

    fn sides(&self, who: Who) -> Vec<Side> {
        let has_it = matches!(self.state, S::Taken | S::InProgress | S::Waiting | S::Done | S::Confirmed | S::Closed | S::ClosedUnreached);
        let (at_home, at_street, at_city) = (self.raised == 0, self.raised == 1, self.raised == HIGHEST);
        let with = |is_so: bool, side: Side, sides: &[Side]| {
            let extra = is_so.then_some(side);
            extra.into_iter().chain(sides.iter().copied()).collect()
        };
        match who {
            Who::Requester => vec![Side::Requester],
            Who::Neighbour => vec![],
            Who::Clerk => with(at_home, Side::Desk, &[Side::Caller]),
            Who::Secretary if at_home => vec![Side::Desk, Side::Secretary, Side::Caller],
            Who::Secretary => vec![Side::Caller],
            Who::Street => with(at_street, Side::Desk, &[Side::Street, Side::Caller]),
            Who::City => with(at_city, Side::Desk, &[]),
            Who::Lead => with(has_it && self.has_team, Side::Team, &[]),
        }
    }

    /// A team sees what it was offered and has not lost; a round it has finished it keeps seeing.
    fn sees(&self, who: Who) -> bool {
        match who {
            Who::Neighbour => false,
            Who::Lead => self.has_finished || !self.sides(who).is_empty() || self.state == S::Dispatched,
            _ => true,
        }
    }

    fn is_blocked(&self, who: Who, action: A) -> bool {
        match action {
            A::Reopen => self.round > 2 && self.raised == HIGHEST,
            A::Rate => self.rated,
            A::FollowUp => !self.rated || self.followed_up,
            A::Wait => self.waits >= 3,
            A::AskExtension => self.extension || self.asked >= 2 || self.late,
            A::GrantExtension | A::RefuseExtension => !self.extension,
            A::Complete | A::Withdraw | A::Refer | A::Whistle => self.open_parts,
            A::Urge => self.urged_on == Some(self.today()),
            A::ProposeRejection => self.proposer.is_some(),
            A::Reject => self.proposer.is_none_or(|proposer| proposer == who),
            A::Contest => self.was_contested || self.contest_until.is_some_and(|until| until < self.now),
            A::Uphold | A::Overturn => !self.contested || self.rejecters.contains(&who),
            A::CallUnreached => self.handlers.contains(&who) || self.unreached.last() == Some(&self.today()),
            A::CallSolved | A::CallUnsolved => self.handlers.contains(&who),
            _ => false,
        }
    }

    /// The status of the answer; what is done counts as 200.
    pub fn expected(&self, who: Who, Move { address, action, door }: Move) -> u16 {
        let is_staff = matches!(who, Who::Clerk | Who::Secretary | Who::Street | Who::City);
        let passes = match door {
            Door::Anybody => true,
            Door::Staff => is_staff,
            Door::Callers => is_staff && who != Who::City,
            Door::Desk => matches!(who, Who::Clerk | Who::Secretary),
            Door::Deciders => matches!(who, Who::Secretary | Who::Street),
            Door::Secretary => who == Who::Secretary,
        };
        if !passes {
            return 403;
        }
        if address.starts_with("offer/") {
            let may = step(self.state, action).is_ok() && !(self.is_named && action == A::Release);
            return match who {
                Who::Lead if may => 200,
                Who::Lead => 409,
                // Whose desk it lies on: the community's, or that of the level it was raised to.
                _ if self.sides(who).contains(&Side::Desk) => 403,
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
        let decides = if self.asked <= 1 && self.raised == 0 { Side::Secretary } else { Side::Street };
        let is_theirs = |side: Side| !matches!(action, A::GrantExtension | A::RefuseExtension) || side == decides;
        let is_legal = takers.iter().any(|(from, side)| *from == self.state && is_theirs(*side));
        let wants_naming = self.refusals >= 3;
        let fits = match address {
            "naming" => wants_naming,
            "dispatches" => !wants_naming,
            _ => true,
        };
        if is_legal && fits && !self.is_blocked(who, action) { 200 } else { 409 }
    }

    /// After a step that was taken; `until` is the day to contest a rejection.
    pub fn advance(&mut self, who: Who, wanted: Move, until: DateTime<Utc>) {
        let action = wanted.action;
        self.state = step(self.state, action).unwrap();
        if self.state != S::Submitted {
            if action == A::Reject {
                self.rejecters = self.proposer.into_iter().chain([who]).collect();
                (self.contest_until, self.was_contested) = (Some(until), false);
            }
            self.proposer = None;
        }
        let works = [A::Accept, A::Dispatch, A::Take, A::RecordContact, A::AddMeasure, A::AddProgress, A::Wait, A::Resume, A::Complete];
        if works.contains(&action) || action == A::Whistle {
            self.handlers.push(who);
        }
        match action {
            A::Reopen | A::CallUnsolved => self.next_round(),
            A::Take => self.has_team = true,
            A::Dispatch => self.is_named = wanted.address == "naming",
            A::Release => self.released(),
            A::HandBack => self.has_team = false,
            A::Complete => self.has_finished = true,
            A::Wait => self.waits += 1,
            A::AskExtension => (self.asked, self.extension) = (self.asked + 1, true),
            A::GrantExtension | A::RefuseExtension => self.extension = false,
            A::Rate => self.rated = true,
            A::FollowUp => self.followed_up = true,
            A::Split => self.open_parts = true,
            A::Urge => self.urged_on = Some(self.today()),
            A::ProposeRejection => self.proposer = Some(who),
            A::Contest => (self.was_contested, self.contested) = (true, true),
            A::Uphold | A::Overturn => self.contested = false,
            A::CallUnreached => {
                self.unreached.push(self.today());
                if self.unreached.len() == 3 {
                    self.state = S::ClosedUnreached;
                }
            }
            _ => {}
        }
    }

    /// Whether to grant more time can be decided while there is work: after that it is off the table.
    pub fn settle(&mut self) {
        self.extension &= matches!(self.state, S::InProgress | S::Waiting);
    }

    /// The offer was declined, or ran out.
    pub fn released(&mut self) {
        (self.has_team, self.refusals) = (false, self.refusals + 1);
    }

    fn next_round(&mut self) {
        if self.round > 2 && self.raised < HIGHEST {
            self.raised += 1;
        }
        self.round += 1;
        (self.waits, self.asked, self.refusals, self.extension) = (0, 0, 0, false);
        (self.rated, self.followed_up, self.has_team) = (false, false, false);
        self.unreached.clear();
        // A round has a promise of its own: one that was put off in the round before may end later than it.
        self.deadline = None;
    }
}
