//! 社区工作手册: what a unit or member that checks in has to know of a community, put together from what the system holds already.

use super::pairings;
use crate::app::App;
use crate::config::Config;
use crate::platform::db::Conn;
use crate::platform::document::Document;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::schema::{estates, menu_groups, org_units};
use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use contract::OrgUnitId;
use contract::check_ins::{CommunityRef, Handbook, HandbookFile, HandbookNeed, NamedCategory, PostCategory};
use contract::org::OrgLevel;
use diesel::prelude::*;
use std::sync::Arc;

/// Needs that are shown.
const NEEDS: i64 = 50;

/// The handbook of a community.
///
/// For everybody: nothing in it is about a resident.
#[utoipa::path(tag = "check_ins", params(("id" = OrgUnitId, Path)), responses((status = 200, body = Handbook, description = "The handbook")), security(()))]
#[get("/communities/{id}/handbook")]
pub async fn get_handbook(app: Data<App>, Path(id): Path<OrgUnitId>) -> ApiResult<Json<Handbook>> {
    let config = Arc::clone(&app.config);
    app.db.read(move |c| handbook(c, &config, id).map(Json)).await
}

/// The handbook as a document to print.
#[utoipa::path(tag = "check_ins", params(("id" = OrgUnitId, Path)), responses(
    (status = 200, body = HandbookFile, content_type = "application/pdf", description = "The handbook, a PDF"),
    (status = 503, description = "`documents_unavailable`")
), security(()))]
#[get("/communities/{id}/handbook.pdf")]
pub async fn print_handbook(app: Data<App>, Path(id): Path<OrgUnitId>) -> ApiResult<HttpResponse> {
    let config = Arc::clone(&app.config);
    let book = app.db.read(move |c| handbook(c, &config, id)).await?;
    let name = format!("{}工作手册", book.community.name);
    document(book).reply(&app, &name).await
}

fn document(book: Handbook) -> Document {
    let steps = |lines: Vec<String>| lines.iter().zip(1..).map(|(line, n)| format!("{n}. {line}")).collect::<Vec<_>>().join("\n");
    let names = |lines: &[String]| lines.join("、");
    let units: Vec<String> = book.paired_units.into_iter().map(|u| u.name).collect();
    let categories: Vec<String> = book.post_categories.into_iter().map(|c| c.name).collect();
    let needs = book.needs.into_iter().map(|need| vec![need.title, need.note]).collect();
    Document::new(format!("{}工作手册", book.community.name))
        .facts([
            ("社区", book.community.name),
            ("区划代码", book.division_code),
            ("所属街道", book.street_name),
            ("书记", book.secretary),
            ("服务电话", book.telephone),
            ("小区", names(&book.estates)),
            ("联点单位", names(&units)),
        ])
        .heading("怎样报到")
        .paragraph(steps(book.how_to_check_in))
        .heading("十类岗位")
        .paragraph(names(&categories))
        .heading("服务菜单")
        .paragraph(names(&book.menu_groups))
        .heading("社区需求")
        .table([("需求", 1.0), ("说明", 2.0)], needs)
        .heading("承诺与时限")
        .paragraph(steps(book.promises))
}

type Node = (String, String, String, String, Option<OrgUnitId>);

/// Puts it together.
pub fn handbook(c: &mut Conn, config: &Config, id: OrgUnitId) -> ApiResult<Handbook> {
    let found: Option<Node> = org_units::table
        .find(id)
        .filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee))
        .select((org_units::name, org_units::division_code, org_units::secretary, org_units::telephone, org_units::parent_id))
        .first(c)
        .optional()?;
    let (name, division_code, secretary, telephone, parent) = found.ok_or_else(|| ApiError::not_found("community"))?;
    let street_name = match parent {
        Some(parent) => org_units::table.find(parent).select(org_units::name).first(c).optional()?.unwrap_or_default(),
        None => String::new(),
    };
    let estates: Vec<String> = estates::table
        .filter(estates::division_code.eq(&division_code))
        .order((estates::name, estates::id))
        .select(estates::name)
        .load(c)?;
    let menu_groups: Vec<String> = menu_groups::table
        .filter(menu_groups::ended_at.is_null())
        .order((menu_groups::position, menu_groups::id))
        .select(menu_groups::name)
        .load(c)?;
    let needs = pairings::needs_of(c, id, NEEDS)?.into_iter().map(|(title, note)| HandbookNeed { title, note }).collect();
    let category = |code: &PostCategory| NamedCategory { code: *code, name: code.chinese().to_owned() };
    Ok(Handbook {
        community: CommunityRef { id, name },
        division_code,
        street_name,
        secretary,
        telephone,
        estates,
        post_categories: PostCategory::ALL.iter().map(category).collect(),
        menu_groups,
        paired_units: pairings::paired_units(c, id)?,
        needs,
        how_to_check_in: steps(config),
        promises: promises(config),
    })
}

/// The rules of the programme with the numbers in force.
fn steps(config: &Config) -> Vec<String> {
    let days = config.check_ins.confirm_days;
    vec![
        "单位报到：登录后填写统一社会信用代码、单位信息和联络员，选择社区提交。".to_owned(),
        format!("社区在 {days} 个工作日内确认；确认后生成回执编号，提交人成为本单位联络员。"),
        "联络员维护本单位党员名单，可以导入 XLSX 或 CSV 表格。".to_owned(),
        "党员报到：本人登录提交，居住地有社区的向居住社区报到，没有的向单位联点社区报到。".to_owned(),
        format!("单位名单与本人信息一致的，系统当场确认；不一致的，社区在 {days} 个工作日内答复。"),
        format!("返乡党员限期报到，最长 {} 天，到期自动结束。", config.check_ins.returned_days),
        "岗位由党员本人认领，任何人不得代为认领、代为报到。".to_owned(),
    ]
}

fn promises(config: &Config) -> Vec<String> {
    vec![
        "居民点单后，每一单都有责任人、措施和办理时限；时限按工作日历计算，节假日不计。".to_owned(),
        "时限因等待居民、材料或天气而暂停的，全程留痕；延期须在到期前提出并获准。".to_owned(),
        format!("办结后由居民评价，{} 天内有效；未评价就是未评价，系统不默认好评。", config.ratings.window_days),
        "差评由社区以外的人员回访核实，并在规定时限内整改。".to_owned(),
        "单位的年度承诺由社区逐项评定：兑现、部分兑现或未兑现，并说明理由。".to_owned(),
    ]
}
