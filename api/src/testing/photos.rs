//! Pictures and the forms they travel in.

use super::{Actor, Reply, TestApp};
use actix_web::test::TestRequest;
use contract::accounts::Role;
use contract::orders::OrderState;
use image::{ImageFormat, RgbImage};
use serde_json::Value;
use std::io::Cursor;

/// A form as a browser would send it.
#[derive(Clone, Default)]
pub struct Form(Vec<u8>);

const BOUNDARY: &str = "----testboundary7MA4YWxk";

impl Form {
    /// With the two fields of an upload.
    pub fn of(kind: &str, file: &[u8]) -> Self {
        Self::default().text("kind", kind).file("file", file)
    }

    pub fn text(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\"\r\n\r\n"), value.as_bytes())
    }

    pub fn file(self, name: &str, bytes: &[u8]) -> Self {
        // The name and the declared type are lies: nothing may depend on them.
        self.part(&format!("name=\"{name}\"; filename=\"../../../etc/照片.txt\"\r\nContent-Type: text/plain\r\n\r\n"), bytes)
    }

    fn part(mut self, head: &str, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}").as_bytes());
        self.0.extend_from_slice(bytes);
        self.0.extend_from_slice(b"\r\n");
        self
    }

    /// Makes it the body of a request.
    pub fn put_into(&self, request: TestRequest) -> TestRequest {
        let whole = [&self.0[..], format!("--{BOUNDARY}--\r\n").as_bytes()].concat();
        self.put_bytes(request, whole)
    }

    /// The same, broken off before its end.
    pub fn put_half_into(&self, request: TestRequest) -> TestRequest {
        self.put_bytes(request, self.0[..self.0.len() / 2].to_vec())
    }

    fn put_bytes(&self, request: TestRequest, bytes: Vec<u8>) -> TestRequest {
        request.insert_header(("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))).set_payload(bytes)
    }
}

/// A JPEG of this size: red above, blue below.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    encoded(width, height, ImageFormat::Jpeg)
}

/// The same in another format.
pub fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |_, y| image::Rgb(if y < height / 2 { [220, 30, 30] } else { [30, 30, 220] }));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Sends a form to an order.
pub async fn upload(actor: &Actor<'_>, order: &Value, form: &Form) -> Reply {
    actor.send(form.put_into(TestRequest::post().uri(&photos_of(order)))).await
}

/// `/api/v1/orders/{id}/photos`
pub fn photos_of(order: &Value) -> String {
    format!("/api/v1/orders/{}/photos", order["id"].as_str().unwrap())
}

impl TestApp {
    /// An order of the demo resident in this state, with one picture from whoever sends that kind.
    pub async fn order_with_photo(&self, state: OrderState, kind: &str) -> (Value, Value) {
        use super::orders::read_again;
        let (resident, lead) = (self.role(Role::Resident).await, self.role(Role::TeamLead).await);
        if kind != "report" {
            let order = self.order(state).await;
            let photo = upload(&lead, &order, &Form::of(kind, &picture(8, 8))).await.ok()["photo"].clone();
            return (read_again(&resident, &order).await, photo);
        }
        let first = if state == OrderState::Draft { OrderState::Draft } else { OrderState::Submitted };
        let order = self.order(first).await;
        let photo = upload(&resident, &order, &Form::of(kind, &picture(8, 8))).await.ok()["photo"].clone();
        let order = read_again(&resident, &order).await;
        if state == first { (order, photo) } else { (self.advance(order, state).await, photo) }
    }
}
