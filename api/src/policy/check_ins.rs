//! How to call what concerns check-ins, unit lists, imports and pairings. The unit and its list are those of a liaison made for it, and the
//! caller who is a liaison is that one.

use super::calls::{Call, text};
use crate::testing::{Actor, Form, TestApp, check_in_step, fresh_phone};
use contract::accounts::Role;
use serde_json::{Value, json};

/// Who keeps the list of the unit these calls are about.
pub const KEEPER: &str = "17711119999";

/// The unit whose list that person keeps; made once.
pub async fn unit(app: &TestApp) -> String {
    let keeper = app.sign_in(KEEPER).await;
    let own = keeper.get("/own-units").await;
    match own.json[0]["unit"]["id"].as_str() {
        Some(id) if own.status == 200 => id.to_owned(),
        _ => app.liaison(KEEPER).await.1,
    }
}

/// A fresh target; `None` for operations of other rooms.
pub async fn prepare(app: &TestApp, operation: &str) -> Option<Call> {
    if let Some(call) = of_steps(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_lists(app, operation).await {
        return Some(call);
    }
    of_pairings(app, operation).await
}

async fn of_steps(app: &TestApp, operation: &str) -> Option<Call> {
    let on = |row: &Value, mut body: Value| {
        body["expected_version"] = row["version"].clone();
        Call::on(text(&row["id"])).with(body)
    };
    let reason = json!({ "reason": "请补充所在单位" });
    Some(match operation {
        "list_check_ins" | "list_own_check_ins" | "get_check_in_coverage" | "list_own_listings" | "get_member_list_template" => {
            Call::default()
        }
        "check_in" => Call::default().with(json!({ "community_id": app.community().await, "basis": "residence" })),
        "check_unit_in" => Call::default().with(app.new_unit().await),
        "get_check_in" | "list_check_in_events" => Call::on(text(&waiting(app).await["id"])),
        "activate_check_in" => on(&waiting(app).await, json!({})),
        "return_check_in" => on(&waiting(app).await, reason),
        "resubmit_check_in" => {
            let row = returned(app, waiting(app).await).await;
            on(&row, json!({ "check_in": { "community_id": app.community().await, "basis": "self" } }))
        }
        "resubmit_unit" => {
            let resident = app.role(Role::Resident).await;
            let row = resident.post("/unit-check-ins", app.new_unit().await).await.ok();
            let row = returned(app, row).await;
            on(&row, json!({ "community_id": app.community().await, "details": app.new_unit().await["details"] }))
        }
        "transfer_check_in" => on(&active(app).await, json!({ "community_id": app.other_community().await, "reason": "搬到了那边" })),
        "cancel_transfer" | "accept_transfer" => on(&transferring(app).await, json!({})),
        "decline_transfer" => on(&transferring(app).await, reason),
        "suspend_check_in" => on(&active(app).await, reason),
        "resume_check_in" => {
            let row = check_in_step(&app.role(Role::Resident).await, &active(app).await, "suspension", reason).await.ok();
            on(&row, json!({}))
        }
        "end_check_in" => on(&active(app).await, json!({ "why": "withdrawal" })),
        _ => return None,
    })
}

/// The resident's own, whatever became of the last one.
async fn waiting(app: &TestApp) -> Value {
    let resident = app.role(Role::Resident).await;
    let own = resident.get("/check-ins/own?subject=member").await.ok();
    for row in own["items"].as_array().unwrap().iter().filter(|r| r["state"] != "ended") {
        check_in_step(&resident, row, "end", json!({ "why": "withdrawal" })).await.ok();
    }
    resident.post("/check-ins", json!({ "community_id": app.community().await, "basis": "self" })).await.ok()
}

async fn returned(app: &TestApp, row: Value) -> Value {
    check_in_step(&app.role(Role::CommunityClerk).await, &row, "return", json!({ "reason": "请补充" })).await.ok()
}

async fn active(app: &TestApp) -> Value {
    check_in_step(&app.role(Role::CommunityClerk).await, &waiting(app).await, "activation", json!({})).await.ok()
}

/// To the community of the other demo clerk.
async fn transferring(app: &TestApp) -> Value {
    let body = json!({ "community_id": app.other_community().await, "reason": "搬到了那边" });
    check_in_step(&app.role(Role::Resident).await, &active(app).await, "transfer", body).await.ok()
}

fn file() -> Form {
    Form::default().file("file", format!("姓名,手机号\n李四,{}\n", fresh_phone()).as_bytes())
}

async fn of_lists(app: &TestApp, operation: &str) -> Option<Call> {
    let on_unit = async || Call::on(unit(app).await);
    let new = || json!({ "name": "李四", "phone": fresh_phone(), "party_status": "in_service" });
    Some(match operation {
        "list_own_units" => {
            unit(app).await;
            Call::default()
        }
        "list_unit_members" | "get_unit_coverage" | "list_imports" | "list_liaisons" => on_unit().await,
        "add_liaison" => {
            let id = unit(app).await;
            let phone = listed(app, &id).await;
            Call::on(id).with(json!({ "phone": phone }))
        }
        "end_liaison" => {
            let id = unit(app).await;
            let phone = listed(app, &id).await;
            let keeper: Actor<'_> = app.sign_in(KEEPER).await;
            let all = keeper.post(&format!("/units/{id}/liaisons"), json!({ "phone": phone })).await.ok();
            let other = all.as_array().unwrap().iter().find(|l| l["phone"] == phone.as_str()).unwrap()["id"].clone();
            Call::on(format!("{id}/liaisons/{}", text(&other)))
        }
        "add_unit_member" => on_unit().await.with(new()),
        "change_unit_member" | "remove_unit_member" => {
            let id = unit(app).await;
            let keeper: Actor<'_> = app.sign_in(KEEPER).await;
            let row = keeper.post(&format!("/units/{id}/members"), new()).await.ok();
            let body = if operation == "change_unit_member" { json!({ "member": new() }) } else { json!({ "reason": "调离本单位" }) };
            let mut body = body;
            body["expected_version"] = row["version"].clone();
            Call::on(text(&row["id"])).with(body)
        }
        "import_members" => Call { form: Some(file()), ..on_unit().await },
        "get_import" | "list_import_rows" | "discard_import" => Call::on(text(&imported(app).await["id"])),
        "confirm_import" => Call::on(text(&imported(app).await["id"])).with(json!({ "expected_version": 1 })),
        _ => return None,
    })
}

/// Somebody on the list who has signed in before: the number.
async fn listed(app: &TestApp, unit: &str) -> String {
    let phone = fresh_phone();
    app.person(&phone, "李四").await;
    let body = json!({ "name": "李四", "phone": phone, "party_status": "in_service" });
    app.sign_in(KEEPER).await.post(&format!("/units/{unit}/members"), body).await.ok();
    phone
}

async fn imported(app: &TestApp) -> Value {
    let id = unit(app).await;
    let request = actix_web::test::TestRequest::post().uri(&format!("/api/v1/units/{id}/imports"));
    app.sign_in(KEEPER).await.send(file().put_into(request)).await.ok()
}

async fn of_pairings(app: &TestApp, operation: &str) -> Option<Call> {
    let community = app.community().await;
    Some(match operation {
        "list_pairings" => Call::default(),
        "get_handbook" | "print_handbook" | "list_adjunct_members" => Call::on(community),
        "create_pairing" => {
            let unit = app.liaison(&fresh_phone()).await.1;
            Call::default().with(json!({ "unit_id": unit, "community_id": community }))
        }
        "get_pairing" | "end_pairing" => Call::on(text(&pairing(app).await["id"])),
        "add_pairing_item" => Call::on(text(&pairing(app).await["id"])).with(json!({ "kind": "project", "title": "敬老日上门" })),
        "agree_to_project" | "end_pairing_item" => {
            let found = pairing(app).await;
            let path = format!("/pairings/{}/items", text(&found["id"]));
            let keeper = app.sign_in(KEEPER).await;
            let after = keeper.post(&path, json!({ "kind": "project", "title": "敬老日上门" })).await.ok();
            let item = after["items"].as_array().unwrap().last().unwrap();
            Call::on(text(&item["id"])).with(json!({ "expected_version": item["version"] }))
        }
        "add_commitment" => {
            Call::on(text(&pairing(app).await["id"])).with(json!({ "title": "义诊", "amount": "4 次", "due_on": "2026-12-20" }))
        }
        "decide_commitment" => {
            let path = format!("/pairings/{}/commitments", text(&pairing(app).await["id"]));
            let ask = json!({ "title": "义诊", "amount": "4 次", "due_on": "2026-12-20" });
            let after = app.sign_in(KEEPER).await.post(&path, ask).await.ok();
            let open = after["commitments"].as_array().unwrap().iter().find(|c| c.get("outcome").is_none()).unwrap().clone();
            Call::on(text(&open["id"])).with(json!({ "expected_version": 1, "outcome": "kept", "note": "按时完成" }))
        }
        "add_adjunct_member" => {
            let unit = app.liaison(&fresh_phone()).await.1;
            Call::on(community).with(json!({ "unit_id": unit, "name": "何为民", "post": "副局长" }))
        }
        "end_adjunct_member" => {
            let unit = app.liaison(&fresh_phone()).await.1;
            let path = format!("/communities/{community}/adjunct-members");
            let all = app.role(Role::CommunitySecretary).await.post(&path, json!({ "unit_id": unit, "name": "何为民" })).await.ok();
            let made = all.as_array().unwrap().iter().find(|a| a["unit"]["id"] == unit.as_str()).unwrap().clone();
            Call::on(text(&made["id"])).with(json!({ "expected_version": 1 }))
        }
        _ => return None,
    })
}

/// Of the keeper's unit with the demo community.
async fn pairing(app: &TestApp) -> Value {
    let (unit, community) = (unit(app).await, app.community().await);
    let clerk = app.role(Role::CommunityClerk).await;
    let found = clerk.get(&format!("/pairings?unit={unit}&community={community}")).await.ok();
    match found["items"].as_array().unwrap().first() {
        Some(known) => known.clone(),
        None => clerk.post("/pairings", json!({ "unit_id": unit, "community_id": community })).await.ok(),
    }
}
