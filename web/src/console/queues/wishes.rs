//! Wishes before the desk: making sure of them and writing what everybody may read, or saying why not.

use super::{Queue, Rows, badge, dotted, queue, rows};
use crate::api::{self, Answer, Api};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::steps::{Ask, StepForm, Steps, Taking};
use crate::i18n::{pick, tr};
use crate::ui::{Notices, at, fact, spoken_name};
use crate::wishes::state;
use contract::wishes::{Wish, WishAction, WishFilter, WishState};
use leptos::prelude::*;

/// `/console/wishes`, `/console/wishes?show=all`
#[component]
pub fn WishesPage() -> impl IntoView {
    let shows = vec![("open", tr!(wishes.console_open)), ("all", tr!(queues.all))];
    let queue_of =
        Queue { title: tr!(wishes.title), lead: tr!(wishes.console_lead), path: "/wishes", shows, empty: tr!(wishes.console_none) };
    queue(queue_of, |api, word, cursor| Box::pin(fetch(api, word, cursor)))
}

/// The API has no filter for the state: pages are asked for until one holds something that is wanted.
async fn fetch(api: Api, word: &'static str, mut cursor: Option<String>) -> Answer<Rows> {
    loop {
        let page = api::wishes::own(api, &WishFilter { cursor, ..WishFilter::default() }).await?;
        let mut items = page.items;
        items.retain(|w| word == "all" || w.state == WishState::Submitted);
        if !items.is_empty() || page.next_cursor.is_none() {
            return Ok((rows(items, |wish| view! { <Row wish/> }.into_any()), page.next_cursor));
        }
        cursor = page.next_cursor;
    }
}

fn forms(wish: &Wish) -> Vec<StepForm> {
    let may = |action: WishAction| wish.allowed_actions.contains(&action);
    let to = |step: &str| format!("/wishes/{}/{step}", wish.id);
    // Several wishes are on the page: the fields of each have names of their own.
    let code = |step: &str| format!("{step}-{}", wish.id);
    let verify = || {
        StepForm::new(code("verify"), tr!(wishes.verify), to("verification"), wish.version, tr!(wishes.verified))
            .lead(tr!(wishes.verify_lead))
            .ask(Ask::text("summary", tr!(wishes.summary), 5, 200).hinting(tr!(wishes.summary_hint)))
    };
    let reject = || {
        StepForm::new(code("reject"), tr!(wishes.reject), to("rejection"), wish.version, tr!(wishes.rejected))
            .ask(Ask::text("explanation", tr!(wishes.reject_text), 5, 500).hinting(tr!(wishes.reject_hint)))
            .grave()
    };
    [may(WishAction::Verify).then(verify), may(WishAction::Reject).then(reject)].into_iter().flatten().collect()
}

#[component]
fn Row(wish: Wish) -> impl IntoView {
    let decided = RwSignal::new(false);
    let taking = Taking::new(Kept::expect().given(&format!("wish/{}", wish.id)), Callback::new(move |()| decided.set(true)));
    let forms = StoredValue::new(forms(&wish));
    let contact = dotted([wish.contact.name.clone(), wish.contact.phone.clone(), wish.contact.address.clone()].map(Some));
    let facts = [
        (tr!(wishes.published_as), wish.summary.clone()),
        (tr!(wishes.rejected_because), wish.explanation.clone()),
        (tr!(desk.contact_title), contact),
    ];
    let known: Vec<_> = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| fact(label, value)).collect();
    view! {
        <p class="queue-head">
            <strong>{pick(&wish.item.name, &wish.item.name_en)}</strong>
            <span class="row-number">{wish.number.clone()}</span>
            {badge(state(wish.state))}
            <span class="hint">{dotted([Some(spoken_name(&wish.community_name).to_owned()), Some(dated(wish.created_at))])}</span>
        </p>
        <blockquote class="said">{wish.text.clone()}</blockquote>
        <dl class="review">{known}</dl>
        {wish.order_id.map(|id| view! { <p><a href=at(&format!("/orders/{id}"))>{tr!(wishes.order_of)}</a></p> })}
        <Notices notice=taking.notice trouble=taking.trouble/>
        {crate::ui::lean::live(move || (!decided.get()).then(|| view! { <Steps taking forms=forms.get_value()/> }))}
    }
}
