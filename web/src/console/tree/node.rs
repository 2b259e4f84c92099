//! One node of the tree: what hangs on it, who holds office, its stations, what was done to it, and what can be.

use super::{forms, office, station, words};
use crate::api::{self, Answer, Api};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::dotted;
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::{Heading, Notices, at, fact, focus, icon, load};
use contract::OrgUnitId;
use contract::accounts::Role;
use contract::org::{NodeMembers, OrgChange, OrgHistory, OrgUnit, OrgUnitFilter, StationFilter, StationPage};
use leptos::prelude::*;
use std::sync::Arc;

const MOST: i64 = 200;
/// Roles that change what is below their node.
const OFFICES: [Role; 3] = [Role::CommunitySecretary, Role::Street, Role::CityOffice];

/// A node with everything its page shows.
struct Whole {
    node: OrgUnit,
    /// The path of the highest node above it, or of itself, at which one holds an office.
    root: Option<String>,
    above: Vec<OrgUnit>,
    children: Vec<OrgUnit>,
    /// Where it could hang.
    parents: Vec<OrgUnit>,
    /// Those of its level that are within reach.
    beside: Vec<OrgUnit>,
    members: NodeMembers,
    stations: StationPage,
    history: OrgHistory,
}

async fn of_level(api: Api, level: contract::org::OrgLevel, root: &str) -> Answer<Vec<OrgUnit>> {
    let filter = OrgUnitFilter { level: Some(level), limit: Some(MOST), ..OrgUnitFilter::default() };
    let all = api::org::nodes(api, &filter).await?.items;
    Ok(all.into_iter().filter(|n| n.path.starts_with(root) && n.path != root).collect())
}

async fn fetch(api: Api, id: OrgUnitId, roots: Vec<String>) -> Answer<Arc<Whole>> {
    let node = api::org::node(api, id).await?;
    let root = roots.into_iter().filter(|root| node.path.starts_with(root.as_str())).min_by_key(String::len);
    let below = OrgUnitFilter { parent: Some(id), limit: Some(MOST), ..OrgUnitFilter::default() };
    let children = api::org::nodes(api, &below).await?.items;
    let mut above: Vec<OrgUnit> = Vec::new();
    let mut next = node.parent_id;
    while let Some(parent) = next {
        let parent = api::org::node(api, parent).await?;
        next = parent.parent_id;
        above.insert(0, parent);
    }
    let (mut parents, mut beside) = (Vec::new(), Vec::new());
    if let Some(root) = root.as_ref().filter(|root| node.path != **root) {
        beside = of_level(api, node.level, root).await?;
        if let Some(parent) = above.last() {
            parents = of_level(api, parent.level, root).await?;
        }
    }
    Ok(Arc::new(Whole {
        members: api::org::members(api, id).await?,
        stations: api::org::stations(api, &StationFilter { within: Some(id), limit: Some(MOST), ..StationFilter::default() }).await?,
        // Those without an office there are not shown what was done.
        history: api::org::history(api, id).await.unwrap_or(OrgHistory { items: Vec::new() }),
        root,
        node,
        above,
        children,
        parents,
        beside,
    }))
}

/// The paths of the nodes at which whoever is signed in holds an office.
fn roots() -> Vec<String> {
    let me = Session::expect().me_untracked();
    me.iter().flat_map(|me| &me.roles).filter(|g| OFFICES.contains(&g.role)).map(|g| g.node.path.clone()).collect()
}

/// `/console/org`, `/console/org/:id`
#[component]
pub fn NodePage(id: OrgUnitId) -> impl IntoView {
    let (api, again) = (Api::expect(), RwSignal::new(0u32));
    let taking = Taking::new(
        Kept::expect().given(&format!("node/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("node-below");
        }),
    );
    let roots = roots();
    let ask = move || {
        again.track();
        fetch(api, id, roots.clone())
    };
    view! {
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |whole: Arc<Whole>| shown(&whole, taking))}
    }
}

fn shown(whole: &Whole, taking: Taking) -> AnyView {
    let (node, root) = (&whole.node, whole.root.as_deref());
    let is_at = root.is_some() && node.closed_at.is_none();
    let is_above = is_at && root != Some(node.path.as_str());
    let mut steps = Vec::new();
    if is_at {
        steps.extend(forms::child(node));
    }
    if is_above {
        steps.extend(forms::edits(node, &whole.children, &whole.parents, &whole.beside));
    }
    let crumb = |n: &OrgUnit| view! { <li><a href=at(&format!("/org/{}", n.id))>{n.name.clone()}</a></li> };
    let text = |words: &str| Some(words.to_owned()).filter(|t| !t.is_empty());
    let facts = [
        (tr!(org.secretary), text(&node.secretary)),
        (tr!(org.telephone), text(&node.telephone)),
        (tr!(org.code), text(&node.division_code)),
        (tr!(org.estate), node.estate.as_ref().map(|e| e.name.clone())),
        (tr!(org.closed), node.closed_at.map(dated)),
    ];
    let successor = node.successor_id.map(|id| view! { <p><a href=at(&format!("/org/{id}"))>{tr!(org.successor)}</a></p> });
    let row = |child: &OrgUnit| {
        let more = dotted([text(&child.secretary), (child.children > 0).then(|| tr!(org.below_n, n = child.children))]);
        view! { <li class="tree-row"><a href=at(&format!("/org/{}", child.id)) class="row-link">{child.name.clone()}</a><span class="hint">{more}</span></li> }
    };
    let lower = words::below(node.level).map(|level| {
        let is_empty = whole.children.is_empty();
        view! {
            <section class="card" aria-labelledby="node-below">
                <h2 id="node-below" tabindex="-1">{tr!(org.below, level = words::level(level))}</h2>
                {is_empty.then(|| view! { <p class="hint">{tr!(org.below_none)}</p> })}
                <ul class="plain tree">{whole.children.iter().map(row).collect_view()}</ul>
            </section>
        }
    });
    view! {
        {(!whole.above.is_empty()).then(|| view! { <nav class="crumbs" aria-label=tr!(org.above)><ol>{whole.above.iter().map(crumb).collect_view()}</ol></nav> })}
        <div class="order-head">
            <Heading text=node.name.clone()/>
            <p class="hint">{words::level(node.level)}</p>
        </div>
        <section class="card" aria-label=tr!(org.facts)>
            <dl class="review">{facts.into_iter().filter_map(|(label, value)| value.map(|v| fact(label, v))).collect_view()}</dl>
            {successor}
            {(!steps.is_empty()).then(|| view! { <Steps taking forms=steps alone=false/> })}
        </section>
        {lower}
        {office::section(&whole.members, is_at.then(|| forms::appoint(node, is_above)), is_above, taking)}
        {station::section(&whole.stations, is_at.then(|| forms::new_station(node)), taking)}
        {history(&whole.history)}
    }
    .into_any()
}

fn history(all: &OrgHistory) -> AnyView {
    let line = |change: &OrgChange| {
        view! { <li><p><strong>{words::did(change)}</strong>" "<span class="hint">{dotted([Some(dated(change.at)), Some(change.by.name.clone())])}</span></p><p class="hint">{change.reason.clone()}</p></li> }
    };
    if all.items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="node-history">
            <h2 id="node-history">{icon("clock")}" "{tr!(org.history)}</h2>
            <ol class="log">{all.items.iter().map(line).collect_view()}</ol>
        </section>
    }
    .into_any()
}
