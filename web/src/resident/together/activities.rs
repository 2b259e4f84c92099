//! 为民服务活动 for everybody: what is going on, signing up for oneself, giving the place back.

use crate::api::{self, Api, Sending};
use crate::check_ins::category;
use crate::i18n::tr;
use crate::nav;
use crate::resident::place::Chosen;
use crate::resident::step::Sender;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, More, Segments, SignInFirst, icon, load, now, spoken, spoken_name};
use contract::activities::{
    Activity, ActivityAction, ActivityFilter, ActivityPage as Page, ActivityState, ListedActivity, OwnActivities, OwnActivityFilter,
    SignUp, SignUpState,
};
use contract::orders::Step;
use contract::{ActivityId, OrgUnitId};
use leptos::prelude::*;

const PAGE: i64 = 20;

/// The three parts: activities, one's own, projects.
pub fn parts(current: usize) -> AnyView {
    let entries = vec![
        ("/activities".into(), tr!(common_life.activities)),
        ("/activities?show=mine".into(), tr!(common_life.mine)),
        ("/projects".into(), tr!(common_life.projects)),
    ];
    view! { <Segments label=tr!(common_life.show) entries current=Signal::derive(move || current)/> }.into_any()
}

/// The community whose things are shown: one's own, where one is chosen and the address does not ask for all; and the way to the others.
pub fn near(path: &'static str) -> (Option<OrgUnitId>, AnyView) {
    let Some(own) = Chosen::expect().get() else { return (None, ().into_any()) };
    let name = spoken_name(&own.name).to_owned();
    let is_wide = nav::word("community").as_deref() == Some("all");
    let (here, way, to) = match is_wide {
        true => (tr!(common_life.near_all), path.to_owned(), tr!(common_life.near_to_own, place = name)),
        false => (tr!(common_life.near_own, place = name), format!("{path}?community=all"), tr!(common_life.near_to_all)),
    };
    let line = view! { <p class="near">{icon("map-pin")}<span>{here}</span><a href=way class="row-link">{to}</a></p> };
    ((!is_wide).then_some(own.id), line.into_any())
}

/// `/activities`, `/activities?show=mine`, `/activities?community=all`
#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    let mine = Memo::new(move |_| nav::word("show").as_deref() == Some("mine"));
    view! {
        <Heading text=tr!(common_life.title)/>
        <p class="lead">{tr!(common_life.lead)}</p>
        {live(move || parts(usize::from(mine.get())))}
        {live(move || match (mine.get(), signed_in.get()) {
            (true, false) => view! { <SignInFirst lead=tr!(common_life.sign_in_lead)/> }.into_any(),
            (true, true) => list(true, None),
            (false, _) => {
                let (community, line) = near("/activities");
                view! { {line}{list(false, community)} }.into_any()
            }
        })}
    }
}

async fn fetch(api: Api, is_mine: bool, community: Option<OrgUnitId>, cursor: Option<String>) -> api::Answer<Page> {
    if is_mine {
        let filter = OwnActivityFilter { role: Some(OwnActivities::Joined), cursor, limit: Some(PAGE), ..OwnActivityFilter::default() };
        return api::activities::own(api, &filter).await;
    }
    api::activities::public(api, &ActivityFilter { community, cursor, limit: Some(PAGE), ..ActivityFilter::default() }).await
}

fn list(is_mine: bool, community: Option<OrgUnitId>) -> AnyView {
    let api = Api::expect();
    load(
        move || async move { fetch(api, is_mine, community, None).await },
        move |first: Page| {
            if first.items.is_empty() {
                let text = if is_mine { tr!(common_life.none_mine) } else { tr!(common_life.none) };
                return view! { <div class="empty"><p role="status">{text}</p></div> }.into_any();
            }
            let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
            let more = move |after: String| async move {
                let page = fetch(api, is_mine, community, Some(after)).await?;
                items.update(|list| list.extend(page.items));
                Ok(page.next_cursor)
            };
            view! {
                <ul class="plain wish-list">{live(move || items.with(|all| all.iter().map(card).collect_view()))}</ul>
                <More cursor fetch=more/>
            }
            .into_any()
        },
    )
}

fn card(activity: &ListedActivity) -> AnyView {
    view! {
        <li class="card">
            <p><a href=format!("/activities/{}", activity.id) class="row-link"><strong>{activity.title.clone()}</strong></a></p>
            <p>{icon("clock")}" "{spoken::when(activity.starts_at)}</p>
            <p class="hint">{spoken_name(&activity.community.name).to_owned()}" · "{activity.place.clone()}</p>
            <p class="hint">{standing(activity)}</p>
        </li>
    }
    .into_any()
}

fn standing(activity: &ListedActivity) -> String {
    match activity.state {
        ActivityState::Open if activity.starts_at <= now() => tr!(common_life.going_on),
        ActivityState::Open if activity.taken >= activity.capacity => tr!(common_life.full),
        ActivityState::Open => tr!(common_life.places_left, n = activity.capacity - activity.taken),
        ActivityState::Held => tr!(common_life.over),
        ActivityState::Closed => tr!(common_life.reported),
        ActivityState::Cancelled => tr!(activities.state_cancelled),
        ActivityState::Draft => tr!(activities.state_draft),
    }
}

/// `/activities/:id`
#[component]
pub fn ActivityPage(id: ActivityId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move { api::activities::one(api, id).await }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(common_life.title)/><SignInFirst lead=tr!(common_life.sign_in_lead)/> }.into_any();
        }
        view! {
            <a href="/activities" class="back-link">{icon("arrow-left")}{tr!(common_life.title)}</a>
            {sender.said()}
            {load(ask, move |activity: Activity| one(&activity, sender))}
        }
        .into_any()
    })
}

fn one(activity: &Activity, sender: Sender) -> AnyView {
    let (content, id) = (&activity.content, activity.id);
    let by = activity.unit.as_ref().map_or_else(|| spoken_name(&activity.community.name).to_owned(), |u| u.name.clone());
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    let report = activity.report.as_ref().map(|report| {
        let line = |o: &contract::activities::ActivityOutcome| row(o.indicator.clone(), format!("{} {}", o.number, o.unit));
        view! {
            <section class="card" aria-labelledby="report-title">
                <h2 id="report-title">{tr!(activities.report)}</h2>
                <p class="pre">{report.summary.clone()}</p>
                <dl class="review">
                    {row(tr!(activities.people_served), report.people_served.to_string())}
                    {row(tr!(activities.came), tr!(activities.came_n, n = report.present, minutes = report.minutes))}
                    {report.outcomes.iter().map(line).collect_view()}
                </dl>
            </section>
        }
    });
    view! {
        <p class="eyebrow">{category(content.category)}</p>
        <Heading text=content.title.clone()/>
        <section class="card" aria-labelledby="when-title">
            <h2 id="when-title">{spoken::when(content.starts_at)}</h2>
            <p>{icon("map-pin")}" "{spoken_name(&activity.community.name).to_owned()}" · "{content.place.clone()}</p>
            <p class="hint">{tr!(activities.places_n, taken = activity.taken, capacity = content.capacity)}</p>
            {way_in(activity, id, sender)}
        </section>
        <section class="card" aria-labelledby="about-title">
            <h2 id="about-title">{tr!(activities.what)}</h2>
            <p class="pre">{content.description.clone()}</p>
            <dl class="review">
                {row(tr!(activities.organiser), by)}
                {row(tr!(activities.ends_at), spoken::when(content.ends_at))}
                {(!activity.units.is_empty()).then(|| row(tr!(common_life.units), activity.units.iter().map(|u| u.name.clone()).collect::<Vec<_>>().join("、")))}
            </dl>
        </section>
        {report}
    }
    .into_any()
}

/// The one button, or why there is none.
fn way_in(activity: &Activity, id: ActivityId, sender: Sender) -> AnyView {
    let pending = sender.pending;
    if activity.allowed_actions.contains(&ActivityAction::SignUp) {
        let join =
            move |_| sender.send(tr!(common_life.joined), Sending::new(format!("/activities/{id}/sign-ups"), &serde_json::json!({})), None);
        return view! { <button type="button" class="button button-primary button-wide" disabled=flag(move || pending.get()) on:click=act(join)>{tr!(common_life.join)}</button> }
            .into_any();
    }
    if let Some(place) = activity.my_sign_up.clone() {
        return mine(activity, &place, sender);
    }
    let why = match activity.state {
        ActivityState::Open if activity.content.starts_at <= now() => tr!(common_life.going_on),
        ActivityState::Open if activity.taken >= activity.content.capacity => tr!(common_life.full),
        ActivityState::Open if activity.content.is_open_to_all => tr!(common_life.check_in_first),
        ActivityState::Open => tr!(common_life.only_units),
        ActivityState::Cancelled => tr!(common_life.cancelled_because, reason = activity.reason),
        _ => tr!(common_life.over),
    };
    let check_in = activity.state == ActivityState::Open && activity.content.is_open_to_all && activity.taken < activity.content.capacity;
    view! {
        <p role="status">{why}</p>
        {check_in.then(|| view! { <p><a href="/check-in" class="button button-secondary">{tr!(common_life.to_check_in)}</a></p> })}
    }
    .into_any()
}

fn mine(activity: &Activity, place: &SignUp, sender: Sender) -> AnyView {
    let (id, step, pending) = (place.id, Step { expected_version: place.version }, sender.pending);
    let text = match place.state {
        SignUpState::Present => tr!(common_life.you_were_there, minutes = place.minutes),
        SignUpState::Absent => tr!(activities.absent),
        _ => tr!(common_life.you_come),
    };
    let back = activity.allowed_actions.contains(&ActivityAction::TakeBack).then(|| {
        let give = move |_| sender.send(tr!(common_life.given_back), Sending::new(format!("/activity-sign-ups/{id}/cancellation"), &step), None);
        view! {
            <p class="hint">{tr!(common_life.give_back_hint)}</p>
            <button type="button" class="button button-quiet" disabled=flag(move || pending.get()) on:click=act(give)>{tr!(common_life.give_back)}</button>
        }
    });
    view! { <p role="status"><strong>{icon("check")}" "{text}</strong></p>{back} }.into_any()
}
