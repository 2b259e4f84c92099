//! The names behind the ids of a rule: items, groups, teams, skills and places.

use crate::api::{self, Api};
use crate::console::seat::{Seat, Seated};
use crate::i18n::pick;
use crate::ui::{fetched, spoken_name};
use contract::menu::{MenuGroup, MenuItem, MenuItemFilter};
use contract::org::{OrgUnit, Skill, Team};
use leptos::prelude::*;

/// What rules name, as far as it has been fetched.
#[derive(Clone, Copy)]
pub struct Names {
    pub items: RwSignal<Option<Vec<MenuItem>>>,
    pub groups: RwSignal<Option<Vec<MenuGroup>>>,
    pub teams: RwSignal<Option<Vec<Team>>>,
    pub skills: RwSignal<Option<Vec<Skill>>>,
    /// The caller's own place and those below it.
    pub nodes: RwSignal<Option<Vec<OrgUnit>>>,
}

impl Names {
    /// Asks for them, for a page that shows rules.
    pub fn fetch() -> Self {
        let api = Api::expect();
        let seat = Seated::here();
        let own = match seat {
            Seat::Desk(all) => all.first().map(|n| n.id),
            Seat::Street(node) | Seat::City(node) => Some(node.id),
            _ => None,
        };
        Self {
            items: fetched(move || async move { api::menu::items(api, &MenuItemFilter::default()).await }),
            groups: fetched(move || async move { api::menu::groups(api).await }),
            teams: fetched(move || async move { api::rules::teams(api).await }),
            skills: fetched(move || async move { api::menu::skills(api).await }),
            nodes: fetched(move || async move {
                let Some(own) = own else { return Ok(Vec::new()) };
                let mut all = vec![api::menu::community(api, own).await?];
                all.extend(api::menu::below(api, own).await?.items);
                Ok(all)
            }),
        }
    }

    /// The name of an item; its id while it is not known.
    pub fn item(self, id: &str) -> String {
        named(self.items, |i| i.id.to_string() == id, |i| pick(&i.name, &i.name_en), id)
    }

    /// The name of a group.
    pub fn group(self, id: &str) -> String {
        named(self.groups, |g| g.id.to_string() == id, |g| pick(&g.name, &g.name_en), id)
    }

    /// The name of a team.
    pub fn team(self, id: &str) -> String {
        named(self.teams, |t| t.id.to_string() == id, |t| t.name.clone(), id)
    }

    /// The name of a skill.
    pub fn skill(self, code: &str) -> String {
        named(self.skills, |s| s.code == code, |s| pick(&s.name, &s.name_en), code)
    }

    /// The name of a place.
    pub fn node(self, id: &str) -> String {
        named(self.nodes, |n| n.id.to_string() == id, |n| spoken_name(&n.name).to_owned(), id)
    }
}

fn named<T: Send + Sync + 'static>(
    all: RwSignal<Option<Vec<T>>>,
    is: impl Fn(&T) -> bool,
    name: impl Fn(&T) -> String,
    id: &str,
) -> String {
    // An id says nothing to people; its end tells two apart until the name is there.
    let short = || format!("#{}", id.get(id.len().saturating_sub(6)..).unwrap_or(id));
    all.with(|all| all.iter().flatten().find(|one| is(one)).map(name)).unwrap_or_else(short)
}
