//! What is planned for the order, what of it is done, and planning one thing more.

use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Here, StepForm, gone};
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::when::local;
use crate::ui::{icon, now, spoken};
use contract::orders::{AddMeasure, Measure, NewMeasure, OrderAction, Step};
use contract::texts::TextPurpose;
use leptos::prelude::*;

#[component]
pub fn Plan(here: Here) -> impl IntoView {
    let measures =
        Memo::new(move |_| here.order.with(|o| o.measures.iter().filter(|m| m.round == o.round).cloned().collect::<Vec<Measure>>()));
    let (open, progress) = (here.open(OrderAction::AddMeasure), here.open(OrderAction::AddProgress));
    let line = move |m: Measure| {
        let id = m.id;
        let done = move |_| {
            let (order, expected_version) = here.at();
            here.send(tr!(tasks.measure_done), api::tasks::complete_measure(order, id, &Step { expected_version }), None);
        };
        let may = m.done_at.is_none() && progress.get();
        let said = tr!(mine.measure_line, what = m.what, who = m.who, when = spoken::when(m.due_at));
        view! {
            <li class="measure">
                <span>{m.done_at.map(|_| view! { {icon("circle-check")}<span class="visually-hidden">{tr!(tasks.measure_is_done)}</span>" " })}{said}</span>
                {may.then(|| view! { <button type="button" class="button button-secondary button-small" disabled=flag(move || here.pending.get()) on:click=act(done)>{tr!(tasks.measure_finish)}</button> })}
            </li>
        }
    };
    live(move || {
        (open.get() || !measures.with(Vec::is_empty)).then(|| {
            view! {
                <section class="card" aria-labelledby="plan-title">
                    <h2 id="plan-title">{tr!(tasks.measures)}</h2>
                    {live(move || view! { <ul class="plain">{measures.get().into_iter().map(line).collect_view()}</ul> })}
                    {open.get().then(|| view! { <details><summary>{tr!(tasks.measure_add)}</summary>{more(here)}</details> })}
                </section>
            }
        })
    })
}

fn more(here: Here) -> AnyView {
    let who = Session::expect().me_untracked().map(|me| me.name).unwrap_or_default();
    let fields = vec![
        Field::line("what", tr!(tasks.measure_what)).most(300).standard(TextPurpose::Measure),
        Field::line("who", tr!(tasks.measure_who)).least(1).most(40).start(who),
        // It is due when the working day of its date ends.
        Field::day("due_at", tr!(tasks.measure_day)).start(local(now()).date()),
    ];
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        let due_at = filled.end_of_day("due_at").ok_or_else(gone)?;
        let measure = NewMeasure { what: filled.text("what"), who: filled.text("who"), due_at };
        Ok((tr!(tasks.measure_saved), api::tasks::add_measure(id, &AddMeasure { expected_version, measure })))
    });
    view! { <StepForm way=here id="measure" fields send_label=tr!(tasks.measure_save) look="button button-secondary" makes/> }.into_any()
}
