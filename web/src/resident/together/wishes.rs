//! Wishes: those that everybody may read, and my own.

use super::own::Own;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, Segments, SignInFirst, icon, load, spoken_name};
use contract::wishes::{PublicWish, PublicWishPage, WishFilter};
use leptos::prelude::*;

const PAGE: i64 = 20;

/// `/wishes`, `/wishes?show=mine`
#[component]
pub fn WishesPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    let mine = Memo::new(move |_| nav::word("show").as_deref() == Some("mine"));
    let entries = vec![("/wishes".into(), tr!(wishes.show_public)), ("/wishes?show=mine".into(), tr!(wishes.show_mine))];
    view! {
        <Heading text=tr!(wishes.title)/>
        <p class="lead">{tr!(wishes.lead)}</p>
        <p><a href="/wishes/new" class="button button-primary">{icon("heart-handshake")}{tr!(wishes.new)}</a></p>
        <Segments label=tr!(wishes.show) entries current=Signal::derive(move || usize::from(mine.get()))/>
        {live(move || match (mine.get(), signed_in.get()) {
            (false, _) => published(|_| ().into_any()),
            (true, true) => view! { <Own/> }.into_any(),
            (true, false) => view! { <SignInFirst lead=tr!(wishes.sign_in_lead)/> }.into_any(),
        })}
    }
}

/// Wishes that wait for a team, each with what `more` puts under it.
pub fn published(more: impl Fn(&PublicWish) -> AnyView + Copy + Send + Sync + 'static) -> AnyView {
    let api = Api::expect();
    let filter = |cursor| WishFilter { cursor, limit: Some(PAGE), ..WishFilter::default() };
    let first = move || async move { api::wishes::published(api, &filter(None)).await };
    load(first, move |first: PublicWishPage| {
        if first.items.is_empty() {
            return view! { <div class="empty"><p role="status">{tr!(wishes.none_public)}</p></div> }.into_any();
        }
        let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
        let fetch = move |after: String| async move {
            let page = api::wishes::published(api, &filter(Some(after))).await?;
            items.update(|list| list.extend(page.items));
            Ok(page.next_cursor)
        };
        let row = move |wish: &PublicWish| {
            view! {
                <li class="card">
                    <p><strong>{wish.summary.clone()}</strong></p>
                    <p class="hint">{spoken_name(&wish.community_name).to_owned()}" · "{wish.number.clone()}</p>
                    {more(wish)}
                </li>
            }
        };
        view! {
            <ul class="plain wish-list">{live(move || items.with(|all| all.iter().map(row).collect_view()))}</ul>
            <More cursor fetch/>
        }
        .into_any()
    })
}
