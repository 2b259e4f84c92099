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
        /// The team waits for the requester, for material or for the weather; the completion clock stands still within limits.
        Waiting = "waiting",
        /// The same matter as another order, which goes on for both; who ordered it follows that one and may rate it.
        Merged = "merged",
        /// Handed to another channel, with its receipt number.
        Referred = "referred",
        /// A department's duty: the community has blown the whistle (吹哨) and the departments answer.
        Whistled = "whistled",
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
        /// The clerk proposes to reject; a second person decides.
        ProposeRejection = "propose_rejection",
        /// The requester asks the street to review a rejection.
        Contest = "contest",
        /// The street finds the rejection right.
        Uphold = "uphold",
        /// The street finds the rejection wrong: the order is before the desk again.
        Overturn = "overturn",
        /// Hands it to another channel.
        Refer = "refer",
        /// Joins it to an open order about the same matter.
        Merge = "merge",
        /// Blows the whistle: departments have to answer.
        Whistle = "whistle",
        /// System: the departments have solved it.
        WhistleSolved = "whistle_solved",
        /// System: something is left for the community to do.
        WhistleReturned = "whistle_returned",
        /// The requester presses for it (催办).
        Urge = "urge",
        /// What has been done so far.
        AddProgress = "add_progress",
        Wait = "wait",
        /// What was waited for is there, or the longest wait is over.
        Resume = "resume",
        /// The team asks for more time before the deadline.
        AskExtension = "ask_extension",
        GrantExtension = "grant_extension",
        RefuseExtension = "refuse_extension",
        /// Divides it into parts, each with its own dispatch.
        Split = "split",
        /// A call-back (回访) that reached nobody.
        CallUnreached = "call_unreached",
        /// A call-back that heard that it is solved.
        CallSolved = "call_solved",
        /// A call-back that heard that it is not solved.
        CallUnsolved = "call_unsolved",
        /// One more word some time after the rating (追评).
        FollowUp = "follow_up",
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
        /// By a grid worker who stood in the door, with the beneficiary's consent.
        Grid = "grid",
        /// A claimed wish (微心愿).
        Wish = "wish",
        /// A part of another order.
        Part = "part",
    }

    /// What somebody has to decide about an order.
    Pending {
        /// A clerk proposes to reject it: the secretary decides.
        Rejection = "rejection",
        /// The requester contests a rejection: the street decides.
        Contest = "contest",
        /// The team asks for more time: the secretary decides, the second time the street.
        Extension = "extension",
    }

    /// Where a matter is handed to.
    ReferralChannel {
        /// 110, 119, 120 or 122, at once.
        Emergency = "emergency",
        /// The city's hotline 12345.
        Hotline = "hotline",
        /// Petitions (信访).
        Petition = "petition",
        /// Administrative review (行政复议).
        Review = "review",
        /// Court or arbitration.
        Court = "court",
        Other = "other",
    }

    /// What a team may wait for.
    WaitReason {
        Resident = "resident",
        Material = "material",
        Weather = "weather",
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
        /// Somebody who did not handle it has to call the requester back.
        Callback = "callback",
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
        /// A second person decides: whoever proposed it, or nobody yet.
        SecondPerson = "second_person",
        /// Nothing was proposed or asked for that could be decided.
        NothingAsked = "nothing_asked",
        /// It has been asked for already.
        AlreadyAsked = "already_asked",
        /// Once a day.
        TooSoon = "too_soon",
        /// The deadline is over: it had to be asked before.
        TooLate = "too_late",
        /// A part of it is still open.
        OpenParts = "open_parts",
        /// Who handled it cannot call back about it.
        Handler = "handler",
        /// The pictures before and after that its item asks for are missing.
        NoEvidence = "no_evidence",
        /// It has been done as often, or for as long, as it may.
        UsedUp = "used_up",
        /// The clock has stood still for questions as long as it may.
        QuestionsUsedUp = "questions_used_up",
    }

    /// How the beneficiary agreed that somebody else writes it down for them.
    ConsentMethod {
        SaidOnPhone = "said_on_phone",
        InPerson = "in_person",
        Written = "written",
    }

    /// What the street says about a contested rejection.
    ReviewDecision {
        /// The rejection was right.
        Uphold = "uphold",
        /// It was not: the order is before the desk again.
        Overturn = "overturn",
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
    /// The states in which an order goes on and others may join it: somebody works on it, or will.
    pub const OPEN: &'static [Self] = &[
        Self::Submitted,
        Self::NeedsInfo,
        Self::Accepted,
        Self::Dispatched,
        Self::Taken,
        Self::InProgress,
        Self::Waiting,
        Self::Reopened,
        Self::Whistled,
    ];

    /// Nothing more will be done in these states.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::ClosedUnreached | Self::Closed | Self::Merged | Self::Referred)
    }
}
