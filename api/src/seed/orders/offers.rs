//! Dispatching an order: which teams, with which measures, and what they answer.

use super::choice::Ranked;
use super::journey::{Step, Stop};
use super::stages::Walk;
use crate::platform::db::types::Json;
use crate::seed::rows::{ActorSide, DispatchRow, MeasureRow, RevealRow};
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::DispatchState;
use contract::orders::OrderAction as A;
use contract::{DispatchId, MeasureId, RowId};

/// What became of the offers.
#[derive(PartialEq, Eq)]
pub enum Answer {
    Taken,
    /// Back at the desk.
    Released,
    Withdrawn,
}

/// What will become of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Take,
    Decline,
    Expire,
    Recall,
    Withdraw,
}

impl Walk<'_, '_> {
    /// Offers the order once and lets the teams answer. From the third time on the desk asks by telephone first.
    pub fn offer(&mut self, attempt: usize, refused: &mut Vec<usize>) -> Result<Answer, Stop> {
        let at = self.usually(self.journey.at(), self.spans.dispatch);
        let at = self.journey.reach(at)?;
        let ranked = self.rank(at, refused);
        let fate = if attempt >= 2 { Fate::Take } else { self.fate() };
        let answer_at = self.part(at, self.spans.take, 0.05, 0.9);
        // Several teams only where one of them has taken it by now: an open offer names its responsible person.
        let several = fate == Fate::Take && answer_at <= self.world.now && self.chance.percent(10);
        let chosen = self.choose(&ranked, if several { 3 } else { 1 });
        if chosen.is_empty() {
            // Everybody has refused: the next time they are asked again.
            let asked = !refused.is_empty();
            refused.clear();
            return if asked { Ok(Answer::Released) } else { Err(Stop::Now) };
        }
        self.make(at, &chosen, &ranked)?;
        match fate {
            Fate::Take => self.taken(answer_at, &chosen)?,
            Fate::Decline => {
                self.declined(answer_at, &chosen)?;
                refused.extend(chosen);
            }
            Fate::Expire => {
                let over = self.world.calendar.add(at, self.spans.take) + TimeDelta::seconds(self.chance.between(1, 20));
                let team = self.end_first(over, DispatchState::Expired)?;
                self.release(over, Step::new(A::Release, ActorSide::System, None).of(team))?;
                refused.extend(chosen);
            }
            Fate::Recall => {
                let team = self.end_first(answer_at, DispatchState::Recalled)?;
                self.release(answer_at, Step::new(A::Release, ActorSide::Community, Some(self.clerk)).of(team))?;
                refused.extend(chosen);
            }
            Fate::Withdraw => {
                self.end_first(answer_at, DispatchState::Recalled)?;
                self.withdraw(answer_at)?;
            }
        }
        Ok(match fate {
            Fate::Take => Answer::Taken,
            Fate::Withdraw => Answer::Withdrawn,
            Fate::Decline | Fate::Expire | Fate::Recall => Answer::Released,
        })
    }

    /// An order that was reopened can no longer be withdrawn at the desk, so it is not withdrawn here either.
    fn fate(&mut self) -> Fate {
        match self.chance.below(100) {
            0..8 => Fate::Decline,
            8..12 => Fate::Expire,
            12..15 => Fate::Recall,
            15 if self.journey.row.round == 1 => Fate::Withdraw,
            _ => Fate::Take,
        }
    }

    fn make(&mut self, at: DateTime<Utc>, chosen: &[usize], ranked: &[Ranked]) -> Result<(), Stop> {
        let expires_at = self.world.calendar.add(at, self.spans.take);
        let only = chosen.first().filter(|_| chosen.len() == 1).and_then(|i| self.world.teams.get(*i));
        let responsible =
            only.map(|team| if self.chance.percent(60) { team.leader.clone() } else { self.chance.pick(&team.members).clone() });
        let note = self.chance.percent(40).then(|| self.chance.pick(&self.world.data.phrases.dispatch_notes).clone());
        let explanation = self.explanation(at, chosen, ranked);
        let mut choice = serde_json::to_value(&explanation).unwrap_or_default();
        for team in chosen.iter().filter_map(|i| self.world.teams.get(*i)) {
            let id = DispatchId(self.chance.id(at));
            self.journey.dispatches.push(DispatchRow {
                id,
                order_id: self.journey.row.id,
                round: self.journey.row.round,
                team_id: team.id,
                state: DispatchState::Offered,
                version: 1,
                responsible_id: responsible.as_ref().map(|p| p.id),
                offered_by: self.clerk,
                offered_at: at,
                expires_at,
                answered_at: None,
                reason: None,
                explanation: None,
                note: note.clone(),
                choice: Json(choice.clone()),
            });
            if choice.get("same_as").is_none() {
                choice = serde_json::json!({ "same_as": id });
            }
        }
        let who = responsible.as_ref().map_or_else(|| "接单队伍".to_owned(), |p| p.name.clone());
        self.plan(at, &who);
        self.journey.row.responsible_id = responsible.map(|p| p.id);
        let step = Step::new(A::Dispatch, ActorSide::Community, Some(self.clerk)).of(only.map(|t| t.id)).saying(note);
        self.journey.take(at, step)
    }

    /// One or two measures, due before the deadline where that is still to come.
    fn plan(&mut self, at: DateTime<Utc>, who: &str) {
        let measures = self.texts().map_or(&[][..], |t| &t.measures);
        let count = self.chance.below(2) + 1;
        for what in self.chance.some(measures, count) {
            let due_at = self.measure_due(at);
            let id = MeasureId(self.chance.id(at));
            self.journey.measures.push(MeasureRow {
                id,
                order_id: self.journey.row.id,
                round: self.journey.row.round,
                what,
                who: who.to_owned(),
                due_at,
                done_at: None,
            });
        }
    }

    /// When a measure planned now should be done.
    pub fn measure_due(&mut self, at: DateTime<Utc>) -> DateTime<Utc> {
        let end = self.journey.row.deadline.filter(|d| *d > at).unwrap_or(at + TimeDelta::hours(4));
        at + self.chance.time((end - at) / 2, end - at)
    }

    /// The offers made last: as many as were chosen.
    fn open(&mut self, count: usize) -> &mut [DispatchRow] {
        let from = self.journey.dispatches.len().saturating_sub(count);
        self.journey.dispatches.get_mut(from..).unwrap_or_default()
    }

    fn taken(&mut self, at: DateTime<Utc>, chosen: &[usize]) -> Result<(), Stop> {
        let at = self.journey.reach(at)?;
        let winner = self.chance.below(chosen.len());
        let loser_declines = self.chance.percent(30).then(|| self.chance.pick(&self.world.data.phrases.declines));
        let Some(team) = chosen.get(winner).and_then(|i| self.world.teams.get(*i)) else {
            return Err(Stop::Now);
        };
        let leader = team.leader.id;
        let mut person = leader;
        for (n, offer) in self.open(chosen.len()).iter_mut().enumerate() {
            (offer.version, offer.answered_at) = (2, Some(at));
            if n == winner {
                person = offer.responsible_id.unwrap_or(leader);
                (offer.state, offer.responsible_id) = (DispatchState::Accepted, Some(person));
            } else if let Some(decline) = loser_declines.filter(|_| n == 0 || winner == 0) {
                let before = offer.offered_at + (at - offer.offered_at) / 2;
                (offer.state, offer.answered_at) = (DispatchState::Declined, Some(before));
                (offer.reason, offer.explanation) = (Some(decline.reason), Some(decline.text.clone()));
            } else {
                offer.state = DispatchState::Recalled;
            }
        }
        let id = RowId(self.chance.id(at));
        self.journey.reveals.push(RevealRow { id, order_id: self.journey.row.id, person_id: person, reason: "接单".into(), at });
        (self.journey.row.team_id, self.journey.row.responsible_id) = (Some(team.id), Some(person));
        (self.leader, self.doer) = (Some(leader), Some(person));
        self.journey.take(at, Step::new(A::Take, ActorSide::Team, Some(leader)).of(Some(team.id)))
    }

    fn declined(&mut self, at: DateTime<Utc>, chosen: &[usize]) -> Result<(), Stop> {
        let decline = self.chance.pick(&self.world.data.phrases.declines);
        let leader = chosen.first().and_then(|i| self.world.teams.get(*i)).map(|t| t.leader.id);
        let team = self.end_first(at, DispatchState::Declined)?;
        if let Some(offer) = self.journey.dispatches.last_mut() {
            (offer.reason, offer.explanation) = (Some(decline.reason), Some(decline.text.clone()));
        }
        let note = format!("{}: {}", decline.reason, decline.text);
        self.release(at, Step::new(A::Release, ActorSide::Team, leader).of(team).saying(note))
    }

    /// Ends the only open offer; the team it was made to.
    fn end_first(&mut self, at: DateTime<Utc>, state: DispatchState) -> Result<Option<contract::TeamId>, Stop> {
        let at = self.journey.reach(at)?;
        let offer = self.journey.dispatches.last_mut();
        Ok(offer.map(|offer| {
            (offer.state, offer.version, offer.answered_at) = (state, 2, Some(at));
            offer.team_id
        }))
    }

    /// Back to the desk, without team and responsible person.
    pub fn release(&mut self, at: DateTime<Utc>, step: Step) -> Result<(), Stop> {
        self.journey.go(at, step)?;
        (self.journey.row.team_id, self.journey.row.responsible_id) = (None, None);
        Ok(())
    }
}
