//! Projects: what a community needs done over weeks or months (服务项目), and what troubles its people (民生难题). A unit takes one on,
//! with a person who answers for it, measures, milestones and numbers; the residents have a word before it is closed out.

mod replies;
mod requests;

pub use replies::*;
pub use requests::*;

crate::words! {
    /// What kind of project it is.
    ProjectKind {
        ServiceProject = "service_project",
        LivelihoodProblem = "livelihood_problem",
    }

    /// Where a project stands.
    ProjectState {
        Draft = "draft",
        /// Units can apply.
        Open = "open",
        /// A unit is responsible.
        InProgress = "in_progress",
        /// The unit says that it is done; the residents have their word.
        Reported = "reported",
        Closed = "closed",
        /// The unit could not go on.
        GivenUp = "given_up",
        Cancelled = "cancelled",
    }

    /// What can be done with a project.
    ProjectAction {
        Change = "change",
        Publish = "publish",
        Apply = "apply",
        /// Decide which unit takes it on.
        Choose = "choose",
        /// Add measures, milestones, numbers.
        Plan = "plan",
        /// Say how far it is.
        Progress = "progress",
        Report = "report",
        /// As a resident.
        Say = "say",
        /// Send it back to the unit.
        Return = "return",
        Close = "close",
        GiveUp = "give_up",
        /// Look for another unit.
        Reopen = "reopen",
        Cancel = "cancel",
    }

    /// What happened to a project.
    ProjectEventKind {
        Create = "create",
        Change = "change",
        Publish = "publish",
        Apply = "apply",
        /// A unit took its application back.
        Withdraw = "withdraw",
        Choose = "choose",
        Plan = "plan",
        Progress = "progress",
        Report = "report",
        Say = "say",
        Return = "return",
        Close = "close",
        GiveUp = "give_up",
        Reopen = "reopen",
        Cancel = "cancel",
        /// A milestone was overdue.
        Remind = "remind",
    }

    /// Where an application stands.
    ApplicationState {
        Applied = "applied",
        Chosen = "chosen",
        Refused = "refused",
        /// By the unit, or because it gave the project up.
        Withdrawn = "withdrawn",
    }

    /// What a resident says about the result.
    Verdict {
        Resolved = "resolved",
        Partly = "partly",
        Not = "not",
    }

    /// Which projects of one's own a list shows.
    OwnProjects {
        /// Of the communities one works for.
        Community = "community",
        /// That units one speaks for have taken on or applied for.
        Unit = "unit",
    }
}
