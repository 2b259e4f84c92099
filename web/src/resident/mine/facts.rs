//! What stands beside the state of an order: what it waits for, how the promised date came about, its parts, its earlier rounds.

use super::words;
use crate::i18n::{pick, tr};
use crate::orders;
use crate::ui::{icon, spoken};
use contract::orders::{EventDetail, Order, OrderAction, OrderState, PartRef, Pending, Round, StageClock, Timeline, TimelineEntry};
use leptos::prelude::*;

/// The step that put the order where it stands: the wait it is in, the time that was asked for.
pub fn behind<'a>(order: &Order, timeline: &'a Timeline) -> Option<&'a TimelineEntry> {
    let action = match (order.state, order.pending) {
        (_, Some(Pending::Extension)) => OrderAction::AskExtension,
        (OrderState::Waiting, _) => OrderAction::Wait,
        _ => return None,
    };
    timeline.items.iter().rev().find(|entry| entry.action == action)
}

/// What it waits for and until when; what is being decided about it.
pub fn hold(order: &Order, timeline: &Timeline) -> Option<AnyView> {
    let entry = behind(order, timeline)?;
    let until = entry.detail.until.map(spoken::when).unwrap_or_default();
    let said = match entry.detail.waits_for {
        Some(reason) => tr!(mine.waits, what = words::waits_for(reason), when = until),
        None => tr!(mine.extension_asked, when = until),
    };
    let note = entry.note.clone().filter(|note| !note.is_empty());
    Some(
        view! {
            <div class="said">
                <p>{icon("clock")}" "<strong>{said}</strong></p>
                {note.map(|note| view! { <p>{note}</p> })}
            </div>
        }
        .into_any(),
    )
}

/// What belongs to a step beside its note, in a line.
pub fn detail(action: OrderAction, detail: &EventDetail) -> Option<String> {
    let until = || detail.until.map(spoken::when);
    match action {
        OrderAction::Wait => Some(tr!(mine.waits, what = words::waits_for(detail.waits_for?), when = until()?)),
        OrderAction::AskExtension | OrderAction::GrantExtension => Some(tr!(mine.new_deadline, when = until()?)),
        OrderAction::Reopen if detail.objects_to_team == Some(true) => Some(tr!(mine.reopen_other_team)),
        OrderAction::Refer => Some(tr!(mine.receipt, number = detail.receipt.as_ref()?)),
        _ => match detail.raised? {
            1 => Some(tr!(mine.raised_street)),
            2 => Some(tr!(mine.raised_city)),
            _ => None,
        },
    }
}

/// How the promised date came about: the clock of each stage, who holds it, and what does not count.
pub fn promise(order: &Order) -> Option<AnyView> {
    if order.clocks.is_empty() {
        return None;
    }
    let row = |clock: &StageClock| {
        let team = clock.held_by.team.as_ref().map_or(crate::ui::spoken_name(&clock.held_by.name).to_owned(), |team| team.name.clone());
        let said = tr!(mine.clock_line, when = spoken::when(clock.due_at), state = words::clock(clock.state), who = team);
        view! { <div class="review-row"><dt>{words::stage(clock.stage)}</dt><dd>{said}</dd></div> }
    };
    Some(
        view! {
            <details>
                <summary>{tr!(mine.promise)}</summary>
                <p class="hint">{tr!(mine.promise_why)}</p>
                <dl class="review">{order.clocks.iter().map(row).collect_view()}</dl>
            </details>
        }
        .into_any(),
    )
}

/// Its parts, or the order of which it is one. `at` makes the address of an order.
pub fn parts(order: &Order, at: fn(contract::OrderId) -> String) -> Option<AnyView> {
    let whole = order.parent_id.map(|id| view! { <p><a href=at(id)>{tr!(mine.part_of)}</a></p> });
    let part = |part: &PartRef| {
        let by = part.deadline.filter(|_| !part.state.is_final()).map(|by| tr!(mine.deadline_by, when = spoken::when(by)));
        let meta: Vec<String> = [part.team_name.clone(), by].into_iter().flatten().collect();
        view! {
            <li>
                <a href=at(part.id) class="cell">
                    <span class="cell-main">
                        <strong>{pick(&part.item_name, &part.item_name_en)}</strong>
                        <span class=words::badge(part.state)>{words::state(part.state)}</span>
                        <span class="cell-note">{part.text.clone()}</span>
                        <span class="cell-meta">{meta.join(" · ")}</span>
                    </span>
                    {icon("chevron-right")}
                </a>
            </li>
        }
    };
    let list = (!order.parts.is_empty()).then(|| {
        view! {
            <section aria-labelledby="parts-title">
                <h2 id="parts-title">{tr!(mine.parts)}</h2>
                <p class="hint">{tr!(mine.parts_lead)}</p>
                <ul class="cells">{order.parts.iter().map(part).collect_view()}</ul>
            </section>
        }
    });
    (whole.is_some() || list.is_some()).then(|| view! { {whole}{list} }.into_any())
}

/// The rounds before this one.
pub fn rounds(order: &Order) -> Option<AnyView> {
    let round = |round: &Round| {
        let team = round.team.as_ref().map(|team| team.name.clone());
        let said: Vec<String> = [team, round.outcome.map(orders::outcome), round.rating.as_ref().map(|r| orders::grade(r.grade))]
            .into_iter()
            .flatten()
            .collect();
        let note = round.note.clone().filter(|note| !note.is_empty());
        view! {
            <li>
                <p><strong>{tr!(mine.round, n = round.round)}</strong>" "{said.join(" · ")}</p>
                {note.map(|note| view! { <p class="way-note">{note}</p> })}
                <p class="hint">{spoken::when(round.done_at)}</p>
            </li>
        }
    };
    let before: Vec<_> = order.rounds.iter().filter(|r| r.round < order.round).map(round).collect();
    (!before.is_empty()).then(|| view! { <h3>{tr!(mine.rounds)}</h3><ul class="log">{before}</ul> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_said_only_where_there_is_something_to_say() {
        let raised = |n| EventDetail { raised: Some(n), ..EventDetail::default() };
        assert!(detail(OrderAction::Reopen, &raised(1)).is_some_and(|text| text.contains('街')));
        assert_eq!(detail(OrderAction::Reopen, &raised(0)), None);
        assert_eq!(detail(OrderAction::Wait, &EventDetail::default()), None);
        let other = EventDetail { objects_to_team: Some(true), ..EventDetail::default() };
        assert!(detail(OrderAction::Reopen, &other).is_some());
    }
}
