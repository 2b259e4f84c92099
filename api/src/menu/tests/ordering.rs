//! What an order keeps of the item: its version, its form, its promise; and when it cannot be ordered.

use super::*;
use crate::platform::clock::Clock;
use crate::testing::{read_again, step_of};
use chrono::{DateTime, TimeDelta, Utc};
use contract::Span;
use contract::orders::OrderState;

crate::both! {
    async fn an_order_keeps_the_version_it_was_ordered_with(app) {
        let (office, resident) = (city(&app).await, app.role(Role::Resident).await);
        let item = on_the_menu(&app, |_| ()).await;
        let order = resident.post("/orders", order_of(&app, &item).await).await.ok();
        let answers = order["answers"].clone();
        assert_eq!(answers[1]["text"], "门联、福字");
        let mut next = content();
        next["form"] = json!([{ "code": "count", "kind": "number", "label": "几张", "is_required": true }]);
        next["deadlines"] = json!({ "class": "complex" });
        next["skills"] = json!(["tutoring"]);
        save(&office, &item, &next).await.ok();
        publish(&office, &item).await.ok();
        assert_eq!(read_again(&resident, &order).await["answers"], answers, "read by the form it was given on");
        let clerk = app.role(Role::CommunityClerk).await;
        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let due: DateTime<Utc> = accepted["deadline"].as_str().unwrap().parse().unwrap();
        let promised = app.app.calendar.get().add(app.clock.now(), Span::WorkingDays(3));
        assert!(promised - due < TimeDelta::minutes(5), "three working days, not fifteen: {due}");
        let candidates = clerk.get(&crate::testing::path_of(&accepted, "candidates")).await.ok();
        let matched: Vec<&Value> = candidates["items"].as_array().unwrap().iter().flat_map(|c| c["matched_skills"].as_array().unwrap()).collect();
        assert!(matched.iter().all(|s| s["code"] == "culture"), "{matched:?}");
        // Whoever orders now answers the new form.
        assert_eq!(
            resident.post("/orders", order_of(&app, &item).await).await.fields(),
            ["/answers/count required", "/answers/kinds unknown", "/answers/pairs unknown", "/answers/where unknown"]
        );
    }

    async fn a_draft_order_is_submitted_by_the_form_of_that_day(app) {
        let (office, resident) = (city(&app).await, app.role(Role::Resident).await);
        let item = on_the_menu(&app, |_| ()).await;
        let mut ask = order_of(&app, &item).await;
        ask["submit"] = json!(false);
        let order = resident.post("/orders", ask).await.ok();
        let mut next = content();
        next["form"] = json!([{ "code": "count", "kind": "number", "label": "几张", "is_required": true }]);
        next["deadlines"] = json!({ "class": "danger" });
        save(&office, &item, &next).await.ok();
        publish(&office, &item).await.ok();
        let submission = crate::testing::path_of(&order, "submission");
        let refused = resident.post(&submission, json!({ "expected_version": 1 })).await;
        assert_eq!(refused.fields()[0], "/answers/count required");
        let at = submission.trim_end_matches("/submission").to_owned();
        let changed = resident.patch(&at, json!({ "expected_version": 1, "answers": { "count": 2 } })).await.ok();
        assert_eq!(changed["answers"][0]["label"], "几张");
        let sent = resident.post(&submission, json!({ "expected_version": changed["version"] })).await.ok();
        assert_eq!(sent["clocks"][0]["due_at"].as_str().unwrap().get(..16).unwrap(), "2026-11-24T03:35", "the promise of that day: 15 minutes");
    }

    async fn urgency_shortens_the_promise(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let mut due = Vec::new();
        for urgency in ["normal", "urgent", "danger"] {
            let order = app.order(OrderState::Submitted).await;
            let acceptance = order["clocks"][0]["due_at"].clone();
            let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": urgency })).await;
            assert_eq!(accepted["clocks"][0]["due_at"], acceptance, "the desk's own clock has run already");
            due.push(accepted["deadline"].as_str().unwrap().get(..16).unwrap().to_owned());
        }
        // Three working days; 24 hours and 2 hours by the clock.
        assert_eq!(due, ["2026-11-27T03:20", "2026-11-25T03:20", "2026-11-24T05:20"]);
    }

    async fn an_item_may_say_itself_what_urgent_means(app) {
        let five = |t: &str| json!({ "acceptance": t, "dispatch": t, "take": t, "first_contact": t, "completion": t });
        let deadlines = json!({ "class": "own", "spans": five("10d"), "urgent": five("6h") });
        let item = on_the_menu(&app, |c| c["deadlines"] = deadlines).await;
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let order = resident.post("/orders", order_of(&app, &item).await).await.ok();
        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "urgent" })).await;
        assert_eq!(accepted["deadline"].as_str().unwrap().get(..16).unwrap(), "2026-11-24T09:20");
        let spans = clerk.get("/menu/deadline-classes").await.ok();
        assert_eq!(spans["utilities"]["completion"], "24h");
    }

    async fn out_of_season_it_is_neither_shown_nor_sold(app) {
        let resident = app.role(Role::Resident).await;
        let item = on_the_menu(&app, |c| c["season"] = json!("12-01..03-15")).await;
        assert_eq!((&item["is_in_season"], &item["season"]), (&json!(false), &json!("12-01..03-15")));
        let listed = async || app.nobody().get("/menu/items").await.ok().as_array().unwrap().iter().any(|i| i["id"] == item["id"]);
        assert!(!listed().await);
        let refused = resident.post("/orders", order_of(&app, &item).await).await;
        assert_eq!(refused.problem(), "409 item_out_of_season");
        assert!(refused.json["detail"].as_str().unwrap().contains("again from 2026-12-01"), "{}", refused.text);
        assert_eq!(app.nobody().get(&path(&item, "")).await.ok()["season"], "12-01..03-15", "it can still be read");
        // Six days later, a little after midnight in Qianjiang, which is still November by UTC.
        app.later(chrono::TimeDelta::hours(6 * 24 + 13));
        assert!(listed().await);
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.post("/orders", order_of(&app, &item).await).await.status, 201);
    }

    async fn what_is_not_on_the_menu_takes_words(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["item_id"] = json!(app.item("custom").await);
        ask["answers"] = json!({});
        ask["text"] = json!("帮个忙吧");
        assert_eq!(resident.post("/orders", ask.clone()).await.fields(), ["/text length"]);
        let mut draft = ask.clone();
        draft["submit"] = json!(false);
        let kept = resident.post("/orders", draft).await.ok();
        let submission = crate::testing::path_of(&kept, "submission");
        assert_eq!(resident.post(&submission, json!({ "expected_version": 1 })).await.fields(), ["/text length"]);
        ask["text"] = json!("阳台的花架太重，想请人帮忙挪一下");
        let order = resident.post("/orders", ask).await.ok();
        assert_eq!(order["state"], "submitted", "a clerk looks at it");
        let clerk = app.role(Role::CommunityClerk).await;
        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let candidates = clerk.get(&crate::testing::path_of(&accepted, "candidates")).await.ok();
        assert!(!candidates["items"].as_array().unwrap().is_empty(), "without a skill every team near by could do it");
    }

    async fn a_place_is_hidden_like_an_address(app) {
        let resident = app.role(Role::Resident).await;
        let item = on_the_menu(&app, |_| ()).await;
        let order = resident.post("/orders", order_of(&app, &item).await).await.ok();
        let place = |order: Value| order["answers"].as_array().unwrap().iter().find(|a| a["code"] == "where").unwrap()["text"].clone();
        assert_eq!(place(order.clone()), "3 栋 201 门口");
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(place(read_again(&clerk, &order).await), "* 栋 *** 门口");
    }

    async fn a_draft_is_submitted_with_the_pictures_its_form_asks_for(app) {
        let resident = app.role(Role::Resident).await;
        let item = on_the_menu(&app, |c| {
            c["form"].as_array_mut().unwrap().push(json!({ "code": "pictures", "kind": "photo", "label": "样子", "is_required": true, "max": 2 }));
        })
        .await;
        let mut ask = order_of(&app, &item).await;
        assert_eq!(resident.post("/orders", ask.clone()).await.status, 201, "what is ordered at once gets its pictures later");
        ask["submit"] = json!(false);
        let draft = resident.post("/orders", ask.clone()).await.ok();
        let submission = crate::testing::path_of(&draft, "submission");
        assert_eq!(resident.post(&submission, json!({ "expected_version": 1 })).await.fields(), ["/answers/pictures required"]);
        ask["answers"]["pictures"] = json!(["01930f2e-6f00-7000-8000-000000000001"]);
        let change = json!({ "expected_version": 1, "answers": ask["answers"] });
        let changed = resident.patch(submission.trim_end_matches("/submission"), change).await.ok();
        assert_eq!(resident.post(&submission, json!({ "expected_version": changed["version"] })).await.status, 200);
    }

    async fn wrong_answers_are_named_by_their_question(app) {
        let resident = app.role(Role::Resident).await;
        let item = on_the_menu(&app, |c| {
            c["form"].as_array_mut().unwrap().push(json!({ "code": "pictures", "kind": "photo", "label": "样子", "is_required": false, "max": 1 }));
        })
        .await;
        let ask = async |answers: Value| {
            let mut ask = order_of(&app, &item).await;
            ask["answers"] = answers;
            resident.post("/orders", ask).await
        };
        let id = "01930f2e-6f00-7000-8000-000000000001";
        let wrong = json!({ "pairs": 6, "kinds": ["fu", "fu"], "day": "2026-11-23", "where": "a\nb", "pictures": ["x"] });
        assert_eq!(
            ask(wrong).await.fields(),
            ["/answers/pairs range", "/answers/day range", "/answers/kinds duplicate", "/answers/where format", "/answers/pictures type"]
        );
        assert_eq!(ask(json!({ "pairs": 1, "kinds": ["fu", "door", "banner"], "day": "2026-12-25" })).await.fields(), ["/answers/day range", "/answers/kinds range"]);
        assert_eq!(ask(json!({ "pairs": 1, "kinds": ["fu"], "day": "2026-11-24", "words": "=福 🐎 𬭎", "pictures": [id] })).await.status, 201);
    }
}
