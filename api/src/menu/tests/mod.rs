#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod items;
mod kept;
mod ordering;
mod properties;
mod publishing;
mod read;

use crate::testing::{Actor, Reply, TestApp};
use contract::accounts::Role;
use serde_json::{Value, json};

/// What an item may say, with a question of each kind but pictures.
fn content() -> Value {
    json!({
        "name": "代写春联", "name_en": "New Year couplets", "description": "书法志愿者上门或在社区代写春联。",
        "audience": "everyone", "evidence": "none", "deadlines": { "class": "home" }, "skills": ["culture"], "is_public": true,
        "form": [
            { "code": "pairs", "kind": "number", "label": "几副", "is_required": true, "min": 1, "max": 5 },
            { "code": "day", "kind": "date", "label": "哪天要", "is_required": false, "min": 0, "max": 30 },
            { "code": "words", "kind": "text", "label": "想写什么", "is_required": false, "max": 40 },
            { "code": "kinds", "kind": "multiple_choice", "label": "要哪些", "is_required": true, "max": 2, "options": [
                { "code": "door", "label": "门联" }, { "code": "fu", "label": "福字" }, { "code": "banner", "label": "横批" } ] },
            { "code": "where", "kind": "place", "label": "送到哪里", "is_required": false },
        ],
    })
}

async fn city(app: &TestApp) -> Actor<'_> {
    app.role(Role::CityOffice).await
}

async fn secretary(app: &TestApp) -> Actor<'_> {
    app.role(Role::CommunitySecretary).await
}

/// The secretary of the community next to the demo community.
async fn neighbour(app: &TestApp) -> Actor<'_> {
    app.with_role("13911113333", Role::CommunitySecretary, "429005/001/002/").await
}

async fn group(app: &TestApp, code: &str) -> String {
    let groups = app.nobody().get("/menu/groups").await.ok();
    let found = groups.as_array().unwrap().iter().find(|g| g["code"] == code).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

/// A new item in the group `culture`, of the city or of the demo community.
async fn create(app: &TestApp, actor: &Actor<'_>, code: &str, is_own: bool) -> Reply {
    let mut ask = json!({ "code": code, "group_id": group(app, "culture").await, "content": content() });
    if is_own {
        ask["community_id"] = json!(app.community().await);
    }
    actor.post("/menu/items", ask).await
}

fn path(item: &Value, step: &str) -> String {
    format!("/menu/items/{}{step}", item["id"].as_str().unwrap())
}

/// The item as those see it who keep the menu.
async fn managed(actor: &Actor<'_>, item: &Value) -> Value {
    let all = actor.get("/menu/managed-items?ended=true").await.ok();
    all.as_array().unwrap().iter().find(|i| i["id"] == item["id"]).unwrap().clone()
}

async fn publish(actor: &Actor<'_>, item: &Value) -> Reply {
    let version = managed(actor, item).await["version"].clone();
    actor.post(&path(item, "/publication"), json!({ "expected_version": version, "note": "按居民意见调整" })).await
}

async fn save(actor: &Actor<'_>, item: &Value, content: &Value) -> Reply {
    let version = managed(actor, item).await["version"].clone();
    actor.put(&path(item, "/draft"), json!({ "expected_version": version, "content": content })).await
}

/// A published item of the city.
async fn on_the_menu(app: &TestApp, change: impl FnOnce(&mut Value)) -> Value {
    let office = city(app).await;
    let mut content = content();
    change(&mut content);
    let item = create(app, &office, "couplets", false).await.ok();
    save(&office, &item, &content).await.ok();
    publish(&office, &item).await.ok();
    managed(&office, &item).await
}

/// What the demo resident sends to order it.
async fn order_of(app: &TestApp, item: &Value) -> Value {
    let mut ask = app.new_order().await;
    ask["item_id"] = item["id"].clone();
    ask["answers"] = json!({ "pairs": 2, "kinds": ["door", "fu"], "where": "3 栋 201 门口" });
    ask
}
