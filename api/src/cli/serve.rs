//! `serve`: the server, what it does beside answering, and how it stops.

use super::greet;
use crate::app::App;
use crate::config::Config;
use crate::orders::{search, sweep};
use crate::photos;
use crate::platform::clock::SystemClock;
use crate::platform::db::{Db, Purpose};
use crate::platform::outbox;
use crate::platform::sms::LogSms;
use crate::server;
use actix_web::HttpServer;
use actix_web::web::Data;
use anyhow::Context;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::Arc;
use std::time::Duration;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Seconds the requests that are running have until the server stops without them.
const DRAIN_SECONDS: u64 = 30;
/// Seconds between two looks at the outbox when nobody rings.
const OUTBOX_SECONDS: u64 = 5;
/// Upper bounds of the latency histogram, in seconds.
const BUCKETS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];

/// Serves until SIGTERM or Ctrl-C: then no new requests, those running finish, the writer's queue is committed.
pub fn run(config: Config) -> anyhow::Result<()> {
    let _log = start_log(&config)?;
    drop(super::connect(&config, Purpose::Read)?);
    let metrics = start_metrics()?;
    let listen = config.listen.clone();
    actix_web::rt::System::new().block_on(async {
        let db = Db::open(&config.database, &config.db)?;
        let app = App::build(config, db.clone(), Arc::new(SystemClock), Arc::new(LogSms)).await?;
        let (app, handle) = (Data::new(app), Data::new(metrics));
        let jobs = [
            actix_web::rt::spawn(deliver(app.clone())),
            actix_web::rt::spawn(look_after(app.clone(), handle.clone())),
            actix_web::rt::spawn(tidy_photos(app.clone())),
            actix_web::rt::spawn(complete_search(app.clone())),
        ];
        let factory = {
            let app = app.clone();
            move || server::web_app(app.clone(), Some(handle.clone()))
        };
        let server =
            HttpServer::new(factory).shutdown_timeout(DRAIN_SECONDS).bind(&listen).with_context(|| format!("cannot listen on {listen}"))?;
        let addresses: Vec<String> = server.addrs().iter().map(ToString::to_string).collect();
        tracing::info!(addresses = addresses.join(", "), database = ?db.kind(), "serving");
        greet::say(&app, &addresses).await;
        server.run().await?;
        jobs.iter().for_each(actix_web::rt::task::JoinHandle::abort);
        db.drain();
        tracing::info!("stopped: every acknowledged write is in the database");
        anyhow::Ok(())
    })
}

/// Lines are written by a thread of their own: a request does not wait for the disk or the terminal behind standard error.
/// What is still in its hands is written when the guard is dropped; only a killed process loses its last lines.
fn start_log(config: &Config) -> anyhow::Result<WorkerGuard> {
    let filter = EnvFilter::try_from_default_env().or_else(|_| EnvFilter::try_new(&config.log.filter)).context("log.filter")?;
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let (writer, guard) = NonBlockingBuilder::default().lossy(false).finish(std::io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(is_terminal);
    let started = match config.log.format.as_str() {
        "text" => log.compact().try_init(),
        _ => log.json().flatten_event(true).with_span_list(false).try_init(),
    };
    started.map_err(|e| anyhow::anyhow!("log: {e}"))?;
    Ok(guard)
}

fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new().set_buckets(BUCKETS)?.build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|e| anyhow::anyhow!("metrics: {e}"))?;
    Ok(handle)
}

/// Sends what waits in the outbox, at once when somebody rings.
async fn deliver(app: Data<App>) {
    loop {
        let _ = tokio::time::timeout(Duration::from_secs(OUTBOX_SECONDS), app.outbox_bell.notified()).await;
        if let Err(error) = outbox::deliver(&app).await {
            tracing::warn!(cause = error.cause().unwrap_or_default(), %error, "the outbox waits");
        }
    }
}

/// Throws away pictures that belong to nothing, a day after they were written.
async fn tidy_photos(app: Data<App>) {
    let day = Duration::from_secs(24 * 60 * 60);
    loop {
        tokio::time::sleep(day).await;
        match photos::sweep(&app, app.clock.now() - day).await {
            Ok(0) => {}
            Ok(thrown) => tracing::info!(thrown, "pictures that belonged to nothing are gone"),
            Err(error) => tracing::warn!(cause = error.cause().unwrap_or_default(), %error, "tidying up the pictures failed"),
        }
    }
}

/// Orders that `migrate` left without an index, or that an older program wrote, are found once this is done; lists are whole meanwhile.
async fn complete_search(app: Data<App>) {
    match search::backfill(&app.db).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "indexed orders for the search"),
        Err(error) => tracing::warn!(%error, "the search does not find all orders: run `shuangbaodao migrate`"),
    }
}

/// What happens by itself, and the upkeep of the metrics.
async fn look_after(app: Data<App>, metrics: Data<PrometheusHandle>) {
    loop {
        tokio::time::sleep(Duration::from_secs(app.config.orders.sweep_seconds.max(1))).await;
        metrics.run_upkeep();
        match sweep::once(&app).await {
            Ok(swept) if swept != sweep::Swept::default() => tracing::info!(?swept, "looked after orders"),
            Ok(_) => {}
            Err(error) => tracing::warn!(cause = error.cause().unwrap_or_default(), %error, "looking after orders failed"),
        }
    }
}
