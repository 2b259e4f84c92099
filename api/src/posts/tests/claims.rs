//! Claiming, and every way to be refused.

use super::*;
use crate::both;
use crate::testing::{claim_shift, claim_step};
use chrono::TimeDelta;
use contract::accounts::Role;

both! {
    async fn a_member_claims_for_themselves_and_for_nobody_else(app) {
        let (member, shift) = (app.free_member().await, app.shift_in(60 * 24, 2).await);
        let path = format!("/shifts/{}/claims", id(&shift));
        let other = app.checked_in("13900000001").await;
        // There is no field to name somebody in, for a host, a clerk or a secretary as little as for anybody.
        for who in [&member, &app.role(Role::CommunitySecretary).await, &app.role(Role::TeamLead).await] {
            let body = json!({ "person_id": other.id.unwrap() });
            assert_eq!(who.post(&path, body).await.fields(), ["/person_id unknown"]);
        }
        let claim = claim_shift(&member, &shift).await.ok();
        assert_eq!((&claim["state"], &claim["is_mine"], &claim["allowed_actions"]), (&json!("held"), &json!(true), &json!(["cancel"])));
        assert_eq!(claim_shift(&member, &shift).await.problem(), "409 claim_exists");
        assert_eq!(other.get(&format!("/claims/{}", id(&claim))).await.problem(), "404 not_found");
        let seen = member.get(&format!("/shifts/{}", id(&shift))).await.ok();
        assert_eq!((&seen["free"], &seen["own_claim"]["id"]), (&json!(1), &claim["id"]));
        assert_eq!(app.audit_of(format!("claim/{}", id(&claim))).await, ["claim.held"]);
        assert_consistent(&app).await;
    }

    async fn a_double_click_makes_one_claim(app) {
        let (member, shift) = (app.free_member().await, app.shift_in(60 * 24, 2).await);
        let path = format!("/shifts/{}/claims", id(&shift));
        let first = member.post_keyed(&path, json!({}), "click").await.ok();
        assert_eq!(member.post_keyed(&path, json!({}), "click").await.ok()["id"], first["id"]);
        assert_eq!(member.post_keyed(&path, json!({ "waits": false }), "click").await.problem(), "422 idempotency_key_reused");
        assert_consistent(&app).await;
    }

    async fn who_is_not_checked_in_claims_nothing(app) {
        let shift = app.shift_in(60 * 24, 2).await;
        assert_eq!(claim_shift(&app.sign_in("13900000002").await, &shift).await.problem(), "409 check_in_required");
        assert_eq!(app.nobody().post(&format!("/shifts/{}/claims", id(&shift)), json!({})).await.problem(), "401 sign_in_required");
    }

    async fn not_yet_and_not_any_more(app) {
        let (member, clerk) = (app.free_member().await, app.role(Role::CommunityClerk).await);
        let far = app.shift_in(60 * 24 * 20, 2).await;
        assert_eq!(claim_shift(&member, &far).await.problem(), "409 claim_not_open");
        let soon = app.shift_in(5, 2).await;
        app.later(TimeDelta::minutes(6));
        assert_eq!(claim_shift(&member, &soon).await.problem(), "409 claim_closed");
        let gone = app.shift_in(60, 2).await;
        clerk.post(&format!("/shifts/{}/cancellation", id(&gone)), json!({ "expected_version": 1, "reason": "下雨" })).await.ok();
        assert_eq!(claim_shift(&member, &gone).await.problem(), "409 claim_closed");
        let paused = app.post_with(json!({})).await;
        let shift = app.shift_of(&paused, 60, 2).await;
        clerk.post(&format!("/posts/{}/pause", id(&paused)), json!({ "expected_version": paused["version"] })).await.ok();
        assert_eq!(claim_shift(&member, &shift).await.problem(), "409 claim_closed");
        let draft = clerk.post("/posts", app.new_post().await).await.ok();
        let hidden = app.shift_of(&draft, 60, 2).await;
        assert_eq!(claim_shift(&member, &hidden).await.problem(), "404 not_found");
    }

    async fn nobody_is_expected_at_two_places_and_three_a_day_are_enough(app) {
        let member = app.free_member().await;
        let (a, b) = (app.shift_in(60, 2).await, app.shift_in(120, 2).await);
        let (one, two) = futures_util::future::join(claim_shift(&member, &a), claim_shift(&member, &b)).await;
        let (won, lost) = if one.status == 201 { (one, two) } else { (two, one) };
        assert_eq!((won.status, lost.problem().as_str()), (201, "409 claims_overlap"));
        assert_consistent(&app).await;
        // The next local day, one after the other: the fourth is too much.
        let post = app.post_with(json!({})).await;
        for n in 0..4 {
            let shift = app.shift_of(&post, 60 * 20 + n * 150, 2).await;
            let reply = claim_shift(&member, &shift).await;
            if n < 3 { reply.ok(); } else { assert_eq!(reply.problem(), "409 daily_limit") }
        }
    }

    async fn what_the_post_asks_for_is_asked_for(app) {
        let member = app.free_member().await;
        let clerk = app.role(Role::CommunityClerk).await;
        let change = json!({ "category": "mediation", "skills": ["electrical"], "licences": ["护士"], "min_age": 18 });
        let shift = { let post = app.post_with(change).await; app.shift_of(&post, 60 * 24, 2).await };
        let refused = async || claim_shift(&member, &shift).await;
        assert_eq!(refused().await.problem(), "409 not_qualified");
        let own = member.get("/volunteers/own").await.ok();
        member.patch("/volunteers/own", json!({ "expected_version": own["version"], "birth_year": 1980 })).await.ok();
        for (kind, code) in [("skill", "electrical"), ("licence", "护士"), ("mediator", "mediator")] {
            assert_eq!(refused().await.problem(), "409 not_qualified");
            let stated = member.post("/qualifications", json!({ "kind": kind, "code": code })).await.ok();
            let path = format!("/qualifications/{}/confirmation", id(&stated));
            if kind != "skill" {
                assert_eq!(refused().await.problem(), "409 not_qualified");
                let other = app.other(Role::CommunityClerk).await;
                assert_eq!(other.post(&path, json!({ "expected_version": 1, "is_confirmed": true })).await.problem(), "404 not_found");
                assert_eq!(clerk.post(&path, json!({ "expected_version": 1, "is_confirmed": false })).await.fields(), ["/reason required"]);
                clerk.post(&path, json!({ "expected_version": 1, "is_confirmed": true })).await.ok();
                assert_eq!(clerk.post(&path, json!({ "expected_version": 1, "is_confirmed": true })).await.problem(), "409 stale_version");
            }
        }
        assert_eq!(refused().await.ok()["state"], "held");
        let bad = member.post("/qualifications", json!({ "kind": "skill", "code": "=1+1" })).await;
        assert_eq!(bad.fields(), ["/code unknown"]);
    }

    async fn giving_back_is_free_until_the_cut_off_and_illness_never_counts(app) {
        let member = app.free_member().await;
        let early = claim_shift(&member, &app.shift_in(60 * 13, 2).await).await.ok();
        let early = claim_step(&member, &early, "cancellation", json!({})).await.ok();
        assert_eq!((&early["state"], &early["is_late"], &early["end_reason"]), (&json!("cancelled"), &json!(false), &json!("plans")));
        for (reason, is_late) in [("work", true), ("illness", false)] {
            let claim = claim_shift(&member, &app.shift_in(60 * 11, 2).await).await.ok();
            assert_eq!(claim_step(&member, &claim, "cancellation", json!({})).await.fields(), ["/reason required"]);
            let system = json!({ "reason": "shift_cancelled" });
            assert_eq!(claim_step(&member, &claim, "cancellation", system).await.fields(), ["/reason choice"]);
            let stranger = app.checked_in("13900000003").await;
            assert_eq!(claim_step(&stranger, &claim, "cancellation", json!({ "reason": "work" })).await.problem(), "404 not_found");
            let host = app.role(Role::TeamLead).await;
            assert_eq!(claim_step(&host, &claim, "cancellation", json!({ "reason": "work" })).await.problem(), "403 forbidden");
            let gone = claim_step(&member, &claim, "cancellation", json!({ "reason": reason })).await.ok();
            assert_eq!(gone["is_late"], is_late);
            assert_eq!(claim_step(&member, &gone, "cancellation", json!({})).await.problem(), "409 step_refused");
        }
        let promises = member.get("/records/own").await.ok()["kept_promises"].clone();
        assert_eq!(promises, json!({ "rate": 0.0, "numerator": 0, "denominator": 1, "excluded": 1 }));
        assert_record_is_fold(&member).await;
        assert_consistent(&app).await;
    }
}
