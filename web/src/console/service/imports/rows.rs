//! The rows of a file, those first with which something is wrong.

use super::super::words;
use crate::api::{self, Api, Failure};
use crate::console::queues::{badge, dotted};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::live;
use crate::ui::{More, Segments, at, load};
use contract::check_ins::{ImportFinding, ImportJob, ImportOutcome, ImportRow, ImportRowFilter, ImportRowPage};
use leptos::prelude::*;

/// Rows that are asked for at once.
const SHOWN: i64 = 50;

#[component]
pub fn Rows(job: ImportJob) -> impl IntoView {
    let (api, id) = (Api::expect(), job.id);
    let counts = &job.counts;
    let parts: Vec<(ImportFinding, i64)> = [
        (ImportFinding::Wrong, counts.wrong),
        (ImportFinding::Duplicate, counts.duplicate),
        (ImportFinding::New, counts.new),
        (ImportFinding::Changed, counts.changed),
        (ImportFinding::Known, counts.known),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .collect();
    let entries: Vec<(String, String)> = parts
        .iter()
        .map(|(finding, n)| (at(&format!("/service/imports/{id}?show={finding}")), format!("{} {n}", words::finding(*finding).0)))
        .collect();
    let parts = StoredValue::new(parts);
    let current = Memo::new(move |_| {
        let asked = nav::word("show").and_then(|w| w.parse::<ImportFinding>().ok());
        parts.with_value(|all| asked.and_then(|f| all.iter().position(|(part, _)| *part == f)).unwrap_or(0))
    });
    let filter = move |cursor: Option<String>| ImportRowFilter {
        finding: parts.with_value(|all| all.get(current.get()).map(|(part, _)| *part)),
        cursor,
        limit: Some(SHOWN),
        ..ImportRowFilter::default()
    };
    let ask = move || {
        let filter = filter(None);
        async move { api::units::import_rows(api, id, &filter).await }
    };
    let show = move |page: ImportRowPage| {
        let (rows, cursor) = (RwSignal::new(page.items), RwSignal::new(page.next_cursor));
        let more = move |after: String| {
            let filter = untrack(|| filter(Some(after)));
            async move {
                let page = api::units::import_rows(api, id, &filter).await?;
                rows.update(|all| all.extend(page.items));
                Ok::<_, Failure>(page.next_cursor)
            }
        };
        view! { {table(rows)}<More cursor fetch=more/> }.into_any()
    };
    view! {
        <h2>{tr!(service.rows_title)}</h2>
        <Segments label=tr!(service.rows_title) entries current=Signal::derive(move || current.get())/>
        {load(ask, show)}
    }
}

fn table(rows: RwSignal<Vec<ImportRow>>) -> AnyView {
    let head = |text: String| view! { <th scope="col" role="columnheader">{text}</th> };
    view! {
        <div class="table-frame">
            <table class="orders" role="table" aria-label=tr!(service.rows_title)>
                <thead role="rowgroup"><tr role="row">
                    {head(tr!(service.row_line))}{head(tr!(service.member_name))}{head(tr!(service.member_phone))}{head(tr!(service.row_more))}{head(tr!(service.row_state))}
                </tr></thead>
                <tbody role="rowgroup">{live(move || rows.get().into_iter().map(row).collect_view())}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(row: ImportRow) -> AnyView {
    let is_forgotten = row.name.is_empty() && row.phone.is_empty() && row.problems.is_empty();
    let said = |text: String| if text.is_empty() { tr!(console.no_team) } else { text };
    let more = dotted([
        (!row.identity_tail.is_empty()).then(|| tr!(service.identity_tail, tail = row.identity_tail)),
        Some(row.residence.clone()),
        row.party_status.map(words::party_status),
        Some(row.post.clone()),
    ]);
    let name = if is_forgotten { tr!(service.row_forgotten) } else { said(row.name.clone()) };
    let problems: Vec<AnyView> = row
        .problems
        .iter()
        .map(|p| view! { <li class="problem">{words::row_problem(&p.pointer, &p.code, &p.detail)}</li> }.into_any())
        .collect();
    let state = if matches!(row.outcome, ImportOutcome::Pending | ImportOutcome::Skipped) {
        words::finding(row.finding)
    } else {
        words::outcome(row.outcome)
    };
    let cell = |label: String, text: String| view! { <td role="cell" data-label=label>{text}</td> };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="cell-person">{tr!(service.layout_line_n, n = row.line)}</th>
            {cell(tr!(service.member_name), name)}
            {cell(tr!(service.member_phone), said(row.phone.clone()))}
            {cell(tr!(service.row_more), said(more))}
            <td role="cell" class="cell-state"><span class="badges">{badge(state)}</span>{(!problems.is_empty()).then(|| view! { <ul class="plain">{problems}</ul> })}</td>
        </tr>
    }
    .into_any()
}
