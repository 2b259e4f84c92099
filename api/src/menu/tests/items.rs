//! Whose items are whose, where they stand, where they are offered, and how they end.

use super::*;
use contract::menu::ManagedItem;

async fn menu_of(app: &TestApp, community: &str) -> Vec<String> {
    let items = app.nobody().get(&format!("/menu/items?community={community}")).await.ok();
    items.as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap().to_owned()).collect()
}

async fn other_community(app: &TestApp) -> String {
    let me = app.other(Role::CommunityClerk).await.get("/me").await.ok();
    me["roles"][0]["node"]["id"].as_str().unwrap().to_owned()
}

crate::both! {
    async fn the_city_adds_for_all_and_a_community_for_itself(app) {
        let (office, own) = (city(&app).await, secretary(&app).await);
        let (here, there) = (app.community().await, other_community(&app).await);
        let couplets = create(&app, &office, "couplets", false).await.ok();
        assert_eq!((&couplets["is_open"], &couplets["item_version"], &couplets["has_draft"]), (&json!(false), &json!(0), &json!(true)));
        let yard = create(&app, &own, "yard", true).await.ok();
        assert_eq!(yard["community"]["id"], here.as_str());
        // Nobody sees what was never published.
        assert_eq!(app.nobody().get(&path(&couplets, "")).await.problem(), "404 not_found");
        assert!(!menu_of(&app, &here).await.contains(&"couplets".to_owned()));
        publish(&office, &couplets).await.ok();
        publish(&own, &yard).await.ok();
        let (menu, elsewhere) = (menu_of(&app, &here).await, menu_of(&app, &there).await);
        assert!(menu.contains(&"couplets".into()) && menu.contains(&"yard".into()) && elsewhere.contains(&"couplets".into()));
        assert!(!elsewhere.contains(&"yard".into()));
        let whole_city = app.nobody().get("/menu/items").await.ok();
        assert!(whole_city.as_array().unwrap().iter().all(|i| i["code"] != "yard"), "not without naming the community");
        let count = |groups: Value| groups.as_array().unwrap().iter().find(|g| g["code"] == "culture").unwrap()["items"].as_i64().unwrap();
        let city_wide = count(app.nobody().get("/menu/groups").await.ok());
        assert_eq!(count(app.nobody().get(&format!("/menu/groups?community={here}")).await.ok()), city_wide + 1);
        // Ordered by a neighbour it is refused, by one's own community taken.
        let resident = app.role(Role::Resident).await;
        let mut ask = order_of(&app, &yard).await;
        assert_eq!(resident.post("/orders", ask.clone()).await.status, 201);
        ask["community_id"] = json!(there);
        assert_eq!(resident.post("/orders", ask).await.problem(), "409 item_not_offered");
        assert_eq!(app.audit_of(format!("menu_item/{}", yard["id"].as_str().unwrap())).await, ["menu_item.created", "menu_item.published"]);
        assert!(app.audit_holds().await);
    }

    async fn nobody_keeps_the_menu_of_somebody_else(app) {
        let (office, own, next) = (city(&app).await, secretary(&app).await, neighbour(&app).await);
        assert_eq!(create(&app, &own, "a", false).await.problem(), "403 forbidden", "the city's");
        assert_eq!(create(&app, &next, "a", true).await.problem(), "403 forbidden", "of another community");
        assert_eq!(create(&app, &office, "a", true).await.problem(), "403 forbidden", "the city has no items of a community");
        for role in [Role::Resident, Role::CommunityClerk, Role::Street, Role::TeamLead, Role::SysAdmin] {
            let actor = app.role(role).await;
            assert_eq!(create(&app, &actor, "a", false).await.problem(), "403 forbidden", "{role}");
            assert_eq!(actor.get("/menu/managed-items").await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(app.nobody().get("/menu/managed-items").await.problem(), "401 sign_in_required");
        let yard = create(&app, &own, "yard", true).await.ok();
        let lamp = json!({ "id": app.item("light_bulb").await });
        let step = json!({ "expected_version": 1 });
        let publication = json!({ "expected_version": 1, "note": "说明" });
        let draft = json!({ "expected_version": 1, "content": content() });
        for (actor, item, refused) in [(&next, &yard, "404 not_found"), (&office, &yard, "403 forbidden"), (&own, &lamp, "403 forbidden")] {
            assert_eq!(actor.post(&path(item, "/publication"), publication.clone()).await.problem(), refused);
            assert_eq!(actor.put(&path(item, "/draft"), draft.clone()).await.problem(), refused);
            assert_eq!(actor.post(&path(item, "/ending"), step.clone()).await.problem(), refused);
            assert_eq!(actor.patch(&path(item, ""), json!({ "expected_version": 1, "position": 0 })).await.problem(), refused);
        }
        for reading in ["/draft", "/versions"] {
            assert_eq!(next.get(&path(&yard, reading)).await.problem(), "404 not_found");
            assert_eq!(office.get(&path(&yard, reading)).await.status, 200, "the city may look");
            assert_eq!(own.get(&path(&lamp, reading)).await.status, 200, "what everybody offers, its keepers may look at");
        }
        assert_eq!(own.post("/menu/groups", json!({ "code": "x", "name": "x", "icon": "leaf" })).await.problem(), "403 forbidden");
        let listed = next.get("/menu/managed-items").await.ok();
        assert!(listed.as_array().unwrap().iter().all(|i| i["code"] != "yard" && i["may_edit"] == false));
    }

    async fn a_community_closes_and_opens_what_the_city_offers(app) {
        let (own, next) = (secretary(&app).await, neighbour(&app).await);
        let (here, lamp) = (app.community().await, json!({ "id": app.item("light_bulb").await }));
        let ask = |is_open: bool| json!({ "community_id": here, "is_open": is_open });
        for _ in 0..2 {
            let closed: ManagedItem = serde_json::from_value(own.put(&path(&lamp, "/opening"), ask(false)).await.ok()).unwrap();
            assert_eq!((closed.is_closed_here, closed.closures, closed.is_open, closed.may_edit), (true, 1, true, false));
        }
        assert!(!menu_of(&app, &here).await.contains(&"light_bulb".into()));
        assert_eq!(app.role(Role::Resident).await.post("/orders", app.new_order().await).await.problem(), "409 item_not_offered");
        assert_eq!(next.put(&path(&lamp, "/opening"), ask(true)).await.problem(), "403 forbidden");
        assert_eq!(city(&app).await.put(&path(&lamp, "/opening"), ask(true)).await.problem(), "403 forbidden");
        let listed = own.get(&format!("/menu/managed-items?community={here}")).await.ok();
        assert_eq!(listed.as_array().unwrap().iter().find(|i| i["id"] == lamp["id"]).unwrap()["is_closed_here"], true);
        assert_eq!(own.put(&path(&lamp, "/opening"), ask(true)).await.ok()["is_closed_here"], false);
        assert!(menu_of(&app, &here).await.contains(&"light_bulb".into()));
        // What changed nothing is not in the trail.
        assert_eq!(app.audit_of(format!("menu_item/{}", lamp["id"].as_str().unwrap())).await, ["menu_item.closed", "menu_item.opened"]);
        let custom = json!({ "id": app.item("custom").await });
        assert_eq!(own.put(&path(&custom, "/opening"), ask(false)).await.problem(), "409 step_refused");
        let nowhere = json!({ "community_id": "01930f2e-6f00-7000-8000-000000000001", "is_open": false });
        assert_eq!(own.put(&path(&lamp, "/opening"), nowhere).await.fields(), ["/community_id unknown"]);
    }

    async fn items_are_put_in_order(app) {
        let office = city(&app).await;
        let order = async || {
            let all = office.get("/menu/managed-items").await.ok();
            let home = group(&app, "home_repair").await;
            all.as_array().unwrap().iter().filter(|i| i["group_id"] == home.as_str()).map(|i| i["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let before = order().await;
        let third = json!({ "id": app.item(&before[2]).await });
        let ask = json!({ "expected_version": 1, "position": 0 });
        assert_eq!(office.patch(&path(&third, ""), ask.clone()).await.ok()["version"], 2);
        let mut expected = before.clone();
        expected[..3].rotate_right(1);
        assert_eq!(order().await, expected);
        assert_eq!(office.patch(&path(&third, ""), ask).await.problem(), "409 stale_version");
        let ask = json!({ "expected_version": 2, "group_id": group(&app, "digital").await });
        office.patch(&path(&third, ""), ask).await.ok();
        expected.remove(0);
        assert_eq!(order().await, expected);
        let gone = json!({ "expected_version": 3, "group_id": "01930f2e-6f00-7000-8000-000000000001" });
        assert_eq!(office.patch(&path(&third, ""), gone).await.fields(), ["/group_id unknown"]);
        assert_eq!(office.patch(&path(&third, ""), json!({ "expected_version": 3, "position": -1 })).await.fields(), ["/position range"]);
    }

    async fn an_item_is_closed_for_a_while_and_ended_for_good(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let resident = app.role(Role::Resident).await;
        let ordered = resident.post("/orders", order_of(&app, &item).await).await.ok();
        let closed = office.patch(&path(&item, ""), json!({ "expected_version": item["version"], "is_open": false })).await.ok();
        assert_eq!(resident.post("/orders", order_of(&app, &item).await).await.problem(), "409 item_not_offered");
        let open = office.patch(&path(&item, ""), json!({ "expected_version": closed["version"], "is_open": true })).await.ok();
        assert_eq!(resident.post("/orders", order_of(&app, &item).await).await.status, 201);
        let step = json!({ "expected_version": open["version"] });
        let ended = office.post_keyed(&path(&item, "/ending"), step.clone(), "end").await.ok();
        assert_eq!((&ended["is_ended"], &ended["is_open"], &ended["may_edit"]), (&json!(true), &json!(false), &json!(false)));
        assert_eq!(office.post_keyed(&path(&item, "/ending"), step, "end").await.ok(), ended, "a double click");
        let again = json!({ "expected_version": ended["version"] });
        assert_eq!(office.post(&path(&item, "/ending"), again).await.problem(), "409 step_refused");
        assert_eq!(save(&office, &item, &content()).await.problem(), "409 step_refused");
        assert_eq!(resident.post("/orders", order_of(&app, &item).await).await.problem(), "409 item_not_offered");
        let listed = office.get("/menu/managed-items").await.ok();
        assert!(listed.as_array().unwrap().iter().all(|i| i["id"] != item["id"]));
        // The order that was placed goes on.
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(crate::testing::step_of(&clerk, &ordered, "acceptance", json!({ "urgency": "normal" })).await["state"], "accepted");
        let custom = json!({ "id": app.item("custom").await });
        assert_eq!(office.post(&path(&custom, "/ending"), json!({ "expected_version": 1 })).await.problem(), "409 step_refused");
        assert_eq!(office.patch(&path(&custom, ""), json!({ "expected_version": 1, "is_open": false })).await.problem(), "409 step_refused");
    }

    async fn groups_are_added_changed_put_in_order_and_ended(app) {
        let office = city(&app).await;
        let codes = async || {
            let groups = app.nobody().get("/menu/groups").await.ok();
            groups.as_array().unwrap().iter().map(|g| g["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let before = codes().await;
        let new = json!({ "code": "pets", "name": "宠物 🐈", "icon": "leaf" });
        let pets = office.post_keyed("/menu/groups", new.clone(), "k").await.ok();
        assert_eq!((&pets["name_en"], &pets["items"]), (&json!("宠物 🐈"), &json!(0)));
        assert_eq!(office.post_keyed("/menu/groups", new.clone(), "k").await.ok(), pets);
        assert_eq!(office.post("/menu/groups", new).await.fields(), ["/code duplicate"]);
        assert_eq!(codes().await.last().unwrap(), "pets");
        let at = format!("/menu/groups/{}", pets["id"].as_str().unwrap());
        let moved = office.patch(&at, json!({ "expected_version": 1, "name": "𬭎宠", "position": 0 })).await.ok();
        assert_eq!((&moved["name"], &moved["version"]), (&json!("𬭎宠"), &json!(2)));
        assert_eq!(codes().await[0], "pets");
        assert_eq!(codes().await[1..], before);
        assert_eq!(office.patch(&at, json!({ "expected_version": 1, "name": "x" })).await.problem(), "409 stale_version");
        let used = format!("/menu/groups/{}/ending", group(&app, "digital").await);
        assert_eq!(office.post(&used, json!({ "expected_version": 1 })).await.problem(), "409 step_refused");
        office.post(&format!("{at}/ending"), json!({ "expected_version": 2 })).await.ok();
        assert_eq!(codes().await, before);
        assert_eq!(office.patch(&at, json!({ "expected_version": 3, "name": "x" })).await.problem(), "404 not_found");
        let bad = json!({ "code": "Ünder", "name": " ", "icon": "a b" });
        assert_eq!(office.post("/menu/groups", bad).await.fields(), ["/code format", "/icon format", "/name required"]);
    }

    async fn what_is_wrong_with_a_new_item_is_named(app) {
        let office = city(&app).await;
        let ask = async |change: &dyn Fn(&mut Value)| {
            let mut ask = json!({ "code": "n", "group_id": group(&app, "culture").await, "content": content() });
            change(&mut ask);
            office.post("/menu/items", ask).await
        };
        assert_eq!(ask(&|a| a["code"] = json!("light_bulb")).await.fields(), ["/code duplicate"]);
        assert_eq!(ask(&|a| a["is_custom"] = json!(true)).await.fields(), ["/is_custom duplicate"]);
        assert_eq!(ask(&|a| a["content"]["skills"] = json!(["culture", "magic"])).await.fields(), ["/content/skills/1 unknown"]);
        assert_eq!(ask(&|a| a["content"]["form"][0]["colour"] = json!("red")).await.fields(), ["/content/form/0/colour unknown"]);
        assert_eq!(ask(&|a| a["content"]["season"] = json!("02-30..03-01")).await.fields(), ["/content/season format"]);
        assert_eq!(ask(&|a| a["content"]["deadlines"] = json!({ "class": "own" })).await.fields(), ["/content/deadlines/spans required"]);
        let broken = |a: &mut Value| {
            a["content"]["name"] = json!("");
            a["content"]["form"][1]["code"] = json!("pairs");
            a["content"]["form"][3]["options"][2]["code"] = json!("fu");
            a["content"]["form"][0]["min"] = json!(9);
        };
        assert_eq!(
            ask(&broken).await.fields(),
            ["/content/name required", "/content/form/0/min range", "/content/form/1/code duplicate", "/content/form/3/options/2/code duplicate"]
        );
        let unnamed = |a: &mut Value| (a["content"]["name"], a["content"]["name_en"]) = (json!("=1+1"), json!(" "));
        let shown = ask(&unnamed).await.ok();
        assert_eq!(shown["name_en"], "=1+1", "a blank English name takes the Chinese one");
    }
}
