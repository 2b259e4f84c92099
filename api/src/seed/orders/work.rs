//! The order with its teams: offered until one takes it, then contact, measures and completion.

use super::journey::{Step, Stop};
use super::offers::Answer;
use super::rhythm::daytime;
use super::stages::Walk;
use crate::seed::rows::{ActorSide, MeasureRow};
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::DispatchState;
use contract::orders::{OrderAction as A, Outcome};
use contract::{MeasureId, Span};

impl<'w, 'd: 'w> Walk<'w, 'd> {
    /// From the desk to done; `false` when it is withdrawn on the way.
    pub fn service(&mut self) -> Result<bool, Stop> {
        let mut refused = Vec::new();
        let mut attempt = 0;
        if self.journey.row.round == 1 && self.chance.below(60) == 0 {
            let at = self.part(self.journey.at(), self.spans.dispatch, 0.02, 0.5);
            self.withdraw(at)?;
            return Ok(false);
        }
        loop {
            match self.offer(attempt, &mut refused)? {
                Answer::Withdrawn => return Ok(false),
                Answer::Taken if self.work()? => return Ok(true),
                Answer::Taken | Answer::Released => attempt += 1,
            }
        }
    }

    fn is_pressing(&self) -> bool {
        matches!(self.spans.completion, Span::Minutes(_))
    }

    /// The team at work; `false` when it hands the order back.
    fn work(&mut self) -> Result<bool, Stop> {
        let taken = self.journey.at();
        let team = self.journey.row.team_id;
        if self.chance.percent(3) {
            let at = self.part(taken, self.spans.first_contact, 0.1, 0.6);
            return self.hand_back(at).map(|()| false);
        }
        let mut at = self.usually(taken, self.spans.first_contact);
        if !self.is_pressing() {
            at = daytime(at, taken);
        }
        let said = self.chance.pick(&self.world.data.phrases.contacts).clone();
        let contacted = self.journey.go(at, Step::new(A::RecordContact, ActorSide::Team, self.doer).of(team).saying(said))?;
        let end = self.completion_time(contacted);
        let middle = contacted + (end - contacted) / 2;
        match self.chance.below(100) {
            0..2 => return self.hand_back(middle).map(|()| false),
            2..12 => self.one_more_measure(middle)?,
            _ => {}
        }
        self.complete(end)?;
        Ok(true)
    }

    fn completion_time(&mut self, contacted: DateTime<Utc>) -> DateTime<Utc> {
        let deadline = self.journey.row.deadline.unwrap_or(contacted);
        let (soon, left) = (TimeDelta::minutes(20), deadline - contacted);
        let at = if self.chance.below(12) == 0 {
            deadline.max(contacted) + self.chance.time(soon, (left / 2).max(TimeDelta::hours(2)))
        } else if left > soon * 2 {
            contacted + self.chance.time(soon, left * 9 / 10)
        } else {
            contacted + self.chance.time(soon, TimeDelta::hours(2))
        };
        if self.is_pressing() { at } else { daytime(at, contacted) }
    }

    fn hand_back(&mut self, at: DateTime<Utc>) -> Result<(), Stop> {
        let at = self.journey.reach(at)?;
        let decline = self.chance.pick(&self.world.data.phrases.declines);
        if let Some(offer) = self.journey.dispatches.iter_mut().find(|d| d.state == DispatchState::Accepted) {
            (offer.state, offer.version, offer.answered_at) = (DispatchState::HandedBack, 3, Some(at));
            (offer.reason, offer.explanation) = (Some(decline.reason), Some(decline.text.clone()));
        }
        let note = format!("{}: {}", decline.reason, decline.text);
        let step = Step::new(A::HandBack, ActorSide::Team, self.leader).of(self.journey.row.team_id).saying(note);
        self.release(at, step)
    }

    fn one_more_measure(&mut self, at: DateTime<Utc>) -> Result<(), Stop> {
        let Some(texts) = self.texts() else {
            return Ok(());
        };
        let at = self.journey.reach(at)?;
        let what = self.chance.pick(&texts.measures).clone();
        let due_at = self.measure_due(at);
        let id = MeasureId(self.chance.id(at));
        let who = self.journey.measures.last().map(|m| m.who.clone()).unwrap_or_default();
        let (order_id, round) = (self.journey.row.id, self.journey.row.round);
        self.journey.measures.push(MeasureRow { id, order_id, round, what: what.clone(), who, due_at, done_at: None });
        let step = Step::new(A::AddMeasure, ActorSide::Team, self.doer).of(self.journey.row.team_id).saying(what);
        self.journey.take(at, step)
    }

    fn complete(&mut self, at: DateTime<Utc>) -> Result<(), Stop> {
        let at = self.journey.reach(at)?;
        let note = self.texts().map(|t| self.chance.pick(&t.notes).clone());
        let outcome = match self.chance.below(100) {
            0..7 => Outcome::Explained,
            7..10 => Outcome::Referred,
            _ => Outcome::Resolved,
        };
        let row = &mut self.journey.row;
        self.went_badly = outcome != Outcome::Resolved || row.round > 1 || row.deadline.is_some_and(|d| at > d);
        (row.outcome, row.completion_note) = (Some(outcome), note.clone());
        row.minutes = i32::try_from(self.chance.between(2, 18) * 5).ok();
        let (team, round) = (row.team_id, row.round);
        for measure in self.journey.measures.iter_mut().filter(|m| m.round == round && m.done_at.is_none()) {
            measure.done_at = Some(at);
        }
        if let Some(offer) = self.journey.dispatches.iter_mut().find(|d| d.state == DispatchState::Accepted) {
            (offer.state, offer.version, offer.answered_at) = (DispatchState::Done, 3, Some(at));
        }
        self.journey.take(at, Step::new(A::Complete, ActorSide::Team, self.doer).of(team).saying(note))
    }
}
