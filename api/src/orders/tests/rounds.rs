//! Not solved: the next round, with a clock, a team and a rating of its own; twice with the community, then a level higher.

use super::*;
use crate::both;
use crate::testing::{path_of, read_again, step_of, try_step};
use serde_json::json;

/// From the desk to the completion, once more.
async fn through(app: &TestApp, order: &Value) -> Value {
    through_by(app, &app.role(Role::CommunityClerk).await, order).await
}

async fn through_by(app: &TestApp, desk: &Actor<'_>, order: &Value) -> Value {
    let lead = app.role(Role::TeamLead).await;
    let order = app.dispatched(desk, order).await;
    let order = app.taken(&lead, &order).await;
    let order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
    step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 10 })).await
}

both! {
    async fn reopening_starts_a_round_with_a_clock_of_its_own(app) {
        let done = app.order(OrderState::Done).await;
        app.later(TimeDelta::days(1));
        let resident = app.role(Role::Resident).await;
        let order = step_of(&resident, &done, "reopening", json!({ "text": "又不亮了 💡" })).await;
        assert_eq!((order["state"].as_str(), order["round"].as_i64()), (Some("reopened"), Some(2)));
        // Wednesday 11:20 and three working days; two office hours for the desk.
        assert_eq!((said(&order["deadline"]).as_str(), said(&order["due_at"]).as_str()), ("11-30 11:20", "11-25 15:20"));
        let names: Vec<&str> = order["clocks"].as_array().unwrap().iter().map(|c| c["stage"].as_str().unwrap()).collect();
        assert_eq!(names, ["dispatch", "completion"]);
        for gone in ["team", "responsible_person", "outcome", "completion_note"] {
            assert_eq!(order[gone], Value::Null, "{gone}");
        }
        assert_eq!(order["measures"].as_array().unwrap().len(), 1, "old measures stay readable");
        assert_consistent(&app).await;
    }

    async fn the_team_of_the_first_round_does_not_see_the_door_in_the_second(app) {
        let order = app.order(OrderState::Reopened).await;
        let seen = read_again(&app.role(Role::TeamLead).await, &order).await;
        assert_eq!((&seen["contact"]["phone"], &seen["contact"]["is_masked"]), (&json!(""), &json!(true)));
        let refused = try_step(&app.role(Role::TeamLead).await, &order, "contact", json!({ "method": "phone" })).await;
        assert_eq!(refused.problem(), "403 forbidden");
    }

    async fn an_order_is_reopened_twice_and_then_the_street_takes_over(app) {
        let (resident, clerk, street) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::Street).await);
        let mut order = app.order(OrderState::Done).await;
        for round in 2..=3 {
            order = step_of(&resident, &order, "reopening", json!({ "text": "没解决" })).await;
            assert_eq!((&order["round"], &order["raised"]), (&json!(round), &json!(0)));
            order = through(&app, &order).await;
        }
        // The council sees it: the third time it lies on the street's desk, and no longer on the community's.
        order = step_of(&resident, &order, "reopening", json!({ "text": "还是没解决" })).await;
        assert_eq!((&order["round"], &order["raised"], &order["state"]), (&json!(4), &json!(1), &json!("reopened")));
        assert_eq!(try_step(&clerk, &order, "dispatches", app.offer(&order).await).await.problem(), "403 forbidden");
        assert_eq!(allowed(&read_again(&street, &order).await), "dispatch whistle");
        let on_list = street.get("/orders?state=reopened").await.ok();
        assert!(on_list["items"].as_array().unwrap().iter().any(|o| o["id"] == order["id"] && o["allowed_actions"].to_string().contains("dispatch")));
        let raised = street.get(&path_of(&order, "timeline")).await.ok();
        assert_eq!(raised["items"].as_array().unwrap().last().unwrap()["detail"], json!({ "raised": 1 }));
        assert_eq!(street.get(&path_of(&order, "candidates")).await.status, 200);
        order = through_by(&app, &street, &order).await;
        // Then the city, and no further.
        order = step_of(&resident, &order, "reopening", json!({ "text": "还是没解决" })).await;
        assert_eq!(order["raised"], 2);
        order = through_by(&app, &app.role(Role::CityOffice).await, &order).await;
        let refused = try_step(&resident, &order, "reopening", json!({ "text": "还是没解决" })).await;
        assert_eq!((refused.problem().as_str(), &refused.json["allowed_actions"]), ("409 step_refused", &json!(["confirm", "rate"])));
        assert_eq!(allowed(&read_again(&resident, &order).await), "confirm reopen!rounds_used_up rate");
        assert_eq!(read_again(&resident, &order).await["rounds"].as_array().unwrap().len(), 5);
        assert_consistent(&app).await;
    }

    async fn the_same_team_comes_again_unless_the_requester_objects(app) {
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let (_, other) = app.another_team().await;
        let order = step_of(&resident, &app.order(OrderState::Done).await, "reopening", json!({ "text": "又坏了" })).await;
        let mut offer = app.offer(&order).await;
        offer["team_ids"] = json!([other]);
        let team = crate::schema::teams::table;
        let id: contract::TeamId = other.parse().unwrap();
        use diesel::prelude::*;
        let leader: contract::PersonId = app.read(move |c| team.find(id).select(crate::schema::teams::leader_id).first(c)).await;
        offer["responsible_person_id"] = json!(leader);
        assert_eq!(try_step(&clerk, &order, "dispatches", offer.clone()).await.fields(), ["/team_ids same_team"]);
        let objected = app.order(OrderState::Done).await;
        let objected = step_of(&resident, &objected, "reopening", json!({ "text": "又坏了", "objects_to_team": true })).await;
        offer["measures"] = app.offer(&objected).await["measures"].clone();
        assert_eq!(step_of(&clerk, &objected, "dispatches", offer).await["state"], "dispatched");
        assert_consistent(&app).await;
    }

    async fn survey_blames_nobody_after_unassign(app) {
        let resident = app.role(Role::Resident).await;
        let done = app.order(OrderState::Done).await;
        let first = done["rounds"][0].clone();
        assert_eq!((&first["team"], &first["responsible_person"]["name"], &first["outcome"]), (&done["team"], &json!("张建军"), &json!("resolved")));
        resident.post(&path_of(&done, "rating"), json!({ "grade": 4 })).await.ok();
        let order = step_of(&resident, &read_again(&resident, &done).await, "reopening", json!({ "text": "又坏了" })).await;
        assert_eq!((&order["team"], &order["rating"]), (&Value::Null, &Value::Null), "nobody has it");
        assert_eq!((&order["rounds"][0]["team"], &order["rounds"][0]["rating"]["grade"]), (&first["team"], &json!(4)), "whom it was about stays");
        let clerk = read_again(&app.role(Role::CommunityClerk).await, &order).await;
        assert_eq!((&clerk["rounds"][0]["team"], &clerk["rounds"][0]["rating"]), (&first["team"], &Value::Null));
        let id = id_of(&order);
        use diesel::prelude::*;
        let kept: (Option<contract::TeamId>, Option<contract::PersonId>) = app
            .read(move |c| {
                use crate::schema::ratings as r;
                r::table.filter(r::order_id.eq(id)).select((r::team_id, r::responsible_id)).first(c)
            })
            .await;
        assert_eq!(json!(kept), json!([first["team"]["id"], first["responsible_person"]["id"]]));
        assert_consistent(&app).await;
    }

    async fn a_rating_belongs_to_its_round(app) {
        let resident = app.role(Role::Resident).await;
        let order = app.order(OrderState::Done).await;
        resident.post(&path_of(&order, "rating"), json!({ "grade": 1, "tags": ["not_solved"] })).await.ok();
        let order = read_again(&resident, &order).await;
        assert_eq!((&order["rating"]["grade"], allowed(&order).as_str()), (&json!(1), "confirm reopen rate!already_rated"));
        let order = step_of(&resident, &order, "reopening", json!({ "text": "没解决" })).await;
        assert_eq!(order["rating"], Value::Null);
        assert_eq!(resident.post(&path_of(&order, "rating"), json!({ "grade": 3 })).await.problem(), "409 step_refused");
        let order = through(&app, &order).await;
        let second = resident.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.ok();
        assert_eq!((&second["round"], &second["grade"]), (&json!(2), &json!(5)));
        assert_consistent(&app).await;
    }

    async fn a_completion_needs_words_unless_it_is_solved(app) {
        let (lead, order) = (app.role(Role::TeamLead).await, app.order(OrderState::InProgress).await);
        for outcome in ["explained", "referred"] {
            let silent = try_step(&lead, &order, "completion", json!({ "outcome": outcome, "minutes": 5, "note": "  " })).await;
            assert_eq!(silent.fields(), ["/note required"]);
        }
        for minutes in [-1, 1441] {
            let wrong = try_step(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": minutes })).await;
            assert_eq!(wrong.fields(), ["/minutes range"]);
        }
        let done = step_of(&lead, &order, "completion", json!({ "outcome": "referred", "note": " 转给 12345 ", "minutes": 1440 })).await;
        assert_eq!((&done["outcome"], &done["completion_note"]), (&json!("referred"), &json!("转给 12345")));
        assert!(done["measures"].as_array().unwrap().iter().all(|m| m["done_at"].is_string()), "open measures are closed with it");
        assert_eq!(done["dispatches"][0]["state"], "done");
        assert_consistent(&app).await;
    }

    async fn a_measure_more_is_a_step_that_moves_nothing(app) {
        let (lead, order) = (app.role(Role::TeamLead).await, app.order(OrderState::Taken).await);
        let measure = json!({ "what": "买灯泡", "who": "李国强", "due_at": "2026-11-25T02:00:00Z" });
        let more = step_of(&lead, &order, "measures", json!({ "measure": measure })).await;
        assert_eq!((more["measures"].as_array().unwrap().len(), &more["state"], &more["due_at"]), (2, &json!("taken"), &order["due_at"]));
        for odd in ["-9999-01-01T00:00:00Z", "+99999-01-01T00:00:00Z"] {
            let wrong = try_step(&lead, &more, "measures", json!({ "measure": { "what": "买灯泡", "who": "李", "due_at": odd } })).await;
            assert_eq!(wrong.fields(), ["/measure/due_at range"], "{odd}");
        }
        assert_consistent(&app).await;
    }
}
