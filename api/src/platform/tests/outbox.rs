//! The outbox: nothing is lost, and nothing is kept that has left.

use crate::app::App;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::ApiResult;
use crate::platform::outbox::{deliver, push_sms};
use crate::platform::sms::{Message, Sent, Sms, Template};
use crate::schema::outbox as o;
use crate::testing::{Backend, TestApp};
use chrono::{DateTime, TimeDelta, Utc};
use contract::notices::Language;
use diesel::prelude::*;
use futures_util::future::BoxFuture;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Fails so many times, then delivers.
struct Flaky {
    fails: AtomicU32,
    sent: AtomicU32,
}

impl Sms for Flaky {
    fn send<'a>(&'a self, _: &'a Message) -> BoxFuture<'a, Sent> {
        let left = self.fails.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        let sent = if left.is_ok() { Err("the gateway does not answer".into()) } else { Ok(()) };
        self.sent.fetch_add(u32::from(sent.is_ok()), Ordering::SeqCst);
        Box::pin(std::future::ready(sent))
    }
}

fn message() -> Message {
    Message {
        phone: "13900000040".into(),
        template: Template::SignInCode,
        values: BTreeMap::from([("code".to_owned(), "482913".to_owned())]),
        language: Language::Zh,
    }
}

async fn queue(app: &App, now: DateTime<Utc>) {
    app.db.write(move |tx| push_sms(tx, "test", &message(), now)).await.unwrap();
}

type Row = (i32, Option<DateTime<Utc>>, DateTime<Utc>, Option<String>, Json<serde_json::Value>);

async fn row(app: &TestApp) -> Row {
    app.read(|c: &mut Conn| {
        o::table.filter(o::subject.eq("test")).select((o::attempts, o::done_at, o::available_at, o::last_error, o::payload)).first(c)
    })
    .await
}

/// An application over the same database, whose messages go through `sms`.
async fn with_sms(app: &TestApp, sms: Arc<Flaky>) -> App {
    App::build((*app.app.config).clone(), app.app.db.clone(), app.app.clock.clone(), sms).await.unwrap()
}

crate::both! {
    async fn a_message_leaves_once_and_nothing_of_it_is_kept(app) {
        app.messages().await;
        queue(&app.app, crate::testing::now()).await;
        assert_eq!(deliver(&app.app).await.unwrap(), 1);
        assert_eq!(deliver(&app.app).await.unwrap(), 0);
        let (attempts, done, _, error, payload) = row(&app).await;
        assert_eq!((attempts, done.is_some(), error, payload.0), (1, true, None, serde_json::json!({})));
        assert_eq!(app.messages().await.iter().filter(|m| m.phone == "13900000040").count(), 1);
    }

    async fn what_fails_is_tried_again_less_and_less_often(app) {
        app.messages().await;
        let sms = Arc::new(Flaky { fails: 3.into(), sent: 0.into() });
        let flaky = with_sms(&app, Arc::clone(&sms)).await;
        queue(&flaky, app.app.clock.now()).await;
        for (attempt, minutes) in [(1, 1), (2, 5), (3, 30)] {
            assert_eq!(deliver(&flaky).await.unwrap(), 0);
            let (attempts, done, available, error, payload) = row(&app).await;
            assert_eq!((attempts, done), (attempt, None));
            assert_eq!(available, app.app.clock.now() + TimeDelta::minutes(minutes));
            assert_eq!(error.as_deref(), Some("the gateway does not answer"));
            assert_ne!(payload.0, serde_json::json!({}));
            // Not before its time.
            app.later(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
            assert_eq!(deliver(&flaky).await.unwrap(), 0);
            assert_eq!(row(&app).await.0, attempt);
            app.later(TimeDelta::seconds(1));
        }
        assert_eq!(deliver(&flaky).await.unwrap(), 1);
        assert_eq!(sms.sent.load(Ordering::SeqCst), 1);
    }

    async fn after_the_last_try_it_waits_for_a_person(app) {
        app.messages().await;
        let flaky = with_sms(&app, Arc::new(Flaky { fails: 100.into(), sent: 0.into() })).await;
        queue(&flaky, app.app.clock.now()).await;
        for _ in 0..6 {
            assert_eq!(deliver(&flaky).await.unwrap(), 0);
            app.later(TimeDelta::hours(11));
        }
        let (attempts, done, available, ..) = row(&app).await;
        assert_eq!((attempts, done), (6, None));
        assert!(available > app.app.clock.now() + TimeDelta::days(365));
    }

    async fn two_deliverers_share_the_work(app) {
        app.messages().await;
        let sms = Arc::new(Flaky { fails: 0.into(), sent: 0.into() });
        let (one, two) = (with_sms(&app, Arc::clone(&sms)).await, with_sms(&app, Arc::clone(&sms)).await);
        for _ in 0..20 {
            queue(&one, app.app.clock.now()).await;
        }
        let (a, b) = futures_util::join!(deliver(&one), deliver(&two));
        assert_eq!((a.unwrap() + b.unwrap(), sms.sent.load(Ordering::SeqCst)), (20, 20));
    }

    async fn a_lease_of_a_crashed_process_ends(app) {
        app.messages().await;
        let now = app.app.clock.now();
        queue(&app.app, now).await;
        let lease = move |tx: &mut Conn| {
            let waiting = o::table.filter(o::subject.eq("test"));
            diesel::update(waiting).set(o::leased_until.eq(Some(now + TimeDelta::seconds(60)))).execute(tx)?;
            ApiResult::Ok(())
        };
        app.app.db.write(lease).await.unwrap();
        assert_eq!(deliver(&app.app).await.unwrap(), 0);
        app.later(TimeDelta::seconds(61));
        assert_eq!(deliver(&app.app).await.unwrap(), 1);
    }
}

#[actix_web::test]
async fn a_message_that_cannot_be_read_does_not_stop_the_others() {
    let app = TestApp::new(Backend::Sqlite).await;
    app.messages().await;
    let now = app.app.clock.now();
    let bad = move |tx: &mut Conn| {
        push_sms(tx, "bad", &message(), now)?;
        diesel::update(o::table.filter(o::subject.eq("bad"))).set(o::payload.eq(Json(serde_json::json!({ "x": 1 })))).execute(tx)?;
        ApiResult::Ok(())
    };
    app.app.db.write(bad).await.unwrap();
    queue(&app.app, now).await;
    assert_eq!(deliver(&app.app).await.unwrap(), 1);
}
