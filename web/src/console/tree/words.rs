//! The words of the organisation.

use crate::i18n::tr;
use contract::org::{Office, OrgAction, OrgChange, OrgLevel, TeamKind};

/// What a node of this level is called.
pub fn level(level: OrgLevel) -> String {
    match level {
        OrgLevel::City => tr!(org.city),
        OrgLevel::StreetWorkingCommittee => tr!(org.street),
        OrgLevel::CommunityPartyCommittee => tr!(org.community),
        OrgLevel::Branch => tr!(org.branch),
        OrgLevel::BuildingGroup => tr!(org.building),
        OrgLevel::CentreHousehold => tr!(org.household),
    }
}

/// The level that hangs on this one.
pub fn below(level: OrgLevel) -> Option<OrgLevel> {
    let next = OrgLevel::ALL.iter().position(|l| *l == level)? + 1;
    OrgLevel::ALL.get(next).copied()
}

/// An office.
pub fn office(office: Office) -> String {
    match office {
        Office::Secretary => tr!(org.secretary),
        Office::Deputy => tr!(org.deputy),
        Office::Member => tr!(org.member),
    }
}

/// What was done to a node.
pub fn did(change: &OrgChange) -> String {
    let other = change.other.as_ref().map(|o| o.name.clone()).unwrap_or_default();
    match change.action {
        OrgAction::Create if !other.is_empty() => tr!(org.did_split_off, other = other),
        OrgAction::Create => tr!(org.did_create),
        OrgAction::Change => match (&change.name_before, &change.name_after) {
            (Some(before), Some(after)) => tr!(org.did_rename, before = before, after = after),
            _ => tr!(org.did_change),
        },
        OrgAction::Move => tr!(org.did_move),
        OrgAction::Merge => tr!(org.did_merge, other = other),
        OrgAction::Split => tr!(org.did_split, other = other),
        OrgAction::Close => tr!(org.did_close),
        OrgAction::Appoint => tr!(org.did_appoint),
    }
}

/// What kind of team it is.
pub fn team(kind: TeamKind) -> String {
    match kind {
        TeamKind::Unit => tr!(org.team_unit),
        TeamKind::Community => tr!(org.team_community),
        TeamKind::Professional => tr!(org.team_professional),
        TeamKind::Squad => tr!(org.team_squad),
    }
}
