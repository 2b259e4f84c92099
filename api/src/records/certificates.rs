//! Certificates: numbered, frozen, to be verified by anybody who holds one.

use super::queries::{self, CertificateRow, Wanted};
use super::sums;
use crate::accounts;
use crate::orders::{Desk, numbered};
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::posts;
use chrono::{Days, NaiveTime, TimeDelta};
use contract::RowId;
use contract::check::mask_name;
use contract::records::{CertificateContent, CertificateLine, CheckedCertificate, RequestCertificate};
use uuid::Uuid;

/// Letters of a check code.
const CODE: usize = 8;

/// Issues one over what the ledger holds. The community that recorded it issues it (谁记录谁证明), and no desk has any work with it.
pub fn issue(tx: &mut Conn, desk: &Desk, who: &Who, ask: &RequestCertificate, sign: impl Fn(&str) -> String) -> ApiResult<CertificateRow> {
    let unknown = || ApiError::field("/community_id", "unknown", "there is no such community");
    let community = desk.shelf.community(tx, ask.community_id)?.ok_or_else(unknown)?;
    if ask.to < ask.from || ask.to > desk.today() {
        return Err(ApiError::field("/to", "range", "not before the first day, and not ahead"));
    }
    let begin = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
    let wanted = Wanted {
        person: Some(who.person),
        community: Some(ask.community_id),
        from: Some(begin(ask.from)),
        to: ask.to.checked_add_days(Days::new(1)).map(begin),
        ..Wanted::default()
    };
    let entries = queries::entries(tx, &wanted)?;
    let all = sums::of(&entries);
    if all.services == 0 {
        return Err(ApiError::field("/from", "empty", "no service of yours is on record there in these days"));
    }
    let (secretary, telephone) = org::desk_of(tx, ask.community_id)?.unwrap_or_default();
    let lines = sums::by_category(&entries).into_iter().filter(|c| c.sums.services > 0);
    let content = CertificateContent {
        title: desk.config.records.certificate_title.clone(),
        name: accounts::person(tx, who.person)?.name,
        volunteer_number: posts::volunteer(tx, desk, who.person)?.number,
        from: ask.from,
        to: ask.to,
        services: all.services,
        minutes: all.minutes,
        hours: sums::hours(all.minutes),
        lines: lines.map(|c| CertificateLine { category: c.category, services: c.sums.services, minutes: c.sums.minutes }).collect(),
        issuer: community.name.clone(),
        handler: secretary,
        contact: telephone,
        issued_on: desk.today(),
    };
    let mut row = CertificateRow {
        id: RowId(Uuid::now_v7()),
        number: String::new(),
        person_id: who.person,
        check_code: String::new(),
        content: Json(content),
        issued_at: desk.now,
    };
    let salt = crate::platform::tokens::random_secret();
    numbered(tx, desk.now, "uq_service_certificates_number", |tx, number| {
        row.check_code = posts::letters(&sign(&format!("certificate\n{number}\n{salt}")), CODE);
        row.number = number;
        queries::insert_certificate(tx, &row).map(|_| row.clone())
    })
}

/// What everybody may read of it.
pub fn checked(row: CertificateRow, code: Option<&str>) -> CheckedCertificate {
    let given = code.unwrap_or_default().trim().to_ascii_uppercase();
    let is_code_right = crate::platform::tokens::constant_time_eq(row.check_code.as_bytes(), given.as_bytes());
    let mut content = row.content.0;
    if !is_code_right {
        content.name = mask_name(&content.name);
        content.volunteer_number = content.volunteer_number.chars().map(|c| if c.is_ascii_digit() { '*' } else { c }).collect();
    }
    CheckedCertificate { number: row.number, is_code_right, content, issued_at: row.issued_at }
}
