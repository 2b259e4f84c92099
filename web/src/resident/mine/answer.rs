//! The clerk's question and the requester's answer.

use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::live;
use contract::orders::{Order, OrderAction, ProvideInformation};
use leptos::prelude::*;

/// The answers by their places in the body; no more questions are asked at once.
const NAMES: [&str; 5] = ["0", "1", "2", "3", "4"];

/// The questions that wait for an answer. An order of before they were kept one by one has their text alone.
fn asked_in(order: &Order) -> Vec<String> {
    let open: Vec<String> = order.intake.questions.iter().filter(|q| q.answered_at.is_none()).map(|q| q.text.clone()).collect();
    if open.is_empty() { order.question.clone().into_iter().collect() } else { open }
}

#[component]
pub fn Question(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::ProvideInformation);
    let asked = StoredValue::new(here.order.with_untracked(|o| asked_in(o)));
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        let answers = asked.with_value(|asked| NAMES.iter().take(asked.len()).map(|name| filled.text(name)).collect());
        Ok((tr!(mine.answer_sent), api::orders::inform(id, &ProvideInformation { expected_version, answers })))
    });
    live(move || {
        open.get().then(|| {
            asked.set_value(here.order.with_untracked(|o| asked_in(o)));
            let field = |(name, question): (&&'static str, &String)| Field::text(name, question.clone()).least(1);
            let fields = asked.with_value(|asked| NAMES.iter().zip(asked).map(field).collect());
            view! {
                <section class="card card-turn" aria-labelledby="question-title">
                    <h2 id="question-title">{tr!(mine.answer_title)}</h2>
                    <StepForm way=here id="answer" fields send_label=tr!(mine.answer_send) makes/>
                </section>
            }
        })
    })
}
