//! Somebody who calls the API.

use crate::people::PASSWORD;
use anyhow::{Context, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

/// What came back.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    /// Whether it is the first answer once more.
    pub is_replay: bool,
    pub body: Value,
}

impl Reply {
    /// A text of the body; empty when there is none.
    pub fn text(&self, pointer: &str) -> &str {
        self.body.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// The body of a success.
    pub fn ok(self) -> Result<Value> {
        ensure!((200..300).contains(&self.status), "{}: {}", self.status, self.body);
        Ok(self.body)
    }
}

/// Somebody signed in.
#[derive(Clone)]
pub struct Caller {
    http: reqwest::Client,
    base: String,
    token: String,
    /// The community they live or work in.
    pub community: String,
}

impl Caller {
    /// Signs in with the password of the demo accounts.
    pub async fn sign_in(base: &str, phone: &str) -> Result<Self> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let mut this = Self { http, base: base.to_owned(), token: String::new(), community: String::new() };
        let session = this.post("/sessions", None, &json!({ "phone": phone, "password": PASSWORD })).await?;
        this.token = session.text("/access_token").to_owned();
        let node = ["/me/home_community/id", "/me/roles/0/node/id"].into_iter().map(|p| session.text(p)).find(|id| !id.is_empty());
        this.community = node.unwrap_or_default().to_owned();
        session.ok().with_context(|| format!("{phone} signs in"))?;
        Ok(this)
    }

    /// Sends; an error is a connection that gave no answer.
    async fn send(&self, method: Method, path: &str, key: Option<&str>, body: Option<&Value>) -> reqwest::Result<Reply> {
        let mut request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let reply = request.send().await?;
        let (status, is_replay) = (reply.status().as_u16(), reply.headers().contains_key("idempotent-replayed"));
        let text = reply.text().await?;
        Ok(Reply { status, is_replay, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) })
    }

    /// Reads something.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.send(Method::GET, path, None, None).await?.ok().with_context(|| format!("GET {path}"))
    }

    /// Does something, under a key when one is given.
    pub async fn post(&self, path: &str, key: Option<&str>, body: &Value) -> reqwest::Result<Reply> {
        self.send(Method::POST, path, key, Some(body)).await
    }

    /// Changes fields.
    pub async fn patch(&self, path: &str, body: Value) -> Result<Value> {
        self.send(Method::PATCH, path, None, Some(&body)).await?.ok().with_context(|| format!("PATCH {path}"))
    }

    /// Takes a step of an order, with the version it has now.
    pub async fn step(&self, order: &str, step: &str, mut body: Value) -> Result<Value> {
        let now = self.get(&format!("/orders/{order}")).await?;
        if let (Some(fields), Some(version)) = (body.as_object_mut(), now.get("version")) {
            fields.insert("expected_version".to_owned(), version.clone());
        }
        self.post(&format!("/orders/{order}/{step}"), None, &body).await?.ok().with_context(|| step.to_owned())
    }

    /// The value of the header that says who calls.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// The item of the menu with this code.
    pub async fn item(&self, code: &str) -> Result<String> {
        let items = self.get(&format!("/menu/items?community={}", self.community)).await?;
        let found = items.as_array().into_iter().flatten().find(|i| i.get("code").and_then(Value::as_str) == Some(code));
        Ok(found.and_then(|i| i.get("id")).and_then(Value::as_str).with_context(|| format!("no item {code}"))?.to_owned())
    }

    /// A light bulb, ordered in these words.
    pub fn bulb(&self, item: &str, text: &str) -> Value {
        json!({
            "item_id": item,
            "community_id": self.community,
            "text": text,
            "answers": { "room": "living_room", "lamp": "bulb", "count": 1 },
            "contact": { "name": "王秀英", "phone": "16000000001", "address": "园林小区 3 栋 2 单元 501" },
        })
    }
}
