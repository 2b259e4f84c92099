//! Activities (为民服务活动): a community or a unit asks for people; units are invited and pass it on (邀约), their members sign up for
//! themselves, and when it is over it is said who was there and what came of it. Nobody signs up another.

mod replies;
mod requests;

pub use replies::*;
pub use requests::*;

crate::words! {
    /// Where an activity stands.
    ActivityState {
        Draft = "draft",
        /// Units are invited, people sign up.
        Open = "open",
        /// It has taken place; it is being said who was there.
        Held = "held",
        /// Reported; whoever was there has it in their record.
        Closed = "closed",
        Cancelled = "cancelled",
    }

    /// What can be done with an activity.
    ActivityAction {
        Change = "change",
        Publish = "publish",
        /// By the organiser, or by a unit that accepted.
        Invite = "invite",
        SignUp = "sign_up",
        /// Give one's place back.
        TakeBack = "take_back",
        Cancel = "cancel",
        /// It has taken place; by itself when its end has passed.
        Hold = "hold",
        /// Say who was there.
        Record = "record",
        Close = "close",
    }

    /// Where an invitation stands.
    InvitationState {
        Invited = "invited",
        Accepted = "accepted",
        Declined = "declined",
        /// By whoever invited, or because the activity was cancelled.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Expired = "expired",
    }

    /// What can be done with an invitation.
    InvitationAction {
        Accept = "accept",
        /// Also by a unit that had accepted and cannot come after all.
        Decline = "decline",
        Withdraw = "withdraw",
        Expire = "expire",
    }

    /// Where somebody's place in an activity stands.
    SignUpState {
        SignedUp = "signed_up",
        /// Given back, or the activity was cancelled.
        Cancelled = "cancelled",
        Present = "present",
        Absent = "absent",
    }

    /// Which activities of one's own a list shows.
    OwnActivities {
        /// Of the communities one works for, and of the units one speaks for.
        Organised = "organised",
        /// To which the units one speaks for are or were invited.
        Invited = "invited",
        /// For which one has signed up.
        Joined = "joined",
    }
}
