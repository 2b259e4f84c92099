//! Lists that come as files: choose one, see what is wrong in which row and what would change, take it over, read the report.

mod job;
mod rows;
mod send;

pub use job::ImportPage;

use crate::api::{self, Api};
use crate::console::clock::dated;
use crate::console::queues::{badge, dotted};
use crate::console::service::own::of_unit;
use crate::console::service::words;
use crate::i18n::tr;
use crate::ui::{Heading, at, icon, load};
use contract::check_ins::{ImportJob, OwnUnit};
use leptos::prelude::*;
use send::SendFile;

/// `/console/service/imports?unit=…`
#[component]
pub fn ImportsPage() -> impl IntoView {
    view! {
        <div class="page-head"><div><Heading text=tr!(service.import_title)/><p class="hint">{tr!(service.import_lead)}</p></div></div>
        {of_unit("/service/imports", |unit| view! { <Imports unit/> }.into_any())}
    }
}

#[component]
fn Imports(unit: OwnUnit) -> impl IntoView {
    let (api, id) = (Api::expect(), unit.unit.id);
    view! {
        <div class="split-even">
            <section class="card" aria-labelledby="one-title">
                <h2 id="one-title">{tr!(service.import_one)}</h2>
                <p>{tr!(service.template_lead)}</p>
                <p><a href=api::units::template() rel="external" download="" class="button button-secondary">{icon("file-text")}{tr!(service.template)}</a></p>
            </section>
            <section class="card card-turn" aria-labelledby="two-title">
                <h2 id="two-title">{tr!(service.import_two)}</h2>
                <SendFile unit=id/>
            </section>
        </div>
        <h2>{tr!(service.imports_before)}</h2>
        {load(move || async move { api::units::imports(api, id).await }, before)}
    }
}

fn before(all: Vec<ImportJob>) -> AnyView {
    if all.is_empty() {
        return view! { <p class="hint" role="status">{tr!(service.imports_none)}</p> }.into_any();
    }
    let one = |job: ImportJob| {
        view! {
            <li class="card">
                <p class="queue-head">
                    <a href=at(&format!("/service/imports/{}", job.id)) class="queue-link row-link">{file_name(&job)}</a>
                    {badge(words::import(job.state))}
                </p>
                <p class="hint">{dotted([Some(dated(job.created_at)), Some(tr!(service.import_rows, n = job.counts.rows))])}</p>
            </li>
        }
    };
    view! { <ul class="queue">{all.into_iter().map(one).collect_view()}</ul> }.into_any()
}

/// What the file is called.
fn file_name(job: &ImportJob) -> String {
    if job.file_name.is_empty() { tr!(service.import_nameless) } else { job.file_name.clone() }
}
