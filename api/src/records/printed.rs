//! A certificate on paper (民政部令第67号): what was frozen, and nothing else.

use super::queries::CertificateRow;
use super::sums::hours;
use crate::platform::document::Document;
use contract::check_ins::PostCategory;

/// The categories in the words of the programme.
const fn words(category: Option<PostCategory>) -> &'static str {
    match category {
        Some(PostCategory::PartyBuilding) => "基层党建引领岗",
        Some(PostCategory::EpidemicControl) => "疫情常态防控岗",
        Some(PostCategory::PolicyPublicity) => "政策法规宣传岗",
        Some(PostCategory::ConvenienceService) => "生活便民服务岗",
        Some(PostCategory::CultureRecreation) => "公共文体娱乐岗",
        Some(PostCategory::PublicOpinion) => "社情民意收集岗",
        Some(PostCategory::Mediation) => "邻里矛盾调解岗",
        Some(PostCategory::CivilitySanitation) => "创文创卫活动岗",
        Some(PostCategory::NeighbourWatch) => "邻里守望帮扶岗",
        Some(PostCategory::CentralTask) => "中心任务推进岗",
        None => "居民点单服务",
    }
}

/// The page; `base` is where the installation is reached.
pub fn document(row: &CertificateRow, base: &str) -> Document {
    let content = &row.content.0;
    let lines = content.lines.iter().map(|l| vec![words(l.category).to_owned(), l.services.to_string(), hours(l.minutes)]).collect();
    let facts = [
        ("姓名", content.name.clone()),
        ("志愿者编号", content.volunteer_number.clone()),
        ("服务期间", format!("{} 至 {}", content.from, content.to)),
        ("服务次数", content.services.to_string()),
        ("服务时间", format!("{} 小时", content.hours)),
        ("记录编号", row.number.clone()),
        ("校验码", row.check_code.clone()),
    ];
    let link = format!("{base}/certificates/verify?number={}&code={}", row.number, row.check_code);
    Document::new(content.title.clone())
        .facts(facts)
        .heading("服务内容")
        .table([("岗位", 3.0), ("次数", 1.0), ("小时", 1.0)], lines)
        .facts([("负责人", content.handler.clone()), ("联系电话", content.contact.clone())])
        .code(link, "扫码核验本记录")
        .note("时间按半小时向下取整；记录来自本平台服务台账。")
        .signature(vec![content.issuer.clone(), content.issued_on.to_string()])
}
