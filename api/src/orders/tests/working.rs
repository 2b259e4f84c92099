//! Waiting, more time, progress, parts: through HTTP, with what their users complain about elsewhere.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::testing::{later, path_of, read_again, step_of, try_step};
use contract::orders::OrderState as S;
use serde_json::json;

fn wait(app: &TestApp, reason: &str, hours: i64) -> Value {
    json!({ "for": reason, "until": later(&json!(app.clock.now()), hours), "note": "灯座要订货，到货后上门" })
}

async fn finished(app: &TestApp, part: &Value) -> Value {
    let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
    let order = read_again(&clerk, part).await;
    let order = app.dispatched(&clerk, &order).await;
    let order = app.taken(&lead, &order).await;
    let order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
    step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 10 })).await
}

both! {
    // glpi#6902, #10594, #15605, #23359, #24481: pausing and going on breaks due dates elsewhere.
    async fn pause_and_reopen_do_not_break_due_dates(app) {
        let lead = app.role(Role::TeamLead).await;
        let order = app.order(S::InProgress).await;
        assert_eq!(clock(&order, "completion"), "running 11-27 11:20");
        let order = step_of(&lead, &order, "waiting", wait(&app, "material", 24)).await;
        assert_eq!((order["state"].as_str(), clock(&order, "completion").as_str()), (Some("waiting"), "paused 11-27 11:20"));
        app.later(TimeDelta::hours(24));
        let (lead, resident) = (app.role(Role::TeamLead).await, app.role(Role::Resident).await);
        let order = step_of(&lead, &read_again(&lead, &order).await, "resumption", json!({})).await;
        // One working day of waiting, one working day more: the clock, the list and the printed date say the same.
        assert_eq!(clock(&order, "completion"), "running 11-30 11:20");
        assert_eq!((said(&order["due_at"]).as_str(), said(&order["deadline"]).as_str()), ("11-30 11:20", "11-30 11:20"));
        let order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 10 })).await;
        let order = step_of(&resident, &order, "reopening", json!({ "text": "又不亮了" })).await;
        // The second round has a promise of its own, and nothing of the first one's pause.
        assert_eq!(clock(&order, "completion"), "running 11-30 11:20");
        assert_eq!(texts(&app, &order).await, "order_received order_accepted team_offer order_taken order_waiting order_done");
        assert_consistent(&app).await;
    }

    async fn a_wait_ends_by_itself_and_counts_no_longer_than_was_said(app) {
        let lead = app.role(Role::TeamLead).await;
        let order = app.order(S::InProgress).await;
        let order = step_of(&lead, &order, "waiting", wait(&app, "weather", 2)).await;
        // The sweeper comes a day late: the clock stood still for the two hours only, of which lunch took all but 40 minutes less a moment.
        app.later(TimeDelta::hours(26));
        let lead = app.role(Role::TeamLead).await;
        assert_eq!(swept(&app).await.resumed, 1);
        assert_eq!(swept(&app).await, Swept::default());
        let order = read_again(&lead, &order).await;
        assert_eq!((order["state"].as_str(), clock(&order, "completion").as_str()), (Some("in_progress"), "running 11-27 11:59"));
        assert!(actions(&app, &order).await.ends_with("wait resume"));
        assert_consistent(&app).await;
    }

    async fn waiting_has_its_limits(app) {
        let (lead, clerk) = (app.role(Role::TeamLead).await, app.role(Role::CommunityClerk).await);
        let mut order = app.order(S::InProgress).await;
        // Resident: seven days at a time.
        assert_eq!(try_step(&lead, &order, "waiting", wait(&app, "resident", 7 * 24 + 1)).await.fields(), ["/until range"]);
        assert_eq!(try_step(&lead, &order, "waiting", wait(&app, "resident", -1)).await.fields(), ["/until range"]);
        assert_eq!(try_step(&lead, &order, "waiting", json!({ "for": "tea", "until": "2026-11-25T00:00:00Z", "note": "喝茶" })).await.status, 422);
        assert_eq!(try_step(&clerk, &order, "waiting", wait(&app, "resident", 1)).await.problem(), "403 forbidden");
        for _ in 0..3 {
            let lead = app.role(Role::TeamLead).await;
            order = step_of(&lead, &order, "waiting", wait(&app, "resident", 7 * 24)).await;
            app.later(TimeDelta::hours(1));
            let lead = app.role(Role::TeamLead).await;
            order = step_of(&lead, &order, "resumption", json!({ "note": "😀𠮷 =1+1" })).await;
        }
        let lead = app.role(Role::TeamLead).await;
        assert!(allowed(&order).contains("wait!used_up"), "{}", allowed(&order));
        assert_eq!(try_step(&lead, &order, "waiting", wait(&app, "resident", 1)).await.problem(), "409 step_refused");
        assert_consistent(&app).await;
    }

    async fn all_waits_of_a_round_for_one_reason_have_an_end(app) {
        let mut order = app.order(S::InProgress).await;
        for days in [7, 6] {
            let lead = app.role(Role::TeamLead).await;
            order = step_of(&lead, &order, "waiting", wait(&app, "resident", days * 24)).await;
            app.later(TimeDelta::days(days));
            let lead = app.role(Role::TeamLead).await;
            order = step_of(&lead, &order, "resumption", json!({})).await;
        }
        let lead = app.role(Role::TeamLead).await;
        // Thirteen days of fourteen are used up.
        assert_eq!(try_step(&lead, &order, "waiting", wait(&app, "resident", 25)).await.fields(), ["/until range"]);
        step_of(&lead, &order, "waiting", wait(&app, "resident", 23)).await;
    }

    async fn more_time_is_granted_by_the_secretary_then_by_the_street_and_not_a_third_time(app) {
        let (lead, secretary, street) =
            (app.role(Role::TeamLead).await, app.role(Role::CommunitySecretary).await, app.role(Role::Street).await);
        let order = app.order(S::InProgress).await;
        let grant = json!({ "decision": "grant" });
        assert_eq!(try_step(&secretary, &order, "extension-decision", grant.clone()).await.problem(), "409 step_refused");
        // At most the original three working days after the present end, which is 11-27 11:20.
        let ask = |order: &Value, hours: i64| json!({ "until": later(&order["deadline"], hours), "reason": "灯座要从外地订货" });
        assert_eq!(try_step(&lead, &order, "extension-request", ask(&order, 6 * 24)).await.fields(), ["/until range"]);
        assert_eq!(try_step(&lead, &order, "extension-request", ask(&order, 0)).await.fields(), ["/until range"]);
        let order = step_of(&lead, &order, "extension-request", ask(&order, 5 * 24)).await;
        assert_eq!((order["pending"].as_str(), said(&order["deadline"]).as_str()), (Some("extension"), "11-27 11:20"));
        assert!(allowed(&order).contains("ask_extension!already_asked"));
        assert_eq!(try_step(&street, &order, "extension-decision", grant.clone()).await.problem(), "409 step_refused");
        let order = step_of(&secretary, &order, "extension-decision", grant.clone()).await;
        assert_eq!((order["pending"].as_str(), said(&order["deadline"]).as_str()), (None, "12-02 11:20"));
        assert_eq!(clock(&order, "completion"), "running 12-02 11:20");
        let order = step_of(&lead, &order, "extension-request", ask(&order, 24)).await;
        assert_eq!(try_step(&secretary, &order, "extension-decision", grant.clone()).await.problem(), "409 step_refused");
        assert_eq!(try_step(&street, &order, "extension-decision", json!({ "decision": "refuse" })).await.fields(), ["/note required"]);
        let order = step_of(&street, &order, "extension-decision", json!({ "decision": "refuse", "note": "材料本地有货" })).await;
        assert_eq!(said(&order["deadline"]), "12-02 11:20");
        let order = read_again(&lead, &order).await;
        assert!(allowed(&order).contains("ask_extension!used_up"), "{}", allowed(&order));
        let told: Vec<String> = everything_sent(&app).await.iter().filter(|m| m.template.as_str() == "extension_granted").map(Message::render).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("12月2日 11:20") && !told[0].contains("灯座"), "{told:?}");
        // Why is read in the inbox: an SMS quotes nobody.
        let inbox = app.role(Role::Resident).await.get("/notices").await.ok()["items"].to_string();
        assert!(inbox.contains("延期至 12月2日 11:20 前办结：灯座要从外地订货"), "{inbox}");
        assert_consistent(&app).await;
    }

    async fn more_time_is_asked_for_before_the_deadline(app) {
        let order = app.order(S::InProgress).await;
        app.later(TimeDelta::days(4));
        let lead = app.role(Role::TeamLead).await;
        let order = read_again(&lead, &order).await;
        assert!(allowed(&order).contains("ask_extension!too_late"), "{}", allowed(&order));
        let ask = json!({ "until": later(&order["deadline"], 24), "reason": "灯座要从外地订货" });
        assert_eq!(try_step(&lead, &order, "extension-request", ask).await.problem(), "409 step_refused");
    }

    async fn more_time_that_nobody_decided_about_is_off_the_table_when_the_work_ends(app) {
        let (lead, secretary, resident) =
            (app.role(Role::TeamLead).await, app.role(Role::CommunitySecretary).await, app.role(Role::Resident).await);
        let asks = |order: &Value| json!({ "until": later(&order["deadline"], 24), "reason": "灯座要从外地订货" });
        let order = app.order(S::InProgress).await;
        let order = step_of(&lead, &order, "extension-request", asks(&order)).await;
        let done = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 10 })).await;
        assert_eq!(done["pending"], Value::Null);
        assert_eq!(try_step(&secretary, &done, "extension-decision", json!({ "decision": "grant" })).await.problem(), "409 step_refused");
        // In the next round there is more time to be asked for again.
        let again = step_of(&resident, &read_again(&resident, &done).await, "reopening", json!({ "text": "灯还是不亮" })).await;
        assert!(!again.to_string().contains("already_asked"), "{}", allowed(&again));
    }

    async fn progress_is_read_by_the_requester_and_a_measure_is_closed_once(app) {
        let (lead, resident) = (app.role(Role::TeamLead).await, app.role(Role::Resident).await);
        let order = app.order(S::InProgress).await;
        let order = step_of(&lead, &order, "progress", json!({ "text": "已经买好灯座 😀𠮷" })).await;
        let step = format!("measures/{}/completion", order["measures"][0]["id"].as_str().unwrap());
        let order = step_of(&lead, &order, &step, json!({})).await;
        assert!(order["measures"][0]["done_at"].is_string());
        assert_eq!(try_step(&lead, &order, &step, json!({})).await.problem(), "409 step_refused");
        let other = format!("measures/{}/completion", order["id"].as_str().unwrap());
        assert_eq!(try_step(&lead, &order, &other, json!({})).await.problem(), "404 not_found");
        let timeline = resident.get(&path_of(&order, "timeline")).await.ok();
        let notes: Vec<&str> = timeline["items"].as_array().unwrap().iter().filter(|e| e["action"] == "add_progress").filter_map(|e| e["note"].as_str()).collect();
        assert_eq!(notes, ["已经买好灯座 😀𠮷", "带梯子上门更换灯泡"]);
        assert_eq!(try_step(&resident, &order, "progress", json!({ "text": "快一点" })).await.problem(), "403 forbidden");
        assert_consistent(&app).await;
    }

    // frappe#2370; osTicket#2640, #3436, #5014.
    async fn parent_cannot_close_with_open_children(app) {
        let (clerk, lead, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await, app.role(Role::Resident).await);
        let order = app.order(S::InProgress).await;
        let ask = json!({ "parts": [{ "text": "更换灯座" }, { "text": "检查线路" }] });
        assert_eq!(try_step(&lead, &order, "parts", ask.clone()).await.problem(), "403 forbidden");
        assert_eq!(try_step(&clerk, &order, "parts", json!({ "parts": [{ "text": "只有一个" }] })).await.fields(), ["/parts length"]);
        let order = step_of(&clerk, &order, "parts", ask).await;
        let parts = order["parts"].as_array().unwrap().clone();
        assert_eq!(parts.iter().map(|p| (p["state"].as_str().unwrap(), p["text"].as_str().unwrap())).collect::<Vec<_>>(), [("accepted", "更换灯座"), ("accepted", "检查线路")]);
        let order = read_again(&lead, &order).await;
        assert!(allowed(&order).contains("complete!open_parts"), "{}", allowed(&order));
        let done = json!({ "outcome": "resolved", "minutes": 10 });
        assert_eq!(try_step(&lead, &order, "completion", done.clone()).await.problem(), "409 step_refused");
        let first = finished(&app, &parts[0]).await;
        assert_eq!((first["state"].as_str(), first["parent_id"].as_str()), (Some("confirmed"), order["id"].as_str()));
        assert_eq!(try_step(&lead, &order, "completion", done.clone()).await.problem(), "409 step_refused");
        finished(&app, &parts[1]).await;
        let order = step_of(&lead, &order, "completion", done).await;
        // The resident sees one order with its parts, is asked about it once, and rates it alone.
        let mine = resident.get("/orders?mine=true").await.ok();
        let numbers: Vec<&Value> = mine["items"].as_array().unwrap().iter().map(|o| &o["number"]).collect();
        assert!(numbers.contains(&&order["number"]) && !numbers.contains(&&first["number"]));
        assert_eq!(read_again(&resident, &first).await["allowed_actions"], json!([]));
        assert_eq!(resident.post(&path_of(&first, "rating"), json!({ "grade": 5 })).await.problem(), "409 step_refused");
        assert_eq!(everything_sent(&app).await.iter().filter(|m| m.template.as_str() == "order_done").count(), 1);
        assert_consistent(&app).await;
    }

    async fn ending_the_whole_never_ends_a_part(app) {
        let (clerk, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let order = app.order(S::Accepted).await;
        let order = step_of(&clerk, &order, "parts", json!({ "parts": [{ "text": "更换灯座" }, { "text": "检查线路" }] })).await;
        let whole = read_again(&resident, &order).await;
        assert!(allowed(&whole).contains("withdraw!open_parts"), "{}", allowed(&whole));
        assert_eq!(try_step(&resident, &whole, "withdrawal", json!({})).await.problem(), "409 step_refused");
        for part in order["parts"].as_array().unwrap() {
            let part = read_again(&resident, part).await;
            step_of(&resident, &part, "withdrawal", json!({})).await;
        }
        step_of(&resident, &whole, "withdrawal", json!({})).await;
        assert_consistent(&app).await;
    }

    // frappe/helpdesk#1895, glpi#1911.
    async fn separate_clock_per_tier_so_the_right_level_is_blamed(app) {
        let order = app.order(S::InProgress).await;
        let held: Vec<String> = order["clocks"].as_array().unwrap().iter().map(|c| format!("{}: {} {}", c["stage"].as_str().unwrap(), c["held_by"]["level"], c["held_by"]["team"]["id"].is_string())).collect();
        assert_eq!(held, ["acceptance: 0 false", "dispatch: 0 false", "take: 0 true", "first_contact: 0 true", "completion: 0 true"]);
        assert_eq!(order["clocks"][0]["held_by"]["name"], order["community"]["name"]);
    }

    // zammad#5177, #3140, #1322: a note on the way neither ends nor restarts another clock.
    async fn update_time_does_not_override_first_response(app) {
        let order = app.order(S::Taken).await;
        let before = clock(&order, "first_contact");
        app.later(TimeDelta::hours(5));
        let lead = app.role(Role::TeamLead).await;
        let measure = json!({ "measure": { "what": "再买一只灯座", "who": "张建军", "due_at": order["deadline"] } });
        let order = step_of(&lead, &order, "measures", measure).await;
        assert_eq!(clock(&order, "first_contact"), before);
        app.later(TimeDelta::days(2));
        let lead = app.role(Role::TeamLead).await;
        let order = step_of(&lead, &read_again(&lead, &order).await, "contact", json!({ "method": "phone" })).await;
        let (missed, completion) = (clock(&order, "first_contact"), clock(&order, "completion"));
        assert!(missed.starts_with("missed"), "{missed}");
        let order = step_of(&lead, &order, "progress", json!({ "text": "正在找灯座" })).await;
        assert_eq!((clock(&order, "first_contact"), clock(&order, "completion")), (missed, completion));
    }

    // fixmystreet#2378: what is promised is the item's, and anybody can read it.
    async fn the_promise_is_that_of_the_menu_item_and_public(app) {
        let item = app.nobody().get(&format!("/menu/items/{}", app.item("light_bulb").await)).await.ok();
        assert_eq!(item["deadlines"]["completion"], "3wd");
        assert_eq!(said(&app.order(S::Accepted).await["deadline"]), "11-27 11:20");
    }

    async fn a_danger_goes_by_the_clock_from_its_acceptance_on(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let order = app.order(S::Submitted).await;
        let before = clock(&order, "acceptance");
        let order = step_of(&clerk, &order, "acceptance", json!({ "urgency": "danger" })).await;
        assert_eq!(said(&order["deadline"]), "11-24 13:20");
        assert_eq!(clock(&order, "dispatch"), "running 11-24 11:35");
        assert_eq!(clock(&order, "acceptance").split_once(' ').unwrap().1, before.split_once(' ').unwrap().1);
    }

    async fn reminders_go_to_whoever_holds_it_once_and_lateness_goes_up(app) {
        let order = app.order(S::Accepted).await;
        let templates = async || everything_sent(&app).await.iter().filter(|m| m.template.as_str().starts_with("stage_")).map(|m| format!("{} {}", m.template, m.values["stage"])).collect::<Vec<_>>();
        // Two office hours to dispatch it from 11:20: half are over at 14:20, four fifths at 14:56, all at 15:20.
        app.later(TimeDelta::hours(3) + TimeDelta::minutes(1));

        assert!(swept(&app).await.told >= 1);
        let first = templates().await;
        assert!(!first.is_empty() && first.iter().all(|t| t == "stage_reminder 派单"), "{first:?}");
        assert_eq!(swept(&app).await.told, 0);
        app.later(TimeDelta::hours(1));

        swept(&app).await;
        assert!(templates().await.contains(&"stage_overdue 派单".to_owned()));
        for (days, level) in [(1, 1), (1, 2), (1, 3)] {
            app.later(TimeDelta::days(days));
            let street = app.role(Role::Street).await;
            swept(&app).await;
            assert_eq!(swept(&app).await, Swept::default());
            assert_eq!(read_again(&street, &order).await["escalated"], level);
        }
        let street = app.role(Role::Street).await;
        let listed = street.get("/orders?escalated=3").await.ok();
        assert!(listed["items"].as_array().unwrap().iter().any(|o| o["id"] == order["id"]));
        assert!(templates().await.contains(&"stage_escalated 派单".to_owned()));
        // Somebody acts: the list is clear again.
        app.dispatched(&app.role(Role::CommunityClerk).await, &order).await;
        assert_eq!(read_again(&street, &order).await["escalated"], 0);
        assert_consistent(&app).await;
    }
}
