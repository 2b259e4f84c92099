//! Finding the service while somebody talks: one word narrows the menu; Enter takes the first.

use super::{communities, not_a_desk};
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::i18n::{lang, pick, tr};
use crate::nav;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Heading, Notices, at, icon, load, spoken_name};
use contract::OrgUnitId;
use contract::menu::{MenuItem, MenuItemFilter};
use leptos::prelude::*;

/// Items whose name, description or group holds every word that was typed.
pub fn matching(items: &[MenuItem], q: &str) -> Vec<MenuItem> {
    let words: Vec<String> = q.split_whitespace().map(str::to_lowercase).collect();
    let fits = |item: &&MenuItem| {
        let fields = [&item.name, &item.name_en, &item.description, &item.description_en, &item.group_name, &item.group_name_en];
        words.iter().all(|w| fields.iter().any(|f| f.to_lowercase().contains(w)))
    };
    items.iter().filter(fits).cloned().collect()
}

/// `/console/new`
#[component]
pub fn PickPage() -> impl IntoView {
    let api = Api::expect();
    let all = communities();
    let Some(first) = all.first().map(|c| c.id) else { return not_a_desk() };
    let community = RwSignal::new(first);
    let items = move || {
        let filter = MenuItemFilter { community: Some(community.get()), ..MenuItemFilter::default() };
        async move { api::menu::items(api, &filter).await }
    };
    let option = move |c: contract::org::OrgRef| {
        let id = c.id;
        view! { <option value=id.to_string() selected=flag(move || community.get() == id)>{spoken_name(&c.name).to_owned()}</option> }
    };
    let choose = move |e| {
        if let Ok(id) = event_target_value(&e).parse::<OrgUnitId>() {
            community.set(id);
        }
    };
    view! {
        <div class="middle">
            <Heading text=tr!(entry.title)/>
            <Notices notice=RwSignal::new(Kept::expect().take_word()) trouble=RwSignal::new(None)/>
            <p class="lead">{tr!(entry.lead)}</p>
            {(all.len() > 1).then(|| view! {
                <div class="question">
                    <label class="question-label" for="entry-community">{tr!(console.filter_community)}</label>
                    <select id="entry-community" class="short" on:change=act(choose)>{all.into_iter().map(option).collect_view()}</select>
                </div>
            })}
            {load(items, move |items: Vec<MenuItem>| view! { <Items items community=community.get_untracked()/> }.into_any())}
        </div>
    }
    .into_any()
}

#[component]
fn Items(items: Vec<MenuItem>, community: OrgUnitId) -> impl IntoView {
    let q = RwSignal::new(String::new());
    let items = StoredValue::new(items);
    let found = Memo::new(move |_| q.with(|q| items.with_value(|all| matching(all, q))));
    let to = move |item: &MenuItem| at(&format!("/new/{}?community={community}", item.id));
    let first = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        if let Some(to) = found.with_untracked(|all| all.first().map(to)) {
            nav::go(&to);
        }
    };
    let cell = move |item: MenuItem| {
        view! {
            <li>
                <a href=to(&item) class="cell row-link">
                    <span class="cell-main"><strong>{pick(&item.name, &item.name_en)}</strong><span class="cell-note">{pick(&item.description, &item.description_en)}</span></span>
                    <span class="hint">{pick(&item.group_name, &item.group_name_en)}</span>
                    {icon("chevron-right")}
                </a>
            </li>
        }
    };
    view! {
        <form role="search" class="search" on:submit=act(first)>
            <label for="order-q">{tr!(entry.search)}</label>
            <input id="order-q" type="search" autocomplete="off" placeholder=tr!(entry.search_hint) lang=lang().tag()
                prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
        </form>
        <p class="hint" role="status">{live(move || match found.with(Vec::len) {
            0 => tr!(entry.none),
            n => tr!(entry.found, n = n),
        })}</p>
        {live(move || {
            let found = found.get();
            (!found.is_empty()).then(|| view! { <ul class="cells">{found.into_iter().map(cell).collect_view()}</ul> })
        })}
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    fn item(name: &str, name_en: &str) -> MenuItem {
        let id = "01930f2e-6f00-7000-8000-000000000001";
        serde_json::from_value(json!({
            "id": id, "code": "x", "group_id": id, "group_name": "居家维修", "group_name_en": "Home repairs", "name": name, "name_en": name_en,
            "description": "", "description_en": "", "audience": "everyone", "evidence": "none", "skills": [], "form": [], "is_public": true, "is_custom": false, "item_version": 1, "version": 1,
            "deadlines": {"acceptance": "2wh", "dispatch": "2wh", "take": "2wh", "first_contact": "4wh", "completion": "3wd"}
        }))
        .unwrap()
    }

    #[test]
    fn every_word_has_to_fit() {
        let items = [item("换灯泡", "Replace a lamp"), item("修水管", "Mend a pipe")];
        let names = |q: &str| matching(&items, q).into_iter().map(|i| i.name).collect::<Vec<_>>();
        assert_eq!(names("灯"), ["换灯泡"]);
        assert_eq!(names("维修 水"), ["修水管"]);
        assert_eq!(names("LAMP"), ["换灯泡"]);
        assert_eq!(names(" ").len(), 2);
        assert!(names("飞机").is_empty());
    }
}
