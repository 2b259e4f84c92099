//! The words of the CHECK constraints are those of the enums, on both databases.

use super::schema::{declared, migrated};
use super::sources;
use crate::testing::Backend;
use contract::accounts::Role;
use contract::activities::{ActivityState, InvitationState, SignUpState};
use contract::check_ins::{
    CheckInAction, CheckInBasis, CheckInState, CheckInSubject, CommitmentOutcome, ImportFinding, ImportOutcome, ImportState,
    PairingItemKind, PartyStatus, PostCategory,
};
use contract::dispatch::{DeclineReason, DispatchState, ObjectionReason, ObjectionState};
use contract::menu::{Audience, EvidenceRule};
use contract::notices::Language;
use contract::orders::{OrderAction, OrderSource, OrderState, Outcome, Pending, RejectionReason, Stage, Urgency};
use contract::org::{DivisionLevel, Office, OrgAction, OrgLevel, TeamKind, UnitKind};
use contract::photos::PhotoKind;
use contract::posts::{ClaimState, EndReason, PostState, PresenceMethod, QualificationKind, QualificationState, ShiftState};
use contract::projects::{ApplicationState, ProjectEventKind, ProjectKind, ProjectState, Verdict};
use contract::ratings::{AppealState, RatingChannel};
use contract::records::{EvidenceGrade, LogSource};
use contract::rectifications::{RectificationAction, RectificationState};
use contract::texts::TextPurpose;
use contract::whistles::{ResponderState, WhistleCause, WhistleState};
use contract::wishes::WishState;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::collections::BTreeMap;

/// `table.column` → its words, sorted.
type Words = BTreeMap<String, Vec<String>>;

macro_rules! words {
    ($($column:literal: $enum:ty),+ $(,)?) => {
        [$(($column.to_owned(), sorted(<$enum>::ALL.iter().map(|w| w.as_str().to_owned())))),+]
    };
}

fn sorted(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = words.collect();
    words.sort();
    words
}

/// The words of an enum that no other room sees, from its declaration.
fn private(name: &str) -> Vec<String> {
    let head = format!("    {name} {{\n");
    let (_, text) = sources().into_iter().find(|(_, text)| text.contains(&head)).unwrap_or_else(|| panic!("no words of {name}"));
    let body = text.split(&head).nth(1).and_then(|rest| rest.split("    }\n").next()).unwrap_or_default().to_owned();
    let lines = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    sorted(lines.filter_map(|line| line.split('"').nth(1).map(str::to_owned)))
}

fn expected() -> Words {
    let mut words: Words = words! {
        "activities.category": PostCategory,
        "activities.state": ActivityState,
        "activity_invitations.state": InvitationState,
        "activity_sign_ups.evidence": EvidenceGrade,
        "activity_sign_ups.state": SignUpState,
        "project_applications.state": ApplicationState,
        "project_events.action": ProjectEventKind,
        "project_events.state": ProjectState,
        "project_words.verdict": Verdict,
        "projects.kind": ProjectKind,
        "projects.state": ProjectState,
        "claims.category": PostCategory,
        "claims.end_reason": EndReason,
        "claims.method": PresenceMethod,
        "claims.state": ClaimState,
        "dispatches.objection_reason": ObjectionReason,
        "dispatches.objection_state": ObjectionState,
        "dispatches.reason": DeclineReason,
        "dispatches.state": DispatchState,
        "divisions.level": DivisionLevel,
        "menu_items.audience": Audience,
        "menu_items.evidence": EvidenceRule,
        "notice_preferences.language": Language,
        "order_events.action": OrderAction,
        "order_events.state": OrderState,
        "order_marks.stage": Stage,
        "order_rounds.outcome": Outcome,
        "orders.outcome": Outcome,
        "orders.pending": Pending,
        "orders.rejection_reason": RejectionReason,
        "orders.source": OrderSource,
        "orders.state": OrderState,
        "orders.urgency": Urgency,
        "node_members.office": Office,
        "org_changes.action": OrgAction,
        "org_units.level": OrgLevel,
        "photos.kind": PhotoKind,
        "posts.category": PostCategory,
        "posts.state": PostState,
        "qualifications.kind": QualificationKind,
        "qualifications.state": QualificationState,
        "rating_appeals.state": AppealState,
        "rating_follow_ups.channel": RatingChannel,
        "ratings.channel": RatingChannel,
        "rectification_events.action": RectificationAction,
        "rectification_events.state": RectificationState,
        "rectifications.state": RectificationState,
        "role_grants.role": Role,
        "service_logs.category": PostCategory,
        "service_logs.evidence": EvidenceGrade,
        "service_logs.source": LogSource,
        "shifts.category": PostCategory,
        "shifts.state": ShiftState,
        "teams.kind": TeamKind,
        "text_templates.purpose": TextPurpose,
        "units.kind": UnitKind,
        "whistle_responders.state": ResponderState,
        "whistles.cause": WhistleCause,
        "whistles.state": WhistleState,
        "wishes.state": WishState,
        "check_ins.basis": CheckInBasis,
        "check_ins.state": CheckInState,
        "check_ins.subject": CheckInSubject,
        "check_in_events.action": CheckInAction,
        "check_in_events.state": CheckInState,
        "commitments.outcome": CommitmentOutcome,
        "import_jobs.state": ImportState,
        "import_rows.finding": ImportFinding,
        "import_rows.outcome": ImportOutcome,
        "pairing_items.kind": PairingItemKind,
        "unit_details.kind": UnitKind,
        "unit_members.party_status": PartyStatus,
    }
    .into();
    for (column, name) in [
        ("admissions.state", "AdmissionState"),
        ("estates.kind", "EstateKind"),
        ("order_events.actor_side", "ActorSide"),
        ("sessions.end_reason", "EndReason"),
    ] {
        words.insert(column.to_owned(), private(name));
    }
    words
}

#[derive(QueryableByName)]
struct Definition {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    text: String,
}

const SQLITE: &str = "SELECT name, sql AS text FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL";
const POSTGRES: &str = "SELECT conrelid::regclass::text AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'c'";

fn found(backend: Backend) -> Words {
    let (_database, mut conn) = migrated(backend);
    let query = if backend == Backend::Sqlite { SQLITE } else { POSTGRES };
    let rows: Vec<Definition> = diesel::sql_query(query).load(&mut conn).unwrap();
    rows.iter().flat_map(|row| checks_of(&row.name, &row.text)).collect()
}

/// `CHECK (state IN ('a','b'))` of SQLite, `CHECK ((state = ANY (ARRAY['a'::text, 'b'::text])))` of PostgreSQL.
fn checks_of(table: &str, text: &str) -> Vec<(String, Vec<String>)> {
    let check = |part: &str| {
        let column: String = part.trim_start_matches('(').chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let inside = part.split("))").next().unwrap_or_default();
        let words = sorted(inside.split('\'').skip(1).step_by(2).map(str::to_owned));
        (!words.is_empty()).then(|| (format!("{table}.{column}"), words))
    };
    text.split("CHECK (").skip(1).filter_map(check).collect()
}

fn compare(backend: Backend) {
    let (expected, found) = (expected(), found(backend));
    let columns: Vec<String> = declared().into_iter().filter(|(_, (kind, _))| kind == "WordSql").map(|(name, _)| name).collect();
    assert_eq!(columns, expected.keys().cloned().collect::<Vec<_>>(), "a column of words that this test does not know");
    for (column, words) in &expected {
        assert_eq!(
            found.get(column),
            Some(words),
            "{backend:?}: the CHECK of {column} is not the enum's: mend the migrations of both databases"
        );
    }
}

#[test]
fn sqlite_checks_the_same_words() {
    compare(Backend::Sqlite);
}

#[test]
fn postgres_checks_the_same_words() {
    if Backend::has_postgres() {
        compare(Backend::Postgres);
    }
}
