//! Certificates: asked for, listed, verified.

use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::run;
use crate::records::queries::{self, CertificateRow};
use crate::records::{certificates, printed};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, get, post};
use contract::records::{
    Certificate, CertificateFile, CertificatePage, CheckCertificate, CheckedCertificate, PageFilter, RequestCertificate,
};

fn show(row: CertificateRow) -> Certificate {
    Certificate { number: row.number, check_code: row.check_code, content: row.content.0, issued_at: row.issued_at }
}

/// Ask for a certificate of my services in a community.
///
/// Issued at once over what the ledger holds, and frozen: what changes later is in another one. It says what a service record has to say, with
/// hours floored to a half.
#[utoipa::path(tag = "records", request_body = RequestCertificate, responses((status = 201, body = Certificate, description = "The certificate")))]
#[post("/certificates")]
pub async fn request_certificate(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<RequestCertificate>) -> ApiResult<Reply> {
    let shared = Data::clone(&app);
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = certificates::issue(tx, desk, who, ask, |text| shared.tokens.sign(text))?;
        crate::platform::audit::record(
            tx,
            &desk.origin,
            desk.now,
            &crate::platform::audit::Change {
                action: "certificate.issued",
                subject: format!("certificate/{}", row.number),
                before: None::<&CertificateRow>,
                after: Some(&row),
            },
        )?;
        Ok(show(row))
    })
    .await
}

/// My certificates, newest first.
#[utoipa::path(tag = "records", params(PageFilter), responses((status = 200, body = CertificatePage, description = "A page of them")))]
#[get("/certificates")]
pub async fn list_certificates(app: Data<App>, who: Who, Query(filter): Query<PageFilter>) -> ApiResult<Json<CertificatePage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('z', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::certificates_of(c, who.person, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.issued_at, id: r.id.0 }.encode('z'));
            Ok(Json(CertificatePage { items: rows.into_iter().map(show).collect(), next_cursor, total: None }))
        })
        .await
}

/// Verify a certificate.
///
/// For everybody, without signing in: what is printed on it. Without the check code, the name is masked.
#[utoipa::path(tag = "records", params(("number" = String, Path), CheckCertificate), responses(
    (status = 200, body = CheckedCertificate, description = "What it says")
), security(()))]
#[get("/certificates/{number}")]
pub async fn check_certificate(
    app: Data<App>,
    Path(number): Path<String>,
    Query(ask): Query<CheckCertificate>,
) -> ApiResult<Json<CheckedCertificate>> {
    app.db
        .read(move |c| {
            let row = queries::certificate(c, number.trim())?.ok_or_else(|| ApiError::not_found("certificate"))?;
            Ok(Json(certificates::checked(row, ask.code.as_deref())))
        })
        .await
}

/// One of my certificates as a PDF, to be printed.
///
/// With a code that leads whoever holds it to its verification.
#[utoipa::path(tag = "records", params(("number" = String, Path)), responses(
    (status = 200, body = CertificateFile, content_type = "application/pdf", description = "The certificate, a PDF"),
    (status = 503, description = "`documents_unavailable`: the server has no font")
))]
#[get("/certificates/{number}/document")]
pub async fn get_certificate_document(app: Data<App>, who: Who, Path(number): Path<String>) -> ApiResult<HttpResponse> {
    let person = who.person;
    let row = app
        .db
        .read(move |c| {
            let own = queries::certificate(c, number.trim())?.filter(|r| r.person_id == person);
            own.ok_or_else(|| ApiError::not_found("certificate"))
        })
        .await?;
    let name = format!("{}-{}", row.content.0.title, row.number);
    printed::document(&row, &app.config.public_base()).reply(&app, &name).await
}
