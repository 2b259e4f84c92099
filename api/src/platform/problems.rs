//! The one table of what can go wrong: replies, `GET /problems/{code}` and OpenAPI all come from it.

use contract::{ProblemCode, ProblemExplanation};

/// A row of the table.
pub struct Entry {
    pub code: ProblemCode,
    pub status: u16,
    pub title: &'static str,
    pub advice: &'static str,
}

macro_rules! table {
    ($($code:ident $status:literal $title:literal $advice:literal;)+) => {
        /// Every problem code, sorted.
        pub const PROBLEMS: &[Entry] = &[$(Entry { code: ProblemCode::$code, status: $status, title: $title, advice: $advice }),+];
    };
}

table! {
    AccountLocked 429 "The account is locked for a while" "Too many wrong passwords or codes. Wait for the seconds in Retry-After, then try again or sign in with an SMS code.";
    ActivityFull 409 "Every place of the activity is taken" "Look at `GET /activities` for others, or ask again later: people give places back.";
    AdmissionRequired 409 "There is no admission in force for this task" "A task of a department reaches a community under an admission: give the number of one that is active for this community today, or publish the post under another category.";
    AlreadyCheckedIn 409 "There is a check-in already" "One member and one unit have one check-in at a time. Look at `GET /check-ins/own`: end it, or have it transferred.";
    AlreadyClaimed 409 "Somebody else has claimed it" "Look at `GET /wishes` for those that are still open.";
    AlreadyRated 409 "This round has been rated" "One rating a round. Read the order again to see it.";
    AlreadySaid 409 "You have had your word about this report" "One word a resident for each report; read it in the project as `my_word`.";
    AlreadySignedUp 409 "You have a place in this activity already" "Read the activity: your place is `my_sign_up`.";
    AlreadyTaken 409 "Another team was first" "The order is with another team and your offer was recalled. There is nothing to do.";
    BadCredentials 401 "The number and the password or code do not match" "Check both. The reply does not say which of them is wrong, nor whether the account exists.";
    BadCursor 400 "The cursor cannot be read" "Use `next_cursor` as it was given, with the same filters and sort, or start again without a cursor.";
    BadForm 400 "The form cannot be read" "Send `multipart/form-data` as RFC 7578 has it, whole, with its boundary.";
    BadJson 400 "The body is not JSON" "Send well-formed JSON in UTF-8; `detail` names line and column.";
    BadQuery 400 "The query string cannot be read" "Check names and values of the parameters against the API description; unknown parameters are refused.";
    BodyTooLarge 413 "The body is too large" "Send a smaller body; the limit is in `detail`.";
    CheckInRequired 409 "Only checked-in members claim shifts" "Check in with a community first; a claim needs a check-in that is active.";
    ClaimClosed 409 "The shift takes no claims any more" "It has begun, is over or cancelled, or its post is not published. Look at `GET /shifts` for others.";
    ClaimExists 409 "You have claimed this shift already" "Read your claim at `GET /claims`; one person stands once on a shift.";
    ClaimNotOpen 409 "The shift cannot be claimed yet" "Claim it from `opens_at` of the shift on.";
    ClaimsOverlap 409 "You are expected somewhere else at that time" "Give the other seat back first, or choose another shift.";
    DailyLimit 409 "You have claimed enough for that day" "`detail` names the limit; choose another day.";
    DocumentsUnavailable 503 "No document can be drawn here" "The server has no font for it; whoever runs it installs one and names it in `documents.fonts`. What would stand in the document can be read as JSON.";
    Forbidden 403 "Your role does not allow this" "Sign in with an account that holds the role, or ask an office that does.";
    IdempotencyKeyInvalid 400 "The Idempotency-Key cannot be used" "Send 1 to 255 visible ASCII characters, with or without double quotes.";
    IdempotencyKeyReused 422 "The Idempotency-Key was used for another request" "Make a new key for each new request; repeat a key only with the same method, address and body.";
    Internal 500 "Something broke on our side" "Try again with the same Idempotency-Key; if it stays, report the trace_id.";
    InvalidFields 422 "Some fields are wrong" "Look at `errors`: each names a field by JSON Pointer and says what is wrong with it.";
    ItemNotOffered 409 "The community does not offer this item" "Read the community's menu again and choose another item.";
    ItemOutOfSeason 409 "The item is not offered at this time of the year" "`detail` names the season; order it then, or choose another item.";
    LinkExpired 410 "The link is no longer valid" "Sign in and rate the order there, or ask the community for a new link.";
    MethodNotAllowed 405 "This address does not take that method" "Look the operation up in the API description.";
    NamingRequired 409 "The secretary has to name a team" "The order was refused as often as it may be: the secretary of the community names the team, `POST /orders/{id}/naming`.";
    NotFound 404 "There is no such thing, or it is not yours to know" "Check the address; ask for access if it should be yours.";
    NotQualified 409 "The post asks for something you do not bring along" "`detail` names it. State it at `POST /qualifications`; licences and mediators are confirmed by the desk of your community.";
    NotReady 503 "The service is starting or stopping" "Try again after the seconds in Retry-After.";
    Overloaded 503 "Too much to do just now" "Try again after the seconds in Retry-After, with the same Idempotency-Key.";
    PhotoHeic 415 "HEIC pictures cannot be read here" "Send a JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible, for pictures taken from then on; or send a screenshot of the picture, or open and export it as JPEG. A browser converts by itself when the file field accepts `image/jpeg` only.";
    PhotoUnusable 422 "The file is not a picture that can be used" "Send a JPEG, PNG or WebP of at most the pixels named in `detail`; when it was cut short on the way, send it again.";
    PhotosFull 409 "The order has all the pictures it can take" "Remove one of your own pictures first.";
    RatingWindowClosed 409 "The time for rating is over" "Orders can be rated for the days configured after completion, 30 by default.";
    SessionEnded 401 "The session has ended" "Sign in again.";
    ShiftFull 409 "Every seat is taken" "Claim it with `waits: true` to wait for a seat; when that is refused too, the waiting list is full.";
    SignInRequired 401 "Who are you?" "Send a valid access token: `Authorization: Bearer …`; refresh it when it has run out.";
    StaleVersion 409 "Somebody changed it after you read it" "Read it again, look at what changed, and send the step with the new version.";
    StepRefused 409 "The state does not allow this step" "Look at `state` and `allowed_actions`.";
    TeamUnavailable 409 "The team cannot take it" "It is on leave or has no capacity left; choose another candidate.";
    TooManyRequests 429 "Too many requests" "Wait for the seconds in Retry-After.";
    UnsupportedMediaType 415 "The body has another type than this address takes" "Send `Content-Type: application/json`, or `multipart/form-data` where a file is expected.";
}

/// The row of a code. The table is complete, which a test makes sure of; a missing row would read as an internal error.
pub fn entry(code: ProblemCode) -> &'static Entry {
    const FALLBACK: Entry = Entry { code: ProblemCode::Internal, status: 500, title: "Something broke on our side", advice: "" };
    PROBLEMS.iter().find(|e| e.code == code).unwrap_or(&FALLBACK)
}

impl Entry {
    /// As it is shown at `GET /problems/{code}`.
    pub fn explain(&self) -> ProblemExplanation {
        ProblemExplanation { code: self.code, status: self.status, title: self.title.into(), advice: self.advice.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        let codes: Vec<&str> = PROBLEMS.iter().map(|e| e.code.as_str()).collect();
        assert!(codes.is_sorted(), "{codes:?}");
        let all: Vec<&str> = ProblemCode::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(codes, all);
        assert!(PROBLEMS.iter().all(|e| (400..600).contains(&e.status) && !e.advice.is_empty()));
    }
}
