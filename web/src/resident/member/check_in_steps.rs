//! What a member can do with their check-in: have it transferred, pause it, go on, end it. Each folded until it is wanted.

use super::parts::PickCommunity;
use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Made, Sender, StepForm};
use crate::ui::lean::{act, flag};
use contract::check_ins::{CheckIn, CheckInAction, CheckInEnding, CommunityRef, EndCheckIn, ReasonedStep, TransferCheckIn};
use contract::orders::Step;
use leptos::prelude::*;

#[component]
pub fn Steps(check_in: CheckIn, sender: Sender) -> impl IntoView {
    let may = |action: CheckInAction| check_in.allowed_actions.contains(&action);
    let (id, expected_version) = (check_in.id, check_in.version);
    let plain = move |label: String, done: String, sending: api::Sending| {
        let (done, sending) = (StoredValue::new(done), StoredValue::new(sending));
        view! {
            <p><button type="button" class="button button-secondary button-wide" disabled=flag(move || sender.pending.get())
                on:click=act(move |_| sender.send(done.get_value(), sending.get_value(), None))>{label}</button></p>
        }
    };
    let step = Step { expected_version };
    let cancel = may(CheckInAction::CancelTransfer)
        .then(|| plain(tr!(member.cancel_transfer), tr!(member.transfer_cancelled), api::check_ins::cancel_transfer(id, &step)));
    let resume = may(CheckInAction::Resume).then(|| plain(tr!(member.resume), tr!(member.resumed), api::check_ins::resume(id, &step)));
    view! {
        <div class="check-in-steps">
            {cancel}{resume}
            {may(CheckInAction::Transfer).then(|| transfer(&check_in, sender))}
            {may(CheckInAction::Suspend).then(|| suspend(&check_in, sender))}
            {may(CheckInAction::End).then(|| end(&check_in, sender))}
        </div>
    }
}

fn transfer(check_in: &CheckIn, sender: Sender) -> AnyView {
    let (id, expected_version) = (check_in.id, check_in.version);
    let to = RwSignal::new(None::<CommunityRef>);
    let made = move |filled: Filled| -> Made {
        let community_id = to.with_untracked(|c| c.as_ref().map(|c| c.id)).ok_or_else(|| ("reason", tr!(member.problem_community)))?;
        let ask = TransferCheckIn { expected_version, community_id, reason: filled.text("reason") };
        Ok((tr!(member.transfer_asked), api::check_ins::transfer(id, &ask)))
    };
    let reason = Field::text("reason", tr!(member.transfer_reason)).most(500);
    view! {
        <details class="card">
            <summary>{tr!(member.transfer)}</summary>
            <p class="hint">{tr!(member.transfer_hint)}</p>
            <PickCommunity chosen=to id="transfer-to"/>
            <StepForm way=sender.way(&id.to_string()) id="transfer" fields=vec![reason] send_label=tr!(member.transfer_send) makes=Callback::new(made)/>
        </details>
    }
    .into_any()
}

fn suspend(check_in: &CheckIn, sender: Sender) -> AnyView {
    let (id, expected_version) = (check_in.id, check_in.version);
    let made = move |filled: Filled| -> Made {
        let ask = ReasonedStep { expected_version, reason: filled.text("reason") };
        Ok((tr!(member.suspended), api::check_ins::suspend(id, &ask)))
    };
    let reason = Field::text("reason", tr!(member.suspend_reason)).most(500);
    view! {
        <details class="card">
            <summary>{tr!(member.suspend)}</summary>
            <p class="hint">{tr!(member.suspend_hint)}</p>
            <StepForm way=sender.way(&id.to_string()) id="suspend" fields=vec![reason] send_label=tr!(member.suspend_send) makes=Callback::new(made)/>
        </details>
    }
    .into_any()
}

fn end(check_in: &CheckIn, sender: Sender) -> AnyView {
    let (id, expected_version) = (check_in.id, check_in.version);
    let made = move |filled: Filled| -> Made {
        let ask = EndCheckIn { expected_version, why: CheckInEnding::Withdrawal, note: filled.text("note") };
        Ok((tr!(member.ended), api::check_ins::end(id, &ask)))
    };
    let note = Field::text("note", tr!(member.note)).least(0).most(500);
    view! {
        <details class="card">
            <summary>{tr!(member.end)}</summary>
            <p class="hint">{tr!(member.end_hint)}</p>
            <StepForm way=sender.way(&id.to_string()) id="end" fields=vec![note] send_label=tr!(member.end_send) look="button button-danger button-wide" makes=Callback::new(made)/>
        </details>
    }
    .into_any()
}
