//! Posts, shifts and series.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::schema::admissions;
use crate::testing::{COMMUNITY, claim_shift};
use chrono::TimeDelta;
use contract::accounts::Role;

async fn draft(app: &TestApp, change: Value) -> Value {
    let mut ask = app.new_post().await;
    for (name, value) in change.as_object().unwrap() {
        if name == "category" { ask["category"] = value.clone() } else { ask["content"][name] = value.clone() }
    }
    app.role(Role::CommunityClerk).await.post("/posts", ask).await.ok()
}

async fn publish(app: &TestApp, post: &Value) -> crate::testing::Reply {
    let path = format!("/posts/{}/publication", id(post));
    app.role(Role::CommunityClerk).await.post(&path, json!({ "expected_version": post["version"] })).await
}

both! {
    async fn a_post_is_written_published_paused_closed_and_put_away(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let mut post = app.post_with(json!({ "title": "𬭎字服务台 💡" })).await;
        assert_eq!((&post["state"], &post["content"]["title"]), (&json!("published"), &json!("𬭎字服务台 💡")));
        for (step, state) in [("pause", "paused"), ("publication", "published"), ("closure", "closed"), ("archive", "archived")] {
            let body = json!({ "expected_version": post["version"] });
            post = clerk.post(&format!("/posts/{}/{step}", id(&post)), body).await.ok();
            assert_eq!(post["state"], state);
        }
        assert_eq!(post["allowed_actions"], json!([]));
        let trail = app.audit_of(format!("post/{}", id(&post))).await;
        assert_eq!(trail, ["post.created", "post.published", "post.paused", "post.published", "post.closed", "post.archived"]);
        assert_eq!(app.role(Role::Resident).await.get(&format!("/posts/{}", id(&post))).await.problem(), "404 not_found");
    }

    async fn what_everybody_reads_is_complete(app) {
        let bare = draft(&app, json!({ "risk_note": "", "host_ids": [], "needs_insurance": true })).await;
        let wrong = publish(&app, &bare).await.fields();
        assert_eq!(wrong, ["/content/risk_note required", "/content/insurance_note required", "/content/host_ids required"]);
        let mediation = draft(&app, json!({ "category": "mediation" })).await;
        assert_eq!(mediation["content"]["needs_mediator"], true);
        let mut ask = app.new_post().await;
        ask["content"]["skills"] = json!(["no_such_skill"]);
        ask["content"]["min_people"] = json!(3);
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(clerk.post("/posts", ask.clone()).await.fields(), ["/content/max_people range", "/content/skills/0 unknown"]);
        ask["content"] = json!({});
        assert_eq!(clerk.post("/posts", ask).await.fields(), ["/content/title required"]);
    }

    async fn a_task_of_a_department_needs_an_admission(app) {
        let task = draft(&app, json!({ "category": "central_task", "admission_no": "减负-2026-001" })).await;
        assert_eq!(publish(&app, &task).await.problem(), "409 admission_required");
        let today = app.clock.now().date_naive();
        let admit = move |tx: &mut crate::platform::db::Conn, area: &str, to: chrono::NaiveDate| {
            let row = (admissions::number.eq("减负-2026-001"), admissions::area.eq(area.to_owned()));
            let rest = (admissions::valid_from.eq(today - TimeDelta::days(9)), admissions::valid_to.eq(to));
            diesel::delete(admissions::table).execute(tx)?;
            let state = crate::posts::tests::active();
            diesel::insert_into(admissions::table).values((row, rest, admissions::state.eq(state))).execute(tx)?;
            crate::platform::error::ApiResult::Ok(())
        };
        for (area, to) in [("429005/002/", today), (COMMUNITY, today - TimeDelta::days(1))] {
            app.app.db.write(move |tx| admit(tx, area, to)).await.unwrap();
            assert_eq!(publish(&app, &task).await.problem(), "409 admission_required", "{area}");
        }
        app.app.db.write(move |tx| admit(tx, "429005/001/", today + TimeDelta::days(1))).await.unwrap();
        assert_eq!(publish(&app, &task).await.ok()["state"], "published");
    }

    async fn others_may_not_and_a_stale_version_is_told(app) {
        let post = app.post_with(json!({})).await;
        let body = json!({ "expected_version": post["version"] });
        let path = format!("/posts/{}/pause", id(&post));
        assert_eq!(app.role(Role::Resident).await.post(&path, body.clone()).await.problem(), "403 forbidden");
        assert_eq!(app.other(Role::CommunityClerk).await.post(&path, body.clone()).await.problem(), "403 forbidden");
        let drafted = draft(&app, json!({})).await;
        let theirs = format!("/posts/{}", id(&drafted));
        assert_eq!(app.other(Role::CommunityClerk).await.get(&theirs).await.problem(), "404 not_found");
        let stale = format!("{theirs}/publication");
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(clerk.post(&stale, json!({ "expected_version": 9 })).await.problem(), "409 stale_version");
        let elsewhere = app.other(Role::CommunityClerk).await.post("/posts", app.new_post().await).await;
        assert_eq!(elsewhere.fields(), ["/node_id unknown"]);
        let first = clerk.post_keyed(&path, body.clone(), "twice").await.ok();
        assert_eq!(clerk.post_keyed(&path, body, "twice").await.ok(), first);
    }

    async fn a_series_is_made_ahead_and_its_exceptions_are_kept(app) {
        let (post, clerk) = (app.post_with(json!({})).await, app.role(Role::CommunityClerk).await);
        let ask = json!({ "rule": "FREQ=WEEKLY;BYDAY=SA", "starts_at": "2026-11-28T01:00:00Z", "minutes": 120, "place": "广场" });
        let series = clerk.post(&format!("/posts/{}/series", id(&post)), ask.clone()).await.ok();
        let list = format!("/shifts?post={}", id(&post));
        let made = clerk.get(&list).await.ok()["items"].clone();
        assert_eq!(made.as_array().unwrap().len(), 4, "{made}");
        let cancel = json!({ "expected_version": 1, "reason": "场地占用" });
        clerk.post(&format!("/shifts/{}/cancellation", id(&made[0])), cancel).await.ok();
        let moved = json!({ "expected_version": 1, "starts_at": "2026-12-06T01:00:00Z", "ends_at": "2026-12-06T03:00:00Z" });
        clerk.patch(&format!("/shifts/{}", id(&made[1])), moved).await.ok();
        app.later(TimeDelta::days(9));
        crate::posts::sweep(&app.app).await.unwrap();
        crate::posts::sweep(&app.app).await.unwrap();
        let clerk = app.role(Role::CommunityClerk).await;
        let after = clerk.get(&format!("{list}&from=2026-11-24")).await.ok()["items"].clone();
        let starts: Vec<&str> = after.as_array().unwrap().iter().map(|s| s["starts_at"].as_str().unwrap()).collect();
        let days: Vec<&str> = starts.iter().map(|s| &s[5..10]).collect();
        assert_eq!(days, ["11-28", "12-06", "12-12", "12-19", "12-26"]);
        assert_eq!(after[0]["state"], "cancelled");
        let ended = clerk.post(&format!("/post-series/{}/end", id(&series)), json!({ "expected_version": 1 })).await.ok();
        assert_eq!(ended["is_ended"], true);
        let mut bad = ask;
        bad["rule"] = json!("FREQ=HOURLY;COUNT=2");
        assert_eq!(clerk.post(&format!("/posts/{}/series", id(&post)), bad).await.fields(), ["/rule format", "/starts_at range"][..1]);
    }

    async fn shifts_are_found_by_place_kind_day_skill_and_seat(app) {
        let plain = app.shift_in(60, 1).await;
        let skilled = app.post_with(json!({ "category": "mediation", "skills": ["electrical"] })).await;
        let skilled = app.shift_of(&skilled, 60 * 24 * 3, 1).await;
        let member = app.free_member().await;
        let street = app.role(Role::Street).await.get("/me").await.ok()["roles"][0]["node"]["id"].as_str().unwrap().to_owned();
        let found = async |query: &str| -> Vec<bool> {
            let items = member.get(&format!("/shifts?limit=200&{query}")).await.ok()["items"].clone();
            let has = |shift: &Value| items.as_array().unwrap().iter().any(|s| s["id"] == shift["id"]);
            vec![has(&plain), has(&skilled)]
        };
        assert_eq!(found(&format!("street={street}")).await, [true, true]);
        assert_eq!(found(&format!("community={}", app.community().await)).await, [true, true]);
        assert_eq!(found("category=mediation").await, [false, true]);
        assert_eq!(found("skill=electrical").await, [false, true]);
        assert_eq!(found("to=2026-11-24").await, [true, false]);
        assert_eq!(found("from=2026-11-26").await, [false, true]);
        claim_shift(&member, &plain).await.ok();
        assert_eq!(found("free=true").await, [false, true]);
        for bad in ["sort=score", "limit=0", "category=none", "from=tomorrow"] {
            assert_eq!(member.get(&format!("/shifts?{bad}")).await.problem(), "400 bad_query", "{bad}");
        }
        assert_eq!(member.get("/posts?sort=score").await.problem(), "400 bad_query");
    }
}
