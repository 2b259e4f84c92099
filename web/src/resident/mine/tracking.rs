//! The way of an order, like that of a parcel: what happened, what is waited for, what is still to come.

use super::facts::detail;
use super::track::{ahead, due, is_late};
use super::words;
use crate::i18n::tr;
use crate::ui::icon;
use crate::ui::{now, spoken};
use contract::orders::{Order, OrderAction, Timeline, TimelineEntry};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn Tracking(order: Arc<Order>, timeline: Arc<Timeline>) -> impl IntoView {
    let late = is_late(&order, now());
    let coming = ahead(order.state).iter().enumerate().map(|(index, milestone)| {
        let by = due(*milestone, &order).map(|at| tr!(common.when_by, when = spoken::when(at)));
        let (class, mark) = if index == 0 { ("way-now", tr!(mine.track_now)) } else { ("way-ahead", tr!(mine.track_ahead)) };
        view! {
            <li class=class class:way-late=index == 0 && late aria-current=(index == 0).then_some("step")>
                <p class="way-what"><span class="way-mark">{mark}</span>{words::milestone(*milestone)}</p>
                {by.map(|by| view! { <p class="way-when">{by}</p> })}
            </li>
        }
    });
    view! {
        <ol class="way">
            {timeline.items.iter().map(entry).collect_view()}
            {coming.collect_view()}
        </ol>
    }
}

/// What did not bring the order forward; a tick would say the opposite.
const fn is_step_back(action: OrderAction) -> bool {
    use OrderAction::{CallUnsolved, CloseUnreached, HandBack, Reject, Release, Reopen, Uphold, Wait, Withdraw};
    matches!(action, Reject | Withdraw | Release | HandBack | Reopen | CloseUnreached | CallUnsolved | Uphold | Wait)
}

fn entry(entry: &TimelineEntry) -> AnyView {
    let actor = [Some(entry.actor.clone()), entry.team_name.clone()].into_iter().flatten().filter(|t| !t.is_empty());
    let mut who: Vec<String> = actor.collect();
    who.dedup();
    let who = who.join(" · ");
    let note = entry.note.clone().filter(|n| !n.trim().is_empty());
    let (class, sign) = if is_step_back(entry.action) { ("way-past way-back", "arrow-left") } else { ("way-past", "check") };
    view! {
        <li class=class>
            <span class="way-dot">{icon(sign)}</span>
            <p class="way-what">{words::action(entry.action)}</p>
            {detail(entry.action, &entry.detail).map(|line| view! { <p>{line}</p> })}
            {note.map(|note| view! { <p class="way-note">{tr!(mine.note_said, note = note)}</p> })}
            <p class="way-when"><time datetime=entry.at.to_rfc3339()>{spoken::when(entry.at)}</time>{(!who.is_empty()).then(|| format!(" · {who}"))}</p>
        </li>
    }
    .into_any()
}
