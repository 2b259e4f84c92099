//! My record: what the ledger adds up to. Each number leads to the rows behind it; nothing is compared with anybody's.

use super::parts::nothing;
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, SignInFirst, icon, load};
use contract::posts::Volunteer;
use contract::records::{ServiceRecord, Sums};
use leptos::prelude::*;
use std::sync::Arc;

/// `/record`
#[component]
pub fn RecordPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let ask = move || async move { api::records::own(api).await.map(Arc::new) };
    live(move || {
        view! {
            <Heading text=tr!(member.record_title)/>
            {match signed_in.get() {
                true => load(ask, |record: Arc<ServiceRecord>| all(&record)),
                false => view! { <SignInFirst lead=tr!(member.record_sign_in)/> }.into_any(),
            }}
        }
    })
}

/// A number, what it counts, and where the rows behind it are.
pub struct Figure {
    pub value: String,
    pub label: String,
    pub to: String,
}

/// The numbers of sums; `more` narrows the rows behind them.
pub fn figures(sums: &Sums, more: &str) -> Vec<Figure> {
    let to = |word: &str| match (word.is_empty(), more.is_empty()) {
        (true, true) => "/record/entries".to_owned(),
        (true, false) => format!("/record/entries?{more}"),
        (false, true) => format!("/record/entries?{word}"),
        (false, false) => format!("/record/entries?{word}&{more}"),
    };
    let time = |n: i64| words::minutes(n);
    let share = words::percent(sums.off_hours_minutes, sums.minutes).unwrap_or_else(|| "–".to_owned());
    vec![
        Figure { value: sums.services.to_string(), label: tr!(member.services), to: to("") },
        Figure { value: time(sums.credit_minutes), label: tr!(member.credit), to: to("evidence=credit") },
        Figure { value: time(sums.attested_minutes), label: tr!(member.attested), to: to("evidence=attested") },
        Figure { value: share, label: tr!(member.off_hours_share), to: to("off_hours=true") },
    ]
}

fn grid(figures: Vec<Figure>) -> AnyView {
    let one = |f: Figure| view! { <li><a href=f.to class="figure"><strong>{f.value}</strong><span>{f.label}</span></a></li> };
    view! { <ul class="figures">{figures.into_iter().map(one).collect_view()}</ul> }.into_any()
}

fn all(record: &ServiceRecord) -> AnyView {
    if record.sums.services == 0 && record.kept_promises.denominator == 0 {
        return view! { {nothing(tr!(member.record_none), Some(("/posts", tr!(member.look))))}<Calendar/> }.into_any();
    }
    let years: Vec<AnyView> = record.years.iter().map(|y| row(y.year.to_string(), &y.sums, format!("year={}", y.year))).collect();
    let kinds: Vec<AnyView> = record
        .categories
        .iter()
        .map(|c| match c.category {
            Some(category) => row(words::category(category), &c.sums, format!("category={category}")),
            None => row(tr!(member.orders), &c.sums, "source=order".to_owned()),
        })
        .collect();
    view! {
        <p class="lead">{tr!(member.record_lead)}</p>
        <div class="split">
        <div class="split-main">
            {grid(figures(&record.sums, ""))}
            {kept(record)}
            <section class="card" aria-labelledby="years-title"><h2 id="years-title">{tr!(member.by_year)}</h2><ul class="plain sums">{years}</ul></section>
            <section class="card" aria-labelledby="kinds-title"><h2 id="kinds-title">{tr!(member.by_category)}</h2><ul class="plain sums">{kinds}</ul></section>
        </div>
        <nav aria-label=tr!(member.more)>
            <ul class="cells">
                {way("/record/certificates", "badge-check", tr!(member.certificates), tr!(member.certificates_lead))}
                {way("/certificates/verify", "shield-check", tr!(member.verify_title), tr!(member.verify_lead))}
            </ul>
        </nav>
        <Calendar/>
        </div>
        <p class="hint">{tr!(member.volunteer_number, number = &record.volunteer_number)}</p>
    }
    .into_any()
}

fn way(to: &'static str, sign: &'static str, name: String, note: String) -> impl IntoView {
    view! { <li><a href=to class="cell">{icon(sign)}<span class="cell-main"><strong>{name}</strong><span class="cell-note">{note}</span></span>{icon("chevron-right")}</a></li> }
}

/// One line of sums, as a link to its rows.
fn row(name: String, sums: &Sums, narrowed: String) -> AnyView {
    view! {
        <li><a href=format!("/record/entries?{narrowed}") class="sum"><span>{name}</span><strong>{tr!(member.times, n = sums.services)}" · "{words::minutes(sums.minutes)}</strong></a></li>
    }
    .into_any()
}

/// The rate with what it is made of; each part opens its claims.
fn kept(record: &ServiceRecord) -> AnyView {
    let rate = &record.kept_promises;
    let value = words::percent(rate.numerator, rate.denominator).unwrap_or_else(|| tr!(member.no_rate));
    let part = |to: &'static str, label: String| view! { <li><a href=to class="sum"><span>{label}</span></a></li> };
    view! {
        <section class="card" aria-labelledby="kept-title">
            <h2 id="kept-title">{tr!(member.kept_title)}</h2>
            <p class="kept"><strong>{value}</strong>" "{tr!(member.kept_of, kept = rate.numerator, all = rate.denominator)}</p>
            <ul class="plain sums">
                {part("/claims?promise=kept", tr!(member.kept_n, n = rate.numerator))}
                {part("/claims?promise=missed", tr!(member.missed_n, n = rate.denominator - rate.numerator))}
                {part("/claims?promise=excluded", tr!(member.excluded_n, n = rate.excluded))}
            </ul>
            <p class="hint">{tr!(member.kept_hint)}</p>
        </section>
    }
    .into_any()
}

/// The address a calendar program subscribes to: secret, and renewed with one press.
#[component]
fn Calendar() -> impl IntoView {
    let (api, open) = (Api::expect(), RwSignal::new(false));
    let ask = move || async move { api::posts::volunteer(api).await };
    view! {
        <section class="card" aria-labelledby="calendar-title">
            <h2 id="calendar-title">{tr!(member.calendar_title)}</h2>
            <p>{tr!(member.calendar_lead)}</p>
            <button type="button" class="button button-secondary" aria-expanded=move || open.get().to_string() on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(member.calendar_show)}</button>
            {live(move || open.get().then(|| load(ask, |me: Volunteer| view! { <Address url=me.calendar_url/> }.into_any())))}
        </section>
    }
}

#[component]
fn Address(url: String) -> impl IntoView {
    let api = Api::expect();
    let (url, pending) = (RwSignal::new(url), RwSignal::new(false));
    let (done, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let renew = move |_| {
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            match api::posts::renew_calendar(api).await {
                Ok(address) => {
                    url.try_set(address.calendar_url);
                    done.try_set(true);
                }
                Err(failure) => drop(trouble.try_set(Some(crate::orders::said(&failure)))),
            }
            pending.try_set(false);
        });
    };
    view! {
        <p class="secret" id="calendar-address">{live(move || url.get())}</p>
        <p class="hint">{icon("lock")}{tr!(member.calendar_secret)}</p>
        <div class="button-row">
            <a href=move || subscribe(&url.get()) rel="external" class="button button-secondary">{tr!(member.calendar_subscribe)}</a>
            <button type="button" class="button button-quiet" disabled=flag(move || pending.get()) on:click=act(renew)>{tr!(member.calendar_renew)}</button>
        </div>
        <p role="status">{live(move || done.get().then(|| tr!(member.calendar_renewed)))}</p>
        {live(move || trouble.get().map(|text| view! { <p class="problem" role="alert">{icon("circle-alert")}{text}</p> }))}
    }
}

/// The address under which the device's own calendar opens it.
fn subscribe(url: &str) -> String {
    url.strip_prefix("http").map_or_else(|| url.to_owned(), |rest| format!("webcal{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_leads_to_what_it_counts() {
        let sums =
            Sums { services: 3, minutes: 300, credit_minutes: 240, attested_minutes: 60, off_hours_minutes: 150, off_hours_services: 1 };
        let all = figures(&sums, "year=2026");
        let said: Vec<_> = all.iter().map(|f| (f.value.as_str(), f.to.as_str())).collect();
        let expected = [
            ("3", "/record/entries?year=2026"),
            ("4 小时", "/record/entries?evidence=credit&year=2026"),
            ("1 小时", "/record/entries?evidence=attested&year=2026"),
            ("50%", "/record/entries?off_hours=true&year=2026"),
        ];
        assert_eq!(said, expected);
        assert_eq!(figures(&Sums::default(), "").first().map(|f| f.to.clone()).as_deref(), Some("/record/entries"));
    }

    #[test]
    fn calendars_are_subscribed_to_by_their_own_scheme() {
        assert_eq!(subscribe("http://a/api/v1/calendars/x.ics"), "webcal://a/api/v1/calendars/x.ics");
        assert_eq!(subscribe("https://a/x.ics"), "webcals://a/x.ics");
    }
}
