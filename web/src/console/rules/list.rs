//! The rules that hold at a place, in the order in which they are tried, with what a look at all of them found.

use super::names::Names;
use super::words;
use crate::api::rules::{Rule, Rules};
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::nav;
use crate::orders;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, Notices, at, icon, load, spoken_name};
use contract::OrgUnitId;
use contract::dispatch_rules::{OrderDispatchRules, RuleFinding, RuleFindings, RuleVersion};
use leptos::prelude::*;
use serde_json::Value;

/// What the rows share.
#[derive(Clone, Copy)]
struct Listing {
    api: Api,
    names: Names,
    again: RwSignal<u32>,
    pending: RwSignal<bool>,
    notice: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
}

/// `/console/rules`, `/console/rules?node=…`
#[component]
pub fn RulesPage() -> impl IntoView {
    let api = Api::expect();
    let listing = Listing {
        api,
        names: Names::fetch(),
        again: RwSignal::new(0),
        pending: RwSignal::new(false),
        notice: RwSignal::new(Kept::expect().take_word()),
        trouble: RwSignal::new(None),
    };
    let node = Memo::new(|_| nav::word("node").and_then(|w| w.parse::<OrgUnitId>().ok()));
    let ask = move || {
        listing.again.track();
        let node = node.get();
        async move { Ok((api::rules::list(api, node).await?, api::rules::findings(api, node).await?)) }
    };
    view! {
        <div class="page-head">
            <div><Heading text=tr!(rules.title)/><p class="hint">{tr!(rules.lead)}</p></div>
        </div>
        <Notices notice=listing.notice trouble=listing.trouble/>
        <NodeChoice listing node/>
        {load(ask, move |(rules, found): (Rules, RuleFindings)| view! { <Listed rules found=found.items listing/> }.into_any())}
    }
}

/// Those above look at the rules of those below.
#[component]
fn NodeChoice(listing: Listing, node: Memo<Option<OrgUnitId>>) -> impl IntoView {
    if Seated::here().is_desk() {
        return ().into_any();
    }
    live(move || {
        let all = listing.names.list(|l| &l.nodes);
        (!all.is_empty()).then(|| {
            let option = |(id, name): (String, String)| {
                let own = id.parse::<OrgUnitId>().ok();
                view! { <option value=id selected=flag(move || node.get() == own)>{name}</option> }
            };
            view! {
                <div class="filter rules-node">
                    <label for="rules-node">{tr!(rules.node)}</label>
                    <select id="rules-node" on:change=act(move |e| nav::note(&at(&format!("/rules?node={}", event_target_value(&e)))))>
                        {all.into_iter().map(option).collect_view()}
                    </select>
                </div>
            }
        })
    })
    .into_any()
}

/// Whether rules of this node are made from this seat; the API has the last word.
fn makes_rules(is_secretary: bool) -> bool {
    match Seated::here() {
        Seat::Desk(_) => is_secretary,
        Seat::Street(_) | Seat::City(_) => true,
        _ => false,
    }
}

#[component]
fn Listed(rules: Rules, found: Vec<RuleFinding>, listing: Listing) -> impl IntoView {
    let is_secretary =
        crate::session::Session::expect().me_untracked().is_some_and(|me| me.has(contract::accounts::Role::CommunitySecretary));
    let node = rules.node.id;
    let may_make = makes_rules(is_secretary);
    let own: Vec<RuleVersion> = rules
        .items
        .iter()
        .filter(|r| r.node.id == node && r.is_mine_to_change)
        .map(|r| RuleVersion { id: r.id, expected_version: r.version })
        .collect();
    let own = StoredValue::new(own);
    let is_empty = rules.items.is_empty();
    view! {
        {may_make.then(|| view! { <p><a href=at(&format!("/rules/new?node={node}")) class="button button-primary">{tr!(rules.new)}</a></p> })}
        <Findings findings=found/>
        {is_empty.then(|| view! { <div class="empty card"><p role="status">{tr!(rules.empty)}</p></div> })}
        <ol class="queue">{rules.items.into_iter().map(|rule| view! { <Row rule node own listing/> }).collect_view()}</ol>
    }
}

/// What a look at the rules found.
#[component]
pub fn Findings(findings: Vec<RuleFinding>) -> impl IntoView {
    let line = |f: RuleFinding| {
        view! { <li><p class="badges"><span class="state state-late">{words::finding(f.kind)}</span><strong>{f.rule_name}</strong></p><p class="hint">{f.detail}</p></li> }
    };
    (!findings.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="findings-title">
                <h2 id="findings-title">{icon("circle-alert")}" "{tr!(rules.findings)}</h2>
                <ul class="log">{findings.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
}

#[component]
fn Row(rule: Rule, node: OrgUnitId, own: StoredValue<Vec<RuleVersion>>, listing: Listing) -> impl IntoView {
    let (id, is_own) = (rule.id, rule.node.id == node && rule.is_mine_to_change);
    let place = own.with_value(|all| all.iter().position(|r| r.id == id)).filter(|_| is_own);
    let name = said(&rule.rule, "name");
    let is_on = rule.rule.get("is_enabled") == Some(&Value::Bool(true));
    let title = name.clone();
    let last = own.with_value(Vec::len).saturating_sub(1);
    let shift = move |to: Option<usize>, sign: &'static str, text: String| {
        let name = name.clone();
        to.zip(place).map(|(to, from)| {
            view! {
                <button type="button" class="button button-secondary button-small" disabled=flag(move || listing.pending.get()) on:click=act(move |_| shifted(listing, node, own, from, to))>
                    <span aria-hidden="true">{sign}</span>{text}<span class="visually-hidden">" "{name}</span>
                </button>
            }
        })
    };
    let up = shift.clone()(place.and_then(|n| n.checked_sub(1)), "↑", tr!(rules.up));
    let down = shift(place.filter(|n| *n < last).map(|n| n + 1), "↓", tr!(rules.down));
    let (said_of, is_broken) = (tr!(rules.of, node = spoken_name(&rule.node.name), n = rule.position), !rule.problems.is_empty());
    let (rule, names) = (StoredValue::new(rule.rule), listing.names);
    view! {
        <li class="card rule" class:rule-off=!is_on>
            <p class="queue-head">
                <a href=at(&format!("/rules/{id}")) class="row-link">{title}</a>
                <span class="hint">{said_of}</span>
                {(!is_on).then(|| view! { <span class="state state-ended">{tr!(rules.disabled)}</span> })}
                {is_broken.then(|| view! { <span class="state state-late">{tr!(rules.broken)}</span> })}
            </p>
            {live(move || rule.with_value(|r| says(r, names)))}
            <div class="button-row rule-buttons">{up}{down}</div>
        </li>
    }
}

/// A text of a rule.
pub fn said(rule: &Value, field: &str) -> String {
    rule.get(field).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// What a rule says: when all of this holds, all of that.
fn says(rule: &Value, names: Names) -> AnyView {
    let list = |field: &str| rule.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
    let (conditions, effects) = (list("conditions"), list("effects"));
    let line = |text: String| view! { <li>{text}</li> };
    let always = conditions.is_empty().then(|| line(tr!(rules.if_always)));
    let stops = (rule.get("stops") == Some(&Value::Bool(true))).then(|| line(tr!(rules.then_stop)));
    view! {
        <div class="says">
            <div><p class="hint">{tr!(rules.conditions)}</p><ul class="plain">{always}{conditions.iter().map(|c| line(words::condition(c, names))).collect_view()}</ul></div>
            <div><p class="hint">{tr!(rules.effects)}</p><ul class="plain">{effects.iter().map(|e| line(words::effect(e, names))).collect_view()}{stops}</ul></div>
        </div>
    }
    .into_any()
}

/// The list with one of its rules in another place.
pub fn moved<T: Clone>(all: &[T], from: usize, to: usize) -> Vec<T> {
    let mut all = all.to_vec();
    if from < all.len() && to < all.len() {
        let one = all.remove(from);
        all.insert(to, one);
    }
    all
}

fn shifted(listing: Listing, node_id: OrgUnitId, own: StoredValue<Vec<RuleVersion>>, from: usize, to: usize) {
    let ask = OrderDispatchRules { node_id, rules: own.with_value(|all| moved(all, from, to)) };
    listing.pending.set(true);
    listing.trouble.set(None);
    api::run(async move {
        let outcome = api::rules::order(listing.api, &ask, &api::fresh_key()).await;
        let _ = listing.pending.try_set(false);
        match outcome {
            Ok(_) => drop(listing.notice.try_set(Some(tr!(rules.moved)))),
            Err(failure) => drop(listing.trouble.try_set(Some(orders::said(&failure)))),
        }
        // Also after a refusal: somebody else may have moved them.
        let _ = listing.again.try_update(|n| *n = n.wrapping_add(1));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_takes_another_place() {
        assert_eq!(moved(&[1, 2, 3], 0, 1), [2, 1, 3]);
        assert_eq!(moved(&[1, 2, 3], 2, 0), [3, 1, 2]);
        assert_eq!(moved(&[1, 2, 3], 3, 0), [1, 2, 3]);
    }
}
