//! What is printed and hung out at the station: names, an empty column for signatures, no numbers.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::act;
use crate::ui::{Heading, at, icon, load, spoken_name, when};
use chrono::{DateTime, Datelike, Utc};
use contract::ShiftId;
use contract::posts::PrintList;
use leptos::prelude::*;

/// Empty lines for whoever comes besides those on the list.
const SPARE: usize = 3;

/// `/console/service/shifts/:id/print`
#[component]
pub fn PrintPage(id: ShiftId) -> impl IntoView {
    let api = Api::expect();
    let print = move |_| {
        if let Some(window) = web_sys::window() {
            // Where the browser cannot print, nothing happens, as with its own menu.
            let _ = window.print();
        }
    };
    view! {
        <p class="button-row no-print">
            <a href=at(&format!("/service/shifts/{id}")) class="back-link">{icon("arrow-left")}{tr!(hosting.board)}</a>
            <button type="button" class="button button-primary" on:click=act(print)>{icon("printer")}{tr!(hosting.print_now)}</button>
        </p>
        {load(move || async move { api::hosting::print_list(api, id).await }, sheet)}
    }
}

/// With the whole date: on paper there is no today.
fn dated(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (begin, end) = (when::local(from), when::local(to));
    let day = begin.date();
    tr!(hosting.print_when, year = day.year(), month = day.month(), day = day.day(), from = when::clock(begin), to = when::clock(end))
}

fn sheet(list: PrintList) -> AnyView {
    let row = |(index, name): (usize, String)| view! { <tr><td>{index + 1}</td><td>{name}</td><td></td><td></td><td></td></tr> };
    let spare = (0..SPARE).map(|_| view! { <tr><td></td><td></td><td></td><td></td><td></td></tr> }).collect_view();
    let waiting = list.waiting.join("、");
    view! {
        <article class="sheet">
            <Heading text=list.title.clone()/>
            <p>{format!("{} · {}", spoken_name(&list.community), list.place)}</p>
            <p><strong>{dated(list.starts_at, list.ends_at)}</strong></p>
            <p>{tr!(hosting.hosted_by, names = list.hosts.join("、"))}</p>
            {(!list.risk_note.is_empty()).then(|| view! { <p><strong>{tr!(hosting.risk)}</strong>" "{list.risk_note.clone()}</p> })}
            <table>
                <thead><tr>
                    <th scope="col">{tr!(hosting.col_no)}</th><th scope="col">{tr!(hosting.col_name)}</th>
                    <th scope="col">{tr!(hosting.col_come)}</th><th scope="col">{tr!(hosting.col_go)}</th><th scope="col">{tr!(hosting.col_sign)}</th>
                </tr></thead>
                <tbody>{list.names.into_iter().enumerate().map(row).collect_view()}{spare}</tbody>
            </table>
            {(!waiting.is_empty()).then(|| view! { <p>{tr!(hosting.print_waiting, names = waiting)}</p> })}
        </article>
    }
    .into_any()
}
