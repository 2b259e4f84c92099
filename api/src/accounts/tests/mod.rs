//! Signing in and out, through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod codes;
mod passwords;
mod roles;
mod sessions;

use crate::seed::DEMO_PASSWORD;
use crate::testing::{Actor, Backend, Reply, TestApp};
use actix_web::http::header;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

/// The demo clerk.
const CLERK: &str = "16000000004";

async fn with_password(app: &TestApp, phone: &str, password: &str) -> Reply {
    app.nobody().post("/sessions", json!({ "phone": phone, "password": password })).await
}

async fn with_code(app: &TestApp, phone: &str, code: &str) -> Reply {
    app.nobody().post("/sessions", json!({ "phone": phone, "code": code })).await
}

/// Asks for a code and reads it from the last message to the number.
async fn code_for(app: &TestApp, phone: &str) -> String {
    app.nobody().post("/phone-codes", json!({ "phone": phone })).await.ok();
    let sent = app.messages().await.into_iter().rev().find(|m| m.phone == phone).expect("a message");
    sent.values["code"].clone()
}

/// Another code of six digits.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

/// The refresh cookie of a reply, as a browser would send it back.
fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").expect("a cookie").split(';').next().unwrap().to_owned()
}

async fn refresh(app: &TestApp, cookie: &str) -> Reply {
    app.nobody().send(TestRequest::post().uri("/api/v1/sessions/refresh").insert_header((header::COOKIE, cookie))).await
}

/// Calls with an access token as it stands.
async fn bearer(app: &TestApp, token: &str) -> Reply {
    app.nobody().send(TestRequest::get().uri("/api/v1/me").insert_header((header::AUTHORIZATION, format!("Bearer {token}")))).await
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

async fn me(actor: &Actor<'_>) -> Value {
    actor.get("/me").await.ok()
}

async fn demo(app: &TestApp) -> Reply {
    with_password(app, CLERK, DEMO_PASSWORD).await
}
