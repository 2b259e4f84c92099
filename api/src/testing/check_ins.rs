//! Units and members that check in, brought where they are needed by the steps that people take.

use super::{Actor, Form, Reply, TestApp};
use actix_web::test::TestRequest;
use contract::accounts::Role;
use contract::check::{organisation_check, uscc_check_character};
use serde_json::{Value, json};

/// A credit code nobody has.
pub fn fresh_code() -> String {
    let body = format!("MA8{:05}", rand::random_range(0..100_000));
    let first17 = format!("91429005{body}{}", organisation_check(&body).unwrap());
    format!("{first17}{}", uscc_check_character(&first17).unwrap())
}

/// A mobile number that is in no list.
pub fn fresh_phone() -> String {
    format!("177{:08}", rand::random_range(0..100_000_000))
}

/// A form with a file under a name.
pub async fn send_file(actor: &Actor<'_>, path: &str, bytes: &[u8]) -> Reply {
    let form = Form::default().file("file", bytes);
    actor.send(form.put_into(TestRequest::post().uri(&format!("/api/v1{path}")))).await
}

/// Takes a step of a check-in with the version it has.
pub async fn check_in_step(actor: &Actor<'_>, row: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = row["version"].clone();
    actor.post(&format!("/check-ins/{}/{step}", row["id"].as_str().unwrap()), body).await
}

impl TestApp {
    /// What a new unit sends.
    pub async fn new_unit(&self) -> Value {
        json!({
            "uscc": fresh_code(),
            "community_id": self.community().await,
            "details": {
                "name": "潜江市𬭎文书院", "kind": "social_organisation", "system": "文化系统", "functions": ["书画", "讲座"],
                "headcount": 12, "liaison_name": "钱文清", "liaison_phone": "17700000001",
            },
        })
    }

    /// A unit that has checked in with the demo community, and who keeps its list.
    pub async fn liaison(&self, phone: &str) -> (Actor<'_>, String) {
        let actor = self.sign_in(phone).await;
        let sent = actor.post("/unit-check-ins", self.new_unit().await).await.ok();
        let active = check_in_step(&self.role(Role::CommunityClerk).await, &sent, "activation", json!({})).await.ok();
        (self.sign_in(phone).await, active["unit"]["id"].as_str().unwrap().to_owned())
    }

    /// Puts somebody who lives in the demo community on a unit's list.
    pub async fn listed(&self, keeper: &Actor<'_>, unit: &str, name: &str, phone: &str) -> Value {
        let body = json!({ "name": name, "phone": phone, "residence_id": self.community().await, "party_status": "in_service" });
        keeper.post(&format!("/units/{unit}/members"), body).await.ok()
    }

    /// Somebody with a name, signed in, without a check-in.
    pub async fn person(&self, phone: &str, name: &str) -> Actor<'_> {
        let actor = self.sign_in(phone).await;
        actor.patch("/me", json!({ "name": name })).await.ok();
        actor
    }

    /// A member's check-in that waits for the clerk of the demo community.
    pub async fn waiting_check_in(&self, phone: &str) -> (Actor<'_>, Value) {
        let actor = self.person(phone, "孙晓燕").await;
        let row = actor.post("/check-ins", json!({ "community_id": self.community().await, "basis": "self" })).await.ok();
        (actor, row)
    }

    /// The same, confirmed by the clerk.
    pub async fn active_check_in(&self, phone: &str) -> (Actor<'_>, Value) {
        let (actor, row) = self.waiting_check_in(phone).await;
        let row = check_in_step(&self.role(Role::CommunityClerk).await, &row, "activation", json!({})).await.ok();
        (actor, row)
    }

    /// The community of the other demo clerk.
    pub async fn other_community(&self) -> String {
        let me = self.other(Role::CommunityClerk).await.get("/me").await.ok();
        me["roles"][0]["node"]["id"].as_str().unwrap().to_owned()
    }
}
