//! Passwords: one answer for every failure, and the lock.

use super::*;
use chrono::TimeDelta;

crate::both! {
    async fn every_failure_looks_the_same(app) {
        let wrong_password = with_password(&app, CLERK, "not it").await;
        let nobody_there = with_password(&app, "13900000020", "not it").await;
        // Somebody without a password.
        app.sign_in("13900000021").await;
        let no_password = with_password(&app, "13900000021", "not it").await;
        let same = |r: &crate::testing::Reply| {
            let mut json = r.json.clone();
            json["trace_id"] = json!(null);
            (r.problem(), json)
        };
        assert_eq!(same(&wrong_password).0, "401 bad_credentials");
        assert_eq!(same(&wrong_password), same(&nobody_there));
        assert_eq!(same(&wrong_password), same(&no_password));
        assert_eq!(wrong_password.header("set-cookie"), None);
        assert!(!wrong_password.text.contains("not it"));
    }

    async fn five_wrong_tries_lock_the_account_for_a_while(app) {
        for _ in 0..5 {
            assert_eq!(with_password(&app, CLERK, "not it").await.problem(), "401 bad_credentials");
        }
        let locked = demo(&app).await;
        assert_eq!(locked.problem(), "429 account_locked");
        let wait: i64 = locked.header("retry-after").unwrap().parse().unwrap();
        assert!((890..=900).contains(&wait), "{wait}");
        app.later(TimeDelta::seconds(wait) + TimeDelta::seconds(1));
        assert_eq!(demo(&app).await.status, 201);
        // It begins anew: one wrong try does not lock again.
        assert_eq!(with_password(&app, CLERK, "not it").await.problem(), "401 bad_credentials");
        assert_eq!(demo(&app).await.status, 201);
    }

    async fn a_right_one_in_between_begins_the_count_anew(app) {
        for _ in 0..2 {
            for _ in 0..4 {
                assert_eq!(with_password(&app, CLERK, "not it").await.problem(), "401 bad_credentials");
            }
            assert_eq!(demo(&app).await.status, 201);
        }
    }

    async fn wrong_tries_at_once_are_all_counted(app) {
        futures_util::future::join_all((0..5).map(|_| with_password(&app, CLERK, "not it"))).await;
        assert_eq!(demo(&app).await.problem(), "429 account_locked");
    }

    async fn secrets_are_never_told(app) {
        let session = demo(&app).await;
        let me = bearer(&app, text(&session.json["access_token"])).await;
        for reply in [&session, &me] {
            for secret in ["password", "hash", "argon2", DEMO_PASSWORD, CLERK] {
                assert!(!reply.text.contains(secret), "{secret}: {}", reply.text);
            }
        }
        // The refresh token is in the cookie alone, and the database knows only its digest.
        let cookie = cookie(&session);
        let token = cookie.split('=').nth(1).unwrap().to_owned();
        assert!(!session.text.contains(&token));
        let kept: Vec<String> = app.read(|c| {
            use crate::schema::refresh_tokens as r;
            use diesel::prelude::*;
            r::table.select(r::token_hash).load(c)
        }).await;
        assert!(!kept.is_empty() && !kept.contains(&token));
        // A code is nowhere once it was delivered.
        let code = code_for(&app, "13900000022").await;
        let payloads: Vec<String> = app.read(|c| {
            use crate::schema::{outbox as o, phone_codes as p};
            use diesel::prelude::*;
            let rows: Vec<crate::platform::db::types::Json<serde_json::Value>> = o::table.filter(o::subject.eq("phone_code")).select(o::payload).load(c)?;
            let hashes: Vec<String> = p::table.select(p::code_hash).load(c)?;
            Ok(rows.into_iter().map(|r| r.0.to_string()).chain(hashes).collect())
        }).await;
        assert!(payloads.iter().all(|p| p.len() == 64 || p == "{}"), "{code}: {payloads:?}");
    }
}
