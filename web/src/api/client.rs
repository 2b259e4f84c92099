//! One request, from the token to the answer.

use crate::session::Session;
use chrono::{DateTime, TimeDelta, Utc};
use contract::{Problem, ProblemCode, accounts};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

/// Where every path begins.
pub const BASE: &str = "/api/v1";
/// The token is renewed when it has less than this left.
const EARLY: TimeDelta = TimeDelta::seconds(30);

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// The server was not reached, or its answer got lost.
    Offline,
}

/// What came back.
pub type Answer<T> = Result<T, Failure>;

thread_local! {
    /// A refresh is under way. Two at once would look to the server like a stolen cookie.
    static REFRESHING: Cell<bool> = const { Cell::new(false) };
}

/// What is sent.
struct Ask<'a> {
    method: Method,
    path: &'a str,
    body: Option<String>,
    /// One header more: the key of a change, or where a stream goes on.
    header: Option<(&'static str, &'a str)>,
    stop: Option<&'a AbortSignal>,
}

/// The client of this program.
#[derive(Clone, Copy)]
pub struct Api {
    session: Session,
}

impl Api {
    /// Puts the client at the pages' disposal.
    pub fn provide(session: Session) -> Self {
        let this = Self { session };
        provide_context(this);
        this
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The session it speaks for.
    pub const fn session(self) -> Session {
        self.session
    }

    /// Reads.
    pub async fn get<T: DeserializeOwned>(self, path: &str) -> Answer<T> {
        parse(&self.send(Method::GET, path, None, None).await?)
    }

    /// Reads what is not text; `url` begins with the root of the API or is below it.
    pub async fn bytes(self, url: &str) -> Answer<Vec<u8>> {
        let path = url.strip_prefix(BASE).unwrap_or(url);
        let reply = self.reply(&Ask { method: Method::GET, path, body: None, header: None, stop: None }).await?;
        if !reply.ok() {
            return Err(problem(reply.status(), &reply.text().await.unwrap_or_default()));
        }
        reply.binary().await.map_err(|_| Failure::Offline)
    }

    /// Opens a stream; it goes on where the event with the id `last` was, and ends when `stop` says so.
    pub async fn stream(self, path: &str, last: Option<&str>, stop: &AbortSignal) -> Answer<Response> {
        let header = last.map(|id| ("last-event-id", id));
        let reply = self.reply(&Ask { method: Method::GET, path, body: None, header, stop: Some(stop) }).await?;
        if reply.ok() { Ok(reply) } else { Err(problem(reply.status(), &reply.text().await.unwrap_or_default())) }
    }

    /// Reads with filters; those that are absent do not appear in the address.
    pub async fn get_with<T: DeserializeOwned, F: Serialize>(self, path: &str, filter: &F) -> Answer<T> {
        self.get(&format!("{path}{}", query(&json(filter)))).await
    }

    /// Changes something, under a key of its own.
    pub async fn post<T: DeserializeOwned, B: Serialize>(self, path: &str, body: &B) -> Answer<T> {
        self.post_keyed(path, body, &fresh_key()).await
    }

    /// Changes something under a key that the caller keeps for a retry.
    pub async fn post_keyed<T: DeserializeOwned, B: Serialize>(self, path: &str, body: &B, key: &str) -> Answer<T> {
        parse(&self.send(Method::POST, path, Some(json(body)), Some(key)).await?)
    }

    /// Like [`Api::post_keyed`]: a body that is written already, and the reply as it came.
    pub async fn post_text(self, path: &str, body: String, key: &str) -> Answer<String> {
        self.send(Method::POST, path, Some(body), Some(key)).await
    }

    /// Puts something in the place of what is there.
    pub async fn put<T: DeserializeOwned, B: Serialize>(self, path: &str, body: &B) -> Answer<T> {
        parse(&self.send(Method::PUT, path, Some(json(body)), None).await?)
    }

    /// Changes fields.
    pub async fn patch<T: DeserializeOwned, B: Serialize>(self, path: &str, body: &B) -> Answer<T> {
        parse(&self.send(Method::PATCH, path, Some(json(body)), None).await?)
    }

    /// Removes.
    pub async fn delete(self, path: &str) -> Answer<()> {
        self.send(Method::DELETE, path, None, None).await.map(drop)
    }

    /// Takes up the session of the cookie, at the start of the program.
    pub async fn resume(self) {
        if self.session.may_resume() {
            self.refresh().await;
        }
    }

    /// One copy serves all: not generic.
    async fn send(self, method: Method, path: &str, body: Option<String>, key: Option<&str>) -> Answer<String> {
        text(self.reply(&Ask { method, path, body, header: key.map(|key| ("idempotency-key", key)), stop: None }).await?).await
    }

    /// Sends and, when the token has run out meanwhile, renews it and sends once more.
    async fn reply(self, ask: &Ask<'_>) -> Answer<Response> {
        let opens_session = ask.path.starts_with("/sessions") && ask.method == Method::POST;
        if !opens_session {
            self.renew_if_due().await;
        }
        let reply = self.once(ask).await?;
        if reply.status() == 401 && !opens_session && self.renew().await {
            return self.once(ask).await;
        }
        Ok(reply)
    }

    /// Renews the token when it is about to end.
    pub async fn renew_if_due(self) {
        if self.session.token().is_some_and(|(_, end)| end - EARLY < now()) {
            self.refresh().await;
        }
    }

    /// Renews a token that was refused; whether there is a session now.
    pub async fn renew(self) -> bool {
        self.session.token().is_some() && self.refresh().await
    }

    async fn once(self, ask: &Ask<'_>) -> Answer<Response> {
        let mut request =
            RequestBuilder::new(&format!("{BASE}{}", ask.path)).method(ask.method.clone()).header("accept", "application/json");
        if let Some((token, _)) = self.session.token() {
            request = request.header("authorization", &format!("Bearer {token}"));
        }
        if let Some((name, value)) = ask.header {
            request = request.header(name, value);
        }
        let request = request.abort_signal(ask.stop);
        let request = match &ask.body {
            Some(body) => request.header("content-type", "application/json").body(body.clone()),
            None => request.build(),
        };
        request.map_err(|_| Failure::Offline)?.send().await.map_err(|_| Failure::Offline)
    }

    /// Renews the token with the cookie; whoever comes while it is under way waits for it. Whether there is a session now.
    async fn refresh(self) -> bool {
        if REFRESHING.get() {
            while REFRESHING.get() {
                pause(50).await;
            }
            return self.session.token().is_some();
        }
        REFRESHING.set(true);
        let outcome = self.ask_for_token().await;
        REFRESHING.set(false);
        match outcome {
            Ok(session) => {
                self.session.opened(session);
                true
            }
            // A dead spot is no reason to sign anybody out.
            Err(Failure::Offline) => false,
            Err(Failure::Problem(_)) => {
                self.session.closed();
                false
            }
        }
    }

    async fn ask_for_token(self) -> Answer<accounts::Session> {
        let request =
            RequestBuilder::new(&format!("{BASE}/sessions/refresh")).method(Method::POST).build().map_err(|_| Failure::Offline)?;
        parse(&text(request.send().await.map_err(|_| Failure::Offline)?).await?)
    }
}

/// A body as it goes out.
pub fn json<B: Serialize>(body: &B) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// An answer that breaks off is a lost connection; the key makes asking again harmless.
fn parse<T: DeserializeOwned>(text: &str) -> Answer<T> {
    super::read(text).ok_or(Failure::Offline)
}

async fn text(reply: Response) -> Answer<String> {
    let text = reply.text().await.map_err(|_| Failure::Offline)?;
    if reply.ok() { Ok(text) } else { Err(problem(reply.status(), &text)) }
}

/// What a refusal says.
pub fn problem(status: u16, text: &str) -> Failure {
    match super::read::<Problem>(text) {
        Some(problem) => Failure::Problem(Box::new(problem)),
        // A proxy between here and the server answers in its own words.
        None if matches!(status, 502..=504) => Failure::Offline,
        None => Failure::Problem(Box::new(Problem {
            kind: String::new(),
            title: String::new(),
            status,
            detail: String::new(),
            code: ProblemCode::Internal,
            errors: Vec::new(),
            state: None,
            version: None,
            allowed_actions: None,
            trace_id: None,
        })),
    }
}

/// A filter as it stands in an address, from `?` on; empty when nothing is filtered.
fn query(filter: &str) -> String {
    let Ok(serde_json::Value::Object(fields)) = serde_json::from_str(filter) else {
        return String::new();
    };
    let pair = |(name, value): (String, serde_json::Value)| {
        let text = match value {
            serde_json::Value::Null => return None,
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        };
        let text: String = js_sys::encode_uri_component(&text).into();
        Some(format!("{name}={text}"))
    };
    let pairs: Vec<String> = fields.into_iter().filter_map(pair).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// A key nobody else has: 128 random bits. Not `randomUUID`, which plain HTTP in a local network does not have.
pub fn fresh_key() -> String {
    let mut bytes = [0u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|w| w.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Runs work that nobody waits for. Boxed, so that the machinery under it exists once and not once a call.
pub fn run(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    spawn_local(work);
}

/// The time of the device.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit i64 for ever")]
    let millis = js_sys::Date::now() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Waits.
pub async fn pause(millis: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis);
        }
    });
    let _ = JsFuture::from(promise).await;
}
