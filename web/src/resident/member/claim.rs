//! Claiming a seat: one tap. What stands in the way is said together with what to do next.

use super::words;
use crate::api::{self, Api, Attempt, Failure};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Notices, focus, icon, now, spoken};
use contract::posts::{Claim, ClaimState, NewClaim, Post, Shift};
use contract::{ProblemCode, ShiftId};
use leptos::prelude::*;

/// Why there is no seat, and where to go next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub text: String,
    /// Address and label.
    pub next: Option<(&'static str, String)>,
}

/// A refusal in words; `None` for those that any step may meet.
pub fn refusal(code: ProblemCode) -> Option<Refusal> {
    let to = |text: String, at: &'static str, label: String| Some(Refusal { text, next: Some((at, label)) });
    match code {
        ProblemCode::CheckInRequired => to(tr!(member.no_check_in), "/check-in", tr!(member.no_check_in_next)),
        ProblemCode::ClaimClosed => to(tr!(member.no_closed), "/posts", tr!(member.look_for_others)),
        ProblemCode::ClaimNotOpen => to(tr!(member.no_not_open), "/posts", tr!(member.look_for_others)),
        ProblemCode::ClaimExists => to(tr!(member.no_exists), "/claims", tr!(member.see_claims)),
        ProblemCode::ClaimsOverlap => to(tr!(member.no_overlap), "/claims", tr!(member.see_claims)),
        ProblemCode::DailyLimit => to(tr!(member.no_daily_limit), "/claims", tr!(member.see_claims)),
        ProblemCode::NotQualified => to(tr!(member.no_not_qualified), "/check-in/skills", tr!(member.no_not_qualified_next)),
        ProblemCode::ShiftFull => to(tr!(member.no_full), "/posts", tr!(member.look_for_others)),
        _ => None,
    }
}

/// The way a claim goes out, above the card that is drawn anew.
#[derive(Clone, Copy)]
pub struct Claiming {
    api: Api,
    again: RwSignal<u32>,
    pending: RwSignal<bool>,
    notice: RwSignal<Option<String>>,
    trouble: RwSignal<Option<Refusal>>,
    attempt: StoredValue<Option<Attempt>>,
}

impl Claiming {
    /// `again` has the page ask anew.
    pub fn begin(again: RwSignal<u32>) -> Self {
        Self {
            api: Api::expect(),
            again,
            pending: RwSignal::new(false),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            attempt: StoredValue::new(None),
        }
    }

    fn send(self, id: ShiftId) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.trouble.set(None);
        self.notice.set(None);
        let sending = api::posts::claim(id, &NewClaim { waits: true });
        let key =
            self.attempt.try_update_value(|last| Attempt::key_for(last, &sending.path, api::fresh_key)).unwrap_or_else(api::fresh_key);
        api::run(async move {
            let outcome = api::send(self.api, &sending, &key).await;
            if !matches!(outcome, Err(Failure::Offline)) {
                self.attempt.try_set_value(None);
            }
            match outcome {
                Ok(reply) => {
                    self.notice.try_set(Some(claimed(api::read::<Claim>(&reply).as_ref())));
                    self.again.try_update(|n| *n = n.wrapping_add(1));
                }
                Err(failure) => {
                    let known = if let Failure::Problem(p) = &failure { refusal(p.code) } else { None };
                    self.trouble.try_set(Some(known.unwrap_or_else(|| Refusal { text: said(&failure), next: None })));
                }
            }
            self.pending.try_set(false);
            focus("step-said");
        });
    }

    /// What came of it.
    pub fn said(self) -> AnyView {
        let trouble = self.trouble;
        view! {
            <div id="step-said" tabindex="-1">
                <Notices notice=self.notice trouble=RwSignal::new(None)/>
                {live(move || trouble.get().map(|refusal| view! {
                    <div class="banner" role="alert">{icon("circle-alert")}<div>
                        <p>{refusal.text}</p>
                        {refusal.next.map(|(to, label)| view! { <p><a href=to class="button button-secondary">{label}</a></p> })}
                    </div></div>
                }))}
            </div>
        }
        .into_any()
    }

    /// The button, or why there is none.
    pub fn way_in(self, shift: &Shift, post: &Post) -> AnyView {
        let id = shift.id;
        if let Some(own) = &shift.own_claim {
            let (state, _) = words::state(own.state);
            return view! {
                <p class="notice-good">{icon("circle-check")}{tr!(member.yours, state = state)}</p>
                <a href=format!("/claims/{}", own.id) class="button button-primary button-wide button-big">{tr!(member.see_claim)}</a>
            }
            .into_any();
        }
        let press = move |label: String, hint: String| {
            view! {
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || self.pending.get()) on:click=act(move |_| self.send(id))>{label}</button>
                <p class="hint">{hint}</p>
            }
            .into_any()
        };
        match open_for(shift, post) {
            Open::Seat => press(tr!(member.claim), tr!(member.claim_hint)),
            Open::Waiting => press(tr!(member.wait), tr!(member.wait_hint, n = shift.waiting + 1)),
            Open::NotYet => view! { <p class="hint">{icon("clock")}{tr!(member.opens_at, when = spoken::when(shift.opens_at))}</p> }.into_any(),
            Open::Closed => view! { <p class="hint">{tr!(member.no_closed)}</p><a href="/posts" class="button button-secondary button-wide">{tr!(member.look_for_others)}</a> }.into_any(),
            Open::Full => view! { <p class="hint">{tr!(member.no_full)}</p><a href="/posts" class="button button-secondary button-wide">{tr!(member.look_for_others)}</a> }.into_any(),
        }
    }
}

/// Whether a shift takes a claim now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Seat,
    Waiting,
    NotYet,
    Full,
    Closed,
}

fn open_for(shift: &Shift, post: &Post) -> Open {
    use contract::posts::{PostState, ShiftState};
    let (is_published, now) = (post.state == PostState::Published, now());
    match shift.state {
        ShiftState::Open | ShiftState::Full if is_published && now < shift.starts_at => match shift.free > 0 && shift.waiting == 0 {
            _ if now < shift.opens_at => Open::NotYet,
            true => Open::Seat,
            false if shift.waiting < shift.waitlist => Open::Waiting,
            false => Open::Full,
        },
        _ => Open::Closed,
    }
}

fn claimed(claim: Option<&Claim>) -> String {
    match claim {
        Some(claim) if claim.state == ClaimState::Waitlisted => tr!(member.waits, n = claim.position.unwrap_or(1)),
        _ => tr!(member.claimed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_a_claim_says_what_to_do_next() {
        use ProblemCode as P;
        let all = [
            P::CheckInRequired,
            P::ClaimClosed,
            P::ClaimNotOpen,
            P::ClaimExists,
            P::ClaimsOverlap,
            P::DailyLimit,
            P::NotQualified,
            P::ShiftFull,
        ];
        for code in all {
            assert!(refusal(code).is_some_and(|r| !r.text.is_empty() && r.next.is_some()), "{code}");
        }
        assert_eq!(refusal(P::Internal), None);
    }
}
