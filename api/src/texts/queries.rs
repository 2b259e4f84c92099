//! One function, one statement.

use crate::org::ancestors;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{org_units, text_templates};
use chrono::{DateTime, Utc};
use contract::texts::{TextPurpose, TextTemplate};
use contract::{OrgUnitId, TextTemplateId};
use diesel::prelude::*;

/// A standard text as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = text_templates, treat_none_as_default_value = false)]
pub struct TextRow {
    pub id: TextTemplateId,
    pub node_id: OrgUnitId,
    pub purpose: TextPurpose,
    pub title: String,
    pub text: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Texts of a node and of those above it: the nearest first, then by purpose and title.
pub fn list(c: &mut Conn, path: &str, purpose: Option<TextPurpose>) -> QueryResult<Vec<TextTemplate>> {
    let mut query = text_templates::table
        .inner_join(org_units::table)
        .filter(org_units::path.eq_any(ancestors(path)))
        .order((org_units::path.desc(), text_templates::purpose, text_templates::title))
        .select((TextRow::as_select(), org_units::name))
        .into_boxed::<MultiBackend>();
    if let Some(purpose) = purpose {
        query = query.filter(text_templates::purpose.eq(purpose));
    }
    Ok(query.load::<(TextRow, String)>(c)?.into_iter().map(|(row, node)| show(row, node)).collect())
}

/// A text with the name and the path of its node.
pub fn find(c: &mut Conn, id: TextTemplateId) -> QueryResult<Option<(TextRow, String, String)>> {
    text_templates::table
        .inner_join(org_units::table)
        .filter(text_templates::id.eq(id))
        .select((TextRow::as_select(), org_units::name, org_units::path))
        .first(c)
        .optional()
}

pub fn insert(tx: &mut Conn, row: &TextRow) -> QueryResult<usize> {
    diesel::insert_into(text_templates::table).values(row).execute(tx)
}

/// 1, or 0 when somebody changed it meanwhile.
pub fn update(tx: &mut Conn, row: &TextRow, title: &str, text: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(text_templates::table.find(row.id).filter(text_templates::version.eq(row.version)))
        .set((
            text_templates::title.eq(title),
            text_templates::text.eq(text),
            text_templates::version.eq(row.version + 1),
            text_templates::updated_at.eq(now),
        ))
        .execute(tx)
}

pub fn delete(tx: &mut Conn, id: TextTemplateId) -> QueryResult<usize> {
    diesel::delete(text_templates::table.find(id)).execute(tx)
}

/// As it is shown.
pub fn show(row: TextRow, node_name: String) -> TextTemplate {
    TextTemplate {
        id: row.id,
        node_id: row.node_id,
        node_name,
        purpose: row.purpose,
        title: row.title,
        text: row.text,
        version: row.version,
        updated_at: row.updated_at,
    }
}
