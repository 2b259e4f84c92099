//! Who sees what of an order: the contact, the timeline, who has looked.

use super::*;
use crate::both;
use crate::testing::{answer_of, offers_in, path_of, read_again, step_of};
use serde_json::json;

fn contact(order: &Value) -> String {
    let c = &order["contact"];
    let word = |name: &str| c[name].as_str().unwrap().to_owned();
    format!("{} | {} | {} | {}", word("name"), word("phone"), word("address"), c["is_masked"])
}

const WHOLE: &str = "王秀英 | 16000000001 | 园林小区 3 栋 2 单元 501 | false";
const ENDS: &str = "王** | 160****0001 | 园林小区 * 栋 * 单元 *** | true";
const NEED_ONLY: &str = "王** |  |  | true";

both! {
    async fn a_team_sees_the_need_first_and_the_door_after_taking_it(app) {
        let order = app.order(OrderState::Dispatched).await;
        let (lead, member) = (app.role(Role::TeamLead).await, app.role(Role::Member).await);
        for who in [&lead, &member] {
            let seen = read_again(who, &order).await;
            assert_eq!((contact(&seen).as_str(), seen["text"].as_str()), (NEED_ONLY, order["text"].as_str()));
            assert_eq!(seen["community"]["name"], order["community"]["name"]);
            assert_eq!(allowed(&seen), "");
            let refused = who.post(&path_of(&order, "reveals"), json!({ "reason": "想先看看" })).await;
            assert_eq!(refused.problem(), "403 forbidden");
        }
        let taken = app.taken(&lead, &read_again(&lead, &order).await).await;
        assert_eq!((contact(&taken).as_str(), allowed(&taken).as_str()), (WHOLE, "add_measure record_contact"));
        assert_eq!(contact(&read_again(&member, &order).await), NEED_ONLY);
        let reveals = app.role(Role::Resident).await.get(&path_of(&order, "reveals")).await.ok();
        assert_eq!((reveals["items"][0]["who"].as_str(), reveals["items"][0]["reason"].as_str()), (Some("张建军"), Some("接单")));
        assert_eq!(reveals["items"].as_array().unwrap().len(), 1);
    }

    async fn lead_and_responsible_member_both_see_the_door_and_both_are_listed(app) {
        let order = app.order(OrderState::Accepted).await;
        let (clerk, lead, member) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await, app.role(Role::Member).await);
        let mut offer = app.offer(&order).await;
        offer["responsible_person_id"] = json!(member.id.unwrap());
        let order = step_of(&clerk, &order, "dispatches", offer).await;
        assert_eq!(order["responsible_person"]["name"], "李国强");
        let taken = answer_of(&lead, offers_in(&order, "offered")[0], "acceptance", json!({})).await.ok();
        assert_eq!((contact(&taken).as_str(), contact(&read_again(&member, &order).await).as_str()), (WHOLE, WHOLE));
        let reveals = app.role(Role::Resident).await.get(&path_of(&order, "reveals")).await.ok();
        let mut names: Vec<&str> = reveals["items"].as_array().unwrap().iter().map(|r| r["who"].as_str().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, ["张建军", "李国强"]);
        // The responsible person works on it as the lead does.
        let begun = step_of(&member, &taken, "contact", json!({ "method": "visit", "note": "已见面" })).await;
        assert_eq!(allowed(&begun), "add_measure complete add_progress wait ask_extension");
        assert_consistent(&app).await;
    }

    async fn whoever_declined_or_handed_back_does_not_see_the_order_any_more(app) {
        let lead = app.role(Role::TeamLead).await;
        let reason = json!({ "reason": "no_capacity" });
        let order = app.order(OrderState::Dispatched).await;
        let declined = answer_of(&lead, offers_in(&order, "offered")[0], "refusal", reason.clone()).await;
        assert_eq!(declined.status, 200, "{}", declined.text);
        assert_eq!(lead.get(path_of(&order, "").trim_end_matches('/')).await.problem(), "404 not_found");
        let order = app.order(OrderState::InProgress).await;
        let back = answer_of(&lead, offers_in(&order, "accepted")[0], "hand-back", reason).await.ok();
        assert_eq!((contact(&back).as_str(), back["state"].as_str()), (NEED_ONLY, Some("accepted")));
        assert_eq!(lead.get(&path_of(&order, "timeline")).await.problem(), "404 not_found");
        assert_consistent(&app).await;
    }

    async fn staff_see_the_ends_and_give_a_reason_for_the_rest(app) {
        let order = app.order(OrderState::Submitted).await;
        for (role, name) in [(Role::CommunityClerk, "刘芳"), (Role::CommunitySecretary, "陈志明"), (Role::Street, "周海燕")] {
            let who = app.role(role).await;
            assert_eq!(contact(&read_again(&who, &order).await), ENDS, "{role}");
            assert_eq!(who.post(&path_of(&order, "reveals"), json!({ "reason": " " })).await.status, 422);
            assert_eq!(who.post(&path_of(&order, "reveals"), json!({})).await.fields(), ["/reason required"]);
            let shown = who.post(&path_of(&order, "reveals"), json!({ "reason": "电话核实 𬭎" })).await;
            assert_eq!((shown.status, contact(&json!({ "contact": shown.json })).as_str()), (201, WHOLE));
            let log = app.role(Role::Resident).await.get(&path_of(&order, "reveals")).await.ok();
            assert_eq!((&log["items"][0]["who"], &log["items"][0]["reason"]), (&json!(name), &json!("电话核实 𬭎")));
            assert_eq!(who.get(&path_of(&order, "reveals")).await.problem(), "403 forbidden");
        }
        let trail = app.audit_of(format!("order/{}", id_of(&order))).await;
        assert_eq!(trail.iter().filter(|a| *a == "contact.revealed").count(), 3);
        // A look is no step: nothing about the order has changed.
        assert_eq!(read_again(&app.role(Role::CommunityClerk).await, &order).await["version"], order["version"]);
    }

    async fn the_city_office_reads_orders_but_not_who_ordered(app) {
        let (order, city) = (app.order(OrderState::Taken).await, app.role(Role::CityOffice).await);
        assert_eq!(contact(&read_again(&city, &order).await), ENDS);
        assert_eq!(city.post(&path_of(&order, "reveals"), json!({ "reason": "抽查" })).await.problem(), "403 forbidden");
    }

    async fn the_timeline_names_colleagues_to_staff_and_offices_to_the_requester(app) {
        let order = app.order(OrderState::Confirmed).await;
        let actors = |timeline: Value| -> String {
            timeline["items"].as_array().unwrap().iter().map(|e| e["actor"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        let read = |role: Role| { let (app, path) = (&app, path_of(&order, "timeline")); async move { app.role(role).await.get(&path).await.ok() } };
        let team = order["team"]["name"].as_str().unwrap().to_owned();
        assert_eq!(actors(read(Role::CommunityClerk).await), "点单人 刘芳 刘芳 张建军 张建军 张建军 点单人");
        assert_eq!(actors(read(Role::Resident).await), format!("我 社区 社区 {team} {team} {team} 我"));
        assert_eq!(actors(read(Role::TeamLead).await), format!("点单人 社区 社区 {team} {team} {team} 点单人"));
    }

    async fn what_desk_and_team_write_to_each_other_is_not_shown_to_others(app) {
        let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let (stranger, team) = app.another_team().await;
        let order = app.order(OrderState::Accepted).await;
        let mut offer = app.offer(&order).await;
        offer["note"] = json!("脾气急，先打电话");
        let offered = step_of(&clerk, &order, "dispatches", offer.clone()).await;
        answer_of(&lead, offers_in(&offered, "offered")[0], "refusal", json!({ "reason": "other", "explanation": "上次没谈拢" })).await.ok();
        let order = read_again(&clerk, &order).await;
        (offer["team_ids"], offer["note"]) = (json!([team]), json!("换一队"));
        offer["responsible_person_id"] = json!(stranger.id.unwrap());
        step_of(&clerk, &order, "dispatches", offer).await;
        let notes = |role: Role| { let (app, path) = (&app, path_of(&order, "timeline")); async move { app.role(role).await.get(&path).await.ok().to_string() } };
        let desk = notes(Role::CommunityClerk).await;
        assert!(desk.contains("脾气急") && desk.contains("上次没谈拢") && desk.contains("换一队"));
        let resident = notes(Role::Resident).await;
        assert!(!resident.contains("脾气急") && !resident.contains("上次没谈拢") && !resident.contains("换一队"), "{resident}");
        let other = stranger.get(&path_of(&order, "timeline")).await.ok().to_string();
        assert!(other.contains("换一队") && !other.contains("脾气急") && !other.contains("上次没谈拢"), "{other}");
        let whole = read_again(&app.role(Role::Resident).await, &order).await.to_string();
        assert!(!whole.contains("换一队"), "{whole}");
    }
}
