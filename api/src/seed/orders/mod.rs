//! Three months of orders. Each is a journey through the same table of steps that the server obeys, with delays drawn over the
//! working calendar; whatever would happen after `now` has not happened yet, so what is open is consistent with the clock.

mod choice;
mod journey;
mod offers;
mod rhythm;
mod stages;
mod verdict;
mod words;
mod work;
mod world;

use super::chance::Chance;
use super::people::Somebody;
use super::{City, SeedError};
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::DispatchState;
use contract::orders::OrderState;
use journey::Journey;
use rhythm::Rhythm;
use std::collections::HashSet;
pub use world::World;

/// How many orders of each state are made on purpose, so that even a small city shows every one; half in the first community.
const SHOWN_EACH: usize = 4;
/// Draws until a journey ends in the state asked for; a few hundred where a state lasts an hour only.
const TRIES: usize = 20_000;
/// What the demo resident finds under 我的点单.
const DEMO_RESIDENT_HAS: [OrderState; 3] = [OrderState::Taken, OrderState::Done, OrderState::Closed];

/// Who orders where.
#[derive(Clone, Copy)]
struct Case<'a> {
    community: usize,
    requester: &'a Somebody,
}

struct Builder<'a> {
    world: World<'a>,
    chance: Chance,
    rhythm: Rhythm,
    numbers: HashSet<String>,
}

/// States the city does not show: what leads there needs more than one order, or a department.
pub const NOT_MADE: &[OrderState] = &[OrderState::Waiting, OrderState::Merged, OrderState::Referred, OrderState::Whistled];

/// Fills `city` with `count` orders and all that belongs to them.
pub fn build(city: &mut City, world: World<'_>, seed: u64, count: usize, tick: &mut dyn FnMut(u64)) -> Result<(), SeedError> {
    let rhythm = Rhythm::new(&world.calendar, world.now);
    let mut builder = Builder { world, chance: Chance::new(seed, "orders"), rhythm, numbers: HashSet::new() };
    let mut made = 0;
    for state in DEMO_RESIDENT_HAS {
        if let Some(case) = builder.demo_case() {
            let journey = builder.until(case, state)?;
            builder.keep(city, journey);
            made += 1;
        }
    }
    let shown = OrderState::ALL.iter().filter(|s| !NOT_MADE.contains(s));
    for (n, state) in shown.flat_map(|s| std::iter::repeat_n(*s, SHOWN_EACH)).enumerate() {
        let case = if n % 2 == 0 { builder.case_in(0) } else { builder.case() };
        let journey = builder.until(case, state)?;
        builder.keep(city, journey);
        made += 1;
    }
    while made < count {
        let at = builder.rhythm.draw(&mut builder.chance);
        let case = builder.case();
        let journey = builder.fitting(case, at)?;
        builder.keep(city, journey);
        made += 1;
        if made % 200 == 0 {
            tick(200);
        }
    }
    Ok(())
}

const fn is_open(state: DispatchState) -> bool {
    matches!(state, DispatchState::Offered | DispatchState::Accepted)
}

impl<'a> Builder<'a> {
    fn demo_case(&self) -> Option<Case<'a>> {
        let requester = self.world.people.locals.first()?.residents.first()?;
        Some(Case { community: 0, requester })
    }

    fn case_in(&mut self, community: usize) -> Case<'a> {
        let residents = self.world.people.locals.get(community).map_or(&[][..], |l| &l.residents);
        // The first is the demo account; it keeps its own few orders.
        let others = if community == 0 { residents.get(1..).unwrap_or_default() } else { residents };
        if others.is_empty() { self.case() } else { Case { community, requester: self.chance.pick(others) } }
    }

    fn case(&mut self) -> Case<'a> {
        let community = self.chance.weighted(&self.world.demand);
        let residents = self.world.people.locals.get(community).map_or(&[][..], |l| &l.residents);
        Case { community, requester: self.chance.pick(residents) }
    }

    fn run(&mut self, case: Case<'a>, at: DateTime<Utc>, wish: Option<OrderState>) -> Result<Journey, SeedError> {
        let start = words::order(&self.world, &mut self.chance, case.community, case.requester, at);
        stages::run(&self.world, &mut self.chance, start, wish)
    }

    /// An order that lies with a team has to fit into the team's hands.
    fn fitting(&mut self, case: Case<'a>, at: DateTime<Utc>) -> Result<Journey, SeedError> {
        loop {
            let journey = self.run(case, at, None)?;
            if journey.dispatches.iter().filter(|d| is_open(d.state)).all(|d| self.world.can_load(d.team_id)) {
                return Ok(journey);
            }
        }
    }

    /// Starts again, at other times and with other luck, until an order ends in the state asked for.
    fn until(&mut self, case: Case<'a>, state: OrderState) -> Result<Journey, SeedError> {
        for _ in 0..TRIES {
            // Ages from twenty minutes to eight weeks, short ones as often as long ones.
            let minutes = 20.0 * 4000f64.powf(self.chance.share());
            let at = self.world.now - TimeDelta::seconds((minutes * 60.0) as i64);
            let journey = self.run(case, at, Some(state))?;
            if journey.row.state == state {
                return Ok(journey);
            }
        }
        Err(SeedError::Data(format!("no order ended as `{state}` in {TRIES} tries")))
    }

    fn keep(&mut self, city: &mut City, mut journey: Journey) {
        journey.row.number = loop {
            let number = words::number(&mut self.chance, journey.row.created_at);
            if self.numbers.insert(number.clone()) {
                break number;
            }
        };
        for offer in &journey.dispatches {
            if is_open(offer.state) {
                self.world.load(offer.team_id);
            }
        }
        city.orders.push(journey.row);
        city.order_events.extend(journey.events);
        city.dispatches.extend(journey.dispatches);
        city.measures.extend(journey.measures);
        city.ratings.extend(journey.ratings);
        city.reveals.extend(journey.reveals);
        city.marks.extend(journey.marks);
    }
}
