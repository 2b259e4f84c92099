//! For those who run it: alive, ready, metrics. Outside `/api/v1`, and never behind a sign-in.

use crate::app::App;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use metrics_exporter_prometheus::PrometheusHandle;

/// The process answers.
#[get("/healthz")]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers and its migrations are those of this program.
#[get("/readyz")]
pub async fn readyz(app: Data<App>) -> HttpResponse {
    match app.db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => HttpResponse::Ok().body("ready\n"),
        Ok(pending) => HttpResponse::ServiceUnavailable()
            .insert_header(("retry-after", "5"))
            .body(format!("{} migrations are missing\n", pending.len())),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            HttpResponse::ServiceUnavailable().insert_header(("retry-after", "5")).body("the database does not answer\n")
        }
    }
}

/// Prometheus, labelled by route pattern.
#[get("/metrics")]
pub async fn metrics(handle: Data<PrometheusHandle>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render())
}
