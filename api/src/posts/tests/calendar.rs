//! The calendar, read by a parser that is not the one that wrote it.

use super::*;
use crate::both;
use crate::testing::{claim_shift, claim_step};
use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty};
use contract::accounts::Role;

fn parsed(text: &str) -> ICalendar {
    ICalendar::parse(text).unwrap_or_else(|_| panic!("not a calendar: {text}"))
}

/// Lines unfolded: `NAME:value` of the one event.
fn value(text: &str, name: &str) -> String {
    let whole = text.replace("\r\n ", "");
    let event = whole.split("BEGIN:VEVENT").nth(1).unwrap();
    let line = event.lines().find(|l| l.split([':', ';']).next() == Some(name)).unwrap_or_else(|| panic!("no {name}: {text}"));
    line.split_once(':').unwrap().1.to_owned()
}

fn is_well_formed(text: &str) {
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let calendar = parsed(text);
    let kinds: Vec<_> = calendar.components.iter().map(|c| c.component_type.clone()).collect();
    assert!(kinds.contains(&ICalendarComponentType::VTimezone), "{kinds:?}");
    for event in calendar.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent) {
        for wanted in [ICalendarProperty::Uid, ICalendarProperty::Dtstamp, ICalendarProperty::Dtstart, ICalendarProperty::Sequence] {
            assert!(event.entries.iter().any(|e| e.name == wanted), "{wanted:?}: {text}");
        }
    }
}

both! {
    async fn a_telephone_sees_every_change(app) {
        let member = app.free_member().await;
        let secret = async || member.get("/volunteers/own").await.ok()["calendar_url"].as_str().unwrap().to_owned();
        let path = |url: &str| format!("/calendars/{}", url.rsplit('/').next().unwrap());
        let first = path(&secret().await);
        is_well_formed(&app.nobody().get(&first).await.text);
        let shift = app.shift_in(60 * 24, 1).await;
        let claim = claim_shift(&member, &shift).await.ok();
        let one = app.nobody().get(&first).await.text;
        is_well_formed(&one);
        assert_eq!((value(&one, "STATUS"), value(&one, "SUMMARY")), ("CONFIRMED".into(), "社区便民服务台".into()));
        assert_eq!(value(&one, "DTSTART"), "20261125T112000");
        let sequence = |text: &str| value(text, "SEQUENCE").parse::<u32>().unwrap();
        claim_step(&member, &claim, "cancellation", json!({})).await.ok();
        let two = app.nobody().get(&first).await.text;
        claim_shift(&member, &shift).await.ok();
        let three = app.nobody().get(&first).await.text;
        let clerk = app.role(Role::CommunityClerk).await;
        clerk.patch(&format!("/shifts/{}", id(&shift)), json!({ "expected_version": 1, "place": "二楼会议室" })).await.ok();
        let four = app.nobody().get(&first).await.text;
        clerk.post(&format!("/shifts/{}/cancellation", id(&shift)), json!({ "expected_version": 2, "reason": "停电" })).await.ok();
        let five = app.nobody().get(&first).await.text;
        let all = [&one, &two, &three, &four, &five];
        assert!(all.windows(2).all(|w| sequence(w[0]) < sequence(w[1])), "{:?}", all.map(|t| sequence(t)));
        assert!(all.iter().all(|t| value(t, "UID") == value(&one, "UID") && t.matches("BEGIN:VEVENT").count() == 1));
        let statuses: Vec<String> = all.iter().map(|t| value(t, "STATUS")).collect();
        assert_eq!(statuses, ["CONFIRMED", "CANCELLED", "CONFIRMED", "CONFIRMED", "CANCELLED"]);
        assert!(all.iter().all(|t| !t.contains("李国强") && !t.contains("1600000")));
        is_well_formed(&five);
        member.post("/calendars", json!({})).await.ok();
        assert_eq!(app.nobody().get(&first).await.problem(), "404 not_found");
        assert_eq!(app.nobody().get(&path(&secret().await)).await.status, 200);
    }

    async fn a_single_shift_is_a_file(app) {
        let (member, post) = (app.free_member().await, app.post_with(json!({ "title": "写春联，𬭎字; 逗号\\ 与 💡", "risk_note": "墨汁，".repeat(60) })).await);
        let shift = app.shift_of(&post, 60, 1).await;
        let file = member.get(&format!("/shifts/{}/calendar", id(&shift))).await;
        assert_eq!(file.header("content-type").as_deref(), Some("text/calendar; charset=utf-8"));
        is_well_formed(&file.text);
        assert_eq!(value(&file.text, "SUMMARY"), "写春联，𬭎字\\; 逗号\\\\ 与 💡");
    }
}
