//! The tree is edited: nodes are made, renamed, moved, merged, split and dissolved, and every one of these is history.
//! A node always stands exactly one level below its parent; what is no more lies below what took its place, and can be read there.

pub mod divisions;
pub mod handlers;
pub mod history;
pub mod members;
pub mod paths;
pub mod queries;
pub mod stations;

use crate::app::App;
use crate::platform::audit;
use crate::platform::auth::{self, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::org::{OrgAction, OrgLevel};
use contract::{OrgChangeId, OrgUnitId};
use queries::{ChangeRow, NodeChange, NodeRow, Standing};
use uuid::Uuid;

/// Who edits, and when.
pub struct Editor {
    pub who: Who,
    pub now: DateTime<Utc>,
}

impl Editor {
    pub fn of(app: &App, who: Who) -> Self {
        Self { who, now: app.clock.now() }
    }

    /// The day in Qianjiang.
    pub fn today(&self) -> NaiveDate {
        crate::platform::calendar::local(self.now).date()
    }

    /// The node that is to be changed: there, at the version somebody read, and below an office of the caller's.
    fn load(&self, tx: &mut Conn, id: OrgUnitId, version: i32) -> ApiResult<NodeRow> {
        queries::lock_tree(tx)?;
        let row = queries::node(tx, id)?.ok_or_else(|| ApiError::not_found("node"))?;
        self.has_office_above(&row.path)?;
        if row.closed_at.is_some() {
            return Err(ApiError::refused("a node", "closed", "change").with_version(row.version));
        }
        if row.version != version {
            return Err(ApiError::stale("open", row.version));
        }
        Ok(row)
    }

    /// Offices change what is below them, never themselves.
    fn has_office_above(&self, path: &str) -> ApiResult<()> {
        let above = |g: &crate::platform::scope::Grant| auth::RULE_MAKERS.contains(&g.role) && path.starts_with(&g.path) && path != g.path;
        if self.who.grants.iter().any(above) { Ok(()) } else { Err(ApiError::forbidden("only an office above the node may do this")) }
    }

    /// Another node that is named in the body.
    fn other(&self, tx: &mut Conn, id: OrgUnitId, pointer: &str) -> ApiResult<NodeRow> {
        let wrong = || ApiError::field(pointer, "choice", "there is no such node");
        let row = queries::node(tx, id)?.ok_or_else(wrong)?;
        if row.closed_at.is_some() {
            return Err(ApiError::field(pointer, "choice", "this node is no more"));
        }
        Ok(row)
    }

    /// A division that may be given to a node today.
    fn division(&self, tx: &mut Conn, code: &str) -> ApiResult<String> {
        if queries::is_valid_division(tx, code, self.today())? {
            return Ok(code.to_owned());
        }
        Err(ApiError::field("/division_code", "choice", "there is no division with this code that is valid today"))
    }

    /// Changes a node and gives it back as it is then.
    fn change(&self, tx: &mut Conn, row: &NodeRow, change: &NodeChange) -> ApiResult<NodeRow> {
        if queries::change_node(tx, row.id, row.version, change, self.now)? == 0 {
            return Err(ApiError::stale("open", row.version + 1));
        }
        queries::node(tx, row.id)?.ok_or_else(|| ApiError::not_found("node"))
    }

    /// Writes history and audit.
    fn record(
        &self,
        tx: &mut Conn,
        action: OrgAction,
        before: Option<&NodeRow>,
        after: &NodeRow,
        reason: &str,
        other: Option<OrgUnitId>,
    ) -> ApiResult<()> {
        let row = ChangeRow {
            id: OrgChangeId(Uuid::now_v7()),
            node_id: after.id,
            action,
            at: self.now,
            by_id: self.who.person,
            reason: reason.trim().to_owned(),
            before: crate::platform::db::types::Json(before.map(Standing::from)),
            after: crate::platform::db::types::Json(Standing::from(after)),
            other_id: other,
        };
        queries::insert_change(tx, &row)?;
        let subject = format!("org_unit/{}", after.id);
        audit::record(tx, &self.who.origin, self.now, &audit::Change { action: past_tense(action), subject, before, after: Some(after) })
    }
}

const fn past_tense(action: OrgAction) -> &'static str {
    match action {
        OrgAction::Create => "org_unit.created",
        OrgAction::Change => "org_unit.changed",
        OrgAction::Move => "org_unit.moved",
        OrgAction::Merge => "org_unit.merged",
        OrgAction::Split => "org_unit.split",
        OrgAction::Close => "org_unit.closed",
        OrgAction::Appoint => "org_unit.appointed",
    }
}

/// The level directly below.
pub fn below(level: OrgLevel) -> Option<OrgLevel> {
    let at = OrgLevel::ALL.iter().position(|l| *l == level)?;
    OrgLevel::ALL.get(at + 1).copied()
}

/// After a change of the tree: what this process remembers of it does not hold any more.
pub fn forget(app: &App) {
    app.principals.forget_all();
    app.shelf.forget_communities();
}

/// Lets rows follow that were written by processes which had not heard of a move yet. Called by the sweeper; writes only in the minutes
/// after a move.
pub async fn catch_up(app: &App, now: DateTime<Utc>) -> ApiResult<usize> {
    let patience = TimeDelta::seconds(i64::try_from(app.config.limits.catalogue_seconds).unwrap_or(0)) + TimeDelta::minutes(10);
    match app.db.read(|c| ApiResult::Ok(queries::last_move(c)?)).await? {
        Some(at) if at + patience > now => app.db.write(|tx| ApiResult::Ok(paths::catch_up(tx)?)).await,
        _ => Ok(0),
    }
}
