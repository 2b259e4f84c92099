//! The community somebody chose, remembered on the device: chosen once, kept until changed.

use crate::ui::store;
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
