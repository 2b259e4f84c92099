//! What waits for somebody besides orders: call-backs, rectifications, whistles, appeals against ratings.

mod appeals;
mod callbacks;
mod look;
mod rectification;
mod rectification_steps;
mod rectifications;
mod whistle;
mod whistle_steps;
mod whistles;
mod wishes;
mod words;

pub use appeals::AppealsPage;
pub use callbacks::CallbacksPage;
pub use look::Look;
pub use rectification::RectificationPage;
pub use rectifications::RectificationsPage;
pub use whistle::WhistlePage;
pub use whistles::WhistlesPage;
pub use wishes::WishesPage;

use crate::api::{Answer, Api, Failure};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::ui::lean::{act, live};
use crate::ui::{Heading, More, Segments, Told, at, encode, icon, load};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A row, ready to be drawn.
pub type Row = Arc<dyn Fn() -> AnyView + Send + Sync>;
/// A page of a queue: its rows, and where it goes on.
pub type Rows = (Vec<Row>, Option<String>);
/// Asks for a page of the part with this word. Boxed, so that there is one queue in the program and not one for each kind of row.
type Fetch = fn(Api, &'static str, Option<String>) -> Pin<Box<dyn Future<Output = Answer<Rows>>>>;

/// Rows that `draw` draws.
pub fn rows<T: Clone + Send + Sync + 'static>(items: Vec<T>, draw: fn(T) -> AnyView) -> Vec<Row> {
    items.into_iter().map(|item| Arc::new(move || draw(item.clone())) as Row).collect()
}

/// A queue: what it is called, what it can show, its rows, and what is said when there are none.
pub struct Queue {
    pub title: String,
    pub lead: String,
    /// Its place in the address.
    pub path: &'static str,
    /// What it can show: word of the address, name. The first is shown when the address names none.
    pub shows: Vec<(&'static str, String)>,
    pub empty: String,
}

/// Which of its parts the address names.
pub fn shown(shows: &[&'static str], word: Option<String>) -> usize {
    word.and_then(|w| shows.iter().position(|s| *s == w)).unwrap_or(0)
}

/// The page of a queue.
pub fn queue(queue: Queue, fetch: Fetch) -> AnyView {
    queue_read_by(RwSignal::new(0), queue, fetch)
}

/// The page of a queue that is read anew whenever `again` moves on.
pub fn queue_read_by(again: RwSignal<u32>, queue: Queue, fetch: Fetch) -> AnyView {
    let api = Api::expect();
    let words: Vec<&'static str> = queue.shows.iter().map(|(word, _)| *word).collect();
    let first = words.first().copied().unwrap_or_default();
    let words = StoredValue::new(words);
    let current = Memo::new(move |_| words.with_value(|all| shown(all, nav::word("show"))));
    let part = move || words.with_value(|all| all.get(current.get()).copied().unwrap_or(first));
    // Of one unit stays of one unit.
    let unit = nav::word_now("unit").map(|id| format!("&unit={}", encode(&id))).unwrap_or_default();
    let entries: Vec<(String, String)> =
        queue.shows.iter().map(|(word, name)| (at(&format!("{}?show={word}{unit}", queue.path)), name.clone())).collect();
    let ask = move || {
        again.track();
        fetch(api, part(), None)
    };
    let empty = StoredValue::new(queue.empty);
    let show = move |(items, cursor): Rows| {
        if items.is_empty() {
            return view! { <div class="empty card"><p role="status">{icon("circle-check")}" "{empty.get_value()}</p></div> }.into_any();
        }
        let (rows, cursor, word) = (RwSignal::new(items), RwSignal::new(cursor), untrack(part));
        let more = move |after: String| async move {
            let (items, next) = fetch(api, word, Some(after)).await?;
            rows.update(|all| all.extend(items));
            Ok::<_, Failure>(next)
        };
        view! {
            <ul class="queue">{live(move || rows.get().into_iter().map(|row| view! { <li class="card">{row()}</li> }).collect_view())}</ul>
            <More cursor fetch=more/>
        }
        .into_any()
    };
    view! {
        <div class="page-head">
            <div><Heading text=queue.title.clone()/><p class="hint">{queue.lead}</p></div>
        </div>
        <div class="list-head">
            {parts(queue.title, entries, current)}
            <Refresh again/>
        </div>
        {load(ask, show)}
    }
    .into_any()
}

/// The parts of a queue: side by side where they have room, otherwise one after the other.
fn parts(label: String, entries: Vec<(String, String)>, current: Memo<usize>) -> AnyView {
    if entries.len() <= 4 {
        return view! { <Segments label entries current=Signal::derive(move || current.get())/> }.into_any();
    }
    let chip = |(index, (href, text)): (usize, (String, String))| {
        view! { <li><a href=href class="chip" aria-current=move || (current.get() == index).then_some("true") data-stay="">{text}</a></li> }
    };
    view! { <nav class="queue-parts" aria-label=label><ul class="chips">{entries.into_iter().enumerate().map(chip).collect_view()}</ul></nav> }.into_any()
}

/// Reads the list anew; says so when something has changed since it was read.
#[component]
pub fn Refresh(again: RwSignal<u32>) -> impl IntoView {
    let told = Told::expect();
    let read_at = RwSignal::new(told.changes_now());
    let is_old = Memo::new(move |_| told.changes() != read_at.get());
    let read = move |_| {
        read_at.set(told.changes_now());
        again.update(|n| *n = n.wrapping_add(1));
    };
    view! {
        <div class="refresh">
            <span class="hint" role="status">{live(move || is_old.get().then(|| tr!(queues.changed)))}</span>
            <button type="button" class="button button-secondary button-small" on:click=act(read)>{icon("refresh-cw")}{tr!(console.refresh)}</button>
        </div>
    }
}

/// The first line of a row: the matter as a link, the number, the community.
pub fn matter(to: &str, name: (&str, &str), number: &str, community: &str) -> AnyView {
    view! {
        <p class="queue-head">
            <a href=at(to) class="queue-link row-link">{pick(name.0, name.1)}</a>
            <span class="row-number">{number.to_owned()}</span>
            <span class="hint">{crate::ui::spoken_name(community).to_owned()}</span>
        </p>
    }
    .into_any()
}

/// Lines of a row, those that are there, with a dot between them.
pub fn dotted(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A state in its tone.
pub fn badge((text, tone): (String, &'static str)) -> AnyView {
    view! { <span class=format!("state state-{tone}")>{text}</span> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_a_part_of_the_queue() {
        let all = ["open", "late"];
        assert_eq!([shown(&all, None), shown(&all, Some("late".into())), shown(&all, Some("x".into()))], [0, 1, 0]);
        assert_eq!(dotted([Some("甲".into()), None, Some(String::new()), Some("乙".into())]), "甲 · 乙");
    }
}
