//! A file as rows of cells: XLSX by what it is, text by guessing encoding and separator. Nothing here knows what a column means.

use crate::platform::error::{ApiError, ApiResult};
use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// What stands in a cell. A number may have lost digits on the way.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
}

impl Cell {
    /// As it would be read aloud: whole numbers without a point.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 1e18 => format!("{n:.0}"),
            Self::Number(n) => n.to_string(),
        }
    }

    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// A line of the file with its number, counted from 1.
pub type Line = (u32, Vec<Cell>);

/// A table of the file.
#[derive(Debug)]
pub struct Sheet {
    pub name: Option<String>,
    pub lines: Vec<Line>,
}

/// What was read.
#[derive(Debug)]
pub struct Book {
    pub format: &'static str,
    pub encoding: Option<&'static str>,
    pub sheets: Vec<Sheet>,
}

/// Unpacked, a workbook may be so many times as large as the largest file.
const UNPACKED: u64 = 12;
/// Lines that may stand around the rows.
const AROUND: usize = 100;
const MOST_COLUMNS: usize = 256;

fn unusable(why: &str) -> ApiError {
    ApiError::field("/file", "format", why)
}

fn too_many(max_rows: usize) -> ApiError {
    ApiError::field("/file", "range", format!("at most {max_rows} rows: send the list in parts"))
}

/// Reads a file, whatever it is called.
pub fn read(bytes: &[u8], max_rows: usize, max_bytes: usize) -> ApiResult<Book> {
    if bytes.is_empty() {
        return Err(unusable("the file is empty"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        check_size(bytes, max_bytes)?;
        return workbook(bytes, max_rows);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(unusable("this is the old XLS: save it as XLSX and send it again"));
    }
    text(bytes, max_rows)
}

/// Unpacks into nothing, so that a small file cannot fill the memory.
fn check_size(bytes: &[u8], max_bytes: usize) -> ApiResult<()> {
    let broken = || unusable("the workbook is damaged: save it again and send it");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = UNPACKED * max_bytes as u64;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| broken())?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink()).map_err(|_| broken())?;
        left = left.checked_sub(read).ok_or_else(|| unusable("the workbook is too large when it is unpacked"))?;
    }
    Ok(())
}

/// Cell by cell: what a sheet says about its own size is not believed, for that much memory would be asked for.
fn workbook(bytes: &[u8], max_rows: usize) -> ApiResult<Book> {
    let broken = || unusable("the workbook cannot be read: save it as XLSX without a password, or as CSV");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut lines: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        while let Some(found) = cells.next_cell().map_err(|_| broken())? {
            let (row, column) = found.get_position();
            let value = Data::from(found.get_value().clone());
            let Some(column) = usize::try_from(column).ok().filter(|c| *c < MOST_COLUMNS && value != Data::Empty) else { continue };
            let line = lines.entry(row + 1).or_default();
            line.resize_with(line.len().max(column + 1), || Cell::Text(String::new()));
            if let Some(place) = line.get_mut(column) {
                *place = cell(&value);
            }
            if lines.len() > max_rows + AROUND {
                return Err(too_many(max_rows));
            }
        }
        sheets.push(Sheet { name: Some(name), lines: lines.into_iter().collect() });
    }
    Ok(Book { format: "xlsx", encoding: None, sheets })
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Int(n) => Cell::Text(n.to_string()),
        Data::Float(n) => Cell::Number(*n),
        Data::Empty | Data::Error(_) => Cell::Text(String::new()),
        other => Cell::Text(other.to_string()),
    }
}

fn text(bytes: &[u8], max_rows: usize) -> ApiResult<Book> {
    let (text, encoding) = decode(bytes).ok_or_else(|| unusable("neither a workbook nor text in UTF-8 or GBK"))?;
    // Lines are counted by their ends, and some programs write them in the old way of the Macintosh.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator(&text)).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| unusable("the text is not a table"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().take(MOST_COLUMNS).map(|field| Cell::Text(plain(field)));
        lines.push((u32::try_from(line).unwrap_or(u32::MAX), cells.collect()));
        if lines.len() > max_rows + AROUND {
            return Err(too_many(max_rows));
        }
    }
    Ok(Book { format: "csv", encoding: Some(encoding), sheets: vec![Sheet { name: None, lines }] })
}

/// Programs write `="013900010001"` or a leading apostrophe to keep a number as text.
fn plain(field: &str) -> String {
    let field = field.trim();
    let inner = field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')).unwrap_or(field);
    inner.strip_prefix('\'').filter(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or(inner).to_owned()
}

fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes.get(length..)?);
        return (!wrong).then(|| (text.into_owned(), encoding.name()));
    }
    if bytes.contains(&0) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.to_owned(), "UTF-8"));
    }
    let (text, wrong) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    (!wrong).then(|| (text.into_owned(), "GB18030"))
}

/// The one that the first lines hold most of.
fn separator(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(10).collect();
    let count = |c: u8| head.iter().map(|line| line.bytes().filter(|b| *b == c).count()).sum::<usize>();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|c| count(*c)).unwrap_or(b',')
}
