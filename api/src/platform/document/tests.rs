//! The font is the one that `make test` installs for pictures of pages; without it these tests have nothing to draw with.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::lines::broken;
use super::{Document, Fonts};
use crate::config::Config;
use contract::ProblemCode;

fn lines(text: &str, room: f32) -> Vec<String> {
    broken(text, room, &|c: char| if c.is_ascii() { 0.5 } else { 1.0 })
}

#[test]
fn no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() {
    assert_eq!(lines("你好，世界。再见", 3.0), ["你", "好，", "世", "界。", "再见"].concat_short(3));
    for line in lines("党员到社区报到（双报到），群众有需求、党员有服务。", 5.0) {
        assert!(!line.starts_with(['，', '。', '、', '）']) && !line.ends_with('（'), "{line}");
    }
}

/// Joins what fits on a line, as a reader would.
trait Short {
    fn concat_short(&self, most: usize) -> Vec<String>;
}

impl Short for [&str; 5] {
    fn concat_short(&self, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for piece in self {
            match lines.last_mut() {
                Some(line) if line.chars().count() + piece.chars().count() <= most => line.push_str(piece),
                _ => lines.push((*piece).to_owned()),
            }
        }
        lines
    }
}

#[test]
fn words_and_numbers_stay_whole_unless_they_are_longer_than_a_line() {
    assert_eq!(lines("编号SB2026-000123共", 7.0), ["编号", "SB2026-000123", "共"]);
    assert_eq!(lines("abcdefghij", 2.0), ["abcd", "efgh", "ij"]);
    assert_eq!(lines("一行\n\n三行", 9.0), ["一行", "", "三行"]);
    assert_eq!(lines("", 9.0), [""]);
}

#[test]
fn without_a_font_it_says_so() {
    let refused = Document::new("题").render(&Fonts::new(vec!["/nowhere/at-all.ttf".into()])).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::DocumentsUnavailable);
    // A file that is no font is passed over.
    let file = tempfile::NamedTempFile::new().unwrap();
    let refused = Document::new("题").render(&Fonts::new(vec![file.path().display().to_string()])).unwrap_err();
    assert_eq!(refused.code(), ProblemCode::DocumentsUnavailable);
}

/// The fonts of the default configuration, where one of them is there; CI has one.
fn fonts() -> Option<Fonts> {
    let fonts = Fonts::new(Config::default().documents.fonts);
    if fonts.loaded().is_err() {
        assert!(std::env::var_os("CI").is_none(), "install fonts-wqy-microhei");
        return None;
    }
    Some(fonts)
}

#[test]
fn a_document_of_every_kind_of_block_is_a_small_file_of_some_pages() {
    let Some(fonts) = fonts() else { return };
    let rows = (1..=90).map(|n| vec![format!("{n}"), "送药上门，顺路看看老人家里的电线和煤气".into(), "2026年11月".into()]).collect();
    let drawn = Document::new("社区工作手册")
        .heading("一、社区概况")
        .facts([("社区", "章华社区".to_owned()), ("电话", String::new()), ("书记", "陈志明".to_owned())])
        .paragraph("群众点单、社区派单、党员接单、群众评单。".repeat(12))
        .table([("序号", 1.0), ("事项", 4.0), ("时间", 2.0)], rows)
        .code("https://example.org/c/1", "扫码核对")
        .note("说明")
        .signature(vec!["章华社区党委".into(), "2026年11月29日".into()])
        .render(&fonts)
        .unwrap();
    assert!(drawn.pdf.starts_with(b"%PDF-") && drawn.missing.is_empty());
    assert!((3..=6).contains(&drawn.pages), "{}", drawn.pages);
    assert!(drawn.pdf.len() < 120_000, "a subset of the font: {}", drawn.pdf.len());
    if let Some(path) = std::env::var_os("KEEP_DOCUMENT") {
        std::fs::write(path, &drawn.pdf).unwrap();
    }
}

#[test]
fn a_character_no_font_has_is_named_and_not_dropped() {
    let Some(fonts) = fonts() else { return };
    let drawn = Document::new("证书").paragraph("张\u{F8F0}同志").render(&fonts).unwrap();
    assert_eq!(drawn.missing, ['\u{F8F0}']);
    let emoji = Document::new("证书").paragraph("谢谢😀").render(&fonts).unwrap();
    assert!(emoji.missing.iter().all(|c| *c == '😀'), "{:?}", emoji.missing);
}

#[test]
fn the_name_of_the_file_survives_every_character() {
    assert_eq!(super::disposition("手册 1"), "inline; filename=\"document.pdf\"; filename*=UTF-8''%E6%89%8B%E5%86%8C%201.pdf");
    assert!(!super::disposition("a\"\r\nb").contains(['\r', '\n']));
}
