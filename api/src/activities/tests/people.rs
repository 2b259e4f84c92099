//! Signing up, having been there, and the ledger.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::posts::tests::assert_record_is_fold;
use crate::testing::{fresh_phone, invitation_of, read_thing};
use chrono::TimeDelta;
use contract::accounts::Role;

both! {
    async fn members_of_units_that_come_and_the_checked_in_sign_up_for_themselves(app) {
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let (colleague, member, resident) = (app.person(&fresh_phone(), "𬭎建军").await, app.free_member().await, app.role(Role::Resident).await);
        app.join_unit(&colleague, &unit).await;
        let activity = app.invited(&unit).await;
        assert_eq!(sign_up(&colleague, &activity).await.problem(), "403 forbidden");
        answer(&liaison, &invitation_of(&activity, &unit), "acceptance", yes()).await.ok();
        let place = sign_up(&colleague, &activity).await.ok();
        assert_eq!((&place["my_sign_up"]["unit"]["id"], &place["taken"]), (&json!(unit), &json!(1)));
        assert_eq!(place["allowed_actions"], json!(["take_back"]));
        assert_eq!(colleague.get("/notices?limit=1").await.ok()["items"][0]["kind"], "activity_joined");
        sign_up(&member, &activity).await.ok();
        assert_eq!(sign_up(&member, &activity).await.problem(), "409 already_signed_up");
        assert_eq!(sign_up(&app.sign_in(&fresh_phone()).await, &activity).await.problem(), "403 forbidden");
        assert_eq!(member.get("/activities/own?role=joined").await.ok()["items"][0]["id"], activity["id"]);
        // The liaison sees the unit's people, the organiser all, a resident nobody.
        assert_eq!(liaison.get(&path(&activity, "sign-ups")).await.ok().as_array().unwrap().len(), 1);
        assert_eq!(app.sign_ups(&activity).await.len(), 2);
        assert_eq!(resident.get(&path(&activity, "sign-ups")).await.problem(), "403 forbidden");
        let mine = &place["my_sign_up"];
        assert_eq!(step_of_thing(&member, "activity-sign-ups", mine, "cancellation", json!({})).await.problem(), "404 not_found");
        let stale = json!({ "id": mine["id"], "version": 7 });
        assert_eq!(step_of_thing(&colleague, "activity-sign-ups", &stale, "cancellation", json!({})).await.problem(), "409 stale_version");
        let back = step_of_thing(&colleague, "activity-sign-ups", mine, "cancellation", json!({})).await.ok();
        assert!(back.get("my_sign_up").is_none() && back["taken"] == 1);
        let again = json!({ "id": mine["id"], "version": 2 });
        assert_eq!(step_of_thing(&colleague, "activity-sign-ups", &again, "cancellation", json!({})).await.problem(), "409 step_refused");
        sign_up(&colleague, &activity).await.ok();
        let closed = app.activity_with(json!({ "is_open_to_all": false })).await;
        assert_eq!(sign_up(&member, &closed).await.problem(), "403 forbidden");
        assert_consistent(&app).await;
    }

    async fn a_place_is_given_back_and_taken_again_only_so_often(app) {
        let member = app.free_member().await;
        let activity = app.activity_with(json!({})).await;
        for round in 1..=3 {
            let place = sign_up(&member, &activity).await.ok();
            assert_eq!(place["allowed_actions"], json!(["take_back"]), "{round}");
            step_of_thing(&member, "activity-sign-ups", &place["my_sign_up"], "cancellation", json!({})).await.ok();
        }
        let refused = sign_up(&member, &activity).await;
        assert_eq!(refused.problem(), "409 step_refused");
        assert!(refused.text.contains("as often as one may"), "{}", refused.text);
        assert_eq!(read_thing(&member, "activities", &activity).await["allowed_actions"], json!([]));
        let inbox = member.get("/notices?limit=200").await.ok();
        assert_eq!(inbox["items"].as_array().unwrap().iter().filter(|n| n["kind"] == "activity_joined").count(), 3);
        // Others, and another activity, are not touched.
        sign_up(&app.checked_in(&fresh_phone()).await, &activity).await.ok();
        sign_up(&member, &app.activity_with(json!({})).await).await.ok();
        assert_consistent(&app).await;
    }

    async fn of_two_who_want_the_last_place_one_gets_it(app) {
        let (first, second) = (app.free_member().await, app.checked_in(&fresh_phone()).await);
        for day in 4..7 {
            let starts = app.clock.now() + TimeDelta::days(day);
            let activity = app.activity_with(json!({ "capacity": 1, "starts_at": starts, "ends_at": starts + TimeDelta::hours(2) })).await;
            let (a, b) = futures_util::future::join(sign_up(&first, &activity), sign_up(&second, &activity)).await;
            let (won, lost) = if a.status == 201 { (a, b) } else { (b, a) };
            assert_eq!((won.status, lost.problem().as_str()), (201, "409 activity_full"), "{}", won.text);
        }
        let text = "UPDATE activities SET taken = capacity + 1";
        let done = app.app.db.write(move |tx: &mut Conn| ApiResult::Ok(diesel::sql_query(text).execute(tx)?)).await;
        assert!(done.is_err(), "the database takes more than fit");
        assert_consistent(&app).await;
    }

    async fn nobody_is_at_two_places_at_once(app) {
        let member = app.free_member().await;
        let starts = app.clock.now() + TimeDelta::minutes(90);
        let at = |from: i64| json!({ "starts_at": starts + TimeDelta::hours(from), "ends_at": starts + TimeDelta::hours(from + 2), "answer_by": starts });
        let (first, over, after) = (app.activity_with(at(0)).await, app.activity_with(at(1)).await, app.activity_with(at(2)).await);
        sign_up(&member, &first).await.ok();
        assert_eq!(sign_up(&member, &over).await.problem(), "409 claims_overlap");
        sign_up(&member, &after).await.ok();
        let shift = app.shift_in(120, 3).await;
        assert_eq!(crate::testing::claim_shift(&member, &shift).await.problem(), "409 claims_overlap");
        let (other, shift) = (app.checked_in(&fresh_phone()).await, app.shift_in(120, 3).await);
        crate::testing::claim_shift(&other, &shift).await.ok();
        assert_eq!(sign_up(&other, &first).await.problem(), "409 claims_overlap");
        assert_consistent(&app).await;
    }

    async fn time_that_has_not_passed_is_nobodys(app) {
        let member = app.free_member().await;
        let activity = app.activity_soon().await;
        sign_up(&member, &activity).await.ok();
        app.later(TimeDelta::minutes(31));
        let clerk = app.role(Role::CommunityClerk).await;
        let held = step(&clerk, &read_thing(&clerk, "activities", &activity).await, "completion", json!({})).await.ok();
        let place = app.sign_ups(&activity).await[0].clone();
        let mark = |minutes: i32| json!({ "marks": [{ "sign_up_id": place["id"], "expected_version": place["version"], "is_present": true, "minutes": minutes }] });
        assert_eq!(clerk.post(&path(&held, "attendance"), mark(31)).await.fields(), ["/marks/0/minutes range"]);
        clerk.post(&path(&held, "attendance"), mark(30)).await.ok();
    }

    async fn whoever_had_a_place_reads_why_it_was_cancelled(app) {
        let (member, stranger) = (app.free_member().await, app.checked_in(&fresh_phone()).await);
        let activity = app.activity_with(json!({})).await;
        sign_up(&member, &activity).await.ok();
        let clerk = app.role(Role::CommunityClerk).await;
        // The city's office works without names.
        assert_eq!(app.role(Role::CityOffice).await.get(&path(&activity, "sign-ups")).await.problem(), "403 forbidden");
        let now = read_thing(&clerk, "activities", &activity).await;
        step(&clerk, &now, "cancellation", json!({ "reason": "暴雨预警" })).await.ok();
        assert_eq!(read_thing(&member, "activities", &activity).await["reason"], "暴雨预警");
        assert_eq!(stranger.get(path(&activity, "").trim_end_matches('/')).await.problem(), "404 not_found");
    }

    async fn who_was_there_has_it_in_the_record_once_and_a_mistake_is_taken_back(app) {
        let (clerk, member, other) = (app.role(Role::CommunityClerk).await, app.free_member().await, app.checked_in(&fresh_phone()).await);
        let activity = app.activity_soon().await;
        for actor in [&clerk, &member, &other] {
            app.check_in(actor.id.unwrap()).await;
            sign_up(actor, &activity).await.ok();
        }
        let now = read_thing(&clerk, "activities", &activity).await;
        assert_eq!(step(&clerk, &now, "completion", json!({})).await.problem(), "409 step_refused");
        app.later(TimeDelta::hours(3));
        let (clerk, member) = (app.role(Role::CommunityClerk).await, app.role(Role::Member).await);
        assert_eq!(crate::activities::sweep(&app.app).await.unwrap().held, 1);
        assert_eq!(sign_up(&member, &activity).await.problem(), "409 already_signed_up");
        let places = app.sign_ups(&activity).await;
        let mark = |n: usize, mut more: Value| {
            (more["sign_up_id"], more["expected_version"]) = (places[n]["id"].clone(), places[n]["version"].clone());
            more
        };
        let record = async |actor: &Actor<'_>, marks: Value| actor.post(&path(&activity, "attendance"), json!({ "marks": marks })).await;
        let own = record(&clerk, json!([mark(0, json!({ "is_present": true }))])).await;
        assert_eq!(own.fields(), ["/marks/0/sign_up_id own"]);
        let long = record(&clerk, json!([mark(1, json!({ "is_present": true, "minutes": 121 }))])).await;
        assert_eq!(long.fields(), ["/marks/0/minutes range"]);
        assert_eq!(record(&member, json!([mark(1, json!({ "is_present": true }))])).await.problem(), "403 forbidden");
        let marks = json!([mark(1, json!({ "is_present": true, "minutes": 90, "evidence": "attested" })), mark(2, json!({ "is_present": false }))]);
        record(&clerk, marks).await.ok();
        let report = json!({ "people_served": 240, "summary": "清理楼道", "outcomes": [{ "indicator": "卫生死角", "number": 37, "unit": "处" }] });
        let held = read_thing(&clerk, "activities", &activity).await;
        assert_eq!(step(&clerk, &held, "closure", report.clone()).await.problem(), "409 step_refused");
        let secretary = app.role(Role::CommunitySecretary).await;
        record(&secretary, json!([mark(0, json!({ "is_present": true }))])).await.ok();
        let closed = step(&clerk, &held, "closure", report.clone()).await.ok();
        assert_eq!((&closed["report"]["present"], &closed["report"]["minutes"]), (&json!(2), &json!(210)));
        assert_eq!(closed["report"]["outcomes"][0], json!({ "indicator": "卫生死角", "number": 37, "unit": "处" }));
        assert_eq!(step(&clerk, &closed, "closure", report).await.problem(), "409 step_refused");
        let rows = member.get("/service-logs?source=activity").await.ok()["items"].clone();
        assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
        assert_eq!((&rows[0]["minutes"], &rows[0]["evidence"], &rows[0]["category"]), (&json!(90), &json!("attested"), &json!("civility_sanitation")));
        assert_eq!(rows[0]["source_id"], places[1]["id"]);
        assert_record_is_fold(&member).await;
        let void = format!("/service-logs/{}/void", rows[0]["id"].as_str().unwrap());
        secretary.post(&void, json!({ "reason": "登记有误" })).await.ok();
        assert_record_is_fold(&member).await;
        assert_eq!(record(&clerk, json!([mark(1, json!({ "is_present": true }))])).await.problem(), "409 step_refused");
        assert_consistent(&app).await;
    }
}
