//! Streams of events, read piece by piece from a running application.

use super::unread;
use crate::app::App;
use crate::config::Config;
use crate::notices::events::feed;
use crate::server;
use crate::testing::{Actor, Backend, TestApp, step_of};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::http::header;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::Data;
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};
use std::pin::Pin;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client of a stream. Of comments it keeps nothing.
struct Client {
    status: u16,
    kind: String,
    encoding: String,
    body: Pin<Box<BoxBody>>,
    rest: String,
}

#[derive(Debug, Clone, PartialEq)]
struct Event {
    id: String,
    name: String,
    data: Value,
}

async fn listen(app: &TestApp, who: &Actor<'_>, query: &str, last: Option<&str>) -> Client {
    let service = init_service(server::web_app(app.app.clone(), None)).await;
    let mut request = TestRequest::get().uri(&format!("/api/v1/events{query}")).insert_header((header::AUTHORIZATION, who.authorization()));
    request = request.insert_header((header::ACCEPT_ENCODING, "br, gzip"));
    if let Some(last) = last {
        request = request.insert_header(("last-event-id", last));
    }
    let reply = call_service(&service, request.to_request()).await;
    let text = |name: header::HeaderName| reply.headers().get(name).map_or("", |v| v.to_str().unwrap()).to_owned();
    let (status, kind, encoding) = (reply.status().as_u16(), text(header::CONTENT_TYPE), text(header::CONTENT_ENCODING));
    Client { status, kind, encoding, body: Box::pin(BoxBody::new(reply.into_body())), rest: String::new() }
}

impl Client {
    /// The next block between blank lines; `None` at the end of the stream.
    async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.rest.clone().split_once("\n\n") {
                rest.clone_into(&mut self.rest);
                return Some(block.to_owned());
            }
            let body = &mut self.body;
            let piece =
                tokio::time::timeout(PATIENCE, std::future::poll_fn(|cx| body.as_mut().poll_next(cx))).await.expect("a piece in time");
            self.rest.push_str(std::str::from_utf8(&piece?.unwrap_or_default()).unwrap());
        }
    }

    async fn event(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|l| l.strip_prefix(name)).map(str::to_owned);
            if let (Some(name), Some(data)) = (field("event: "), field("data: ")) {
                return Some(Event { id: field("id: ").unwrap(), name, data: serde_json::from_str(&data).unwrap() });
            }
        }
    }

    /// The events up to one that fits.
    async fn until(&mut self, fits: impl Fn(&Event) -> bool) -> Vec<Event> {
        let mut seen = Vec::new();
        while let Some(event) = self.event().await {
            seen.push(event);
            if fits(&seen[seen.len() - 1]) {
                return seen;
            }
        }
        panic!("the stream ended after {seen:?}");
    }

    async fn rest(mut self) -> Vec<Event> {
        let mut seen = Vec::new();
        while let Some(event) = self.event().await {
            seen.push(event);
        }
        seen
    }
}

/// The loop that feeds the streams of an application; it ends with the test.
struct Feeding(JoinHandle<()>);

impl Feeding {
    fn of(app: &Data<App>) -> Self {
        Self(actix_web::rt::spawn(feed::follow(app.clone())))
    }
}

impl Drop for Feeding {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn quick(config: &mut Config) {
    (config.notices.heartbeat_seconds, config.notices.poll_seconds) = (1, 1);
}

macro_rules! both_quick {
    ($(async fn $name:ident($app:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn run($app: TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                run(TestApp::with(Backend::Sqlite, quick).await).await;
            }

            #[actix_web::test]
            async fn pg() {
                if Backend::has_postgres() {
                    run(TestApp::with(Backend::Postgres, quick).await).await;
                }
            }
        }
    )+};
}

both_quick! {
    async fn a_step_of_somebody_else_arrives(app) {
        let _feeding = Feeding::of(&app.app);
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let (neighbour, elsewhere) = (app.sign_in("15900000001").await, app.other(Role::CommunityClerk).await);
        let order = app.order(S::Submitted).await;
        let mut mine = listen(&app, &resident, "", None).await;
        assert_eq!((mine.status, mine.kind.as_str(), mine.encoding.as_str()), (200, "text/event-stream", "identity"));
        let ready = mine.event().await.unwrap();
        assert_eq!((ready.name.as_str(), ready.data["unread"].as_i64()), ("ready", Some(unread(&resident).await)));
        let mut desk = listen(&app, &clerk, "", None).await;
        let (mut other, mut foreign) = (listen(&app, &neighbour, "", None).await, listen(&app, &elsewhere, "", None).await);

        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let is_it = |e: &Event| e.name == "order" && e.data["id"] == order["id"] && e.data["version"] == accepted["version"];
        let seen = mine.until(is_it).await;
        assert_eq!(seen.last().unwrap().data, json!({ "id": order["id"], "version": accepted["version"], "state": "accepted" }));
        assert!(seen.iter().any(|e| e.name == "notice" && e.data["unread"] == json!(ready.data["unread"].as_i64().unwrap() + 1)), "{seen:?}");
        desk.until(is_it).await;

        // The others get signs of life and nothing about it.
        let mark = app.order(S::Submitted).await;
        mine.until(|e| e.data["id"] == mark["id"]).await;
        app.app.events.shut();
        for client in [&mut other, &mut foreign] {
            let mut seen = Vec::new();
            while let Some(event) = client.event().await {
                seen.push(event.name);
            }
            assert_eq!(seen, ["ready"]);
        }
    }

    async fn who_comes_back_is_told_what_was_missed(app) {
        let resident = app.role(Role::Resident).await;
        let order = app.order(S::Submitted).await;
        let first = listen(&app, &resident, "?seconds=0", None).await.rest().await;
        assert_eq!(first.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["ready"]);
        app.later(TimeDelta::hours(2));
        // Their tokens have run out meanwhile.
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let missed = listen(&app, &resident, "?seconds=0", Some(&first[0].id)).await.rest().await;
        let of = |name: &str| missed.iter().filter(|e| e.name == name).map(|e| e.data.clone()).collect::<Vec<_>>();
        assert!(of("order").contains(&json!({ "id": order["id"], "version": accepted["version"], "state": "accepted" })), "{missed:?}");
        assert_eq!(of("notice").len(), 2, "the one before and the one after: {missed:?}");
        // Long ago is too much to tell one by one, or it is told; wrong ids are refused.
        let all = listen(&app, &clerk, "?seconds=0", Some("1")).await.rest().await;
        assert!(all.len() == 2 && all[1].name == "reload" || all.iter().any(|e| e.data["id"] == order["id"]));
        for bad in ["x", "-1", "99999999999999999999", "253402300800000000"] {
            assert_eq!(listen(&app, &resident, "?seconds=0", Some(bad)).await.status, 400, "{bad}");
        }
        assert_eq!(resident.get("/events?seconds=4000").await.problem(), "400 bad_query");
        assert_eq!(app.nobody().get("/events").await.problem(), "401 sign_in_required");
    }

    async fn another_process_is_heard_too(app) {
        // A second application over the same database, as another process would be.
        let sms = std::sync::Arc::new(crate::platform::sms::KeptSms::default());
        let db = crate::platform::db::Db::open(&app.app.config.database, &app.app.config.db).unwrap();
        let second = Data::new(App::build((*app.app.config).clone(), db, app.app.clock.clone(), sms).await.unwrap());
        let feeding = Feeding::of(&second);
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let order = app.order(S::Submitted).await;
        let service = init_service(server::web_app(second.clone(), None)).await;
        let request = TestRequest::get().uri("/api/v1/events").insert_header((header::AUTHORIZATION, resident.authorization()));
        let reply = call_service(&service, request.to_request()).await;
        let mut there = Client { status: 200, kind: String::new(), encoding: String::new(), body: Box::pin(BoxBody::new(reply.into_body())), rest: String::new() };
        there.until(|e| e.name == "ready").await;
        step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        there.until(|e| e.name == "order" && e.data["id"] == order["id"] && e.data["state"] == "accepted").await;
        drop((there, feeding));
        second.db.drain();
    }

    async fn a_session_that_ends_ends_its_streams(app) {
        let (resident, again) = (app.role(Role::Resident).await, app.role(Role::Resident).await);
        let (first, second) = (listen(&app, &resident, "", None).await, listen(&app, &again, "", None).await);
        assert_eq!(resident.delete("/sessions/current").await.status, 204);
        assert_eq!(first.rest().await.len(), 1);
        assert_eq!(listen(&app, &resident, "", None).await.status, 401);
        // Ended elsewhere: seen with the next sign of life.
        let person = again.id.unwrap();
        let end = move |tx: &mut crate::platform::db::Conn| {
            use crate::schema::sessions as s;
            use diesel::prelude::*;
            let open = s::table.filter(s::person_id.eq(person)).filter(s::ended_at.is_null());
            let set = (s::ended_at.eq(Some("2026-11-24T03:20:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap())),);
            crate::platform::error::ApiResult::Ok(diesel::update(open).set(set).execute(tx)?)
        };
        assert!(app.app.db.write(end).await.unwrap() > 0);
        assert_eq!(second.rest().await.len(), 1);
        assert!(app.app.events.is_empty());
    }

    async fn a_stream_ends_with_its_token(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let client = listen(&app, &clerk, "", None).await;
        app.later(TimeDelta::minutes(app.app.config.auth.access_minutes));
        assert_eq!(client.rest().await.len(), 1);
    }

    async fn who_opens_too_many_loses_the_oldest(app) {
        let (clerk, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let mut open = Vec::new();
        for _ in 0..app.app.config.notices.streams_per_person {
            open.push(listen(&app, &clerk, "", None).await);
        }
        let other = listen(&app, &resident, "", None).await;
        let one_more = listen(&app, &clerk, "", None).await;
        assert_eq!((other.status, one_more.status), (200, 200));
        assert_eq!(open.remove(0).rest().await.len(), 1, "the oldest has ended");
        assert_eq!(app.app.events.listeners().len(), app.app.config.notices.streams_per_person + 1);
        app.app.events.shut();
        let stopping = resident.get("/events").await;
        assert_eq!(stopping.problem(), "503 not_ready");
    }
}
