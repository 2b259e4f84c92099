//! RFC 9457 problem replies: one shape for everything that goes wrong.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What went wrong, for programs. `GET /api/v1/problems/{code}` explains each one.
    ProblemCode {
        AccountLocked = "account_locked",
        ActivityFull = "activity_full",
        AdmissionRequired = "admission_required",
        AlreadyCheckedIn = "already_checked_in",
        AlreadyClaimed = "already_claimed",
        AlreadyRated = "already_rated",
        AlreadySaid = "already_said",
        AlreadySignedUp = "already_signed_up",
        AlreadyTaken = "already_taken",
        BadCredentials = "bad_credentials",
        BadCursor = "bad_cursor",
        BadForm = "bad_form",
        BadJson = "bad_json",
        BadQuery = "bad_query",
        BodyTooLarge = "body_too_large",
        CheckInRequired = "check_in_required",
        ClaimClosed = "claim_closed",
        ClaimExists = "claim_exists",
        ClaimNotOpen = "claim_not_open",
        ClaimsOverlap = "claims_overlap",
        DailyLimit = "daily_limit",
        DocumentsUnavailable = "documents_unavailable",
        Forbidden = "forbidden",
        IdempotencyKeyInvalid = "idempotency_key_invalid",
        IdempotencyKeyReused = "idempotency_key_reused",
        Internal = "internal",
        InvalidFields = "invalid_fields",
        ItemNotOffered = "item_not_offered",
        ItemOutOfSeason = "item_out_of_season",
        LinkExpired = "link_expired",
        MethodNotAllowed = "method_not_allowed",
        NamingRequired = "naming_required",
        NotFound = "not_found",
        NotQualified = "not_qualified",
        NotReady = "not_ready",
        Overloaded = "overloaded",
        PhotoHeic = "photo_heic",
        PhotoUnusable = "photo_unusable",
        PhotosFull = "photos_full",
        RatingWindowClosed = "rating_window_closed",
        SessionEnded = "session_ended",
        ShiftFull = "shift_full",
        SignInRequired = "sign_in_required",
        StaleVersion = "stale_version",
        StepRefused = "step_refused",
        TeamUnavailable = "team_unavailable",
        TooManyRequests = "too_many_requests",
        UnsupportedMediaType = "unsupported_media_type",
    }
}

/// A problem reply (`application/problem+json`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// Address of the page that explains this code.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "/api/v1/problems/stale_version"))]
    pub kind: String,
    /// Short title, the same for every reply with this code.
    pub title: String,
    /// HTTP status, repeated.
    #[cfg_attr(feature = "openapi", schema(minimum = 400, maximum = 599))]
    pub status: u16,
    /// What happened this time, in a sentence.
    pub detail: String,
    /// The code, for programs.
    pub code: ProblemCode,
    /// The fields that are wrong; empty unless `code` is `invalid_fields`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// With `step_refused` and `stale_version`: the state the thing is in now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// With `step_refused` and `stale_version`: the version it has now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// With `step_refused`: the steps this caller could take instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_actions: Option<Vec<String>>,
    /// The request id, also in the `x-request-id` header and in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
}

/// One field that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// JSON Pointer to the field in the body, or the name of the query parameter.
    #[cfg_attr(feature = "openapi", schema(example = "/contact/phone"))]
    pub pointer: String,
    /// What is wrong with it, in a sentence.
    pub detail: String,
    /// Why, for programs: `required`, `length`, `range`, `format`, `unknown`, `choice`, …
    pub code: String,
}

impl FieldProblem {
    /// A problem with a field.
    pub fn new(pointer: &str, code: &str, detail: &str) -> Self {
        Self { pointer: pointer.to_owned(), detail: detail.to_owned(), code: code.to_owned() }
    }

    /// The same field, seen from a body in which the thing stands at `prefix`.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.pointer.insert_str(0, prefix);
        self
    }
}

/// What a problem code means and what the caller can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemExplanation {
    pub code: ProblemCode,
    /// The HTTP status it comes with.
    pub status: u16,
    pub title: String,
    /// What the caller can do about it.
    pub advice: String,
}
