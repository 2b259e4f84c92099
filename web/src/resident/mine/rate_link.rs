//! Rating by the link of a message: no sign-in, nothing private, and its own words when the link is over or used.

use super::again;
use super::rate::{RateForm, Rated};
use super::verdict::{follow_up, follow_up_fields};
use crate::api::{self, Api, Failure, Sending};
use crate::i18n::{pick, tr};
use crate::orders;
use crate::orders::said;
use crate::resident::step::{Filled, Form, StepForm, Way};
use crate::ui::lean::live;
use crate::ui::spoken;
use crate::ui::{Banner, Heading, focus, icon, load_or};
use contract::ProblemCode;
use contract::ratings::{RateOrder, Rating, RatingInvitation};
use leptos::prelude::*;

/// `/rate/:token`
#[component]
pub fn RateLinkPage(token: String) -> impl IntoView {
    let api = Api::expect();
    let asked = token.clone();
    let invitation = move || {
        let token = asked.clone();
        async move { api::ratings::invitation(api, &token).await }
    };
    load_or(invitation, no_link, move |invitation: RatingInvitation| view! { <Invited invitation token=token.clone()/> }.into_any())
}

/// A link that is over or broken is no fault of the resident: it says what happened and the way that is left.
fn no_link(failure: &Failure) -> Option<AnyView> {
    let Failure::Problem(problem) = failure else {
        return None;
    };
    let (title, text) = match problem.code {
        ProblemCode::LinkExpired | ProblemCode::RatingWindowClosed => (tr!(mine.link_expired_title), tr!(mine.link_expired_text)),
        ProblemCode::NotFound | ProblemCode::BadQuery | ProblemCode::InvalidFields => (tr!(mine.link_bad_title), tr!(mine.link_bad_text)),
        _ => return None,
    };
    Some(
        view! {
            <div class="empty">
                <Heading text=title/>
                <p>{text}</p>
                <a href="/orders" class="button button-primary">{tr!(mine.title)}</a>
            </div>
        }
        .into_any(),
    )
}

/// The rating of this link, and the way a word goes out by it.
#[derive(Clone, Copy)]
struct ByLink {
    api: Api,
    token: StoredValue<String>,
    rating: RwSignal<Option<Rating>>,
    pending: RwSignal<bool>,
    thanks: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
}

impl ByLink {
    fn begin(api: Api, token: String, rating: Option<Rating>) -> Self {
        Self {
            api,
            token: StoredValue::new(token),
            rating: RwSignal::new(rating),
            pending: RwSignal::new(false),
            thanks: RwSignal::new(None),
            trouble: RwSignal::new(None),
        }
    }

    fn way(self) -> Way {
        Way {
            about: "link".to_owned(),
            pending: self.pending,
            node: None,
            send: Callback::new(move |(done, sending, form)| self.send(done, sending, form)),
        }
    }

    fn send(self, done: String, sending: Sending, form: Option<Form>) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.trouble.set(None);
        api::run(async move {
            let outcome = api::send(self.api, &sending, &api::fresh_key()).await;
            match outcome {
                Ok(_) => {
                    if let Some(form) = form {
                        form.done();
                    }
                    self.thanks.try_set(Some(done));
                }
                Err(failure) => drop(self.trouble.try_set(Some(said(&failure)))),
            }
            // Also when somebody else, or an earlier try, was first: what stands is shown.
            let token = self.token.get_value();
            if let Ok(now) = api::ratings::invitation(self.api, &token).await {
                self.rating.try_set(now.rating);
            }
            self.pending.try_set(false);
            focus("step-said");
        });
    }
}

#[component]
fn Invited(invitation: RatingInvitation, token: String) -> impl IntoView {
    let by_link = ByLink::begin(Api::expect(), token, invitation.rating.clone());
    let was_rated = invitation.rating.is_some();
    let tags = invitation.tags.clone();
    let send = Callback::new(move |ask: RateOrder| {
        let thanks = if ask.grade > 2 { tr!(mine.rate_thanks) } else { tr!(mine.rate_thanks_bad) };
        by_link.send(thanks, by_link.token.with_value(|token| api::ratings::rate_by_link(token, &ask)), None);
    });
    view! {
        <Heading text=if was_rated { tr!(mine.link_rated_title) } else { tr!(mine.link_title) }/>
        <About invitation/>
        <div id="step-said" tabindex="-1">
            <div class="live" aria-live="polite">{live(move || by_link.thanks.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
            {live(move || by_link.trouble.get().map(|text| view! { <Banner text/> }))}
        </div>
        {live(move || match by_link.rating.get() {
            Some(rating) => given(by_link, rating),
            None => view! { <section class="card"><h2>{tr!(mine.rate_title)}</h2><p class="hint">{tr!(mine.rate_lead)}</p><RateForm tags=tags.clone() pending=by_link.pending send/></section> }.into_any(),
        })}
    }
}

/// What was given, and what may be added by the same link.
fn given(by_link: ByLink, rating: Rating) -> AnyView {
    let adds = rating.follow_up.is_none();
    let again = rating.grade <= again::BAD && rating.re_rating.is_none();
    let token = by_link.token;
    let follows = Callback::new(move |filled: Filled| {
        Ok((tr!(mine.follow_up_sent), token.with_value(|token| api::ratings::follow_up_by_link(token, &follow_up(&filled)))))
    });
    let grades = Callback::new(move |filled: Filled| {
        let rating = again::graded(&filled);
        Ok((tr!(mine.again_sent), token.with_value(|token| api::ratings::rate_again_by_link(token, &rating))))
    });
    let way = by_link.way();
    view! {
        <section class="card" aria-labelledby="rated-title"><Rated rating/></section>
        {again.then(|| view! {
            <details class="card"><summary>{tr!(mine.link_again)}</summary>
                <StepForm way=way.clone() id="again" fields=again::fields() send_label=tr!(mine.rate_send) makes=grades/>
            </details>
        })}
        {adds.then(|| view! {
            <details class="card"><summary>{tr!(mine.follow_up)}</summary>
                <StepForm way id="follow-up" fields=follow_up_fields() send_label=tr!(mine.follow_up_send) makes=follows/>
            </details>
        })}
    }
    .into_any()
}
/// What is rated: enough to remember it by.
#[component]
fn About(invitation: RatingInvitation) -> impl IntoView {
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    view! {
        <p class="lead">{tr!(mine.link_lead)}</p>
        <dl class="review">
            {row(tr!(order.check_service), pick(&invitation.item.name, &invitation.item.name_en))}
            {row(tr!(mine.number), invitation.order_number.clone())}
            {row(tr!(mine.community), crate::ui::spoken_name(&invitation.community_name).to_owned())}
            {invitation.team_name.clone().map(|team| row(tr!(mine.team), team))}
            {invitation.outcome.map(|outcome| row(tr!(mine.outcome), orders::outcome(outcome)))}
            {row(tr!(mine.link_done_at), spoken::when(invitation.done_at))}
        </dl>
        {invitation.rating.is_none().then(|| view! { <p class="hint">{tr!(mine.link_until, when = spoken::when(invitation.expires_at))}</p> })}
    }
}
