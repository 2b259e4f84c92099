//! Members check in, each for themselves.

use super::{again, roles, told, trail};
use crate::testing::{TestApp, check_in_step as step};
use contract::accounts::Role;
use serde_json::{Value, json};

const MEMBER: &str = "17722220001";

async fn ask(app: &TestApp, basis: &str) -> Value {
    json!({ "community_id": app.community().await, "basis": basis, "intents": ["mediation", "neighbour_watch"], "availability": "周末 💡" })
}

crate::both! {
    async fn a_list_that_agrees_makes_it_active_at_once(app) {
        let (keeper, unit) = app.liaison("17711110001").await;
        app.listed(&keeper, &unit, "龚 𬭎", MEMBER).await;
        let member = app.person(MEMBER, "龚𬭎").await;
        let row = member.post("/check-ins", ask(&app, "residence").await).await.ok();
        assert_eq!((&row["state"], &row["unit"]["id"], row.get("due_at")), (&json!("active"), &json!(unit), None), "{row}");
        assert!(row["receipt"].is_string() && row["activated_at"].is_string());
        assert_eq!(row["allowed_actions"], json!(["transfer", "suspend", "end"]));
        assert_eq!(roles(&app, MEMBER).await, ["member 429005/001/001/"]);
        let history = member.get(&format!("/check-ins/{}/events", row["id"].as_str().unwrap())).await.ok();
        let kinds: Vec<_> = history.as_array().unwrap().iter().map(|e| (e["action"].clone(), e["is_system"].clone())).collect();
        assert_eq!(kinds, [(json!("submit"), json!(false)), (json!("activate"), json!(true))]);
        assert_eq!(trail(&app, &row).await, ["check_in.submitted", "check_in.activated"]);
        assert_eq!(told(&app, "check_in_activated", MEMBER).await, 1);
        let inbox = app.sign_in("17711110001").await.get("/notices").await.ok();
        assert!(inbox.to_string().contains("check_in_member"));
        // The unit reads the state of its member, and no other way to the person.
        let list = keeper.get(&format!("/units/{unit}/members")).await.ok();
        assert_eq!((&list["items"][0]["check_in_state"], &list["items"][0]["name"]), (&json!("active"), &json!("龚 𬭎")));
        assert_eq!(again(&keeper, &row).await["member"]["phone"], "177****0001");
        assert!(app.audit_holds().await);
    }

    async fn whatever_the_list_does_not_say_waits_for_a_clerk(app) {
        let (keeper, unit) = app.liaison("17711110001").await;
        app.listed(&keeper, &unit, "龚明", MEMBER).await;
        let member = app.person(MEMBER, "龚亮").await;
        let row = member.post("/check-ins", ask(&app, "residence").await).await.ok();
        assert_eq!((&row["state"], row.get("receipt"), row.get("doubts")), (&json!("submitted"), None, None));
        // Three working days from a Tuesday.
        assert_eq!(row["due_at"].as_str().unwrap().get(..13), Some("2026-11-27T03"));
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(again(&clerk, &row).await["doubts"], json!(["other_name"]));
        assert!(clerk.get("/check-ins?state=submitted&subject=member").await.ok().to_string().contains(row["id"].as_str().unwrap()));
        for outside in [app.other(Role::CommunityClerk).await, app.role(Role::Resident).await, app.liaison("17711110002").await.0] {
            assert_eq!(outside.get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await.problem(), "404 not_found");
            assert_eq!(step(&outside, &row, "activation", json!({})).await.problem(), "404 not_found");
        }
        for other in [app.role(Role::Street).await, member.clone(), keeper.clone()] {
            assert_eq!(step(&other, &row, "activation", json!({})).await.problem(), "403 forbidden");
        }
        let back = step(&clerk, &row, "return", json!({ "reason": "姓名与单位名单不一致" })).await.ok();
        assert_eq!((&back["state"], &back["reason"]), (&json!("returned"), &json!("姓名与单位名单不一致")));
        assert_eq!(step(&clerk, &row, "activation", json!({})).await.problem(), "409 stale_version");
        assert_eq!(step(&clerk, &back, "activation", json!({})).await.problem(), "409 step_refused");
        assert_eq!(told(&app, "check_in_returned", MEMBER).await, 1);
        app.person(MEMBER, "龚明").await;
        let sent = step(&member, &back, "resubmission", json!({ "check_in": ask(&app, "residence").await })).await.ok();
        assert_eq!((&sent["state"], sent.get("reason")), (&json!("active"), None));
        assert_eq!(trail(&app, &row).await, ["check_in.submitted", "check_in.returned", "check_in.resubmitted", "check_in.activated"]);
    }

    async fn one_member_has_one_check_in_also_between_two_requests_at_once(app) {
        let member = app.person(MEMBER, "孙晓燕").await;
        for _ in 0..3 {
            let (one, two) = (ask(&app, "self").await, ask(&app, "self").await);
            let (a, b) = futures_util::join!(member.post("/check-ins", one), member.post("/check-ins", two));
            let (won, lost) = if a.status == 201 { (a, b) } else { (b, a) };
            assert_eq!((won.status, lost.problem().as_str()), (201, "409 already_checked_in"), "{}", won.text);
            step(&member, &won.json, "end", json!({ "why": "withdrawal" })).await.ok();
        }
        let key = "check-in-1";
        let first = member.post_keyed("/check-ins", ask(&app, "self").await, key).await.ok();
        assert_eq!(member.post_keyed("/check-ins", ask(&app, "self").await, key).await.ok(), first);
        assert_eq!(member.post_keyed("/check-ins", ask(&app, "pairing").await, key).await.problem(), "422 idempotency_key_reused");
    }

    async fn what_is_sent_is_looked_at(app) {
        let member = app.person(MEMBER, "孙晓燕").await;
        let with = |field: &str, value: Value| {
            let field = field.to_owned();
            let app = &app;
            async move {
                let mut body = ask(app, "self").await;
                body[field] = value;
                body
            }
        };
        for (field, value, wrong) in [
            ("community_id", json!("01930f2e-6f00-7000-8000-000000000001"), "/community_id unknown"),
            ("unit_id", json!("01930f2e-6f00-7000-8000-000000000001"), "/unit_id unknown"),
            ("intents", json!(["mediation", "mediation"]), "/intents unique"),
            ("intents", json!(["singing"]), "/intents/0 choice"),
            ("availability", json!("a\u{0}b"), "/availability format"),
            ("availability", json!("很".repeat(201)), "/availability length"),
            ("valid_to", json!("2026-12-01"), "/valid_to unknown"),
            ("person_id", json!(member.id.unwrap()), "/person_id unknown"),
            ("basis", json!("birth"), "/basis choice"),
        ] {
            assert_eq!(member.post("/check-ins", with(field, value).await).await.fields(), [wrong]);
        }
        let mut returned = ask(&app, "returned").await;
        assert_eq!(member.post("/check-ins", returned.clone()).await.fields(), ["/valid_to required"]);
        for day in ["2026-11-23", "2027-02-23"] {
            returned["valid_to"] = json!(day);
            assert_eq!(member.post("/check-ins", returned.clone()).await.fields(), ["/valid_to range"], "{day}");
        }
        assert_eq!(app.nobody().post("/check-ins", returned).await.problem(), "401 sign_in_required");
        // A formula is text like any other.
        assert_eq!(member.post("/check-ins", with("availability", json!("=1+1")).await).await.ok()["availability"], "=1+1");
    }

    async fn another_community_takes_it_over_or_does_not(app) {
        let (member, row) = app.active_check_in(MEMBER).await;
        let there = app.other_community().await;
        let body = json!({ "community_id": there, "reason": "搬家到那边" });
        let here = json!({ "community_id": app.community().await, "reason": "搬家到那边" });
        assert_eq!(step(&member, &row, "transfer", here).await.fields(), ["/community_id choice"]);
        let asked = step(&member, &row, "transfer", body.clone()).await.ok();
        assert_eq!((&asked["state"], &asked["transfer_to"]["id"]), (&json!("transferring"), &json!(there)));
        let (old, new) = (app.role(Role::CommunityClerk).await, app.other(Role::CommunityClerk).await);
        assert!(new.get("/check-ins?state=transferring").await.ok().to_string().contains(row["id"].as_str().unwrap()));
        assert_eq!(step(&old, &asked, "transfer-acceptance", json!({})).await.problem(), "403 forbidden");
        let stays = step(&new, &asked, "transfer-refusal", json!({ "reason": "不在本社区居住" })).await.ok();
        assert_eq!((&stays["state"], &stays["community"]["id"]), (&json!("active"), &row["community"]["id"]));
        assert_eq!(new.get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await.problem(), "404 not_found");
        let asked = step(&member, &stays, "transfer", body.clone()).await.ok();
        let back = step(&member, &asked, "transfer-cancellation", json!({})).await.ok();
        let asked = step(&member, &back, "transfer", body).await.ok();
        let moved = step(&new, &asked, "transfer-acceptance", json!({})).await.ok();
        assert_eq!((&moved["state"], &moved["community"]["id"], &moved["receipt"]), (&json!("active"), &json!(there), &row["receipt"]));
        assert_eq!(roles(&app, MEMBER).await, ["member 429005/001/002/"]);
        let history = member.get(&format!("/check-ins/{}/events", row["id"].as_str().unwrap())).await.ok();
        assert_eq!(history.as_array().unwrap().len(), 8);
        assert_eq!(old.get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await.problem(), "404 not_found");
    }

    async fn whoever_asks_for_a_transfer_counts_in_one_place_all_the_time(app) {
        let (member, row) = app.active_check_in(MEMBER).await;
        let (here, there) = (app.community().await, app.other_community().await);
        let street = app.role(Role::Street).await;
        let count = async || {
            let all = street.get("/check-in-coverage").await.ok();
            let at = |id: &str| all.as_array().unwrap().iter().find(|p| p["community"]["id"] == id).unwrap().clone();
            let of = |place: Value| (place["active_members"].as_i64().unwrap(), place["waiting"].as_i64().unwrap());
            (of(at(&here)), of(at(&there)))
        };
        let before = count().await;
        let asked = step(&member, &row, "transfer", json!({ "community_id": there, "reason": "搬家到那边" })).await.ok();
        assert_eq!(count().await, before, "asking moves nobody");
        step(&app.other(Role::CommunityClerk).await, &asked, "transfer-acceptance", json!({})).await.ok();
        let ((active, waiting), (other_active, other_waiting)) = before;
        assert_eq!(count().await, ((active - 1, waiting), (other_active + 1, other_waiting)));
    }

    async fn it_is_suspended_resumed_and_ended_by_those_who_may(app) {
        let (member, row) = app.active_check_in(MEMBER).await;
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(step(&clerk, &row, "suspension", json!({ "reason": "生病住院" })).await.problem(), "403 forbidden");
        let still = step(&member, &row, "suspension", json!({ "reason": "生病住院" })).await.ok();
        assert_eq!((&still["state"], &still["allowed_actions"]), (&json!("suspended"), &json!(["resume", "end"])));
        let person = member.id.unwrap();
        assert!(app.read(move |c| crate::check_ins::active_of(c, person)).await.is_none());
        let on = step(&member, &still, "resumption", json!({})).await.ok();
        assert!(app.read(move |c| crate::check_ins::active_of(c, person)).await.is_some());
        assert_eq!((&on["allowed_endings"], &again(&clerk, &on).await["allowed_endings"]), (&json!(["withdrawal"]), &json!(["death", "mistake"])));
        // A desk elsewhere that was asked to take it over ends nothing, whatever it may do at home.
        let asked = step(&member, &on, "transfer", json!({ "community_id": app.other_community().await, "reason": "搬家到那边" })).await.ok();
        let other = again(&app.other(Role::CommunityClerk).await, &asked).await;
        assert_eq!((&other["allowed_actions"], other.get("allowed_endings")), (&json!(["accept_transfer", "decline_transfer"]), None));
        let on = step(&member, &asked, "transfer-cancellation", json!({})).await.ok();
        for why in ["death", "unit_leave", "mistake"] {
            assert_eq!(step(&member, &on, "end", json!({ "why": why })).await.problem(), "403 forbidden", "{why}");
        }
        assert_eq!(step(&clerk, &on, "end", json!({ "why": "withdrawal" })).await.problem(), "403 forbidden");
        let over = step(&clerk, &on, "end", json!({ "why": "mistake", "note": "重复登记" })).await.ok();
        assert_eq!((&over["state"], &over["reason"], &over["allowed_actions"]), (&json!("ended"), &json!("登记有误：重复登记"), &json!([])));
        assert_eq!(roles(&app, MEMBER).await, Vec::<String>::new());
        assert_eq!(step(&member, &over, "end", json!({ "why": "withdrawal" })).await.problem(), "409 step_refused");
        assert_eq!(told(&app, "check_in_ended", MEMBER).await, 1);
        // It is over, and the next one is another.
        let next = member.post("/check-ins", ask(&app, "self").await).await.ok();
        assert_ne!(next["id"], row["id"]);
        assert_eq!(member.get("/check-ins/own").await.ok()["items"].as_array().unwrap().len(), 2);
    }

    async fn nobody_decides_about_their_own(app) {
        let clerk = app.with_role(MEMBER, Role::CommunityClerk, "429005/001/001/").await;
        let row = clerk.post("/check-ins", ask(&app, "self").await).await.ok();
        assert_eq!(step(&clerk, &row, "activation", json!({})).await.problem(), "403 forbidden");
        assert_eq!(step(&app.role(Role::CommunityClerk).await, &row, "activation", json!({})).await.ok()["state"], "active");
    }
}
