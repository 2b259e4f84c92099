//! The words of units, lists and pairings.

use crate::i18n::tr;
use contract::check_ins::{CheckInDoubt, CommitmentOutcome, ImportColumn, ImportFinding, ImportOutcome, ImportState, PartyStatus};
use contract::org::UnitKind;

/// Why the system did not confirm a check-in by itself.
pub fn doubt(doubt: CheckInDoubt) -> String {
    match doubt {
        CheckInDoubt::NotListed => tr!(service.doubt_not_listed),
        CheckInDoubt::OtherName => tr!(service.doubt_other_name),
        CheckInDoubt::UnitNotActive => tr!(service.doubt_unit_not_active),
        CheckInDoubt::OtherResidence => tr!(service.doubt_other_residence),
        CheckInDoubt::NotPaired => tr!(service.doubt_not_paired),
        CheckInDoubt::ResidenceFirst => tr!(service.doubt_residence_first),
        CheckInDoubt::ClerkDecides => tr!(service.doubt_clerk_decides),
    }
}

/// What a unit is.
pub fn kind(kind: UnitKind) -> String {
    match kind {
        UnitKind::Government => tr!(service.kind_government),
        UnitKind::PublicInstitution => tr!(service.kind_public_institution),
        UnitKind::StateEnterprise => tr!(service.kind_state_enterprise),
        UnitKind::School => tr!(service.kind_school),
        UnitKind::Hospital => tr!(service.kind_hospital),
        UnitKind::Enterprise => tr!(service.kind_enterprise),
        UnitKind::SocialOrganisation => tr!(service.kind_social_organisation),
    }
}

/// How somebody stands in the Party.
pub fn party_status(status: PartyStatus) -> String {
    match status {
        PartyStatus::InService => tr!(service.party_in_service),
        PartyStatus::Returned => tr!(service.party_returned),
        PartyStatus::Retired => tr!(service.party_retired),
        PartyStatus::Probationary => tr!(service.party_probationary),
    }
}

/// How an import stands, and in which tone.
pub fn import(state: ImportState) -> (String, &'static str) {
    match state {
        ImportState::Preview => (tr!(service.import_preview), "turn"),
        ImportState::Applying => (tr!(service.import_applying), "moving"),
        ImportState::Applied => (tr!(service.import_applied), "good"),
        ImportState::Discarded => (tr!(service.import_discarded), "ended"),
    }
}

/// What reading a row found.
pub fn finding(finding: ImportFinding) -> (String, &'static str) {
    match finding {
        ImportFinding::New => (tr!(service.finding_new), "good"),
        ImportFinding::Changed => (tr!(service.finding_changed), "moving"),
        ImportFinding::Known => (tr!(service.finding_known), "ended"),
        ImportFinding::Duplicate => (tr!(service.finding_duplicate), "turn"),
        ImportFinding::Wrong => (tr!(service.finding_wrong), "late"),
    }
}

/// What became of a row.
pub fn outcome(outcome: ImportOutcome) -> (String, &'static str) {
    match outcome {
        ImportOutcome::Pending => (tr!(service.outcome_pending), "moving"),
        ImportOutcome::Added => (tr!(service.outcome_added), "good"),
        ImportOutcome::Changed => (tr!(service.outcome_changed), "good"),
        ImportOutcome::Unchanged => (tr!(service.outcome_unchanged), "ended"),
        ImportOutcome::Refused => (tr!(service.outcome_refused), "late"),
        ImportOutcome::Skipped => (tr!(service.outcome_skipped), "ended"),
    }
}

/// What a column holds.
pub fn column(column: ImportColumn) -> String {
    match column {
        ImportColumn::Name => tr!(service.member_name),
        ImportColumn::Phone => tr!(service.member_phone),
        ImportColumn::IdentityNumber => tr!(service.member_identity),
        ImportColumn::Residence => tr!(service.member_residence),
        ImportColumn::PartyStatus => tr!(service.member_party_status),
        ImportColumn::Post => tr!(service.member_post),
    }
}

/// What is wrong in a row, by column and kind.
pub fn row_problem(pointer: &str, code: &str, detail: &str) -> String {
    // Members point at a node by its id, a line of a file by its name: one column.
    let what = pointer.trim_start_matches('/').trim_end_matches("_id").parse().map_or_else(|_| pointer.to_owned(), column);
    let line =
        detail.rsplit("line ").next().filter(|_| detail.contains("line ")).and_then(|t| t.split(|c: char| !c.is_ascii_digit()).next());
    let why = match (code, line) {
        ("repeated", Some(line)) => tr!(service.row_repeated, line = line),
        ("required", _) => tr!(service.row_required),
        ("unknown", _) => tr!(service.row_unknown),
        ("choice", _) => tr!(service.row_choice),
        ("length", _) => tr!(service.row_length),
        ("unique", _) => tr!(service.row_unique),
        ("format", _) if detail.contains("last digits") => tr!(service.row_rounded),
        ("format", _) => tr!(service.row_format),
        _ => detail.to_owned(),
    };
    tr!(service.row_problem, what = what, why = why)
}

/// What became of a promise.
pub fn kept(outcome: Option<CommitmentOutcome>) -> (String, &'static str) {
    match outcome {
        None => (tr!(service.promise_open), "moving"),
        Some(CommitmentOutcome::Kept) => (tr!(service.promise_kept), "good"),
        Some(CommitmentOutcome::Partly) => (tr!(service.promise_partly), "turn"),
        Some(CommitmentOutcome::NotKept) => (tr!(service.promise_not_kept), "late"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_in_a_row_is_said_by_its_column() {
        assert_eq!(row_problem("phone", "format", "11 digits"), "手机号：格式不对");
        assert_eq!(row_problem("/residence_id", "unknown", "no community"), row_problem("residence", "unknown", "no community"));
        assert_eq!(row_problem("phone", "repeated", "also in line 5"), "手机号：与第 5 行重复");
        assert_eq!(
            row_problem("identity_number", "format", "a number lost its last digits"),
            "身份证号：表格把末几位变成了 0，请把这一列设为文本后重填"
        );
    }
}
