//! Making an offer: to whom, with whom, with what, and what it leaves behind.

use super::*;
use crate::both;
use crate::schema::dispatches;
use crate::testing::{offers_in, path_of, read_again, step_of, try_step};
use contract::DispatchId;

both! {
    async fn an_offer_names_a_person_and_measures_and_leaves_its_explanation(app) {
        let order = app.order(OrderState::Accepted).await;
        let mut ask = app.offer(&order).await;
        ask["note"] = json!("单元门禁坏了");
        let after = step_of(&clerk(&app).await, &order, "dispatches", ask).await;
        assert_eq!((&after["state"], after["version"].as_i64().unwrap()), (&json!("dispatched"), order["version"].as_i64().unwrap() + 1));
        assert_eq!((&after["responsible_person"]["name"], &after["deadline"], &after["team"]), (&json!("张建军"), &order["deadline"], &Value::Null));
        let offer = &after["dispatches"][0];
        assert_eq!((&offer["state"], &offer["note"], &offer["round"], &offer["expires_at"]), (&json!("offered"), &json!("单元门禁坏了"), &json!(1), &after["due_at"]));
        assert_eq!(after["measures"][0]["what"], "带梯子上门更换灯泡");
        // Why this team: the candidates with their numbers, as they were when it was chosen.
        let id: DispatchId = offer["id"].as_str().unwrap().parse().unwrap();
        let choice: crate::platform::db::types::Json<Value> = app.read(move |c| dispatches::table.find(id).select(dispatches::choice).first(c)).await;
        let chosen = choice.0["candidates"].as_array().unwrap().iter().find(|k| k["team"]["id"] == offer["team"]["id"]).unwrap();
        assert!(chosen["score"].as_i64().unwrap() > 0 && chosen["distance"] == 0 && chosen["matched_skills"][0] == "electrical");
        assert_eq!((&choice.0["format"], &choice.0["made"]["teams"][0]["id"]), (&json!(1), &offer["team"]["id"]));
        let texts = app.messages().await;
        let told = texts.iter().find(|m| m.template.as_str() == "team_offer").unwrap();
        assert_eq!(told.phone, "16000000003");
        assert!(told.render().contains("请在 11月24日 15:20 前接单"), "{}", told.render());
        assert_eq!(app.audit_of(format!("order/{}", order["id"].as_str().unwrap())).await.last().unwrap(), "order.dispatched");
        assert_consistent(&app).await;
    }

    async fn the_person_who_answers_belongs_to_the_team(app) {
        let (order, clerk) = (app.order(OrderState::Accepted).await, clerk(&app).await);
        let (stranger, other) = app.another_team().await;
        let with = |change: fn(&mut Value, Value), value: Value| { let (app, clerk, order) = (&app, &clerk, &order); async move {
            let mut ask = app.offer(order).await;
            change(&mut ask, value);
            try_step(clerk, order, "dispatches", ask).await
        } };
        let person: fn(&mut Value, Value) = |ask, value| ask["responsible_person_id"] = value;
        assert_eq!(with(person, json!(stranger.id.unwrap())).await.fields(), ["/responsible_person_id unknown"]);
        assert_eq!(with(person, json!("01930f2e-6f00-7000-8000-000000000001")).await.fields(), ["/responsible_person_id unknown"]);
        assert_eq!(with(person, Value::Null).await.fields(), ["/responsible_person_id required"]);
        let teams: fn(&mut Value, Value) = |ask, value| ask["team_ids"] = value;
        let team = app.team().await;
        assert_eq!(with(teams, json!([team, other])).await.fields(), ["/responsible_person_id choice"]);
        assert_eq!(with(teams, json!([team, team])).await.fields(), ["/team_ids/1 unique"]);
        assert_eq!(with(teams, json!([])).await.fields(), ["/team_ids length"]);
        assert_eq!(with(teams, json!(["01930f2e-6f00-7000-8000-000000000001"])).await.fields(), ["/team_ids/0 unknown"]);
        let measures: fn(&mut Value, Value) = |ask, value| ask["measures"] = value;
        assert_eq!(with(measures, json!([])).await.fields(), ["/measures length"]);
        assert_eq!(with(measures, json!([{ "what": " ", "who": "", "due_at": "2026-11-25T00:00:00Z" }])).await.fields(), ["/measures/0/what length", "/measures/0/what required", "/measures/0/who length", "/measures/0/who required"]);
        assert_eq!(with(measures, json!([{ "what": "去看看", "who": "张", "due_at": "-9999-11-25T00:00:00Z" }])).await.fields(), ["/measures/0/due_at range"]);
        assert_eq!(read_again(&clerk, &order).await["version"], order["version"]);
        assert_consistent(&app).await;
    }

    async fn a_team_of_another_street_does_not_serve_here(app) {
        let order = app.order(OrderState::Accepted).await;
        let area: String = app.read(|c| teams::table.filter(teams::name.is_not_null()).filter(teams::area.not_like("429005/001/%")).filter(teams::area.ne("429005/")).select(teams::area).first(c)).await;
        let far: TeamId = app.read(move |c| teams::table.filter(teams::area.eq(area)).select(teams::id).first(c)).await;
        let reply = try_step(&clerk(&app).await, &order, "dispatches", offer_to(&order, &[&far.to_string(), &app.team().await])).await;
        assert_eq!(reply.fields(), ["/team_ids/0 unknown"]);
    }

    async fn a_team_with_full_hands_or_on_leave_is_not_offered_anything(app) {
        let (team, clerk) = (app.team().await, clerk(&app).await);
        let order = app.order(OrderState::Accepted).await;
        let (load, _) = load_of(&app, &team).await;
        set_team(&app, &team, i32::try_from(load).unwrap(), None).await;
        assert_eq!(try_step(&clerk, &order, "dispatches", app.offer(&order).await).await.problem(), "409 team_unavailable");
        // One hand free: one order goes, the next does not, until the first is handed back.
        set_team(&app, &team, i32::try_from(load + 1).unwrap(), None).await;
        let first = step_of(&clerk, &order, "dispatches", app.offer(&order).await).await;
        assert_eq!(load_of(&app, &team).await, (load + 1, load + 1));
        let second = app.order(OrderState::Accepted).await;
        assert_eq!(try_step(&clerk, &second, "dispatches", app.offer(&second).await).await.problem(), "409 team_unavailable");
        assert_eq!(read_again(&clerk, &second).await["measures"], json!([]));
        step_of(&app.role(Role::Resident).await, &first, "withdrawal", json!({})).await;
        assert_eq!(step_of(&clerk, &second, "dispatches", app.offer(&second).await).await["state"], "dispatched");
        // On leave until a day, that day included.
        set_team(&app, &team, 50, Some("2026-11-24")).await;
        let third = app.order(OrderState::Accepted).await;
        assert_eq!(try_step(&clerk, &third, "dispatches", app.offer(&third).await).await.problem(), "409 team_unavailable");
        set_team(&app, &team, 50, Some("2026-11-23")).await;
        assert_eq!(step_of(&clerk, &third, "dispatches", app.offer(&third).await).await["state"], "dispatched");
        assert_consistent(&app).await;
    }

    async fn an_order_that_is_not_at_the_desk_is_not_offered(app) {
        let clerk = clerk(&app).await;
        for state in [OrderState::Submitted, OrderState::Dispatched, OrderState::Done] {
            let order = app.order(state).await;
            let mut ask = app.offer(&order).await;
            ask["measures"][0]["due_at"] = json!("2026-11-26T00:00:00Z");
            let refused = try_step(&clerk, &order, "dispatches", ask).await;
            assert_eq!((refused.problem().as_str(), refused.json["state"].as_str()), ("409 step_refused", Some(state.as_str())));
        }
    }

    async fn a_withdrawn_order_takes_its_offers_back(app) {
        let (order, _) = offered_to_two(&app).await;
        let gone = step_of(&app.role(Role::Resident).await, &order, "withdrawal", json!({ "reason": "邻居帮忙换好了" })).await;
        assert_eq!(gone["state"], "withdrawn");
        let seen = read_again(&clerk(&app).await, &order).await;
        assert_eq!((states(&seen).as_str(), offers_in(&seen, "recalled").len()), ("recalled recalled", 2));
        assert_eq!(lead(&app).await.get(path_of(&order, "").trim_end_matches('/')).await.problem(), "404 not_found");
        assert_consistent(&app).await;
    }
}
