//! One-time codes by SMS.

use super::*;
use chrono::TimeDelta;

crate::both! {
    async fn a_new_number_becomes_a_resident(app) {
        let code = code_for(&app, "13900000001").await;
        let session = with_code(&app, "13900000001", &code).await;
        assert_eq!(session.status, 201);
        let me = &session.json["me"];
        assert_eq!((text(&me["name"]), text(&me["phone_masked"])), ("", "139****0001"));
        assert_eq!((&me["roles"], &me["teams"]), (&json!([]), &json!([])));
        // The second time it is the same person.
        app.later(TimeDelta::minutes(2));
        let code = code_for(&app, "13900000001").await;
        assert_eq!(with_code(&app, "13900000001", &code).await.ok()["me"]["id"], me["id"]);
        assert_eq!(app.audit_of(format!("session/{}", text(&session.json["id"]))).await, ["session.opened"]);
    }

    async fn the_answer_is_the_same_for_numbers_nobody_has(app) {
        let known = app.nobody().post("/phone-codes", json!({ "phone": CLERK })).await;
        let unknown = app.nobody().post("/phone-codes", json!({ "phone": "13900000002" })).await;
        assert_eq!((known.status, unknown.status), (202, 202));
        let shape = |r: &crate::testing::Reply| r.json.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(shape(&known), shape(&unknown));
        assert_eq!(unknown.json["resend_after_seconds"], 60);
    }

    async fn one_code_a_minute_and_ten_a_day(app) {
        let ask = || async { app.nobody().post("/phone-codes", json!({ "phone": "13900000003" })).await };
        assert_eq!(ask().await.status, 202);
        app.later(TimeDelta::seconds(20));
        let refused = ask().await;
        assert_eq!(refused.problem(), "429 too_many_requests");
        let wait: i64 = refused.header("retry-after").unwrap().parse().unwrap();
        assert!((35..=40).contains(&wait), "{wait}");
        app.later(TimeDelta::seconds(wait));
        for _ in 0..9 {
            assert_eq!(ask().await.status, 202);
            app.later(TimeDelta::seconds(61));
        }
        assert_eq!(ask().await.problem(), "429 too_many_requests");
        // Another number is not concerned, and a day later neither is this one.
        assert_eq!(app.nobody().post("/phone-codes", json!({ "phone": "13900000004" })).await.status, 202);
        app.later(TimeDelta::days(1));
        assert_eq!(ask().await.status, 202);
    }

    async fn asked_at_once_there_is_one_code(app) {
        let nobody = app.nobody();
        let ask = || nobody.post("/phone-codes", json!({ "phone": "13900000005" }));
        let replies = futures_util::future::join_all((0..6).map(|_| ask())).await;
        let sent = replies.iter().filter(|r| r.status == 202).count();
        assert_eq!(sent, 1, "{:?}", replies.iter().map(|r| r.status).collect::<Vec<_>>());
    }

    async fn five_wrong_tries_kill_a_code(app) {
        let code = code_for(&app, "13900000006").await;
        for _ in 0..5 {
            assert_eq!(with_code(&app, "13900000006", &wrong(&code)).await.problem(), "401 bad_credentials");
        }
        assert_eq!(with_code(&app, "13900000006", &code).await.problem(), "401 bad_credentials");
        // A new one works.
        app.later(TimeDelta::minutes(1));
        let code = code_for(&app, "13900000006").await;
        assert_eq!(with_code(&app, "13900000006", &code).await.status, 201);
    }

    async fn tries_at_once_are_counted_too(app) {
        let code = code_for(&app, "13900000007").await;
        futures_util::future::join_all((0..12).map(|_| with_code(&app, "13900000007", "000000"))).await;
        let tries: Vec<i32> = app
            .read(|c| {
                use crate::schema::phone_codes as p;
                use diesel::prelude::*;
                p::table.filter(p::phone.eq("13900000007")).select(p::attempts).load(c)
            })
            .await;
        assert_eq!(tries, [5], "{code}");
    }

    async fn a_code_runs_out_and_is_used_once(app) {
        let code = code_for(&app, "13900000008").await;
        app.later(TimeDelta::minutes(5));
        assert_eq!(with_code(&app, "13900000008", &code).await.problem(), "401 bad_credentials");
        let code = code_for(&app, "13900000008").await;
        assert_eq!(with_code(&app, "13900000008", &code).await.status, 201);
        assert_eq!(with_code(&app, "13900000008", &code).await.problem(), "401 bad_credentials");
    }

    async fn a_newer_code_replaces_the_older_one(app) {
        let older = code_for(&app, "13900000009").await;
        app.later(TimeDelta::minutes(1));
        let newer = code_for(&app, "13900000009").await;
        if older != newer {
            assert_eq!(with_code(&app, "13900000009", &older).await.problem(), "401 bad_credentials");
        }
        assert_eq!(with_code(&app, "13900000009", &newer).await.status, 201);
        // The older one does not come to life again when the newer one is used up.
        assert_eq!(with_code(&app, "13900000009", &older).await.problem(), "401 bad_credentials");
    }

    async fn a_code_is_for_its_number_alone(app) {
        let code = code_for(&app, "13900000010").await;
        assert_eq!(with_code(&app, "13900000011", &code).await.problem(), "401 bad_credentials");
    }

    async fn what_is_not_a_number_is_refused(app) {
        for phone in ["", "1390000000", "12900000000", "+8613900000001", "1390000000１", "13900000001 "] {
            let reply = app.nobody().post("/phone-codes", json!({ "phone": phone })).await;
            assert_eq!(reply.fields(), ["/phone format"], "{phone}");
        }
        assert_eq!(app.nobody().post("/sessions", json!({ "phone": CLERK, "password": "x", "code": "123456" })).await.fields(), [" choice"]);
        assert_eq!(app.nobody().post("/sessions", json!({ "phone": CLERK, "code": "12345" })).await.fields(), ["/code format"]);
    }
}
