//! What is shown: states, due dates, tables, facts, clocks.

use super::Part;
use crate::console::clock::Due;
use crate::console::order::history::{Clocks, Happened};
use crate::console::table::{Columns, OrderTable, urgency_mark};
use crate::console::words;
use crate::i18n::tr;
use crate::ui::{fact, now};
use chrono::TimeDelta;
use contract::OrderId;
use contract::orders::{
    AllowedAction, ClockState, OrderAction, OrderState, OrderSummary, Stage, StageClock, Timeline, TimelineEntry, Urgency,
};
use leptos::prelude::*;
use uuid::Uuid;

#[component]
pub fn States() -> impl IntoView {
    let due = |hours: i64| view! { <p><Due at=Some(now() + TimeDelta::hours(hours) + TimeDelta::minutes(5))/></p> };
    view! {
        <Part id="g-states" title=tr!(gallery.states)>
            <p class="badges">
                {OrderState::ALL.iter().map(|s| view! { <span class=format!("state state-{}", words::tone(*s))>{words::state(*s)}</span> }).collect_view()}
                {Urgency::ALL.iter().map(|u| urgency_mark(*u)).collect_view()}
            </p>
            {[-49, -1, 1, 5, 120].into_iter().map(due).collect_view()}
            <p><Due at=None/></p>
        </Part>
    }
}

fn order(n: u128, state: OrderState, urgency: Urgency, due_in: i64) -> OrderSummary {
    let open = match state {
        OrderState::Submitted => vec![AllowedAction { action: OrderAction::Accept, blocked: None }],
        OrderState::Accepted => vec![AllowedAction { action: OrderAction::Dispatch, blocked: None }],
        _ => Vec::new(),
    };
    OrderSummary {
        id: OrderId(Uuid::from_u128(n)),
        number: format!("261124-4839-{n:04}"),
        state,
        round: i32::try_from(n).unwrap_or(1),
        version: 1,
        item_name: "换灯泡修灯具".into(),
        item_name_en: "Replace a lamp".into(),
        community_name: "园林社区".into(),
        urgency,
        excerpt: tr!(gallery.sample_text),
        team_name: None,
        due_at: Some(now() + TimeDelta::minutes(due_in)),
        deadline: None,
        escalated: 0,
        allowed_actions: open,
        created_at: now() - TimeDelta::hours(3),
        updated_at: now(),
    }
}

#[component]
pub fn Tables() -> impl IntoView {
    let orders = vec![
        order(1, OrderState::Submitted, Urgency::Danger, -95),
        order(2, OrderState::Accepted, Urgency::Normal, 50),
        order(3, OrderState::InProgress, Urgency::Urgent, 3000),
    ];
    let columns = Columns { community: true, team: true, created: true };
    view! {
        <Part id="g-tables" title=tr!(gallery.tables)>
            <OrderTable orders=RwSignal::new(orders) columns/>
        </Part>
    }
}

#[component]
pub fn Facts() -> impl IntoView {
    let clock = |stage, state, ended: Option<i64>| StageClock {
        stage,
        started_at: now(),
        due_at: now() + TimeDelta::hours(2),
        ended_at: ended.map(|h| now() + TimeDelta::hours(h)),
        state,
        held_by: contract::orders::Holder { level: 0, name: "红梅社区".into(), team: None },
    };
    let clocks = vec![
        clock(Stage::Acceptance, ClockState::Met, Some(1)),
        clock(Stage::Dispatch, ClockState::Missed, Some(3)),
        clock(Stage::Take, ClockState::Overdue, None),
        clock(Stage::FirstContact, ClockState::Paused, None),
        clock(Stage::Completion, ClockState::Running, None),
    ];
    let entry = |sequence, action, state, note: Option<&str>| TimelineEntry {
        sequence,
        at: now(),
        round: 1,
        action,
        state,
        actor: "刘芳".into(),
        note: note.map(str::to_owned),
        team_name: None,
        detail: contract::orders::EventDetail::default(),
    };
    let items = vec![
        entry(1, OrderAction::Submit, OrderState::Submitted, None),
        entry(2, OrderAction::Accept, OrderState::Accepted, None),
        entry(3, OrderAction::Release, OrderState::Accepted, Some("no_capacity")),
    ];
    view! {
        <Part id="g-facts" title=tr!(gallery.facts)>
            <section class="card" aria-labelledby="g-card">
                <h3 id="g-card">{tr!(gallery.card)}</h3>
                <dl class="review">{fact(tr!(order.contact_name), "王**".to_owned())}{fact(tr!(order.contact_phone), "139****0001".to_owned())}</dl>
            </section>
            <div class="columns"><div class="column-main"><Clocks clocks/></div><div class="column-side"><Happened timeline=Timeline { items }/></div></div>
        </Part>
    }
}
