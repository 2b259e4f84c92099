//! What the columns of a list mean: by the headers that offices use, wherever in the file they stand.

use super::read::{Book, Cell, Line, Sheet};
use crate::platform::error::{ApiError, ApiResult};
use contract::check_ins::{ImportColumn as C, ImportLayout, MappedColumn, PartyStatus};

/// Headers as they are after `plain`.
const ALIASES: &[(C, &[&str])] = &[
    (C::Name, &["姓名", "党员姓名", "名字", "成员姓名", "人员姓名", "name"]),
    (C::Phone, &["手机号", "手机号码", "手机", "移动电话", "联系电话", "联系方式", "电话", "电话号码", "联系手机", "phone", "mobile"]),
    (C::IdentityNumber, &["身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "idnumber"]),
    (
        C::Residence,
        &[
            "居住社区",
            "居住地社区",
            "所在社区",
            "居住地所在社区",
            "现居住社区",
            "居住村社区",
            "居住社区村",
            "报到社区",
            "社区",
            "residence",
        ],
    ),
    (C::PartyStatus, &["政治面貌", "党员类别", "党员类型", "人员类别", "党员身份", "partystatus"]),
    (C::Post, &["职务", "职务职级", "岗位", "单位职务", "现任职务", "post"]),
];
/// Headers stand within the first lines, below a title and remarks.
const LOOK: usize = 30;

/// Without blanks, marks and what stands in brackets; small letters.
fn plain(header: &str) -> String {
    let (mut depth, mut kept) = (0usize, String::new());
    for c in header.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || "*＊:：/／、_-".contains(c) => {}
            c => kept.extend(c.to_lowercase()),
        }
    }
    kept
}

fn column_of(header: &str) -> Option<C> {
    let header = plain(header);
    ALIASES.iter().find(|(_, names)| names.contains(&header.as_str())).map(|(column, _)| *column)
}

/// Where everything stands.
pub struct Table<'a> {
    pub layout: ImportLayout,
    /// The lines below the headers.
    pub lines: &'a [Line],
}

impl Table<'_> {
    /// A cell of a line.
    pub fn cell<'a>(&self, line: &'a [Cell], column: C) -> Option<&'a Cell> {
        let position = self.layout.columns.iter().find(|m| m.column == column)?.position;
        line.get(usize::try_from(position).ok()?.checked_sub(1)?).filter(|cell| !cell.is_blank())
    }
}

/// Finds the headers: the first line of the first sheet that names at least name and telephone number.
pub fn find(book: &Book) -> ApiResult<Table<'_>> {
    book.sheets.iter().find_map(|sheet| of_sheet(book, sheet)).ok_or_else(|| {
        let seen: Vec<String> = book.sheets.iter().flat_map(headers_seen).take(12).collect();
        let seen = if seen.is_empty() { "nothing".to_owned() } else { seen.join("、") };
        ApiError::field("/file", "columns", format!("no line names the columns 姓名 and 手机号; the first lines hold: {seen}"))
    })
}

fn headers_seen(sheet: &Sheet) -> Vec<String> {
    let widest = sheet.lines.iter().take(LOOK).rev().max_by_key(|(_, cells)| cells.iter().filter(|c| !c.is_blank()).count());
    widest.map(|(_, cells)| cells.iter().map(Cell::text).filter(|t| !t.is_empty()).collect()).unwrap_or_default()
}

fn of_sheet<'a>(book: &Book, sheet: &'a Sheet) -> Option<Table<'a>> {
    sheet.lines.iter().take(LOOK).enumerate().find_map(|(index, (line, cells))| {
        let (columns, ignored) = map(cells);
        let has = |column| columns.iter().any(|m| m.column == column);
        (has(C::Name) && has(C::Phone)).then(|| Table {
            lines: sheet.lines.get(index + 1..).unwrap_or_default(),
            layout: ImportLayout {
                format: book.format.to_owned(),
                encoding: book.encoding.map(str::to_owned),
                sheet: sheet.name.clone(),
                header_line: *line,
                columns,
                ignored,
            },
        })
    })
}

/// Of two columns with the same meaning the first counts.
fn map(cells: &[Cell]) -> (Vec<MappedColumn>, Vec<String>) {
    let (mut columns, mut ignored): (Vec<MappedColumn>, Vec<String>) = (Vec::new(), Vec::new());
    for (position, cell) in (1u32..).zip(cells) {
        let header = cell.text();
        match column_of(&header) {
            Some(column) if !columns.iter().any(|m| m.column == column) => columns.push(MappedColumn { column, header, position }),
            _ if !header.is_empty() => ignored.push(header),
            _ => {}
        }
    }
    (columns, ignored)
}

/// How somebody stands in the Party, in the words that lists use; `None` for a word that is none of a member.
pub fn party_status(text: &str) -> Option<PartyStatus> {
    Some(match plain(text).as_str() {
        "" | "党员" | "中共党员" | "中国共产党党员" | "在职党员" | "正式党员" | "中共正式党员" | "inservice" => {
            PartyStatus::InService
        }
        "预备党员" | "中共预备党员" | "probationary" => PartyStatus::Probationary,
        "退休党员" | "离退休党员" | "离休党员" | "退休" | "离退休" | "retired" => PartyStatus::Retired,
        "返乡党员" | "回乡党员" | "流动返乡党员" | "returned" => PartyStatus::Returned,
        _ => return None,
    })
}

/// Lines below a list that are no members: sums, notes, who filled it in.
pub fn is_remark(first: &str) -> bool {
    ["合计", "总计", "小计", "说明", "备注", "注：", "注:", "填表", "填报", "审核", "制表", "单位负责人", "日期"]
        .iter()
        .any(|word| first.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_as_offices_write_them() {
        for (header, column) in [
            ("姓 名", C::Name),
            ("手机号（必填）", C::Phone),
            ("*联系电话", C::Phone),
            ("身份证\n号码", C::IdentityNumber),
            ("居住社区", C::Residence),
            ("职务/职级", C::Post),
            ("政治面貌：", C::PartyStatus),
        ] {
            assert_eq!(column_of(header), Some(column), "{header}");
        }
        for other in ["序号", "性别", "", "家庭住址"] {
            assert_eq!(column_of(other), None, "{other}");
        }
        assert_eq!(
            (party_status("中共党员"), party_status("中共预备党员（2025）"), party_status("群众")),
            (Some(PartyStatus::InService), Some(PartyStatus::Probationary), None)
        );
    }
}
