//! Extractors that validate, and answer every kind of wrong input with a problem.
//! The names are those of actix-web: OpenAPI recognises a body and parameters by them.

use super::error::{ApiError, ApiResult};
use crate::config::Limits;
use actix_web::http::header;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, dev::Payload};
use contract::{FieldProblem, ProblemCode, Validate};
use futures_util::future::{LocalBoxFuture, Ready, ready};
use serde::Serialize;
use serde::de::DeserializeOwned;
use validator::{ValidationErrors, ValidationErrorsKind};

/// A JSON body, deserialised and valid; as a reply, JSON.
pub struct Json<T>(pub T);

/// The query string, deserialised and valid. Unknown parameters are refused by the types.
pub struct Query<T>(pub T);

/// An id out of the address. What is not an id does not exist: 404.
pub struct Path<T>(pub T);

impl<T: Serialize> Responder for Json<T> {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match serde_json::to_string(&self.0) {
            Ok(body) => HttpResponse::Ok().content_type("application/json").body(body),
            Err(error) => ApiError::internal(error).reply(None),
        }
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let limit = req.app_data::<Data<Limits>>().map_or(1 << 18, |l| l.body_bytes);
        let kind = content_type(req);
        let announced = req.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        let body = if announced.is_some_and(|n| n > limit) { None } else { Some(Bytes::from_request(req, payload)) };
        Box::pin(async move {
            kind?;
            let too_large = || ApiError::new(ProblemCode::BodyTooLarge, format!("the limit is {limit} bytes"));
            // The payload limit of the application answers with the same problem when no length was announced.
            let bytes = body.ok_or_else(too_large)?.await.map_err(|_| too_large())?;
            parse(&bytes).map(Self)
        })
    }
}

fn content_type(req: &HttpRequest) -> ApiResult<()> {
    let value = req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(ApiError::new(ProblemCode::UnsupportedMediaType, "the body has to be application/json"))
}

/// Reads JSON and checks it against the type's own rules.
pub fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> ApiResult<T> {
    // serde would read a list as the fields in their order; what is asked here is always an object.
    if bytes.iter().find(|b| !b.is_ascii_whitespace()).is_some_and(|b| *b != b'{') {
        let is_json = serde_json::from_slice::<serde_json::Value>(bytes);
        return Err(is_json.map_or_else(|e| not_json(&e), |_| ApiError::field("", "type", "expected an object")));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(wrong_shape)?;
    json.end().map_err(|e| not_json(&e))?;
    value.validate().map_err(|e| ApiError::fields(field_problems(&e)))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> ApiError {
    ApiError::new(ProblemCode::BadJson, format!("the JSON breaks at line {}, column {}", error.line(), error.column()))
}

/// serde's messages may carry the value that was sent (a password in the wrong field): only the expectation is passed on.
fn wrong_shape(error: serde_path_to_error::Error<serde_json::Error>) -> ApiError {
    let at = pointer(error.path());
    let inner = error.into_inner();
    if !inner.is_data() {
        return not_json(&inner);
    }
    let message = inner.to_string();
    let named = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("missing field") {
        return ApiError::field(&format!("{at}/{named}"), "required", "this field is required");
    }
    if message.starts_with("unknown field") {
        let at = if at.ends_with(&format!("/{named}")) { at } else { format!("{at}/{named}") };
        return ApiError::field(&at, "unknown", "there is no such field");
    }
    let (code, expected) = match message.split_once("expected ") {
        Some((head, rest)) if head.starts_with("unknown variant") => ("choice", rest),
        Some((_, rest)) => ("type", rest),
        None => ("format", "a value of another form"),
    };
    let expected = expected.split(" at line ").next().unwrap_or(expected);
    ApiError::field(&at, code, format!("expected {expected}"))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text.push_str(&format!("/{index}")),
            Segment::Map { key } => text.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    text
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse_query(req.query_string()).map(Self))
    }
}

/// Reads a query string and checks it.
pub fn parse_query<T: DeserializeOwned + Validate>(text: &str) -> ApiResult<T> {
    let value: T = serde_urlencoded::from_str(text).map_err(|error| {
        let message = error.to_string();
        let named = message.split('`').nth(1).unwrap_or_default();
        let detail = match message.split_once(" field") {
            Some(("unknown", _)) => format!("there is no parameter `{named}`"),
            Some(("missing", _)) => format!("the parameter `{named}` is required"),
            Some(("duplicate", _)) => format!("the parameter `{named}` is given twice"),
            _ => "a parameter has a value of the wrong type".to_owned(),
        };
        ApiError::new(ProblemCode::BadQuery, detail)
    })?;
    if text.contains("%00") {
        return Err(ApiError::new(ProblemCode::BadQuery, "a parameter holds a NUL character"));
    }
    value.validate().map_err(|e| {
        let fields = field_problems(&e);
        let names: Vec<String> = fields.iter().map(|f| format!("`{}`: {}", f.pointer.trim_start_matches('/'), f.detail)).collect();
        ApiError::new(ProblemCode::BadQuery, names.join("; "))
    })?;
    Ok(value)
}

impl<T: std::str::FromStr + 'static> FromRequest for Path<T> {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let text = req.match_info().iter().last().map(|(_, value)| value).unwrap_or_default();
        ready(text.parse().map(Self).map_err(|_| ApiError::not_found("thing")))
    }
}

/// Two ids out of the address, that of the thing and that of something below it.
pub struct PathPair<A, B>(pub A, pub B);

impl<A: std::str::FromStr + 'static, B: std::str::FromStr + 'static> FromRequest for PathPair<A, B> {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let ids: Vec<&str> = req.match_info().iter().map(|(_, value)| value).collect();
        let pair = match ids.as_slice() {
            [.., a, b] => a.parse().ok().zip(b.parse().ok()),
            _ => None,
        };
        ready(pair.map(|(a, b)| Self(a, b)).ok_or_else(|| ApiError::not_found("thing")))
    }
}

/// The rejected values stay out: `validator` puts them into its parameters, and they may be secret.
pub fn field_problems(errors: &ValidationErrors) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    collect("", errors, &mut found);
    found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    found
}

fn collect(at: &str, errors: &ValidationErrors, found: &mut Vec<FieldProblem>) {
    for (name, kind) in errors.errors() {
        let here = if name == "__all__" { at.to_owned() } else { format!("{at}/{name}") };
        match kind {
            ValidationErrorsKind::Field(list) => found.extend(list.iter().map(|e| FieldProblem {
                pointer: here.clone(),
                detail: e.message.as_ref().map_or_else(|| limits(e), ToString::to_string),
                code: e.code.to_string(),
            })),
            ValidationErrorsKind::Struct(inner) => collect(&here, inner, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(&format!("{here}/{index}"), inner, found);
                }
            }
        }
    }
}

fn limits(error: &validator::ValidationError) -> String {
    let limit = |name: &str| error.params.get(name).map(ToString::to_string);
    match (limit("min"), limit("max")) {
        (Some(min), Some(max)) => format!("between {min} and {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "not acceptable".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use contract::accounts::NewSession;
    use contract::orders::{OrderFilter, Step};

    fn wrong<T: DeserializeOwned + Validate>(body: &str) -> Vec<(String, String)> {
        let Err(error) = parse::<T>(body.as_bytes()) else { return Vec::new() };
        let problem = error.problem(None);
        problem.errors.into_iter().map(|e| (e.pointer, e.code)).collect()
    }

    #[test]
    fn wrong_shapes_name_the_field() {
        let pair = |p: &str, c: &str| vec![(p.to_owned(), c.to_owned())];
        assert_eq!(wrong::<Step>("{}"), pair("/expected_version", "required"));
        assert_eq!(wrong::<Step>(r#"{"expected_version":1,"x":2}"#), pair("/x", "unknown"));
        assert_eq!(wrong::<Step>(r#"{"expected_version":"1"}"#), pair("/expected_version", "type"));
        assert_eq!(wrong::<NewSession>(r#"{"phone":"13900010001"}"#), pair("", "choice"));
        assert_eq!(wrong::<NewSession>(r#"{"phone":"1390001000","password":"x"}"#), pair("/phone", "format"));
        for broken in ["", "{", "{\"expected_version\":1}x", "\u{feff}{}"] {
            assert_eq!(parse::<Step>(broken.as_bytes()).err().map(|e| e.code()), Some(ProblemCode::BadJson), "{broken}");
        }
    }

    #[test]
    fn queries_are_strict() {
        assert!(parse_query::<OrderFilter>("state=draft&limit=20&count=true").is_ok());
        for bad in ["colour=red", "limit=0", "limit=201", "limit=x", "overdue=maybe", "q=%00", "limit=1&limit=2"] {
            assert_eq!(parse_query::<OrderFilter>(bad).err().map(|e| e.code()), Some(ProblemCode::BadQuery), "{bad}");
        }
    }

    #[test]
    fn a_secret_never_comes_back() {
        let secret = "hunter2-hunter2";
        for body in [format!(r#"{{"phone":"{secret}","password":"x"}}"#), format!(r#"{{"phone":13900010001,"password":["{secret}"]}}"#)] {
            let error = parse::<NewSession>(body.as_bytes()).err().unwrap();
            let text = serde_json::to_string(&error.problem(None)).unwrap() + &format!("{error:?}");
            assert!(!text.contains(secret), "{text}");
        }
    }
}
