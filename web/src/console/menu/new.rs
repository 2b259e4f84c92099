//! A new item: whose it is, where it stands, and everything an item says. It becomes a draft.

use super::Keeping;
use super::editor::{Editing, Editor, Wrong};
use super::frame::for_keepers;
use super::sheet::Sheet;
use crate::api::{self, Api, Attempt, Failure};
use crate::console::frame::KEPT;
use crate::console::kept::Kept;
use crate::i18n::{pick, tr};
use crate::nav;
use crate::orders::said;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Banner, Heading, Question, at, focus, icon, load, spoken_name, store};
use contract::menu::{ClassSpans, MenuGroup, NewMenuItem};
use contract::org::Skill;
use contract::{MenuGroupId, OrgUnitId, ProblemCode};
use leptos::prelude::*;

/// Where the device keeps what was typed.
fn key() -> String {
    format!("{KEPT}menu.new")
}

/// `/console/menu/new`
#[component]
pub fn NewItemPage() -> impl IntoView {
    let api = Api::expect();
    let ask = move || async move { Ok((api::menu::groups(api).await?, api::menu::classes(api).await?, api::menu::skills(api).await?)) };
    for_keepers(|keeping| {
        load(ask, move |(groups, classes, skills): (Vec<MenuGroup>, ClassSpans, Vec<Skill>)| {
            view! { <New keeping=keeping.clone() groups classes skills/> }.into_any()
        })
    })
}

#[component]
fn New(keeping: Keeping, groups: Vec<MenuGroup>, classes: ClassSpans, skills: Vec<Skill>) -> impl IntoView {
    let (api, kept) = (Api::expect(), Kept::expect());
    let sheet = store::read::<Sheet>(&key()).unwrap_or_else(|| Sheet::fresh(&classes.general));
    let editing = Editing::begin(sheet, classes, skills);
    Effect::new(move |_| editing.sheet.with(|s| store::write(&key(), s)));
    let owner: RwSignal<Option<OrgUnitId>> = RwSignal::new(if keeping.city { None } else { keeping.communities.first().map(|c| c.id) });
    let (group, code) = (RwSignal::new(groups.first().map(|g| g.id)), RwSignal::new(String::new()));
    let (pending, trouble, attempt) = (RwSignal::new(false), RwSignal::new(None::<String>), StoredValue::new(None::<Attempt>));
    let send = move |_| {
        let (Some(content), Some(group_id)) = (editing.checked(), group.get_untracked()) else { return };
        let ask = NewMenuItem {
            code: code.get_untracked().trim().to_owned(),
            group_id,
            community_id: owner.get_untracked(),
            is_custom: false,
            content,
        };
        let problems = crate::ui::problems_of(&ask);
        if !problems.is_empty() {
            return editing.show(problems, true);
        }
        let body = serde_json::to_string(&ask).unwrap_or_default();
        let key_of = attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            match api::menu::create(api, &ask, &key_of).await {
                Ok(item) => {
                    store::remove(&key());
                    kept.leave_word(tr!(menu.created));
                    nav::go(&at(&format!("/menu/{}", item.id)));
                }
                Err(Failure::Problem(p)) if p.code == ProblemCode::InvalidFields => editing.show(p.errors, true),
                Err(failure) => {
                    let _ = trouble.try_set(Some(said(&failure)));
                    focus("menu-trouble");
                }
            }
            let _ = pending.try_set(false);
        });
    };
    let problem = editing.problem("/code".to_owned());
    view! {
        <a href=at("/menu") class="back-link">{icon("arrow-left")}{tr!(menu.back)}</a>
        <Heading text=tr!(menu.new_title)/>
        <div id="menu-trouble" tabindex="-1">{live(move || trouble.get().map(|text| view! { <Banner text/> }))}</div>
        <Wrong editing/>
        <section class="card" aria-labelledby="place-title">
            <h2 id="place-title">{tr!(menu.place_title)}</h2>
            {(keeping.communities.len() + usize::from(keeping.city) > 1).then(|| owners(&keeping, owner))}
            <div class="question">
                <label class="question-label" for="f-group_id">{tr!(menu.group)}</label>
                <select id="f-group_id" class="short" on:change=act(move |e| group.set(event_target_value(&e).parse::<MenuGroupId>().ok()))>
                    {groups.into_iter().map(|g| view! { <option value=g.id.to_string() selected=flag(move || group.get() == Some(g.id))>{pick(&g.name, &g.name_en)}</option> }).collect_view()}
                </select>
            </div>
            <Question pointer="/code".to_owned() label=tr!(menu.code) hint=tr!(menu.item_code_hint) required=true problem>
                <input type="text" id="f-code" class="short" maxlength="40" autocomplete="off" aria-required="true" aria-describedby="f-code-about"
                    prop:value=typed(move || code.get()) on:input=act(move |e| code.set(event_target_value(&e)))/>
            </Question>
        </section>
        <Editor editing>
            <section class="card card-turn" aria-labelledby="keep-title">
                <h2 id="keep-title">{tr!(menu.new_save_title)}</h2>
                <p class="hint">{tr!(menu.new_save_hint)}</p>
                <button type="button" id="save-draft" class="button button-primary" disabled=flag(move || pending.get()) on:click=act(send)>{tr!(menu.save)}</button>
            </section>
        </Editor>
    }
}

/// Whose item it is to be.
fn owners(keeping: &Keeping, owner: RwSignal<Option<OrgUnitId>>) -> AnyView {
    let city = keeping.city.then(|| (None, tr!(menu.owner_city)));
    let own = keeping.communities.iter().map(|c| (Some(c.id), spoken_name(&c.name).to_owned()));
    let option = move |(id, name): (Option<OrgUnitId>, String)| {
        let value = id.map(|id| id.to_string()).unwrap_or_default();
        view! { <option value=value selected=flag(move || owner.get() == id)>{name}</option> }
    };
    view! {
        <div class="question">
            <label class="question-label" for="f-community_id">{tr!(menu.owner)}</label>
            <select id="f-community_id" class="short" on:change=act(move |e| owner.set(event_target_value(&e).parse().ok()))>
                {city.into_iter().chain(own).map(option).collect_view()}
            </select>
        </div>
    }
    .into_any()
}
