//! The menu itself: ten groups as large buttons; a group or a word leads to the items. Both live in the address bar.

use super::search::{Wanted, matching, with_items};
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::ui::lean::{act, typed};
use crate::ui::{focus, icon, load};
use contract::OrgUnitId;
use contract::menu::{MenuGroup, MenuItem, MenuItemFilter};
use leptos::prelude::*;

/// The menu of a community.
#[component]
pub fn Menu(community: OrgUnitId) -> impl IntoView {
    let api = Api::expect();
    let wanted = Memo::new(move |_| Wanted { group: nav::word("group").unwrap_or_default(), q: nav::word("q").unwrap_or_default() });
    let menu = move || async move {
        let groups = api::menu::groups(api).await?;
        let filter = MenuItemFilter { community: Some(community), ..MenuItemFilter::default() };
        Ok((groups, api::menu::items(api, &filter).await?))
    };
    view! {
        <section class="menu" aria-labelledby="menu-title">
            <h2 id="menu-title">{tr!(resident.menu_title)}</h2>
            <SearchBox wanted/>
            {load(menu, move |(groups, items): (Vec<MenuGroup>, Vec<MenuItem>)| {
                (move || shelf(&groups, &items, &wanted.get())).into_any()
            })}
        </section>
    }
}

/// Groups, or the items that match, or why there are none.
fn shelf(groups: &[MenuGroup], items: &[MenuItem], wanted: &Wanted) -> AnyView {
    if items.is_empty() {
        return view! { <p class="empty" role="status">{tr!(resident.menu_empty)}</p> }.into_any();
    }
    if wanted.is_anything() {
        let groups = with_items(groups, items);
        return view! { <ul class="groups">{groups.into_iter().map(|(g, n)| group_button(&g, n)).collect_view()}</ul> }.into_any();
    }
    let found = matching(items, groups, wanted);
    let status = match (found.is_empty(), wanted.q.trim().is_empty()) {
        (true, true) => tr!(resident.menu_group_empty),
        (true, false) => tr!(resident.menu_none, q = wanted.q.trim()),
        _ => tr!(resident.menu_found, n = found.len()),
    };
    if wanted.q.is_empty() {
        // The button that was pressed is gone; reading goes on with the group.
        focus("shelf-title");
    }
    let heading = groups.iter().find(|g| g.code == wanted.group).map(|g| pick(&g.name, &g.name_en));
    view! {
        <div class="shelf-head">
            {heading.map(|text| view! { <h3 id="shelf-title" tabindex="-1">{text}</h3> })}
            <p role="status" class="hint">{status}</p>
            <a href="/" class="back-link">{icon("arrow-left")}{tr!(resident.menu_all_groups)}</a>
        </div>
        <ul class="cells">{found.into_iter().map(|i| item_cell(&i)).collect_view()}</ul>
    }
    .into_any()
}

fn group_button(group: &MenuGroup, items: usize) -> impl IntoView + use<> {
    let (name, sign) = (pick(&group.name, &group.name_en), icon(&group.icon));
    view! {
        <li>
            <a href=format!("/?group={}", group.code) class="group">
                <span class="group-icon">{sign}</span>
                <span class="group-name">{name}</span>
                <span class="group-count">{tr!(resident.menu_group_items, n = items)}</span>
            </a>
        </li>
    }
}

fn item_cell(item: &MenuItem) -> impl IntoView + use<> {
    let (name, note) = (pick(&item.name, &item.name_en), pick(&item.description, &item.description_en));
    view! {
        <li>
            <a href=format!("/item/{}", item.id) class="cell">
                <span class="cell-main">
                    <strong>{name}</strong>
                    <span class="cell-note">{note}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}

/// The word goes into the address as it is typed, replacing the entry before: back leads out of the search at once.
#[component]
fn SearchBox(wanted: Memo<Wanted>) -> impl IntoView {
    let search = move |word: String| {
        let encoded: String = js_sys::encode_uri_component(&word).into();
        nav::note(&if word.is_empty() { "/".to_owned() } else { format!("/?q={encoded}") });
    };
    view! {
        <form role="search" class="searchbox" on:submit=act(|e: leptos::ev::SubmitEvent| e.prevent_default())>
            <label for="menu-q">{tr!(resident.menu_search)}</label>
            <div class="searchbox-line">
                {icon("search")}
                <input id="menu-q" type="search" autocomplete="off" placeholder=tr!(resident.menu_search_hint)
                    prop:value=typed(move || wanted.get().q) on:input=act(move |e| search(event_target_value(&e)))/>
            </div>
        </form>
    }
}
