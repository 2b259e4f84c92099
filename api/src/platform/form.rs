//! Forms with files (`multipart/form-data`), read part by part, never more than a limit in memory.

use super::error::{ApiError, ApiResult};
use actix_multipart::{Field, MultipartError};
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::{Bytes, BytesMut};
use contract::ProblemCode;
use futures_util::TryStreamExt;

/// What surrounds a file: boundaries, headers, other fields.
const AROUND: usize = 4096;

/// 413 by the announced length, before anything is read.
pub fn announced(req: &HttpRequest, limit: usize) -> ApiResult<()> {
    let length = req.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if length.is_some_and(|n| n > limit + AROUND) { Err(too_large(limit)) } else { Ok(()) }
}

/// 413.
pub fn too_large(limit: usize) -> ApiError {
    ApiError::new(ProblemCode::BodyTooLarge, format!("the limit for a file is {limit} bytes"))
}

/// `None` when there is more than the limit; then nothing more is read.
pub async fn collect(field: &mut Field, limit: usize) -> ApiResult<Option<Bytes>> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.try_next().await.map_err(|e| unreadable(&e))? {
        if bytes.len() + chunk.len() > limit {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Some(bytes.freeze()))
}

/// What is no form, or breaks off.
pub fn unreadable(error: &MultipartError) -> ApiError {
    match error {
        MultipartError::ContentTypeMissing | MultipartError::ContentTypeParse | MultipartError::ContentTypeIncompatible => {
            ApiError::new(ProblemCode::UnsupportedMediaType, "the body has to be multipart/form-data")
        }
        other => ApiError::new(ProblemCode::BadForm, format!("the form breaks off or cannot be read: {other}")),
    }
}
