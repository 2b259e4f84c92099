//! What the members' pages and the offices' say about check-ins: kinds of posts, reasons, states, what happened.

use crate::i18n::tr;
use contract::check_ins::{CheckInAction, CheckInBasis, CheckInState, PostCategory};

/// A kind of post, without the 岗 that all of them end in.
pub fn category(category: PostCategory) -> String {
    match category {
        PostCategory::PartyBuilding => tr!(member.cat_party_building),
        PostCategory::EpidemicControl => tr!(member.cat_epidemic_control),
        PostCategory::PolicyPublicity => tr!(member.cat_policy_publicity),
        PostCategory::ConvenienceService => tr!(member.cat_convenience_service),
        PostCategory::CultureRecreation => tr!(member.cat_culture_recreation),
        PostCategory::PublicOpinion => tr!(member.cat_public_opinion),
        PostCategory::Mediation => tr!(member.cat_mediation),
        PostCategory::CivilitySanitation => tr!(member.cat_civility_sanitation),
        PostCategory::NeighbourWatch => tr!(member.cat_neighbour_watch),
        PostCategory::CentralTask => tr!(member.cat_central_task),
    }
}

/// Why with this community.
pub fn basis(basis: CheckInBasis) -> String {
    match basis {
        CheckInBasis::Residence => tr!(member.basis_residence),
        CheckInBasis::Pairing => tr!(member.basis_pairing),
        CheckInBasis::Own => tr!(member.basis_self),
        CheckInBasis::Returned => tr!(member.basis_returned),
    }
}

/// Where a check-in stands, and in which tone.
pub fn state(state: CheckInState) -> (String, &'static str) {
    match state {
        CheckInState::Submitted => (tr!(member.check_submitted), "turn"),
        CheckInState::Active => (tr!(member.check_active), "good"),
        CheckInState::Returned => (tr!(member.check_returned), "late"),
        CheckInState::Transferring => (tr!(member.check_transferring), "turn"),
        CheckInState::Suspended => (tr!(member.check_suspended), "ended"),
        CheckInState::Ended => (tr!(member.check_ended), "ended"),
    }
}

/// What happened to a check-in.
pub fn happened(action: CheckInAction) -> String {
    match action {
        CheckInAction::Submit => tr!(member.act_submit),
        CheckInAction::Activate => tr!(member.act_activate),
        CheckInAction::Return => tr!(member.act_return),
        CheckInAction::Resubmit => tr!(member.act_resubmit),
        CheckInAction::Transfer => tr!(member.act_transfer),
        CheckInAction::CancelTransfer => tr!(member.act_cancel_transfer),
        CheckInAction::AcceptTransfer => tr!(member.act_accept_transfer),
        CheckInAction::DeclineTransfer => tr!(member.act_decline_transfer),
        CheckInAction::Suspend => tr!(member.act_suspend),
        CheckInAction::Resume => tr!(member.act_resume),
        CheckInAction::End => tr!(member.act_end),
        CheckInAction::Expire => tr!(member.act_expire),
    }
}
