//! The trays of the inbox: whose turn it is.

use crate::console::seat::Seat;
use crate::i18n::tr;
use contract::orders::{OrderFilter, OrderSort, OrderState};

/// Rows on a page.
pub const PAGE: i64 = 50;

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    /// The desk of the community has to act.
    Ours,
    /// A team has it.
    Teams,
    /// The requester is asked for an answer or a confirmation: nothing is due.
    Requesters,
    /// Whoever has it: it is late.
    Late,
}

impl Tray {
    /// The trays of a seat; the first is shown when the address names none.
    pub const fn of(seat: &Seat) -> &'static [Self] {
        match seat {
            Seat::Desk(_) => &[Self::Ours, Self::Teams, Self::Requesters],
            // A street acts on what is late; the rest is for looking.
            _ => &[Self::Late, Self::Ours, Self::Teams],
        }
    }

    /// The word in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Teams => "teams",
            Self::Requesters => "requesters",
            Self::Late => "late",
        }
    }

    /// Which of the seat's trays the word means.
    pub fn read(seat: &Seat, word: &str) -> usize {
        Self::of(seat).iter().position(|t| t.as_str() == word).unwrap_or(0)
    }

    /// The states that lie in it; all of them when empty.
    pub const fn states(self) -> &'static [OrderState] {
        match self {
            Self::Ours => &[OrderState::Submitted, OrderState::Accepted, OrderState::Reopened],
            Self::Teams => &[OrderState::Dispatched, OrderState::Taken, OrderState::InProgress, OrderState::Waiting, OrderState::Whistled],
            Self::Requesters => &[OrderState::NeedsInfo, OrderState::Done],
            Self::Late => &[],
        }
    }

    /// What is asked of the API.
    pub fn filter(self, cursor: Option<String>) -> OrderFilter {
        OrderFilter {
            state: Some(joined(self.states())).filter(|s| !s.is_empty()),
            overdue: (self == Self::Late).then_some(true),
            sort: Some(OrderSort::Due),
            limit: Some(PAGE),
            count: cursor.is_none().then_some(true),
            cursor,
            ..OrderFilter::default()
        }
    }

    /// Its name.
    pub fn name(self, seat: &Seat) -> String {
        match self {
            Self::Ours if seat.is_desk() => tr!(console.tray_ours),
            Self::Ours => tr!(console.tray_ours_above),
            Self::Teams => tr!(console.tray_teams),
            Self::Requesters => tr!(console.tray_requesters),
            Self::Late => tr!(console.tray_late),
        }
    }

    /// What is said when nothing lies in it.
    pub fn empty(self, seat: &Seat) -> String {
        match self {
            Self::Ours if seat.is_desk() => tr!(console.empty_ours),
            Self::Ours => tr!(console.empty_ours_above),
            Self::Teams => tr!(console.empty_teams),
            Self::Requesters => tr!(console.empty_requesters),
            Self::Late => tr!(console.empty_late),
        }
    }

    /// How much there is: in all, and late among the rows that are listed (they come first).
    pub fn count(self, total: i64, listed: usize, late: usize) -> String {
        let is_all = i64::try_from(listed).is_ok_and(|n| n >= total);
        match (self, late, is_all) {
            (Self::Late, ..) => tr!(console.inbox_count_late, n = total),
            (_, 0, true) => tr!(console.inbox_count_calm, n = total),
            (_, 0, false) => tr!(console.inbox_count_calm_page, n = total, shown = listed),
            (_, late, true) => tr!(console.inbox_count, n = total, late = late),
            (_, late, false) if late < listed => tr!(console.inbox_count, n = total, late = late),
            (_, late, false) => tr!(console.inbox_count_page, n = total, shown = listed, late = late),
        }
    }
}

/// States as the filter takes them.
pub fn joined(states: &[OrderState]) -> String {
    states.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_lies_in_one_tray_at_most() {
        for state in OrderState::ALL {
            let trays = [Tray::Ours, Tray::Teams, Tray::Requesters].into_iter().filter(|t| t.states().contains(state)).count();
            let is_over = state.is_final() || matches!(state, OrderState::Draft | OrderState::Confirmed);
            assert_eq!(trays, usize::from(!is_over), "{state}");
        }
    }

    #[test]
    fn the_address_names_the_tray() {
        let desk = Seat::Desk(Vec::new());
        assert_eq!(Tray::read(&desk, "teams"), 1);
        assert_eq!(Tray::read(&desk, "late"), 0, "not one of the desk's");
        assert_eq!(Tray::Ours.filter(None).state.as_deref(), Some("submitted,accepted,reopened"));
        assert_eq!(Tray::Late.filter(None).state, None);
        assert_eq!(Tray::Late.filter(Some("c".into())).count, None, "counted once");
    }

    #[test]
    fn late_rows_come_first_so_their_count_is_whole_as_soon_as_one_in_time_is_listed() {
        assert_eq!(Tray::Ours.count(120, 50, 3), "共 120 件，其中 3 件已超时");
        assert_eq!(Tray::Ours.count(120, 50, 50), "共 120 件，前 50 件中 50 件已超时");
        assert_eq!(Tray::Ours.count(7, 7, 0), "共 7 件，没有超时");
    }
}
