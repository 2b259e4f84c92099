//! What a server answers, put together once for serving and for tests: the API, health, its own description, the front ends.

use crate::app::{self, ApiDoc, App};
use crate::guide::{Methods, finished, health};
use crate::platform::error::ApiError;
use crate::platform::http;
use actix_files::{Files, NamedFile};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse, fn_service};
use actix_web::http::header;
use actix_web::middleware::{Compress, DefaultHeaders, from_fn};
use actix_web::web::{self, Data};
use actix_web::{Error, HttpRequest, HttpResponse};
use metrics_exporter_prometheus::PrometheusHandle;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_swagger_ui::SwaggerUi;

/// The pages of the programs may load what comes from here and nothing else.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

/// The OpenAPI document, from the routes themselves. Putting it together takes longer than many a request: once a process.
static DOCUMENT: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(|| {
    let (_, api) = actix_web::App::new().into_utoipa_app().openapi(ApiDoc::openapi()).configure(app::routes).split_for_parts();
    finished(api)
});

/// The OpenAPI document, from the routes themselves.
pub fn document() -> utoipa::openapi::OpenApi {
    DOCUMENT.clone()
}

/// Everything that is answered. Without a `metrics` handle there is no `/metrics`.
pub fn web_app(
    app: Data<App>,
    metrics: Option<Data<PrometheusHandle>>,
) -> actix_web::App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>,
> {
    let headers = DefaultHeaders::new()
        .add(("x-content-type-options", "nosniff"))
        .add(("referrer-policy", "same-origin"))
        .add(("content-security-policy", CONTENT_POLICY));
    actix_web::App::new()
        .wrap(from_fn(http::answer))
        .wrap(Compress::default())
        .wrap(headers)
        .wrap(TracingLogger::<http::Spans>::new())
        .configure(move |config| install(config, &app, metrics))
}

fn install(config: &mut web::ServiceConfig, app: &Data<App>, metrics: Option<Data<PrometheusHandle>>) {
    let limits = app.config.limits.clone();
    config.app_data(web::PayloadConfig::new(limits.body_bytes)).app_data(Data::new(limits)).app_data(Data::clone(app));
    app::routes(&mut ServiceConfig::new(config));
    config.service(health::healthz).service(health::readyz);
    if let Some(handle) = metrics {
        config.app_data(handle).service(health::metrics);
    }
    let document = document();
    config.app_data(Data::new(Methods::of(&document)));
    config.service(SwaggerUi::new("/docs/{_:.*}").url("/openapi.json", document));
    config.service(web::redirect("/docs", "/docs/"));
    let folder = &app.config.web;
    if folder.as_os_str().is_empty() {
        config.default_service(web::to(nothing_here));
        return;
    }
    config.service(web::redirect("/console", "/console/"));
    config.service(program("/console", folder.join("console")));
    config.service(program("/tasks", folder.join("team")));
    config.default_service(program("", folder.join("resident")));
}

/// For an address that nothing answers.
pub(crate) async fn nothing_here(req: HttpRequest) -> Result<HttpResponse, ApiError> {
    refuse(&req)
}

/// 405 with `Allow` where only the method is wrong, 404 elsewhere.
fn refuse(req: &HttpRequest) -> Result<HttpResponse, ApiError> {
    let allow = req.app_data::<Data<Methods>>().and_then(|methods| methods.allow(req.path()));
    match allow {
        Some(allow) => Ok(HttpResponse::MethodNotAllowed().insert_header((header::ALLOW, allow)).finish()),
        None => Err(ApiError::not_found("address")),
    }
}

/// A browser program: its assets, and its page for every other address, which the program itself reads.
fn program(at: &str, folder: PathBuf) -> Files {
    let page = folder.join("index.html");
    Files::new(if at.is_empty() { "/" } else { at }, &folder).try_compressed().prefer_utf8(true).index_file("index.html").default_handler(
        fn_service(move |req: ServiceRequest| {
            let page = page.clone();
            async move { page_for(req, &page).await }
        }),
    )
}

async fn page_for(req: ServiceRequest, page: &Path) -> Result<ServiceResponse, Error> {
    let (req, _) = req.into_parts();
    // An address with a dot in its last part names a file, and there is none; below /api there are no pages.
    let is_file = req.path().rsplit('/').next().is_some_and(|last| last.contains('.'));
    let is_read = matches!(*req.method(), actix_web::http::Method::GET | actix_web::http::Method::HEAD);
    if req.path().starts_with("/api/") || is_file && !req.path().contains("/rate/") || !is_read {
        let reply = refuse(&req).unwrap_or_else(HttpResponse::from_error);
        return Ok(ServiceResponse::new(req, reply));
    }
    let file = NamedFile::open(page).map_err(|_| ApiError::not_found("page: the front end is not built"))?;
    let reply = file.into_response(&req);
    Ok(ServiceResponse::new(req, reply))
}
