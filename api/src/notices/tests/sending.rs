//! By which way, to whom, and when.

use super::{inbox, waiting};
use crate::notices::{News, To, tell};
use crate::platform::auth::DESK;
use crate::platform::clock::Clock;
use crate::platform::error::ApiResult;
use crate::platform::messages::{self, BySms};
use crate::testing::{Backend, TestApp, step_of};
use chrono::{TimeDelta, Utc};
use contract::accounts::Role;
use contract::notices::NoticeKind;
use contract::orders::OrderState as S;
use contract::{PersonId, TeamId};
use diesel::prelude::*;
use serde_json::{Value, json};

const SECRETS: [(&str, &str); 4] =
    [("name", "王秀英"), ("address", "园林小区 3 栋"), ("question", "电话 16000000001？"), ("person", "张建军")];

/// Tells something with more values than any text may name.
async fn tell_person(app: &TestApp, person: PersonId, kind: NoticeKind) {
    let (rules, now) = (app.app.config.notices.clone(), app.clock.now());
    let news = SECRETS.iter().fold(News::new(kind).with("number", "261124-0000-0001").at("due", now), |n, (k, v)| n.with(k, *v));
    app.app.db.write(move |tx| tell(tx, &rules, now, To::Person(person), &news)).await.unwrap();
}

async fn at_hour(backend: Backend, hours: i64) -> TestApp {
    let app = TestApp::with(backend, |c| c.notices = crate::config::Notices::default()).await;
    app.messages().await;
    // It is 11:20 there.
    app.later(TimeDelta::hours(hours));
    app
}

crate::both! {
    async fn each_kind_goes_the_ways_of_its_policy(app) {
        let resident = app.role(Role::Resident).await;
        resident.patch("/me/preferences", json!({ "mail": "wang@example.org" })).await.ok();
        for kind in NoticeKind::ALL {
            app.messages().await;
            let before = inbox(&resident).await.len();
            tell_person(&app, resident.id.unwrap(), *kind).await;
            let policy = messages::entry(*kind).unwrap();
            let sent: Vec<Value> = waiting(&app).await.into_iter().map(|(topic, payload, _)| json!([topic, payload])).collect();
            let topics: Vec<&str> = sent.iter().map(|s| s[0].as_str().unwrap()).collect();
            let mut wanted = vec!["sms"; usize::from(policy.sms != BySms::Never)];
            wanted.extend(policy.mail.then_some("mail"));
            assert_eq!(topics, wanted, "{kind}");
            assert_eq!(inbox(&resident).await.len() - before, usize::from(policy.has_inbox()), "{kind}");
            for (_, secret) in SECRETS {
                assert!(!json!(sent).to_string().contains(secret), "{kind}: {sent:?}");
            }
        }
        let all = app.messages().await;
        assert!(SECRETS.iter().all(|(_, secret)| all.iter().all(|m| !m.render().contains(secret))));
    }

    async fn one_can_do_without_an_sms_but_not_without_every_one(app) {
        let resident = app.role(Role::Resident).await;
        let chosen = resident.patch("/me/preferences", json!({ "no_sms": ["order_accepted", "order_received", "order_accepted"] })).await.ok();
        assert_eq!(chosen["no_sms"], json!(["order_received", "order_accepted"]));
        app.order(S::Accepted).await;
        assert!(!app.messages().await.iter().any(|m| m.template == NoticeKind::OrderAccepted));
        assert_eq!(inbox(&resident).await[0]["kind"], "order_accepted");
        let refused = resident.patch("/me/preferences", json!({ "no_sms": ["order_received", "order_question"] })).await;
        assert_eq!(refused.fields(), ["/no_sms/1 choice"]);
        assert_eq!(resident.get("/me/preferences").await.ok()["no_sms"], chosen["no_sms"]);
        let subject = format!("person/{}", resident.id.unwrap());
        assert_eq!(app.audit_of(subject).await.iter().filter(|a| *a == "person.preferences_changed").count(), 1);
    }

    async fn what_is_chosen_is_checked_and_kept(app) {
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.get("/me/preferences").await.ok()["language"], "zh");
        for (body, wrong) in [
            (json!({ "language": "fr" }), "/language choice"),
            (json!({ "mail": "wang@example" }), "/mail format"),
            (json!({ "mail": "a@b.org\r\nBcc: c@d.org" }), "/mail format"),
            (json!({ "no_mail": ["nonsense"] }), "/no_mail/0 choice"),
            (json!({ "colour": 1 }), "/colour unknown"),
        ] {
            assert_eq!(resident.patch("/me/preferences", body.clone()).await.fields(), [wrong], "{body}");
        }
        let whole = json!({ "language": "en", "keeps_quiet_hours": false, "mail": "wang@example.org", "no_mail": ["order_done"] });
        resident.patch("/me/preferences", whole).await.ok();
        let now = resident.patch("/me/preferences", json!({ "mail": "" })).await.ok();
        assert_eq!((&now["language"], &now["keeps_quiet_hours"], &now["mail"], &now["no_mail"]), (&json!("en"), &json!(false), &Value::Null, &json!(["order_done"])));
        assert_eq!(app.role(Role::CommunityClerk).await.get("/me/preferences").await.ok()["language"], "zh");
        assert_eq!(app.nobody().patch("/me/preferences", json!({})).await.problem(), "401 sign_in_required");
    }

    async fn roles_and_leads_are_told_each_once(app) {
        let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let (secretary, elsewhere) = (app.role(Role::CommunitySecretary).await, app.other(Role::CommunityClerk).await);
        let me = clerk.get("/me").await.ok();
        let path = me["roles"][0]["node"]["path"].as_str().unwrap().to_owned();
        let team: TeamId = app.team().await.parse().unwrap();
        let before = [inbox(&clerk).await.len(), inbox(&secretary).await.len(), inbox(&lead).await.len(), inbox(&elsewhere).await.len()];
        let (rules, now) = (app.app.config.notices.clone(), app.clock.now());
        let told = move |tx: &mut crate::platform::db::Conn| {
            let news = News::new(NoticeKind::ExtensionAsked).with("number", "1").at("until", now);
            tell(tx, &rules, now, To::Roles { roles: DESK, path: &path }, &news)?;
            tell(tx, &rules, now, To::Lead(team), &news)?;
            tell(tx, &rules, now, To::Roles { roles: &[Role::Resident], path: "nowhere/" }, &news)?;
            ApiResult::Ok(())
        };
        app.app.db.write(told).await.unwrap();
        let after = [inbox(&clerk).await.len(), inbox(&secretary).await.len(), inbox(&lead).await.len(), inbox(&elsewhere).await.len()];
        assert_eq!(after.iter().zip(before).map(|(a, b)| a - b).collect::<Vec<_>>(), [1, 1, 1, 0]);
    }

    async fn nothing_is_told_when_the_change_is_undone(app) {
        let resident = app.role(Role::Resident).await;
        let (before, person) = (inbox(&resident).await.len(), resident.id.unwrap());
        let (rules, now) = (app.app.config.notices.clone(), Utc::now());
        let undone = move |tx: &mut crate::platform::db::Conn| {
            tell(tx, &rules, now, To::Person(person), &News::new(NoticeKind::OrderClosed))?;
            Err::<(), _>(crate::platform::error::ApiError::not_found("thing"))
        };
        assert!(app.app.db.write(undone).await.is_err());
        assert_eq!(inbox(&resident).await.len(), before);
    }
}

async fn waits_for_the_morning(backend: Backend) {
    let app = at_hour(backend, 10).await;
    let resident = app.role(Role::Resident).await;
    let order = app.order(S::Submitted).await;
    // Twenty past nine in the evening: the inbox has it, the telephone does not ring.
    assert_eq!(inbox(&resident).await[0]["order_id"], order["id"]);
    let morning = "2026-11-25T00:00:00Z".parse::<chrono::DateTime<Utc>>().unwrap();
    let queued = waiting(&app).await;
    assert_eq!(queued.iter().map(|(topic, _, at)| (topic.as_str(), *at)).collect::<Vec<_>>(), [("sms", morning)]);
    let before = app.messages().await.len();
    app.later(TimeDelta::hours(10) + TimeDelta::minutes(39));
    assert_eq!(app.messages().await.len(), before);
    app.later(TimeDelta::minutes(1));
    assert_eq!(app.messages().await.len(), before + 1);
}

async fn what_is_urgent_does_not_wait(backend: Backend) {
    let app = at_hour(backend, 10).await;
    let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
    let before = app.messages().await.len();
    app.nobody().post("/phone-codes", json!({ "phone": "13911112222" })).await.ok();
    assert_eq!(app.messages().await.len(), before + 1);
    // A danger: from the moment the desk says so.
    let order = app.order(S::Submitted).await;
    assert_eq!(app.messages().await.len(), before + 1);
    step_of(&clerk, &order, "acceptance", json!({ "urgency": "danger" })).await;
    let sent = app.messages().await;
    assert_eq!(sent.iter().skip(before + 1).map(|m| m.template).collect::<Vec<_>>(), [NoticeKind::OrderAccepted]);
    // And whoever does not keep quiet hours.
    resident.patch("/me/preferences", json!({ "keeps_quiet_hours": false })).await.ok();
    app.order(S::Submitted).await;
    assert_eq!(app.messages().await.len(), sent.len() + 1);
}

#[actix_web::test]
async fn quiet_hours_on_sqlite() {
    waits_for_the_morning(Backend::Sqlite).await;
    what_is_urgent_does_not_wait(Backend::Sqlite).await;
}

#[actix_web::test]
async fn quiet_hours_on_pg() {
    if Backend::has_postgres() {
        waits_for_the_morning(Backend::Postgres).await;
        what_is_urgent_does_not_wait(Backend::Postgres).await;
    }
}

#[actix_web::test]
async fn a_kind_of_a_newer_program_is_passed_over() {
    use crate::schema::notices as n;
    let app = TestApp::new(Backend::Sqlite).await;
    let resident = app.role(Role::Resident).await;
    app.order(S::Accepted).await;
    let before = inbox(&resident).await.len();
    let newest = |tx: &mut crate::platform::db::Conn| {
        let last = n::table.order((n::created_at.desc(), n::id.desc())).select(n::id).first::<contract::NoticeId>(tx)?;
        diesel::update(n::table.find(last)).set(n::kind.eq("of_tomorrow")).execute(tx)?;
        ApiResult::Ok(())
    };
    app.app.db.write(newest).await.unwrap();
    assert_eq!(inbox(&resident).await.len(), before - 1);
}
