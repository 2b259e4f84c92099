//! Wishes, brought where they are needed by the steps that people take.

use super::TestApp;
use contract::accounts::Role;
use serde_json::{Value, json};

impl TestApp {
    /// What the demo resident sends.
    pub async fn new_wish(&self) -> Value {
        json!({
            "item_id": self.item("light_bulb").await,
            "community_id": self.community().await,
            "text": "想要一副老花镜，看报纸用",
            "contact": { "name": "王秀英", "phone": "16000000001", "address": "园林小区 3 栋 2 单元 501" },
        })
    }

    /// A wish of the demo resident before the desk.
    pub async fn wish(&self) -> Value {
        self.role(Role::Resident).await.post("/wishes", self.new_wish().await).await.ok()
    }

    /// A wish that the demo clerk verified.
    pub async fn published_wish(&self) -> Value {
        let wish = self.wish().await;
        let body = json!({ "expected_version": wish["version"], "summary": "一位老人想要一副老花镜" });
        let path = format!("/wishes/{}/verification", wish["id"].as_str().unwrap());
        self.role(Role::CommunityClerk).await.post(&path, body).await.ok()
    }
}
