//! One item of the list: its state, its place, and whether the community offers it.

use super::list::Listing;
use crate::api;
use crate::i18n::{pick, tr};
use crate::orders::said;
use crate::ui::lean::{act, flag};
use crate::ui::{at, icon, spoken_name};
use contract::menu::{ChangeMenuItem, ManagedItem, OpenMenuItem};
use leptos::prelude::*;

/// What has to be known of an item at a glance.
fn badges(item: &ManagedItem) -> AnyView {
    let badge = |class: &'static str, text: String| view! { <span class=format!("state state-{class}")>{text}</span> };
    view! {
        {(item.item_version == 0).then(|| badge("turn", tr!(menu.unpublished)))}
        {(item.item_version > 0 && item.has_draft).then(|| badge("turn", tr!(menu.has_draft)))}
        {(item.item_version > 0 && !item.is_open).then(|| badge("ended", tr!(menu.closed)))}
        {item.is_closed_here.then(|| badge("ended", tr!(menu.closed_here)))}
        {(!item.is_in_season).then(|| badge("moving", tr!(menu.out_of_season)))}
        {item.community.as_ref().map(|c| badge("good", tr!(menu.own_of, community = spoken_name(&c.name))))}
        {item.is_custom.then(|| badge("good", tr!(menu.custom)))}
    }
    .into_any()
}

#[component]
pub fn Row(item: ManagedItem, listing: Listing) -> impl IntoView {
    let name = pick(&item.name, &item.name_en);
    let version = if item.item_version > 0 { tr!(menu.version_n, n = item.item_version) } else { String::new() };
    let closures = (item.closures > 0 && listing.community.is_none()).then(|| tr!(menu.closed_in_n, n = item.closures));
    view! {
        <li class="cell menu-row">
            <span class="cell-main">
                <a href=at(&format!("/menu/{}", item.id)) class="row-link"><strong>{name}</strong></a>
                <span class="badges">{badges(&item)}<span class="cell-meta">{version}</span>{closures.map(|text| view! { <span class="cell-meta">{text}</span> })}</span>
            </span>
            <Steps item listing/>
        </li>
    }
}

/// Up and down for those who may; open and close for the community.
#[component]
fn Steps(item: ManagedItem, listing: Listing) -> impl IntoView {
    let pending = RwSignal::new(false);
    let name = pick(&item.name, &item.name_en);
    let (id, version, may_edit) = (item.id, item.version, item.may_edit);
    let shift = move |by: i32| {
        let place = listing.items.with_untracked(|all| {
            let me = all.iter().find(|i| i.id == id)?;
            let owner = |i: &ManagedItem| i.community.as_ref().map(|c| c.id);
            let siblings = all.iter().filter(|i| i.group_id == me.group_id && owner(i) == owner(me));
            i32::try_from(siblings.collect::<Vec<_>>().iter().position(|i| i.id == id)?).ok()
        });
        let Some(to) = place.map(|at| at + by).filter(|to| *to >= 0) else { return };
        pending.set(true);
        api::run(async move {
            let ask = ChangeMenuItem { expected_version: version, group_id: None, position: Some(to), is_open: None };
            match api::menu::change(listing.api, id, &ask).await {
                Ok(changed) => {
                    moved(listing, changed, by);
                    let _ = listing.trouble.try_set(None);
                }
                Err(failure) => drop(listing.trouble.try_set(Some(said(&failure)))),
            }
            let _ = pending.try_set(false);
        });
    };
    let (up, down) = (tr!(menu.move_up, name = name), tr!(menu.move_down, name = name));
    let is_closed = item.is_closed_here;
    let opening = listing.community.filter(|_| item.community.is_none() && !item.is_custom && item.item_version > 0);
    view! {
        <span class="menu-steps">
            {may_edit.then(|| view! {
                <button type="button" class="button button-secondary button-small" aria-label=up disabled=flag(move || pending.get()) on:click=act(move |_| shift(-1))>"↑"</button>
                <button type="button" class="button button-secondary button-small" aria-label=down disabled=flag(move || pending.get()) on:click=act(move |_| shift(1))>"↓"</button>
            })}
            {opening.map(|community| {
                let toggle = move |_| {
                    pending.set(true);
                    api::run(async move {
                        let ask = OpenMenuItem { community_id: community, is_open: is_closed };
                        match api::menu::open(listing.api, id, &ask).await {
                            Ok(changed) => {
                                let word = if changed.is_closed_here { tr!(menu.now_closed, name = changed.name) } else { tr!(menu.now_open, name = changed.name) };
                                let _ = listing.notice.try_set(Some(word));
                                listing.put(changed);
                            }
                            Err(failure) => drop(listing.trouble.try_set(Some(said(&failure)))),
                        }
                        let _ = pending.try_set(false);
                    });
                };
                let named = format!("{} {name}", if is_closed { tr!(menu.open_here) } else { tr!(menu.close_here) });
                let (word, sign) = if is_closed { (tr!(menu.open_here), "check") } else { (tr!(menu.close_here), "lock") };
                view! { <button type="button" class="button button-outline button-small" aria-label=named disabled=flag(move || pending.get()) on:click=act(toggle)>{icon(sign)}{word}</button> }
            })}
        </span>
    }
}

/// The list follows without asking again.
fn moved(listing: Listing, changed: ManagedItem, by: i32) {
    let _ = listing.items.try_update(|all| {
        let owner = |i: &ManagedItem| (i.group_id, i.community.as_ref().map(|c| c.id));
        let Some(from) = all.iter().position(|i| i.id == changed.id) else { return };
        let is_sibling = |(at, i): &(usize, &ManagedItem)| *at != from && owner(i) == owner(&changed);
        let siblings: Vec<usize> = all.iter().enumerate().filter(is_sibling).map(|(at, _)| at).collect();
        let to = if by < 0 { siblings.into_iter().rfind(|at| *at < from) } else { siblings.into_iter().find(|at| *at > from) };
        all.remove(from);
        all.insert(to.unwrap_or(from).min(all.len()), changed.clone());
    });
}
