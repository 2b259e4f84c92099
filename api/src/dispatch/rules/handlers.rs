//! The operations on rules.

use super::queries::{self, RuleRow};
use super::{MOST_RULES, check, compiled};
use crate::accounts::names_of;
use crate::app::App;
use crate::dispatch::engine::{Rule, lint};
use crate::org;
use crate::platform::audit;
use crate::platform::auth::{RULE_MAKERS, RuleMaker, STAFF, Staff, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use chrono::{DateTime, Utc};
use contract::dispatch_rules::{ChangeDispatchRule, DispatchRule, DispatchRules, EndRule, NewDispatchRule, RuleFilter, RuleFindings};
use contract::org::{OrgLevel, OrgRef, PersonRef};
use contract::{DispatchRuleId, OrgUnitId, PersonId};
use uuid::Uuid;

/// The node, if the caller may read its rules: their office lies above it, at it, or below it, where its rules hold too.
pub fn readable(c: &mut Conn, who: &Who, id: Option<OrgUnitId>) -> ApiResult<OrgRef> {
    let own = who.grants.iter().find(|g| STAFF.contains(&g.role)).map(|g| g.node_id);
    let gone = || ApiError::not_found("node");
    let node = org::org_refs(c, &[id.or(own).ok_or_else(gone)?])?.pop().ok_or_else(gone)?;
    let is_below = who.grants.iter().any(|g| STAFF.contains(&g.role) && g.path.starts_with(&node.path));
    if is_below || who.holds_at(STAFF, &node.path) { Ok(node) } else { Err(gone()) }
}

/// The node, if the caller makes its rules.
pub fn writable(c: &mut Conn, who: &Who, id: OrgUnitId) -> ApiResult<OrgRef> {
    let node = readable(c, who, Some(id))?;
    if !matches!(node.level, OrgLevel::City | OrgLevel::StreetWorkingCommittee | OrgLevel::CommunityPartyCommittee) {
        return Err(ApiError::field("/node_id", "choice", "rules are kept by communities, streets and the city"));
    }
    if who.holds_at(RULE_MAKERS, &node.path) { Ok(node) } else { Err(ApiError::forbidden("these rules are made by another office")) }
}

pub(super) fn shown(c: &mut Conn, who: &Who, rows: &[RuleRow], rules: Vec<Rule>) -> ApiResult<Vec<DispatchRule>> {
    let nodes: Vec<OrgUnitId> = rows.iter().map(|r| r.node_id).collect();
    let people: Vec<PersonId> = rows.iter().map(|r| r.updated_by).collect();
    let (nodes, names) = (org::org_refs(c, &nodes)?, names_of(c, &people)?);
    let one = |(row, rule): (&RuleRow, Rule)| {
        Some(DispatchRule {
            id: row.id,
            node: nodes.iter().find(|n| n.id == row.node_id).cloned()?,
            position: rule.position,
            rule: rule.draft,
            problems: rule.problems,
            version: row.version,
            updated_by: PersonRef { id: row.updated_by, name: names.get(&row.updated_by).cloned().unwrap_or_else(String::new) },
            updated_at: row.updated_at,
            is_mine_to_change: who.holds_at(RULE_MAKERS, &row.area),
        })
    };
    Ok(rows.iter().zip(rules).filter_map(one).collect())
}

/// The rules that hold at a node, as rows and as the engine takes them.
pub(super) fn of_node(c: &mut Conn, path: &str) -> ApiResult<(Vec<RuleRow>, Vec<Rule>, crate::dispatch::engine::Atlas)> {
    let rows = super::tried_in_order(queries::live_at(c, &org::ancestors(path))?, path);
    let drafts: Vec<_> = rows.iter().map(RuleRow::draft).collect();
    let atlas = super::atlas_of(c, drafts.iter())?;
    let rules = compiled(&rows, &atlas);
    Ok((rows, rules, atlas))
}

fn one(c: &mut Conn, who: &Who, id: DispatchRuleId) -> ApiResult<DispatchRule> {
    let gone = || ApiError::not_found("rule");
    let row = queries::find(c, id)?.ok_or_else(gone)?;
    readable(c, who, Some(row.node_id)).map_err(|_| gone())?;
    let (rows, rules, _) = of_node(c, &row.area)?;
    shown(c, who, &rows, rules)?.into_iter().find(|r| r.id == id).ok_or_else(gone)
}

/// The rules that hold at a node, in the order in which they are tried.
///
/// The node's own first, then those of the nodes above it. A rule that names something that is gone says so.
#[utoipa::path(tag = "dispatch", params(RuleFilter), responses((status = 200, body = DispatchRules, description = "The rules")))]
#[get("/dispatch-rules")]
pub async fn list_dispatch_rules(app: Data<App>, who: Staff, Query(filter): Query<RuleFilter>) -> ApiResult<Json<DispatchRules>> {
    app.db
        .read(move |c| {
            let node = readable(c, &who, filter.node_id)?;
            let (rows, rules, _) = of_node(c, &node.path)?;
            Ok(Json(DispatchRules { items: shown(c, &who, &rows, rules)?, node }))
        })
        .await
}

/// What is wrong with the rules that hold at a node.
///
/// Broken references, contradictory conditions, rules that an earlier one always ends or outdoes. Only what is certain is reported.
#[utoipa::path(tag = "dispatch", params(RuleFilter), responses((status = 200, body = RuleFindings, description = "What was found")))]
#[get("/dispatch-rules/findings")]
pub async fn list_rule_findings(app: Data<App>, who: Staff, Query(filter): Query<RuleFilter>) -> ApiResult<Json<RuleFindings>> {
    app.db
        .read(move |c| {
            let node = readable(c, &who, filter.node_id)?;
            let (_, rules, atlas) = of_node(c, &node.path)?;
            Ok(Json(RuleFindings { items: lint::findings(&rules, &atlas), node }))
        })
        .await
}

/// One rule.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchRuleId, Path)), responses((status = 200, body = DispatchRule, description = "The rule")))]
#[get("/dispatch-rules/{id}")]
pub async fn get_dispatch_rule(app: Data<App>, who: Staff, Path(id): Path<DispatchRuleId>) -> ApiResult<Json<DispatchRule>> {
    app.db.read(move |c| one(c, &who, id).map(Json)).await
}

/// Make a rule.
///
/// The secretary for the community, the street and the city's office for theirs and what lies below. Everything the rule names has to
/// exist.
#[utoipa::path(tag = "dispatch", request_body = NewDispatchRule, responses((status = 201, body = DispatchRule, description = "The rule")))]
#[post("/dispatch-rules")]
pub async fn create_dispatch_rule(app: Data<App>, who: RuleMaker, key: Idempotency, Json(ask): Json<NewDispatchRule>) -> ApiResult<Reply> {
    let now = app.clock.now();
    let who = who.0;
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                let node = writable(tx, &who, ask.node_id)?;
                check(tx, &node.path, &[("/rule".to_owned(), &ask.rule)])?;
                queries::lock_node(tx, node.id)?;
                let siblings = queries::live_at(tx, std::slice::from_ref(&node.path))?;
                if siblings.len() >= MOST_RULES {
                    return Err(ApiError::field("/node_id", "length", format!("a node has at most {MOST_RULES} rules")));
                }
                is_new_name(&siblings, &ask.rule.name, None)?;
                let place = ask.position.and_then(|p| usize::try_from(p - 1).ok()).map_or(siblings.len(), |p| p.min(siblings.len()));
                // Places are given anew, so that the new rule fits in; nothing else of its siblings changes.
                for (index, sibling) in siblings.iter().enumerate() {
                    let position = number(index + usize::from(index >= place));
                    if sibling.position != position {
                        queries::place(tx, sibling.id, position)?;
                    }
                }
                let row = new_row(&node, &ask, number(place), who.person, now);
                queries::insert(tx, &row)?;
                record(tx, &who, now, "dispatch_rule.made", None, Some(&row))?;
                one(tx, &who, row.id)
            })
        })
        .await
}

pub(super) fn number(index: usize) -> i32 {
    i32::try_from(index + 1).unwrap_or(i32::MAX)
}

fn new_row(node: &OrgRef, ask: &NewDispatchRule, position: i32, by: PersonId, now: DateTime<Utc>) -> RuleRow {
    RuleRow {
        id: DispatchRuleId(Uuid::now_v7()),
        node_id: node.id,
        area: node.path.clone(),
        name: ask.rule.name.trim().to_owned(),
        position,
        is_enabled: ask.rule.is_enabled,
        stops: ask.rule.stops,
        conditions: JsonColumn(ask.rule.conditions.clone()),
        effects: JsonColumn(ask.rule.effects.clone()),
        version: 1,
        created_by: by,
        created_at: now,
        updated_by: by,
        updated_at: now,
        ended_at: None,
    }
}

fn is_new_name(siblings: &[RuleRow], name: &str, own: Option<DispatchRuleId>) -> ApiResult<()> {
    let is_taken = siblings.iter().any(|s| Some(s.id) != own && s.name == name.trim());
    if is_taken { Err(ApiError::field("/rule/name", "unique", "another rule of this node has the name")) } else { Ok(()) }
}

fn record(tx: &mut Conn, who: &Who, now: DateTime<Utc>, action: &str, before: Option<&RuleRow>, after: Option<&RuleRow>) -> ApiResult<()> {
    let id = before.or(after).map(|row| row.id.to_string()).unwrap_or_default();
    audit::record(tx, &who.origin, now, &audit::Change { action, subject: format!("dispatch_rule/{id}"), before, after })
}

/// The rule, if the caller may change it and has read its present version.
fn own(tx: &mut Conn, who: &Who, id: DispatchRuleId, version: i32) -> ApiResult<RuleRow> {
    let gone = || ApiError::not_found("rule");
    let node = queries::find(tx, id)?.ok_or_else(gone)?.node_id;
    readable(tx, who, Some(node)).map_err(|_| gone())?;
    writable(tx, who, node)?;
    queries::lock_node(tx, node)?;
    let row = queries::find(tx, id)?.ok_or_else(gone)?;
    if row.version == version { Ok(row) } else { Err(ApiError::stale("rule", row.version)) }
}

pub(super) fn change(tx: &mut Conn, who: &Who, now: DateTime<Utc>, action: &str, before: &RuleRow, after: &RuleRow) -> ApiResult<()> {
    if queries::update(tx, before, after)? == 0 {
        return Err(ApiError::stale("rule", before.version + 1));
    }
    record(tx, who, now, action, Some(before), Some(after))
}

/// Say a rule anew.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchRuleId, Path)), request_body = ChangeDispatchRule, responses(
    (status = 200, body = DispatchRule, description = "The rule"),
    (status = 409, description = "`stale_version`")
))]
#[put("/dispatch-rules/{id}")]
pub async fn change_dispatch_rule(
    app: Data<App>,
    who: RuleMaker,
    Path(id): Path<DispatchRuleId>,
    Json(ask): Json<ChangeDispatchRule>,
) -> ApiResult<Json<DispatchRule>> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let before = own(tx, &who, id, ask.expected_version)?;
            check(tx, &before.area, &[("/rule".to_owned(), &ask.rule)])?;
            is_new_name(&queries::live_at(tx, std::slice::from_ref(&before.area))?, &ask.rule.name, Some(id))?;
            let after = RuleRow {
                name: ask.rule.name.trim().to_owned(),
                is_enabled: ask.rule.is_enabled,
                stops: ask.rule.stops,
                conditions: JsonColumn(ask.rule.conditions),
                effects: JsonColumn(ask.rule.effects),
                version: before.version + 1,
                updated_by: who.person,
                updated_at: now,
                ..before.clone()
            };
            change(tx, &who, now, "dispatch_rule.changed", &before, &after)?;
            one(tx, &who, id).map(Json)
        })
        .await
}

/// End a rule.
///
/// It holds no more. Explanations that name it keep what it said.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchRuleId, Path), EndRule), responses(
    (status = 204, description = "Ended"),
    (status = 409, description = "`stale_version`")
))]
#[delete("/dispatch-rules/{id}")]
pub async fn end_dispatch_rule(
    app: Data<App>,
    who: RuleMaker,
    Path(id): Path<DispatchRuleId>,
    Query(ask): Query<EndRule>,
) -> ApiResult<HttpResponse> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            let before = own(tx, &who, id, ask.expected_version)?;
            let after =
                RuleRow { ended_at: Some(now), version: before.version + 1, updated_by: who.person, updated_at: now, ..before.clone() };
            change(tx, &who, now, "dispatch_rule.ended", &before, &after)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
