//! The standard texts of a node.

use super::{Answer, Api};
use contract::texts::{TextTemplate, TextTemplateFilter};

/// Those of a node and of the nodes above it, the nearest first.
pub async fn list(api: Api, filter: &TextTemplateFilter) -> Answer<Vec<TextTemplate>> {
    api.get_with("/text-templates", filter).await
}
