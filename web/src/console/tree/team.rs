//! Teams and squads: formed, named, joined and left. By name, never by what they have done.

use super::{forms, words};
use crate::api::{self, Answer, Api};
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::i18n::{pick, tr};
use crate::ui::{Heading, Notices, fact, focus, load, no_such_page, spoken_name};
use contract::OrgUnitId;
use contract::org::{NameFilter, OrgRef, OrgUnitFilter, Skill, Team, Unit};
use leptos::prelude::*;
use std::sync::Arc;

const MOST: i64 = 200;

type Found = Arc<(Vec<Team>, Vec<Skill>, Vec<Unit>, Vec<OrgRef>)>;

/// Whether whoever is signed in keeps teams of this node: a desk all of its community, those above only their own.
fn keeps(path: &str) -> bool {
    match Seated::here() {
        Seat::Desk(all) => all.iter().any(|n| path.starts_with(&n.path)),
        Seat::Street(node) | Seat::City(node) => path == node.path,
        _ => false,
    }
}

/// The node itself and, for a desk, those directly below it.
async fn areas(api: Api, own: OrgUnitId, is_desk: bool) -> Answer<Vec<OrgRef>> {
    let node = api::org::node(api, own).await?;
    if !is_desk {
        return Ok(vec![OrgRef { id: node.id, name: node.name, level: node.level, path: node.path }]);
    }
    let below = OrgUnitFilter { parent: Some(own), limit: Some(MOST), ..OrgUnitFilter::default() };
    let all = std::iter::once(node).chain(api::org::nodes(api, &below).await?.items);
    Ok(all.map(|n| OrgRef { id: n.id, name: n.name, level: n.level, path: n.path }).collect())
}

async fn fetch(api: Api, own: OrgUnitId, is_desk: bool) -> Answer<Found> {
    let filter = NameFilter { limit: Some(MOST), ..NameFilter::default() };
    let (teams, units) = (api::org::teams(api, &filter).await?, api::org::units(api, &filter).await?);
    Ok(Arc::new((teams.items, api::menu::skills(api).await?, units.items, areas(api, own, is_desk).await?)))
}

/// `/console/teams`
#[component]
pub fn TeamsPage() -> impl IntoView {
    let may_form = matches!(Seated::here(), Seat::Desk(_) | Seat::Street(_) | Seat::City(_));
    let Some(own) = super::own().filter(|_| may_form) else { return no_such_page() };
    let (api, again) = (Api::expect(), RwSignal::new(0u32));
    let taking = Taking::new(
        Kept::expect().given("teams"),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("teams-title");
        }),
    );
    let is_desk = Seated::here().is_desk();
    let ask = move || {
        again.track();
        fetch(api, own, is_desk)
    };
    view! {
        <Heading text=tr!(org.teams)/>
        <p class="lead">{tr!(org.teams_lead)}</p>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |found: Found| listed(&found, taking))}
    }
    .into_any()
}

fn listed(found: &Found, taking: Taking) -> AnyView {
    let (teams, skills, units, areas) = &**found;
    let is_empty = teams.is_empty();
    view! {
        <section class="card" aria-label=tr!(org.team_new)><Steps taking forms=vec![forms::new_team(areas, skills, units)] alone=false/></section>
        <h2 id="teams-title" tabindex="-1">{tr!(org.teams_all)}</h2>
        {is_empty.then(|| view! { <div class="empty card"><p role="status">{tr!(org.teams_none)}</p></div> })}
        <ul class="queue">{teams.iter().map(|team| view! { <li class="card">{row(team, skills, taking)}</li> }).collect_view()}</ul>
    }
    .into_any()
}

fn row(team: &Team, skills: &[Skill], taking: Taking) -> AnyView {
    let names = |all: Vec<String>| all.join("、");
    let leave = team.on_leave_until.map(|day| badge((tr!(org.team_on_leave, day = day), "turn")));
    let members = names(team.members.iter().map(|p| p.name.clone()).collect());
    view! {
        <p class="queue-head"><strong>{team.name.clone()}</strong><span class="hint">{dotted([Some(words::team(team.kind)), Some(spoken_name(&team.area.name).to_owned())])}</span>{leave}</p>
        <dl class="review">
            {fact(tr!(org.team_leader), team.leader.name.clone())}
            {fact(tr!(org.team_members, n = team.members.len()), members)}
            {fact(tr!(org.team_skills), names(team.skills.iter().map(|s| pick(&s.name, &s.name_en)).collect()))}
            {fact(tr!(org.team_capacity), tr!(org.team_load, load = team.load, capacity = team.capacity))}
        </dl>
        {keeps(&team.area.path).then(|| view! { <Steps taking forms=forms::of_team(team, skills) alone=false/> })}
    }
    .into_any()
}
