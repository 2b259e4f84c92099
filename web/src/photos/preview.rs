//! A small copy of a picture that was chosen, made on the device.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

/// Pixels along the shorter side.
const SIDE: f64 = 160.0;

/// The source of an image; nothing where the browser cannot read the format.
pub async fn of(file: &File) -> Option<String> {
    let reading = window().create_image_bitmap_with_blob(file).ok()?;
    let bitmap = JsFuture::from(reading).await.ok()?.dyn_into::<ImageBitmap>().ok()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (SIDE / width.min(height).max(1.0)).min(1.0);
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    let (width, height) = ((width * scale).max(1.0), (height * scale).max(1.0));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred pixels")]
    {
        canvas.set_width(width as u32);
        canvas.set_height(height as u32);
    }
    let paper = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    paper.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, width, height).ok()?;
    bitmap.close();
    canvas.to_data_url_with_type("image/jpeg").ok()
}
