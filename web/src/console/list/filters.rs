//! The filters of the list and the address bar: one says the other. What the address holds that makes no sense is left out.

use crate::console::inbox::tray::{PAGE, Tray, joined};
use crate::ui::encode;
use contract::orders::{OrderFilter, OrderSort, OrderState, Pending, Urgency};
use contract::{MenuItemId, OrgUnitId};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// States, separated by commas, in the order of their life; empty for all.
    pub state: String,
    pub urgency: Option<Urgency>,
    pub overdue: bool,
    /// What waits for somebody's decision.
    pub pending: Option<Pending>,
    pub item: Option<MenuItemId>,
    /// Only to choose a community below it: the API asks for communities.
    pub street: Option<OrgUnitId>,
    pub community: Option<OrgUnitId>,
    pub q: String,
    /// What is due first, first; otherwise the newest.
    pub by_due: bool,
}

impl Filters {
    /// What the address says.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let words = get("state").unwrap_or_default();
        let states: Vec<OrderState> = words.split(',').filter_map(|w| w.trim().parse().ok()).collect();
        Self {
            state: joined(&OrderState::ALL.iter().copied().filter(|s| states.contains(s)).collect::<Vec<_>>()),
            urgency: get("urgency").and_then(|w| w.parse().ok()),
            overdue: get("overdue").as_deref() == Some("true"),
            pending: get("pending").and_then(|w| w.parse().ok()),
            item: get("item").and_then(|w| w.parse().ok()),
            street: get("street").and_then(|w| w.parse().ok()),
            community: get("community").and_then(|w| w.parse().ok()),
            q: get("q").unwrap_or_default().chars().take(60).collect(),
            by_due: get("sort").as_deref() == Some(OrderSort::Due.as_str()),
        }
    }

    /// The address that says it, from `?` on; empty when nothing is filtered.
    pub fn address(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        let mut add = |name: &str, value: String| {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", encode(&value)));
            }
        };
        add("state", self.state.clone());
        add("urgency", self.urgency.map(|u| u.to_string()).unwrap_or_default());
        add("overdue", if self.overdue { "true".to_owned() } else { String::new() });
        add("pending", self.pending.map(|p| p.to_string()).unwrap_or_default());
        add("item", self.item.map(|i| i.to_string()).unwrap_or_default());
        add("street", self.street.map(|i| i.to_string()).unwrap_or_default());
        add("community", self.community.map(|i| i.to_string()).unwrap_or_default());
        add("q", self.q.trim().to_owned());
        add("sort", if self.by_due { OrderSort::Due.to_string() } else { String::new() });
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// What is asked of the API.
    pub fn ask(&self, cursor: Option<String>) -> OrderFilter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        OrderFilter {
            state: given(&self.state),
            urgency: self.urgency,
            overdue: self.overdue.then_some(true),
            pending: self.pending,
            item: self.item,
            community: self.community,
            q: given(&self.q),
            sort: Some(if self.by_due { OrderSort::Due } else { OrderSort::Newest }),
            limit: Some(PAGE),
            cursor,
            ..OrderFilter::default()
        }
    }

    /// Asks how many there are, and for hardly any row.
    pub fn ask_count(&self) -> OrderFilter {
        OrderFilter { count: Some(true), limit: Some(1), ..self.ask(None) }
    }

    /// Whether anything narrows the list.
    pub fn is_anything(&self) -> bool {
        Self { by_due: false, street: None, ..self.clone() } != Self::default()
    }
}

/// The stages that can be chosen at once: value and which words name it.
pub fn groups() -> [(String, Group); 5] {
    let open = OrderState::ALL.iter().copied().filter(|s| !s.is_final() && !matches!(s, OrderState::Draft | OrderState::Confirmed));
    let over = OrderState::ALL.iter().copied().filter(|s| s.is_final() || *s == OrderState::Confirmed);
    let in_life = |states: &[OrderState]| joined(&OrderState::ALL.iter().copied().filter(|s| states.contains(s)).collect::<Vec<_>>());
    [
        (joined(&open.collect::<Vec<_>>()), Group::Open),
        (in_life(Tray::Ours.states()), Group::Ours),
        (in_life(Tray::Teams.states()), Group::Teams),
        (in_life(Tray::Requesters.states()), Group::Requesters),
        (joined(&over.collect::<Vec<_>>()), Group::Over),
    ]
}

/// A stage of the life of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Open,
    Ours,
    Teams,
    Requesters,
    Over,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn read(address: &str) -> Filters {
        let pairs: HashMap<&str, &str> = address.trim_start_matches('?').split('&').filter_map(|p| p.split_once('=')).collect();
        Filters::read(|name| pairs.get(name).map(|v| v.replace("%2C", ",").replace("%20", " ")))
    }

    #[test]
    fn the_address_and_back() {
        let id = "01930f2e-6f00-7000-8000-000000000001";
        for address in [
            String::new(),
            "?state=submitted%2Caccepted&urgency=urgent&overdue=true&q=a%20b&sort=due".to_owned(),
            format!("?item={id}&street={id}&community={id}"),
        ] {
            assert_eq!(read(&address).address(), address);
        }
    }

    #[test]
    fn nonsense_is_left_out() {
        let filters = read("?state=nonsense,accepted,submitted&urgency=very&overdue=1&item=7&sort=random");
        assert_eq!(filters, Filters { state: "submitted,accepted".into(), ..Filters::default() });
    }

    #[test]
    fn what_is_asked() {
        let ask = read("?q=%20&overdue=true").ask(None);
        assert_eq!((ask.q, ask.overdue, ask.sort, ask.count), (None, Some(true), Some(OrderSort::Newest), None));
        assert_eq!(read("").ask_count().count, Some(true));
        assert!(!read("?sort=due").is_anything());
        assert!(read("?overdue=true").is_anything());
    }

    #[test]
    fn a_chosen_stage_is_found_again() {
        for (value, _) in groups() {
            assert_eq!(read(&format!("?state={value}")).state, value);
        }
    }
}
