//! The menu as its keepers see it: by group, with search, and with what nobody can order yet.

use super::Keeping;
use super::frame::for_keepers;
use super::row::Row;
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::i18n::{lang, pick, tr};
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Heading, Notices, at, icon, load, spoken_name};
use contract::OrgUnitId;
use contract::menu::{ManagedItem, ManagedItemFilter, MenuGroup, MenuGroupFilter};
use contract::org::OrgRef;
use leptos::prelude::*;

/// What the rows of the list share.
#[derive(Clone, Copy)]
pub struct Listing {
    pub api: Api,
    pub items: RwSignal<Vec<ManagedItem>>,
    /// The community whose openings are shown.
    pub community: Option<OrgUnitId>,
    pub notice: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
}

impl Listing {
    /// Takes the place of what was shown of it.
    pub fn put(self, changed: ManagedItem) {
        self.items.update(|all| {
            if let Some(item) = all.iter_mut().find(|i| i.id == changed.id) {
                *item = changed;
            }
        });
    }
}

/// `/console/menu`
#[component]
pub fn MenuPage() -> impl IntoView {
    for_keepers(|keeping| view! { <Chosen keeping/> }.into_any())
}

#[component]
fn Chosen(keeping: Keeping) -> impl IntoView {
    let api = Api::expect();
    let community = RwSignal::new(keeping.communities.first().map(|c| c.id));
    let ask = move || {
        let filter = ManagedItemFilter { community: community.get(), ..ManagedItemFilter::default() };
        async move {
            Ok((
                api::menu::groups_of(api, &MenuGroupFilter { community: filter.community }).await?,
                api::menu::managed(api, &filter).await?,
            ))
        }
    };
    let option = move |c: OrgRef| {
        let id = c.id;
        view! { <option value=id.to_string() selected=flag(move || community.get() == Some(id))>{spoken_name(&c.name).to_owned()}</option> }
    };
    let lead = if keeping.city { tr!(menu.lead_city) } else { tr!(menu.lead_community) };
    view! {
        <div class="bar-title">
            <Heading text=tr!(menu.title)/>
            <a href=at("/menu/new") class="button button-primary">{tr!(menu.add_item)}</a>
        </div>
        <p class="lead">{lead}</p>
        {(keeping.communities.len() > 1).then(|| view! {
            <div class="question">
                <label class="question-label" for="menu-community">{tr!(console.filter_community)}</label>
                <select id="menu-community" class="short" on:change=act(move |e| community.set(event_target_value(&e).parse().ok()))>
                    {keeping.communities.iter().cloned().map(option).collect_view()}
                </select>
            </div>
        })}
        {load(ask, move |(groups, items): (Vec<MenuGroup>, Vec<ManagedItem>)| {
            let (notice, trouble) = (RwSignal::new(Kept::expect().take_word()), RwSignal::new(None));
            let listing = Listing { api, items: RwSignal::new(items), community: community.get_untracked(), notice, trouble };
            view! { <Groups groups listing/> }.into_any()
        })}
    }
}

/// Items whose names or codes hold every word that was typed.
pub fn matching(items: &[ManagedItem], q: &str) -> Vec<ManagedItem> {
    let words: Vec<String> = q.split_whitespace().map(str::to_lowercase).collect();
    let fits = |i: &&ManagedItem| words.iter().all(|w| [&i.name, &i.name_en, &i.code].iter().any(|t| t.to_lowercase().contains(w)));
    items.iter().filter(fits).cloned().collect()
}

#[component]
fn Groups(groups: Vec<MenuGroup>, listing: Listing) -> impl IntoView {
    let q = RwSignal::new(String::new());
    let found = Memo::new(move |_| q.with(|q| listing.items.with(|all| matching(all, q))));
    let section = move |group: MenuGroup| {
        let id = group.id;
        let here = Memo::new(move |_| found.with(|all| all.iter().filter(|i| i.group_id == id).cloned().collect::<Vec<_>>()));
        let title = format!("menu-{}", group.code);
        view! {
            {live(move || (!here.with(Vec::is_empty)).then(|| view! {
                <section class="menu-group" aria-labelledby=title.clone()>
                    <h2 id=title.clone()>{icon(&group.icon)}{pick(&group.name, &group.name_en)}" "<span class="hint">{tr!(menu.n_items, n = here.with(Vec::len))}</span></h2>
                    <ul class="cells">
                        <For each=move || here.get() key=|i| (i.id, i.version, i.is_closed_here, i.closures) let:item><Row item listing/></For>
                    </ul>
                </section>
            }))}
        }
    };
    view! {
        <form role="search" class="search" on:submit=act(|e: leptos::ev::SubmitEvent| e.prevent_default())>
            <label for="menu-q">{tr!(menu.search)}</label>
            <input id="menu-q" type="search" autocomplete="off" lang=lang().tag()
                prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
        </form>
        <p class="hint" role="status">{live(move || match found.with(Vec::len) {
            0 if listing.items.with(Vec::is_empty) => tr!(menu.empty),
            0 => tr!(menu.none_found),
            n => tr!(menu.n_items, n = n),
        })}</p>
        <Notices notice=listing.notice trouble=listing.trouble/>
        {groups.into_iter().map(section).collect_view()}
    }
}
