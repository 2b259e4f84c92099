//! Writing an order down: drafts, what a form accepts, what a community offers, entry for somebody who telephoned.

use super::*;
use crate::both;
use crate::schema::{menu_closures, menu_items};
use crate::testing::{Reply, path_of, read_again, step_of, try_step};
use diesel::prelude::*;
use serde_json::json;

async fn create(app: &TestApp, change: impl FnOnce(&mut Value)) -> Reply {
    let mut ask = app.new_order().await;
    change(&mut ask);
    app.role(Role::Resident).await.post("/orders", ask).await
}

/// The community stops offering lamps.
async fn close_the_item(app: &TestApp) {
    let (item, community) = (app.item("light_bulb").await, app.community().await);
    let row = (
        menu_closures::item_id.eq(item.parse::<contract::MenuItemId>().unwrap()),
        menu_closures::community_id.eq(community.parse::<contract::OrgUnitId>().unwrap()),
    );
    let write = move |tx: &mut crate::platform::db::Conn| {
        crate::platform::error::ApiResult::Ok(diesel::insert_into(menu_closures::table).values(row).execute(tx)?)
    };
    app.app.db.write(write).await.unwrap();
}

both! {
    async fn a_draft_may_be_incomplete_but_what_is_there_has_to_be_right(app) {
        let draft = create(&app, |o| (o["submit"], o["answers"]) = (json!(false), json!({ "room": "kitchen" }))).await;
        assert_eq!((draft.status, draft.json["state"].as_str()), (201, Some("draft")));
        assert_eq!(draft.json["clocks"], json!([]));
        assert_eq!((&draft.json["deadline"], &draft.json["due_at"]), (&Value::Null, &Value::Null));
        assert_eq!(allowed(&draft.json), "submit withdraw");
        let wrong = create(&app, |o| (o["submit"], o["answers"]) = (json!(false), json!({ "room": "cellar", "colour": 1 }))).await;
        assert_eq!(wrong.fields(), ["/answers/room choice", "/answers/colour unknown"]);
        assert_eq!(texts(&app, &draft.json).await, "");
        assert_eq!(app.audit_of(format!("order/{}", id_of(&draft.json))).await, ["order.drafted"]);
        assert_consistent(&app).await;
    }

    async fn a_draft_is_changed_and_then_submitted_when_its_form_is_complete(app) {
        let resident = app.role(Role::Resident).await;
        let draft = create(&app, |o| (o["submit"], o["answers"]) = (json!(false), json!({}))).await.ok();
        let missing = try_step(&resident, &draft, "submission", json!({})).await;
        assert_eq!(missing.fields(), ["/answers/room required", "/answers/lamp required", "/answers/count required"]);
        let change = json!({ "expected_version": 1, "text": "厨房的灯不亮", "answers": { "room": "kitchen", "lamp": "tube", "count": 2 },
            "contact": { "name": "李𬭎", "phone": "13800000000", "address": "二号楼 101" } });
        let path = path_of(&draft, "");
        let changed = resident.patch(path.trim_end_matches('/'), change.clone()).await.ok();
        assert_eq!((&changed["version"], &changed["text"], &changed["contact"]["name"]), (&json!(2), &json!("厨房的灯不亮"), &json!("李𬭎")));
        let stale = resident.patch(path.trim_end_matches('/'), change).await;
        assert_eq!((stale.problem().as_str(), &stale.json["version"]), ("409 stale_version", &json!(2)));
        let order = step_of(&resident, &changed, "submission", json!({})).await;
        assert_eq!((order["state"].as_str(), order["version"].as_i64()), (Some("submitted"), Some(3)));
        let late = resident.patch(path.trim_end_matches('/'), json!({ "expected_version": 3, "text": "改一下" })).await;
        assert_eq!((late.problem().as_str(), late.json["allowed_actions"].to_string().as_str()), ("409 step_refused", r#"["withdraw","urge"]"#));
        let trail = app.audit_of(format!("order/{}", id_of(&order))).await.join(" ");
        assert_eq!((trail.as_str(), texts(&app, &order).await.as_str()), ("order.drafted order.draft_changed order.submitted", "order_received"));
        assert_consistent(&app).await;
    }

    async fn a_form_takes_only_answers_to_its_questions(app) {
        let wrong = |answers: Value| { let app = &app; async move { create(app, |o| o["answers"] = answers).await.fields() } };
        let good = json!({ "room": "kitchen", "lamp": "tube", "count": 10, "access": "门".repeat(60) });
        assert_eq!(create(&app, |o| o["answers"] = good.clone()).await.status, 201);
        let with = |field: &str, value: Value| { let mut a = good.clone(); a[field] = value; a };
        assert_eq!(wrong(json!({})).await, ["/answers/room required", "/answers/lamp required", "/answers/count required"]);
        assert_eq!(wrong(with("count", json!("2"))).await, ["/answers/count type"]);
        assert_eq!(wrong(with("count", json!(1.5))).await, ["/answers/count type"]);
        assert_eq!(wrong(with("count", json!(0))).await, ["/answers/count range"]);
        assert_eq!(wrong(with("count", json!(11))).await, ["/answers/count range"]);
        assert_eq!(wrong(with("room", json!(["kitchen"]))).await, ["/answers/room choice"]);
        assert_eq!(wrong(with("room", json!("客厅"))).await, ["/answers/room choice"]);
        assert_eq!(wrong(with("room", json!("  "))).await, ["/answers/room required"]);
        assert_eq!(wrong(with("access", json!("门".repeat(61)))).await, ["/answers/access length"]);
        assert_eq!(wrong(with("access", json!({ "a": 1 }))).await, ["/answers/access type"]);
        assert_eq!(wrong(with("a/b~", json!(1))).await, ["/answers/a~1b~0 unknown"]);
    }

    async fn what_the_community_does_not_offer_is_not_ordered(app) {
        let resident = app.role(Role::Resident).await;
        let draft = create(&app, |o| o["submit"] = json!(false)).await.ok();
        close_the_item(&app).await;
        assert_eq!(create(&app, |_| {}).await.problem(), "409 item_not_offered");
        assert_eq!(create(&app, |o| o["submit"] = json!(false)).await.problem(), "409 item_not_offered");
        assert_eq!(try_step(&resident, &draft, "submission", json!({})).await.problem(), "409 item_not_offered");
        assert_eq!(read_again(&resident, &draft).await["version"], 1);
        // The neighbouring community goes on offering it; an item that is closed everywhere is offered by nobody.
        let other = app.other(Role::CommunityClerk).await.get("/me").await.ok()["roles"][0]["node"]["id"].clone();
        assert_eq!(create(&app, |o| o["community_id"] = other.clone()).await.status, 201);
        let shut = |tx: &mut crate::platform::db::Conn| {
            crate::platform::error::ApiResult::Ok(diesel::update(menu_items::table).set(menu_items::is_open.eq(false)).execute(tx)?)
        };
        let ask = app.new_order().await;
        app.app.db.write(shut).await.unwrap();
        let mut there = ask;
        there["community_id"] = other;
        assert_eq!(resident.post("/orders", there).await.problem(), "409 item_not_offered");
    }

    async fn item_and_community_have_to_exist(app) {
        let id = json!("01930f2e-6f00-7000-8000-000000000001");
        assert_eq!(create(&app, |o| o["item_id"] = id.clone()).await.fields(), ["/item_id unknown"]);
        assert_eq!(create(&app, |o| o["community_id"] = id.clone()).await.fields(), ["/community_id unknown"]);
        let street = app.role(Role::Street).await.get("/me").await.ok()["roles"][0]["node"]["id"].clone();
        assert_eq!(create(&app, |o| o["community_id"] = street).await.fields(), ["/community_id unknown"]);
        assert_eq!(create(&app, |o| o["item_id"] = json!("x")).await.fields(), ["/item_id format"]);
    }

    async fn the_time_at_home_ends_after_it_begins(app) {
        let window = |from: &'static str, to: &'static str| create(&app, move |o| (o["expected_from"], o["expected_to"]) = (json!(from), json!(to)));
        let kept = window("2026-11-25T01:00:00Z", "2026-11-25T03:00:00+00:00").await.ok();
        assert_eq!((&kept["expected_from"], &kept["expected_to"]), (&json!("2026-11-25T01:00:00Z"), &json!("2026-11-25T03:00:00Z")));
        assert_eq!(window("2026-11-25T03:00:00Z", "2026-11-25T01:00:00Z").await.fields(), ["/expected_to range"]);
        assert_eq!(window("2026-11-25T03:00:00Z", "2026-11-25T03:00:00Z").await.fields(), ["/expected_to range"]);
        for odd in ["-9999-01-01T00:00:00Z", "+99999-01-01T00:00:00Z", "0001-01-01T00:00:00Z"] {
            assert_eq!(create(&app, |o| o["expected_from"] = json!(odd)).await.fields(), ["/expected_from range"], "{odd}");
        }
        assert_eq!(create(&app, |o| o["expected_from"] = json!("明天")).await.status, 422);
    }

    async fn the_desk_enters_an_order_for_somebody_who_telephoned(app) {
        let mut ask = app.new_order().await;
        (ask["on_behalf"], ask["consent"]) = (json!(true), json!({ "method": "said_on_phone", "note": "本人来电" }));
        ask["contact"]["phone"] = json!("15900000077");
        for (who, actor) in [("resident", app.role(Role::Resident).await), ("street", app.role(Role::Street).await), ("clerk2", app.other(Role::CommunityClerk).await), ("lead", app.role(Role::TeamLead).await)] {
            assert_eq!(actor.post("/orders", ask.clone()).await.problem(), "403 forbidden", "{who}");
        }
        let clerk = app.role(Role::CommunityClerk).await;
        let order = clerk.post("/orders", ask.clone()).await.ok();
        assert_eq!((&order["source"], &order["is_mine"], &order["contact"]["phone"]), (&json!("phone"), &json!(false), &json!("159****0077")));
        assert_eq!(allowed(&order), "accept request_information propose_rejection refer merge whistle");
        // The person has an account now, sees the order as theirs and can do what a requester does; entering another makes no second person.
        let caller = app.sign_in("15900000077").await;
        let theirs = read_again(&caller, &order).await;
        assert_eq!((&theirs["is_mine"], allowed(&theirs).as_str()), (&json!(true), "withdraw urge"));
        let timeline = caller.get(&path_of(&order, "timeline")).await.ok();
        assert_ne!(timeline["items"][0]["actor"], "我", "somebody else wrote it down");
        let second = clerk.post("/orders", ask).await.ok();
        assert_eq!(read_again(&caller, &second).await["is_mine"], true);
        assert_consistent(&app).await;
    }

    async fn an_order_for_somebody_else_is_not_left_as_a_draft_nobody_at_the_desk_can_see(app) {
        let mut ask = app.new_order().await;
        (ask["on_behalf"], ask["submit"]) = (json!(true), json!(false));
        ask["consent"] = json!({ "method": "in_person" });
        let reply = app.role(Role::CommunityClerk).await.post("/orders", ask).await;
        assert_eq!(reply.fields(), ["/submit choice"]);
    }
}
