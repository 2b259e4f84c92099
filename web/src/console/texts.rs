//! The standard texts of a node: what its desk and its teams put into their notes. Those from above are read, one's own are written.

use super::kept::Kept;
use super::seat::{Seat, Seated};
use super::steps::{Ask, Kind, StepForm, Steps, Taking, words_of};
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, Notices, focus, load, no_such_page, spoken_name};
use contract::texts::{TextPurpose, TextTemplate, TextTemplateFilter};
use contract::{OrgUnitId, TextTemplateId};
use leptos::prelude::*;

fn purpose(purpose: TextPurpose) -> String {
    match purpose {
        TextPurpose::Question => tr!(texts.question),
        TextPurpose::Rejection => tr!(texts.rejection),
        TextPurpose::Completion => tr!(texts.completion),
        TextPurpose::Progress => tr!(texts.progress),
        TextPurpose::Measure => tr!(texts.measure),
        TextPurpose::Callback => tr!(texts.callback),
    }
}

/// A text that is not there yet.
fn fresh(node: OrgUnitId) -> StepForm {
    let mut form = StepForm::new("new", tr!(texts.new), "/text-templates".to_owned(), 0, tr!(texts.saved))
        .fixed("node_id", node.to_string())
        .ask(Ask::new("purpose", tr!(texts.purpose), Kind::Choice(words_of(TextPurpose::ALL, purpose))))
        .ask(Ask::line("title", tr!(texts.name), 1, 40))
        .ask(Ask::text("text", tr!(texts.text), 2, 1000).hinting(tr!(texts.text_hint)))
        .send(tr!(texts.save));
    form.version = None;
    form
}

/// One that is there, said anew.
fn change(text: &TextTemplate) -> StepForm {
    StepForm::new(format!("change-{}", text.id), tr!(texts.change), format!("/text-templates/{}", text.id), text.version, tr!(texts.saved))
        .ask(Ask::line("title", tr!(texts.name), 1, 40).preset(text.title.clone()))
        .ask(Ask::text("text", tr!(texts.text), 2, 1000).preset(text.text.clone()))
        .send(tr!(texts.save))
        .put()
}

/// `/console/texts`
#[component]
pub fn TextsPage() -> impl IntoView {
    let node = match Seated::here() {
        Seat::Desk(all) => all.first().cloned(),
        Seat::Street(node) | Seat::City(node) => Some(node),
        _ => None,
    };
    let Some(node) = node else { return no_such_page() };
    let (api, id, again) = (Api::expect(), node.id, RwSignal::new(0u32));
    let taking = Taking::new(
        Kept::expect().given(&format!("texts/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("texts-title");
        }),
    );
    let ask = move || {
        again.track();
        async move { api::texts::list(api, &TextTemplateFilter { node: id, purpose: None }).await }
    };
    view! {
        <Heading text=tr!(texts.title)/>
        <p class="lead">{tr!(texts.lead, node = spoken_name(&node.name))}</p>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |all: Vec<TextTemplate>| view! { <Listed all taking node=id again/> }.into_any())}
    }
    .into_any()
}

#[component]
fn Listed(all: Vec<TextTemplate>, taking: Taking, node: OrgUnitId, again: RwSignal<u32>) -> impl IntoView {
    let of = |wanted: TextPurpose| {
        let mine: Vec<TextTemplate> = all.iter().filter(|t| t.purpose == wanted).cloned().collect();
        (!mine.is_empty()).then(|| {
            view! {
                <h2>{purpose(wanted)}</h2>
                <ul class="queue">{mine.into_iter().map(|text| view! { <One text taking node again/> }).collect_view()}</ul>
            }
        })
    };
    let is_empty = all.is_empty();
    view! {
        <section class="card"><h2 id="texts-title" tabindex="-1">{tr!(texts.own)}</h2><Steps taking forms=vec![fresh(node)] alone=false/></section>
        {is_empty.then(|| view! { <div class="empty card"><p role="status">{tr!(texts.none)}</p></div> })}
        {TextPurpose::ALL.iter().map(|p| of(*p)).collect_view()}
    }
}

#[component]
fn One(text: TextTemplate, taking: Taking, node: OrgUnitId, again: RwSignal<u32>) -> impl IntoView {
    let is_own = text.node_id == node;
    let form = is_own.then(|| change(&text));
    view! {
        <li class="card">
            <p class="queue-head"><strong>{text.title.clone()}</strong><span class="hint">{spoken_name(&text.node_name).to_owned()}</span></p>
            <blockquote class="said">{text.text.clone()}</blockquote>
            {form.map(|form| view! { <Steps taking forms=vec![form] alone=false/> })}
            {is_own.then(|| view! { <Drop id=text.id name=text.title taking again/> })}
        </li>
    }
}

/// Throws it away; asks once.
#[component]
fn Drop(id: TextTemplateId, name: String, taking: Taking, again: RwSignal<u32>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let remove = move |_| {
        taking.pending.set(true);
        api::run(async move {
            let outcome = api::texts::remove(taking.api, id).await;
            let _ = taking.pending.try_set(false);
            match outcome {
                Ok(()) => {
                    let _ = taking.notice.try_set(Some(tr!(texts.removed)));
                    let _ = again.try_update(|n| *n = n.wrapping_add(1));
                    focus("texts-title");
                }
                Err(failure) => drop(taking.trouble.try_set(Some(said(&failure)))),
            }
        });
    };
    live(move || {
        if asking.get() {
            view! {
                <div class="button-row step-row">
                    <button type="button" class="button button-danger button-small" disabled=flag(move || taking.pending.get()) on:click=act(remove)>{tr!(texts.remove_yes)}</button>
                    <button type="button" class="button button-secondary button-small" on:click=act(move |_| asking.set(false))>{tr!(common.cancel)}</button>
                </div>
            }
            .into_any()
        } else {
            view! { <button type="button" class="button button-quiet" on:click=act(move |_| asking.set(true))>{tr!(texts.remove)}<span class="visually-hidden">" "{name.clone()}</span></button> }.into_any()
        }
    })
}
