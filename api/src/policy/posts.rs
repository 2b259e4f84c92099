//! How to call the operations of posts and of the record: on a post of the first community whose host is the demo lead, and on claims of
//! the demo member.

use super::calls::{Call, text};
use crate::testing::{TestApp, claim_shift};
use contract::accounts::Role;
use serde_json::{Value, json};

fn on(thing: &Value) -> Call {
    Call::on(text(&thing["id"]))
}

fn versioned(thing: &Value, mut body: Value) -> Call {
    body["expected_version"] = thing["version"].clone();
    on(thing).with(body)
}

/// A fresh target; `None` for operations of other rooms.
pub async fn prepare(app: &TestApp, operation: &str) -> Option<Call> {
    app.forget_claims().await;
    app.forget_sign_ups().await;
    if let Some(call) = of_posts(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_shifts(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_claims(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_people(app, operation).await {
        return Some(call);
    }
    of_records(app, operation).await
}

async fn of_posts(app: &TestApp, operation: &str) -> Option<Call> {
    if operation == "list_posts" {
        return Some(Call::default());
    }
    if operation == "create_post" {
        return Some(Call::default().with(app.new_post().await));
    }
    let known = ["get_post", "change_post", "publish_post", "pause_post", "close_post", "archive_post"];
    if !known.contains(&operation) {
        return None;
    }
    if operation == "publish_post" || operation == "archive_post" {
        let draft = app.role(Role::CommunityClerk).await.post("/posts", app.new_post().await).await.ok();
        return Some(versioned(&draft, json!({})));
    }
    let post = app.post_with(json!({})).await;
    Some(match operation {
        "get_post" => on(&post),
        "change_post" => versioned(&post, json!({ "content": post["content"] })),
        _ => versioned(&post, json!({})),
    })
}

async fn of_shifts(app: &TestApp, operation: &str) -> Option<Call> {
    let place = json!("社区服务大厅");
    Some(match operation {
        "list_shifts" => Call::default(),
        "create_shift" => {
            let body = json!({ "starts_at": "2026-12-01T01:00:00Z", "ends_at": "2026-12-01T03:00:00Z", "place": place });
            on(&app.post_with(json!({})).await).with(body)
        }
        "create_series" => {
            let body = json!({ "rule": "FREQ=WEEKLY;COUNT=2", "starts_at": "2026-12-01T01:00:00Z", "minutes": 90, "place": place });
            on(&app.post_with(json!({})).await).with(body)
        }
        "list_series" => on(&app.post_with(json!({})).await),
        "end_series" => {
            let post = app.post_with(json!({})).await;
            let body = json!({ "rule": "FREQ=WEEKLY;COUNT=2", "starts_at": "2026-12-01T01:00:00Z", "minutes": 90, "place": place });
            let series = app.role(Role::CommunityClerk).await.post(&format!("/posts/{}/series", text(&post["id"])), body).await.ok();
            versioned(&series, json!({}))
        }
        "get_shift" | "get_shift_board" | "get_print_list" | "get_station_code" | "get_shift_calendar" => on(&app.shift_in(600, 2).await),
        "change_shift" => versioned(&app.shift_in(600, 2).await, json!({ "capacity": 3 })),
        "cancel_shift" => versioned(&app.shift_in(600, 2).await, json!({ "reason": "当天有大风" })),
        "claim_shift" => {
            app.free_member().await;
            on(&app.shift_in(600, 2).await).with(json!({}))
        }
        "record_attendance" => {
            let claim = app.claim_in("held").await;
            let marks = json!([{ "claim_id": claim["id"], "expected_version": claim["version"], "action": "attend" }]);
            Call::on(text(&claim["shift_id"])).with(json!({ "marks": marks }))
        }
        _ => return None,
    })
}

async fn of_claims(app: &TestApp, operation: &str) -> Option<Call> {
    Some(match operation {
        "list_claims" => Call::default(),
        "get_claim" | "get_confirmation_code" | "list_claim_reveals" => on(&app.claim_in("held").await),
        "reveal_claimant" => on(&app.claim_in("held").await).with(json!({ "reason": "通知改到二楼" })),
        "accept_seat" => {
            let (member, first) = (app.free_member().await, app.checked_in("13900001111").await);
            let shift = app.shift_in(600, 1).await;
            let held = claim_shift(&first, &shift).await.ok();
            let waits = claim_shift(&member, &shift).await.ok();
            crate::testing::claim_step(&first, &held, "cancellation", json!({ "reason": "work" })).await.ok();
            versioned(&member.get(&format!("/claims/{}", text(&waits["id"]))).await.ok(), json!({}))
        }
        "cancel_claim" => versioned(&app.claim_in("held").await, json!({ "reason": "work" })),
        "be_present" => versioned(&app.claim_in("held").await, json!({})),
        "sign_out" => versioned(&app.claim_in("present").await, json!({})),
        "confirm_presence" => {
            let claim = app.claim_in("held").await;
            let path = format!("/claims/{}/confirmation-code", text(&claim["id"]));
            let code = app.role(Role::Member).await.get(&path).await.ok()["code"].clone();
            Call::default().with(json!({ "code": code }))
        }
        "dispute_claim" => versioned(&app.claim_in("completed").await, json!({ "text": "当天没有见到本人" })),
        "answer_claim" => versioned(&app.claim_in("disputed").await, json!({ "text": "我在二楼服务台" })),
        "decide_dispute" => versioned(&app.claim_in("disputed").await, json!({ "is_upheld": true, "reason": "有居民证实" })),
        "excuse_absence" => {
            let claim = app.claim_in("held").await;
            app.mark_absent(&claim).await;
            let path = format!("/claims/{}", text(&claim["id"]));
            versioned(&app.role(Role::Member).await.get(&path).await.ok(), json!({ "is_excused": true }))
        }
        _ => return None,
    })
}

async fn of_people(app: &TestApp, operation: &str) -> Option<Call> {
    let state = async || {
        let member = app.free_member().await;
        member.post("/qualifications", json!({ "kind": "licence", "code": "护士" })).await.ok()
    };
    Some(match operation {
        "get_volunteer" | "list_qualifications" => Call::default(),
        "change_volunteer" => Call::default().with(json!({ "expected_version": 1, "birth_year": 1980 })),
        "state_qualification" => {
            app.free_member().await;
            Call::default().with(json!({ "kind": "licence", "code": "护士" }))
        }
        "decide_qualification" => versioned(&state().await, json!({ "is_confirmed": true })),
        "renew_calendar" => Call::default().with(json!({})),
        "get_calendar" => {
            let own = app.role(Role::Member).await.get("/volunteers/own").await.ok();
            let url = text(&own["calendar_url"]);
            Call::on(url.rsplit('/').next().unwrap().trim_end_matches(".ics"))
        }
        _ => return None,
    })
}

async fn of_records(app: &TestApp, operation: &str) -> Option<Call> {
    Some(match operation {
        "get_record" | "list_service_logs" | "list_certificates" => Call::default(),
        "get_record_counts" => Call { query: format!("?community={}", app.community().await), ..Call::default() },
        "void_service_log" => {
            app.claim_in("verified").await;
            let own = app.role(Role::Member).await.get("/service-logs?source=claim&limit=200").await.ok();
            let taken: Vec<String> = {
                let voids = app.role(Role::Member).await.get("/service-logs?source=void&limit=200").await.ok();
                voids["items"].as_array().unwrap().iter().map(|v| text(&v["source_id"])).collect()
            };
            let open = own["items"].as_array().unwrap().iter().find(|l| !taken.contains(&text(&l["id"]))).unwrap().clone();
            on(&open).with(json!({ "reason": "登记有误" }))
        }
        "request_certificate" => {
            app.claim_in("verified").await;
            Call::default().with(json!({ "community_id": app.community().await, "from": "2026-01-01", "to": "2026-11-24" }))
        }
        "check_certificate" | "get_certificate_document" => {
            app.claim_in("verified").await;
            let ask = json!({ "community_id": app.community().await, "from": "2026-01-01", "to": "2026-11-24" });
            Call::on(text(&app.role(Role::Member).await.post("/certificates", ask).await.ok()["number"]))
        }
        _ => return None,
    })
}
