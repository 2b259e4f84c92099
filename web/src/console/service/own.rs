//! The unit a page is about: that of the address, or the first whose list somebody keeps.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, flag, live};
use crate::ui::{at, encode, load_or};
use contract::ProblemCode;
use contract::UnitId;
use contract::check_ins::OwnUnit;
use leptos::prelude::*;

/// A page about one of the units whose list somebody keeps; `path` is its address, `page` draws it.
pub fn of_unit(path: &'static str, page: fn(OwnUnit) -> AnyView) -> AnyView {
    let api = Api::expect();
    let show = move |all: Vec<OwnUnit>| {
        let units = StoredValue::new(all);
        let chosen = Memo::new(move |_| {
            let asked = nav::word("unit").and_then(|id| id.parse::<UnitId>().ok());
            units.with_value(|all| all.iter().find(|u| Some(u.unit.id) == asked).or(all.first()).map(|u| u.unit.id))
        });
        let pick = units.with_value(|all| (all.len() > 1).then(|| picker(path, all, chosen)));
        view! {
            {pick}
            {live(move || {
                let unit = units.with_value(|all| all.iter().find(|u| Some(u.unit.id) == chosen.get()).cloned());
                unit.map_or_else(none, page)
            })}
        }
        .into_any()
    };
    let keeps_none = |failure: &api::Failure| match failure {
        api::Failure::Problem(p) if p.code == ProblemCode::Forbidden => Some(none()),
        _ => None,
    };
    load_or(move || async move { api::units::own(api).await }, keeps_none, show)
}

/// Whoever keeps no list.
fn none() -> AnyView {
    view! {
        <div class="empty card"><p role="status">{tr!(service.no_list)}</p>
            <a href=at("/service/units") class="button button-primary">{tr!(service.nav_units)}</a>
        </div>
    }
    .into_any()
}

fn picker(path: &'static str, all: &[OwnUnit], chosen: Memo<Option<UnitId>>) -> AnyView {
    let option = |unit: &OwnUnit| {
        let id = unit.unit.id;
        view! { <option value=id.to_string() selected=flag(move || chosen.get() == Some(id))>{unit.unit.name.clone()}</option> }
    };
    let choose = act(move |e: leptos::ev::Event| nav::note(&at(&format!("{path}?unit={}", encode(&event_target_value(&e))))));
    view! {
        <div class="question rules-node">
            <label class="question-label" for="own-unit">{tr!(service.which_unit)}</label>
            <select id="own-unit" on:change=choose>{all.iter().map(option).collect_view()}</select>
        </div>
    }
    .into_any()
}
