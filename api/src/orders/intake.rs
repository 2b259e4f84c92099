//! What stands in the way of the steps before the work, and what callers are told about them. Facts come from the events alone.

use super::clocks;
use super::followers;
use super::lifecycle::Side;
use super::queries::{EventRow, OrderRow};
use super::shelf::Detail;
use super::steps::Desk;
use crate::platform::auth::{STAFF, Who};
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use chrono::{DateTime, TimeDelta, Utc};
use contract::Span;
use contract::orders::{BlockReason, Intake, OrderAction as A, OrderState, Pending, Referral, Rejection};

/// What may stand in the way; nothing does by default, as in a list, where only the state is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hurdles {
    /// Nobody has proposed to reject it.
    pub nothing_proposed: bool,
    /// The caller is the one who proposed it: a second person decides.
    pub is_proposer: bool,
    /// The caller took part in the rejection that is contested.
    pub is_rejecter: bool,
    /// There is a proposal already.
    pub is_proposed: bool,
    /// Nobody contests the rejection.
    pub nothing_contested: bool,
    /// This rejection has been contested already.
    pub was_contested: bool,
    /// The working days in which a rejection can be contested are over.
    pub contest_over: bool,
    /// Questions have held it up as long as they may (`orders.max_question_days`).
    pub questions_used_up: bool,
    /// The caller has pressed for it today, by the calendar of Asia/Shanghai.
    pub urged_today: bool,
}

impl Hurdles {
    /// For the person at this desk.
    pub fn of(desk: &Desk, row: &OrderRow, events: &[EventRow]) -> Self {
        let by_caller = |e: &EventRow| desk.actor.is_some() && e.actor_id == desk.actor;
        let last = |action: A| events.iter().rfind(|e| e.action == action);
        let rejected = last(A::Reject);
        let since_rejection = |e: &&EventRow| rejected.is_some_and(|r| e.sequence > r.sequence);
        let is_proposed = row.pending == Some(Pending::Rejection);
        let held_up = clocks::paused_by_questions(events, desk.now);
        Self {
            nothing_proposed: !is_proposed,
            is_proposer: is_proposed && last(A::ProposeRejection).is_some_and(by_caller),
            is_rejecter: rejected.is_some_and(by_caller) || last(A::ProposeRejection).is_some_and(by_caller),
            is_proposed,
            nothing_contested: row.pending != Some(Pending::Contest),
            was_contested: events.iter().filter(since_rejection).any(|e| e.action == A::Contest),
            contest_over: contest_until(desk, events).is_some_and(|until| until < desk.now),
            questions_used_up: held_up >= TimeDelta::days(desk.config.orders.max_question_days),
            urged_today: events.iter().any(|e| e.action == A::Urge && by_caller(e) && local(e.at).date() == local(desk.now).date()),
        }
    }

    /// Why a step is closed just now.
    pub fn blocked(&self, action: A) -> Option<BlockReason> {
        match action {
            A::Reject if self.nothing_proposed => Some(BlockReason::NothingAsked),
            A::Reject if self.is_proposer => Some(BlockReason::SecondPerson),
            A::ProposeRejection if self.is_proposed => Some(BlockReason::AlreadyAsked),
            A::Contest if self.was_contested => Some(BlockReason::AlreadyAsked),
            A::Contest if self.contest_over => Some(BlockReason::TooLate),
            A::Uphold | A::Overturn if self.nothing_contested => Some(BlockReason::NothingAsked),
            A::Uphold | A::Overturn if self.is_rejecter => Some(BlockReason::SecondPerson),
            A::RequestInformation if self.questions_used_up => Some(BlockReason::QuestionsUsedUp),
            A::Urge if self.urged_today => Some(BlockReason::TooSoon),
            _ => None,
        }
    }
}

/// Until when the last rejection can be contested (济南 and Beijing give five working days; `orders.contest_days`).
fn contest_until(desk: &Desk, events: &[EventRow]) -> Option<DateTime<Utc>> {
    let rejected = events.iter().rfind(|e| e.action == A::Reject)?;
    Some(desk.calendar.add(rejected.at, Span::WorkingDays(desk.config.orders.contest_days)))
}

/// What a clerk proposes, while it waits for the second person.
pub fn proposal(row: &OrderRow, events: &[EventRow]) -> Option<Rejection> {
    let event = events.iter().rfind(|e| e.action == A::ProposeRejection && row.pending == Some(Pending::Rejection))?;
    Some(Rejection { reason: event.detail.0.rejection?, explanation: event.note.clone().unwrap_or_default() })
}

/// As this caller may see it.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, row: &OrderRow, detail: &Detail, sides: &[Side]) -> ApiResult<Intake> {
    let events = &detail.events;
    let is_staff = who.holds_at(STAFF, &row.area);
    let is_mine = sides.contains(&Side::Requester);
    let hurdles = Hurdles::of(desk, row, events);
    let can_contest = row.state == OrderState::Rejected && !hurdles.was_contested && !hurdles.contest_over;
    Ok(Intake {
        // The team that has it works by the answers.
        questions: if is_staff || is_mine || sides.contains(&Side::Team) { detail.questions.clone() } else { Vec::new() },
        proposed_rejection: proposal(row, events).filter(|_| is_staff),
        contest_until: contest_until(desk, events).filter(|_| can_contest && (is_staff || is_mine)),
        referral: events.iter().rfind(|e| e.action == A::Refer).and_then(referral),
        goes_on: followers::goes_on(c, row)?,
        consent: events.first().and_then(|e| e.detail.0.consent.clone()).filter(|_| is_staff || is_mine),
        followers: followers::count(c, row.id)?,
        urgings: urgings(events),
    })
}

fn referral(event: &EventRow) -> Option<Referral> {
    let detail = &event.detail.0;
    let explanation = event.note.clone().unwrap_or_default();
    Some(Referral { channel: detail.channel?, receipt: detail.receipt.clone(), explanation, referred_at: event.at })
}

/// How often an order has been pressed for.
pub fn urgings(events: &[EventRow]) -> i64 {
    i64::try_from(events.iter().filter(|e| e.action == A::Urge).count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hurdles_say_why() {
        let blocked = |hurdles: Hurdles, action: A| hurdles.blocked(action);
        let none = Hurdles::default();
        for action in A::ALL {
            assert_eq!(blocked(none, *action), None, "{action}");
        }
        let proposed = Hurdles { is_proposed: true, is_proposer: true, ..none };
        assert_eq!(blocked(proposed, A::Reject), Some(BlockReason::SecondPerson));
        assert_eq!(blocked(proposed, A::ProposeRejection), Some(BlockReason::AlreadyAsked));
        assert_eq!(blocked(Hurdles { nothing_proposed: true, ..none }, A::Reject), Some(BlockReason::NothingAsked));
        assert_eq!(blocked(Hurdles { contest_over: true, ..none }, A::Contest), Some(BlockReason::TooLate));
        assert_eq!(blocked(Hurdles { was_contested: true, contest_over: true, ..none }, A::Contest), Some(BlockReason::AlreadyAsked));
        assert_eq!(blocked(Hurdles { nothing_contested: true, is_rejecter: true, ..none }, A::Uphold), Some(BlockReason::NothingAsked));
        assert_eq!(blocked(Hurdles { is_rejecter: true, ..none }, A::Overturn), Some(BlockReason::SecondPerson));
        assert_eq!(blocked(Hurdles { questions_used_up: true, ..none }, A::RequestInformation), Some(BlockReason::QuestionsUsedUp));
        assert_eq!(blocked(Hurdles { urged_today: true, ..none }, A::Urge), Some(BlockReason::TooSoon));
    }
}
