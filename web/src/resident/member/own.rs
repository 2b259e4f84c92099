//! One of my claims, and what I can do with it: take an offered seat, give it back, be there, leave, answer a doubt.

use super::parts::{badge, line};
use super::save::Save;
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Kind, Made, Sender, StepForm};
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, SignInFirst, fact, icon, load, now, spoken, spoken_name};
use chrono::{DateTime, Utc};
use contract::ClaimId;
use contract::orders::{Step, StepWithText};
use contract::posts::{BePresent, CancelClaim, Claim, ClaimAction, ClaimState, EndReason};
use leptos::prelude::*;
use std::sync::Arc;

/// Reasons one can give oneself.
const REASONS: [EndReason; 4] = [EndReason::Plans, EndReason::Work, EndReason::Family, EndReason::Illness];

/// `/claims/:id`
#[component]
pub fn OwnClaimPage(id: ClaimId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move { api::posts::own(api, id).await.map(Arc::new) }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(member.claims_title)/><SignInFirst lead=tr!(member.claims_sign_in)/> }.into_any();
        }
        view! {
            <a href="/claims" class="back-link">{icon("arrow-left")}{tr!(member.claims_title)}</a>
            {sender.said()}
            {load(ask, move |claim: Arc<Claim>| view! { <Shown claim sender/> }.into_any())}
        }
        .into_any()
    })
}

#[component]
fn Shown(claim: Arc<Claim>, sender: Sender) -> impl IntoView {
    let may = |action: ClaimAction| claim.allowed_actions.contains(&action);
    let said = |label: String, text: &str| {
        (!text.is_empty()).then(|| view! { <p class="hint">{label}</p><blockquote class="said">{text.to_owned()}</blockquote> })
    };
    let is_live = matches!(claim.state, ClaimState::Held | ClaimState::Present);
    let calendar = is_live.then(|| {
        view! { <Save path=api::posts::calendar_of(claim.shift_id) name="shift.ics".to_owned() kind="text/calendar" label=tr!(member.to_calendar)/> }
    });
    view! {
        <Heading text=claim.post_title.clone()/>
        <div class="split">
        <div class="split-main">
        <section class="card" aria-labelledby="claim-when">
            <p class="badges">{badge(words::state(claim.state))}</p>
            <h2 id="claim-when">{words::span(claim.starts_at, claim.ends_at)}</h2>
            {line("map-pin", format!("{} · {}", spoken_name(&claim.community.name), claim.place))}
            {claim.position.map(|n| view! { <p class="hint">{tr!(member.position, n = n)}</p> })}
            {facts(&claim)}
            {said(tr!(member.doubt), &claim.challenge)}
            {said(tr!(member.my_answer), &claim.answer)}
            {said(tr!(member.decision), &claim.decision)}
            {calendar}
            <p><a href=format!("/shifts/{}", claim.shift_id) class="back-link">{tr!(member.see_post)}</a></p>
        </section>
        {may(ClaimAction::Accept).then(|| accept(&claim, sender))}
        {may(ClaimAction::Attend).then(|| attend(&claim, sender))}
        {may(ClaimAction::SignOut).then(|| sign_out(&claim, sender))}
        {may(ClaimAction::Answer).then(|| answer(&claim, sender))}
        </div>
        {may(ClaimAction::Cancel).then(|| cancel(&claim, sender))}
        </div>
    }
}

fn facts(claim: &Claim) -> AnyView {
    let there = claim.present_from.map(|from| match claim.present_to {
        Some(to) => words::span(from, to),
        None => tr!(member.there_since, when = spoken::when(from)),
    });
    let absence = (claim.state == ClaimState::Absent).then(|| if claim.is_excused { tr!(member.excused) } else { tr!(member.unexcused) });
    let rows: Vec<AnyView> = [
        there.map(|text| fact(tr!(member.there), text)),
        claim.minutes.map(|n| fact(tr!(member.time), words::minutes(i64::from(n)))),
        claim.method.map(|m| fact(tr!(member.confirmed_by), words::method(m))),
        claim.end_reason.map(|r| fact(tr!(member.why_ended), words::end_reason(r))),
        absence.map(|text| fact(tr!(member.absence), text)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if rows.is_empty() { ().into_any() } else { view! { <dl class="review">{rows}</dl> }.into_any() }
}

/// What is left until then: minutes, then nothing.
fn left(until: DateTime<Utc>, now: DateTime<Utc>) -> Option<i64> {
    let seconds = (until - now).num_seconds();
    (seconds > 0).then_some((seconds + 59) / 60)
}

/// A seat that waits for an answer, with the time that is left.
fn accept(claim: &Claim, sender: Sender) -> AnyView {
    let (id, expected_version, until) = (claim.id, claim.version, claim.answer_by.unwrap_or(claim.starts_at));
    let rest = RwSignal::new(left(until, now()));
    api::run(async move {
        // Ends with the time, or with the page.
        while rest.try_get_untracked().flatten().is_some() {
            api::pause(5_000).await;
            rest.try_set(left(until, now()));
        }
    });
    let take = move |_| sender.send(tr!(member.accepted), api::posts::accept(id, &Step { expected_version }), None);
    view! {
        <section class="card card-turn" aria-labelledby="offer-title">
            <h2 id="offer-title">{tr!(member.offer_title)}</h2>
            <p class="clock-left">{icon("alarm-clock")}<span role="timer">{live(move || rest.get().map_or_else(|| tr!(member.offer_over), |n| tr!(member.offer_left, n = n)))}</span></p>
            <p class="hint">{tr!(member.answer_by, when = spoken::when(until))}</p>
            <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || sender.pending.get() || rest.get().is_none()) on:click=act(take)>{tr!(member.accept)}</button>
        </section>
    }
    .into_any()
}

/// Being there: by the code at the station, or by one's own word.
fn attend(claim: &Claim, sender: Sender) -> AnyView {
    let (id, expected_version) = (claim.id, claim.version);
    let by_code = move |filled: Filled| -> Made {
        let ask = BePresent { expected_version, code: filled.note("code"), since: None };
        Ok((tr!(member.present), api::posts::be_present(id, &ask)))
    };
    let own = move |_| {
        let ask = BePresent { expected_version, code: None, since: None };
        sender.send(tr!(member.present_own), api::posts::be_present(id, &ask), None);
    };
    let code = Field::line("code", tr!(member.code)).hint(tr!(member.code_hint)).least(4).most(20);
    view! {
        <section class="card card-turn" aria-labelledby="attend-title">
            <h2 id="attend-title">{tr!(member.attend_title)}</h2>
            <StepForm way=sender.way(&id.to_string()) id="attend" fields=vec![code] send_label=tr!(member.code_send) makes=Callback::new(by_code)/>
            <details>
                <summary>{tr!(member.no_code)}</summary>
                <p class="hint">{tr!(member.own_hint)}</p>
                <button type="button" class="button button-secondary button-wide" disabled=flag(move || sender.pending.get()) on:click=act(own)>{tr!(member.own_word)}</button>
            </details>
            <details>
                <summary>{tr!(member.witness)}</summary>
                {super::witness::witness(id)}
            </details>
        </section>
    }
    .into_any()
}

fn sign_out(claim: &Claim, sender: Sender) -> AnyView {
    let (id, expected_version) = (claim.id, claim.version);
    let leave = move |_| sender.send(tr!(member.signed_out), api::posts::sign_out(id, &Step { expected_version }), None);
    view! {
        <section class="card" aria-labelledby="leave-title">
            <h2 id="leave-title">{tr!(member.leave_title)}</h2>
            <p class="hint">{tr!(member.leave_hint)}</p>
            <button type="button" class="button button-primary button-wide" disabled=flag(move || sender.pending.get()) on:click=act(leave)>{tr!(member.leave)}</button>
        </section>
    }
    .into_any()
}

fn answer(claim: &Claim, sender: Sender) -> AnyView {
    let (id, expected_version) = (claim.id, claim.version);
    let made = move |filled: Filled| -> Made {
        let ask = StepWithText { expected_version, text: filled.text("text") };
        Ok((tr!(member.answered), api::posts::answer(id, &ask)))
    };
    let text = Field::text("text", tr!(member.answer_text)).hint(tr!(member.answer_hint));
    view! {
        <section class="card card-turn" aria-labelledby="answer-title">
            <h2 id="answer-title">{tr!(member.answer_title)}</h2>
            <StepForm way=sender.way(&id.to_string()) id="answer" fields=vec![text] send_label=tr!(member.answer_send) makes=Callback::new(made)/>
        </section>
    }
    .into_any()
}

/// Giving it back: after the cut-off with a reason.
fn cancel(claim: &Claim, sender: Sender) -> AnyView {
    let (id, expected_version) = (claim.id, claim.version);
    let is_late = is_late(claim, now());
    let made = move |filled: Filled| -> Made {
        let ask = CancelClaim { expected_version, reason: filled.word("reason"), note: filled.text("note") };
        Ok((tr!(member.cancelled), api::posts::cancel(id, &ask)))
    };
    let reasons = REASONS.iter().map(|r| (r.to_string(), words::end_reason(*r))).collect();
    let reason = Field { kind: Kind::Choice(reasons, false), ..Field::line("reason", tr!(member.reason)).least(usize::from(is_late)) };
    let hint = if is_late { tr!(member.cancel_late) } else { tr!(member.cancel_until, when = spoken::when(claim.cancel_until)) };
    let fields = vec![reason.hint(tr!(member.reason_hint)), Field::line("note", tr!(member.note)).least(0).most(200)];
    let title = if claim.state == ClaimState::Waitlisted { tr!(member.leave_queue) } else { tr!(member.cancel_title) };
    view! {
        <details class="card give-back">
            <summary>{title}</summary>
            <p class="hint">{hint}</p>
            <StepForm way=sender.way(&id.to_string()) id="give-back" fields send_label=tr!(member.cancel) look="button button-danger button-wide" makes=Callback::new(made)/>
        </details>
    }
    .into_any()
}

/// Whether giving it back needs a reason by now. A place in the waiting list never does.
fn is_late(claim: &Claim, now: DateTime<Utc>) -> bool {
    claim.state == ClaimState::Held && now > claim.cancel_until
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("2026-12-05T{text}Z").parse().unwrap()
    }

    #[test]
    fn the_clock_counts_begun_minutes_down_to_nothing() {
        assert_eq!(left(at("09:00:00"), at("08:30:00")), Some(30));
        assert_eq!(left(at("09:00:00"), at("08:59:01")), Some(1));
        assert_eq!(left(at("09:00:00"), at("08:57:59")), Some(3));
        assert_eq!(left(at("09:00:00"), at("09:00:00")), None);
        assert_eq!(left(at("09:00:00"), at("10:00:00")), None);
    }
}
