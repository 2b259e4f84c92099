//! The waiting list, and shifts that change under those who stand on them.

use super::*;
use crate::both;
use crate::posts::sweep;
use crate::testing::{claim_shift, claim_step};
use chrono::TimeDelta;
use contract::accounts::Role;

async fn kinds(actor: &Actor<'_>) -> Vec<String> {
    let inbox = actor.get("/notices").await.ok();
    inbox["items"].as_array().unwrap().iter().map(|n| n["kind"].as_str().unwrap().to_owned()).collect()
}

both! {
    async fn a_freed_seat_is_offered_in_order_and_goes_on_without_an_answer(app) {
        let shift = app.shift_in(60 * 24, 1).await;
        let people = [app.checked_in("13900000001").await, app.checked_in("13900000002").await, app.checked_in("13900000003").await];
        let held = claim_shift(&people[0], &shift).await.ok();
        let (second, third) = (claim_shift(&people[1], &shift).await.ok(), claim_shift(&people[2], &shift).await.ok());
        assert_eq!((&second["position"], &third["position"]), (&json!(1), &json!(2)));
        let impatient = app.checked_in("13900000004").await;
        let body = json!({ "waits": false });
        assert_eq!(impatient.post(&format!("/shifts/{}/claims", id(&shift)), body).await.problem(), "409 shift_full");
        claim_step(&people[0], &held, "cancellation", json!({})).await.ok();
        let offered = again(&people[1], &second).await;
        assert_eq!((&offered["state"], &offered["allowed_actions"]), (&json!("offered"), &json!(["accept", "cancel"])));
        assert_eq!(kinds(&people[1]).await, ["seat_offered"]);
        assert_eq!(again(&people[2], &third).await["position"], 1);
        assert_consistent(&app).await;
        app.later(TimeDelta::minutes(121));
        let late = app.sign_in("13900000002").await;
        assert_eq!(claim_step(&late, &offered, "acceptance", json!({})).await.problem(), "409 step_refused");
        sweep(&app.app).await.unwrap();
        let late = again(&late, &second).await;
        assert_eq!((&late["state"], &late["end_reason"], &late["is_late"]), (&json!("cancelled"), &json!("no_answer"), &json!(false)));
        let third_again = app.sign_in("13900000003").await;
        let third = again(&third_again, &third).await;
        let third = claim_step(&third_again, &third, "acceptance", json!({})).await.ok();
        assert_eq!(third["state"], "held");
        assert_eq!(app.audit_of(format!("claim/{}", id(&third))).await, ["claim.waitlisted", "claim.offered", "claim.held"]);
        assert_consistent(&app).await;
    }

    async fn more_seats_go_to_those_who_wait_and_none_are_taken_away(app) {
        let (shift, clerk) = (app.shift_in(60 * 24, 1).await, app.role(Role::CommunityClerk).await);
        let (a, b) = (app.checked_in("13900000001").await, app.checked_in("13900000002").await);
        claim_shift(&a, &shift).await.ok();
        let waits = claim_shift(&b, &shift).await.ok();
        let path = format!("/shifts/{}", id(&shift));
        let more = clerk.patch(&path, json!({ "expected_version": shift["version"], "capacity": 2 })).await.ok();
        assert_eq!((&more["free"], &more["waiting"], &again(&b, &waits).await["state"]), (&json!(0), &json!(0), &json!("offered")));
        let less = clerk.patch(&path, json!({ "expected_version": more["version"], "capacity": 1 })).await;
        assert_eq!(less.fields(), ["/capacity range"]);
        assert_eq!(clerk.patch(&path, json!({ "expected_version": 1, "capacity": 9 })).await.problem(), "409 stale_version");
        assert_eq!(app.role(Role::Resident).await.patch(&path, json!({ "expected_version": 2 })).await.problem(), "403 forbidden");
        assert_consistent(&app).await;
    }

    async fn a_cancelled_shift_is_told_and_counts_against_nobody(app) {
        let (shift, host) = (app.shift_in(60, 1).await, app.role(Role::TeamLead).await);
        let (a, b) = (app.checked_in("13900000001").await, app.checked_in("13900000002").await);
        let (held, waits) = (claim_shift(&a, &shift).await.ok(), claim_shift(&b, &shift).await.ok());
        let cancel = json!({ "expected_version": shift["version"], "reason": "场地检修" });
        let gone = host.post(&format!("/shifts/{}/cancellation", id(&shift)), cancel.clone()).await.ok();
        assert_eq!((&gone["state"], &gone["reason"], &gone["allowed_actions"]), (&json!("cancelled"), &json!("场地检修"), &json!([])));
        for (who, claim) in [(&a, &held), (&b, &waits)] {
            let claim = again(who, claim).await;
            assert_eq!((&claim["state"], &claim["end_reason"], &claim["is_late"]), (&json!("cancelled"), &json!("shift_cancelled"), &json!(false)));
            assert_eq!(kinds(who).await, ["shift_cancelled"]);
        }
        let mut again = cancel;
        again["expected_version"] = gone["version"].clone();
        assert_eq!(host.post(&format!("/shifts/{}/cancellation", id(&shift)), again).await.problem(), "409 step_refused");
        assert!(app.audit_of(format!("shift/{}", id(&shift))).await.contains(&"shift.cancelled".to_owned()));
        assert_consistent(&app).await;
    }

    async fn a_moved_shift_lets_go_whoever_is_elsewhere_then(app) {
        let (member, clerk) = (app.free_member().await, app.role(Role::CommunityClerk).await);
        let (first, second) = (app.shift_in(60 * 24, 2).await, app.shift_in(60 * 30, 2).await);
        let (stays, goes) = (claim_shift(&member, &first).await.ok(), claim_shift(&member, &second).await.ok());
        let times = json!({ "expected_version": second["version"], "starts_at": first["starts_at"], "ends_at": first["ends_at"] });
        let moved = clerk.patch(&format!("/shifts/{}", id(&second)), times).await.ok();
        assert_eq!((&moved["free"], &moved["starts_at"]), (&json!(2), &first["starts_at"]));
        assert_eq!((&again(&member, &stays).await["state"], &again(&member, &goes).await["state"]), (&json!("held"), &json!("cancelled")));
        assert_eq!(kinds(&member).await.first().map(String::as_str), Some("shift_moved"));
        assert_consistent(&app).await;
    }

    async fn with_the_check_in_end_the_claims(app) {
        let (member, other) = (app.free_member().await, app.checked_in("13900000001").await);
        let shift = app.shift_in(60 * 24, 1).await;
        let (held, waits) = (claim_shift(&member, &shift).await.ok(), claim_shift(&other, &shift).await.ok());
        let (desk, person) = (crate::orders::Desk::system(&app.app, "test"), member.id.unwrap());
        assert_eq!(app.app.db.write(move |tx| crate::posts::release_all(tx, &desk, person)).await.unwrap(), 1);
        let gone = again(&member, &held).await;
        assert_eq!((&gone["state"], &gone["end_reason"], &gone["is_late"]), (&json!("cancelled"), &json!("check_in_ended"), &json!(false)));
        sweep(&app.app).await.unwrap();
        assert_eq!(again(&other, &waits).await["state"], "offered");
        assert_consistent(&app).await;
    }
}
