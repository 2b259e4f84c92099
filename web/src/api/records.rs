//! One's own record, and certificates.

use super::{Answer, Api, Sending};
use contract::records::{
    CertificatePage, CheckCertificate, CheckedCertificate, PageFilter, RequestCertificate, ServiceLogFilter, ServiceLogPage, ServiceRecord,
};

/// My record.
pub async fn own(api: Api) -> Answer<ServiceRecord> {
    api.get("/records/own").await
}

/// Rows of my ledger, latest service first.
pub async fn entries(api: Api, filter: &ServiceLogFilter) -> Answer<ServiceLogPage> {
    api.get_with("/service-logs", filter).await
}

/// My certificates, newest first.
pub async fn certificates(api: Api) -> Answer<CertificatePage> {
    api.get_with("/certificates", &PageFilter { cursor: None, limit: Some(200) }).await
}

/// Asks for one.
pub fn request(ask: &RequestCertificate) -> Sending {
    Sending::new("/certificates".to_owned(), ask)
}

/// Where its document is.
pub fn document(number: &str) -> String {
    format!("/certificates/{number}/document")
}

/// What a certificate says, for everybody who has its number.
pub async fn check(api: Api, number: &str, code: &str) -> Answer<CheckedCertificate> {
    let ask = CheckCertificate { code: Some(code.to_owned()).filter(|code| !code.is_empty()) };
    api.get_with(&format!("/certificates/{}", crate::ui::encode(number)), &ask).await
}
