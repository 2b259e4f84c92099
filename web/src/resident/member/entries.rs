//! The rows of the ledger behind a number of the record; which ones, the address says.

use super::parts::{line, nothing};
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, SignInFirst, icon, load, spoken, spoken_name};
use contract::records::{ServiceLog, ServiceLogFilter, ServiceLogPage};
use leptos::prelude::*;

const PAGE: i64 = 30;

/// What the address says, as the API is asked; `word` gives what stands behind a name.
fn filter(word: &dyn Fn(&str) -> Option<String>) -> ServiceLogFilter {
    fn parsed<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
        text.and_then(|text| text.parse().ok())
    }
    ServiceLogFilter {
        year: parsed(word("year")),
        category: parsed(word("category")),
        source: parsed(word("source")),
        evidence: parsed(word("evidence")),
        off_hours: parsed(word("off_hours")),
        limit: Some(PAGE),
        ..ServiceLogFilter::default()
    }
}

/// Which rows, in words.
fn which(filter: &ServiceLogFilter) -> String {
    let parts = [
        filter.year.map(|year| tr!(member.year, year = year)),
        filter.category.map(words::category),
        filter.source.map(words::source),
        filter.evidence.map(words::evidence),
        filter.off_hours.map(|off| if off { tr!(member.off_hours) } else { tr!(member.in_hours) }),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { tr!(member.all_entries) } else { said.join(" · ") }
}

/// `/record/entries?evidence=credit&year=2026`
#[component]
pub fn EntriesPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(member.entries_title)/><SignInFirst lead=tr!(member.record_sign_in)/> }.into_any();
        }
        let first = move || {
            let wanted = filter(&|name| nav::word(name));
            async move { api::records::entries(api, &wanted).await }
        };
        let show = move |first: ServiceLogPage| {
            if first.items.is_empty() {
                return nothing(tr!(member.no_entries), Some(("/record", tr!(member.record_title))));
            }
            let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
            let fetch = move |after: String| async move {
                let wanted = ServiceLogFilter { cursor: Some(after), ..filter(&|name| nav::word_now(name)) };
                let page = api::records::entries(api, &wanted).await?;
                items.update(|list| list.extend(page.items));
                Ok(page.next_cursor)
            };
            view! {
                <ul class="plain shifts">{live(move || items.with(|all| all.iter().map(row).collect_view()))}</ul>
                <More cursor fetch/>
            }
            .into_any()
        };
        view! {
            <a href="/record" class="back-link">{icon("arrow-left")}{tr!(member.record_title)}</a>
            <Heading text=tr!(member.entries_title)/>
            <p class="lead">{live(|| which(&filter(&|name| nav::word(name))))}</p>
            {load(first, show)}
        }
        .into_any()
    })
}

fn row(log: &ServiceLog) -> AnyView {
    let grade = format!("{} · {}", words::source(log.source), words::evidence(log.evidence));
    let off = log.is_off_hours.then(|| view! { <span class="state state-moving">{tr!(member.off_hours)}</span> });
    view! {
        <li class="card shift">
            <p class="badges"><strong>{log.title.clone()}</strong><span class="state state-good">{words::minutes(i64::from(log.minutes))}</span>{off}</p>
            {line("clock", spoken::when(log.occurred_at))}
            {line("map-pin", spoken_name(&log.community_name).to_owned())}
            <p class="cell-meta">{log.category.map(|c| format!("{} · ", words::category(c)))}{grade}</p>
            {(!log.reason.is_empty()).then(|| view! { <blockquote class="said">{log.reason.clone()}</blockquote> })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_which_rows() {
        let word = |name: &str| match name {
            "year" => Some("2026".to_owned()),
            "evidence" => Some("credit".to_owned()),
            "off_hours" => Some("true".to_owned()),
            "category" => Some("nonsense".to_owned()),
            _ => None,
        };
        let asked = filter(&word);
        assert_eq!((asked.year, asked.off_hours, asked.category), (Some(2026), Some(true), None));
        assert_eq!(which(&asked).matches('·').count(), 2);
        assert!(!which(&ServiceLogFilter::default()).contains('·'));
    }
}
