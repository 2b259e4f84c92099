//! 兼职委员: representatives of units in the community's party committee. The secretary makes them and ends their time.

use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Ask, Kind, StepForm, Steps, Taking, opt};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::{Heading, Notices, load, now, spoken, spoken_name, when};
use contract::accounts::Role;
use contract::check_ins::AdjunctMember;
use contract::org::{NameFilter, OrgRef, Unit};
use leptos::prelude::*;

/// `/console/service/adjunct-members`
#[component]
pub fn AdjunctsPage() -> impl IntoView {
    let body = match Seated::here() {
        Seat::Desk(all) => all.into_iter().map(|community| view! { <Community community/> }).collect_view().into_any(),
        _ => view! { <div class="empty card"><p role="status">{tr!(service.adjuncts_elsewhere)}</p></div> }.into_any(),
    };
    view! {
        <div class="page-head"><div><Heading text=tr!(service.adjuncts)/><p class="hint">{tr!(service.adjuncts_lead)}</p></div></div>
        {body}
    }
}

#[component]
fn Community(community: OrgRef) -> impl IntoView {
    let (api, id) = (Api::expect(), community.id);
    let is_secretary =
        Session::expect().me_untracked().is_some_and(|me| me.roles.iter().any(|g| g.role == Role::CommunitySecretary && g.node.id == id));
    let again = RwSignal::new(0u32);
    let taking =
        Taking::new(Kept::expect().given(&format!("adjuncts/{id}")), Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1))));
    let ask = move || {
        again.track();
        async move {
            let all = api::units::adjuncts(api, id).await?;
            let units = match is_secretary {
                true => api::units::named(api, &NameFilter { limit: Some(200), ..NameFilter::default() }).await?.items,
                false => Vec::new(),
            };
            Ok((all, units))
        }
    };
    let show = move |(all, units): (Vec<AdjunctMember>, Vec<Unit>)| {
        let none = all.is_empty().then(|| view! { <p class="hint" role="status">{tr!(service.adjuncts_none)}</p> });
        let form = is_secretary.then(|| view! { <Steps taking forms=vec![add(id, &units)]/> });
        view! { {none}<ul class="plain parts">{all.into_iter().map(|a| one(a, is_secretary, taking)).collect_view()}</ul>{form} }.into_any()
    };
    view! {
        <section class="card">
            <h2>{spoken_name(&community.name).to_owned()}</h2>
            <Notices notice=taking.notice trouble=taking.trouble/>
            {load(ask, show)}
        </section>
    }
}

fn add(community: contract::OrgUnitId, units: &[Unit]) -> StepForm {
    let units = units.iter().map(|u| opt(u.id.to_string(), u.name.clone())).collect();
    StepForm::new("adjunct", tr!(service.adjunct_add), format!("/communities/{community}/adjunct-members"), 0, tr!(service.adjunct_added))
        .fresh()
        .ask(Ask::new("unit_id", tr!(service.pair_unit), Kind::Choice(units)))
        .ask(Ask::line("name", tr!(service.member_name), 1, 40))
        .ask(Ask::line("post", tr!(service.member_post), 1, 60).optional())
}

fn one(adjunct: AdjunctMember, is_secretary: bool, taking: Taking) -> AnyView {
    let today = when::local(now()).date();
    let end = is_secretary.then(|| {
        let path = format!("/adjunct-members/{}/end", adjunct.id);
        let form =
            StepForm::new(format!("end-{}", adjunct.id), tr!(service.adjunct_end), path, adjunct.version, tr!(service.adjunct_ended))
                .grave();
        let taking = taking.with(Kept::expect().given(&format!("adjunct/{}", adjunct.id)));
        view! { <Steps taking forms=vec![form]/> }
    });
    view! {
        <li>
            <p class="badges"><strong>{adjunct.name}</strong><span>{adjunct.post}</span><span class="hint">{adjunct.unit.name}</span>
                <span class="hint">{tr!(service.since, day = spoken::day(adjunct.valid_from, today))}</span></p>
            {end}
        </li>
    }
    .into_any()
}
