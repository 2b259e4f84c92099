//! Who could do it: the order of the list and the numbers behind it.

use super::*;
use crate::both;
use crate::testing::path_of;

async fn candidates(app: &TestApp, order: &Value) -> Value {
    clerk(app).await.get(&path_of(order, "candidates")).await.ok()
}

async fn ranked(app: &TestApp, order: &Value) -> Vec<Value> {
    candidates(app, order).await["items"].as_array().unwrap().clone()
}

fn of<'v>(rows: &'v [Value], team: &str) -> (usize, &'v Value) {
    let at = rows.iter().position(|r| r["team"]["id"] == team).unwrap_or_else(|| panic!("no {team}"));
    (at, &rows[at])
}

/// Everybody beyond the community is out of reach, so that the list is short.
async fn only_neighbours_work(app: &TestApp) {
    let id: TeamId = app.team().await.parse().unwrap();
    let write = move |tx: &mut Conn| {
        let area: String = teams::table.find(id).select(teams::area).first(tx)?;
        ApiResult::Ok(diesel::update(teams::table.filter(teams::area.ne(area))).set(teams::area.eq("429005/999/001/")).execute(tx)?)
    };
    assert!(app.app.db.write(write).await.unwrap() > 0);
}

both! {
    async fn the_best_come_first_with_the_numbers_that_say_why(app) {
        let order = app.order(OrderState::Accepted).await;
        let whole = candidates(&app, &order).await;
        let (rows, weighed) = (whole["items"].as_array().unwrap().clone(), whole["explanation"]["candidates"].as_array().unwrap().clone());
        assert!(rows.len() > 3 && rows.len() <= 20);
        let key = |r: &Value| (r["is_available"] == false, -r["score"].as_i64().unwrap(), r["load"].as_i64().unwrap());
        assert!(rows.iter().map(key).is_sorted());
        for row in &rows {
            let number = |name: &str| row[name].as_f64().unwrap();
            let matched = row["matched_skills"].as_array().unwrap().len() as f64;
            let (distance, load, capacity) = (number("distance"), number("load"), number("capacity"));
            let free = if capacity <= 0.0 { 0.0 } else { ((capacity - load) / capacity).clamp(0.0, 1.0) };
            let numbers = weighed.iter().find(|w| w["team"]["id"] == row["team"]["id"]).unwrap();
            let (kept, promised) = (numbers["kept"].as_f64().unwrap(), numbers["promised"].as_f64().unwrap());
            let promise = (kept + 4.0) / (promised + 5.0);
            let score = 45.0 * matched / number("needed_skills") + 25.0 * (1.0 - (distance / 4.0).min(1.0)) + 15.0 * free + 15.0 * promise;
            assert!((number("score") - score).abs() < 0.52, "{row} {score}");
            assert_eq!(row["is_available"], json!(row["is_on_leave"] == false && load < capacity));
            assert!(row["members"].as_array().unwrap().iter().any(|m| m["id"] == row["leader"]["id"]), "leaders belong to their teams");
        }
        let (_, own) = of(&rows, &app.team().await);
        assert_eq!((&own["distance"], &own["leader"]["name"], &own["needed_skills"]), (&json!(0), &json!("张建军"), &json!(1)));
        assert_eq!(ranked(&app, &order).await, rows, "the same inputs give the same order");
    }

    async fn whoever_has_full_hands_or_is_on_leave_comes_last_and_says_so(app) {
        let (order, team) = (app.order(OrderState::Accepted).await, app.team().await);
        only_neighbours_work(&app).await;
        let before = ranked(&app, &order).await;
        let (load, _) = load_of(&app, &team).await;
        set_team(&app, &team, i32::try_from(load).unwrap(), None).await;
        let full = ranked(&app, &order).await;
        let (at, row) = of(&full, &team);
        assert_eq!((&row["is_available"], &row["is_on_leave"], &row["load"], &row["capacity"]), (&json!(false), &json!(false), &json!(load), &json!(load)));
        assert!(at > of(&before, &team).0 && full[at..].iter().all(|r| r["is_available"] == false), "{at} of {}", full.len());
        set_team(&app, &team, 90, Some("2026-11-24")).await;
        let leave = ranked(&app, &order).await;
        assert_eq!((&of(&leave, &team).1["is_on_leave"], &of(&leave, &team).1["is_available"]), (&json!(true), &json!(false)));
        set_team(&app, &team, 90, Some("2026-11-23")).await;
        assert_eq!(of(&ranked(&app, &order).await, &team).1["is_available"], json!(true));
    }

    async fn an_offer_and_its_end_are_counted(app) {
        let (order, team) = (app.order(OrderState::Accepted).await, app.team().await);
        let (load, capacity) = load_of(&app, &team).await;
        let offered = app.dispatched(&clerk(&app).await, &order).await;
        assert_eq!(load_of(&app, &team).await, (load + 1, capacity));
        let second = app.order(OrderState::Accepted).await;
        assert_eq!(of(&ranked(&app, &second).await, &team).1["load"], json!(load + 1));
        app.taken(&lead(&app).await, &offered).await;
        assert_eq!(load_of(&app, &team).await, (load + 1, capacity), "a taken order is one order");
    }

    async fn only_the_desk_asks_for_candidates(app) {
        let order = app.order(OrderState::Accepted).await;
        for role in [Role::Resident, Role::TeamLead, Role::Street, Role::CityOffice, Role::SysAdmin] {
            assert_eq!(app.role(role).await.get(&path_of(&order, "candidates")).await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(app.other(Role::CommunityClerk).await.get(&path_of(&order, "candidates")).await.problem(), "404 not_found");
    }
}
