//! One post: what it says, the steps that are open, its shifts and the rules by which they come again.

use super::forms::{self, Choices};
use super::list::{choices, myself};
use super::words;
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::steps::{Steps, Taking};
use crate::i18n::{pick, tr};
use crate::ui::{Heading, Notices, at, fact, focus, icon, load, spoken_name};
use contract::PostId;
use contract::posts::{Post, Series, SeriesPage, Shift, ShiftFilter, ShiftPage};
use leptos::prelude::*;
use std::sync::Arc;

type Whole = Arc<(Post, SeriesPage, ShiftPage, Choices)>;

/// `/console/service/posts/:id`
#[component]
pub fn PostPage(id: PostId) -> impl IntoView {
    let (api, again, me) = (Api::expect(), RwSignal::new(0u32), myself());
    let taking = Taking::new(
        Kept::expect().given(&format!("post/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("post-shifts");
        }),
    );
    let ask = move || {
        again.track();
        let me = me.clone();
        async move {
            let post = api::posts::post(api, id).await?;
            let filter = ShiftFilter { post: Some(id), community: Some(post.community.id), limit: Some(50), ..ShiftFilter::default() };
            let (series, shifts) = (api::hosting::series(api, id).await?, api::posts::shifts(api, &filter).await?);
            // A host who is no member of the staff changes nothing, and is not shown who has checked in.
            let found = choices(api, vec![post.community.id], me).await;
            let mut choices = if post.allowed_actions.is_empty() { found.unwrap_or_default() } else { found? };
            // Whoever receives people already can go on doing it.
            let known: Vec<_> = post.hosts.iter().filter(|h| choices.people.iter().all(|p| p.id != h.id)).cloned().collect();
            choices.people.extend(known);
            Ok(Arc::new((post, series, shifts, choices)))
        }
    };
    view! {
        <a href=at("/service/posts") class="back-link">{icon("arrow-left")}{tr!(hosting.posts)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |whole: Whole| shown(&whole, taking))}
    }
}

fn shown(whole: &Whole, taking: Taking) -> AnyView {
    let (post, series, shifts, choices) = &**whole;
    let missing = if post.allowed_actions.is_empty() { Vec::new() } else { forms::missing(post) };
    let is_empty = shifts.items.is_empty();
    view! {
        <div class="order-head">
            <Heading text=post.content.title.clone()/>
            <p class="badges">{badge(words::post(post.state))}<span class="hint">{dotted([Some(words::category(post.category)), Some(spoken_name(&post.community.name).to_owned())])}</span></p>
        </div>
        {(!missing.is_empty()).then(|| view! { <p class="privacy">{icon("circle-alert")}<span>{tr!(hosting.missing, what = missing.join("、"))}</span></p> })}
        <section class="card" aria-label=tr!(hosting.steps)><Steps taking forms=forms::steps(post, choices) alone=false/></section>
        <section class="card" aria-labelledby="post-shifts">
            <h2 id="post-shifts" tabindex="-1">{tr!(hosting.shifts_of)}</h2>
            {is_empty.then(|| view! { <p class="hint">{tr!(hosting.no_shifts)}</p> })}
            <ul class="plain host-shifts">{shifts.items.iter().map(|s| view! { <li>{line(s, false)}</li> }).collect_view()}</ul>
        </section>
        {(!series.items.is_empty()).then(|| view! {
            <section class="card" aria-labelledby="post-series">
                <h2 id="post-series">{tr!(hosting.series_of)}</h2>
                <ul class="plain host-shifts">{series.items.iter().map(|s| view! { <li>{rule(s, taking)}</li> }).collect_view()}</ul>
            </section>
        })}
        {about(post, choices)}
    }
    .into_any()
}

/// A shift as a line that leads to its board.
pub fn line(shift: &Shift, with_title: bool) -> AnyView {
    let title = with_title.then(|| view! { <strong>{shift.post_title.clone()}</strong> });
    view! {
        <p class="queue-head">
            <a href=at(&format!("/service/shifts/{}", shift.id)) class="row-link">{crate::posts::span(shift.starts_at, shift.ends_at)}</a>
            {title}
            {badge(words::shift(shift.state))}
        </p>
        <p class="hint">{dotted([Some(shift.place.clone()), Some(words::seats(shift))])}</p>
    }
    .into_any()
}

fn rule(series: &Series, taking: Taking) -> AnyView {
    let made = tr!(hosting.made_until, when = crate::console::clock::dated(series.made_until));
    let forms = if series.is_ended { Vec::new() } else { vec![forms::end_series(series)] };
    view! {
        <p class="queue-head"><strong>{said(&series.rule)}</strong>{series.is_ended.then(|| badge((tr!(hosting.series_ended), "ended")))}</p>
        <p class="hint">{dotted([Some(series.place.clone()), Some(tr!(hosting.of_seats, n = series.capacity)), (!series.is_ended).then_some(made)])}</p>
        {(!forms.is_empty()).then(|| view! { <Steps taking forms alone=false/> })}
    }
    .into_any()
}

/// A rule of RFC 5545 in words; as it is written where it says more than these.
fn said(rule: &str) -> String {
    let part = |name: &str| rule.split(';').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
    if part("INTERVAL").is_some_and(|n| n != "1") {
        return rule.to_owned();
    }
    let day = |code: &str| match code {
        "MO" => tr!(hosting.mon),
        "TU" => tr!(hosting.tue),
        "WE" => tr!(hosting.wed),
        "TH" => tr!(hosting.thu),
        "FR" => tr!(hosting.fri),
        "SA" => tr!(hosting.sat),
        "SU" => tr!(hosting.sun),
        other => other.to_owned(),
    };
    let often = match part("FREQ") {
        Some("DAILY") => tr!(hosting.daily),
        Some("WEEKLY") => tr!(hosting.weekly),
        Some("MONTHLY") => tr!(hosting.monthly),
        _ => return rule.to_owned(),
    };
    let days = part("BYDAY").map(|all| all.split(',').map(day).collect::<Vec<_>>().join("、"));
    dotted([Some(often), days, part("COUNT").map(|n| tr!(hosting.rule_times, n = n))])
}

fn about(post: &Post, choices: &Choices) -> AnyView {
    let content = &post.content;
    let skill = |code: &String| choices.skills.iter().find(|s| s.code == *code).map_or_else(|| code.clone(), |s| pick(&s.name, &s.name_en));
    let text = |words: &str| Some(words.to_owned()).filter(|t| !t.trim().is_empty());
    let list = |all: Vec<String>| Some(all.join("、")).filter(|t| !t.is_empty());
    let facts = [
        (tr!(hosting.description), text(&content.description)),
        (tr!(hosting.risk), text(&content.risk_note)),
        (tr!(hosting.hosts), list(post.hosts.iter().map(|h| h.name.clone()).collect())),
        (tr!(hosting.seats_label), Some(content.max_people.to_string())),
        (tr!(hosting.least_label), Some(content.min_people.to_string())),
        (tr!(hosting.skills), list(content.skills.iter().map(skill).collect())),
        (tr!(hosting.licences), list(content.licences.clone())),
        (tr!(hosting.min_age), content.min_age.map(|n| n.to_string())),
        (tr!(hosting.max_age), content.max_age.map(|n| n.to_string())),
        (tr!(hosting.needs_mediator), content.needs_mediator.then(|| tr!(common.yes))),
        (tr!(hosting.needs_insurance), content.needs_insurance.then(|| dotted([Some(tr!(common.yes)), text(&content.insurance_note)]))),
        (tr!(hosting.admission), content.admission_no.clone()),
    ];
    view! {
        <section class="card" aria-labelledby="post-about">
            <h2 id="post-about">{tr!(hosting.about)}</h2>
            <dl class="review">{facts.into_iter().filter_map(|(label, value)| value.map(|v| fact(label, v))).collect_view()}</dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_said_in_words() {
        assert_eq!(said("FREQ=WEEKLY;BYDAY=TU,SA;COUNT=20"), "每周 · 周二、周六 · 共 20 次");
        assert_eq!(said("FREQ=DAILY"), "每天");
        assert_eq!(said("FREQ=WEEKLY;INTERVAL=2"), "FREQ=WEEKLY;INTERVAL=2");
    }
}
