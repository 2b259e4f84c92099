//! By when each stage had to be over, and everything that happened.

use crate::console::clock::dated;
use crate::console::words;
use crate::i18n::tr;
use crate::ui::icon;
use contract::orders::{ClockState, StageClock, Timeline, TimelineEntry};
use leptos::prelude::*;

fn tone(state: ClockState) -> &'static str {
    match state {
        ClockState::Running => "moving",
        ClockState::Paused => "ended",
        ClockState::Met => "good",
        ClockState::Missed | ClockState::Overdue => "late",
    }
}

#[component]
pub fn Clocks(clocks: Vec<StageClock>) -> impl IntoView {
    if clocks.is_empty() {
        return ().into_any();
    }
    let row = |c: StageClock| {
        view! {
            <tr>
                <th scope="row">{words::stage(c.stage)}</th>
                <td>{dated(c.due_at)}{c.ended_at.map(|at| view! { <span class="hint clock-ended">{tr!(desk.clock_ended, when = dated(at))}</span> })}</td>
                <td><span class=format!("state state-{}", tone(c.state))>{words::clock(c.state)}</span></td>
            </tr>
        }
    };
    view! {
        <section class="card" aria-labelledby="clocks-title">
            <h2 id="clocks-title">{tr!(desk.clocks_title)}</h2>
            <table class="clocks">
                <thead><tr><th scope="col">{tr!(desk.clock_stage)}</th><th scope="col">{tr!(desk.clock_due)}</th><th scope="col">{tr!(desk.clock_state)}</th></tr></thead>
                <tbody>{clocks.into_iter().map(row).collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// Newest first: what just happened is what one wants to know.
#[component]
pub fn Happened(timeline: Timeline) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="happened-title">
            <h2 id="happened-title">{tr!(desk.history_title)}</h2>
            <ol class="history" reversed="reversed">{timeline.items.into_iter().rev().map(|entry| view! { <Entry entry/> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn Entry(entry: TimelineEntry) -> impl IntoView {
    let mut who: Vec<String> = [Some(words::actor(entry.actor)), entry.team_name].into_iter().flatten().filter(|t| !t.is_empty()).collect();
    who.dedup();
    let until = entry.detail.until;
    let note = entry.note.filter(|n| !n.trim().is_empty()).map(|n| words::note(&n));
    view! {
        <li value=entry.sequence.to_string()>
            <span class="history-number" aria-hidden="true">{entry.sequence}</span>
            <p class="history-what">{words::action(entry.action)}{(entry.round > 1).then(|| view! { <span class="hint">" "{tr!(console.round_n, n = entry.round)}</span> })}</p>
            <p class="hint"><time datetime=entry.at.to_rfc3339()>{dated(entry.at)}</time>" · "{who.join(" · ")}</p>
            <p class="hint history-state">{icon("chevron-right")}{words::state(entry.state)}</p>
            {until.map(|at| view! { <p>{tr!(steps.until, when = dated(at))}</p> })}
            {note.map(|text| view! { <blockquote class="said">{text}</blockquote> })}
        </li>
    }
}
