//! The table that a unit fills in: columns that keep long numbers as text, and a choice where only some words are known.

use crate::app::App;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::check_ins::MemberListTemplate;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Workbook, XlsxError};

/// Headers with their widths, as the reading of files knows them.
const COLUMNS: [(&str, f64); 6] =
    [("姓名", 12.0), ("手机号码", 16.0), ("身份证号", 24.0), ("居住社区", 20.0), ("政治面貌", 14.0), ("职务", 20.0)];
const STATUSES: [&str; 4] = ["在职党员", "预备党员", "离退休党员", "返乡党员"];
const HELP: [&str; 7] = [
    "姓名、手机号码必填，其他可以不填。",
    "手机号码是党员本人的，登录和报到都用它；同一个号码在名单里只能有一个人。",
    "身份证号只核对真伪和重复，系统只留加密摘要和后四位。表格里这一列是文本格式，请不要改成数字，否则末几位会丢。",
    "居住社区写社区名称，例如“园林社区”；写不准的可以不填，由党员报到时自己选。",
    "政治面貌从下拉框里选；不填按在职党员算。",
    "再次导入时：没变的不动，变了的更新，没写的人不会被移出名单。",
    "样例：王建国　13900010001　（身份证号）　园林社区　在职党员　科长",
];
/// Rows that are prepared.
const ROWS: u32 = 3000;
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table to fill in with the members of a unit.
///
/// A workbook whose columns are understood when it comes back; telephone and identity numbers stay texts in it.
#[utoipa::path(tag = "check_ins", responses((status = 200, body = MemberListTemplate,
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", description = "The workbook")), security(()))]
#[get("/member-list-template")]
pub async fn get_member_list_template(_app: Data<App>) -> ApiResult<HttpResponse> {
    let drawn = actix_web::web::block(template).await.map_err(ApiError::internal)?.map_err(ApiError::internal)?;
    let name = "attachment; filename=\"members.xlsx\"; filename*=UTF-8''%E5%85%9A%E5%91%98%E5%90%8D%E5%8D%95%E6%A8%A1%E6%9D%BF.xlsx";
    Ok(HttpResponse::Ok()
        .content_type(TYPE)
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"))
        .body(drawn))
}

/// The workbook: the table, and a sheet of help.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (text, head) = (
        Format::new().set_num_format("@"),
        Format::new().set_bold().set_background_color(Color::RGB(0x00F3_E7E4)).set_align(FormatAlign::Center),
    );
    let sheet = book.add_worksheet().set_name("名单")?;
    for (column, (name, width)) in (0u16..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.set_column_format(column, &text)?;
        sheet.write_with_format(0, column, name, &head)?;
    }
    let choice = DataValidation::new().allow_list_strings(&STATUSES)?.ignore_blank(true);
    sheet.add_data_validation(1, 4, ROWS, 4, &choice)?;
    sheet.set_freeze_panes(1, 0)?;
    let help = book.add_worksheet().set_name("填写说明")?;
    help.set_column_width(0, 100.0)?;
    for (row, line) in (0u32..).zip(HELP) {
        help.write(row, 0, line)?;
    }
    book.save_to_buffer()
}
