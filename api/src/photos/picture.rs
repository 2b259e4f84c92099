//! From a file that somebody sent to two JPEGs of ours: pixels only, upright. Pure and slow: `Lab` runs it off the request threads.

use super::sniff;
use crate::config;
use crate::platform::error::{ApiError, ApiResult};
use contract::ProblemCode;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// Good enough that nobody sees the difference, at half the size of a camera's own.
const QUALITY: u8 = 82;

/// What is kept of a picture.
pub struct Picture {
    /// JPEG, its longer edge at most `display_edge`.
    pub display: Vec<u8>,
    /// JPEG, its longer edge at most `thumbnail_edge`.
    pub thumbnail: Vec<u8>,
    /// Of `display`, in pixels.
    pub width: u32,
    /// Of `display`, in pixels.
    pub height: u32,
}

/// 422 with what is wrong with the file.
pub fn unusable(detail: impl Into<String>) -> ApiError {
    ApiError::new(ProblemCode::PhotoUnusable, detail)
}

/// Decodes a file and writes it anew, turned as the camera was held. Only pixels come through: no place, no time, no maker's notes, no
/// small picture of what was cut away, nothing after the end.
pub fn develop(bytes: &[u8], rules: &config::Photos) -> ApiResult<Picture> {
    let image = upright(bytes, rules)?;
    let display = fit(image, rules.display_edge);
    let thumbnail = fit(DynamicImage::ImageRgb8(display.clone()), rules.thumbnail_edge);
    let (width, height) = display.dimensions();
    Ok(Picture { display: jpeg(&display)?, thumbnail: jpeg(&thumbnail)?, width, height })
}

fn upright(bytes: &[u8], rules: &config::Photos) -> ApiResult<DynamicImage> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), sniff::format_of(bytes)?);
    // Four bytes a pixel hold what telephones write; sixteen bits a channel are refused below.
    let most = rules.max_pixels.saturating_mul(4);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(most.saturating_mul(2));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    // By the header, before anything is decoded: a file of a few kilobytes may announce gigabytes.
    if u64::from(width) * u64::from(height) > rules.max_pixels || decoder.total_bytes() > most {
        let millions = rules.max_pixels / 1_000_000;
        return Err(unusable(format!("the picture has {width} × {height} pixels; the limit is {millions} million. Make it smaller first")));
    }
    // A note that cannot be read turns nothing.
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

fn broken(error: ImageError) -> ApiError {
    tracing::debug!(%error, "a picture cannot be read");
    unusable("the picture is broken and cannot be read: save it as a JPEG anew, or send it again")
}

/// Made smaller until it fits, never larger; what is transparent becomes white.
fn fit(image: DynamicImage, edge: u32) -> RgbImage {
    let image = if image.width().max(image.height()) > edge { image.thumbnail(edge, edge) } else { image };
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u32::from);
        let on_white = |part: u32| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([on_white(red), on_white(green), on_white(blue)])
    })
}

fn jpeg(image: &RgbImage) -> ApiResult<Vec<u8>> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(image).map_err(ApiError::internal)?;
    Ok(bytes)
}
