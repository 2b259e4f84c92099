//! Activities, latest begin first; writing a new one.

use super::{Both, forms, state};
use crate::api::{self, Answer, Api};
use crate::check_ins::category;
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::{Queue, Rows, badge, dotted, queue, rows};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Opt, Steps, Taking, opt};
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Notices, at, load, spoken_name};
use contract::activities::{ListedActivity, OwnActivities, OwnActivityFilter};
use contract::check_ins::{OwnUnit, PairingFilter};
use leptos::prelude::*;

/// `/console/service/activities`, `/console/service/activities?show=open`
#[component]
pub fn ActivitiesPage() -> impl IntoView {
    let is_liaison = !Seated::here().sees_service();
    let list = move || {
        let shows = if is_liaison {
            vec![("invited", tr!(activities.show_invited)), ("organised", tr!(activities.show_organised))]
        } else {
            vec![
                ("all", tr!(activities.show_all)),
                ("draft", tr!(activities.state_draft)),
                ("open", tr!(activities.state_open)),
                ("held", tr!(activities.state_held)),
                ("closed", tr!(activities.state_closed)),
            ]
        };
        let lead = if is_liaison { tr!(activities.lead_unit) } else { tr!(activities.lead) };
        let (title, path, empty) = (tr!(activities.activities), "/service/activities", tr!(activities.none));
        queue(Queue { title, lead, path, shows, empty }, |api, word, cursor| Box::pin(fetch(api, word, cursor)))
    };
    view! { <Both/>{list()}<New/> }
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let role = if word == "invited" { OwnActivities::Invited } else { OwnActivities::Organised };
    let filter = OwnActivityFilter { role: Some(role), state: word.parse().ok(), cursor, ..OwnActivityFilter::default() };
    let page = api::activities::own(api, &filter).await?;
    Ok((rows(page.items, |activity| view! { <One activity/> }.into_any()), page.next_cursor))
}

#[component]
fn One(activity: ListedActivity) -> impl IntoView {
    let by = activity.unit.map(|u| tr!(activities.organised_by, who = u.name));
    let facts = [
        Some(spoken_name(&activity.community.name).to_owned()),
        by,
        Some(category(activity.category)),
        Some(activity.place),
        Some(tr!(activities.places_n, taken = activity.taken, capacity = activity.capacity)),
    ];
    view! {
        <div class="queue-row">
            <div class="queue-main">
                <p class="queue-head">
                    <a href=at(&format!("/service/activities/{}", activity.id)) class="queue-link row-link">{activity.title}</a>
                    {badge(state(activity.state))}
                    <span class="hint">{dated(activity.starts_at)}</span>
                </p>
                <p class="hint">{dotted(facts)}</p>
            </div>
        </div>
    }
}

/// For whom somebody can write one: communities of the desk, or pairs of a unit and a community.
async fn choices(api: Api, seat: Seat) -> Answer<(Vec<Opt>, Vec<Opt>)> {
    if let Seat::Desk(communities) = seat {
        let places = communities.iter().map(|c| opt(c.id.to_string(), spoken_name(&c.name).to_owned())).collect();
        return Ok((places, Vec::new()));
    }
    let own: Vec<OwnUnit> = api::units::own(api).await?;
    let pairings = api::units::pairings(api, &PairingFilter::default()).await?.items;
    let check_ins = api::units::own_check_ins(api).await?.items;
    let units: Vec<Opt> = own.iter().map(|u| opt(u.unit.id.to_string(), u.unit.name.clone())).collect();
    let mut places: Vec<(String, String)> = Vec::new();
    let near = pairings.into_iter().map(|p| (p.community.id.to_string(), p.community.name));
    let near = near.chain(check_ins.into_iter().map(|c| (c.community.id.to_string(), c.community.name)));
    for (id, name) in near {
        if places.iter().all(|(known, _)| *known != id) {
            places.push((id, spoken_name(&name).to_owned()));
        }
    }
    Ok((places.into_iter().map(|(id, name)| opt(id, name)).collect(), units))
}

#[component]
fn New() -> impl IntoView {
    let seat = Seated::here();
    if !matches!(seat, Seat::Desk(_) | Seat::Liaison) {
        return ().into_any();
    }
    let api = Api::expect();
    let shown = if matches!(seat, Seat::Liaison) { "organised" } else { "draft" };
    let to = format!("/service/activities?show={shown}");
    let taking = Taking::new(Kept::expect().given("activity/new"), Callback::new(move |()| nav::go(&at(&to))));
    let ask = move || {
        let seat = seat.clone();
        async move { choices(api, seat).await }
    };
    view! {
        <section class="card" aria-labelledby="new-title">
            <h2 id="new-title">{tr!(activities.new_title)}</h2>
            <Notices notice=taking.notice trouble=taking.trouble/>
            {load(ask, move |(places, units): (Vec<Opt>, Vec<Opt>)| view! { <Steps taking forms=vec![forms::new(places, units)]/> }.into_any())}
        </section>
    }
    .into_any()
}
