//! The form a picture comes in.

use crate::platform::error::{ApiError, ApiResult};
pub use crate::platform::form::announced;
use crate::platform::form::{collect, too_large, unreadable};
use actix_multipart::Multipart;
use actix_web::web::Bytes;
use contract::photos::PhotoKind;
use futures_util::TryStreamExt;

const LONGEST_WORD: usize = 64;

/// What was sent.
pub struct Upload {
    pub kind: PhotoKind,
    pub file: Bytes,
}

/// Reads the form: one file, one kind, nothing else.
pub async fn read(mut form: Multipart, limit: usize) -> ApiResult<Upload> {
    let (mut kind, mut file) = (None, None);
    while let Some(mut field) = form.try_next().await.map_err(|e| unreadable(&e))? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_twice = match name.as_str() {
            "kind" => kind.replace(collect(&mut field, LONGEST_WORD).await?.ok_or_else(unknown_kind)?).is_some(),
            "file" => file.replace(collect(&mut field, limit).await?.ok_or_else(|| too_large(limit))?).is_some(),
            _ => return Err(ApiError::field("", "unknown", "the form has the fields `kind` and `file`")),
        };
        if is_twice {
            return Err(ApiError::field(&format!("/{name}"), "repeated", "one picture a request"));
        }
    }
    let kind = kind.ok_or_else(|| ApiError::field("/kind", "required", "this field is required"))?;
    let kind = std::str::from_utf8(&kind).ok().and_then(|word| word.trim().parse().ok()).ok_or_else(unknown_kind)?;
    let file = file.ok_or_else(|| ApiError::field("/file", "required", "this field is required"))?;
    Ok(Upload { kind, file })
}

fn unknown_kind() -> ApiError {
    ApiError::field("/kind", "choice", "expected one of `report`, `before`, `after`")
}
