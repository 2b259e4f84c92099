//! The clerk's question and the requester's answer.

use super::page::{Shown, may};
use super::step::take;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::TextStep;
use crate::ui::lean::live;
use contract::orders::{OrderAction, ProvideInformation};
use leptos::prelude::*;

#[component]
pub fn Question(shown: Shown) -> impl IntoView {
    let api = Api::expect();
    let pending = RwSignal::new(false);
    let open = Memo::new(move |_| may(shown, OrderAction::ProvideInformation));
    let send = Callback::new(move |text: String| {
        let (id, version) = shown.order.with_untracked(|o| (o.id, o.version));
        let ask = ProvideInformation { expected_version: version, answers: vec![text] };
        take(api, shown, pending, tr!(mine.answer_sent), async move { api::orders::inform(api, id, &ask).await });
    });
    live(move || {
        open.get().then(|| {
            let question = shown.order.with_untracked(|o| o.question.clone().unwrap_or_default());
            view! {
                <section class="card card-turn" aria-labelledby="question-title">
                    <h2 id="question-title">{tr!(mine.answer_title)}</h2>
                    <blockquote class="said">{question}</blockquote>
                    <TextStep id="answer" label=tr!(mine.answer_label) send_label=tr!(mine.answer_send) pending send/>
                </section>
            }
        })
    })
}
