//! The words of an order: its states, its steps, and what goes with them.

crate::words! {
    /// Where an order stands.
    OrderState {
        Draft = "draft",
        Submitted = "submitted",
        /// The clerk asked the requester something; the clock is paused.
        NeedsInfo = "needs_info",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Accepted = "accepted",
        /// Offered to a team that has not answered yet.
        Dispatched = "dispatched",
        Taken = "taken",
        InProgress = "in_progress",
        /// The team says it is done; the requester has not said so yet.
        Done = "done",
        Confirmed = "confirmed",
        /// The requester says it is not solved; it goes to a team again, as the next round.
        Reopened = "reopened",
        /// Nobody could be reached to confirm; counts neither as solved nor as unsolved.
        ClosedUnreached = "closed_unreached",
        Closed = "closed",
    }

    /// A step of an order. Those that only the system takes cannot be asked for.
    OrderAction {
        Submit = "submit",
        Accept = "accept",
        RequestInformation = "request_information",
        ProvideInformation = "provide_information",
        Reject = "reject",
        Withdraw = "withdraw",
        Dispatch = "dispatch",
        /// System: a team accepted.
        Take = "take",
        /// System: every offer was declined, recalled or ran out.
        Release = "release",
        /// System: the team that had taken it handed it back.
        HandBack = "hand_back",
        RecordContact = "record_contact",
        AddMeasure = "add_measure",
        Complete = "complete",
        Confirm = "confirm",
        Reopen = "reopen",
        Rate = "rate",
        /// System: the reminders after completion stayed unanswered.
        CloseUnreached = "close_unreached",
        /// System: nothing is left to do.
        Close = "close",
    }

    /// How pressing it is.
    Urgency {
        Normal = "normal",
        Urgent = "urgent",
        /// Danger to life or property: answered by the clock, not by office hours.
        Danger = "danger",
    }

    /// Where the order came from.
    OrderSource {
        Spa = "spa",
        /// Entered by staff for somebody who telephoned or came in.
        Phone = "phone",
        Import = "import",
    }

    /// Why an order was rejected (the lawful reasons; see the hotline regulations of Beijing, Arts. 11–15, and Weifang, Art. 19).
    RejectionReason {
        /// Danger: call 110, 119, 120 or 122 at once.
        Emergency = "emergency",
        /// A court, an arbitration, a review or a petition already has the matter.
        OtherProcedure = "other_procedure",
        /// Same matter, no new facts.
        Repeated = "repeated",
        /// State or trade secrets, or somebody else's privacy.
        Confidential = "confidential",
        /// Not the community's duty; another channel is named in the explanation.
        OutsideDuty = "outside_duty",
        Unlawful = "unlawful",
    }

    /// What came of it.
    Outcome {
        Resolved = "resolved",
        /// Nothing could be done lawfully or technically; it was explained.
        Explained = "explained",
        Referred = "referred",
    }

    /// How the requester was first contacted.
    ContactMethod {
        Phone = "phone",
        Visit = "visit",
        Message = "message",
    }

    /// The stages that have a clock of their own.
    Stage {
        Acceptance = "acceptance",
        Dispatch = "dispatch",
        Take = "take",
        FirstContact = "first_contact",
        Completion = "completion",
    }

    /// How a stage's clock stands.
    ClockState {
        Running = "running",
        Paused = "paused",
        Met = "met",
        /// Ended, but too late.
        Missed = "missed",
        /// Still running, and late.
        Overdue = "overdue",
    }

    /// Why a step that exists is closed to this caller just now.
    BlockReason {
        /// A measure has to be planned first.
        NoMeasure = "no_measure",
        /// It has been reopened as often as it may; the street takes over.
        RoundsUsedUp = "rounds_used_up",
        /// The rating window is over.
        WindowClosed = "window_closed",
        AlreadyRated = "already_rated",
        /// The item wants pictures from before and after the work, and they are missing.
        NoEvidence = "no_evidence",
    }

    /// Order of a list.
    OrderSort {
        /// What is due first, first.
        Due = "due",
        /// Newest first.
        Newest = "newest",
    }
}

impl OrderState {
    /// Nothing more will be done in these states.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::ClosedUnreached | Self::Closed)
    }
}
