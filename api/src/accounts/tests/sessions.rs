//! Access tokens, the rotating refresh token, signing out.

use super::*;
use chrono::TimeDelta;

crate::both! {
    async fn the_cookie_is_kept_from_scripts_and_from_other_sites(app) {
        let raw = demo(&app).await.header("set-cookie").unwrap();
        for part in ["sbd_refresh=", "HttpOnly", "SameSite=Strict", "Path=/api/v1/sessions", "Max-Age=2592000"] {
            assert!(raw.contains(part), "{part}: {raw}");
        }
        assert!(!raw.contains("Secure"));
    }

    async fn a_refresh_token_works_once_and_gives_the_next(app) {
        let opened = demo(&app).await;
        let first = cookie(&opened);
        let second = refresh(&app, &first).await;
        assert_eq!((second.status, &second.json["id"]), (201, &opened.json["id"]));
        let third = refresh(&app, &cookie(&second)).await;
        assert_eq!(third.status, 201);
        assert_ne!(cookie(&third), first);
        assert_eq!(bearer(&app, text(&third.json["access_token"])).await.status, 200);
    }

    async fn a_token_that_comes_twice_ends_the_whole_session(app) {
        let opened = demo(&app).await;
        let (stolen, session) = (cookie(&opened), text(&opened.json["id"]).to_owned());
        let next = refresh(&app, &stolen).await;
        app.later(TimeDelta::seconds(30));
        assert_eq!(refresh(&app, &stolen).await.problem(), "401 session_ended");
        assert_eq!(refresh(&app, &cookie(&next)).await.problem(), "401 session_ended");
        assert_eq!(bearer(&app, text(&next.json["access_token"])).await.problem(), "401 session_ended");
        assert_eq!(app.audit_of(format!("session/{session}")).await, ["session.opened", "session.token_reused"]);
        // Another session of the same person goes on.
        assert_eq!(demo(&app).await.status, 201);
        assert!(app.audit_holds().await);
    }

    /// A page that was left before the answer came, two tabs that wake at once.
    async fn two_that_come_at_once_go_on_both(app) {
        let shared = cookie(&demo(&app).await);
        let replies = futures_util::future::join_all((0..2).map(|_| refresh(&app, &shared))).await;
        app.later(TimeDelta::seconds(29));
        let late = refresh(&app, &shared).await;
        for reply in replies.iter().chain([&late]) {
            assert_eq!(reply.status, 201, "{}", reply.text);
            assert_eq!(refresh(&app, &cookie(reply)).await.status, 201, "each goes on with its own");
        }
    }

    async fn without_a_good_cookie_there_is_nothing(app) {
        assert_eq!(app.nobody().post("/sessions/refresh", json!({})).await.problem(), "401 sign_in_required");
        for bad in ["sbd_refresh=", "sbd_refresh=00", "sbd_refresh=%00", "other=1; sbd_refresh=你好"] {
            let reply = refresh(&app, bad).await;
            assert_eq!(reply.status, 401, "{bad}");
            reply.problem();
        }
        let cookie = cookie(&demo(&app).await);
        app.later(TimeDelta::days(30));
        assert_eq!(refresh(&app, &cookie).await.problem(), "401 session_ended");
    }

    async fn signing_out_ends_it_at_once(app) {
        let opened = demo(&app).await;
        let (token, kept) = (text(&opened.json["access_token"]), cookie(&opened));
        let request = TestRequest::delete().uri("/api/v1/sessions/current").insert_header((header::AUTHORIZATION, format!("Bearer {token}")));
        let reply = app.nobody().send(request).await;
        assert_eq!((reply.status, reply.text.as_str()), (204, ""));
        assert!(reply.header("set-cookie").unwrap().contains("Max-Age=0"));
        assert_eq!(bearer(&app, token).await.problem(), "401 session_ended");
        assert_eq!(refresh(&app, &kept).await.problem(), "401 session_ended");
        assert_eq!(app.audit_of(format!("session/{}", text(&opened.json["id"]))).await, ["session.opened", "session.closed"]);
    }

    async fn an_access_token_runs_out(app) {
        let opened = demo(&app).await;
        let token = text(&opened.json["access_token"]);
        app.later(TimeDelta::minutes(14));
        assert_eq!(bearer(&app, token).await.status, 200);
        app.later(TimeDelta::minutes(1));
        let refused = bearer(&app, token).await;
        assert_eq!(refused.problem(), "401 sign_in_required");
        assert_eq!(refused.header("www-authenticate").as_deref(), Some("Bearer"));
    }

    async fn a_forged_token_is_no_token(app) {
        let opened = demo(&app).await;
        let token = text(&opened.json["access_token"]);
        let parts: Vec<&str> = token.split('.').collect();
        let none = format!("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{}.", parts[1]);
        let other = format!("{}.{}.{}", parts[0], parts[1], parts[2].chars().rev().collect::<String>());
        let now = crate::testing::now();
        let strange = crate::platform::tokens::Tokens::new("another secret, just as long as ours is", 15);
        let (person, session) = (contract::PersonId(uuid::Uuid::now_v7()), contract::SessionId(uuid::Uuid::now_v7()));
        let (foreign, _) = strange.issue(person, session, now).unwrap();
        for bad in [none.as_str(), other.as_str(), foreign.as_str(), "", "x", "a.b.c", &format!("{token}.x"), &"a".repeat(5000)] {
            assert_eq!(bearer(&app, bad).await.problem(), "401 sign_in_required", "{bad}");
        }
        // Signed rightly, for a session that never was.
        let (ghost, _) = app.app.tokens.issue(person, session, now).unwrap();
        assert_eq!(bearer(&app, &ghost).await.problem(), "401 session_ended");
        for scheme in ["Basic", "bearer2", ""] {
            let request = TestRequest::get().uri("/api/v1/me").insert_header((header::AUTHORIZATION, format!("{scheme} {token}")));
            assert_eq!(app.nobody().send(request).await.problem(), "401 sign_in_required", "{scheme}");
        }
        let request = TestRequest::get().uri("/api/v1/me").insert_header((header::AUTHORIZATION, format!("bEaReR {token}")));
        assert_eq!(app.nobody().send(request).await.status, 200);
    }

    async fn a_key_makes_no_token_come_twice(app) {
        let ask = json!({ "phone": CLERK, "password": DEMO_PASSWORD });
        let (one, two) = (app.nobody().post_keyed("/sessions", ask.clone(), "k").await, app.nobody().post_keyed("/sessions", ask, "k").await);
        assert_ne!(one.ok()["access_token"], two.ok()["access_token"]);
    }
}

/// Whoever wants no grace has none.
#[actix_web::test]
async fn without_grace_the_first_reuse_ends_it() {
    let app = TestApp::with(Backend::Sqlite, |c| c.auth.refresh_grace_seconds = 0).await;
    let shared = cookie(&demo(&app).await);
    let replies = futures_util::future::join_all((0..2).map(|_| refresh(&app, &shared))).await;
    let mut statuses: Vec<u16> = replies.iter().map(|r| r.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 401]);
}
