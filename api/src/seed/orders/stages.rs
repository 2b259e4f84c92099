//! The stages of an order's life, with how often each turn is taken and how long it lasts.

use super::journey::{Journey, Step, Stop};
use super::rhythm::daytime;
use super::words::{Start, chosen};
use super::world::World;
use crate::seed::SeedError;
use crate::seed::chance::Chance;
use crate::seed::data::{Item, ItemTexts};
use crate::seed::rows::ActorSide;
use chrono::{DateTime, TimeDelta, Utc};
use contract::menu::{DeadlineClass, StageSpans};
use contract::orders::{OrderAction as A, OrderSource, OrderState, Urgency};
use contract::{PersonId, Span};

/// An order with the city around it.
pub struct Walk<'w, 'd> {
    pub world: &'w World<'d>,
    pub chance: &'w mut Chance,
    pub journey: Journey,
    pub spans: StageSpans,
    pub clerk: PersonId,
    /// Lead and responsible person of the team that has it.
    pub leader: Option<PersonId>,
    pub doer: Option<PersonId>,
    /// Whether there was something to complain about.
    pub went_badly: bool,
    /// The state in which it should be found; rare turns that lead there are taken.
    pub wish: Option<OrderState>,
    pub item: usize,
    community: usize,
}

/// Follows an order until now.
pub fn run<'d>(world: &World<'d>, chance: &mut Chance, start: Start, wish: Option<OrderState>) -> Result<Journey, SeedError> {
    let locals = chosen(&world.people.locals, start.community);
    let clerk = *chance.pick(&locals.clerks);
    let (item, community) = (start.item, start.community);
    let spans = start.row.spans.0.clone();
    let journey = Journey::new(start.row, world.now);
    let mut walk = Walk { world, chance, journey, spans, clerk, leader: None, doer: None, went_badly: false, wish, item, community };
    match walk.live() {
        Ok(()) | Err(Stop::Now) => {}
        Err(Stop::Illegal(step)) => {
            return Err(SeedError::Data(format!("the generator took an illegal step: {step}")));
        }
    }
    walk.journey.settle(&world.calendar);
    Ok(walk.journey)
}

/// A part of a span; working days are taken as seven office hours.
fn scaled(span: Span, part: f64) -> Span {
    let minutes = |n: u32| ((f64::from(n) * part) as u32).max(1);
    match span {
        Span::Minutes(n) => Span::Minutes(minutes(n)),
        Span::Days(n) => Span::Minutes(minutes(n * 1440)),
        Span::WorkingMinutes(n) => Span::WorkingMinutes(minutes(n)),
        Span::WorkingDays(n) => Span::WorkingMinutes(minutes(n * 420)),
    }
}

impl<'w, 'd: 'w> Walk<'w, 'd> {
    pub fn item(&self) -> &'w Item {
        chosen(&self.world.items, self.item).item
    }

    pub fn texts(&self) -> Option<&'w ItemTexts> {
        self.world.data.texts.get(&self.item().code)
    }

    pub fn street(&self) -> usize {
        self.world.community(self.community).map_or(0, |c| c.street)
    }

    /// After some part of a span.
    pub fn part(&mut self, start: DateTime<Utc>, span: Span, low: f64, high: f64) -> DateTime<Utc> {
        let part = low + (high - low) * self.chance.share();
        self.world.calendar.add(start, scaled(span, part)) + TimeDelta::seconds(self.chance.between(0, 40))
    }

    /// Within a span in fourteen cases of fifteen.
    pub fn usually(&mut self, start: DateTime<Utc>, span: Span) -> DateTime<Utc> {
        if self.chance.below(15) == 0 { self.part(start, span, 1.05, 1.8) } else { self.part(start, span, 0.03, 0.9) }
    }

    /// Whether a turn is taken that is taken in `percent` of a hundred cases, or that leads where the order should go.
    pub fn turns(&mut self, percent: usize, to: OrderState) -> bool {
        self.wish == Some(to) || self.chance.percent(percent)
    }

    fn requester(&self) -> Option<PersonId> {
        Some(self.journey.row.requester_id)
    }

    fn live(&mut self) -> Result<(), Stop> {
        if self.turns(2, OrderState::Draft) {
            return Ok(()); // never sent
        }
        // What was told on the telephone is entered by the clerk.
        let by = if self.journey.row.source == OrderSource::Phone { Some(self.clerk) } else { self.requester() };
        self.journey.go(self.journey.at(), Step::new(A::Submit, ActorSide::Requester, by))?;
        if !self.triage()? {
            return Ok(());
        }
        loop {
            if !self.service()? || !self.verdict()? {
                return Ok(());
            }
        }
    }

    /// `false` when it ends at the desk.
    fn triage(&mut self) -> Result<bool, Stop> {
        let submitted = self.journey.at();
        if self.turns(4, OrderState::Withdrawn) {
            let at = submitted + self.chance.time(TimeDelta::minutes(3), TimeDelta::minutes(90));
            self.withdraw(at)?;
            return Ok(false);
        }
        if self.turns(4, OrderState::Rejected) {
            return self.reject().map(|()| false);
        }
        if self.turns(7, OrderState::NeedsInfo) && !self.question()? {
            return Ok(false);
        }
        let at = self.usually(self.journey.at(), self.spans.acceptance);
        let at = self.journey.reach(at)?;
        self.journey.row.urgency = match self.item().sla {
            DeadlineClass::Danger => Urgency::Danger,
            DeadlineClass::Utilities if self.chance.percent(70) => Urgency::Urgent,
            _ if self.chance.percent(8) => Urgency::Urgent,
            _ => Urgency::Normal,
        };
        self.journey.row.deadline = Some(self.world.calendar.add(at, self.spans.completion));
        self.journey.take(at, Step::new(A::Accept, ActorSide::Community, Some(self.clerk)))?;
        Ok(true)
    }

    /// By the requester, with a reason or without.
    pub fn withdraw(&mut self, at: DateTime<Utc>) -> Result<(), Stop> {
        let why = self.chance.percent(70).then(|| self.chance.pick(&self.world.data.phrases.withdrawals).clone());
        self.journey.go(at, Step::new(A::Withdraw, ActorSide::Requester, self.requester()).saying(why)).map(drop)
    }

    fn reject(&mut self) -> Result<(), Stop> {
        let at = self.usually(self.journey.at(), self.spans.acceptance);
        let rejection = self.chance.pick(&self.world.data.phrases.rejections);
        let secretary = chosen(&self.world.people.locals, self.community).secretary;
        self.journey.go(at, Step::new(A::Reject, ActorSide::Community, secretary).saying(rejection.text.clone()))?;
        self.journey.row.rejection_reason = Some(rejection.reason);
        self.journey.row.rejection_explanation = Some(rejection.text.clone());
        Ok(())
    }

    /// Asks back. `false` when no answer comes within seven days, or the requester withdraws.
    fn question(&mut self) -> Result<bool, Stop> {
        let phrases = &self.world.data.phrases;
        let at = self.usually(self.journey.at(), self.spans.acceptance);
        let question = self.chance.pick(&phrases.questions).clone();
        let asked =
            self.journey.go(at, Step::new(A::RequestInformation, ActorSide::Community, Some(self.clerk)).saying(question.clone()))?;
        self.journey.row.question = Some(question);
        let soon = asked + self.chance.time(TimeDelta::minutes(15), TimeDelta::hours(40));
        match self.chance.below(100) {
            0..75 => {
                let answer = self.chance.pick(&phrases.answers).clone();
                self.journey
                    .go(daytime(soon, asked), Step::new(A::ProvideInformation, ActorSide::Requester, self.requester()).saying(answer))?;
                self.journey.row.question = None;
                Ok(true)
            }
            75..83 => self.withdraw(soon).map(|()| false),
            _ => {
                let at = asked + TimeDelta::days(7) + TimeDelta::seconds(self.chance.between(1, 20));
                self.journey.go(at, Step::new(A::Withdraw, ActorSide::System, None))?;
                Ok(false)
            }
        }
    }
}
