//! The relay as a chain: each invitation under the one it came from.

use super::{forms, invitation};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use contract::activities::{Activity, Invitation, InvitationState};
use leptos::prelude::*;

/// For those who are in it; nothing for everybody else.
pub fn relay(activity: &Activity, taking: Taking) -> Option<AnyView> {
    (!activity.invitations.is_empty()).then(|| {
        let bring: i32 = activity.invitations.iter().map(|i| i.people).sum();
        view! {
            <section class="card" aria-labelledby="relay-title">
                <h2 id="relay-title">{tr!(activities.relay)}</h2>
                <p class="hint">{tr!(activities.relay_sum, units = activity.units.len(), people = bring)}</p>
                <ul class="plain relay">{activity.invitations.iter().map(|i| one(i, taking)).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn one(row: &Invitation, taking: Taking) -> AnyView {
    let from = row.invited_by.as_ref().map_or_else(|| tr!(activities.asked_by_organiser), |u| tr!(activities.asked_by, unit = u.name));
    let filled = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let people = (row.people > 0).then(|| tr!(activities.brings, n = row.people));
    let until = (row.state == InvitationState::Invited).then(|| tr!(activities.answers_by, when = dated(row.expires_at)));
    let facts = dotted([Some(from), people, filled(&row.contact_name), filled(&row.contact_phone), until]);
    let taking = taking.with(Kept::expect().given(&format!("invitation/{}", row.id)));
    view! {
        <li class=format!("relay-{}", row.depth.clamp(0, 4))>
            <p class="badges"><strong>{row.unit.name.clone()}</strong>{badge(invitation(row.state))}</p>
            <p class="hint">{facts}</p>
            {(!row.text.is_empty()).then(|| view! { <p>{row.text.clone()}</p> })}
            {(!row.reason.is_empty()).then(|| view! { <blockquote class="said">{row.reason.clone()}</blockquote> })}
            <Steps taking forms=forms::answers(row)/>
        </li>
    }
    .into_any()
}
