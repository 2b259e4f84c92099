//! Draft, preview, publication, versions and their differences.

use super::*;

crate::both! {
    async fn a_draft_is_seen_by_its_keepers_alone_until_it_is_published(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let public = app.nobody().get(&path(&item, "")).await.ok();
        let mut next = content();
        next["name"] = json!("代写春联与福字");
        next["form"].as_array_mut().unwrap().remove(2);
        next["form"][0]["max"] = json!(9);
        let draft = save(&office, &item, &next).await.ok();
        let told: Vec<String> = draft["changes"].as_array().unwrap().iter().map(|c| format!("{} {}", c["kind"].as_str().unwrap(), c["pointer"].as_str().unwrap())).collect();
        assert_eq!(told, ["changed /form/pairs/max", "removed /form/words", "changed /name"]);
        assert_eq!(draft["preview"]["name"], "代写春联与福字");
        assert_eq!(draft["preview"]["deadlines"]["completion"], "3wd");
        assert_eq!(draft["changed_by"]["id"], office.id.unwrap().to_string());
        assert_eq!(app.nobody().get(&path(&item, "")).await.ok()["form"], public["form"], "residents see what was published");
        let version = publish(&office, &item).await.ok();
        assert_eq!((&version["version"], &version["is_current"], &version["note"]), (&json!(2), &json!(true), &json!("按居民意见调整")));
        let after = app.nobody().get(&path(&item, "")).await.ok();
        assert_eq!((&after["item_version"], &after["name"]), (&json!(2), &json!("代写春联与福字")));
        let versions = office.get(&path(&item, "/versions")).await.ok();
        let numbers: Vec<i64> = versions.as_array().unwrap().iter().map(|v| v["version"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [2, 1]);
        assert_eq!(versions[1]["content"]["form"], public["form"], "what was published stays");
        let changes = office.get(&path(&item, "/changes?from=1&to=2")).await.ok();
        assert_eq!(changes, draft["changes"]);
        let back = office.get(&path(&item, "/changes?from=2&to=1")).await.ok();
        assert!(back.as_array().unwrap().iter().any(|c| c["kind"] == "added" && c["pointer"] == "/form/words"));
        assert_eq!(office.get(&path(&item, "/changes?from=2")).await.ok(), json!([]), "without a draft there is nothing new");
        assert_eq!(office.get(&path(&item, "/changes?from=3")).await.problem(), "404 not_found");
        assert_eq!(office.get(&path(&item, "/changes?from=0")).await.problem(), "400 bad_query");
        assert_eq!(office.get(&path(&item, "/changes")).await.problem(), "400 bad_query");
    }

    async fn what_was_read_before_somebody_else_changed_it_is_stale(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let mut next = content();
        next["is_public"] = json!(false);
        let ask = json!({ "expected_version": item["version"], "content": next });
        office.put(&path(&item, "/draft"), ask.clone()).await.ok();
        let refused = office.put(&path(&item, "/draft"), ask).await;
        assert_eq!(refused.problem(), "409 stale_version");
        assert_eq!(refused.json["version"].as_i64(), item["version"].as_i64().map(|v| v + 1));
        let old = json!({ "expected_version": item["version"], "note": "说明" });
        assert_eq!(office.post(&path(&item, "/publication"), old).await.problem(), "409 stale_version");
        assert_eq!(app.nobody().get(&path(&item, "")).await.ok()["item_version"], 1);
    }

    async fn a_double_click_publishes_once(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let mut next = content();
        next["evidence"] = json!("before_after");
        let draft = save(&office, &item, &next).await.ok();
        let ask = json!({ "expected_version": draft["item"]["version"], "note": "要拍照" });
        let first = office.post_keyed(&path(&item, "/publication"), ask.clone(), "p").await;
        let second = office.post_keyed(&path(&item, "/publication"), ask, "p").await;
        assert_eq!((first.status, first.json, second.header("idempotent-replayed").as_deref()), (201, second.json, Some("true")));
        assert_eq!(publish(&office, &item).await.problem(), "409 step_refused", "there is nothing left to publish");
    }

    async fn keeping_what_is_published_drops_the_draft(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let mut next = content();
        next["audience"] = json!("elderly");
        assert_eq!(save(&office, &item, &next).await.ok()["item"]["has_draft"], true);
        let same = save(&office, &item, &content()).await.ok();
        assert_eq!((&same["item"]["has_draft"], &same["changes"]), (&json!(false), &json!([])));
        assert_eq!(publish(&office, &item).await.problem(), "409 step_refused");
    }

    async fn two_publish_at_once_and_one_of_them_does(app) {
        let office = city(&app).await;
        let item = on_the_menu(&app, |_| ()).await;
        let mut next = content();
        next["is_public"] = json!(false);
        let draft = save(&office, &item, &next).await.ok();
        let ask = json!({ "expected_version": draft["item"]["version"], "note": "同时发布" });
        let at = path(&item, "/publication");
        let (a, b) = futures_util::join!(office.post(&at, ask.clone()), office.post(&at, ask.clone()));
        let mut statuses = [a.status, b.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", a.text, b.text);
        assert_eq!(office.get(&path(&item, "/versions")).await.ok().as_array().unwrap().len(), 2);
    }

    async fn a_note_says_what_changed(app) {
        let office = city(&app).await;
        let item = create(&app, &office, "couplets", false).await.ok();
        let publication = path(&item, "/publication");
        assert_eq!(office.post(&publication, json!({ "expected_version": 1 })).await.fields(), ["/note required"]);
        assert_eq!(office.post(&publication, json!({ "expected_version": 1, "note": " \u{3000} " })).await.fields(), ["/note required"]);
    }
}
