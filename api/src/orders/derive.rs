//! What is kept of what follows from the events, for sorting and for the sweeper.

use super::clocks::{self, NOTHING_DUE, Timing};
use super::marks;
use super::queries::{EventRow, OrderRow};
use super::steps::Desk;
use contract::orders::{OrderState, Stage};

impl Desk {
    /// What the clocks of an order go by now.
    pub fn timing<'a>(&'a self, row: &'a OrderRow) -> Timing<'a> {
        Timing::of(row, &self.config, &self.calendar, self.now)
    }

    /// What follows from the events: what is due, when somebody has to be reminded, how far up lateness was told. A printed deadline
    /// only ever moves to a later day.
    pub fn derive(&self, row: &OrderRow, events: &[EventRow]) -> OrderRow {
        let clocks = clocks::clocks(events, &self.timing(row));
        let running = |c: &&clocks::Clock| c.stage == Stage::Completion && c.ended_at.is_none();
        let promised = clocks.iter().find(running).map(|c| c.due_at);
        let mut after = row.clone();
        after.due_at = clocks::due_at(row.state, &clocks);
        after.deadline = row.deadline.map(|printed| promised.map_or(printed, |due| due.max(printed)));
        let next = marks::next_mark(&clocks, &self.config.orders.reminders, &self.calendar, self.now);
        let wait = clocks::waits_until(events).filter(|_| row.state == OrderState::Waiting).unwrap_or(NOTHING_DUE);
        after.next_mark_at = next.min(wait);
        after.escalated = marks::level_reached(&clocks, &self.calendar, self.now);
        after
    }
}
