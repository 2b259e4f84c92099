//! A few rules of dispatching, so that a first look shows how a city, a street and a community rule together.

use super::chance::Chance;
use super::menu::Offered;
use super::people::People;
use super::places::{Place, Places};
use super::rows::DispatchRuleRow;
use super::teams::Team;
use super::{City, SeedError};
use crate::platform::db::types::Json;
use chrono::{DateTime, Utc};
use contract::dispatch_rules::{HourRange, RuleCondition, RuleDays, RuleEffect};
use contract::orders::Urgency;
use contract::org::TeamKind;
use contract::{DispatchRuleId, MenuItemId};

/// Fills `city` with rules: three of the city, one of its first street, two of that street's first community.
pub fn build(
    city: &mut City,
    places: &Places,
    people: &People,
    items: &[Offered<'_>],
    teams: &[Team],
    seed: u64,
    at: DateTime<Utc>,
) -> Result<(), SeedError> {
    let mut chance = Chance::new(seed, "dispatch_rules");
    let (Some(street), Some(community), Some(locals)) = (places.streets.first(), places.communities.first(), people.locals.first()) else {
        return Ok(());
    };
    let Some(by) = locals.secretary else { return Ok(()) };
    let item = |code: &str| {
        let found = items.iter().find(|o| o.item.code == code).map(|o| o.id);
        found.ok_or_else(|| SeedError::Data(format!("dispatch rules: there is no item `{code}`")))
    };
    let mut keep = |place: &Place, position: i32, name: &str, conditions: Vec<RuleCondition>, effects: Vec<RuleEffect>| {
        city.dispatch_rules.push(DispatchRuleRow {
            id: DispatchRuleId(chance.id(at)),
            node_id: place.id,
            area: place.path.clone(),
            name: name.to_owned(),
            position,
            is_enabled: true,
            stops: false,
            conditions: Json(conditions),
            effects: Json(effects),
            version: 1,
            created_by: by,
            created_at: at,
            updated_by: by,
            updated_at: at,
        });
    };
    let text = |words: &[&str]| RuleCondition::TextAny { words: words.iter().map(|w| (*w).to_owned()).collect() };
    let danger = text(&["燃气味", "煤气味", "冒烟", "触电", "着火"]);
    keep(&places.city, 1, "涉及生命财产安全的建议列为危急", vec![danger], vec![RuleEffect::SuggestUrgency { urgency: Urgency::Danger }]);
    let pressing = text(&["爆管", "跑水", "停电", "被困", "发烧"]);
    keep(&places.city, 2, "水电急情建议列为紧急", vec![pressing], vec![RuleEffect::SuggestUrgency { urgency: Urgency::Urgent }]);
    let gas = RuleCondition::Item { items: vec![item("gas_check")?] };
    keep(&places.city, 3, "燃气检查须有燃气安全技能", vec![gas], vec![RuleEffect::RequireSkill { skill: "gas_safety".into() }]);
    let night = RuleCondition::Time {
        days: RuleDays::Any,
        weekdays: Vec::new(),
        hours: vec![HourRange { from: 0, to: 7 }, HourRange { from: 21, to: 24 }],
    };
    let urgent = RuleCondition::Urgency { urgencies: vec![Urgency::Danger] };
    let professional = RuleEffect::OnlyKinds { kinds: vec![TeamKind::Professional, TeamKind::Community] };
    keep(street, 1, "夜间危急点单只派专业队和社区队", vec![night, urgent], vec![professional]);
    let errands: Vec<MenuItemId> = vec![item("shopping")?];
    let auto = RuleEffect::AutoOffer {
        measure: "当日联系居民，约定代办时间".into(), who: None, note: Some("小额垫付请留小票".into())
    };
    let errands = RuleCondition::Item { items: errands };
    keep(&community.place, 1, "代购代办直接派最合适的三支队伍，先接先得", vec![errands], vec![auto, RuleEffect::FirstToAccept { best: 3 }]);
    if let Some(team) = teams.iter().find(|t| t.area == community.place.path && t.skills.iter().any(|s| s == "plumbing")) {
        let leaks = RuleCondition::Item { items: vec![item("tap")?, item("drain")?] };
        keep(&community.place, 2, "水管下水优先派本社区水电队", vec![leaks], vec![RuleEffect::PreferTeam { team_id: team.id }]);
    }
    Ok(())
}
