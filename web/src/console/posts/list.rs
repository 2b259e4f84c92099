//! The posts of a desk by their state, and the form of a new one.

use super::forms::{self, Choices};
use super::words;
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, Notices, Segments, at, icon, load, no_such_page, spoken_name};
use contract::OrgUnitId;
use contract::org::{OrgRef, PersonRef};
use contract::posts::{Post, PostFilter, PostPage, PostState};
use leptos::prelude::*;
use std::sync::Arc;

const SHOWN: [PostState; 5] = [PostState::Published, PostState::Draft, PostState::Paused, PostState::Closed, PostState::Archived];
const PATH: &str = "/service/posts";

/// Who can receive others in these communities, and the skills there are. Whoever plans a post stands first.
pub async fn choices(api: Api, communities: Vec<OrgUnitId>, me: Option<PersonRef>) -> api::Answer<Choices> {
    let mut people: Vec<PersonRef> = me.into_iter().collect();
    for community in communities {
        for member in api::hosting::members(api, community).await?.items.into_iter().filter_map(|c| c.member) {
            if people.iter().all(|p| p.id != member.id) {
                people.push(PersonRef { id: member.id, name: member.name });
            }
        }
    }
    Ok(Choices { people, skills: api::menu::skills(api).await? })
}

/// Whoever is signed in, as somebody who can receive others.
pub fn myself() -> Option<PersonRef> {
    Session::expect().me_untracked().map(|me| PersonRef { id: me.id, name: me.name })
}

/// `/console/service/posts`, `/console/service/posts?show=draft`
#[component]
pub fn PostsPage() -> impl IntoView {
    let Seat::Desk(communities) = Seated::here() else { return no_such_page() };
    let (api, again) = (Api::expect(), RwSignal::new(0u32));
    let current = Memo::new(|_| nav::word("show").and_then(|w| SHOWN.iter().position(|s| s.as_str() == w)).unwrap_or(0));
    let state = move || SHOWN.get(current.get()).copied().unwrap_or(PostState::Published);
    let taking = Taking::new(
        Kept::expect().given("posts"),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            // What was written is a draft.
            nav::note(&at(&format!("{PATH}?show={}", PostState::Draft)));
        }),
    );
    let ids: Vec<OrgUnitId> = communities.iter().map(|c| c.id).collect();
    let (of_form, me) = (ids.clone(), myself());
    let form = load(move || choices(api, of_form.clone(), me.clone()), {
        let communities = communities.clone();
        move |choices: Choices| view! { <Steps taking forms=vec![forms::fresh(&communities, &choices)] alone=false/> }.into_any()
    });
    let entries = SHOWN.iter().map(|s| (at(&format!("{PATH}?show={s}")), words::post(*s).0)).collect();
    let own = ids.clone();
    let one = Memo::new(move |_| nav::word("community").and_then(|w| w.parse().ok()).filter(|c| own.contains(c)).or(own.first().copied()));
    let filter = move |cursor| PostFilter { community: one.get(), state: Some(state()), cursor, ..PostFilter::default() };
    let ask = move || {
        again.track();
        let filter = filter(None);
        async move { api::hosting::posts(api, &filter).await }
    };
    view! {
        <div class="page-head"><div><Heading text=tr!(hosting.posts)/><p class="hint">{lead(&communities)}</p></div></div>
        <Notices notice=taking.notice trouble=taking.trouble/>
        <section class="card" aria-label=tr!(hosting.new)>{form}</section>
        <p class="button-row">
            <a href=at("/service/shifts") class="button button-secondary">{icon("clock")}{tr!(hosting.shifts)}</a>
            <a href=at("/service/qualifications") class="button button-secondary">{icon("badge-check")}{tr!(hosting.qualifications)}</a>
        </p>
        {which_community(&communities, PATH, one)}
        <div class="list-head"><Segments label=tr!(hosting.which) entries current=Signal::derive(move || current.get())/></div>
        {load(ask, move |page: PostPage| listed(api, page, untrack(|| filter(None))))}
    }
    .into_any()
}

/// For whoever works for several: whose posts or shifts are shown.
pub fn which_community(communities: &[OrgRef], path: &'static str, shown: Memo<Option<OrgUnitId>>) -> Option<AnyView> {
    let chip = move |c: &OrgRef| {
        let (id, href) = (c.id, at(&format!("{path}?community={}", c.id)));
        view! { <li><a href=href class="chip" aria-current=move || (shown.get() == Some(id)).then_some("true") data-stay="">{spoken_name(&c.name).to_owned()}</a></li> }
    };
    (communities.len() > 1).then(|| {
        view! { <nav class="queue-parts" aria-label=tr!(hosting.community)><ul class="chips">{communities.iter().map(chip).collect_view()}</ul></nav> }.into_any()
    })
}

fn lead(communities: &[OrgRef]) -> String {
    let names: Vec<&str> = communities.iter().map(|c| spoken_name(&c.name)).collect();
    tr!(hosting.posts_lead, community = names.join("、"))
}

fn listed(api: Api, page: PostPage, filter: PostFilter) -> AnyView {
    if page.items.is_empty() {
        return view! { <div class="empty card"><p role="status">{tr!(hosting.none)}</p></div> }.into_any();
    }
    let (rows, cursor) = (RwSignal::new(page.items), RwSignal::new(page.next_cursor));
    let filter = StoredValue::new(Arc::new(filter));
    let more = move |after: String| async move {
        let filter = PostFilter { cursor: Some(after), ..filter.get_value().as_ref().clone() };
        let page = api::hosting::posts(api, &filter).await?;
        rows.update(|all| all.extend(page.items));
        Ok(page.next_cursor)
    };
    view! {
        <ul class="queue">{live(move || rows.get().into_iter().map(|post| view! { <li class="card">{row(post)}</li> }).collect_view())}</ul>
        <More cursor fetch=more/>
    }
    .into_any()
}

fn row(post: Post) -> AnyView {
    let hosts = (!post.hosts.is_empty()).then(|| post.hosts.iter().map(|h| h.name.clone()).collect::<Vec<_>>().join("、"));
    let missing = if post.state == PostState::Draft { forms::missing(&post) } else { Vec::new() };
    view! {
        <p class="queue-head">
            <a href=at(&format!("{PATH}/{}", post.id)) class="queue-link row-link">{post.content.title.clone()}</a>
            {badge(words::post(post.state))}
        </p>
        <p class="hint">{dotted([
            Some(words::category(post.category)),
            Some(spoken_name(&post.community.name).to_owned()),
            Some(tr!(hosting.of_seats, n = post.content.max_people)),
            hosts.map(|names| tr!(hosting.hosted_by, names = names)),
        ])}</p>
        {(!missing.is_empty()).then(|| view! { <p class="hint">{icon("circle-alert")}{tr!(hosting.missing, what = missing.join("、"))}</p> })}
    }
    .into_any()
}
