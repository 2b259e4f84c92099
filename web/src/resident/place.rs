//! The community somebody chose, remembered on the device: chosen once, kept until changed.

use super::store;
use contract::OrgUnitId;
use contract::org::OrgUnit;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

const KEY: &str = "sbd.community";

/// What is worth remembering of a community: enough to greet and to call without a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub id: OrgUnitId,
    pub name: String,
    pub telephone: String,
    pub secretary: String,
}

impl From<&OrgUnit> for Place {
    fn from(unit: &OrgUnit) -> Self {
        Self { id: unit.id, name: unit.name.clone(), telephone: unit.telephone.clone(), secretary: unit.secretary.clone() }
    }
}

/// The chosen community, for every page.
#[derive(Clone, Copy)]
pub struct Chosen(RwSignal<Option<Place>>);

impl Chosen {
    /// Reads what the device remembers and hands it to the pages below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(store::read(KEY))));
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The community, and the pages follow when it changes.
    pub fn get(self) -> Option<Place> {
        self.0.get()
    }

    /// Chooses, and remembers.
    pub fn set(self, place: Place) {
        store::write(KEY, &place);
        self.0.set(Some(place));
    }
}

/// A name without the title of its committee: people say 园林社区, not 园林社区大党委.
pub fn spoken_name(name: &str) -> &str {
    ["大党委", "党委", "党总支", "党支部"].iter().find_map(|tail| name.strip_suffix(tail)).filter(|n| !n.is_empty()).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn communities_are_called_by_their_everyday_names() {
        assert_eq!(spoken_name("园林社区大党委"), "园林社区");
        assert_eq!(spoken_name("紫月村党总支"), "紫月村");
        assert_eq!(spoken_name("东荆社区"), "东荆社区");
        assert_eq!(spoken_name("大党委"), "大党委");
    }
}
