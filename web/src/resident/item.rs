//! One service: what it is, for whom, what is promised, what it costs, and the button.

use super::place::Chosen;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::ui::lean::live;
use crate::ui::spans;
use crate::ui::{Heading, icon, load};
use contract::MenuItemId;
use contract::menu::{EvidenceRule, MenuItem};
use leptos::prelude::*;

/// `/item/:id`
#[component]
pub fn ItemPage(id: MenuItemId) -> impl IntoView {
    let api = Api::expect();
    let item = move || api::menu::item(api, id);
    load(item, |item: MenuItem| view! { <ItemCard item/> }.into_any())
}

#[component]
fn ItemCard(item: MenuItem) -> impl IntoView {
    let group = pick(&item.group_name, &item.group_name_en);
    let spans = &item.deadlines;
    view! {
        <a href="/" class="back-link">{icon("arrow-left")}{tr!(common.back_home)}</a>
        <div class="split">
        <div class="split-main">
        <p class="eyebrow">{group}</p>
        <Heading text=pick(&item.name, &item.name_en)/>
        <p class="lead">{pick(&item.description, &item.description_en)}</p>
        <dl class="facts">
            <div><dt>{icon("users")}{tr!(resident.item_for)}</dt><dd>{crate::ui::audience(item.audience)}</dd></div>
            <div>
                <dt>{icon("clock")}{tr!(resident.item_promise)}</dt>
                <dd>
                    <ul class="plain">
                        <li>{tr!(resident.item_promise_accept, span = spans::spoken(spans.acceptance))}</li>
                        <li>{tr!(resident.item_promise_contact, span = spans::spoken(spans.first_contact))}</li>
                        <li>{tr!(resident.item_promise_done, span = spans::spoken(spans.completion))}</li>
                    </ul>
                </dd>
            </div>
            <div>
                <dt>{icon("badge-check")}{tr!(resident.item_price)}</dt>
                <dd><strong class="free">{tr!(resident.item_free)}</strong>" "{tr!(resident.item_free_note)}</dd>
            </div>
        </dl>
        </div>
        <section class="split-top" aria-labelledby="then-title">
            <h2 id="then-title">{tr!(resident.item_steps_title)}</h2>
            <ol class="numbered">
                <li>{tr!(resident.item_step_1)}</li>
                <li>{tr!(resident.item_step_2)}</li>
                <li>{tr!(resident.item_step_3)}</li>
            </ol>
            {(item.evidence == EvidenceRule::BeforeAfter).then(|| view! { <p class="hint">{tr!(resident.item_photos)}</p> })}
        </section>
        <OrderButton item=item.id/>
        </div>
    }
}

#[component]
fn OrderButton(item: MenuItemId) -> impl IntoView {
    let chosen = Chosen::expect();
    live(move || {
        let hint = chosen.get().is_none().then(|| view! { <p class="hint">{tr!(resident.item_choose_first)}</p> });
        let href = if hint.is_some() { "/community".to_owned() } else { format!("/order/{item}/1") };
        let label = if hint.is_some() { tr!(resident.choose_title) } else { tr!(resident.item_order) };
        view! { <div class="bottom-bar bottom-bar-stays">{hint}<a href=href class="button button-primary button-wide">{label}</a></div> }
    })
}
