//! The tasks of a team: the need and the coarse place, and nothing more.

use super::*;
use crate::both;
use crate::testing::{answer_of, offers_in};

async fn tasks(who: &Actor<'_>, query: &str) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = who.get(&format!("/dispatches?{query}{cursor}")).await.ok();
        found.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { return found };
        cursor = format!("&cursor={next}");
    }
}

both! {
    async fn a_task_tells_what_is_needed_and_not_where_exactly(app) {
        let order = app.order(OrderState::Dispatched).await;
        for who in [lead(&app).await, app.role(Role::Member).await] {
            let task = tasks(&who, "limit=200").await.into_iter().find(|t| t["dispatch"]["order_id"] == order["id"]).unwrap();
            assert_eq!((&task["excerpt"], &task["order_version"], &task["order_state"]), (&order["text"], &order["version"], &json!("dispatched")));
            assert_eq!((&task["community_name"], &task["deadline"]), (&order["community"]["name"], &order["deadline"]));
            let text = task.to_string();
            for secret in ["王秀英", "16000000001", "园林小区"] {
                assert!(!text.contains(secret), "{secret}: {text}");
            }
        }
        let (stranger, _) = app.another_team().await;
        assert!(!tasks(&stranger, "limit=200").await.iter().any(|t| t["dispatch"]["order_id"] == order["id"]));
        for nobody in [app.role(Role::Resident).await, clerk(&app).await, app.role(Role::SysAdmin).await] {
            assert_eq!(tasks(&nobody, "limit=200").await.len(), 0);
        }
    }

    async fn tasks_come_by_state_and_page_by_page(app) {
        let lead = lead(&app).await;
        let mut offers = Vec::new();
        for _ in 0..3 { offers.push(app.order(OrderState::Dispatched).await); }
        let mut orders: Vec<Value> = offers.iter().rev().map(|o| o["id"].clone()).collect();
        let seen = |tasks: Vec<Value>| tasks.into_iter().map(|t| t["dispatch"]["order_id"].clone()).filter(|id| offers.iter().any(|o| o["id"] == *id)).collect::<Vec<_>>();
        assert_eq!(seen(tasks(&lead, "limit=2").await), orders, "the newest first, none twice");
        answer_of(&lead, offers_in(&offers[0], "offered")[0], "refusal", json!({ "reason": "unsafe" })).await.ok();
        orders.pop();
        assert_eq!(seen(tasks(&lead, "limit=1").await), orders);
        assert_eq!(seen(tasks(&lead, "state=declined").await), [offers[0]["id"].clone()]);
        for bad in ["state=sleeping", "limit=0", "limit=201", "colour=red"] {
            assert_eq!(lead.get(&format!("/dispatches?{bad}")).await.problem(), "400 bad_query", "{bad}");
        }
        assert_eq!(lead.get("/dispatches?cursor=n1.1").await.problem(), "400 bad_cursor");
    }
}
