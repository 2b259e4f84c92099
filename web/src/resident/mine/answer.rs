//! The clerk's question and the requester's answer.

use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::live;
use contract::orders::{OrderAction, StepWithText};
use leptos::prelude::*;

#[component]
pub fn Question(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::ProvideInformation);
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        Ok((tr!(mine.answer_sent), api::orders::inform(id, &StepWithText { expected_version, text: filled.text("text") })))
    });
    live(move || {
        open.get().then(|| {
            let question = here.order.with_untracked(|o| o.question.clone().unwrap_or_default());
            view! {
                <section class="card card-turn" aria-labelledby="question-title">
                    <h2 id="question-title">{tr!(mine.answer_title)}</h2>
                    <blockquote class="said">{question}</blockquote>
                    <StepForm way=here id="answer" fields=vec![Field::text("text", tr!(mine.answer_label))] send_label=tr!(mine.answer_send) makes/>
                </section>
            }
        })
    })
}
