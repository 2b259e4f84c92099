//! Pictures through HTTP: what is taken in, what is refused, who sees what, what happens at once.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod evidence;
mod poison;
mod rights;
mod twice;

use crate::testing::{Actor, Form, Reply, TestApp, encoded, picture, upload};
use contract::OrderId;
use contract::accounts::Role;
use contract::orders::OrderState;
use image::{DynamicImage, ImageFormat};
use serde_json::Value;

/// What of a picture goes into a request.
async fn send(actor: &Actor<'_>, order: &Value, kind: &str, file: &[u8]) -> Reply {
    upload(actor, order, &Form::of(kind, file)).await
}

/// The pictures of an order as the caller lists them.
async fn listed(actor: &Actor<'_>, order: &Value) -> Vec<Value> {
    let list = actor.get(&crate::testing::photos_of(order)).await.ok();
    list["items"].as_array().unwrap().clone()
}

/// A picture as it is sent out, and decoded.
async fn shown(actor: &Actor<'_>, url: &Value) -> (Vec<u8>, DynamicImage) {
    let reply = actor.get(url.as_str().unwrap()).await;
    assert_eq!((reply.status, reply.header("content-type").as_deref()), (200, Some("image/jpeg")));
    let bytes = reply.bytes.to_vec();
    let image = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
    (bytes, image)
}

/// Names of what lies in the store.
async fn stored(app: &TestApp) -> Vec<String> {
    let mut names = app.app.photos.store.written_before(chrono::DateTime::<chrono::Utc>::MAX_UTC).await.unwrap();
    names.sort();
    names
}

/// Every object belongs to a picture that was not removed, and every such picture has its two.
async fn assert_tidy(app: &TestApp) {
    let keys: Vec<String> = app
        .read(|c| {
            use crate::schema::photos as p;
            use diesel::prelude::*;
            p::table.filter(p::removed_at.is_null()).select(p::key).load(c)
        })
        .await;
    let mut wanted: Vec<String> = keys.iter().flat_map(|key| [format!("{key}.jpg"), format!("{key}-s.jpg")]).collect();
    wanted.sort();
    assert_eq!(stored(app).await, wanted);
}

async fn count(app: &TestApp, order: &Value) -> usize {
    let id: OrderId = order["id"].as_str().unwrap().parse().unwrap();
    app.read(move |c| super::of_order(c, id)).await.len()
}
