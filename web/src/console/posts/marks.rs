//! One person on the board: a tap says that they are there; the rest is said in words.

use super::board::Board;
use super::words;
use crate::api::{self, Api, Failure};
use crate::console::kept::Kept;
use crate::console::queues::{Look, badge, dotted};
use crate::console::steps::{Ask, StepForm, Steps, either};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{fetched, when};
use contract::ClaimId;
use contract::orders::Contact;
use contract::posts::{BoardEntry, Claim, ClaimAction, ClaimState, Mark, RecordAttendance};
use contract::{Problem, ProblemCode};
use leptos::prelude::*;

/// Says it of these, and shows what became of each.
fn send(board: Board, marks: Vec<Mark>) {
    if board.taking.pending.get_untracked() || marks.is_empty() {
        return;
    }
    board.taking.pending.set(true);
    board.taking.notice.set(None);
    board.taking.trouble.set(None);
    api::run(async move {
        let outcome = api::hosting::attendance(board.api, board.shift, &RecordAttendance { marks }, &api::fresh_key()).await;
        let _ = board.taking.pending.try_set(false);
        match outcome {
            Ok(result) => {
                let refused: Vec<Problem> = result.items.iter().filter_map(|m| m.problem.clone()).collect();
                result.items.into_iter().filter_map(|m| m.entry).for_each(|entry| board.put(entry));
                if let Some(first) = refused.into_iter().next() {
                    let words =
                        if first.code == ProblemCode::StaleVersion { tr!(hosting.stale) } else { said(&Failure::Problem(Box::new(first))) };
                    let _ = board.taking.trouble.try_set(Some(words));
                    let _ = board.again.try_update(|n| *n = n.wrapping_add(1));
                }
            }
            Err(failure) => drop(board.taking.trouble.try_set(Some(said(&failure)))),
        }
    });
}

fn mark(entry: &BoardEntry, action: ClaimAction) -> Mark {
    Mark { claim_id: entry.claim_id, expected_version: entry.version, action }
}

/// The same of everybody of whom it can be said: asked once more, because it cannot be taken back.
pub fn mark_all(board: Board, action: ClaimAction, label: fn(usize) -> String) -> AnyView {
    let asking = RwSignal::new(false);
    let fits = move |e: &&BoardEntry| e.allowed_actions.contains(&action) && (action != ClaimAction::Attend || e.state == ClaimState::Held);
    let count = Memo::new(move |_| board.entries.with(|all| all.iter().filter(fits).count()));
    let go = move |_| {
        asking.set(false);
        send(board, board.entries.with_untracked(|all| all.iter().filter(fits).map(|e| mark(e, action)).collect()));
    };
    live(move || {
        let n = count.get();
        (n > 1).then(|| match asking.get() {
            false => view! { <button type="button" class="button button-secondary" on:click=act(move |_| asking.set(true))>{label(n)}</button> }.into_any(),
            true => view! {
                <span class="button-row" role="group" aria-label=label(n)>
                    <button type="button" class="button button-primary" disabled=flag(move || board.taking.pending.get()) on:click=act(go)>{tr!(hosting.sure, n = n)}</button>
                    <button type="button" class="button button-quiet" on:click=act(move |_| asking.set(false))>{tr!(hosting.not_sure)}</button>
                </span>
            }
            .into_any(),
        })
    })
    .into_any()
}

#[component]
pub fn Row(entry: BoardEntry, board: Board) -> impl IntoView {
    let taps = [ClaimAction::Attend, ClaimAction::SignOut, ClaimAction::Verify, ClaimAction::Miss, ClaimAction::Excuse];
    let tap = |action: ClaimAction| {
        let label = words::mark(action).filter(|_| entry.allowed_actions.contains(&action))?;
        let (one, name) = (mark(&entry, action), entry.name.clone());
        let class =
            if matches!(action, ClaimAction::Attend | ClaimAction::Verify) { "button button-primary" } else { "button button-secondary" };
        Some(view! {
            <button type="button" class=class disabled=flag(move || board.taking.pending.get()) on:click=act(move |_| send(board, vec![one.clone()]))>
                {label}<span class="visually-hidden">" "{name}</span>
            </button>
        })
    };
    let forms = steps(&entry);
    let taking = board.taking.with(Kept::expect().given(&format!("claim/{}", entry.claim_id)));
    let since = entry.present_from.map(|at| tr!(hosting.since, when = when::clock(when::local(at))));
    let facts = dotted([
        Some(entry.phone.clone()),
        entry.position.map(|n| tr!(hosting.position, n = n)),
        since,
        entry.method.map(crate::posts::method),
        entry.minutes.map(|n| tr!(member.minutes, n = n)),
        entry.is_excused.then(|| tr!(hosting.excused)),
    ]);
    let contact = |c: Contact| vec![(tr!(desk.contact_name), c.name), (tr!(order.contact_phone), c.phone)];
    let is_doubted = matches!(entry.state, ClaimState::Disputed | ClaimState::Absent);
    view! {
        <p class="queue-head"><strong>{entry.name.clone()}</strong>{badge(words::claim(entry.state))}</p>
        <p class="hint">{facts}</p>
        {is_doubted.then(|| view! { <Doubt id=entry.claim_id/> })}
        <div class="button-row board-taps">{taps.into_iter().filter_map(tap).collect_view()}</div>
        <details><summary>{tr!(hosting.more)}<span class="visually-hidden">" "{entry.name.clone()}</span></summary>
            <Look id=format!("contact-{}", entry.claim_id) path=format!("/claims/{}/reveals", entry.claim_id) label=tr!(hosting.reveal) draw=contact/>
            {(!forms.is_empty()).then(|| view! { <Steps taking forms alone=false/> })}
        </details>
    }
}

/// What takes more than a tap.
fn steps(entry: &BoardEntry) -> Vec<StepForm> {
    let step = |name: &str, words: String, done: String| {
        StepForm::new(format!("{name}-{}", entry.claim_id), words, format!("/claims/{}/{name}", entry.claim_id), entry.version, done)
    };
    let may = |action: ClaimAction| entry.allowed_actions.contains(&action);
    [
        may(ClaimAction::Dispute).then(|| {
            step("dispute", tr!(hosting.dispute), tr!(hosting.dispute_done))
                .lead(tr!(hosting.dispute_lead))
                .ask(Ask::text("text", tr!(hosting.dispute_why), 2, 500))
                .grave()
        }),
        may(ClaimAction::Uphold).then(|| {
            step("decision", tr!(hosting.decide), tr!(hosting.decide_done))
                .ask(Ask::new("is_upheld", tr!(hosting.decide_was), either(tr!(hosting.decide_yes), tr!(hosting.decide_no))))
                .ask(Ask::text("reason", tr!(hosting.reason), 2, 500).hinting(tr!(hosting.decide_hint)))
        }),
        entry.is_excused.then(|| step("excuse", tr!(hosting.unexcuse), tr!(hosting.unexcuse_done)).fixed("is_excused", false)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is doubted, and what the member says about it.
#[component]
fn Doubt(id: ClaimId) -> impl IntoView {
    let api = Api::expect();
    let claim = fetched(move || api::posts::own(api, id));
    let quote = |label: String, text: String| {
        (!text.is_empty()).then(|| view! { <p class="hint">{label}</p><blockquote class="said">{text}</blockquote> })
    };
    live(move || {
        claim.get().map(|c: Claim| {
            view! { {quote(tr!(hosting.doubted), c.challenge)}{quote(tr!(hosting.answered), c.answer)}{quote(tr!(hosting.decided), c.decision)} }
        })
    })
}
