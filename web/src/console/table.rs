//! Orders as a table on a desk and as cards on a phone: the same markup, with the roles written out because the cards' style
//! would otherwise take them away.

use super::clock::{Due, dated};
use super::words;
use crate::i18n::{pick, tr};
use crate::ui::{at, icon, spoken_name};
use contract::orders::{OrderAction, OrderState, OrderSummary, Urgency};
use leptos::prelude::*;

/// What a list shows besides due date, matter, state and next step.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    /// For those who see several communities.
    pub community: bool,
    pub team: bool,
    pub created: bool,
}

/// The table; rows come and go with the signal.
#[component]
pub fn OrderTable(orders: RwSignal<Vec<OrderSummary>>, columns: Columns) -> impl IntoView {
    let head = |text: String| view! { <th scope="col" role="columnheader">{text}</th> };
    view! {
        <div class="table-frame">
            <table class="orders" role="table" aria-label=tr!(console.table_caption)>
                <thead role="rowgroup">
                    <tr role="row">
                        {head(tr!(console.col_due))}
                        {head(tr!(console.col_matter))}
                        {head(tr!(console.col_state))}
                        {columns.community.then(|| head(tr!(console.col_community)))}
                        {columns.team.then(|| head(tr!(console.col_team)))}
                        {columns.created.then(|| head(tr!(console.col_created)))}
                        {head(tr!(console.col_step))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || orders.get() key=|o| (o.id, o.version) let:order><Row order columns/></For>
                </tbody>
            </table>
        </div>
    }
}

/// The mark of an order that presses; none for the usual.
pub fn urgency_mark(urgency: Urgency) -> Option<AnyView> {
    let class = match urgency {
        Urgency::Normal => return None,
        Urgency::Urgent => "state state-turn",
        Urgency::Danger => "state state-late",
    };
    let sign = if urgency == Urgency::Danger { "siren" } else { "zap" };
    Some(view! { <span class=class>{icon(sign)}{words::urgency(urgency)}</span> }.into_any())
}

/// What is over has no due date, and nothing has to be said about that.
fn due(order: &OrderSummary) -> AnyView {
    let is_over = order.state.is_final() || order.state == OrderState::Confirmed;
    if is_over {
        view! { <span class="due-none">{tr!(console.no_team)}</span> }.into_any()
    } else {
        view! { <Due at=order.due_at/> }.into_any()
    }
}

#[component]
fn Row(order: OrderSummary, columns: Columns) -> impl IntoView {
    let to = at(&format!("/orders/{}", order.id));
    let next = words::next_step(&order.allowed_actions);
    let step_to = if next == Some(OrderAction::Dispatch) { format!("{to}/dispatch") } else { to.clone() };
    let step_class = if next.is_some() { "button button-small button-outline" } else { "button button-small button-secondary" };
    let step_label = tr!(console.step_for, step = words::step(next), number = order.number);
    let cell = |class: &'static str, label: String, text: String| view! { <td role="cell" class=class data-label=label>{text}</td> };
    view! {
        <tr role="row">
            <td role="cell" class="cell-due" data-label=tr!(console.col_due)>{due(&order)}</td>
            <th role="rowheader" scope="row" class="cell-matter">
                <a href=to class="row-link">{pick(&order.item_name, &order.item_name_en)}</a>
                " "<span class="row-number">{order.number}</span>
                <span class="row-text">{order.excerpt}</span>
            </th>
            <td role="cell" class="cell-state" data-label=tr!(console.col_state)>
                <span class="badges">
                    <span class=format!("state state-{}", words::tone(order.state))>{words::state(order.state)}</span>
                    {urgency_mark(order.urgency)}
                    {(order.round > 1).then(|| view! { <span class="state state-late">{tr!(console.round_n, n = order.round)}</span> })}
                </span>
            </td>
            {columns.community.then(|| cell("cell-community", tr!(console.col_community), spoken_name(&order.community_name).to_owned()))}
            {columns.team.then(|| cell("cell-team", tr!(console.col_team), order.team_name.unwrap_or_else(|| tr!(console.no_team))))}
            {columns.created.then(|| cell("cell-created", tr!(console.col_created), dated(order.created_at)))}
            <td role="cell" class="cell-step"><a href=step_to class=step_class aria-label=step_label>{words::step(next)}</a></td>
        </tr>
    }
}
