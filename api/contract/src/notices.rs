//! Notices: what people are told, in the app, by SMS and by mail; what they may choose about it; the events of a stream.

use crate::orders::OrderState;
use crate::{NoticeId, OrderId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// What a notice is about.
    NoticeKind {
        /// Goes out by SMS alone, and never into the inbox.
        SignInCode = "sign_in_code",
        OrderReceived = "order_received",
        OrderAccepted = "order_accepted",
        OrderQuestion = "order_question",
        OrderRejected = "order_rejected",
        OrderTaken = "order_taken",
        OrderDone = "order_done",
        ConfirmReminder = "confirm_reminder",
        OrderClosed = "order_closed",
        TeamOffer = "team_offer",
        OrderWaiting = "order_waiting",
        ExtensionAsked = "extension_asked",
        ExtensionGranted = "extension_granted",
        StageReminder = "stage_reminder",
        StageOverdue = "stage_overdue",
        StageEscalated = "stage_escalated",
        RectificationOpened = "rectification_opened",
        RectificationOverdue = "rectification_overdue",
        RectificationFeedback = "rectification_feedback",
        /// An appeal was upheld: there is nothing to put right any more.
        RectificationAnnulled = "rectification_annulled",
        /// The rating one gave counts no more, after an appeal.
        RatingExcluded = "rating_excluded",
        /// The days for deciding an appeal are over.
        AppealOverdue = "appeal_overdue",
        WhistleBlown = "whistle_blown",
        WhistleOverdue = "whistle_overdue",
        OfferTaken = "offer_taken",
        TeamNamed = "team_named",
        ObjectionReviewed = "objection_reviewed",
        OrderReviewed = "order_reviewed",
        OrderReferred = "order_referred",
        OrderMerged = "order_merged",
        FollowedOrder = "followed_order",
        OrderUrged = "order_urged",
        /// One was taken into a team.
        TeamJoined = "team_joined",
        WishPublished = "wish_published",
        WishRejected = "wish_rejected",
        WishClaimed = "wish_claimed",
        SeatOffered = "seat_offered",
        SeatLapsed = "seat_lapsed",
        ShiftMoved = "shift_moved",
        ShiftCancelled = "shift_cancelled",
        ClaimDisputed = "claim_disputed",
        ClaimDecided = "claim_decided",
        ClaimAbsent = "claim_absent",
        ServiceVoided = "service_voided",
        CheckInReceived = "check_in_received",
        CheckInReminder = "check_in_reminder",
        CheckInOverdue = "check_in_overdue",
        CheckInActivated = "check_in_activated",
        CheckInReturned = "check_in_returned",
        CheckInSuspended = "check_in_suspended",
        CheckInTransferred = "check_in_transferred",
        CheckInDeclined = "check_in_declined",
        CheckInEnded = "check_in_ended",
        CheckInMember = "check_in_member",
        /// One keeps the list of a unit from now on.
        LiaisonAdded = "liaison_added",
        ActivityInvited = "activity_invited",
        ActivityAnswered = "activity_answered",
        /// The date until which a unit may answer, or what it is invited to, is another one.
        InvitationChanged = "invitation_changed",
        /// Whoever invited a unit has taken it back.
        InvitationWithdrawn = "invitation_withdrawn",
        ActivityJoined = "activity_joined",
        ActivityMoved = "activity_moved",
        ActivityCancelled = "activity_cancelled",
        /// A unit wants to take a project on.
        ProjectApplied = "project_applied",
        /// The community has decided which unit takes a project on.
        ProjectDecided = "project_decided",
        MilestoneOverdue = "milestone_overdue",
        ProjectReported = "project_reported",
        ProjectReturned = "project_returned",
        ProjectClosed = "project_closed",
        /// The unit could not go on.
        ProjectGivenUp = "project_given_up",
        ProjectCancelled = "project_cancelled",
    }

    /// The language a person is written to.
    Language {
        Zh = "zh",
        En = "en",
    }
}

/// Something the caller was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    pub id: NoticeId,
    pub kind: NoticeKind,
    /// The order it is about, for a link. It may be out of the caller's sight by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// In the language the caller prefers now.
    pub title: String,
    pub text: String,
    pub is_read: bool,
    pub created_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of one's notices, newest first.
    NoticePage of Notice,
}

/// Filters of `GET /notices`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct NoticeFilter {
    /// Only those not read yet; with `false` only those read.
    pub unread: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
    /// Whether to count all of them.
    pub count: Option<bool>,
}

/// How many notices have not been read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    pub unread: i64,
}

/// Marks everything up to a notice as read: what came after it stays unread.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReadNotices {
    /// The newest notice that the caller has seen.
    pub up_to: NoticeId,
}

/// How a person wants to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Preferences {
    pub language: Language,
    /// Whether SMS and mail wait until the quiet hours are over. What is urgent never waits.
    pub keeps_quiet_hours: bool,
    /// Where mail goes; absent: no mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Kinds that are not sent by SMS. They stay in the inbox.
    pub no_sms: Vec<NoticeKind>,
    /// Kinds that are not sent by mail.
    pub no_mail: Vec<NoticeKind>,
    /// Kinds that may be named in `no_sms`: the others have to reach the person.
    pub may_refuse_sms: Vec<NoticeKind>,
}

/// Changes how the caller is told. What is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePreferences {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeps_quiet_hours: Option<bool>,
    /// An address, or an empty text for no mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 254), custom(function = "check::mail_or_empty"))]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 254, pattern = r"^([!-?A-~]{1,64}@[0-9A-Za-z-]+([.][0-9A-Za-z-]+)+)?$", example = "wang@example.org")
    )]
    pub mail: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub no_sms: Option<Vec<NoticeKind>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub no_mail: Option<Vec<NoticeKind>>,
}

/// Parameters of `GET /events`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct EventFilter {
    /// Ends the stream after so many seconds; 0 tells what was missed and ends at once. Absent: as long as the access token lasts.
    #[validate(range(min = 0, max = 3600))]
    #[cfg_attr(feature = "openapi", param(minimum = 0, maximum = 3600))]
    pub seconds: Option<u64>,
}

/// A stream as it looks on the way: blank lines divide its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct EventStream(pub String);

/// Data of the event `notice`: there is something new in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeEvent {
    pub id: NoticeId,
    pub unread: i64,
}

/// Data of the event `order`: an order the caller sees is at another version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderEvent {
    pub id: OrderId,
    pub version: i32,
    pub state: OrderState,
}
