//! The record (全程纪实): the ledger of services, what it adds up to, certificates. No list here is sorted by what somebody has done.

use crate::check_ins::PostCategory;
use crate::{OrgUnitId, ServiceLogId, UnitId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// What a row of the ledger comes from.
    LogSource {
        Claim = "claim",
        Order = "order",
        Activity = "activity",
        /// Takes another row back.
        Void = "void",
    }

    /// How well a service is evidenced.
    EvidenceGrade {
        /// By the station's code, the host, the desk, or a resident.
        Credit = "credit",
        /// By the member's own statement that nobody doubted.
        Attested = "attested",
    }

    /// What a claim means for the kept-promise rate.
    Promise {
        /// Verified.
        Kept = "kept",
        /// Did not come without a reason, or gave the seat back too late.
        Missed = "missed",
        /// Excused, ill, or void: in neither.
        Excluded = "excluded",
    }
}

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceLog {
    pub id: ServiceLogId,
    pub source: LogSource,
    /// Of the claim, the order or the place in an activity; of a void: the row it takes back.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Uuid))]
    pub source_id: uuid::Uuid,
    pub community_id: OrgUnitId,
    pub community_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<PostCategory>,
    pub title: String,
    /// Below zero for a void.
    pub minutes: i32,
    pub evidence: EvidenceGrade,
    /// Whether most of it lay outside office hours (八小时以外).
    pub is_off_hours: bool,
    pub occurred_at: DateTime<Utc>,
    pub written_at: DateTime<Utc>,
    /// Why a row was taken back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// For the desk of the community only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_name: Option<String>,
}

crate::page_of! {
    /// A page of rows of the ledger, latest service first.
    ServiceLogPage of ServiceLog,
}

/// Filters of `GET /service-logs`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ServiceLogFilter {
    /// The rows of a community, for its desk; absent: the caller's own.
    pub community: Option<OrgUnitId>,
    pub year: Option<i32>,
    pub category: Option<PostCategory>,
    pub source: Option<LogSource>,
    pub evidence: Option<EvidenceGrade>,
    pub off_hours: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Takes a row of the ledger back by a second row.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VoidServiceLog {
    /// Told to the member.
    #[validate(length(min = 2, max = 300), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300))]
    pub reason: String,
}

/// Sums over rows of the ledger. Every number is what `GET /service-logs` lists with the same filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sums {
    /// Services, those taken back not among them.
    pub services: i64,
    pub minutes: i64,
    pub credit_minutes: i64,
    pub attested_minutes: i64,
    pub off_hours_minutes: i64,
    pub off_hours_services: i64,
}

/// Sums of one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct YearSums {
    pub year: i32,
    pub sums: Sums,
}

/// Sums of one category; without a category those of orders.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CategorySums {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<PostCategory>,
    pub sums: Sums,
}

/// A rate with all it is made of. There is none over nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rate {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    pub numerator: i64,
    pub denominator: i64,
    /// In neither.
    pub excluded: i64,
}

/// One's own record: the ledger added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRecord {
    pub volunteer_number: String,
    pub sums: Sums,
    pub years: Vec<YearSums>,
    pub categories: Vec<CategorySums>,
    /// Kept promises of those that were to be kept; `GET /claims?promise=` lists each part.
    pub kept_promises: Rate,
}

/// Filters of `GET /record-counts`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct CountFilter {
    /// Of all who stood on the list of this unit: for those who act for it.
    pub unit: Option<UnitId>,
    /// Of a community: for its desk, its street and the city.
    pub community: Option<OrgUnitId>,
    pub year: Option<i32>,
}

/// Counts over several people, and none of them by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordCounts {
    /// How many people.
    pub people: i64,
    pub sums: Sums,
}

/// Asks for a certificate of one's services in a community.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RequestCertificate {
    pub community_id: OrgUnitId,
    /// First local day.
    pub from: NaiveDate,
    /// Last local day.
    pub to: NaiveDate,
}

/// What a certificate says (民政部令第67号): frozen when it is issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateContent {
    /// What it is called. It is no 证明 unless the installation is linked to the national system.
    pub title: String,
    pub name: String,
    pub volunteer_number: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub services: i64,
    pub minutes: i64,
    /// Minutes floored to half hours.
    #[cfg_attr(feature = "openapi", schema(example = "12.5"))]
    pub hours: String,
    /// What was done, by kind of post.
    pub lines: Vec<CertificateLine>,
    /// The community.
    pub issuer: String,
    /// Who answers for it.
    pub handler: String,
    pub contact: String,
    pub issued_on: NaiveDate,
}

/// What was done in one kind of post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CertificateLine {
    /// Absent for orders of residents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<PostCategory>,
    pub services: i64,
    pub minutes: i64,
}

/// A certificate, for its person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certificate {
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub number: String,
    /// Printed on it; whoever verifies it with the code reads the name in full.
    #[cfg_attr(feature = "openapi", schema(example = "7K3M9QTW"))]
    pub check_code: String,
    pub content: CertificateContent,
    pub issued_at: DateTime<Utc>,
}

/// A certificate as it is printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
#[serde(transparent)]
pub struct CertificateFile(pub String);

crate::page_of! {
    /// A page of certificates, newest first.
    CertificatePage of Certificate,
}

/// Filters of lists that have nothing but pages.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct PageFilter {
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Parameters of `GET /certificates/{number}`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct CheckCertificate {
    /// The check code printed on it.
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", param(max_length = 20))]
    pub code: Option<String>,
}

/// What everybody may read of a certificate: what is printed on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckedCertificate {
    pub number: String,
    /// With another code, or none, the name is masked.
    pub is_code_right: bool,
    pub content: CertificateContent,
    pub issued_at: DateTime<Utc>,
}
