//! Wishes that wait for a team: claiming one makes it a task.

use crate::api::{self, read};
use crate::i18n::tr;
use crate::nav;
use crate::resident::step::Sender;
use crate::resident::together::published;
use crate::session::Session;
use crate::ui::lean::{act, flag};
use contract::TeamId;
use contract::orders::Order;
use contract::wishes::{ClaimWish, PublicWish};
use leptos::prelude::*;

#[component]
pub fn Wishes() -> impl IntoView {
    let sender = Sender::begin(|reply| {
        if let Some(order) = reply.and_then(|text| read::<Order>(&text)) {
            nav::go(&format!("/tasks/{}", order.id));
        }
    });
    let teams = Session::expect().me_untracked().map(|me| me.teams).unwrap_or_default();
    let team = RwSignal::new(teams.first().map(|t| t.id));
    let choice = (teams.len() > 1).then(|| {
        let option = |t: &contract::org::TeamRef| view! { <option value=t.id.to_string()>{t.name.clone()}</option> };
        view! {
            <div class="question">
                <label class="question-label" for="wish-team">{tr!(wishes.team)}</label>
                <select id="wish-team" on:change=act(move |e| team.set(event_target_value(&e).parse::<TeamId>().ok()))>{teams.iter().map(option).collect_view()}</select>
            </div>
        }
    });
    let claim = move |wish: &PublicWish| {
        let id = wish.id;
        let send = move |_| {
            if let Some(team_id) = team.get_untracked() {
                sender.send(tr!(wishes.state_claimed), api::wishes::claim(id, &ClaimWish { team_id, responsible_person_id: None }), None);
            }
        };
        let label = tr!(wishes.claim_of, summary = wish.summary);
        view! {
            <button type="button" class="button button-secondary" aria-label=label disabled=flag(move || sender.pending.get()) on:click=act(send)>{tr!(wishes.claim)}</button>
        }
        .into_any()
    };
    view! {
        <p class="lead">{tr!(wishes.team_lead)}</p>
        {sender.said()}
        {choice}
        {published(claim)}
    }
}
