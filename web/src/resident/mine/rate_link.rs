//! Rating by the link of a message: no sign-in, nothing private, and its own words when the link is over or used.

use super::rate::{RateForm, Rated};
use crate::api::{self, Api, Failure};
use crate::i18n::{pick, tr};
use crate::orders;
use crate::orders::said;
use crate::ui::lean::live;
use crate::ui::spoken;
use crate::ui::{Banner, Heading, icon, load_or};
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

#[component]
fn Invited(invitation: RatingInvitation, token: String) -> impl IntoView {
    let api = Api::expect();
    let token = StoredValue::new(token);
    let rating = RwSignal::new(invitation.rating.clone());
    let was_rated = invitation.rating.is_some();
    let (pending, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let thanks = RwSignal::new(None::<String>);
    let tags = invitation.tags.clone();
    let send = Callback::new(move |ask: RateOrder| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            let token = token.get_value();
            match api::ratings::rate_by_link(api, &token, &ask).await {
                Ok(given) => {
                    thanks.set(Some(if given.grade > 2 { tr!(mine.rate_thanks) } else { tr!(mine.rate_thanks_bad) }));
                    rating.set(Some(given));
                }
                Err(failure) => {
                    trouble.set(Some(said(&failure)));
                    // Somebody else, or an earlier try, was first: show what stands.
                    if let Ok(now) = api::ratings::invitation(api, &token).await {
                        rating.set(now.rating);
                    }
                }
            }
            pending.set(false);
        });
    });
    view! {
        <Heading text=if was_rated { tr!(mine.link_rated_title) } else { tr!(mine.link_title) }/>
        <About invitation/>
        <div class="live" aria-live="polite">{live(move || thanks.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
        {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
        {live(move || match rating.get() {
            Some(rating) => given(rating),
            None => view! { <section class="card"><h2>{tr!(mine.rate_title)}</h2><p class="hint">{tr!(mine.rate_lead)}</p><RateForm tags=tags.clone() pending send/></section> }.into_any(),
        })}
    }
}

fn given(rating: Rating) -> AnyView {
    view! { <section class="card" aria-labelledby="rated-title"><Rated rating/></section> }.into_any()
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
