//! From blocks to marks, and from marks to the file.

use super::fonts::{self, Face};
use super::lines::broken;
use super::page::{BOTTOM, HEIGHT, Look, MARGIN, Mark, Pages, Tint, WIDTH};
use super::{Block, Column, Document, Rendered};
use crate::platform::error::{ApiError, ApiResult};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::TextDirection;
use std::collections::BTreeSet;

const ROOM: f32 = WIDTH - 2.0 * MARGIN;
const BODY: Look = Look::plain(11.0);
const SMALL: Look = Look { size: 9.0, tint: Tint::Grey, is_bold: false };
const CELL: Look = Look::plain(9.5);
const HEAD: Look = Look { size: 9.5, tint: Tint::Ink, is_bold: true };

/// Draws a document with these fonts.
pub fn render(document: &Document, faces: &[Face]) -> ApiResult<Rendered> {
    let mut layout = Layout { faces, pages: Pages::new(), missing: BTreeSet::new() };
    document.blocks.iter().for_each(|block| layout.block(block));
    layout.say_what_is_missing();
    let Layout { pages, missing, .. } = layout;
    let mut pages = pages.pages;
    let (count, foot) = (pages.len(), HEIGHT - 40.0);
    for (index, page) in pages.iter_mut().enumerate() {
        let mut line = |x, text: String| page.push(Mark::Text { x, y: foot, look: SMALL, text });
        line(MARGIN, document.title.clone());
        line(WIDTH - MARGIN - 42.0, format!("{} / {count}", index + 1));
    }
    Ok(Rendered { pdf: write(&document.title, &pages, faces)?, pages: count, missing: missing.into_iter().collect() })
}

struct Layout<'f> {
    faces: &'f [Face],
    pages: Pages,
    missing: BTreeSet<char>,
}

impl Layout<'_> {
    fn lines(&mut self, text: &str, look: Look, room: f32) -> Vec<String> {
        let faces = self.faces;
        let known = |c: char| fonts::of(faces, c, look.size).is_some();
        self.missing.extend(text.chars().filter(|c| !c.is_control() && !known(*c)));
        let width = |c: char| fonts::of(faces, c, look.size).map_or(look.size, |(_, w)| w);
        broken(text, room, &width)
    }

    fn width(&self, text: &str, look: Look) -> f32 {
        text.chars().map(|c| fonts::of(self.faces, c, look.size).map_or(look.size, |(_, w)| w)).sum()
    }

    /// Text from the left edge down, over as many pages as it takes.
    fn flow(&mut self, text: &str, look: Look) {
        for line in self.lines(text, look, ROOM) {
            self.pages.need(look.leading());
            self.pages.y += look.leading();
            let y = self.pages.y - look.size * 0.45;
            self.pages.text(MARGIN, y, look, &line);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => {
                let look = Look { size: 21.0, tint: Tint::Ink, is_bold: true };
                self.flow(text, look);
                self.pages.y += 5.0;
                self.pages.put(Mark::Bar { x: MARGIN, y: self.pages.y, width: ROOM, height: 2.0, tint: Tint::Red });
                self.pages.y += 12.0;
            }
            Block::Heading(text) => {
                self.pages.gap(14.0);
                // A heading does not stand alone at the foot of a page.
                self.pages.need(70.0);
                self.flow(text, Look { size: 14.0, tint: Tint::Red, is_bold: true });
                self.pages.y += 3.0;
            }
            Block::Paragraph(text) => {
                self.flow(text, BODY);
                self.pages.gap(6.0);
            }
            Block::Note(text) => {
                self.flow(text, SMALL);
                self.pages.gap(4.0);
            }
            Block::Facts(facts) => self.facts(facts),
            Block::Table { columns, rows } => self.table(columns, rows),
            Block::Code { link, words } => self.code(link, words),
            Block::Signature(lines) => {
                self.pages.gap(22.0);
                self.pages.need(BODY.leading() * lines.len() as f32);
                for line in lines {
                    let wide = self.width(line, BODY);
                    self.lines(line, BODY, ROOM);
                    self.pages.y += BODY.leading();
                    let y = self.pages.y;
                    self.pages.text((WIDTH - MARGIN - wide).max(MARGIN), y, BODY, line);
                }
            }
        }
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let grey = Look { tint: Tint::Grey, ..BODY };
        let widest = facts.iter().map(|(name, _)| self.width(name, grey)).fold(60.0, f32::max).min(ROOM * 0.4);
        let at = MARGIN + widest + 16.0;
        for (name, value) in facts {
            let names = self.lines(name, grey, widest + 1.0);
            let values = self.lines(value, BODY, WIDTH - MARGIN - at);
            self.rows(&[(MARGIN, grey, names), (at, BODY, values)], 3.0);
        }
        self.pages.gap(6.0);
    }

    /// Columns of lines beside each other; goes on with the next page where one is full.
    fn rows(&mut self, columns: &[(f32, Look, Vec<String>)], below: f32) {
        let most = columns.iter().map(|(_, _, lines)| lines.len()).max().unwrap_or(0);
        let leading = columns.iter().map(|(_, look, _)| look.leading()).fold(0.0, f32::max);
        // Three lines fit or the row begins on the next page; a longer one may be cut.
        self.pages.need(leading * most.min(3) as f32);
        for index in 0..most {
            self.pages.need(leading);
            self.pages.y += leading;
            let y = self.pages.y - 4.5;
            for (x, look, lines) in columns {
                if let Some(line) = lines.get(index) {
                    self.pages.text(*x, y, *look, line);
                }
            }
        }
        self.pages.y += below;
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let shares: f32 = columns.iter().map(|c| c.share.max(0.1)).sum();
        let widths: Vec<f32> = columns.iter().map(|c| ROOM * c.share.max(0.1) / shares).collect();
        let heads: Vec<String> = columns.iter().map(|c| c.head.clone()).collect();
        self.pages.gap(4.0);
        self.pages.need(60.0);
        self.row(&heads, &widths, HEAD);
        for row in rows {
            if self.pages.y + CELL.leading() * 2.0 > BOTTOM {
                self.pages.turn();
                self.row(&heads, &widths, HEAD);
            }
            self.row(row, &widths, CELL);
        }
        self.pages.gap(8.0);
    }

    fn row(&mut self, cells: &[String], widths: &[f32], look: Look) {
        let mut x = MARGIN;
        let mut columns = Vec::new();
        for (cell, width) in cells.iter().zip(widths) {
            columns.push((x, look, self.lines(cell, look, width - 8.0)));
            x += width;
        }
        self.rows(&columns, 2.0);
        self.pages.put(Mark::Bar { x: MARGIN, y: self.pages.y, width: ROOM, height: 0.6, tint: Tint::Pale });
        self.pages.y += 2.0;
    }

    /// A link that is too long for a code stands in letters alone.
    fn code(&mut self, link: &str, words: &str) {
        const EDGE: f32 = 92.0;
        let Ok(code) = fast_qr::QRBuilder::new(link).build() else { return self.flow(&format!("{words}\n{link}"), SMALL) };
        self.pages.gap(12.0);
        self.pages.need(EDGE + 8.0);
        let (top, dot) = (self.pages.y, EDGE / code.size as f32);
        for (row, modules) in code.data.chunks(code.size).take(code.size).enumerate() {
            for (column, _) in modules.iter().enumerate().filter(|(_, module)| module.value()) {
                let (x, y) = (MARGIN + dot * column as f32, top + dot * row as f32);
                self.pages.put(Mark::Bar { x, y, width: dot + 0.05, height: dot + 0.05, tint: Tint::Ink });
            }
        }
        let (at, mut y) = (MARGIN + EDGE + 16.0, top + 10.0);
        for line in self.lines(&format!("{words}\n{link}"), SMALL, WIDTH - MARGIN - at) {
            self.pages.text(at, y, SMALL, &line);
            y += SMALL.leading();
        }
        self.pages.y = (top + EDGE).max(y) + 8.0;
    }

    fn say_what_is_missing(&mut self) {
        if self.missing.is_empty() {
            return;
        }
        let codes: Vec<String> = self.missing.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let words = format!("本机字库缺少 {} 个字，文中以“{}”代替：{}", codes.len(), fonts::ABSENT, codes.join("、"));
        self.pages.gap(10.0);
        self.flow(&words, SMALL);
    }
}

fn color(tint: Tint) -> rgb::Color {
    match tint {
        Tint::Ink => rgb::Color::new(0x1f, 0x1f, 0x1f),
        Tint::Grey => rgb::Color::new(0x5c, 0x5c, 0x5c),
        Tint::Red => rgb::Color::new(0xb3, 0x26, 0x1e),
        Tint::Pale => rgb::Color::new(0xd0, 0xcc, 0xc8),
    }
}

fn fill(tint: Tint) -> Fill {
    Fill { paint: color(tint).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

/// Text with whatever font has each character.
fn text(surface: &mut Surface<'_>, faces: &[Face], mut at: Point, look: Look, text: &str) {
    surface.set_fill(Some(fill(look.tint)));
    let heavier = || Stroke { paint: color(look.tint).into(), width: look.size * 0.028, ..Stroke::default() };
    surface.set_stroke(look.is_bold.then(heavier));
    let mut run = (None, String::new(), 0.0);
    let mut draw = |run: &mut (Option<usize>, String, f32)| {
        if let Some(face) = run.0.and_then(|index: usize| faces.get(index)) {
            surface.draw_text(at, face.font.clone(), look.size, &run.1, false, TextDirection::LeftToRight);
        }
        at.x += run.2;
        (run.1, run.2) = (String::new(), 0.0);
    };
    for c in text.chars() {
        let found = fonts::of(faces, c, look.size).map(|(index, wide)| (index, wide, c));
        let absent = || fonts::of(faces, fonts::ABSENT, look.size).map(|(index, _)| (index, look.size, fonts::ABSENT));
        let Some((index, wide, c)) = found.or_else(absent) else { continue };
        if run.0 != Some(index) {
            draw(&mut run);
            run.0 = Some(index);
        }
        run.1.push(c);
        run.2 += wide;
    }
    draw(&mut run);
    surface.set_stroke(None);
}

fn write(title: &str, pages: &[Vec<Mark>], faces: &[Face]) -> ApiResult<Vec<u8>> {
    let broken = |what: &str| ApiError::internal(format!("a document cannot be drawn: {what}"));
    let mut pdf = krilla::Document::new();
    pdf.set_metadata(Metadata::new().title(title.to_owned()).language("zh-CN".to_owned()).creator("双报到双服务".to_owned()));
    for marks in pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| broken("size"))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            match mark {
                Mark::Text { x, y, look, text: words } => text(&mut surface, faces, Point::from_xy(*x, *y), *look, words),
                Mark::Bar { x, y, width, height, tint } => {
                    let Some(rect) = Rect::from_xywh(*x, *y, *width, *height) else { continue };
                    let mut path = PathBuilder::new();
                    path.push_rect(rect);
                    surface.set_fill(Some(fill(*tint)));
                    if let Some(path) = path.finish() {
                        surface.draw_path(&path);
                    }
                }
            }
        }
        surface.finish();
        page.finish();
    }
    pdf.finish().map_err(|e| broken(&format!("{e:?}")))
}
