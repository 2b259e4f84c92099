//! Dispatch: the candidates with their numbers, one team or several, who answers for it, what is done by whom and when.

mod candidates;
mod details;
mod plan;
mod send;

use super::clock::{Due, dated};
use super::frame::KEPT;
use super::kept::Kept;
use super::rules::Explained;
use super::table::urgency_mark;
use super::words;
use crate::api::desk::Candidates;
use crate::api::rules::Explanation;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::orders::{at_home, may};
use crate::ui::lean::{act, live};
use crate::ui::{Banner, Heading, Summary, at, fact, icon, load, now, store};
use candidates::Choose;
pub use candidates::distance;
use contract::dispatch::Candidate;
use contract::orders::{Order, OrderAction};
use contract::{FieldProblem, OrderId};
use details::{MeasuresQuestion, Note, Responsible};
use leptos::prelude::*;
use plan::Plan;
use send::{line, send};

/// Everything the pieces of the page share.
#[derive(Clone, Copy)]
pub struct Planning {
    pub api: Api,
    pub kept: Kept,
    pub order: RwSignal<Order>,
    pub candidates: RwSignal<Vec<Candidate>>,
    pub plan: RwSignal<Plan>,
    /// What was wrong when it was sent, and whether the server said so.
    pub found: RwSignal<(Vec<FieldProblem>, bool)>,
    /// What of that is still wrong: a field that was mended says no more.
    pub errors: Memo<Vec<FieldProblem>>,
    pub pending: RwSignal<bool>,
    pub trouble: RwSignal<Option<String>>,
}

impl Planning {
    fn begin(order: Order, candidates: Vec<Candidate>) -> Self {
        let kept = store::read::<Plan>(&key(&order)).filter(|p| p.round == order.round && !p.measures.is_empty());
        let name = pick(&order.item.name, &order.item.name_en);
        let mut plan = kept.unwrap_or_else(|| Plan::fresh(&order, tr!(dispatch.measure_default, item = name), now()));
        // Somebody may have gone on leave since the draft was written.
        plan.teams.retain(|t| candidates.iter().any(|c| c.team.id == *t && c.is_available));
        let (plan, found) = (RwSignal::new(plan), RwSignal::new((Vec::<FieldProblem>::new(), false)));
        Self {
            api: Api::expect(),
            kept: Kept::expect(),
            order: RwSignal::new(order),
            candidates: RwSignal::new(candidates),
            plan,
            found,
            errors: Memo::new(move |_| {
                found.with(|(all, by_server)| {
                    if *by_server || all.is_empty() {
                        return all.clone();
                    }
                    let now = plan.with(|p| p.ask(0).1);
                    all.iter().filter(|e| now.iter().any(|n| n.pointer == e.pointer)).cloned().collect()
                })
            }),
            pending: RwSignal::new(false),
            trouble: RwSignal::new(None),
        }
    }

    /// The problem of a field, in words.
    pub fn problem(self, pointer: String) -> Signal<Option<String>> {
        Signal::derive(move || self.errors.with(|all| all.iter().find(|p| plan::field(&p.pointer) == pointer).map(send::words)))
    }

    /// The name of the person who is to answer for it, as of now.
    pub fn named(self) -> String {
        let id = self.plan.with_untracked(|p| p.responsible);
        let find = |all: &Vec<Candidate>| all.iter().flat_map(|c| &c.members).find(|p| Some(p.id) == id).map(|p| p.name.clone());
        self.candidates.with_untracked(find).unwrap_or_default()
    }

    /// Keeps the plan on the device.
    pub fn keep(self) {
        let key = self.order.with_untracked(key);
        self.plan.with_untracked(|plan| store::write(&key, plan));
    }
}

/// Where the device keeps the plan of an order.
pub fn key(order: &Order) -> String {
    format!("{KEPT}dispatch.{}", order.id)
}

/// `/console/orders/:id/dispatch`
#[component]
pub fn DispatchPage(id: OrderId) -> impl IntoView {
    let api = Api::expect();
    let both = move || async move {
        let order = api::orders::get(api, id).await?;
        Ok((order, api::desk::candidates(api, id).await?))
    };
    load(both, |(order, found): (Order, Candidates)| {
        if may(&order, OrderAction::Dispatch) {
            view! { <Page planning=Planning::begin(order, found.items) explanation=found.explanation/> }.into_any()
        } else {
            closed(&order)
        }
    })
}

/// The order cannot be dispatched now: its state, and the way to it.
fn closed(order: &Order) -> AnyView {
    view! {
        <div class="empty">
            <Heading text=tr!(dispatch.closed_title)/>
            <p>{tr!(dispatch.closed_text, state = words::state(order.state))}</p>
            <a href=at(&format!("/orders/{}", order.id)) class="button button-primary">{tr!(dispatch.back)}</a>
        </div>
    }
    .into_any()
}

#[component]
fn Page(planning: Planning, explanation: Explanation) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let explanation = StoredValue::new(explanation);
    let order = planning.order.get_untracked();
    let to = at(&format!("/orders/{}", order.id));
    let name = pick(&order.item.name, &order.item.name_en);
    Effect::new(move |_| {
        planning.plan.track();
        planning.keep();
    });
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        send(planning, Callback::new(move |id| nav::go(&at(&format!("/orders/{id}")))));
    };
    view! {
        <a href=to class="back-link">{icon("arrow-left")}{tr!(dispatch.back)}</a>
        <Heading text=tr!(dispatch.title, item = name) title=tr!(dispatch.tab, number = order.number.clone())/>
        <Asked order/>
        <div id="dispatch-trouble" tabindex="-1">{live(move || planning.trouble.get().map(|text| view! { <Banner text/> }))}</div>
        <form novalidate class="dispatch" on:submit=act(submit)>
            {live(move || {
                let lines: Vec<_> = planning.errors.with(|all| all.iter().map(line).collect());
                (!lines.is_empty()).then(|| view! { <Summary title=tr!(order.summary_title, n = lines.len()) lines/> })
            })}
            <Choose planning/>
            <p><button type="button" class="button button-quiet" aria-expanded=move || is_asked.get().to_string() on:click=act(move |_| is_asked.update(|o| *o = !*o))>{tr!(rules.why_order)}</button></p>
            {live(move || is_asked.get().then(|| view! { <Explained explanation=explanation.get_value()/> }))}
            <Responsible planning/>
            <MeasuresQuestion planning/>
            <Note planning/>
            <send::Send planning/>
        </form>
    }
}

/// The order in short, so that nobody has to go back to look.
#[component]
fn Asked(order: Order) -> impl IntoView {
    view! {
        <section class="card brief" aria-labelledby="brief-title">
            <h2 id="brief-title" class="visually-hidden">{tr!(desk.asked_title)}</h2>
            <p class="badges">
                <span class="number">{tr!(mine.number)}" "<strong>{order.number.clone()}</strong></span>
                {urgency_mark(order.urgency)}
                <span class="head-due"><Due at=order.due_at/></span>
                {order.deadline.map(|at| view! { <strong>{tr!(desk.deadline, when = dated(at))}</strong> })}
            </p>
            <blockquote class="said">{order.text.clone()}</blockquote>
            <dl class="review brief-facts">
                {order.answers.iter().map(|a| fact(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
                {fact(tr!(mine.at_home), at_home(&order).unwrap_or_else(|| tr!(order.window_any)))}
                {fact(tr!(order.contact_address), order.contact.address.clone())}
            </dl>
        </section>
    }
}
