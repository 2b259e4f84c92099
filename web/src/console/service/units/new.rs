//! Checking a unit in: what it tells about itself. What was typed stays on the device until it is sent.

use super::fields;
use crate::api::Api;
use crate::console::frame::KEPT;
use crate::console::kept::Kept;
use crate::console::service::places::Places;
use crate::console::steps::{StepPanel, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Heading, Notices, at, icon, load, store};
use leptos::prelude::*;
use serde_json::{Map, Value};

/// The step's name among what was typed.
const STEP: &str = "unit";

fn key() -> String {
    format!("{KEPT}unit.new")
}

/// `/console/service/units/new`
#[component]
pub fn NewUnitPage() -> impl IntoView {
    let api = Api::expect();
    view! {
        <div class="middle">
            <a href=at("/service/units") class="back-link">{icon("arrow-left")}{tr!(service.nav_units)}</a>
            <Heading text=tr!(service.check_unit_in)/>
            <p class="lead">{tr!(service.unit_lead)}</p>
            {load(move || Places::all(api), |places: Places| view! { <Form places/> }.into_any())}
        </div>
    }
}

#[component]
fn Form(places: Places) -> impl IntoView {
    let kept = Kept::expect();
    let given = kept.given("unit/new");
    if given.with_untracked(|g| g.answers.is_empty())
        && let Some(before) = store::read::<Map<String, Value>>(&key())
    {
        given.update(|g| drop(g.answers.insert(STEP.to_owned(), before)));
    }
    Effect::new(move |_| given.with(|g| g.answers.get(STEP).map(|answers| store::write(&key(), answers))));
    let sent = Callback::new(move |()| {
        store::remove(&key());
        kept.leave_word(tr!(service.unit_sent));
        nav::go(&at("/service/units"));
    });
    let taking = Taking::new(given, sent);
    view! {
        <Notices notice=taking.notice trouble=taking.trouble/>
        <section class="card"><StepPanel taking form=fields::first(&places)/></section>
        <section aria-labelledby="then-title">
            <h2 id="then-title">{tr!(service.then_title)}</h2>
            <ol><li>{tr!(service.then_confirm)}</li><li>{tr!(service.then_liaison)}</li><li>{tr!(service.then_members)}</li></ol>
        </section>
    }
}
