//! Lists that come as files.

use super::PartyStatus;
use crate::{FieldProblem, ImportJobId, OrgUnitId, UnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// How an import stands.
    ImportState {
        /// Read; nothing was taken over yet.
        Preview = "preview",
        /// Some of it was taken over; confirm again to go on.
        Applying = "applying",
        Applied = "applied",
        Discarded = "discarded",
    }

    /// What reading a row found.
    ImportFinding {
        New = "new",
        /// The list knows the member, and says something else.
        Changed = "changed",
        /// The list says the same.
        Known = "known",
        /// The same telephone number or identity number stands further up in the file.
        Duplicate = "duplicate",
        /// Something in it cannot be taken.
        Wrong = "wrong",
    }

    /// What became of a row.
    ImportOutcome {
        Pending = "pending",
        Added = "added",
        Changed = "changed",
        Unchanged = "unchanged",
        /// When it was taken over the list had changed so that it did not fit any more.
        Refused = "refused",
        /// Wrong or twice in the file.
        Skipped = "skipped",
    }

    /// What a column of the file holds.
    ImportColumn {
        Name = "name",
        Phone = "phone",
        IdentityNumber = "identity_number",
        Residence = "residence",
        PartyStatus = "party_status",
        Post = "post",
    }
}

/// A column that was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappedColumn {
    pub column: ImportColumn,
    /// As it stands in the file.
    pub header: String,
    /// Counted from 1.
    pub position: u32,
}

/// How the file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportLayout {
    /// `xlsx` or `csv`.
    pub format: String,
    /// Of a text file: `UTF-8` or `GB18030`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The line in which the headers stand, counted from 1.
    pub header_line: u32,
    pub columns: Vec<MappedColumn>,
    /// Headers that mean nothing here.
    pub ignored: Vec<String>,
}

/// How many rows are what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportCounts {
    pub rows: i64,
    pub new: i64,
    pub changed: i64,
    pub known: i64,
    pub duplicate: i64,
    pub wrong: i64,
    /// Taken over so far.
    pub added: i64,
    pub updated: i64,
    pub unchanged: i64,
    pub refused: i64,
    /// Still to be taken over.
    pub pending: i64,
}

/// An import: the preview, and later its report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportJob {
    pub id: ImportJobId,
    pub unit_id: UnitId,
    pub file_name: String,
    pub state: ImportState,
    pub version: i32,
    pub layout: ImportLayout,
    pub counts: ImportCounts,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A row of the file as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportRow {
    /// As the file counts, from 1. Name, number and the like are empty some time after the import is over.
    pub line: i32,
    pub finding: ImportFinding,
    pub outcome: ImportOutcome,
    pub name: String,
    pub phone: String,
    /// The last four characters.
    pub identity_tail: String,
    /// As it stands in the file.
    pub residence: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence_id: Option<OrgUnitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_status: Option<PartyStatus>,
    pub post: String,
    /// What is wrong in which column; `pointer` is the column.
    pub problems: Vec<FieldProblem>,
}

/// Filters of `GET /imports/{id}/rows`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ImportRowFilter {
    pub finding: Option<ImportFinding>,
    pub outcome: Option<ImportOutcome>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// The form a list comes in. Its type is told by its content.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewImport {
    /// XLSX, or CSV in UTF-8 or GBK.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
    pub file: String,
    /// What the list calls the file; the form's own file name when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 120), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 120))]
    pub name: Option<String>,
}

/// A table to be filled in, a workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = Binary))]
#[serde(transparent)]
pub struct MemberListTemplate(pub String);

crate::page_of! {
    /// A page of a file's rows, in the order of the file.
    ImportRowPage of ImportRow,
}
