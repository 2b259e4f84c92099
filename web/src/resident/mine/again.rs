//! After a bad rating: what is being done about it, what was done, and the second grade.

use crate::api;
use crate::i18n::tr;
use crate::orders;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::live;
use crate::ui::{fetched, spoken};
use contract::rectifications::{RateAgain, Rectification, RectificationAction, RectificationFilter, RectificationState};
use leptos::prelude::*;

/// Grades from here down are bad ones: something is done about them, and one is asked again.
pub const BAD: i16 = 2;

/// The questions of the second grade, also by a link.
pub fn fields() -> Vec<Field> {
    vec![
        Field::choice("grade", tr!(mine.rate_grade), &[5i16, 4, 3, 2, 1], orders::grade),
        Field::text("text", tr!(mine.rate_text)).least(0).most(500),
    ]
}

/// What was filled in.
pub fn graded(filled: &Filled) -> RateAgain {
    RateAgain { grade: filled.word("grade").unwrap_or_default(), text: filled.text("text") }
}

#[component]
pub fn Again(here: Here) -> impl IntoView {
    // Followed: a step of the order may be one of this.
    let at = Memo::new(move |_| here.order.with(|o| (o.id, o.version, o.rating.as_ref().is_some_and(|rating| rating.grade <= BAD))));
    let found = fetched(move || {
        let (id, _, is_bad) = at.get();
        let filter = RectificationFilter { order: Some(id), limit: Some(1), ..RectificationFilter::default() };
        async move {
            if !is_bad {
                return Ok(None);
            }
            api::rectifications::list(here.api, &filter).await.map(|page| page.items.into_iter().next())
        }
    });
    live(move || found.get().flatten().map(|found| view! { <Found here found/> }))
}

/// What the requester reads of where it stands.
fn standing(state: RectificationState) -> String {
    use RectificationState as S;
    match state {
        S::Opened => tr!(mine.again_opened),
        S::CalledBack | S::FixNow | S::LedgerProposed | S::Ledger | S::Explain => tr!(mine.again_moving),
        S::FeedbackGiven => tr!(mine.again_feedback),
        S::ReRated | S::RaterSilent | S::Closed => tr!(mine.again_over),
    }
}

#[component]
fn Found(here: Here, found: Rectification) -> impl IntoView {
    let id = found.id;
    let open = found.allowed_actions.contains(&RectificationAction::ReRate);
    let makes = Callback::new(move |filled: Filled| Ok((tr!(mine.again_sent), api::rectifications::rate_again(id, &graded(&filled)))));
    let due = found.due_at.filter(|_| open).map(|at| tr!(mine.again_until, when = spoken::when(at)));
    view! {
        <section class="card" class:card-turn=open aria-labelledby="again-title">
            <h2 id="again-title">{tr!(mine.again_title)}</h2>
            <p>{standing(found.state)}</p>
            {found.feedback.map(|text| view! { <blockquote class="said">{text}</blockquote> })}
            {due.map(|text| view! { <p class="hint">{text}</p> })}
            {open.then(|| view! { <StepForm way=here id="again" fields=fields() send_label=tr!(mine.rate_send) makes/> })}
        </section>
    }
}
