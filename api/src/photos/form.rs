//! The form a picture comes in. Read part by part, never more than the limit in memory.

use crate::platform::error::{ApiError, ApiResult};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use contract::ProblemCode;
use contract::photos::PhotoKind;
use futures_util::TryStreamExt;

/// What surrounds the file: boundaries, headers, the other field.
const AROUND: usize = 4096;
const LONGEST_WORD: usize = 64;

/// What was sent.
pub struct Upload {
    pub kind: PhotoKind,
    pub file: Bytes,
}

/// 413 by the announced length, before anything is read.
pub fn announced(req: &HttpRequest, limit: usize) -> ApiResult<()> {
    let length = req.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|n| n > limit + AROUND) { Err(too_large(limit)) } else { Ok(()) }
}

fn too_large(limit: usize) -> ApiError {
    ApiError::new(ProblemCode::BodyTooLarge, format!("the limit for a picture is {limit} bytes"))
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

/// `None` when there is more than the limit; then nothing more is read.
async fn collect(field: &mut Field, limit: usize) -> ApiResult<Option<Bytes>> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.try_next().await.map_err(|e| unreadable(&e))? {
        if bytes.len() + chunk.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes.freeze()))
}

fn unknown_kind() -> ApiError {
    ApiError::field("/kind", "choice", "expected one of `report`, `before`, `after`")
}

fn unreadable(error: &MultipartError) -> ApiError {
    match error {
        MultipartError::ContentTypeMissing | MultipartError::ContentTypeParse | MultipartError::ContentTypeIncompatible => {
            ApiError::new(ProblemCode::UnsupportedMediaType, "the body has to be multipart/form-data")
        }
        other => ApiError::new(ProblemCode::BadForm, format!("the form breaks off or cannot be read: {other}")),
    }
}
