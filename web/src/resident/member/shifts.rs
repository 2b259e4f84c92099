//! Shifts that can be claimed: those of one's own community first, narrowed by what the address says.

use super::parts::{badge, line, nothing};
use super::wanted::{EVERYWHERE, Wanted};
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::resident::place::Chosen;
use crate::session::Session;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Heading, More, SignInFirst, fetched, load, now, spoken, spoken_name};
use contract::OrgUnitId;
use contract::check_ins::PostCategory;
use contract::org::Skill;
use contract::posts::{Shift, ShiftPage, ShiftState};
use leptos::prelude::*;

const PAGE: i64 = 20;

/// The community that is one's own here: that of one's account, or the one chosen on this device.
pub fn own_community() -> Option<(OrgUnitId, String)> {
    let home = Session::expect().me_untracked().and_then(|me| me.home_community).map(|c| (c.id, c.name));
    home.or_else(|| Chosen::expect().get().map(|place| (place.id, place.name)))
}

/// `/posts`
#[component]
pub fn ShiftsPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        view! {
            <Heading text=tr!(member.posts_title)/>
            <p class="lead">{tr!(member.posts_lead)}</p>
            {match signed_in.get() {
                true => view! { <Found/> }.into_any(),
                false => view! { <SignInFirst lead=tr!(member.posts_sign_in)/> }.into_any(),
            }}
        }
    })
}

#[component]
fn Found() -> impl IntoView {
    let api = Api::expect();
    let wanted = Memo::new(|_| Wanted::read());
    let own = own_community();
    let own_id = own.as_ref().map(|(id, _)| *id);
    let first = move || {
        let filter = wanted.get().filter(own_id, None, PAGE);
        async move { api::posts::shifts(api, &filter).await }
    };
    let show = move |first: ShiftPage| {
        if first.items.is_empty() {
            return none(&wanted.get_untracked(), own_id.is_some());
        }
        let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
        let fetch = move |after: String| async move {
            let page = api::posts::shifts(api, &wanted.get_untracked().filter(own_id, Some(after), PAGE)).await?;
            items.update(|list| list.extend(page.items));
            Ok(page.next_cursor)
        };
        view! {
            <ul class="plain shifts">{live(move || items.with(|all| all.iter().map(card).collect_view()))}</ul>
            <More cursor fetch/>
        }
        .into_any()
    };
    view! { <Filters wanted own/>{load(first, show)} }
}

/// No shift: what may be loosened.
fn none(wanted: &Wanted, has_own: bool) -> AnyView {
    let way = if wanted.is_narrow() {
        Some(("/posts", tr!(member.posts_all_kinds)))
    } else if wanted.community.is_empty() && has_own {
        Some(("/posts?community=all", tr!(member.posts_everywhere)))
    } else {
        None
    };
    nothing(tr!(member.posts_none), way)
}

/// A shift, as a card that is one large link.
pub fn card(shift: &Shift) -> AnyView {
    let own = shift.own_claim.as_ref().map(|claim| badge(words::state(claim.state)));
    view! {
        <li class="card shift">
            <p class="badges"><a href=format!("/shifts/{}", shift.id) class="shift-title">{shift.post_title.clone()}</a>{own}</p>
            {line("clock", words::span(shift.starts_at, shift.ends_at))}
            {line("map-pin", format!("{} · {}", spoken_name(&shift.community.name), shift.place))}
            <p class="badges">{badge(seats(shift))}<span class="cell-meta">{words::category(shift.category)}</span></p>
        </li>
    }
    .into_any()
}

/// How many seats there are, and in which tone.
pub fn seats(shift: &Shift) -> (String, &'static str) {
    match shift.state {
        ShiftState::Cancelled => (tr!(member.shift_cancelled), "ended"),
        ShiftState::Running => (tr!(member.shift_running), "moving"),
        ShiftState::Done => (tr!(member.shift_done), "ended"),
        ShiftState::Open | ShiftState::Full if shift.opens_at > now() => {
            (tr!(member.shift_opens, when = spoken::when(shift.opens_at)), "ended")
        }
        ShiftState::Open | ShiftState::Full if shift.free > 0 && shift.waiting == 0 => {
            (tr!(member.shift_free, free = shift.free, all = shift.capacity), "good")
        }
        _ if shift.waiting < shift.waitlist => (tr!(member.shift_wait, n = shift.waiting), "turn"),
        _ => (tr!(member.shift_full), "ended"),
    }
}

#[component]
fn Filters(wanted: Memo<Wanted>, own: Option<(OrgUnitId, String)>) -> impl IntoView {
    let api = Api::expect();
    let skills = fetched(move || api::menu::skills(api));
    let put = move |change: &dyn Fn(&mut Wanted)| {
        let mut next = wanted.get_untracked();
        change(&mut next);
        nav::note(&next.address());
    };
    let kinds = PostCategory::ALL.iter().map(|c| (c.to_string(), words::category(*c)));
    let kinds: Vec<_> = std::iter::once((String::new(), tr!(member.any_category))).chain(kinds).collect();
    let places = own.map(|(_, name)| vec![(String::new(), spoken_name(&name).to_owned()), (EVERYWHERE.to_owned(), tr!(member.everywhere))]);
    let is_open = wanted.with_untracked(|w| !w.skill.is_empty() || !w.from.is_empty() || w.with_full);
    view! {
        <form class="card shift-filters" aria-label=tr!(member.filters) on:submit=act(|e: leptos::ev::SubmitEvent| e.prevent_default())>
            <div class="shift-filter-row">
                {places.map(|places| choice("filter-community", tr!(member.near), places, typed(move || wanted.with(|w| w.community.clone())), move |v| put(&|w| w.community.clone_from(&v))))}
                {choice("filter-category", tr!(member.category), kinds, typed(move || wanted.with(|w| w.category.clone())), move |v| put(&|w| w.category.clone_from(&v)))}
            </div>
            <details open=is_open>
                <summary>{tr!(member.filters_more)}</summary>
                <div class="shift-filter-row">
                    <div class="question">
                        <label class="question-label" for="filter-from">{tr!(member.from_day)}</label>
                        <input type="date" id="filter-from" prop:value=typed(move || wanted.with(|w| w.from.clone()))
                            on:change=act(move |e| { let v = event_target_value(&e); put(&|w| w.from.clone_from(&v)); })/>
                    </div>
                    {live(move || skills.get().map(|all: Vec<Skill>| {
                        let words = std::iter::once((String::new(), tr!(member.any_skill))).chain(all.into_iter().map(|s| (s.code, pick(&s.name, &s.name_en)))).collect();
                        choice("filter-skill", tr!(member.skill), words, typed(move || wanted.with(|w| w.skill.clone())), move |v| put(&|w| w.skill.clone_from(&v)))
                    }))}
                </div>
                <label class="choice choice-plain">
                    <input type="checkbox" prop:checked=flag(move || wanted.with(|w| w.with_full))
                        on:change=act(move |e| { let on = event_target_checked(&e); put(&|w| w.with_full = on); })/>
                    <span>{tr!(member.with_full)}</span>
                </label>
            </details>
        </form>
    }
}

fn choice(id: &'static str, label: String, words: Vec<(String, String)>, value: Signal<String>, put: impl Fn(String) + 'static) -> AnyView {
    let option = |(word, label): (String, String)| {
        let is = word.clone();
        view! { <option value=word selected=flag(move || value.get() == is)>{label}</option> }
    };
    view! {
        <div class="question">
            <label class="question-label" for=id>{label}</label>
            <select id=id on:change=act(move |e| put(event_target_value(&e)))>{words.into_iter().map(option).collect_view()}</select>
        </div>
    }
    .into_any()
}
