//! Which font has a character. Fonts are files of the machine: none is shipped, and a name may need more than one of them.

use crate::platform::error::{ApiError, ApiResult};
use contract::ProblemCode;
use krilla::text::Font;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The fonts of documents, read when the first document is drawn.
pub struct Fonts {
    /// Paths, each with `#` and a number where the file holds several; the first that has a character is used.
    paths: Vec<String>,
    loaded: OnceLock<Vec<Face>>,
}

/// One font.
pub struct Face {
    pub font: Font,
    /// Parts of an em.
    units: f32,
    advances: HashMap<char, f32>,
}

impl Fonts {
    /// Nothing is read yet.
    pub const fn new(paths: Vec<String>) -> Self {
        Self { paths, loaded: OnceLock::new() }
    }

    /// Those that are there. Where none of them is, no document can be made.
    pub fn loaded(&self) -> ApiResult<&[Face]> {
        let faces = self.loaded.get_or_init(|| self.paths.iter().filter_map(|path| Face::read(path)).collect());
        if faces.is_empty() {
            let detail = format!("none of the fonts of `documents.fonts` is on this machine: {}", self.paths.join(", "));
            return Err(ApiError::new(ProblemCode::DocumentsUnavailable, detail));
        }
        Ok(faces)
    }
}

impl Face {
    fn read(path: &str) -> Option<Self> {
        let (file, index) = path.rsplit_once('#').and_then(|(f, n)| Some((f, n.parse().ok()?))).unwrap_or((path, 0));
        if !Path::new(file).is_file() {
            return None;
        }
        let bytes = std::fs::read(file).inspect_err(|e| tracing::warn!(file, error = %e, "a font cannot be read")).ok()?;
        let face = Self::of(bytes, index);
        if face.is_none() {
            tracing::warn!(file, index, "not a font");
        }
        face
    }

    fn of(bytes: Vec<u8>, index: u32) -> Option<Self> {
        let bytes = Arc::new(bytes);
        let reader = FontRef::from_index(&bytes, index).ok()?;
        let metrics = reader.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advances = reader
            .charmap()
            .mappings()
            .filter_map(|(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?)))
            .filter(|(_, width)| *width > 0.0)
            .collect();
        let units = f32::from(reader.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        Some(Self { font: Font::new(bytes.into(), index)?, units, advances })
    }

    /// How wide a character is at this size; `None` when the font has no picture of it.
    pub fn width(&self, c: char, size: f32) -> Option<f32> {
        self.advances.get(&c).map(|a| a / self.units * size)
    }
}

/// What stands for a character no font has: 〓 is the printers' sign for it.
pub const ABSENT: char = '〓';

/// The font to draw a character with, and how wide it is there.
pub fn of(faces: &[Face], c: char, size: f32) -> Option<(usize, f32)> {
    faces.iter().enumerate().find_map(|(index, face)| Some((index, face.width(c, size)?)))
}
