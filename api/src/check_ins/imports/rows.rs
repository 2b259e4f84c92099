//! A line of a file as a member of the list: what was understood, and what is wrong in which column.

use super::columns::{self, Table};
use super::read::Cell;
use crate::check_ins::units::MemberRow;
use crate::platform::tokens::Tokens;
use chrono::NaiveDate;
use contract::check;
use contract::check_ins::{ImportColumn as C, ImportFinding as F, PartyStatus};
use contract::{FieldProblem, OrgUnitId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What is kept of a line. The identity number itself is not among it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    pub name: String,
    pub phone: String,
    pub identity_hash: Option<String>,
    pub identity_tail: String,
    /// As it stands in the file.
    pub residence: String,
    pub residence_id: Option<OrgUnitId>,
    pub party_status: Option<PartyStatus>,
    pub post: String,
}

/// A line that was understood, or not.
#[derive(Clone, Debug)]
pub struct Understood {
    pub line: u32,
    pub finding: F,
    pub content: Content,
    pub problems: Vec<FieldProblem>,
}

/// Above so many digits a number that a table keeps as a number has lost some.
const EXACT: f64 = 1e15;

/// Communities by the ways of writing their names; `None` where several are called the same.
pub struct Places(HashMap<String, Option<OrgUnitId>>);

impl Places {
    /// From names with ids.
    pub fn new(named: Vec<(OrgUnitId, String)>) -> Self {
        let mut places: HashMap<String, Option<OrgUnitId>> = HashMap::new();
        for (id, name) in named {
            let key = place_key(&name);
            let is_twice = places.contains_key(&key);
            places.insert(key, Some(id).filter(|_| !is_twice));
        }
        Self(places)
    }

    /// With or without what stands before the name: 园林街道园林社区.
    fn find(&self, text: &str) -> Result<OrgUnitId, &'static str> {
        let key = place_key(text);
        let below = key.rsplit_once("街道").or_else(|| key.rsplit_once('镇')).map(|(_, rest)| rest.to_owned());
        let found = self.0.get(&key).or_else(|| below.as_ref().and_then(|rest| self.0.get(rest)));
        match found {
            Some(Some(id)) => Ok(*id),
            Some(None) => Err("several communities are called so: write the street before it"),
            None => Err("no community of this city is called so"),
        }
    }
}

fn place_key(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let endings = ["社区居民委员会", "社区居委会", "村民委员会", "村委会", "居委会", "社区"];
    endings.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| !rest.is_empty()).unwrap_or(&name).to_owned()
}

/// Full-width digits and letters as what they stand for.
fn half_width(text: &str) -> String {
    let narrow = |c: char| char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
    text.chars().map(|c| if ('\u{ff01}'..='\u{ff5e}').contains(&c) { narrow(c) } else { c }).collect()
}

/// Digits as they were meant: without blanks and dashes, and out of `1.3900010001E+10`.
fn digits(cell: &Cell) -> String {
    let text = half_width(&cell.text());
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '\u{a0}').collect();
    match text.to_ascii_uppercase().contains("E+").then(|| text.parse::<f64>()) {
        Some(Ok(number)) => Cell::Number(number).text(),
        _ => text.strip_suffix(".0").map(str::to_owned).unwrap_or(text),
    }
}

/// Reads all lines below the headers. Remarks and blank lines are none.
pub fn understand(table: &Table<'_>, places: &Places, tokens: &Tokens, today: NaiveDate) -> Vec<Understood> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut rows = Vec::new();
    for (line, cells) in table.lines {
        let Some(first) = cells.iter().find(|c| !c.is_blank()) else { continue };
        let has_number = [C::Phone, C::IdentityNumber].iter().any(|c| table.cell(cells, *c).is_some());
        if !has_number && (columns::is_remark(&first.text()) || table.cell(cells, C::Name).is_none()) {
            continue;
        }
        let mut row = understand_one(table, *line, cells, places, tokens, today);
        mark_repeated(&mut row, &mut seen);
        rows.push(row);
    }
    rows
}

fn understand_one(table: &Table<'_>, line: u32, cells: &[Cell], places: &Places, tokens: &Tokens, today: NaiveDate) -> Understood {
    let (mut content, mut problems) = (Content::default(), Vec::new());
    let mut wrong = |column: C, code: &str, detail: &str| problems.push(FieldProblem::new(column.as_str(), code, detail));
    let text = |column: C| table.cell(cells, column).map(Cell::text).unwrap_or_default();
    content.name = name(&text(C::Name));
    match content.name.chars().count() {
        0 => wrong(C::Name, "required", "there is no name"),
        1..=40 if check::printable(&content.name).is_ok() => {}
        _ => wrong(C::Name, "length", "at most 40 characters, and nothing but text"),
    }
    content.phone = table.cell(cells, C::Phone).map(digits).unwrap_or_default();
    let phone = content.phone.clone();
    if let Some(local) = phone.strip_prefix("+86").or_else(|| phone.strip_prefix("86").filter(|rest| rest.len() == 11)) {
        local.clone_into(&mut content.phone);
    }
    if content.phone.is_empty() {
        wrong(C::Phone, "required", "there is no telephone number");
    } else if check::phone(&content.phone).is_err() {
        wrong(C::Phone, "format", "a mobile number has 11 digits");
        content.phone = content.phone.chars().take(30).collect();
    }
    if let Some(cell) = table.cell(cells, C::IdentityNumber) {
        match identity(cell, today) {
            Ok(number) => {
                content.identity_tail = check::tail(&number);
                content.identity_hash = Some(tokens.identity_hash(&number));
            }
            Err(detail) => wrong(C::IdentityNumber, "format", &detail),
        }
    }
    content.residence = text(C::Residence).chars().take(60).collect();
    if !content.residence.is_empty() {
        match places.find(&half_width(&content.residence)) {
            Ok(id) => content.residence_id = Some(id),
            Err(detail) => wrong(C::Residence, "unknown", detail),
        }
    }
    content.party_status = columns::party_status(&text(C::PartyStatus));
    if content.party_status.is_none() {
        wrong(C::PartyStatus, "choice", "not a Party member by this word: 在职党员, 预备党员, 退休党员 or 返乡党员");
    }
    content.post = text(C::Post);
    if content.post.chars().count() > 60 || check::printable(&content.post).is_err() {
        wrong(C::Post, "length", "at most 60 characters, and nothing but text");
        content.post = content.post.chars().filter(|c| !c.is_control()).take(60).collect();
    }
    let finding = if problems.is_empty() { F::New } else { F::Wrong };
    Understood { line, finding, content, problems }
}

/// Chinese names are spread over the width of a column by blanks; those of others need theirs.
fn name(text: &str) -> String {
    let text = text.replace('\u{3000}', " ");
    if text.is_ascii() { text.trim().to_owned() } else { text.chars().filter(|c| !c.is_whitespace()).collect() }
}

fn identity(cell: &Cell, today: NaiveDate) -> Result<String, String> {
    let written = digits(cell);
    let is_rounded = matches!(cell, Cell::Number(n) if n.abs() >= EXACT) || cell.text().to_ascii_uppercase().contains("E+");
    if is_rounded {
        return Err("the table keeps it as a number and has lost its last digits: format the column as text and type it again".to_owned());
    }
    let number = check::identity_number(&written).map_err(|e| e.message.map(|m| m.into_owned()).unwrap_or_default())?;
    if check::birth_of(&number).is_some_and(|born| born > today) {
        return Err("the date of birth is in the future".to_owned());
    }
    Ok(number)
}

/// Two lines with one number are one person; the first counts.
fn mark_repeated(row: &mut Understood, seen: &mut HashMap<String, u32>) {
    let keys = [
        (C::Phone, Some(format!("p{}", row.content.phone))),
        (C::IdentityNumber, row.content.identity_hash.as_ref().map(|h| format!("i{h}"))),
    ];
    if row.finding == F::Wrong {
        return;
    }
    for (column, key) in keys {
        let Some(key) = key else { continue };
        match seen.get(&key) {
            Some(first) => {
                row.finding = F::Duplicate;
                row.problems.push(FieldProblem::new(column.as_str(), "repeated", &format!("the same stands in line {first}")));
            }
            None => drop(seen.insert(key, row.line)),
        }
    }
}

/// Whether the list says what the line says. What a line leaves out is left as it is.
pub fn says_the_same(listed: &MemberRow, content: &Content) -> bool {
    listed.name == content.name
        && listed.phone == content.phone
        && (content.identity_hash.is_none() || listed.identity_hash == content.identity_hash)
        && (content.residence_id.is_none() || listed.residence_id == content.residence_id)
        && content.party_status.is_none_or(|status| listed.party_status == status)
        && (content.post.is_empty() || listed.post == content.post)
}
