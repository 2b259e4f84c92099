//! The standard texts of a node.

use super::{Answer, Api};
use contract::TextTemplateId;
use contract::texts::{TextTemplate, TextTemplateFilter};

/// Those of a node and of the nodes above it, the nearest first.
pub async fn list(api: Api, filter: &TextTemplateFilter) -> Answer<Vec<TextTemplate>> {
    api.get_with("/text-templates", filter).await
}

/// Throws one away; what was written with it stays.
pub async fn remove(api: Api, id: TextTemplateId) -> Answer<()> {
    api.delete(&format!("/text-templates/{id}")).await
}
