//! Two hundred at once on twenty seats (I2): in process, on both databases.

use super::*;
use crate::both;
use crate::testing::{claim_shift, claim_step};
use futures_util::future::join_all;

/// Claims, and comes back when there is too much to do just now, as `Retry-After` asks.
async fn persist(actor: &Actor<'_>, shift: &Value) -> crate::testing::Reply {
    loop {
        let reply = claim_shift(actor, shift).await;
        if reply.status != 503 {
            return reply;
        }
    }
}

both! {
    async fn two_hundred_claim_twenty_seats_at_once(app) {
        let shift = app.shift_in(60 * 24, 20).await;
        let mut people = Vec::new();
        for n in 0..200 {
            people.push(app.checked_in(&format!("139{n:08}")).await);
        }
        let replies = join_all(people.iter().map(|p| persist(p, &shift))).await;
        let (mut held, mut waiting, mut full) = (Vec::new(), Vec::new(), 0);
        for (person, reply) in people.iter().zip(&replies) {
            match (reply.status, reply.json["state"].as_str()) {
                (201, Some("held")) => held.push((person, reply.json.clone())),
                (201, Some("waitlisted")) => waiting.push((person, reply.json.clone())),
                _ => {
                    assert_eq!(reply.problem(), "409 shift_full");
                    full += 1;
                }
            }
        }
        assert_eq!((held.len(), waiting.len(), full), (20, 20, 160));
        assert_consistent(&app).await;
        let mut places: Vec<i64> = Vec::new();
        for (person, claim) in &waiting {
            places.push(again(person, claim).await["position"].as_i64().unwrap());
        }
        let mut sorted = places.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (1..=20).collect::<Vec<i64>>());
        let left = join_all(held.iter().take(10).map(|(p, c)| claim_step(p, c, "cancellation", json!({})))).await;
        assert!(left.iter().all(|r| r.status == 200), "{left:?}");
        for ((person, claim), place) in waiting.iter().zip(&places) {
            let now = again(person, claim).await;
            assert_eq!(now["state"], if *place <= 10 { "offered" } else { "waitlisted" }, "place {place}");
            if *place <= 10 {
                assert_eq!(claim_step(person, &now, "acceptance", json!({})).await.ok()["state"], "held");
            }
        }
        assert_consistent(&app).await;
        assert!(app.audit_holds().await);
    }

    async fn one_person_claims_overlapping_shifts_at_once_and_has_one(app) {
        let member = app.free_member().await;
        let mut shifts = Vec::new();
        for n in 0..6 {
            shifts.push(app.shift_in(60 * 24 + n * 10, 3).await);
        }
        let replies = join_all(shifts.iter().map(|s| claim_shift(&member, s))).await;
        let won = replies.iter().filter(|r| r.status == 201).count();
        assert_eq!(won, 1, "{:?}", replies.iter().map(|r| &r.text).collect::<Vec<_>>());
        assert!(replies.iter().filter(|r| r.status != 201).all(|r| r.problem() == "409 claims_overlap"));
        assert_consistent(&app).await;
    }
}
