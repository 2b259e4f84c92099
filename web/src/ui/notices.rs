//! The bell and the inbox, for both programs: what one was told, newest first; new notices come in on top by themselves.

use super::lean::{act, flag, live};
use super::{Heading, More, Segments, Told, at, icon, load, spoken};
use crate::api::{self, Answer, Api};
use crate::i18n::tr;
use crate::nav;
use contract::notices::{Notice, NoticeFilter, NoticePage};
use leptos::prelude::*;

/// Where a notice leads in this program; nowhere when there is nothing to see.
type Leads = fn(&Notice) -> Option<String>;

/// How many are unread, as it stands beside the bell; `99+` from a hundred on.
pub fn count_of(unread: i64) -> Option<String> {
    match unread {
        ..=0 => None,
        1..=99 => Some(unread.to_string()),
        _ => Some("99+".to_owned()),
    }
}

/// The way to the inbox, with how much is unread.
#[component]
pub fn Bell(
    /// How the link looks; that of a switch in the header when absent.
    #[prop(default = "switch bell")]
    class: &'static str,
) -> impl IntoView {
    let told = Told::expect();
    view! {
        <a href=at("/notices") class=class aria-current=move || nav::current(&at("/notices"))>
            {icon("bell")}
            <span>{tr!(notices.title)}</span>
            {live(move || count_of(told.unread()).map(|n| view! { <strong class="bell-count">{n}<span class="visually-hidden">{tr!(notices.unread_suffix)}</span></strong> }))}
        </a>
    }
}

async fn page(api: Api, unread_only: bool, cursor: Option<String>) -> Answer<NoticePage> {
    let filter = NoticeFilter { unread: unread_only.then_some(true), cursor, limit: Some(30), ..NoticeFilter::default() };
    api::notices::list(api, &filter).await
}

/// What is new goes on top; what is there already is brought up to date.
pub fn merged(shown: &mut Vec<Notice>, newest: Vec<Notice>) {
    let fresh: Vec<Notice> = newest.into_iter().filter(|n| shown.iter().all(|s| s.id != n.id)).collect();
    shown.splice(0..0, fresh);
}

/// `/notices`, `/notices?show=unread`
#[component]
pub fn InboxOf(leads: Leads) -> impl IntoView {
    let api = Api::expect();
    let unread_only = Memo::new(|_| nav::word("show").as_deref() == Some("unread"));
    let entries = vec![(at("/notices"), tr!(notices.all)), (at("/notices?show=unread"), tr!(notices.unread_only))];
    let first = move || page(api, unread_only.get(), None);
    view! {
        <Heading text=tr!(notices.title)/>
        <Segments label=tr!(notices.which) entries current=Signal::derive(move || usize::from(unread_only.get()))/>
        {load(first, move |first: NoticePage| view! { <Lying first leads unread_only=unread_only.get_untracked()/> }.into_any())}
    }
}

#[component]
fn Lying(first: NoticePage, leads: Leads, unread_only: bool) -> impl IntoView {
    let (api, told) = (Api::expect(), Told::expect());
    let (cursor, notices, trouble) = (RwSignal::new(first.next_cursor), RwSignal::new(first.items), RwSignal::new(false));
    let fetch = move |after: String| async move {
        let next = page(api, unread_only, Some(after)).await?;
        notices.update(|list| list.extend(next.items));
        Ok(next.next_cursor)
    };
    Effect::new(move |before: Option<u32>| {
        let news = told.news();
        if before.is_some_and(|n| n != news) {
            api::run(async move {
                if let Ok(newest) = page(api, unread_only, None).await {
                    let _ = notices.try_update(|list| merged(list, newest.items));
                }
            });
        }
        news
    });
    let read_all = move |_| {
        let Some(newest) = notices.with_untracked(|list| list.first().map(|n| n.id)) else { return };
        trouble.set(false);
        api::run(async move {
            match api::notices::read_up_to(api, newest).await {
                Ok(left) => {
                    told.left_unread(left.unread);
                    let _ = notices.try_update(|list| list.iter_mut().for_each(|n| n.is_read = true));
                }
                Err(_) => drop(trouble.try_set(true)),
            }
        });
    };
    let is_empty = Memo::new(move |_| notices.with(Vec::is_empty));
    let has_unread = Memo::new(move |_| notices.with(|list| list.iter().any(|n| !n.is_read)));
    view! {
        {live(move || trouble.get().then(|| view! { <p class="problem" role="alert">{icon("circle-alert")}{tr!(common.failed_text)}</p> }))}
        {live(move || match (is_empty.get(), has_unread.get()) {
            (true, _) => view! { <div class="empty card"><p role="status">{icon("circle-check")}" "{if unread_only { tr!(notices.none_unread) } else { tr!(notices.none) }}</p></div> }.into_any(),
            (false, true) => view! { <p><button type="button" class="button button-secondary button-small" on:click=act(read_all)>{icon("check")}{tr!(notices.read_all)}</button></p> }.into_any(),
            (false, false) => ().into_any(),
        })}
        <ul class="cells notices" aria-live="polite">
            {live(move || notices.get().into_iter().map(|notice| view! { <Row notice leads notices/> }).collect_view())}
        </ul>
        {live(move || (!is_empty.get()).then(|| view! { <More cursor fetch/> }))}
    }
}

/// Reading it is following it, or pressing the button.
#[component]
fn Row(notice: Notice, leads: Leads, notices: RwSignal<Vec<Notice>>) -> impl IntoView {
    let (api, told) = (Api::expect(), Told::expect());
    let (id, was_read) = (notice.id, notice.is_read);
    let pending = RwSignal::new(false);
    let read = move || {
        if was_read || pending.get_untracked() {
            return;
        }
        pending.set(true);
        api::run(async move {
            if api::notices::read(api, id).await.is_ok() {
                told.one_read();
                let _ = notices.try_update(|list| list.iter_mut().filter(|n| n.id == id).for_each(|n| n.is_read = true));
            }
            let _ = pending.try_set(false);
        });
    };
    let title = notice.title.clone();
    let head = match leads(&notice) {
        Some(to) => view! { <a href=to class="notice-title" on:click=act(move |_| read())>{title.clone()}</a> }.into_any(),
        None => view! { <span class="notice-title">{title.clone()}</span> }.into_any(),
    };
    let mark = (!was_read).then(|| {
        view! {
            <button type="button" class="button button-quiet button-small" disabled=flag(move || pending.get()) on:click=act(move |_| read())>
                {tr!(notices.read_one)}<span class="visually-hidden">" "{title}</span>
            </button>
        }
    });
    view! {
        <li class=if was_read { "notice" } else { "notice notice-new" }>
            <div class="cell-main">
                <p class="badges">{head}{(!was_read).then(|| view! { <span class="state state-turn">{tr!(notices.unread)}</span> })}</p>
                <p class="notice-text">{notice.text.clone()}</p>
                <p class="cell-meta"><time datetime=notice.created_at.to_rfc3339()>{spoken::when(notice.created_at)}</time></p>
            </div>
            {mark}
        </li>
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    fn notice(n: u32) -> Notice {
        let id = format!("01a210a4-5e51-72e1-a002-{n:012}");
        serde_json::from_value(
            json!({"id": id, "kind": "order_done", "title": n.to_string(), "text": "", "is_read": false, "created_at": "2026-11-25T01:00:00Z"}),
        )
        .unwrap()
    }

    #[test]
    fn the_bell_counts_up_to_a_hundred() {
        let said = |n| count_of(n).unwrap_or_default();
        assert_eq!([said(-1), said(0), said(1), said(99), said(100)], ["", "", "1", "99", "99+"]);
    }

    #[test]
    fn what_is_new_comes_on_top_once() {
        let mut shown = vec![notice(2), notice(1)];
        merged(&mut shown, vec![notice(4), notice(3), notice(2)]);
        assert_eq!(shown.iter().map(|n| n.title.as_str()).collect::<Vec<_>>(), ["4", "3", "2", "1"]);
    }
}
