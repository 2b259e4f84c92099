//! What a draft of a rule would have done with past orders.

use super::explained::Explained;
use crate::api::rules::{self, ChangedOrder};
use crate::i18n::tr;
use crate::ui::at;
use crate::ui::lean::{act, live};
use contract::dispatch_rules::RuleHits;
use contract::org::TeamRef;
use leptos::prelude::*;

fn teams(all: &[TeamRef]) -> String {
    if all.is_empty() {
        return tr!(rules.trial_nobody);
    }
    all.iter().map(|t| t.name.clone()).collect::<Vec<_>>().join(&tr!(order.list_comma))
}

#[component]
pub fn Trial(trial: rules::Trial) -> impl IntoView {
    let hits = |r: &RuleHits| view! { <li>{tr!(console.reason_with, reason = r.rule_name, text = tr!(rules.trial_hits, hits = r.hits, tried = r.tried))}</li> };
    let is_calm = trial.changed == 0 && trial.newly_automatic == 0;
    let tried = if trial.is_cut { tr!(rules.trial_cut, n = trial.orders) } else { tr!(rules.trial_orders, n = trial.orders) };
    view! {
        <section class="card" aria-labelledby="trial-title">
            <h2 id="trial-title" tabindex="-1">{tr!(rules.trial)}</h2>
            <p>{tried}</p>
            {is_calm.then(|| view! { <p><strong>{tr!(rules.trial_none)}</strong></p> })}
            {(!is_calm).then(|| view! {
                <ul>
                    <li><strong>{tr!(rules.trial_changed, n = trial.changed)}</strong></li>
                    <li><strong>{tr!(rules.trial_automatic, n = trial.newly_automatic)}</strong></li>
                </ul>
            })}
            <super::list::Findings findings=trial.findings.clone()/>
            <h3>{tr!(rules.trial_rules)}</h3>
            <ol class="plain">{trial.rules.iter().map(hits).collect_view()}</ol>
            {(!trial.sample.is_empty()).then(|| view! {
                <h3>{tr!(rules.trial_sample)}</h3>
                <ul class="log">{trial.sample.into_iter().map(|order| view! { <Changed order/> }).collect_view()}</ul>
            })}
        </section>
    }
}

#[component]
fn Changed(order: ChangedOrder) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let after = StoredValue::new(order.after_explanation);
    view! {
        <li>
            <p><a href=at(&format!("/orders/{}", order.order_id))>{order.order_number}</a></p>
            <p>{tr!(rules.trial_before, teams = teams(&order.before))}</p>
            <p><strong>{tr!(rules.trial_after, teams = teams(&order.after))}</strong></p>
            <button type="button" class="button button-quiet" aria-expanded=move || is_open.get().to_string() on:click=act(move |_| is_open.update(|o| *o = !*o))>{tr!(rules.trial_why)}</button>
            {live(move || is_open.get().then(|| view! { <Explained explanation=after.get_value()/> }))}
        </li>
    }
}
