//! The words of posts, shifts and claims.

crate::words! {
    /// Where a post stands.
    PostState {
        Draft = "draft",
        Published = "published",
        /// No new claims for the time being.
        Paused = "paused",
        /// No shifts any more.
        Closed = "closed",
        Archived = "archived",
    }

    /// A step of a post.
    PostAction {
        Publish = "publish",
        Pause = "pause",
        /// Shifts that have not begun are cancelled.
        Close = "close",
        Archive = "archive",
    }

    /// Where a shift stands.
    ShiftState {
        Open = "open",
        /// Every seat is taken or offered.
        Full = "full",
        Running = "running",
        Done = "done",
        Cancelled = "cancelled",
    }

    /// A step of a shift.
    ShiftAction {
        /// System: the last seat is taken.
        Fill = "fill",
        /// System: a seat is free.
        Free = "free",
        /// System: it begins.
        Start = "start",
        /// System: it is over, and so is the time to say who was there.
        Finish = "finish",
        Change = "change",
        Cancel = "cancel",
    }

    /// Where a claim stands.
    ClaimState {
        Waitlisted = "waitlisted",
        /// A seat is free for whoever waited longest; it is kept until `answer_by`.
        Offered = "offered",
        Held = "held",
        /// Is there.
        Present = "present",
        /// Was there; waits for whoever verifies it, or for the time in which nobody objects.
        Completed = "completed",
        Verified = "verified",
        /// Somebody doubts it.
        Disputed = "disputed",
        Void = "void",
        Absent = "absent",
        /// Given back, not answered, or taken away with the shift.
        Cancelled = "cancelled",
    }

    /// A step of a claim.
    ClaimAction {
        /// System: a seat is free.
        Offer = "offer",
        /// The seat that is offered.
        Accept = "accept",
        /// System: nobody answered in time.
        Lapse = "lapse",
        Cancel = "cancel",
        /// System: the shift is cancelled, or the check-in has ended.
        Release = "release",
        /// Is there: said by the host, a resident, the station's code, or oneself.
        Attend = "attend",
        /// Leaves; at the end of the shift the system does it.
        SignOut = "sign_out",
        Verify = "verify",
        Dispute = "dispute",
        /// What the member says about being disputed or absent.
        Answer = "answer",
        /// After a dispute: it was so.
        Uphold = "uphold",
        /// After a dispute: it was not so.
        Void = "void",
        /// Did not come.
        Miss = "miss",
        /// Did not come, and had a reason.
        Excuse = "excuse",
    }

    /// Who or what says that somebody was there.
    PresenceMethod {
        Host = "host",
        /// The desk of the community.
        Desk = "desk",
        /// A resident, by the member's code.
        Resident = "resident",
        /// The code shown at the station.
        Code = "code",
        /// The member alone.
        Own = "own",
    }

    /// Why a claim was given back or taken away.
    EndReason {
        Plans = "plans",
        /// Never counts against anybody.
        Illness = "illness",
        Work = "work",
        Family = "family",
        /// System: the offered seat was not taken in time.
        NoAnswer = "no_answer",
        /// System.
        ShiftCancelled = "shift_cancelled",
        /// System.
        CheckInEnded = "check_in_ended",
    }

    /// What somebody brings along.
    QualificationKind {
        /// Counts as soon as it is stated.
        Skill = "skill",
        /// Counts when the desk has seen it, until the day it ends.
        Licence = "licence",
        /// Counts when the desk has confirmed it.
        Mediator = "mediator",
    }

    /// Where a qualification stands.
    QualificationState {
        Stated = "stated",
        Confirmed = "confirmed",
        Refused = "refused",
    }
}
