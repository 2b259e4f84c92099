//! Sending the plan: the contract's rules first, then the server's word; nothing typed is lost when it says no.

use super::plan::{field, rank};
use super::{Planning, key};
use crate::api::{self, Api, Attempt, Failure};
use crate::console::clock::dated;
use crate::console::order::open::has_moved_on;
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{flag, live};
use crate::ui::{focus, icon, store};
use contract::orders::Order;
use contract::{FieldProblem, OrderId, ProblemCode};
use leptos::prelude::*;

/// What is wrong with a field.
pub fn words(problem: &FieldProblem) -> String {
    let pointer = problem.pointer.as_str();
    if pointer.starts_with("/team_ids") {
        return if problem.code == "unknown" { tr!(dispatch.problem_team_unknown) } else { tr!(dispatch.problem_teams) };
    }
    if pointer == "/responsible_person_id" {
        return tr!(dispatch.problem_responsible);
    }
    match pointer.rsplit('/').next().unwrap_or_default() {
        "what" => tr!(dispatch.problem_what),
        "who" => tr!(dispatch.problem_who),
        "due_at" => tr!(dispatch.problem_due),
        _ => tr!(order.problem_other),
    }
}

fn label(pointer: &str) -> String {
    let row = pointer.strip_prefix("/measures/").and_then(|rest| rest.split('/').next()).and_then(|n| n.parse::<usize>().ok());
    match (pointer, row) {
        (_, Some(row)) => tr!(dispatch.measure_n, n = row + 1),
        ("/responsible_person_id", _) => tr!(dispatch.responsible),
        ("/note", _) => tr!(dispatch.note),
        _ => tr!(dispatch.teams),
    }
}

/// A line of the summary: the field to go to, and what is wrong with it.
pub fn line(problem: &FieldProblem) -> (String, String) {
    (field(&problem.pointer), tr!(order.summary_line, label = label(&problem.pointer), problem = words(problem)))
}

/// Sends the plan and then calls `done`.
pub fn send(planning: Planning, done: Callback<OrderId>) {
    if planning.pending.get_untracked() {
        return;
    }
    let (id, version) = planning.order.with_untracked(|o| (o.id, o.version));
    let (ask, problems) = planning.plan.with_untracked(|p| p.ask(version));
    planning.trouble.set(None);
    let is_wrong = !problems.is_empty();
    planning.found.set((problems, false));
    if is_wrong {
        focus("error-summary");
        return;
    }
    let (api, kept) = (planning.api, planning.kept);
    let body = serde_json::to_string(&ask).unwrap_or_default();
    let key_of = |p: &mut super::Plan| Attempt::key_for(&mut p.attempt, &body, api::fresh_key);
    let attempt = planning.plan.try_update_untracked(key_of).unwrap_or_else(api::fresh_key);
    planning.keep();
    planning.pending.set(true);
    api::run(async move {
        match api::desk::dispatch(api, id, &ask, &attempt).await {
            Ok(order) => {
                store::remove(&key(&order));
                kept.leave_word(tr!(dispatch.sent, n = ask.team_ids.len()));
                done.run(order.id);
            }
            Err(failure) => failed(planning, api, failure).await,
        }
        let _ = planning.pending.try_set(false);
    });
}

async fn failed(planning: Planning, api: Api, failure: Failure) {
    let Some(id) = planning.order.try_with_untracked(|o| o.id) else { return };
    let taken = matches!(&failure, Failure::Problem(p) if p.code == ProblemCode::TeamUnavailable);
    if let Failure::Problem(p) = &failure
        && p.code == ProblemCode::InvalidFields
    {
        let mut errors = p.errors.clone();
        errors.sort_by_key(|e| rank(&e.pointer));
        let _ = planning.found.try_set((errors, true));
        focus("error-summary");
        return;
    }
    let moved_on = has_moved_on(&failure);
    let text = match (taken, moved_on) {
        (true, _) => tr!(dispatch.team_unavailable),
        (_, true) => tr!(desk.stale),
        _ => said(&failure),
    };
    let _ = planning.trouble.try_set(Some(text));
    focus("dispatch-trouble");
    if let (true, Ok(order)) = (moved_on, api::orders::get(api, id).await) {
        let _ = planning.order.try_set(order);
    }
    if let (true, Ok(found)) = (taken || moved_on, api::desk::candidates(api, id).await) {
        let free = |t: &contract::TeamId| found.items.iter().any(|c| c.team.id == *t && c.is_available);
        let _ = planning.plan.try_update(|p| p.teams.retain(free));
        let _ = planning.candidates.try_set(found.items);
    }
}

/// The deadline that is printed on the order, and the button.
#[component]
pub fn Send(planning: Planning) -> impl IntoView {
    let deadline = move |o: &Order| o.deadline.map(|at| tr!(dispatch.deadline, when = dated(at)));
    view! {
        <div class="send">
            {live(move || planning.order.with(deadline).map(|text| view! { <p class="send-deadline">{icon("clock")}{text}</p> }))}
            <button type="submit" class="button button-primary" disabled=flag(move || planning.pending.get())>
                {icon("check")}
                {live(move || match (planning.pending.get(), planning.plan.with(|p| p.several)) {
                    (true, _) => tr!(dispatch.sending),
                    (false, true) => tr!(dispatch.send_several, n = planning.plan.with(|p| p.teams.len())),
                    (false, false) => tr!(dispatch.send),
                })}
            </button>
        </div>
    }
}
