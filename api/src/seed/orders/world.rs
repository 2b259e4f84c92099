//! What an order's journey needs to know about the city.

use crate::platform::calendar::WorkingCalendar;
use crate::seed::data::Data;
use crate::seed::menu::Offered;
use crate::seed::people::People;
use crate::seed::places::{Community, Places};
use crate::seed::teams::Team;
use chrono::{DateTime, Utc};
use contract::TeamId;
use contract::menu::DeadlineClass;
use std::collections::HashMap;

/// The city around an order.
pub struct World<'a> {
    pub data: &'a Data,
    pub places: &'a Places,
    pub people: &'a People,
    pub items: Vec<Offered<'a>>,
    pub calendar: WorkingCalendar,
    pub now: DateTime<Utc>,
    pub teams: Vec<Team>,
    /// Indices into `teams` of those in reach, by street.
    pub reach: Vec<Vec<usize>>,
    /// How often each community is asked.
    pub demand: Vec<u32>,
    /// How often each item is ordered, by index.
    pub wanted: Vec<u32>,
    /// Open orders the two demo teams may have, so that whoever tries the city finds room.
    demo_room: i32,
    index: HashMap<TeamId, usize>,
}

impl<'a> World<'a> {
    /// Puts it together.
    pub fn new(
        data: &'a Data,
        places: &'a Places,
        people: &'a People,
        items: Vec<Offered<'a>>,
        teams: Vec<Team>,
        now: DateTime<Utc>,
    ) -> Self {
        let serves = |street: &str, team: &Team| team.area.starts_with(street) || street.starts_with(&team.area);
        let reach = places.streets.iter().map(|s| teams.iter().enumerate().filter(|(_, t)| serves(&s.path, t)).map(|(i, _)| i).collect());
        let residents = people.locals.iter().map(|l| u32::try_from(l.residents.len()).unwrap_or(0));
        let frequency = |sla: DeadlineClass| match sla {
            DeadlineClass::Home => 10,
            DeadlineClass::General => 7,
            DeadlineClass::Utilities => 4,
            DeadlineClass::Complex => 3,
            DeadlineClass::Danger | DeadlineClass::Own => 1,
        };
        Self {
            reach: reach.collect(),
            demand: residents.enumerate().map(|(i, n)| if i == 0 { n.saturating_sub(1) * 3 } else { n }).collect(),
            wanted: items.iter().map(|o| frequency(o.item.sla)).collect(),
            index: teams.iter().enumerate().map(|(i, t)| (t.id, i)).collect(),
            calendar: WorkingCalendar::shipped(),
            demo_room: 4,
            data,
            places,
            people,
            items,
            teams,
            now,
        }
    }

    /// A community by its index.
    pub fn community(&self, index: usize) -> Option<&'a Community> {
        self.places.communities.get(index)
    }

    /// Counts one more open order of a team.
    pub fn load(&mut self, id: TeamId) {
        if let Some(team) = self.index.get(&id).and_then(|i| self.teams.get_mut(*i)) {
            team.load += 1;
        }
    }

    /// The same by its id.
    pub fn can_load(&self, id: TeamId) -> bool {
        self.index.get(&id).is_some_and(|index| self.has_room(*index))
    }

    /// Whether a team could take another order today. The first two teams are those of the demo accounts.
    pub fn has_room(&self, index: usize) -> bool {
        let most = |t: &Team| {
            if index < 2 { self.demo_room } else { t.capacity }
        };
        self.teams.get(index).is_some_and(|t| !t.is_on_leave && t.load < most(t))
    }
}
