//! The menu as everybody reads it, on both databases.

use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::schema::{menu_closures, menu_items};
use crate::testing::TestApp;
use contract::accounts::Role;
use contract::menu::MenuItem;
use diesel::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

async fn items(app: &TestApp, query: &str) -> Vec<MenuItem> {
    let found = app.nobody().get(&format!("/menu/items{query}")).await.ok();
    serde_json::from_value(found).unwrap()
}

async fn write(app: &TestApp, change: impl FnOnce(&mut Conn) -> QueryResult<usize> + Send + 'static) {
    assert_eq!(app.app.db.write(move |tx| ApiResult::Ok(change(tx)?)).await.unwrap(), 1);
}

fn codes(items: &[MenuItem]) -> BTreeSet<String> {
    items.iter().map(|i| i.code.clone()).collect()
}

crate::both! {
    async fn groups_and_their_items(app) {
        let groups = app.nobody().get("/menu/groups").await.ok();
        let groups = groups.as_array().unwrap();
        assert!(groups.len() >= 10);
        let all = items(&app, "").await;
        assert!(all.len() >= 40);
        let mut together = 0;
        for group in groups {
            let id = group["id"].as_str().unwrap();
            let inside = items(&app, &format!("?group={id}")).await;
            assert_eq!(group["items"], inside.len(), "{group}");
            assert!(inside.iter().all(|i| i.group_id.to_string() == id && i.group_name == group["name"]));
            together += inside.len();
        }
        assert_eq!(together, all.len());
        let order: Vec<_> = all.iter().map(|i| groups.iter().position(|g| g["name"] == i.group_name.as_str())).collect();
        assert!(order.is_sorted());
        for item in &all {
            assert_eq!(app.nobody().get(&format!("/menu/items/{}", item.id)).await.ok(), serde_json::to_value(item).unwrap());
        }
    }

    async fn every_form_can_be_filled_in(app) {
        for item in items(&app, "").await {
            assert!(!item.name.is_empty() && !item.name_en.is_empty() && !item.description.is_empty(), "{}", item.code);
            assert_eq!(item.skills.is_empty(), item.is_custom, "{}", item.code);
            let fields: BTreeSet<_> = item.form.iter().map(|f| f.code.clone()).collect();
            assert_eq!(fields.len(), item.form.len(), "{}: a field twice", item.code);
            for field in &item.form {
                let is_choice = field.kind.as_str().ends_with("_choice");
                assert_eq!(is_choice, !field.options.is_empty(), "{} {}", item.code, field.code);
                assert!(field.min.unwrap_or(i64::MIN) <= field.max.unwrap_or(i64::MAX), "{} {}", item.code, field.code);
            }
        }
    }

    async fn a_community_offers_what_it_has_not_closed(app) {
        let community = app.community().await;
        let (mine, other) = (format!("?community={community}"), app.other(Role::CommunityClerk).await.get("/me").await.ok());
        let other = format!("?community={}", other["roles"][0]["node"]["id"].as_str().unwrap());
        let (before, there) = (items(&app, &mine).await, codes(&items(&app, &other).await));
        let closed = before.iter().find(|i| i.code == "light_bulb").unwrap().id;
        let id: contract::OrgUnitId = community.parse().unwrap();
        write(&app, move |tx| {
            let row = (menu_closures::item_id.eq(closed), menu_closures::community_id.eq(id));
            diesel::insert_into(menu_closures::table).values(row).execute(tx)
        })
        .await;
        let mut expected = codes(&before);
        expected.remove("light_bulb");
        assert_eq!(codes(&items(&app, &mine).await), expected);
        assert_eq!(codes(&items(&app, &other).await), there);
        // It can still be read, by those who ordered it before; ordered anew it cannot be.
        assert_eq!(app.nobody().get(&format!("/menu/items/{closed}")).await.status, 200);
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.post("/orders", app.new_order().await).await.problem(), "409 item_not_offered");
    }

    async fn an_item_that_is_closed_everywhere_is_not_listed(app) {
        let all = items(&app, "").await;
        let (ask, id) = (app.new_order().await, all.iter().find(|i| i.code == "light_bulb").unwrap().id);
        let group = |groups: &Value, name: &str| groups.as_array().unwrap().iter().find(|g| g["name"] == name).unwrap()["items"].as_i64().unwrap();
        let name = all.iter().find(|i| i.id == id).unwrap().group_name.clone();
        let before = group(&app.nobody().get("/menu/groups").await.ok(), &name);
        write(&app, move |tx| diesel::update(menu_items::table.find(id)).set(menu_items::is_open.eq(false)).execute(tx)).await;
        assert_eq!(items(&app, "").await.len(), all.len() - 1);
        assert_eq!(group(&app.nobody().get("/menu/groups").await.ok(), &name), before - 1);
        assert_eq!(app.role(Role::Resident).await.post("/orders", ask).await.problem(), "409 item_not_offered");
    }

    async fn a_search_reads_names_and_descriptions_in_both_languages(app) {
        let bulb = "light_bulb".to_owned();
        assert!(codes(&items(&app, "?q=%E7%81%AF%E6%B3%A1").await).contains(&bulb));
        let english = items(&app, "").await.into_iter().find(|i| i.code == bulb).unwrap().name_en;
        let word = english.split(' ').next_back().unwrap().to_uppercase();
        assert!(codes(&items(&app, &format!("?q={word}")).await).contains(&bulb), "{word}");
        for nothing in ["%25", "_", "%F0%AC%AD%8E", "%5C"] {
            assert_eq!(items(&app, &format!("?q={nothing}")).await.len(), 0, "{nothing}");
        }
        for bad in ["?q=%00", "?community=x", "?group=1", "?colour=red", "?limit=1"] {
            assert_eq!(app.nobody().get(&format!("/menu/items{bad}")).await.problem(), "400 bad_query", "{bad}");
        }
        assert_eq!(app.nobody().get("/menu/items/01930f2e-6f00-7000-8000-000000000001").await.problem(), "404 not_found");
        assert_eq!(app.nobody().get("/menu/items/light_bulb").await.problem(), "404 not_found");
        let nowhere = items(&app, "?community=01930f2e-6f00-7000-8000-000000000001").await;
        assert_eq!(nowhere.len(), items(&app, "").await.len());
    }
}
