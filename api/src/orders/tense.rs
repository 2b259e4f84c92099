//! How a step is called once it was taken.

use contract::orders::OrderAction;

/// `dispatch` → `order.dispatched`, for the audit trail.
pub fn past_tense(action: OrderAction) -> String {
    use OrderAction as A;
    let verb = match action {
        A::Submit => "submitted",
        A::Accept => "accepted",
        A::RequestInformation => "information_requested",
        A::ProvideInformation => "information_provided",
        A::Reject => "rejected",
        A::Withdraw => "withdrawn",
        A::Dispatch => "dispatched",
        A::Take => "taken",
        A::Release => "released",
        A::HandBack => "handed_back",
        A::RecordContact => "contacted",
        A::AddMeasure => "measure_added",
        A::Complete => "done",
        A::Confirm => "confirmed",
        A::Reopen => "reopened",
        A::Rate => "rated",
        A::CloseUnreached => "closed_unreached",
        A::Close => "closed",
        A::ProposeRejection => "rejection_proposed",
        A::Contest => "contested",
        A::Uphold => "upheld",
        A::Overturn => "overturned",
        A::Refer => "referred",
        A::Merge => "merged",
        A::Whistle => "whistled",
        A::WhistleSolved => "whistle_solved",
        A::WhistleReturned => "whistle_returned",
        A::Urge => "urged",
        A::AddProgress => "progress_added",
        A::Wait => "waiting",
        A::Resume => "resumed",
        A::AskExtension => "extension_asked",
        A::GrantExtension => "extension_granted",
        A::RefuseExtension => "extension_refused",
        A::Split => "split",
        A::CallUnreached => "call_unreached",
        A::CallSolved => "call_solved",
        A::CallUnsolved => "call_unsolved",
        A::FollowUp => "followed_up",
    };
    format!("order.{verb}")
}
