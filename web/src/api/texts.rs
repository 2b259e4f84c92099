//! Standard texts.

use super::{Answer, Api};
use contract::texts::{TextTemplate, TextTemplateFilter};

/// Those of a node and of the nodes above it.
pub async fn list(api: Api, filter: &TextTemplateFilter) -> Answer<Vec<TextTemplate>> {
    api.get_with("/text-templates", filter).await
}
