//! Rules of dispatching, kept as data at the nodes of the tree: the nearest node's first, then those of the nodes above.
//! A rule is checked whole when it is saved; one that breaks later says so wherever it is shown.

pub mod handlers;
pub mod moves;
mod queries;
pub mod trials;

pub use queries::RuleRow;

use super::engine::{Atlas, Rule};
use crate::org;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::scope::distance;
use contract::dispatch_rules::{DraftRule, RuleCondition, RuleEffect};
use contract::{OrgUnitId, TeamId};

/// The most rules of one node.
const MOST_RULES: usize = 200;

impl RuleRow {
    /// What the rule says.
    pub fn draft(&self) -> DraftRule {
        DraftRule {
            name: self.name.clone(),
            is_enabled: self.is_enabled,
            stops: self.stops,
            conditions: self.conditions.0.clone(),
            effects: self.effects.0.clone(),
        }
    }
}

/// The rules that hold at a path, in the order in which they are tried, and what they name.
pub fn at(c: &mut Conn, path: &str) -> ApiResult<(Vec<Rule>, Atlas)> {
    let rows = tried_in_order(queries::live_at(c, &org::ancestors(path))?, path);
    let atlas = atlas_of(c, rows.iter().map(RuleRow::draft).collect::<Vec<_>>().iter())?;
    Ok((compiled(&rows, &atlas), atlas))
}

/// The nearest node's first; among the rules of a node by position.
fn tried_in_order(mut rows: Vec<RuleRow>, path: &str) -> Vec<RuleRow> {
    rows.retain(|row| path.starts_with(&row.area));
    rows.sort_by_key(|row| (distance(path, &row.area), row.position, row.id));
    rows
}

/// Rows, already in order, as the engine takes them. Places are counted from 1 at each node.
fn compiled(rows: &[RuleRow], atlas: &Atlas) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::with_capacity(rows.len());
    for row in rows {
        let position = rules.last().filter(|last| last.node == row.area).map_or(1, |last| last.position + 1);
        let draft = row.draft();
        let problems = atlas.problems(&draft, &row.area, "");
        rules.push(Rule { id: row.id, node: row.area.clone(), position, version: row.version, draft, problems });
    }
    rules
}

/// Reads what the rules name. Nothing is read when there are none.
fn atlas_of<'a>(c: &mut Conn, drafts: impl Iterator<Item = &'a DraftRule> + Clone) -> ApiResult<Atlas> {
    if drafts.clone().next().is_none() {
        return Ok(Atlas::default());
    }
    let nodes: Vec<OrgUnitId> = drafts
        .clone()
        .flat_map(|d| d.conditions.iter())
        .filter_map(|condition| if let RuleCondition::Place { nodes } = condition { Some(nodes.iter().copied()) } else { None })
        .flatten()
        .collect();
    let teams: Vec<TeamId> = drafts
        .flat_map(|d| d.effects.iter())
        .filter_map(|effect| if let RuleEffect::PreferTeam { team_id } = effect { Some(*team_id) } else { None })
        .collect();
    Ok(Atlas {
        items: queries::items(c)?,
        groups: queries::groups(c)?,
        skills: queries::skills(c)?,
        places: queries::places(c, &nodes)?,
        teams: queries::team_areas(c, &teams)?,
    })
}

/// Everything that is wrong with drafts of a node's rules, each with where it stands in the body.
fn check(c: &mut Conn, node: &str, drafts: &[(String, &DraftRule)]) -> ApiResult<Atlas> {
    let mut problems: Vec<_> = drafts.iter().flat_map(|(at, draft)| draft.problems(at)).collect();
    let atlas = atlas_of(c, drafts.iter().map(|(_, draft)| *draft))?;
    for (at, draft) in drafts {
        problems.extend(atlas.problems(draft, node, at));
    }
    if problems.is_empty() { Ok(atlas) } else { Err(ApiError::fields(problems)) }
}
