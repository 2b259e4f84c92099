//! The names behind the ids of a rule: items, groups, teams, skills and places.

use crate::api::{self, Answer, Api};
use crate::console::seat::{Seat, Seated};
use crate::i18n::pick;
use crate::ui::{fetched, spoken_name};
use contract::OrgUnitId;
use contract::menu::MenuItemFilter;
use leptos::prelude::*;

/// Ids with their names.
pub type Named = Vec<(String, String)>;

/// What rules may name, with the caller's own place and those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    pub items: Named,
    pub groups: Named,
    pub teams: Named,
    pub skills: Named,
    pub nodes: Named,
}

/// The names, once they have been fetched.
#[derive(Clone, Copy)]
pub struct Names(pub RwSignal<Option<Lists>>);

/// The node of the seat.
pub fn own_node() -> Option<OrgUnitId> {
    match Seated::here() {
        Seat::Desk(all) => all.first().map(|n| n.id),
        Seat::Street(node) | Seat::City(node) => Some(node.id),
        _ => None,
    }
}

async fn lists(api: Api, own: Option<OrgUnitId>) -> Answer<Lists> {
    let items = api::menu::items(api, &MenuItemFilter::default()).await?;
    let groups = api::menu::groups(api).await?;
    let teams = api::rules::teams(api).await?;
    let skills = api::menu::skills(api).await?;
    let mut nodes = Vec::new();
    if let Some(own) = own {
        nodes.push(api::menu::community(api, own).await?);
        nodes.extend(api::menu::below(api, own).await?.items);
    }
    Ok(Lists {
        items: items.into_iter().map(|i| (i.id.to_string(), pick(&i.name, &i.name_en))).collect(),
        groups: groups.into_iter().map(|g| (g.id.to_string(), pick(&g.name, &g.name_en))).collect(),
        teams: teams.into_iter().map(|t| (t.id.to_string(), t.name)).collect(),
        skills: skills.into_iter().map(|s| (s.code, pick(&s.name, &s.name_en))).collect(),
        nodes: nodes.into_iter().map(|n| (n.id.to_string(), spoken_name(&n.name).to_owned())).collect(),
    })
}

impl Names {
    /// Asks for them, for a page that shows rules.
    pub fn fetch() -> Self {
        let (api, own) = (Api::expect(), own_node());
        Self(fetched(move || lists(api, own)))
    }

    /// One of the lists; empty while it is on its way.
    pub fn list(self, which: fn(&Lists) -> &Named) -> Named {
        self.0.with(|lists| lists.as_ref().map(|l| which(l).clone()).unwrap_or_default())
    }

    /// The name of an item; the end of its id while it is not known.
    pub fn item(self, id: &str) -> String {
        self.named(|l| &l.items, id)
    }

    /// The name of a group.
    pub fn group(self, id: &str) -> String {
        self.named(|l| &l.groups, id)
    }

    /// The name of a team.
    pub fn team(self, id: &str) -> String {
        self.named(|l| &l.teams, id)
    }

    /// The name of a skill.
    pub fn skill(self, code: &str) -> String {
        self.named(|l| &l.skills, code)
    }

    /// The name of a place.
    pub fn node(self, id: &str) -> String {
        self.named(|l| &l.nodes, id)
    }

    fn named(self, which: fn(&Lists) -> &Named, id: &str) -> String {
        // An id says nothing to people; its end tells two apart until the name is there.
        let short = || format!("#{}", id.get(id.len().saturating_sub(6)..).unwrap_or(id));
        let name = |lists: &Lists| which(lists).iter().find(|(own, _)| own == id).map(|(_, name)| name.clone());
        self.0.with(|lists| lists.as_ref().and_then(name)).unwrap_or_else(short)
    }
}
