//! The list of members as an office keeps it: a title over all columns, a remark, headers in the third line, long numbers as texts, a
//! handful of rows that cannot be taken, a note at the end.

use anyhow::Result;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Rows that can be taken.
pub const GOOD: u32 = 500;
/// Rows that cannot.
pub const BAD: u32 = 6;

const HEADS: [&str; 8] = ["序号", "姓  名", "手机号码（必填）", "身份证号", "居住社区", "政治面貌", "职务/职级", "备注说明"];
/// Line of the first row, counted from 0: after title, remark and headers.
const FIRST: u32 = 3;

/// The workbook; those who can be taken live in this community.
pub fn of_an_office(community: &str) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("在职党员")?;
    sheet.merge_range(0, 0, 0, 7, "潜江市水利工程处在职党员双报到花名册", &Format::new().set_bold())?;
    sheet.write(1, 0, "填报单位（盖章）：")?;
    for (column, head) in (0u16..).zip(HEADS) {
        sheet.write(2, column, head)?;
    }
    for n in 0..GOOD {
        let status = if n % 40 == 7 { "中共预备党员" } else { "中共党员" };
        row(sheet, FIRST + n, n + 1, [&format!("党员{:03}", n + 1), &phone(n), &identity(n), community, status, "科员"])?;
    }
    let last = FIRST + GOOD;
    let bad: [[&str; 6]; BAD as usize] = [
        ["错号码", "1380000", "", community, "中共党员", ""],
        ["错证件", &phone(9001), "110105194912310021", community, "中共党员", ""],
        ["错社区", &phone(9002), "", "没有这个社区", "中共党员", ""],
        ["非党员", &phone(9003), "", community, "群众", ""],
        ["重号码", &phone(0), "", community, "中共党员", ""],
        ["没号码", "", &identity(9004), community, "中共党员", ""],
    ];
    for (n, cells) in (0u32..).zip(bad) {
        row(sheet, last + n, GOOD + n + 1, cells)?;
    }
    sheet.write(last + BAD + 1, 0, "说明：本表由党办填报，数据截至 11 月底。")?;
    Ok(book.save_to_buffer()?)
}

/// Numbers are kept as texts: a table would round the long ones.
fn row(sheet: &mut Worksheet, line: u32, n: u32, cells: [&str; 6]) -> Result<(), XlsxError> {
    sheet.write(line, 0, n)?;
    for (column, cell) in (1u16..).zip(cells) {
        sheet.write_string(line, column, cell)?;
    }
    Ok(())
}

fn phone(n: u32) -> String {
    format!("1735{:07}", 1_000_000 + n)
}

/// A number of the standard (GB 11643) with its check character.
fn identity(n: u32) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let first = format!("42900519{:02}{:02}{:02}{:03}", 60 + n % 40, 1 + n / 40 % 12, 1 + n / 480 % 28, n % 1000);
    let sum: u32 = first.chars().zip(WEIGHTS).filter_map(|(c, w)| Some(c.to_digit(10)? * w)).sum();
    let check = CHECKS.get(usize::try_from(sum % 11).unwrap_or(0)).copied().unwrap_or('0');
    format!("{first}{check}")
}
