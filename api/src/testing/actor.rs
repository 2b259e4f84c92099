//! Somebody who calls the API, and what they get back.

use super::TestApp;
use actix_web::HttpResponse;
use actix_web::body::MessageBody;
use actix_web::http::header::{self, HeaderMap};
use actix_web::test::TestRequest;
use contract::PersonId;
use serde_json::Value;

/// A caller: signed in, or nobody.
#[derive(Clone)]
pub struct Actor<'a> {
    app: &'a TestApp,
    token: Option<String>,
    pub id: Option<PersonId>,
}

impl<'a> Actor<'a> {
    pub(super) fn new(app: &'a TestApp, who: Option<(PersonId, String)>) -> Self {
        let (id, token) = who.map_or((None, None), |(id, token)| (Some(id), Some(token)));
        Self { app, token, id }
    }

    fn sign(&self, request: TestRequest) -> TestRequest {
        match &self.token {
            Some(token) => request.insert_header((header::AUTHORIZATION, format!("Bearer {token}"))),
            None => request,
        }
    }

    /// The value of the `Authorization` header of somebody who is signed in.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.token.as_deref().unwrap_or_default())
    }

    /// Sends a request that is put together elsewhere. A millisecond passes, so that what happens has an order.
    pub async fn send(&self, request: TestRequest) -> Reply {
        self.app.later(chrono::TimeDelta::milliseconds(1));
        self.app.send(self.sign(request)).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(TestRequest::get().uri(&full(path))).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(TestRequest::delete().uri(&full(path))).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(TestRequest::post().uri(&full(path)).set_json(body)).await
    }

    /// Without a body.
    pub async fn post_bare(&self, path: &str) -> Reply {
        self.send(TestRequest::post().uri(&full(path))).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(TestRequest::put().uri(&full(path)).set_json(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(TestRequest::patch().uri(&full(path)).set_json(body)).await
    }

    /// With an Idempotency-Key.
    pub async fn post_keyed(&self, path: &str, body: Value, key: &str) -> Reply {
        self.send(TestRequest::post().uri(&full(path)).insert_header(("idempotency-key", key)).set_json(body)).await
    }

    /// A body that is not JSON, or not well formed.
    pub async fn post_raw(&self, path: &str, body: impl Into<actix_web::web::Bytes>) -> Reply {
        let request = TestRequest::post().uri(&full(path)).insert_header(header::ContentType::json()).set_payload(body);
        self.send(request).await
    }
}

/// Paths are those below `/api/v1`.
fn full(path: &str) -> String {
    if path.starts_with("/api/") { path.to_owned() } else { format!("/api/v1{path}") }
}

/// What came back, whole.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    /// `Null` when the body is not JSON.
    pub json: Value,
    pub text: String,
    /// As they came.
    pub bytes: actix_web::web::Bytes,
}

impl Reply {
    pub(super) async fn read(res: HttpResponse<impl MessageBody>) -> Self {
        let (status, headers) = (res.status().as_u16(), res.headers().clone());
        let body = actix_web::body::to_bytes(res.into_body()).await.unwrap_or_default();
        let text = String::from_utf8_lossy(&body).into_owned();
        Self { status, headers, json: serde_json::from_str(&text).unwrap_or(Value::Null), text, bytes: body }
    }

    /// The body of a success; anything else fails the test with the problem.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json
    }

    /// Status and code of a problem, like `409 stale_version`; checks that it is a whole problem reply.
    #[track_caller]
    pub fn problem(&self) -> String {
        let kind = self.headers.get(header::CONTENT_TYPE).map(|v| v.to_str().unwrap_or_default().to_owned()).unwrap_or_default();
        assert_eq!(kind, "application/problem+json", "{} {}", self.status, self.text);
        assert_eq!(self.json["status"], self.status, "{}", self.text);
        for member in ["type", "title", "detail", "code", "trace_id"] {
            assert!(self.json[member].is_string(), "no {member}: {}", self.text);
        }
        format!("{} {}", self.status, self.json["code"].as_str().unwrap())
    }

    /// The fields a 422 names, as `pointer code`.
    #[track_caller]
    pub fn fields(&self) -> Vec<String> {
        assert_eq!(self.problem(), "422 invalid_fields", "{}", self.text);
        let field = |e: &Value| format!("{} {}", e["pointer"].as_str().unwrap(), e["code"].as_str().unwrap());
        self.json["errors"].as_array().unwrap().iter().map(field).collect()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
    }
}
