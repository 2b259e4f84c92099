//! One file: how it was understood, what is wrong in which row, what would change; taking it over; the report.

use super::file_name;
use super::rows::Rows;
use crate::api::{self, Api, Failure, fresh_key};
use crate::console::clock::dated;
use crate::console::queues::{badge, dotted};
use crate::console::service::words;
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, Notices, at, fact, icon, load};
use contract::check_ins::{ImportFinding, ImportJob, ImportState};
use contract::orders::Step;
use contract::{ImportJobId, ProblemCode};
use leptos::prelude::*;

/// Milliseconds between two looks at how far it has come.
const LOOK: i32 = 400;

/// `/console/service/imports/:id`
#[component]
pub fn ImportPage(id: ImportJobId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let (notice, trouble) = (RwSignal::new(None), RwSignal::new(None));
    let ask = move || {
        again.track();
        async move { api::units::import(api, id).await }
    };
    view! {
        {load(ask, move |job: ImportJob| view! {
            <a href=at(&format!("/service/imports?unit={}", job.unit_id)) class="back-link">{icon("arrow-left")}{tr!(service.import_title)}</a>
            <div id="import-said" tabindex="-1"><Notices notice trouble/></div>
            <Job job again notice trouble/>
        }.into_any())}
    }
}

#[component]
fn Job(job: ImportJob, again: RwSignal<u32>, notice: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let is_over = matches!(job.state, ImportState::Applied | ImportState::Discarded);
    let next = match job.state {
        ImportState::Preview | ImportState::Applying => view! { <Take job=job.clone() again notice trouble/> }.into_any(),
        ImportState::Applied => report(&job),
        ImportState::Discarded => view! { <p>{tr!(service.import_was_discarded)}</p> }.into_any(),
    };
    view! {
        <div class="order-head">
            <Heading text=file_name(&job)/>
            <p class="badges">{badge(words::import(job.state))}<span class="hint">{dotted([Some(dated(job.created_at)), Some(tr!(service.import_rows, n = job.counts.rows))])}</span></p>
        </div>
        <section class=if is_over { "card" } else { "card card-turn" } aria-label=tr!(service.next_title)>
            {(job.state != ImportState::Discarded).then(|| figures(&job))}
            {next}
        </section>
        {(job.state != ImportState::Discarded).then(|| view! { <Rows job=job.clone()/>{layout(&job)} })}
    }
}

/// How many rows are what.
fn figures(job: &ImportJob) -> AnyView {
    let counts = &job.counts;
    let one = |(finding, n): (ImportFinding, i64)| {
        let (name, tone) = words::finding(finding);
        (n > 0).then(|| view! { <li class="figure"><strong class="figure-n">{n}</strong>{badge((name, tone))}</li> })
    };
    let all = [
        (ImportFinding::New, counts.new),
        (ImportFinding::Changed, counts.changed),
        (ImportFinding::Known, counts.known),
        (ImportFinding::Duplicate, counts.duplicate),
        (ImportFinding::Wrong, counts.wrong),
    ];
    view! { <ul class="figures-row">{all.into_iter().filter_map(one).collect_view()}</ul> }.into_any()
}

/// What came of it.
fn report(job: &ImportJob) -> AnyView {
    let counts = &job.counts;
    let skipped = counts.wrong + counts.duplicate;
    let rows = [
        (tr!(service.outcome_added), counts.added),
        (tr!(service.outcome_changed), counts.updated),
        (tr!(service.outcome_unchanged), counts.unchanged),
        (tr!(service.outcome_refused), counts.refused),
        (tr!(service.outcome_skipped), skipped),
    ];
    view! {
        <h2>{tr!(service.report_title)}</h2>
        <dl class="review">{rows.into_iter().map(|(label, n)| fact(label, tr!(service.rows_n, n = n))).collect_view()}</dl>
        {(skipped + counts.refused > 0).then(|| view! { <p>{tr!(service.report_wrong)}</p> })}
        <div class="button-row">
            <a href=at(&format!("/service/members?unit={}", job.unit_id)) class="button button-primary">{tr!(service.see_members)}</a>
            <a href=at(&format!("/service/imports?unit={}", job.unit_id)) class="button button-secondary">{tr!(service.import_more)}</a>
        </div>
    }
    .into_any()
}

/// How the file was understood.
fn layout(job: &ImportJob) -> AnyView {
    let layout = &job.layout;
    let columns: Vec<String> =
        layout.columns.iter().map(|m| tr!(service.layout_column, header = m.header, column = words::column(m.column))).collect();
    let rows = [
        (tr!(service.layout_format), dotted([Some(layout.format.to_uppercase()), layout.encoding.clone(), layout.sheet.clone()])),
        (tr!(service.layout_line), tr!(service.layout_line_n, n = layout.header_line)),
        (tr!(service.layout_columns), columns.join("；")),
        (tr!(service.layout_ignored), layout.ignored.join("、")),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| fact(label, value)).collect_view();
    view! { <details class="card"><summary>{tr!(service.layout_title)}</summary><dl class="review">{rows}</dl></details> }.into_any()
}

#[component]
fn Take(job: ImportJob, again: RwSignal<u32>, notice: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let (api, id, version) = (Api::expect(), job.id, job.version);
    let takes = job.counts.new + job.counts.changed;
    let all = job.counts.pending.max(1);
    let (pending, done) = (RwSignal::new(false), RwSignal::new(0i64));
    // One key: what is pressed again after a lost answer is the same wish.
    let key = StoredValue::new(fresh_key());
    let finish = move |outcome: Result<String, Failure>| {
        let _ = pending.try_set(false);
        match outcome {
            Ok(words) => drop(notice.try_set(Some(words))),
            Err(failure) => {
                let is_stale = matches!(&failure, Failure::Problem(p) if p.code == ProblemCode::StaleVersion);
                let _ = trouble.try_set(Some(if is_stale { tr!(steps.stale) } else { said(&failure) }));
            }
        }
        again.update(|n| *n = n.wrapping_add(1));
        crate::ui::focus("import-said");
    };
    let take = move |_| {
        pending.set(true);
        trouble.set(None);
        watch(api, id, all, pending, done);
        api::run(async move {
            let outcome = api::units::take_over(api, id, &Step { expected_version: version }, &key.get_value()).await;
            finish(outcome.map(|_| tr!(service.import_done)));
        });
    };
    let discard = move |_| {
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            let outcome = api::units::throw_away(api, id).await;
            finish(outcome.map(|()| tr!(service.import_thrown_away)));
        });
    };
    let skipped = job.counts.wrong + job.counts.duplicate;
    let is_half = job.state == ImportState::Applying;
    let lead = if is_half { tr!(service.take_half) } else { tr!(service.take_import_lead, n = takes) };
    view! {
        <p>{lead}</p>
        {(skipped > 0).then(|| view! { <p class="hint">{tr!(service.take_skips, n = skipped)}</p> })}
        {live(move || (pending.get() && all > 1).then(|| {
            let n = done.get();
            view! { <p role="status">{tr!(service.taking_over, n = n, all = all)}</p><progress max=all.to_string() value=n.to_string() aria-label=tr!(service.take_import)></progress> }
        }))}
        <div class="button-row">
            <button type="button" class="button button-primary" disabled=flag(move || pending.get()) on:click=act(take)>{if is_half { tr!(service.take_on) } else { tr!(service.take_import) }}</button>
            {(!is_half).then(|| view! { <button type="button" class="button button-secondary" disabled=flag(move || pending.get()) on:click=act(discard)>{tr!(service.discard_import)}</button> })}
        </div>
    }
}

/// Looks how far it has come, as long as it is under way.
fn watch(api: Api, id: ImportJobId, all: i64, pending: RwSignal<bool>, done: RwSignal<i64>) {
    api::run(async move {
        while pending.try_get_untracked() == Some(true) {
            api::pause(LOOK).await;
            if let Ok(job) = api::units::import(api, id).await {
                let _ = done.try_set((all - job.counts.pending).clamp(0, all));
            }
        }
    });
}
