//! The App, built once in the same way for serving, for tests and for the OpenAPI document.

use crate::config::Config;
use crate::notices::events::Hub;
use crate::orders::Shelf;
use crate::platform::auth::Principals;
use crate::platform::calendar::Current;
use crate::platform::clock::SharedClock;
use crate::platform::db::Db;
use crate::platform::document::Fonts;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::mail::Mailer;
use crate::platform::passwords::Passwords;
use crate::platform::sms::Sms;
use crate::platform::tokens::Tokens;
use crate::{
    accounts, activities, callbacks, check_ins, desk, dispatch, guide, menu, notices, orders, org, photos, posts, projects, ratings,
    records, rectifications, server, texts, whistles, wishes,
};
use std::sync::Arc;
use tokio::sync::Notify;
use utoipa::OpenApi;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// What the handlers stand on.
pub struct App {
    pub db: Db,
    pub clock: SharedClock,
    pub config: Arc<Config>,
    pub calendar: Current,
    pub shelf: Arc<Shelf>,
    pub tokens: Tokens,
    pub principals: Principals,
    pub passwords: Passwords,
    pub sms: Arc<dyn Sms>,
    pub photos: photos::Lab,
    pub mailer: Mailer,
    /// What documents are drawn with.
    pub fonts: Fonts,
    /// Rung after every write.
    pub outbox_bell: Bell,
    /// Who listens to events.
    pub events: Hub,
}

/// Wakes those who look at what was written: the poller of the outbox, and the feed of the streams.
#[derive(Default)]
pub struct Bell {
    pub outbox: Notify,
    pub events: Notify,
}

impl Bell {
    /// Rings for both.
    pub fn notify_one(&self) {
        self.outbox.notify_one();
        self.events.notify_one();
    }
}

impl App {
    /// Puts the parts together; the secret comes from the configuration or, made at first start, from the database.
    pub async fn build(config: Config, db: Db, clock: SharedClock, sms: Arc<dyn Sms>) -> ApiResult<Self> {
        let secret = accounts::installation_secret(&db, &config).await?;
        let calendar = accounts::working_calendar(&db, &config).await?;
        let imported_at = accounts::last_import(&db).await?;
        Ok(Self {
            fonts: Fonts::new(config.documents.fonts.clone()),
            mailer: Mailer::of(&config.mail).map_err(ApiError::internal)?,
            tokens: Tokens::new(&secret, config.auth.access_minutes),
            principals: Principals::new(config.auth.principal_cache_seconds),
            photos: photos::Lab::open(&config.photos, config.db.durable)?,
            passwords: Passwords::new(config.limits.parallel_hashes)?,
            calendar: Current::new(calendar, imported_at),
            shelf: Arc::new(Shelf::new(&config.limits)),
            config: Arc::new(config),
            outbox_bell: Bell::default(),
            events: Hub::default(),
            db,
            clock,
            sms,
        })
    }
}

/// Every operation of the API. The same call feeds OpenAPI, so none can be missing there.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(
        scope("/api/v1")
            .configure(accounts::routes)
            .configure(org::routes)
            .configure(menu::routes)
            .configure(orders::routes)
            .configure(dispatch::routes)
            .configure(ratings::routes)
            .configure(notices::routes)
            .configure(desk::routes)
            .configure(texts::routes)
            .configure(photos::routes)
            .configure(callbacks::routes)
            .configure(rectifications::routes)
            .configure(whistles::routes)
            .configure(wishes::routes)
            .configure(posts::routes)
            .configure(records::routes)
            .configure(check_ins::routes)
            .configure(activities::routes)
            .configure(projects::routes)
            .configure(guide::routes)
            // Its own: that of the whole application serves files, and would look for them below this address.
            .default_service(actix_web::web::to(server::nothing_here)),
    );
}

/// The parts of the document that no handler carries.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "双报到双服务 Shuangbaodao",
        description = "Double check-in, double service: residents order services from their community's menu, the community dispatches each order to a volunteer team with a named person, measures and a deadline, the resident confirms and rates.\n\nEvery refusal is `application/problem+json` (RFC 9457); `GET /api/v1/problems` explains each code. Every POST takes an `Idempotency-Key`. Every step of an order carries `expected_version`; a stale one is 409.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/")),
    tags(
        (name = "accounts", description = "Signing in, sessions, who one is"),
        (name = "org", description = "Divisions, the five-level organisation tree, work units, teams"),
        (name = "menu", description = "What a community offers"),
        (name = "orders", description = "点单: from the menu to the confirmation"),
        (name = "dispatch", description = "派单: offers to teams and their answers"),
        (name = "ratings", description = "评单: five grades, one a round, never a default"),
        (name = "desk", description = "Kept views, how much waits where, the same step for many orders"),
        (name = "texts", description = "Standard texts of the nodes"),
        (name = "photos", description = "Pictures of an order: what is to be done, how it was before and after"),
        (name = "callbacks", description = "回访: calls to those who stay silent, by somebody who did not handle the order"),
        (name = "rectifications", description = "差评整改: what becomes of a bad rating"),
        (name = "whistles", description = "吹哨: departments answer a community"),
        (name = "notices", description = "What people are told: the inbox, how they want to be told, streams of events"),
        (name = "wishes", description = "微心愿: verified by the community, claimed by a team"),
        (name = "posts", description = "岗位: what a community asks its members to do; shifts, claims, presence"),
        (name = "records", description = "全程纪实: the ledger of services, what it adds up to, certificates"),
        (name = "check_ins", description = "双报到: units and members check in with a community, unit lists, pairings, the handbook"),
        (name = "activities", description = "为民服务活动: units are invited and pass it on, people sign up, what came of it"),
        (name = "projects", description = "服务项目 and 民生难题: a unit takes one on, residents have a word before it is closed out"),
        (name = "problems", description = "What each problem code means")
    )
)]
pub struct ApiDoc;
