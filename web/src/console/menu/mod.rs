//! Keeping the menu: what the city and the communities offer, how an item asks and what it promises, and what was published when.

mod editor;
mod fields;
mod frame;
mod list;
mod more;
mod new;
mod page;
mod parts;
mod preview;
mod promise;
mod publish;
mod row;
mod season;
mod sheet;
mod versions;
mod words;
#[cfg(test)]
mod words_tests;

pub use list::MenuPage;
pub use new::NewItemPage;
pub use page::ItemPage;
pub use versions::VersionsPage;

use crate::session::Session;
use contract::accounts::{Me, Role};
use contract::org::OrgRef;

/// Whose menus somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keeping {
    /// The city's.
    pub city: bool,
    /// Those of these communities.
    pub communities: Vec<OrgRef>,
}

impl Keeping {
    /// Of somebody who is signed in.
    pub fn of(me: &Me) -> Self {
        let is_theirs = |role: Role| role == Role::CommunitySecretary;
        Self {
            city: me.has(Role::CityOffice),
            communities: me.roles.iter().filter(|g| is_theirs(g.role)).map(|g| g.node.clone()).collect(),
        }
    }

    /// Of whoever sits here.
    pub fn here() -> Self {
        Session::expect().me_untracked().as_ref().map_or(Self { city: false, communities: Vec::new() }, Self::of)
    }

    /// Whether there is anything to keep.
    pub fn any(&self) -> bool {
        self.city || !self.communities.is_empty()
    }
}
