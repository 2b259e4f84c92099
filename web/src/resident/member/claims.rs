//! My claims: what lies ahead, and what is past.

use super::parts::{badge, line, nothing};
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, Segments, SignInFirst, fetched, icon, load, spoken, spoken_name};
use contract::posts::{Claim, ClaimFilter, ClaimPage, ClaimState, ShiftFilter};
use contract::records::Promise;
use leptos::prelude::*;

const PAGE: i64 = 20;

/// Which claims, as the address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Which {
    is_past: bool,
    promise: Option<Promise>,
}

impl Which {
    fn read() -> Self {
        Self::of(nav::word("show").as_deref(), nav::word("promise").as_deref())
    }

    fn of(show: Option<&str>, promise: Option<&str>) -> Self {
        let promise = promise.and_then(|word| word.parse().ok());
        Self { is_past: show == Some("past") || promise.is_some(), promise }
    }

    fn filter(self, cursor: Option<String>) -> ClaimFilter {
        ClaimFilter {
            upcoming: (!self.is_past).then_some(true),
            promise: self.promise,
            cursor,
            limit: Some(PAGE),
            ..ClaimFilter::default()
        }
    }

    /// Whether a claim belongs in this list: what was given back is past at once, and what lies ahead is not past.
    fn has(self, claim: &Claim) -> bool {
        let is_over = is_over(claim.state);
        if self.is_past { is_over || self.promise.is_some() } else { !is_over }
    }
}

/// Whether nothing is expected of the member any more.
const fn is_over(state: ClaimState) -> bool {
    matches!(
        state,
        ClaimState::Completed | ClaimState::Verified | ClaimState::Void | ClaimState::Cancelled | ClaimState::Absent | ClaimState::Disputed
    )
}

/// The way to the boards of those who receive others; nothing for everybody else.
#[component]
fn Hosted() -> impl IntoView {
    let api = Api::expect();
    let filter = ShiftFilter { hosted: Some(true), limit: Some(1), ..ShiftFilter::default() };
    let hosted = fetched(move || {
        let filter = filter.clone();
        async move { api::posts::shifts(api, &filter).await }
    });
    live(move || {
        hosted.with(|page| page.as_ref().is_some_and(|p| !p.items.is_empty())).then(|| {
            view! { <p><a href="/console/service/shifts" rel="external" class="button button-secondary">{icon("clipboard-list")}{tr!(member.to_boards)}</a></p> }
        })
    })
}

/// `/claims`, `/claims?show=past`, `/claims?promise=kept`
#[component]
pub fn ClaimsPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    let which = Memo::new(|_| Which::read());
    live(move || {
        let entries = vec![("/claims".to_owned(), tr!(member.ahead)), ("/claims?show=past".to_owned(), tr!(member.past))];
        view! {
            <Heading text=tr!(member.claims_title)/>
            {match signed_in.get() {
                true => view! {
                    <Segments label=tr!(member.which_claims) entries current=Signal::derive(move || usize::from(which.get().is_past))/>
                    {live(move || which.get().promise.map(|p| view! { <p class="lead">{promise(p)}</p> }))}
                    <Hosted/>
                    <Listed which/>
                }.into_any(),
                false => view! { <SignInFirst lead=tr!(member.claims_sign_in)/> }.into_any(),
            }}
        }
    })
}

fn promise(promise: Promise) -> String {
    match promise {
        Promise::Kept => tr!(member.promise_kept),
        Promise::Missed => tr!(member.promise_missed),
        Promise::Excluded => tr!(member.promise_excluded),
    }
}

#[component]
fn Listed(which: Memo<Which>) -> impl IntoView {
    let api = Api::expect();
    let first = move || {
        let filter = which.get().filter(None);
        async move { api::posts::claims(api, &filter).await }
    };
    load(first, move |first: ClaimPage| {
        let which = which.get_untracked();
        let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
        let fetch = move |after: String| async move {
            let page = api::posts::claims(api, &which.filter(Some(after))).await?;
            items.update(|list| list.extend(page.items));
            Ok(page.next_cursor)
        };
        let is_empty = Memo::new(move |_| items.with(|all| !all.iter().any(|c| which.has(c))));
        let is_all = Memo::new(move |_| cursor.with(Option::is_none));
        live(move || match (is_empty.get() && is_all.get(), which.is_past) {
            (true, false) => nothing(tr!(member.none_ahead), Some(("/posts", tr!(member.look)))),
            (true, true) => nothing(tr!(member.none_past), None),
            _ => view! {
                <ul class="plain shifts">{live(move || items.with(|all| all.iter().filter(|c| which.has(c)).map(row).collect_view()))}</ul>
                <More cursor fetch/>
            }
            .into_any(),
        })
        .into_any()
    })
}

fn row(claim: &Claim) -> AnyView {
    let offer = (claim.state == ClaimState::Offered).then(|| {
        let by = claim.answer_by.map(|at| tr!(member.answer_by, when = spoken::when(at)));
        view! { <p class="late">{by}</p><a href=format!("/claims/{}", claim.id) class="button button-primary button-wide">{tr!(member.answer_offer)}</a> }
    });
    let waits = claim.position.map(|n| view! { <p class="hint">{tr!(member.position, n = n)}</p> });
    let time = claim.minutes.map(|n| view! { <p class="hint">{tr!(member.counted, time = words::minutes(i64::from(n)))}</p> });
    view! {
        <li class="card shift">
            <p class="badges"><a href=format!("/claims/{}", claim.id) class="shift-title">{claim.post_title.clone()}</a>{badge(words::state(claim.state))}</p>
            {line("clock", words::span(claim.starts_at, claim.ends_at))}
            {line("map-pin", format!("{} · {}", spoken_name(&claim.community.name), claim.place))}
            {waits}{time}{offer}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_which_claims() {
        let ahead = Which::of(None, None);
        assert_eq!(ahead.filter(None).upcoming, Some(true));
        let past = Which::of(Some("past"), None);
        assert!(past.is_past && past.filter(None).upcoming.is_none());
        let kept = Which::of(None, Some("kept"));
        assert!(kept.is_past);
        assert_eq!(kept.filter(Some("c".into())).promise, Some(Promise::Kept));
        assert_eq!(Which::of(None, Some("nonsense")).promise, None);
    }

    #[test]
    fn what_is_over_needs_nobody() {
        let over: Vec<_> = ClaimState::ALL.iter().filter(|s| is_over(**s)).map(|s| s.as_str()).collect();
        assert_eq!(over, ["completed", "verified", "disputed", "void", "absent", "cancelled"]);
    }
}
