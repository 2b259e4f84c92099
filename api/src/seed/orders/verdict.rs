//! What the requester says when it is done: confirmed, not solved, or nothing at all; and the rating.

use super::journey::{Step, Stop};
use super::rhythm::daytime;
use super::stages::Walk;
use crate::platform::db::types::Json;
use crate::seed::rows::{ActorSide, RatingRow};
use chrono::{DateTime, TimeDelta, Utc};
use contract::RatingId;
use contract::orders::{OrderAction as A, OrderState};
use contract::ratings::RatingChannel;

/// Grades 1 to 5 when all went well, and when it was late, reopened or only explained. Together about 4, 7, 13, 30 and 46 of 100.
const GRADES: [u32; 5] = [3, 5, 11, 31, 50];
const GRADES_OF_TROUBLE: [u32; 5] = [10, 15, 23, 28, 24];
/// Rounds an order can have: it is reopened twice at most.
const ROUNDS: i32 = 3;

impl<'w, 'd: 'w> Walk<'w, 'd> {
    /// `true` when it is reopened.
    pub fn verdict(&mut self) -> Result<bool, Stop> {
        let done = self.journey.at();
        let reopens = if self.went_badly { 12 } else { 4 };
        if self.journey.row.round < ROUNDS && self.turns(reopens, OrderState::Reopened) {
            return self.reopen().map(|()| true);
        }
        if self.turns(12, OrderState::ClosedUnreached) {
            return self.nobody_reached().map(|()| false);
        }
        let mut is_rated = false;
        if self.chance.percent(4) {
            let at = done + self.chance.time(TimeDelta::minutes(5), TimeDelta::hours(5));
            self.journey.remind(at);
            is_rated = self.rate(at)?;
        }
        let (low, high) = *self.chance.pick(&[(0, 10), (0, 24), (1, 24), (20, 72), (72, 160)]);
        let at = self.journey.at() + self.chance.time(TimeDelta::minutes(low * 60 + 4), TimeDelta::hours(high));
        let at = daytime(at, self.journey.at());
        self.journey.remind(at);
        self.journey.go(at, Step::new(A::Confirm, ActorSide::Requester, Some(self.journey.row.requester_id)))?;
        if !is_rated && self.chance.percent(54) {
            let at = self.journey.at() + self.chance.time(TimeDelta::minutes(1), TimeDelta::hours(60));
            is_rated = self.rate(daytime(at, self.journey.at()))?;
        }
        let at = self.journey.at() + TimeDelta::days(7) + TimeDelta::seconds(self.chance.between(1, 20));
        self.journey.go(at, Step::new(A::Close, ActorSide::System, None))?;
        if !is_rated && self.chance.percent(4) {
            let at = self.journey.at() + self.chance.time(TimeDelta::hours(1), TimeDelta::days(20));
            self.rate(daytime(at, self.journey.at()))?;
        }
        Ok(false)
    }

    /// The next round, with a deadline of its own.
    fn reopen(&mut self) -> Result<(), Stop> {
        let done = self.journey.at();
        let at = daytime(done + self.chance.time(TimeDelta::hours(1), TimeDelta::hours(70)), done);
        self.journey.remind(at);
        let at = self.journey.reach(at)?;
        let why = self.chance.pick(&self.world.data.phrases.reopenings).clone();
        let row = &mut self.journey.row;
        row.round += 1;
        row.deadline = Some(self.world.calendar.add(at, self.spans.completion));
        (row.team_id, row.responsible_id, row.outcome, row.completion_note, row.minutes) = (None, None, None, None, None);
        let requester = Some(row.requester_id);
        self.journey.take(at, Step::new(A::Reopen, ActorSide::Requester, requester).saying(why))
    }

    /// Called on three days in vain, and closed; a few rate by the link all the same.
    fn nobody_reached(&mut self) -> Result<(), Stop> {
        let done = self.journey.at();
        self.journey.remind(done + TimeDelta::days(30));
        let mut at = done + TimeDelta::days(4);
        for _ in 0..3 {
            // The hours differ, the days follow one another.
            let call = daytime(at + self.chance.time(TimeDelta::minutes(1), TimeDelta::hours(2)), at);
            let step = Step::new(A::CallUnreached, ActorSide::Community, None).saying("无人接听".to_owned());
            self.journey.go(call, step)?;
            at = call + TimeDelta::days(1);
        }
        self.journey.go(self.journey.at(), Step::new(A::CloseUnreached, ActorSide::System, None))?;
        if self.chance.percent(7) {
            let at = self.journey.at() + self.chance.time(TimeDelta::hours(1), TimeDelta::days(10));
            self.rate(daytime(at, self.journey.at()))?;
        }
        Ok(())
    }

    /// Always `true`: there is a rating now.
    fn rate(&mut self, at: DateTime<Utc>) -> Result<bool, Stop> {
        let at = self.journey.reach(at)?;
        let weights = if self.went_badly { GRADES_OF_TROUBLE } else { GRADES };
        let grade = i16::try_from(self.chance.weighted(&weights) + 1).unwrap_or(5);
        let known = &self.world.data.rating_tags;
        let fitting: Vec<String> = known.tags.iter().filter(|t| t.grades.contains(&grade)).map(|t| t.code.clone()).collect();
        let count = *self.chance.pick(&[0, 1, 1, 2, 2, 3]);
        let tags = self.chance.some(&fitting, count);
        let texts = self.world.data.phrases.ratings.get(&grade.to_string());
        let text = texts.filter(|_| self.chance.percent(45)).map(|t| self.chance.pick(t).clone()).unwrap_or_default();
        // A link needs no sign-in: the trail knows the order, not the person.
        let (channel, actor) = if self.chance.percent(35) {
            (RatingChannel::Link, None)
        } else {
            (RatingChannel::Session, Some(self.journey.row.requester_id))
        };
        let id = RatingId(self.chance.id(at));
        let (order_id, round) = (self.journey.row.id, self.journey.row.round);
        self.journey.ratings.push(RatingRow {
            id,
            order_id,
            round,
            grade,
            tags: Json(tags),
            tags_version: known.version,
            text,
            channel,
            rated_at: at,
            rater_id: self.journey.row.requester_id,
        });
        self.journey.take(at, Step::new(A::Rate, ActorSide::Requester, actor))?;
        Ok(true)
    }
}
