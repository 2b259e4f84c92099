//! The rows of check-ins, each with its table and columns.

use super::rows::{At, Column, Row, Statement, rows, writable};
use crate::platform::db::types::Json;
use chrono::NaiveDate;
use contract::check_ins::{
    CheckInAction, CheckInBasis, CheckInState, CheckInSubject, CommitmentOutcome, PairingItemKind, PartyStatus, PostCategory,
};
use contract::org::UnitKind;
use contract::{CheckInId, CommitmentId, OrgUnitId, PairingId, PairingItemId, PersonId, RowId, UnitId, UnitMemberId};

rows! {
    UnitDetailsRow in unit_details {
        check_in_id: CheckInId,
        name: String,
        kind: UnitKind,
        system: String,
        functions: Json<Vec<String>>,
        headcount: i32,
        liaison_name: String,
        liaison_phone: String,
        submitted_by: PersonId,
    }
    CheckInEventRow in check_in_events {
        check_in_id: CheckInId,
        sequence: i32,
        at: At,
        action: CheckInAction,
        state: CheckInState,
        actor_id: Option<PersonId>,
        community_id: OrgUnitId,
        note: String,
    }
    UnitLiaisonRow in unit_liaisons {
        id: RowId,
        unit_id: UnitId,
        person_id: PersonId,
        valid_from: NaiveDate,
        valid_to: Option<NaiveDate>,
    }
    UnitMemberRow in unit_members {
        id: UnitMemberId,
        unit_id: UnitId,
        name: String,
        phone: String,
        identity_hash: Option<String>,
        identity_tail: String,
        residence_id: Option<OrgUnitId>,
        party_status: PartyStatus,
        post: String,
        listed_at: At,
        left_at: Option<At>,
        left_reason: String,
        version: i32,
        updated_at: At,
    }
    PairingItemRow in pairing_items {
        id: PairingItemId,
        pairing_id: PairingId,
        kind: PairingItemKind,
        title: String,
        note: String,
        agreed_by_unit: bool,
        agreed_by_community: bool,
        created_by: PersonId,
        ended_at: Option<At>,
        version: i32,
        created_at: At,
    }
    CommitmentRow in commitments {
        id: CommitmentId,
        pairing_id: PairingId,
        year: i32,
        title: String,
        amount: String,
        due_on: NaiveDate,
        outcome: Option<CommitmentOutcome>,
        note: String,
        decided_by: Option<PersonId>,
        decided_at: Option<At>,
        version: i32,
        created_at: At,
    }
    CheckInRow in check_ins {
        id: CheckInId,
        number: String,
        subject: CheckInSubject,
        person_id: Option<PersonId>,
        unit_id: Option<UnitId>,
        community_id: OrgUnitId,
        area: String,
        basis: CheckInBasis,
        state: CheckInState,
        intents: Json<Vec<PostCategory>>,
        availability: String,
        reason: String,
        transfer_to: Option<OrgUnitId>,
        valid_to: Option<NaiveDate>,
        due_at: At,
        submitted_at: At,
        activated_at: Option<At>,
        ended_at: Option<At>,
        told: i32,
        submitted_by: Option<PersonId>,
        version: i32,
        updated_at: At,
    }
}
