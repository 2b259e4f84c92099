//! One activity: what it says, what can be done, the relay of invitations, who comes, what came of it.

use super::people::People;
use super::relay::relay;
use super::{forms, state};
use crate::api::{self, Api};
use crate::check_ins::category;
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::badge;
use crate::console::steps::{Opt, Steps, Taking, opt};
use crate::i18n::tr;
use crate::ui::{Heading, Notices, at, fact, icon, load, spoken_name};
use contract::ActivityId;
use contract::activities::{Activity, ActivityAction, ActivityReport, ActivityState, SignUp};
use contract::org::NameFilter;
use leptos::prelude::*;

/// `/console/service/activities/:id`
#[component]
pub fn ActivityPage(id: ActivityId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("activity/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("next-title");
        }),
    );
    let ask = move || {
        again.track();
        async move {
            let activity = api::activities::one(api, id).await?;
            // Whom one can invite is only asked for when one can.
            let may_invite = activity.allowed_actions.contains(&ActivityAction::Invite);
            let units = match may_invite {
                true => api::units::named(api, &NameFilter { limit: Some(200), ..NameFilter::default() }).await?.items,
                false => Vec::new(),
            };
            // The desk of the community too, which keeps what units organise there.
            let may_record = activity.allowed_actions.contains(&ActivityAction::Record);
            let is_involved = activity.is_organiser || may_record || !activity.invitations.is_empty();
            let people = match is_involved && activity.state != ActivityState::Draft {
                true => Some(api::activities::sign_ups(api, id).await?),
                false => None,
            };
            let units: Vec<Opt> = units.into_iter().map(|u| opt(u.id.to_string(), u.name)).collect();
            Ok((activity, units, people))
        }
    };
    view! {
        <a href=at("/service/activities") class="back-link">{icon("arrow-left")}{tr!(activities.activities)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |(activity, units, people): (Activity, Vec<Opt>, Option<Vec<SignUp>>)| view! { <Page activity units people taking/> }.into_any())}
    }
}

#[component]
fn Page(activity: Activity, units: Vec<Opt>, people: Option<Vec<SignUp>>, taking: Taking) -> impl IntoView {
    let mut open = forms::steps(&activity, &units);
    if let Some(presence) = people.as_ref().and_then(|people| forms::presence(&activity, people)) {
        open.insert(0, presence);
    }
    let is_open = !open.is_empty();
    let report = activity.report.clone();
    view! {
        <div class="order-head">
            <Heading text=activity.content.title.clone()/>
            <p class="badges">{badge(state(activity.state))}<span class="hint">{icon("clock")}{dated(activity.content.starts_at)}</span>
                <span class="hint">{tr!(activities.places_n, taken = activity.taken, capacity = activity.content.capacity)}</span></p>
        </div>
        <div class="columns">
            <div>
                <section class="card" aria-labelledby="what-title">
                    <h2 id="what-title">{tr!(activities.what)}</h2>
                    <p>{activity.content.description.clone()}</p>
                    {facts(&activity)}
                    {(!activity.reason.is_empty()).then(|| view! { <p class="hint">{tr!(activities.reason)}</p><blockquote class="said">{activity.reason.clone()}</blockquote> })}
                </section>
                {report.map(came_of_it)}
                {relay(&activity, taking)}
                {people.map(|people| view! { <People people state=activity.state/> })}
            </div>
            <section class=if is_open { "card card-turn next" } else { "card next" } aria-labelledby="next-title">
                <h2 id="next-title" tabindex="-1">{tr!(service.next_title)}</h2>
                <p>{stands(&activity)}</p>
                <Steps taking forms=open alone=false/>
            </section>
        </div>
    }
}

/// What the state means for whoever reads this.
fn stands(activity: &Activity) -> String {
    match activity.state {
        ActivityState::Draft => tr!(activities.stands_draft),
        ActivityState::Open if activity.is_organiser => tr!(activities.stands_open, when = dated(activity.content.answer_by)),
        ActivityState::Open => tr!(activities.stands_open_guest),
        ActivityState::Held if activity.is_organiser => tr!(activities.stands_held),
        ActivityState::Held => tr!(activities.stands_held_guest),
        ActivityState::Closed => tr!(activities.stands_closed),
        ActivityState::Cancelled => tr!(activities.stands_cancelled),
    }
}

fn facts(activity: &Activity) -> AnyView {
    let content = &activity.content;
    let by = activity.unit.as_ref().map_or_else(|| spoken_name(&activity.community.name).to_owned(), |u| u.name.clone());
    let open = if content.is_open_to_all { tr!(activities.open_to_all_yes) } else { tr!(activities.open_to_all_no) };
    let rows = [
        (tr!(activities.organiser), by),
        (tr!(member.community), spoken_name(&activity.community.name).to_owned()),
        (tr!(activities.category), category(content.category)),
        (tr!(activities.place), content.place.clone()),
        (tr!(activities.starts_at), dated(content.starts_at)),
        (tr!(activities.ends_at), dated(content.ends_at)),
        (tr!(activities.answer_by), dated(content.answer_by)),
        (tr!(activities.open_to_all), open),
    ];
    view! { <dl class="review">{rows.into_iter().map(|(label, value)| fact(label, value)).collect_view()}</dl> }.into_any()
}

fn came_of_it(report: ActivityReport) -> AnyView {
    let line = |o: &contract::activities::ActivityOutcome| fact(o.indicator.clone(), format!("{} {}", o.number, o.unit));
    view! {
        <section class="card" aria-labelledby="report-title">
            <h2 id="report-title">{tr!(activities.report)}</h2>
            <p>{report.summary.clone()}</p>
            <dl class="review">
                {fact(tr!(activities.people_served), report.people_served.to_string())}
                {fact(tr!(activities.came), tr!(activities.came_n, n = report.present, minutes = report.minutes))}
                {report.outcomes.iter().map(line).collect_view()}
            </dl>
        </section>
    }
    .into_any()
}
