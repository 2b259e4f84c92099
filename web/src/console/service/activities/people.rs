//! Who comes, in the order in which they signed up.

use super::place;
use crate::console::queues::{badge, dotted};
use crate::i18n::tr;
use contract::activities::{ActivityState, SignUp};
use contract::records::EvidenceGrade;
use leptos::prelude::*;

#[component]
pub fn People(people: Vec<SignUp>, state: ActivityState) -> impl IntoView {
    if state == ActivityState::Draft || (people.is_empty() && state == ActivityState::Cancelled) {
        return ().into_any();
    }
    let one = |p: SignUp| {
        let minutes = (p.minutes > 0).then(|| tr!(activities.minutes_n, n = p.minutes));
        let told = (p.evidence == Some(EvidenceGrade::Attested)).then(|| tr!(activities.told));
        let mine = p.is_mine.then(|| tr!(activities.mine));
        view! {
            <li><p class="badges"><strong>{p.person_name}</strong>{badge(place(p.state))}
                <span class="hint">{dotted([p.unit.map(|u| u.name), minutes, told, mine])}</span></p></li>
        }
    };
    let body = if people.is_empty() {
        view! { <p class="hint" role="status">{tr!(activities.nobody)}</p> }.into_any()
    } else {
        view! { <ol class="plain parts">{people.into_iter().map(one).collect_view()}</ol> }.into_any()
    };
    view! { <section class="card" aria-labelledby="people-title"><h2 id="people-title">{tr!(activities.people)}</h2>{body}</section> }
        .into_any()
}
