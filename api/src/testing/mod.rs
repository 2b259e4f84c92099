//! What the tests of the rooms stand on: an application with a database of its own, people who call it, orders in any state.
//! Every test of a room runs twice, on SQLite and on PostgreSQL: see [`both`].

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod activities;
mod actor;
mod check_ins;
mod database;
mod orders;
mod photos;
mod posts;
mod wishes;

pub use activities::{invitation_of, read_thing, step_of_thing};
pub use actor::{Actor, Reply};
pub use check_ins::{check_in_step, fresh_code, fresh_phone, send_file};
pub use database::{Backend, Database, empty};
pub use orders::{answer_of, later, offers_in, path_of, read_again, referral, rejection, step_of, try_step};
pub use photos::{Form, encoded, photos_of, picture, upload};
pub use posts::{COMMUNITY, claim_shift, claim_step};

use crate::app::App;
use crate::config::Config;
use crate::platform::clock::{Clock, TestClock};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::outbox;
use crate::platform::sms::{KeptSms, Message};
use crate::seed::{DEMO_ACCOUNTS, DemoAccount};
use crate::server;
use actix_web::dev::Service;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use chrono::{DateTime, TimeDelta, Utc};
use contract::accounts::Role;
use diesel::prelude::*;
use futures_util::future::LocalBoxFuture;
use std::rc::Rc;
use std::sync::Arc;

/// A Tuesday, twenty past eleven in Qianjiang: the present of the test city.
pub fn now() -> DateTime<Utc> {
    "2026-11-24T03:20:00Z".parse().unwrap()
}

type Call = Rc<dyn Fn(TestRequest) -> LocalBoxFuture<'static, Reply>>;

/// The whole application over the small demo city, in a database that nobody else uses, with a clock that stands.
pub struct TestApp {
    pub app: Data<App>,
    pub clock: Arc<TestClock>,
    pub backend: Backend,
    sms: Arc<KeptSms>,
    call: Call,
    _database: Database,
}

impl TestApp {
    /// With the default configuration.
    pub async fn new(backend: Backend) -> Self {
        Self::with(backend, |_| {}).await
    }

    /// With another configuration.
    pub async fn with(backend: Backend, change: impl FnOnce(&mut Config)) -> Self {
        let database = Database::fresh(backend);
        let mut config = Config { database: database.url.clone(), web: "".into(), ..Config::default() };
        config.auth.secret = "a secret of the tests, long enough for it".into();
        (config.auth.principal_cache_seconds, config.limits.catalogue_seconds) = (0, 0);
        (config.db.readers, config.db.writers, config.db.durable) = (2, 4, false);
        config.photos.store = "memory:".into();
        // Clocks are moved at will: nothing waits for the morning but in the tests about that.
        config.notices.quiet_to = config.notices.quiet_from;
        change(&mut config);
        let (clock, sms) = (TestClock::at(now()), Arc::new(KeptSms::default()));
        let db = crate::platform::db::Db::open(&config.database, &config.db).expect("database");
        let app = App::build(config, db, clock.clone(), sms.clone()).await.expect("application");
        let app = Data::new(app);
        let call = service(app.clone()).await;
        Self { app, clock, backend, sms, call, _database: database }
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: TestRequest) -> Reply {
        (self.call)(request).await
    }

    /// Somebody who has not signed in.
    pub fn nobody(&self) -> Actor<'_> {
        Actor::new(self, None)
    }

    /// The first demo account with the role, signed in.
    pub async fn role(&self, role: Role) -> Actor<'_> {
        let account = DEMO_ACCOUNTS.iter().find(|a| a.role == role).expect("a demo account for each role");
        self.demo(account).await
    }

    /// The last demo account with the role: another team's lead, another community's clerk.
    pub async fn other(&self, role: Role) -> Actor<'_> {
        let account = DEMO_ACCOUNTS.iter().rev().find(|a| a.role == role).expect("a demo account for each role");
        self.demo(account).await
    }

    async fn demo(&self, account: &DemoAccount) -> Actor<'_> {
        self.sign_in(account.phone).await
    }

    /// Signs in by number without asking for a secret; a number nobody has becomes a new resident.
    pub async fn sign_in(&self, phone: &str) -> Actor<'_> {
        let (phone, now) = (phone.to_owned(), self.clock.now());
        let session = self.app.db.write(move |tx| crate::accounts::open_session_for(tx, &phone, now)).await.expect("session");
        let (token, _) = self.app.tokens.issue(session.0, session.1, now).expect("token");
        Actor::new(self, Some((session.0, token)))
    }

    /// The same person with a fresh token: the last one has run out when the clock was moved far.
    pub async fn sign_in_again(&self, actor: &Actor<'_>) -> Actor<'_> {
        use crate::schema::persons;
        let person = actor.id.expect("somebody");
        let phone: String = self.read(move |c| persons::table.find(person).select(persons::phone).first(c)).await;
        self.sign_in(&phone).await
    }

    /// Somebody with a role at the node with this path, signed in.
    pub async fn with_role(&self, phone: &str, role: Role, path: &str) -> Actor<'_> {
        let actor = self.sign_in(phone).await;
        let (person, path, now) = (actor.id.expect("somebody"), path.to_owned(), self.clock.now());
        let grant = move |tx: &mut Conn| {
            use crate::schema::{org_units as o, role_grants as g};
            let node: contract::OrgUnitId = o::table.filter(o::path.eq(path)).select(o::id).first(tx)?;
            let held = g::table.filter(g::person_id.eq(person)).filter(g::role.eq(role)).filter(g::node_id.eq(node));
            if held.filter(g::ended_at.is_null()).count().get_result::<i64>(tx)? == 0 {
                let id = contract::GrantId(uuid::Uuid::now_v7());
                let row = (g::id.eq(id), g::person_id.eq(person), g::role.eq(role), g::node_id.eq(node), g::granted_at.eq(now));
                diesel::insert_into(g::table).values(row).execute(tx)?;
            }
            ApiResult::Ok(())
        };
        self.app.db.write(grant).await.expect("grant");
        actor
    }

    /// Moves the clock on.
    pub fn later(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    /// Reads straight from the database.
    pub async fn read<T: Send + 'static>(&self, read: impl FnOnce(&mut Conn) -> QueryResult<T> + Send + 'static) -> T {
        self.app.db.read(move |c| ApiResult::Ok(read(c)?)).await.expect("read")
    }

    /// The audit trail of a subject such as `order/0193…`: actions, oldest first. The clock of a test stands and chains say nothing of one
    /// another, so what happened in one moment is told apart by the number of the transaction (SQLite has one writer, thus one chain).
    pub async fn audit_of(&self, subject: String) -> Vec<String> {
        use crate::schema::audit_events as e;
        use diesel::dsl::sql;
        use diesel::sql_types::BigInt;
        self.read(move |c| {
            let transaction = sql::<BigInt>(if matches!(c, Conn::Pg(_)) { "xmin::text::bigint" } else { "chain" });
            e::table.filter(e::subject.eq(subject)).order((e::at, transaction, e::seq)).select(e::action).load(c)
        })
        .await
    }

    /// Delivers what waits in the outbox and tells all messages so far.
    pub async fn messages(&self) -> Vec<Message> {
        outbox::deliver(&self.app).await.expect("outbox");
        self.sms.all()
    }

    /// Whether every hash chain holds.
    pub async fn audit_holds(&self) -> bool {
        let chains = self.app.db.read(crate::platform::audit::verify).await.expect("audit");
        chains.iter().all(|c| c.broken.is_none())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Before the database is removed.
        self.app.db.drain();
    }
}

async fn service(app: Data<App>) -> Call {
    let service = Rc::new(init_service(server::web_app(app, None)).await);
    Rc::new(move |request: TestRequest| {
        let service = Rc::clone(&service);
        Box::pin(async move {
            match service.call(request.to_request()).await {
                Ok(res) => Reply::read(res.into_parts().1).await,
                Err(error) => Reply::read(actix_web::HttpResponse::from_error(error)).await,
            }
        })
    })
}

/// Declares a test that runs on both databases, as `name::sqlite` and `name::pg`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident $(: $type:ty)?) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn run($app: $crate::testing::TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                run($crate::testing::TestApp::new($crate::testing::Backend::Sqlite).await).await;
            }

            #[actix_web::test]
            async fn pg() {
                if $crate::testing::Backend::has_postgres() {
                    run($crate::testing::TestApp::new($crate::testing::Backend::Postgres).await).await;
                }
            }
        }
    )+};
}
