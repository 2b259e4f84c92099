//! The one middleware: request id, metrics, one log line a request, and problem+json for whatever went wrong,
//! also for what actix-web itself refuses and for a handler that panicked.

use super::error::ApiError;
use super::request::request_id;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError};
use contract::ProblemCode;
use futures_util::FutureExt;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};

/// Wraps every request. The request must not be cloned before it is routed: the router wants it for itself.
pub async fn answer(req: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let started = Instant::now();
    let (trace_id, method) = (request_id(req.request()), req.method().as_str().to_owned());
    let outcome = AssertUnwindSafe(next.call(req)).catch_unwind().await;
    let error = match outcome {
        Ok(Ok(res)) => {
            let mut res = tidy(res.map_into_boxed_body(), &trace_id);
            keep(&mut res);
            if let Ok(value) = HeaderValue::from_str(&trace_id) {
                res.headers_mut().insert(REQUEST_ID, value);
            }
            let route = res.request().match_pattern().unwrap_or_else(|| UNMATCHED.to_owned());
            observe(method, route, res.status(), started);
            return Ok(res);
        }
        Ok(Err(error)) => error,
        Err(_) => ApiError::internal("a handler panicked").into(),
    };
    let failed = Failed { status: error.as_response_error().status_code(), error, trace_id };
    observe(method, UNMATCHED.to_owned(), failed.status, started);
    Err(failed.into())
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const UNMATCHED: &str = "unmatched";

/// What went wrong before there was a reply, with the id of the request.
#[derive(Debug)]
struct Failed {
    error: Error,
    status: StatusCode,
    trace_id: String,
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut reply = problem_of(&self.error, self.status, &self.trace_id);
        if let Ok(value) = HeaderValue::from_str(&self.trace_id) {
            reply.headers_mut().insert(REQUEST_ID, value);
        }
        reply
    }
}

/// Replaces an error reply that is not yet a problem with its request id.
fn tidy(res: ServiceResponse<BoxBody>, trace_id: &str) -> ServiceResponse<BoxBody> {
    let status = res.status();
    if status.as_u16() < 400 {
        return res;
    }
    let mut reply = match res.response().error() {
        Some(error) => problem_of(error, status, trace_id),
        None if is_problem(&res) || is_about_files(status) => return res,
        None => plain(status).reply(Some(trace_id.to_owned())),
    };
    if let Some(allow) = res.headers().get(header::ALLOW) {
        reply.headers_mut().insert(header::ALLOW, allow.clone());
    }
    ServiceResponse::new(res.request().clone(), reply)
}

/// A part of a file that does not exist, or a file that has changed: said by status and headers, without a body.
fn is_about_files(status: StatusCode) -> bool {
    matches!(status, StatusCode::PRECONDITION_FAILED | StatusCode::RANGE_NOT_SATISFIABLE)
}

fn is_problem(res: &ServiceResponse<BoxBody>) -> bool {
    res.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"application/problem+json"))
}

fn problem_of(error: &Error, status: StatusCode, trace_id: &str) -> HttpResponse {
    let ours = error.as_error::<ApiError>();
    if let Some(cause) = ours.and_then(ApiError::cause) {
        tracing::error!(trace_id, cause, "internal error");
    }
    let trace = Some(trace_id.to_owned());
    match ours {
        Some(problem) => problem.reply(trace),
        None => plain(status).reply(trace),
    }
}

/// What actix-web refuses by itself.
fn plain(status: StatusCode) -> ApiError {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => ApiError::new(ProblemCode::MethodNotAllowed, "look at the Allow header"),
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(ProblemCode::BodyTooLarge, "the body is too large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ApiError::new(ProblemCode::UnsupportedMediaType, "send application/json"),
        StatusCode::BAD_REQUEST => ApiError::new(ProblemCode::BadJson, "the body cannot be read"),
        StatusCode::NOT_FOUND => ApiError::not_found("address"),
        other => ApiError::internal(format!("unexpected status {other}")),
    }
}

/// Names of assets hold a digest of their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// How long a reply may be kept, by its address: assets for ever, pages are asked for again each time, answers of the API not at all.
fn keep(res: &mut ServiceResponse<BoxBody>) {
    let path = res.request().path();
    let value = match path {
        _ if path.starts_with("/api/") => "no-store",
        _ if path.contains("/assets/") => FOR_EVER,
        _ => "no-cache",
    };
    if !res.status().is_client_error() && !res.status().is_server_error() && !res.headers().contains_key(header::CACHE_CONTROL) {
        res.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
}

/// The span of a request holds its id and nothing of its address: a search may hold a name or a number.
pub struct Spans;

impl RootSpanBuilder for Spans {
    fn on_request_start(request: &ServiceRequest) -> Span {
        use actix_web::HttpMessage;
        let id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        tracing::info_span!("request", request_id = id)
    }

    fn on_request_end<B: MessageBody>(_: Span, _: &Result<ServiceResponse<B>, Error>) {}
}

fn observe(method: String, route: String, status: StatusCode, started: Instant) {
    let (status, seconds) = (status.as_u16(), started.elapsed().as_secs_f64());
    tracing::info!(method, route, status, seconds, "answered");
    metrics::counter!("http_requests_total", "method" => method.clone(), "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("http_request_duration_seconds", "method" => method, "route" => route).record(seconds);
}
