//! What is planned for the order, and planning one thing more.

use super::page::Job;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::focus;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::when::{DayPart, local};
use crate::ui::{now, spoken};
use chrono::NaiveDate;
use contract::orders::{AddMeasure, Measure, NewMeasure, OrderAction};
use leptos::prelude::*;

#[component]
pub fn Plan(job: Job) -> impl IntoView {
    let measures =
        Memo::new(move |_| job.order.with(|o| o.measures.iter().filter(|m| m.round == o.round).cloned().collect::<Vec<Measure>>()));
    let open = Memo::new(move |_| job.may(OrderAction::AddMeasure));
    let line = |m: Measure| view! { <li>{tr!(mine.measure_line, what = m.what, who = m.who, when = spoken::when(m.due_at))}</li> };
    live(move || {
        (open.get() || !measures.with(Vec::is_empty)).then(|| {
            view! {
                <section class="card" aria-labelledby="plan-title">
                    <h2 id="plan-title">{tr!(tasks.measures)}</h2>
                    <ul class="plain">{measures.get().into_iter().map(line).collect_view()}</ul>
                    {open.get().then(|| view! { <details><summary>{tr!(tasks.measure_add)}</summary><Measures job/></details> })}
                </section>
            }
        })
    })
}

#[component]
fn Measures(job: Job) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let what = RwSignal::new(String::new());
    let who = RwSignal::new(session.me_untracked().map(|me| me.name).unwrap_or_default());
    let day = RwSignal::new(local(now()).date().to_string());
    let wrong = RwSignal::new(false);
    let save = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        // A measure is due when the working day of its date ends.
        let due = day.get_untracked().parse::<NaiveDate>().ok().and_then(|d| DayPart::Afternoon.window(d));
        let (id, version) = job.at();
        let ask = due.map(|(_, due_at)| AddMeasure {
            expected_version: version,
            measure: NewMeasure { what: what.get_untracked().trim().to_owned(), who: who.get_untracked().trim().to_owned(), due_at },
        });
        match ask.filter(|ask| crate::ui::problems_of(ask).is_empty()) {
            Some(ask) => job.take(tr!(tasks.measure_saved), async move { api::tasks::add_measure(api, id, &ask).await }),
            None => {
                wrong.set(true);
                focus("measure-what");
            }
        }
    };
    view! {
        <form novalidate on:submit=act(save)>
            {live(move || wrong.get().then(|| view! { <p class="problem" role="alert">{tr!(order.problem_text)}</p> }))}
            <div class="question">
                <label class="question-label" for="measure-what">{tr!(tasks.measure_what)}</label>
                <input id="measure-what" type="text" maxlength="300" prop:value=typed(move || what.get()) on:input=act(move |e| what.set(event_target_value(&e)))/>
            </div>
            <div class="question">
                <label class="question-label" for="measure-who">{tr!(tasks.measure_who)}</label>
                <input id="measure-who" type="text" maxlength="40" prop:value=typed(move || who.get()) on:input=act(move |e| who.set(event_target_value(&e)))/>
            </div>
            <div class="question">
                <label class="question-label" for="measure-day">{tr!(tasks.measure_day)}</label>
                <input id="measure-day" type="date" class="short" prop:value=typed(move || day.get()) on:input=act(move |e| day.set(event_target_value(&e)))/>
            </div>
            <button type="submit" class="button button-secondary" disabled=flag(move || job.pending.get())>{tr!(tasks.measure_save)}</button>
        </form>
    }
}
