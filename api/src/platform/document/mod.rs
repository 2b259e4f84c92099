//! Documents people take away: a handbook, a certificate, a receipt, as PDF on A4 with Chinese text.
//! A room says what stands in it, block by block; lines, pages and fonts are found here.

mod draw;
mod fonts;
mod lines;
mod page;
#[cfg(test)]
mod tests;

pub use fonts::Fonts;

use crate::app::App;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;

/// One thing below the other.
#[derive(Clone, Debug, PartialEq)]
enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    /// Small and grey.
    Note(String),
    /// Names and values in two columns.
    Facts(Vec<(String, String)>),
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<String>>,
    },
    /// A link as a picture that telephones read, with words beside it.
    Code {
        link: String,
        words: String,
    },
    /// Lines at the right: who issued it, and when.
    Signature(Vec<String>),
}

/// A column of a table: its head, and its share of the width relative to the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub head: String,
    pub share: f32,
}

/// A document in the making.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    title: String,
    blocks: Vec<Block>,
}

/// A finished document.
#[derive(Clone, Debug)]
pub struct Rendered {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Characters none of the fonts has; the document says so at its end.
    pub missing: Vec<char>,
}

impl Document {
    /// Begins with its title, which also stands at the foot of each page and in the properties of the file.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { blocks: vec![Block::Title(title.clone())], title }
    }

    #[must_use]
    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// Begins a section.
    #[must_use]
    pub fn heading(self, text: impl Into<String>) -> Self {
        self.with(Block::Heading(text.into()))
    }

    /// Text; a line feed begins a new line.
    #[must_use]
    pub fn paragraph(self, text: impl Into<String>) -> Self {
        self.with(Block::Paragraph(text.into()))
    }

    /// What is said in passing, small and grey.
    #[must_use]
    pub fn note(self, text: impl Into<String>) -> Self {
        self.with(Block::Note(text.into()))
    }

    /// Names with their values; those without a value are left out.
    #[must_use]
    pub fn facts<'a>(self, facts: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let facts = facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(name, value)| (name.to_owned(), value));
        self.with(Block::Facts(facts.collect()))
    }

    /// Rows under heads that are repeated on each page; nothing for no rows.
    #[must_use]
    pub fn table<'a>(self, columns: impl IntoIterator<Item = (&'a str, f32)>, rows: Vec<Vec<String>>) -> Self {
        if rows.is_empty() {
            return self;
        }
        let columns = columns.into_iter().map(|(head, share)| Column { head: head.to_owned(), share }).collect();
        self.with(Block::Table { columns, rows })
    }

    /// A link as a code for telephones. A link that is too long for one is written out.
    #[must_use]
    pub fn code(self, link: impl Into<String>, words: impl Into<String>) -> Self {
        self.with(Block::Code { link: link.into(), words: words.into() })
    }

    /// Lines at the right.
    #[must_use]
    pub fn signature(self, lines: Vec<String>) -> Self {
        self.with(Block::Signature(lines))
    }

    /// Lays it out. Takes some milliseconds of a core, and much memory while a font is read for the first time: not on a request thread.
    pub fn render(&self, fonts: &Fonts) -> ApiResult<Rendered> {
        draw::render(self, fonts.loaded()?)
    }

    /// The reply with the finished document; `name` is that of the file, without its ending.
    pub async fn reply(self, app: &Data<App>, name: &str) -> ApiResult<HttpResponse> {
        let shared = Data::clone(app);
        let drawn = actix_web::web::block(move || self.render(&shared.fonts)).await;
        let drawn = drawn.map_err(|_| ApiError::internal("the thread that draws documents is gone"))??;
        if !drawn.missing.is_empty() {
            tracing::warn!(missing = ?drawn.missing, "no font has these characters; see documents.fonts");
        }
        Ok(HttpResponse::Ok()
            .content_type("application/pdf")
            .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
            .insert_header((header::CACHE_CONTROL, "private, no-store"))
            .body(drawn.pdf))
    }
}

/// The file's name for every reader: RFC 6266 with RFC 8187 for what is not ASCII.
fn disposition(name: &str) -> String {
    let encoded: String = format!("{name}.pdf")
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("inline; filename=\"document.pdf\"; filename*=UTF-8''{encoded}")
}
