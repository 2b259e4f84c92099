//! How many have checked in: of a unit, by community; of a community, units and members. Numbers only, and nobody is ranked.

use super::own::of_unit;
use crate::api::{self, Api};
use crate::console::seat::Seated;
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Heading, at, fact, load, spoken_name};
use contract::check_ins::{CommunityCoverage, OwnUnit, UnitCoverage};
use leptos::prelude::*;

/// `/console/service/coverage?unit=…`
#[component]
pub fn CoveragePage() -> impl IntoView {
    let (lead, body) = if Seated::here().sees_service() && nav::word_now("unit").is_none() {
        (tr!(service.coverage_lead), view! { <Here/> }.into_any())
    } else {
        (tr!(service.coverage_lead_unit), of_unit("/service/coverage", |unit| view! { <OfUnit unit/> }.into_any()))
    };
    view! {
        <div class="page-head"><div><Heading text=tr!(service.coverage_title)/><p class="hint">{lead}</p></div></div>
        {body}
    }
}

fn head(text: String) -> AnyView {
    view! { <th scope="col" role="columnheader">{text}</th> }.into_any()
}

fn number(label: String, n: i64) -> AnyView {
    view! { <td role="cell" class="cell-number" data-label=label>{n}</td> }.into_any()
}

#[component]
fn OfUnit(unit: OwnUnit) -> impl IntoView {
    let (api, id) = (Api::expect(), unit.unit.id);
    let show = |coverage: UnitCoverage| {
        let n = |n: i64| tr!(service.persons, n = n);
        let communities = coverage.communities.iter().map(|c| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row" class="cell-person">{spoken_name(&c.community.name).to_owned()}</th>
                    {number(tr!(service.covered), c.active)}
                </tr>
            }
        });
        let table = (!coverage.communities.is_empty()).then(|| {
            view! {
                <h2>{tr!(service.covered_where)}</h2>
                <div class="table-frame middle"><table class="orders" role="table" aria-label=tr!(service.covered_where)>
                    <thead role="rowgroup"><tr role="row">{head(tr!(member.community))}{head(tr!(service.covered))}</tr></thead>
                    <tbody role="rowgroup">{communities.collect_view()}</tbody>
                </table></div>
            }
        });
        view! {
            <section class="card middle">
                <h2>{coverage.unit.name.clone()}</h2>
                <dl class="review">
                    {fact(tr!(service.unit_headcount), n(i64::from(coverage.headcount)))}
                    {fact(tr!(service.on_list), n(coverage.on_list))}
                    {fact(tr!(service.covered), tr!(service.covered_of, n = coverage.active, all = coverage.on_list))}
                    {fact(tr!(service.waiting), n(coverage.waiting))}
                </dl>
                <p class="hint">{tr!(service.coverage_counts)}</p>
            </section>
            {table}
        }
        .into_any()
    };
    load(move || async move { api::units::coverage(api, id).await }, show)
}

#[component]
fn Here() -> impl IntoView {
    let api = Api::expect();
    let row = |c: CommunityCoverage| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="cell-person">
                    <a href=at(&format!("/service/handbooks/{}", c.community.id)) class="row-link">{spoken_name(&c.community.name).to_owned()}</a>
                </th>
                {number(tr!(service.show_units), c.active_units)}
                {number(tr!(service.members_here), c.active_members)}
                {number(tr!(service.show_waiting), c.waiting)}
            </tr>
        }
    };
    let show = move |all: Vec<CommunityCoverage>| {
        view! {
            <div class="table-frame"><table class="orders" role="table" aria-label=tr!(service.coverage_title)>
                <thead role="rowgroup"><tr role="row">
                    {head(tr!(member.community))}{head(tr!(service.show_units))}{head(tr!(service.members_here))}{head(tr!(service.show_waiting))}
                </tr></thead>
                <tbody role="rowgroup">{all.into_iter().map(row).collect_view()}</tbody>
            </table></div>
        }
        .into_any()
    };
    load(move || async move { api::units::coverage_here(api).await }, show)
}
