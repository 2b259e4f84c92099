//! The list of a unit: who is on it, and how each one's check-in stands. By name and by nothing else.

mod forms;
mod row;

use crate::api::{self, Answer, Api, Failure};
use crate::console::kept::Kept;
use crate::console::service::own::of_unit;
use crate::console::service::places::Places;
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, live, typed};
use crate::ui::{Heading, More, Notices, at, encode, icon, load};
use contract::UnitId;
use contract::check_ins::{OwnUnit, UnitMember, UnitMemberFilter, UnitMemberPage};
use leptos::prelude::*;

/// Rows that are asked for at once.
const SHOWN: i64 = 50;

/// `/console/service/members?unit=…&q=…`
#[component]
pub fn MembersPage() -> impl IntoView {
    view! {
        <div class="page-head"><div><Heading text=tr!(service.members_title)/><p class="hint">{tr!(service.members_lead)}</p></div></div>
        {of_unit("/service/members", |unit| view! { <Members unit/> }.into_any())}
    }
}

async fn page(api: Api, unit: UnitId, q: String, cursor: Option<String>) -> Answer<UnitMemberPage> {
    let q = Some(q.trim().to_owned()).filter(|q| !q.is_empty());
    api::units::members(api, unit, &UnitMemberFilter { q, cursor, limit: Some(SHOWN), ..UnitMemberFilter::default() }).await
}

#[component]
fn Members(unit: OwnUnit) -> impl IntoView {
    let (api, id) = (Api::expect(), unit.unit.id);
    let again = RwSignal::new(0u32);
    let taking =
        Taking::new(Kept::expect().given(&format!("members/{id}")), Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1))));
    let looked_for = Memo::new(|_| nav::word("q").unwrap_or_default());
    let ask = move || {
        again.track();
        let q = looked_for.get();
        async move { Ok((page(api, id, q, None).await?, Places::all(api).await?)) }
    };
    let import = at(&format!("/service/imports?unit={id}"));
    view! {
        <div class="list-head">
            <Search unit=id looked_for/>
            <a href=import class="button button-secondary">{icon("clipboard-list")}{tr!(service.import)}</a>
        </div>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |(found, places): (UnitMemberPage, Places)| {
            let is_narrow = !looked_for.get_untracked().is_empty();
            view! { <Found unit=id found places taking is_narrow/> }.into_any()
        })}
    }
}

#[component]
fn Search(unit: UnitId, looked_for: Memo<String>) -> impl IntoView {
    let q = RwSignal::new(looked_for.get_untracked());
    let search = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        nav::note(&at(&format!("/service/members?unit={unit}&q={}", encode(q.get_untracked().trim()))));
    };
    view! {
        <form role="search" class="search" on:submit=act(search)>
            <label for="member-q">{tr!(service.member_search)}</label>
            <div class="search-line">
                <input id="member-q" type="search" autocomplete="off" maxlength="40"
                    prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
                <button type="submit" class="button button-secondary">{icon("search")}{tr!(console.search_go)}</button>
            </div>
        </form>
    }
}

#[component]
fn Found(unit: UnitId, found: UnitMemberPage, places: Places, taking: Taking, is_narrow: bool) -> impl IntoView {
    let api = Api::expect();
    let places = StoredValue::new(places);
    let is_empty = found.items.is_empty();
    let (rows, cursor) = (RwSignal::new(found.items), RwSignal::new(found.next_cursor));
    let more = move |after: String| async move {
        let q = nav::word_now("q").unwrap_or_default();
        let next = page(api, unit, q, Some(after)).await?;
        rows.update(|all| all.extend(next.items));
        Ok::<_, Failure>(next.next_cursor)
    };
    let body = if is_empty {
        let words = if is_narrow { tr!(service.members_not_found) } else { tr!(service.members_none) };
        view! { <div class="empty card"><p role="status">{words}</p></div> }.into_any()
    } else {
        view! { {row::table(rows, places, taking)}<More cursor fetch=more/> }.into_any()
    };
    view! {
        {body}
        <section class="card" aria-labelledby="add-title">
            <h2 id="add-title">{tr!(service.member_add_title)}</h2>
            {places.with_value(|places| view! { <Steps taking forms=vec![forms::add(unit, places)]/> })}
        </section>
    }
}

/// Somebody of the list, opened for a change.
fn opened(member: &UnitMember, places: &Places, taking: Taking) -> AnyView {
    let taking = taking.with(Kept::expect().given(&format!("unit-member/{}", member.id)));
    view! { <Steps taking forms=forms::of(member, places)/> }.into_any()
}

/// A button that opens what belongs to a row, and what it opens.
fn unfolds(label: String, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button button-secondary button-small" aria-expanded=move || open.get().to_string()
            aria-label=label on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(service.member_edit)}</button>
        {live(move || open.get().then(&draw))}
    }
    .into_any()
}
