//! What the world may send: rare characters, emoji, formulas, NUL, too much, too little, and nothing that is JSON.

use super::*;
use crate::both;
use crate::testing::{answer_of, offers_in, path_of, read_again, step_of, try_step};
use serde_json::json;

/// A character outside the basic plane, an emoji of several scalars, quotes, wildcards and a formula.
const ODD: &str = "=𬭎👩‍🔧\"'\\%_<b>&;--";

both! {
    async fn rare_characters_survive_in_every_text_of_an_order(app) {
        let (resident, clerk, lead) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let mut ask = app.new_order().await;
        (ask["text"], ask["answers"]["access"]) = (json!(ODD), json!(ODD));
        ask["contact"] = json!({ "name": "𬭎👩‍🔧", "phone": "13800000000", "address": ODD });
        let order = resident.post("/orders", ask).await.ok();
        assert_eq!((&order["text"], &order["contact"]["name"], &order["contact"]["address"]), (&json!(ODD), &json!("𬭎👩‍🔧"), &json!(ODD)));
        assert_eq!(order["answers"].as_array().unwrap().last().unwrap()["text"], ODD);
        let order = step_of(&clerk, &order, "information-request", json!({ "questions": [ODD] })).await;
        assert_eq!((&order["question"], &order["contact"]["name"]), (&json!(ODD), &json!("𬭎***")));
        let order = step_of(&resident, &order, "information", json!({ "answers": [ODD] })).await;
        let order = step_of(&clerk, &order, "acceptance", json!({ "urgency": "danger" })).await;
        let mut offer = app.offer(&order).await;
        (offer["note"], offer["measures"][0]["what"], offer["measures"][0]["who"]) = (json!(ODD), json!(ODD), json!(ODD));
        let order = step_of(&clerk, &order, "dispatches", offer.clone()).await;
        let no = json!({ "reason": "other", "explanation": ODD });
        answer_of(&lead, offers_in(&order, "offered")[0], "refusal", no.clone()).await.ok();
        let order = read_again(&clerk, &order).await;
        assert_eq!(offers_in(&order, "declined")[0]["explanation"], ODD);
        let order = step_of(&clerk, &order, "dispatches", offer).await;
        let order = app.taken(&lead, &order).await;
        let order = step_of(&lead, &order, "contact", json!({ "method": "phone", "note": ODD })).await;
        let order = step_of(&lead, &order, "completion", json!({ "outcome": "explained", "note": ODD, "minutes": 0 })).await;
        assert_eq!((&order["completion_note"], &order["measures"][1]["what"], &order["measures"][1]["who"]), (&json!(ODD), &json!(ODD), &json!(ODD)));
        let rating = resident.post(&path_of(&order, "rating"), json!({ "grade": 3, "text": ODD })).await.ok();
        assert_eq!(rating["text"], ODD);
        let order = read_again(&resident, &order).await;
        step_of(&resident, &order, "reopening", json!({ "text": ODD })).await;
        let timeline = clerk.get(&path_of(&order, "timeline")).await.ok();
        let notes: Vec<String> = timeline["items"].as_array().unwrap().iter().map(|e| format!("{} {}", e["action"].as_str().unwrap(), e["note"].as_str().unwrap_or("-"))).collect();
        let told = format!("request_information {ODD}\nprovide_information {ODD}\naccept -\ndispatch {ODD}\nrelease other: {ODD}\ndispatch {ODD}\ntake -\nrecord_contact {ODD}\ncomplete {ODD}\nrate -\nreopen {ODD}");
        assert_eq!(notes.join("\n"), format!("submit -\n{told}"));
        let found = resident.get(&format!("/orders?q={}", urlencode("=𬭎👩‍🔧\"'\\%_"))).await.ok();
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        assert_consistent(&app).await;
    }

    async fn lengths_are_counted_in_characters(app) {
        let resident = app.role(Role::Resident).await;
        let ask = |field: &'static str, text: String| { let (app, resident) = (&app, &resident); async move {
            let mut ask = app.new_order().await;
            *ask.pointer_mut(field).unwrap() = json!(text);
            resident.post("/orders", ask).await
        } };
        for (field, longest) in [("/text", 2000), ("/contact/name", 40), ("/contact/address", 120)] {
            assert_eq!(ask(field, "𬭎".repeat(longest)).await.status, 201, "{field}");
            assert_eq!(ask(field, "𬭎".repeat(longest + 1)).await.fields(), [format!("{field} length")]);
            assert_eq!(ask(field, "  \n ".into()).await.fields(), [format!("{field} required")]);
            assert_eq!(ask(field, "灯\0坏了".into()).await.fields(), [format!("{field} format")]);
            assert_eq!(ask(field, "灯\u{1b}[31m坏了".into()).await.fields(), [format!("{field} format")]);
        }
        assert_eq!(ask("/text", "灯".into()).await.fields(), ["/text length"]);
        assert_eq!(ask("/text", "灯坏了\n\t看不见".into()).await.status, 201);
        for phone in ["1380000000", "１３８００００００００", "+8613800000000", "23800000000", "138 0000 0000"] {
            assert_eq!(ask("/contact/phone", phone.into()).await.fields(), ["/contact/phone format"], "{phone}");
        }
    }

    async fn what_is_no_json_or_too_much_is_told_so(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        for path in ["/orders".to_owned(), path_of(&order, "withdrawal"), path_of(&order, "rating")] {
            assert_eq!(resident.post_raw(&path, vec![b' '; 10 << 20]).await.problem(), "413 body_too_large", "{path}");
            for broken in ["", "{", "\u{feff}{}", "{'a':1}"] {
                assert_eq!(resident.post_raw(&path, broken).await.problem(), "400 bad_json", "{path} {broken}");
            }
            assert_eq!(resident.post_raw(&path, vec![b'{', b'"', 0xff, b'"', b':', b'1', b'}']).await.problem(), "400 bad_json");
            for odd in ["[]", "null", "1", "\"x\""] {
                assert_eq!(resident.post_raw(&path, odd).await.status, 422, "{path} {odd}");
            }
        }
        assert_eq!(resident.post_raw("/orders", "{\"text\":\"\\ud800\"}").await.problem(), "400 bad_json");
        assert_eq!(try_step(&resident, &order, "withdrawal", json!({ "colour": "red" })).await.fields(), ["/colour unknown"]);
        assert_eq!(resident.post(&path_of(&order, "withdrawal"), json!({})).await.fields(), ["/expected_version required"]);
        for version in [json!("1"), json!(1.5), json!(null), json!(99_999_999_999_i64)] {
            let reply = resident.post(&path_of(&order, "withdrawal"), json!({ "expected_version": version })).await;
            assert_eq!(reply.status, 422, "{version}");
        }
        assert_eq!(actions(&app, &order).await, "submit");
    }

    async fn a_query_that_nobody_understands_is_refused(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        for bad in ["colour=red", "limit=0", "limit=201", "limit=-1", "limit=x", "state=sleeping", "state=draft,nowhere", "overdue=perhaps", "sort=score", "q=%00", "limit=1&limit=2", "community=1", "urgency=low"] {
            assert_eq!(clerk.get(&format!("/orders?{bad}")).await.problem(), "400 bad_query", "{bad}");
        }
        assert_eq!(clerk.get(&format!("/orders?q={}", "x".repeat(61))).await.problem(), "400 bad_query");
        for bad in ["", "x", "n", "nzz.1", "n1.1"] {
            assert_eq!(clerk.get(&format!("/orders?cursor={bad}")).await.problem(), "400 bad_cursor", "{bad}");
        }
        let newest = clerk.get("/orders?limit=1").await.ok()["next_cursor"].as_str().unwrap().to_owned();
        let due = clerk.get("/orders?limit=1&sort=due").await.ok()["next_cursor"].as_str().unwrap().to_owned();
        assert_eq!(clerk.get(&format!("/orders?sort=due&cursor={newest}")).await.problem(), "400 bad_cursor");
        assert_eq!(clerk.get(&format!("/orders?cursor={due}")).await.problem(), "400 bad_cursor");
        assert_eq!(clerk.get(&format!("/dispatches?cursor={due}")).await.problem(), "400 bad_cursor");
        assert_eq!(clerk.get(&format!("/orders?limit=200&cursor={newest}")).await.status, 200);
    }
}

/// Percent-encoded as a browser would.
fn urlencode(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
