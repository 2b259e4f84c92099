//! The volunteer service stations of a node and of everything below it.

use super::forms;
use crate::console::queues::dotted;
use crate::console::steps::{StepForm, Steps, Taking};
use crate::i18n::tr;
use contract::org::{Station, StationPage};
use leptos::prelude::*;

pub fn section(all: &StationPage, new: Option<StepForm>, taking: Taking) -> AnyView {
    let may = new.is_some();
    let is_empty = all.items.is_empty();
    let row = |s: &Station| {
        view! {
            <li>
                <p><strong>{s.name.clone()}</strong>" "<span class="hint">{s.node.name.clone()}</span></p>
                <p class="hint">{dotted([Some(s.address.clone()), Some(s.telephone.clone()), Some(s.hours.clone())])}</p>
                {may.then(|| view! { <Steps taking forms=forms::of_station(s).to_vec() alone=false/> })}
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="node-stations">
            <h2 id="node-stations">{tr!(org.stations)}</h2>
            {is_empty.then(|| view! { <p class="hint">{tr!(org.stations_none)}</p> })}
            <ul class="log">{all.items.iter().map(row).collect_view()}</ul>
            {new.map(|form| view! { <Steps taking forms=vec![form] alone=false/> })}
        </section>
    }
    .into_any()
}
