//! `ApiError`: what a handler, a rule or a query may fail with; rendered as problem+json by the middleware in `http`.

use super::db::DbError;
use super::problems::{self, Entry};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use contract::{FieldProblem, Problem, ProblemCode};
use std::fmt;

/// The result of everything that can be refused.
pub type ApiResult<T> = Result<T, ApiError>;

/// A refusal or a failure, with all the caller may know and, apart from that, what only the log may know.
#[derive(Debug)]
pub struct ApiError(Box<Body>);

#[derive(Debug)]
struct Body {
    code: ProblemCode,
    detail: String,
    errors: Vec<FieldProblem>,
    state: Option<String>,
    version: Option<i32>,
    allowed_actions: Option<Vec<String>>,
    retry_after: Option<u32>,
    cause: Option<String>,
}

impl ApiError {
    /// A problem with its sentence.
    pub fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self(Box::new(Body {
            code,
            detail: detail.into(),
            errors: Vec::new(),
            state: None,
            version: None,
            allowed_actions: None,
            retry_after: None,
            cause: None,
        }))
    }

    /// 404, also for what exists outside the caller's scope.
    pub fn not_found(thing: &str) -> Self {
        Self::new(ProblemCode::NotFound, format!("there is no such {thing}"))
    }

    /// 403: the caller may know it, but not do it.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(ProblemCode::Forbidden, detail)
    }

    /// 422 with the fields that are wrong.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let detail = match errors.len() {
            1 => "one field is wrong".to_owned(),
            n => format!("{n} fields are wrong"),
        };
        let mut error = Self::new(ProblemCode::InvalidFields, detail);
        error.0.errors = errors;
        error
    }

    /// 422 for one field.
    pub fn field(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self::fields(vec![FieldProblem { pointer: pointer.into(), detail: detail.into(), code: code.into() }])
    }

    /// 409: somebody was faster.
    pub fn stale(state: &str, version: i32) -> Self {
        let mut error = Self::new(ProblemCode::StaleVersion, format!("it is at version {version} now"));
        error.0.state = Some(state.to_owned());
        error.0.version = Some(version);
        error
    }

    /// 409: the state says no.
    pub fn refused(thing: &str, state: &str, action: &str) -> Self {
        let mut error = Self::new(ProblemCode::StepRefused, format!("{thing} that is `{state}` cannot take the step `{action}`"));
        error.0.state = Some(state.to_owned());
        error
    }

    /// 500: our bug. The cause goes to the log only.
    pub fn internal(cause: impl fmt::Display) -> Self {
        let mut error = Self::new(ProblemCode::Internal, "the request was not carried out");
        error.0.cause = Some(cause.to_string());
        error
    }

    /// Says it in a better sentence than the usual one.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self
    }

    /// Adds the steps the caller could take instead.
    #[must_use]
    pub fn with_allowed(mut self, actions: Vec<String>) -> Self {
        self.0.allowed_actions = Some(actions);
        self
    }

    /// Adds the version the thing has now.
    #[must_use]
    pub fn with_version(mut self, version: i32) -> Self {
        self.0.version = Some(version);
        self
    }

    /// Adds how many seconds to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// The code, for decisions and tests.
    pub fn code(&self) -> ProblemCode {
        self.0.code
    }

    /// A refusal as one of this field; what is no refusal stays what it is.
    #[must_use]
    pub fn at(self, pointer: &str) -> Self {
        if self.is_refusal() { Self::field(pointer, "unknown", self.0.detail) } else { self }
    }

    /// Whether the caller can do something about it: neither our bug nor a database that is too busy.
    pub fn is_refusal(&self) -> bool {
        self.entry().status < 500
    }

    /// What only the log may know.
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    fn entry(&self) -> &'static Entry {
        problems::entry(self.0.code)
    }

    /// The reply body.
    pub fn problem(&self, trace_id: Option<String>) -> Problem {
        let (entry, body) = (self.entry(), &self.0);
        Problem {
            kind: format!("/api/v1/problems/{}", body.code),
            title: entry.title.to_owned(),
            status: entry.status,
            detail: body.detail.clone(),
            code: body.code,
            errors: body.errors.clone(),
            state: body.state.clone(),
            version: body.version,
            allowed_actions: body.allowed_actions.clone(),
            trace_id,
        }
    }

    /// The whole reply.
    pub fn reply(&self, trace_id: Option<String>) -> HttpResponse {
        let mut reply = HttpResponse::build(self.status_code());
        reply.insert_header((header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json")));
        if let Some(seconds) = self.0.retry_after {
            reply.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            reply.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        let body = serde_json::to_string(&self.problem(trace_id)).unwrap_or_else(|_| "{}".to_owned());
        reply.body(body)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.detail)
    }
}

impl std::error::Error for ApiError {}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.entry().status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        self.reply(None)
    }
}

impl From<DbError> for ApiError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Busy => Self::new(ProblemCode::Overloaded, "the queue to the database is full").retry_after(1),
            other => Self::internal(other),
        }
    }
}

impl From<diesel::result::Error> for ApiError {
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

/// The name of the constraint that a write broke, where it was a uniqueness one.
pub fn broken_key(error: diesel::result::Error) -> Result<String, ApiError> {
    match DbError::from(error) {
        DbError::Unique { key } => Ok(key),
        other => Err(other.into()),
    }
}

/// Whether somebody else was faster.
pub fn is_stale(error: &ApiError) -> bool {
    matches!(error.code(), ProblemCode::StaleVersion | ProblemCode::StepRefused)
}
