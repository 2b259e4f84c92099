//! What a file is, by its content: names and declared types are whatever the sender likes.

use super::picture::unusable;
use crate::platform::error::{ApiError, ApiResult};
use contract::ProblemCode;
use image::ImageFormat;

/// Brands of the `ftyp` box of HEIC and HEIF (ISO/IEC 23008-12), which telephones write by default.
const HEIF_BRANDS: [&[u8]; 9] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1"];

/// The format of a picture we take. Anything else is refused in words that help.
pub fn format_of(bytes: &[u8]) -> ApiResult<ImageFormat> {
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return if is_whole_jpeg(bytes) { Ok(ImageFormat::Jpeg) } else { Err(cut_short()) };
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    if is_heif(bytes) {
        return Err(ApiError::new(
            ProblemCode::PhotoHeic,
            "this is a HEIC picture. Send a JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible; \
             or send a screenshot of the picture",
        ));
    }
    Err(unusable(match bytes.get(4..8) {
        _ if bytes.is_empty() => "the file is empty",
        Some(b"ftyp") => "this is a film or a picture of another kind; send a JPEG, PNG or WebP",
        _ => "this is not a picture, or one of another kind; send a JPEG, PNG or WebP",
    }))
}

fn cut_short() -> ApiError {
    unusable("the picture ends in the middle: it was cut short on the way, or where it was saved. Send it again")
}

fn is_heif(bytes: &[u8]) -> bool {
    // The major brand, then a version, then the compatible brands; a few are enough.
    let brands = bytes.get(8..12).into_iter().chain(bytes.get(16..40).unwrap_or_default().chunks_exact(4));
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12) != Some(b"avif") && brands.into_iter().any(|b| HEIF_BRANDS.contains(&b))
}

/// Whether a JPEG reaches its end marker (ISO/IEC 10918-1, B.1). The decoder would fill what is missing with grey and say nothing.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let Some(at) = rest.windows(2).position(|pair| matches!(pair, [0xFF, marker] if *marker != 0 && *marker != 0xFF)) {
        let Some((marker, after)) = rest.get(at + 1..).and_then(<[u8]>::split_first) else { return false };
        rest = match marker {
            0xD9 => return true,
            // These stand alone: restarts, start, and one without a meaning.
            0xD0..=0xD8 | 0x01 => after,
            // The rest say how long they are, so that a small picture inside the camera's notes does not count.
            _ => {
                let Some(length) = after.first_chunk::<2>().map(|two| usize::from(u16::from_be_bytes(*two))) else { return false };
                let Some(next) = after.get(length.max(2)..) else { return false };
                next
            }
        };
    }
    false
}
