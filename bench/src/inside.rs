//! The same request without a socket, and its first statement without a request: what the layers cost.

use crate::Plan;
use crate::load::Rate;
use crate::place::{Kind, Place};
use actix_web::dev::Service;
use actix_web::test::{TestRequest, init_service};
use actix_web::web::Data;
use anyhow::{Result, ensure};
use contract::{OrderId, PersonId};
use futures_util::future::join_all;
use shuangbaodao::app::App;
use shuangbaodao::config::Config;
use shuangbaodao::orders;
use shuangbaodao::platform::clock::SystemClock;
use shuangbaodao::platform::db::Db;
use shuangbaodao::platform::error::ApiResult;
use shuangbaodao::platform::scope::{Area, Scope};
use shuangbaodao::platform::sms::LogSms;
use shuangbaodao::server;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;

/// Many requests at once through the application itself, on one thread.
pub fn measure(plan: &Plan, place: &Place, path: &str) -> Result<Rate> {
    actix_web::rt::System::new().block_on(async {
        let mut config = Config { database: place.url.clone(), web: "".into(), ..Config::default() };
        config.photos.store = "memory:".into();
        let db = Db::open(&config.database, &config.db)?;
        let app = Data::new(App::build(config, db.clone(), Arc::new(SystemClock), Arc::new(LogSms { in_clear: false })).await?);
        let service = init_service(server::web_app(app, None)).await;
        let header = format!("Bearer {}", place.clerk);
        let (start, done, failed) = (Instant::now(), Cell::new(0u32), Cell::new(0u32));
        let worker = async || {
            while start.elapsed() < plan.each {
                let request = TestRequest::get().uri(path).insert_header(("authorization", header.clone())).to_request();
                let good = service.call(request).await.is_ok_and(|res| res.status().is_success());
                let count = if good { &done } else { &failed };
                count.set(count.get() + 1);
            }
        };
        join_all((0..plan.clients).map(|_| worker())).await;
        let rate = f64::from(done.get()) / start.elapsed().as_secs_f64();
        db.drain();
        ensure!(failed.get() == 0, "{} requests failed in process", failed.get());
        Ok(Rate { a_second: rate, p99: None })
    })
}

/// One order by its id and scope, through the executor and nothing else.
pub fn statement(plan: &Plan, place: &Place) -> Result<Rate> {
    actix_web::rt::System::new().block_on(async {
        let config = Config { database: place.url.clone(), ..Config::default() };
        let db = Db::open(&config.database, &config.db)?;
        let id = OrderId(place.order.parse()?);
        let path = "429005/".to_owned();
        let area = Area { node_id: contract::OrgUnitId(place.community.parse()?), path, has_absorbed: false };
        let scope = Scope { person: PersonId(uuid::Uuid::nil()), areas: vec![area], teams: Vec::new(), calls: Vec::new() };
        let (start, done, missing) = (Instant::now(), Cell::new(0u32), Cell::new(0u32));
        let worker = async || {
            while start.elapsed() < plan.each {
                let scope = scope.clone();
                let found = db.read(move |c| ApiResult::Ok(orders::find(c, &scope, id)?)).await;
                let count = if matches!(found, Ok(Some(_))) { &done } else { &missing };
                count.set(count.get() + 1);
            }
        };
        join_all((0..plan.clients).map(|_| worker())).await;
        let rate = f64::from(done.get()) / start.elapsed().as_secs_f64();
        db.drain();
        ensure!(missing.get() == 0, "the order is not found in process ({:?})", place.kind == Kind::Sqlite);
        Ok(Rate { a_second: rate, p99: None })
    })
}
