//! For those who run it: alive, ready, metrics. Outside `/api/v1`, and never behind a sign-in.

use crate::app::App;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::ProblemCode;
use metrics_exporter_prometheus::PrometheusHandle;

/// The process answers.
#[get("/healthz")]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers and its migrations are those of this program.
#[get("/readyz")]
pub async fn readyz(app: Data<App>) -> ApiResult<&'static str> {
    let not_ready = |detail: String| ApiError::new(ProblemCode::NotReady, detail).retry_after(5);
    match app.db.pending_migrations().await {
        Ok(pending) if pending.is_empty() => Ok("ready\n"),
        Ok(pending) => Err(not_ready(format!("{} migrations are missing: run `shuangbaodao migrate`", pending.len()))),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            Err(not_ready("the database does not answer".to_owned()))
        }
    }
}

/// Prometheus, labelled by route pattern.
#[get("/metrics")]
pub async fn metrics(handle: Data<PrometheusHandle>) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(handle.render())
}
