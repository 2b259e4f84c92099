//! The orders of others that I follow.

use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, SignInFirst, icon, load, spoken, spoken_name};
use contract::orders::{FollowedOrder, FollowedOrderPage};
use leptos::prelude::*;
use std::sync::Arc;

/// `/following`
#[component]
pub fn FollowingPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let ask = move || async move { api::following::list(api).await.map(Arc::new) };
    live(move || {
        view! {
            <Heading text=tr!(wishes.following)/>
            <p class="lead">{tr!(wishes.following_lead)}</p>
            {if signed_in.get() {
                load(ask, |page: Arc<FollowedOrderPage>| list(&page))
            } else {
                view! { <SignInFirst lead=tr!(wishes.following_sign_in)/> }.into_any()
            }}
        }
    })
}

fn list(page: &FollowedOrderPage) -> AnyView {
    if page.items.is_empty() {
        return view! { <div class="empty"><p role="status">{tr!(wishes.following_none)}</p><a href="/" class="button button-primary">{tr!(common.back_home)}</a></div> }
            .into_any();
    }
    view! { <ul class="cells order-list">{page.items.iter().map(row).collect_view()}</ul> }.into_any()
}

fn row(order: &FollowedOrder) -> impl IntoView + use<> {
    let by = order.deadline.filter(|_| !order.state.is_final()).map(|at| tr!(mine.deadline_by, when = spoken::when(at)));
    view! {
        <li>
            <a href=format!("/following/{}", order.id) class="cell">
                <span class="cell-main">
                    <strong>{pick(&order.item.name, &order.item.name_en)}</strong>
                    <span class=words::badge(order.state)>{words::state(order.state)}</span>
                    <span class="cell-meta">{spoken_name(&order.community_name).to_owned()}{by.map(|by| format!(" · {by}"))}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}
