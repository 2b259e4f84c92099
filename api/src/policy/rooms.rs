//! How to call the operations of the smaller rooms.

use super::calls::{Call, text};
use crate::testing::{Form, TestApp, picture};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};

fn rule() -> Value {
    let name = format!("规则 {}", rand::random_range(0..1_000_000_000));
    json!({ "name": name, "conditions": [], "effects": [{ "kind": "suggest_urgency", "urgency": "urgent" }] })
}

pub async fn of_texts(app: &TestApp, operation: &str) -> Option<Call> {
    let node = app.community().await;
    let new = json!({ "node_id": node, "purpose": "question", "title": format!("{:08}", rand::random_range(0..100_000_000)), "text": "请补充一张照片" });
    let made = async || text(&app.role(Role::CommunityClerk).await.post("/text-templates", new.clone()).await.ok()["id"]);
    Some(match operation {
        "list_text_templates" => Call { query: format!("?node={node}"), ..Call::default() },
        "create_text_template" => Call::default().with(new),
        "change_text_template" => {
            Call::on(made().await).with(json!({ "expected_version": 1, "title": format!("改{}", new["title"]), "text": "请再补充一张" }))
        }
        "delete_text_template" => Call::on(made().await),
        _ => return None,
    })
}

pub async fn of_photos(app: &TestApp, operation: &str, variant: &str) -> Option<Call> {
    if !["add_photo", "list_photos", "get_photo", "get_thumbnail", "remove_photo"].contains(&operation) {
        return None;
    }
    let (state, kind) = match variant {
        "draft" => (S::Draft, "report"),
        "offered" => (S::Dispatched, "report"),
        "in progress" => (S::InProgress, "before"),
        _ => (S::Submitted, "report"),
    };
    let form = Form::of(kind, &picture(8, 8));
    if operation == "add_photo" {
        return Some(Call { form: Some(form), ..Call::on(text(&app.order(state).await["id"])) });
    }
    let (order, photo) = app.order_with_photo(state, kind).await;
    Some(Call::on(text(if operation == "list_photos" { &order["id"] } else { &photo["id"] })))
}

pub async fn of_desk(app: &TestApp, operation: &str) -> Option<Call> {
    let name = format!("视图 {}", rand::random_range(0..100_000_000));
    Some(match operation {
        "list_saved_views" | "get_desk_counts" => Call::default(),
        "create_saved_view" => Call::default().with(json!({ "name": name, "query": "state=submitted" })),
        "delete_saved_view" => {
            let mine = app.role(Role::CommunityClerk).await.post("/saved-views", json!({ "name": name, "query": "" })).await.ok();
            Call::on(text(&mine["id"]))
        }
        "accept_orders" => {
            let order = app.order(S::Submitted).await;
            let orders = json!([{ "order_id": order["id"], "expected_version": order["version"] }]);
            Call::default().with(json!({ "orders": orders, "urgency": "normal" }))
        }
        _ => return None,
    })
}

pub async fn of_menu(app: &TestApp, operation: &str) -> Option<Call> {
    let lists = ["list_menu_groups", "list_menu_items", "list_managed_items", "list_deadline_classes", "list_skills"];
    if lists.contains(&operation) {
        return Some(Call::default());
    }
    let office = app.role(Role::CityOffice).await;
    let code = format!("c{}", rand::random_range(0..1_000_000_000));
    let groups = app.nobody().get("/menu/groups").await.ok();
    let group = text(&groups[0]["id"]);
    let draft = office.get(&format!("/menu/items/{}/draft", app.item("light_bulb").await)).await.ok();
    let new = json!({ "code": code, "group_id": group, "content": draft["content"] });
    let on = |item: &Value| Call::on(text(&item["id"]));
    Some(match operation {
        "create_menu_group" => Call::default().with(json!({ "code": code, "name": "新组", "icon": "leaf" })),
        "change_menu_group" => Call::on(group).with(json!({ "expected_version": groups[0]["version"], "name": "居家" })),
        "end_menu_group" => {
            let made = office.post("/menu/groups", json!({ "code": code, "name": "空组", "icon": "leaf" })).await.ok();
            on(&made).with(json!({ "expected_version": 1 }))
        }
        "create_menu_item" => Call::default().with(new),
        "get_menu_item" | "get_menu_draft" | "list_menu_versions" => on(&draft["item"]),
        "list_menu_changes" => Call { query: "?from=1&to=1".to_owned(), ..on(&draft["item"]) },
        "open_menu_item" => on(&draft["item"]).with(json!({ "community_id": app.community().await, "is_open": true })),
        "change_menu_item" | "end_menu_item" | "save_menu_draft" | "publish_menu_item" => {
            let made = office.post("/menu/items", new.clone()).await.ok();
            let mut body = match operation {
                "change_menu_item" => json!({ "position": 0 }),
                "save_menu_draft" => json!({ "content": new["content"] }),
                "publish_menu_item" => json!({ "note": "第一版" }),
                _ => json!({}),
            };
            body["expected_version"] = made["version"].clone();
            on(&made).with(body)
        }
        _ => return None,
    })
}

pub async fn of_rules(app: &TestApp, operation: &str) -> Option<Call> {
    let node = app.community().await;
    let secretary = app.role(Role::CommunitySecretary).await;
    Some(match operation {
        "list_dispatch_rules" | "list_rule_findings" => Call::default(),
        "create_dispatch_rule" => Call::default().with(json!({ "node_id": node, "rule": rule() })),
        "try_dispatch_rules" => Call::default().with(json!({ "node_id": node, "rules": [rule()], "days": 1, "sample": 0 })),
        "order_dispatch_rules" => {
            let listed = secretary.get("/dispatch-rules").await.ok();
            let own = listed["items"].as_array().unwrap().iter().filter(|r| r["node"]["id"] == node.as_str());
            let rules: Vec<Value> = own.map(|r| json!({ "id": r["id"], "expected_version": r["version"] })).collect();
            Call::default().with(json!({ "node_id": node, "rules": rules }))
        }
        "get_dispatch_rule" | "change_dispatch_rule" | "end_dispatch_rule" => {
            let made = secretary.post("/dispatch-rules", json!({ "node_id": node, "rule": rule() })).await.ok();
            let id = text(&made["id"]);
            match operation {
                "get_dispatch_rule" => Call::on(id),
                "end_dispatch_rule" => Call::on(format!("{id}?expected_version=1")),
                _ => Call::on(id).with(json!({ "expected_version": 1, "rule": rule() })),
            }
        }
        _ => return None,
    })
}

pub async fn of_notices(app: &TestApp, operation: &str) -> Option<Call> {
    match operation {
        "list_notices" | "count_unread_notices" | "get_preferences" => return Some(Call::default()),
        "change_preferences" => return Some(Call::default().with(json!({ "keeps_quiet_hours": true }))),
        // It ends after what was missed; otherwise the test would listen for ever.
        "stream_events" => return Some(Call { query: "?seconds=0".to_owned(), ..Call::default() }),
        "read_notice" | "read_notices" => {}
        _ => return None,
    }
    app.order(S::Submitted).await;
    let inbox = app.role(Role::Resident).await.get("/notices?limit=1").await.ok();
    let id = text(&inbox["items"][0]["id"]);
    Some(if operation == "read_notice" { Call::on(id) } else { Call::default().with(json!({ "up_to": id })) })
}
