//! The list as a table on a desk and as cards on a phone.

use super::{opened, unfolds};
use crate::check_ins as check_in_words;
use crate::console::queues::badge;
use crate::console::service::places::Places;
use crate::console::service::words;
use crate::console::steps::Taking;
use crate::i18n::tr;
use crate::ui::spoken_name;
use contract::check_ins::UnitMember;
use leptos::prelude::*;

/// The table; rows come and go with the signal.
pub fn table(rows: RwSignal<Vec<UnitMember>>, places: StoredValue<Places>, taking: Taking) -> AnyView {
    let head = |text: String| view! { <th scope="col" role="columnheader">{text}</th> };
    view! {
        <div class="table-frame">
            <table class="orders" role="table" aria-label=tr!(service.members_title)>
                <thead role="rowgroup">
                    <tr role="row">
                        {head(tr!(service.member_name))}
                        {head(tr!(service.member_phone))}
                        {head(tr!(service.member_residence))}
                        {head(tr!(service.member_post))}
                        {head(tr!(service.member_check_in))}
                        {head(tr!(service.member_edit))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || rows.get() key=|m| (m.id, m.version) let:member><Row member places taking/></For>
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Row(member: UnitMember, places: StoredValue<Places>, taking: Taking) -> impl IntoView {
    let cell = |label: String, text: String| view! { <td role="cell" data-label=label>{text}</td> };
    let place = |c: &contract::check_ins::CommunityRef| spoken_name(&c.name).to_owned();
    let state = match (member.check_in_state, &member.check_in_community) {
        (Some(state), at) => {
            view! { <span class="badges">{badge(check_in_words::state(state))}<span class="hint">{at.as_ref().map(place)}</span></span> }
                .into_any()
        }
        (None, _) => view! { <span class="hint">{tr!(service.not_checked_in)}</span> }.into_any(),
    };
    let identity = (!member.identity_tail.is_empty()).then(|| tr!(service.identity_tail, tail = member.identity_tail));
    let residence = member.residence.as_ref().map(place).unwrap_or_else(|| tr!(console.no_team));
    let post = if member.post.is_empty() { tr!(console.no_team) } else { member.post.clone() };
    let label = tr!(service.step_for, step = tr!(service.member_edit), name = member.name);
    let (name, phone, party) = (member.name.clone(), member.phone.clone(), words::party_status(member.party_status));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="cell-person"><strong>{name}</strong><span class="row-text">{party}</span></th>
            <td role="cell" data-label=tr!(service.member_phone)><span>{phone}<span class="row-text">{identity}</span></span></td>
            {cell(tr!(service.member_residence), residence)}
            {cell(tr!(service.member_post), post)}
            <td role="cell" class="cell-state" data-label=tr!(service.member_check_in)>{state}</td>
            <td role="cell" class="cell-edit">{unfolds(label, move || places.with_value(|places| opened(&member, places, taking)))}</td>
        </tr>
    }
}
