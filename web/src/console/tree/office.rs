//! Who holds office at a node, and who did.

use super::{forms, words};
use crate::console::queues::dotted;
use crate::console::steps::{StepForm, Steps, Taking};
use crate::i18n::tr;
use contract::org::{NodeMember, NodeMembers, Office};
use leptos::prelude::*;

pub fn section(all: &NodeMembers, appoint: Option<StepForm>, is_above: bool, taking: Taking) -> AnyView {
    let may = appoint.is_some();
    let (now, before): (Vec<&NodeMember>, Vec<&NodeMember>) = all.items.iter().partition(|m| m.valid_to.is_none());
    let is_empty = now.is_empty();
    let row = |m: &NodeMember| {
        let since = match m.valid_to {
            None => tr!(org.since_day, day = m.valid_from),
            Some(until) => tr!(org.from_to, from = m.valid_from, to = until),
        };
        let form = (may && m.valid_to.is_none() && (is_above || m.office != Office::Secretary)).then(|| forms::leave(m));
        view! {
            <li>
                <p><strong>{m.name.clone()}</strong>" "<span class="hint">{dotted([Some(words::office(m.office)), Some(m.duty.clone()), Some(since)])}</span></p>
                {form.map(|form| view! { <Steps taking forms=vec![form] alone=false/> })}
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="node-office">
            <h2 id="node-office">{tr!(org.offices)}</h2>
            {is_empty.then(|| view! { <p class="hint">{tr!(org.offices_none)}</p> })}
            <ul class="log">{now.into_iter().map(row).collect_view()}</ul>
            {appoint.map(|form| view! { <Steps taking forms=vec![form] alone=false/> })}
            {(!before.is_empty()).then(|| view! { <details><summary>{tr!(org.offices_before)}</summary><ul class="log">{before.into_iter().map(row).collect_view()}</ul></details> })}
        </section>
    }
    .into_any()
}
