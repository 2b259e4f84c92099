//! A draft of the rules, tried on the orders of the last days: what would change. Reads only.

use super::handlers::writable;
use super::queries::{self, RuleRow};
use super::{MOST_RULES, atlas_of, check};
use crate::app::App;
use crate::dispatch::engine::{Atlas, Rule, TeamFacts, decide, lint};
use crate::dispatch::gather::{facts, team_facts, weights};
use crate::menu::{self, ItemRow};
use crate::orders::{Desk, OrderRow};
use crate::org;
use crate::platform::auth::{RuleMaker, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::scope::distance;
use actix_web::post;
use actix_web::web::Data;
use chrono::TimeDelta;
use contract::dispatch_rules::{ChangedOrder, DraftRule, RuleHits, RuleTrial, TryDispatchRules};
use contract::explanation::{Explanation, RuleOutcome};
use contract::org::OrgRef;
use contract::{DispatchRuleId, MenuItemId};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// Days that are looked back over when the caller does not say.
const DAYS: i64 = 30;
/// Changed orders shown when the caller does not say.
const SAMPLE: i64 = 5;

/// Try a draft of a node's rules on past orders.
///
/// Says how often each rule would have matched and for which orders other teams would have been chosen, with the teams as they are now.
/// Changes nothing.
#[utoipa::path(tag = "dispatch", request_body = TryDispatchRules, responses((status = 200, body = RuleTrial, description = "What would change")))]
#[post("/dispatch-rules/trials")]
pub async fn try_dispatch_rules(app: Data<App>, who: RuleMaker, Json(ask): Json<TryDispatchRules>) -> ApiResult<Json<RuleTrial>> {
    let desk = Desk::of(&app, &who);
    app.db.read(move |c| tried(c, &desk, &who, &ask).map(Json)).await
}

/// A rule of either list at its node, before what it names has been looked up.
type Listed = (DispatchRuleId, String, i32, DraftRule);

fn listed(rows: &[RuleRow]) -> Vec<Listed> {
    rows.iter().map(|r| (r.id, r.area.clone(), r.version, r.draft())).collect()
}

/// Both lists of a node's rules: as they are, and as they would be.
struct Lists {
    now: Vec<Listed>,
    then: Vec<Listed>,
}

fn tried(c: &mut Conn, desk: &Desk, who: &Who, ask: &TryDispatchRules) -> ApiResult<RuleTrial> {
    let node = writable(c, who, ask.node_id)?;
    let lists = lists(c, &node, ask)?;
    let drafts: Vec<&DraftRule> = lists.now.iter().chain(&lists.then).map(|(.., draft)| draft).collect();
    let atlas = atlas_of(c, drafts.into_iter())?;
    let since = desk.now - TimeDelta::days(ask.days.unwrap_or(DAYS));
    let most = desk.config.dispatch.trial_orders;
    let mut orders = queries::orders_since(c, &node.path, since, most + 1)?;
    let is_cut = i64::try_from(orders.len()).is_ok_and(|n| n > most);
    orders.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let teams = teams_for(c, desk, &node.path)?;
    let mut items: HashMap<MenuItemId, ItemRow> = HashMap::new();
    let mut count = Count { sample: usize::try_from(ask.sample.unwrap_or(SAMPLE)).unwrap_or(0), ..Count::default() };
    // Orders of one community share their rules and their teams.
    let mut desks: HashMap<String, Community> = HashMap::new();
    for order in &orders {
        let item = match items.entry(order.item_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => free.insert(menu::item(c, order.item_id)?.ok_or_else(|| ApiError::not_found("menu item"))?),
        };
        let community = desks.entry(order.area.clone()).or_insert_with(|| Community::of(&order.area, &lists, &teams, &atlas));
        let facts = facts(c, order, item, &desk.calendar)?;
        let choose = |rules: &[Rule]| decide(&facts, rules, &community.teams, weights(&desk.config.dispatch), &atlas, desk.now);
        count.add(order, choose(&community.now), choose(&community.then));
    }
    let draft = Community::of(&node.path, &lists, &[], &atlas).then;
    Ok(RuleTrial {
        since,
        orders: i64::try_from(orders.len()).unwrap_or(i64::MAX),
        is_cut,
        rules: count.hits(&lists.then, &node.path),
        changed: count.changed,
        newly_automatic: count.newly_automatic,
        sample: count.shown,
        findings: lint::findings(&draft, &atlas),
    })
}

/// The rules of the node, above and below; the node's own as the draft says.
fn lists(c: &mut Conn, node: &OrgRef, ask: &TryDispatchRules) -> ApiResult<Lists> {
    let now = listed(&queries::live_around(c, &node.path, &org::ancestors(&node.path))?);
    let own: Vec<Listed> = now.iter().filter(|(_, area, ..)| *area == node.path).cloned().collect();
    let drafted: Vec<Listed> = match (&ask.rules, &ask.change) {
        (Some(rules), None) => {
            check(c, &node.path, &rules.iter().enumerate().map(|(n, r)| (format!("/rules/{n}"), r)).collect::<Vec<_>>())?;
            // Ids that no stored rule has, and the same ones each time.
            let id = |n: usize| DispatchRuleId(Uuid::from_u128(n as u128 + 1));
            rules.iter().enumerate().map(|(n, rule)| (id(n), node.path.clone(), 1, rule.clone())).collect()
        }
        (None, Some(change)) => {
            check(c, &node.path, &[("/change/rule".to_owned(), &change.rule)])?;
            let mut drafted = own;
            match change.rule_id {
                None if drafted.len() >= MOST_RULES => {
                    return Err(ApiError::field("/change", "length", format!("a node has at most {MOST_RULES} rules")));
                }
                None => drafted.push((DispatchRuleId(Uuid::from_u128(1)), node.path.clone(), 1, change.rule.clone())),
                Some(id) => {
                    let unknown = || ApiError::field("/change/rule_id", "unknown", "no such rule of this node");
                    let slot = drafted.iter_mut().find(|(own, ..)| *own == id).ok_or_else(unknown)?;
                    slot.3 = change.rule.clone();
                }
            }
            drafted
        }
        _ => return Err(ApiError::field("/rules", "required", "give either `rules` or `change`")),
    };
    let others = now.iter().filter(|(_, area, ..)| *area != node.path).cloned();
    Ok(Lists { then: others.chain(drafted).collect(), now })
}

/// Every team that could be in reach of an order of the node, with its area.
fn teams_for(c: &mut Conn, desk: &Desk, node: &str) -> ApiResult<Vec<TeamFacts>> {
    let above = org::ancestors(node);
    // A community is served by its neighbours in the street, too.
    let branch = above.get(1).cloned().unwrap_or_else(|| node.to_owned());
    let rows = queries::teams_around(c, &branch, &above)?;
    team_facts(c, desk, rows)
}

/// What the orders of a community are decided with, under both lists.
struct Community {
    now: Vec<Rule>,
    then: Vec<Rule>,
    teams: Vec<TeamFacts>,
}

impl Community {
    fn of(path: &str, lists: &Lists, teams: &[TeamFacts], atlas: &Atlas) -> Self {
        let street: String = path.split_inclusive('/').take(2).collect();
        let in_reach = |t: &&TeamFacts| t.area.starts_with(&street) || path.starts_with(&t.area);
        Self {
            now: in_order(&lists.now, path, atlas),
            then: in_order(&lists.then, path, atlas),
            teams: teams.iter().filter(in_reach).cloned().collect(),
        }
    }
}

/// The rules that hold at a path, the nearest node's first. Each list is in the order of its node already.
fn in_order(list: &[Listed], path: &str, atlas: &Atlas) -> Vec<Rule> {
    let mut here: Vec<&Listed> = list.iter().filter(|(_, area, ..)| path.starts_with(area)).collect();
    here.sort_by_key(|(_, area, ..)| distance(path, area));
    let mut rules: Vec<Rule> = Vec::with_capacity(here.len());
    for (id, area, version, draft) in here {
        let position = rules.last().filter(|last| last.node == *area).map_or(1, |last| last.position + 1);
        let problems = atlas.problems(draft, area, "");
        rules.push(Rule { id: *id, node: area.clone(), position, version: *version, draft: draft.clone(), problems });
    }
    rules
}

/// What has been found so far.
#[derive(Default)]
struct Count {
    sample: usize,
    /// Tried and matched, by rule.
    rules: HashMap<DispatchRuleId, (i64, i64)>,
    changed: i64,
    newly_automatic: i64,
    shown: Vec<ChangedOrder>,
}

impl Count {
    fn add(&mut self, order: &OrderRow, before: Explanation, after: Explanation) {
        for rule in &after.rules {
            let (tried, hits) = self.rules.entry(rule.rule_id).or_default();
            *tried += i64::from(matches!(rule.outcome, RuleOutcome::Matched | RuleOutcome::NotMatched | RuleOutcome::Broken));
            *hits += i64::from(rule.outcome == RuleOutcome::Matched);
        }
        self.newly_automatic += i64::from(after.automatic.is_some() && before.automatic.is_none());
        if before.suggested == after.suggested {
            return;
        }
        self.changed += 1;
        if self.shown.len() < self.sample {
            self.shown.push(ChangedOrder {
                order_id: order.id,
                order_number: order.number.clone(),
                before: before.suggested.clone(),
                after: after.suggested.clone(),
                before_explanation: before,
                after_explanation: after,
            });
        }
    }

    /// Of every rule of the draft, also of those that were never tried; the node's own first, then those above, then those below.
    fn hits(&self, rules: &[Listed], node: &str) -> Vec<RuleHits> {
        let mut rules: Vec<&Listed> = rules.iter().collect();
        rules.sort_by_key(|(_, area, ..)| (!node.starts_with(area.as_str()), distance(node, area)));
        let hits = |(id, area, _, draft): &&Listed| {
            let (tried, hits) = self.rules.get(id).copied().unwrap_or((0, 0));
            RuleHits { rule_id: *id, rule_name: draft.name.clone(), node: area.clone(), tried, hits }
        };
        rules.iter().map(hits).collect()
    }
}
