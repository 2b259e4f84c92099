//! 服务项目 and 民生难题: the community publishes and closes out, a unit takes one on, residents have their word.

mod forms;
mod list;
mod page;
mod parts;

pub use list::ProjectsPage;
pub use page::ProjectPage;

use crate::i18n::tr;
use contract::projects::{ApplicationState as A, ProjectEventKind as E, ProjectKind, ProjectState as S, Verdict};

pub fn kind(kind: ProjectKind) -> String {
    match kind {
        ProjectKind::ServiceProject => tr!(activities.kind_service),
        ProjectKind::LivelihoodProblem => tr!(activities.kind_livelihood),
    }
}

/// How a project stands, and in which tone.
pub fn state(state: S) -> (String, &'static str) {
    match state {
        S::Draft => (tr!(activities.state_draft), "turn"),
        S::Open => (tr!(activities.project_open), "turn"),
        S::InProgress => (tr!(activities.project_in_progress), "moving"),
        S::Reported => (tr!(activities.project_reported), "turn"),
        S::Closed => (tr!(activities.project_closed), "good"),
        S::GivenUp => (tr!(activities.project_given_up), "late"),
        S::Cancelled => (tr!(activities.state_cancelled), "ended"),
    }
}

fn application(state: A) -> (String, &'static str) {
    match state {
        A::Applied => (tr!(activities.application_applied), "turn"),
        A::Chosen => (tr!(activities.application_chosen), "good"),
        A::Refused => (tr!(activities.application_refused), "ended"),
        A::Withdrawn => (tr!(activities.application_withdrawn), "ended"),
    }
}

fn verdict(verdict: Verdict) -> (String, &'static str) {
    match verdict {
        Verdict::Resolved => (tr!(activities.verdict_resolved), "good"),
        Verdict::Partly => (tr!(activities.verdict_partly), "turn"),
        Verdict::Not => (tr!(activities.verdict_not), "late"),
    }
}

fn happened(event: E) -> String {
    match event {
        E::Create => tr!(activities.event_create),
        E::Change => tr!(activities.event_change),
        E::Publish => tr!(activities.event_publish),
        E::Apply => tr!(activities.event_apply),
        E::Withdraw => tr!(activities.event_withdraw),
        E::Choose => tr!(activities.event_choose),
        E::Plan => tr!(activities.event_plan),
        E::Progress => tr!(activities.event_progress),
        E::Report => tr!(activities.event_report),
        E::Say => tr!(activities.event_say),
        E::Return => tr!(activities.event_return),
        E::Close => tr!(activities.event_close),
        E::GiveUp => tr!(activities.event_give_up),
        E::Reopen => tr!(activities.event_reopen),
        E::Cancel => tr!(activities.event_cancel),
        E::Remind => tr!(activities.event_remind),
    }
}
