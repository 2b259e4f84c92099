//! The operations: what everybody reads, and what those do who keep the menu.

pub mod groups;
pub mod items;
pub mod publishing;
pub mod read;

use super::queries::{self, ItemRow};
use super::rules;
use crate::app::App;
use crate::orders::Shelf;
use crate::platform::audit::{self, Change};
use crate::platform::auth::Who;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, NaiveDate, Utc};
use contract::MenuItemId;
use contract::menu::ClassSpans;
use std::sync::Arc;

/// Who keeps the menu, when, and by which rules.
#[derive(Clone)]
struct Keeper {
    who: Who,
    now: DateTime<Utc>,
    classes: ClassSpans,
    shelf: Arc<Shelf>,
}

impl Keeper {
    fn of(app: &App, who: Who) -> Self {
        Self { who, now: app.clock.now(), classes: app.config.menu.deadlines.clone(), shelf: Arc::clone(&app.shelf) }
    }

    fn today(&self) -> NaiveDate {
        local(self.now).date()
    }

    /// An item that this caller may look at: the city's, or one of a community of theirs.
    fn find(&self, c: &mut Conn, id: MenuItemId) -> ApiResult<(ItemRow, Option<String>)> {
        let missing = || ApiError::not_found("menu item");
        let row = queries::item(c, id)?.ok_or_else(missing)?;
        let owner = queries::owner_path(c, &row)?;
        if rules::may_see(&self.who, owner.as_deref()) { Ok((row, owner)) } else { Err(missing()) }
    }

    /// An item that this caller may change, as they read it.
    fn load(&self, tx: &mut Conn, id: MenuItemId, version: i32, action: &str) -> ApiResult<ItemRow> {
        let (row, owner) = self.find(tx, id)?;
        if !rules::may_edit(&self.who, owner.as_deref()) {
            return Err(ApiError::forbidden("the city's items are kept by the city's office, a community's own by its secretary"));
        }
        if row.version != version {
            return Err(ApiError::stale(row.state(), row.version));
        }
        if row.ended_at.is_some() {
            return Err(ApiError::refused("a menu item", row.state(), action).with_version(row.version));
        }
        Ok(row)
    }

    fn audit<T: serde::Serialize>(&self, tx: &mut Conn, action: &str, subject: String, before: Option<&T>, after: &T) -> ApiResult<()> {
        audit::record(tx, &self.who.origin, self.now, &Change { action, subject, before, after: Some(after) })
    }

    fn audit_item(&self, tx: &mut Conn, action: &str, before: Option<&ItemRow>, after: &ItemRow) -> ApiResult<()> {
        self.audit(tx, action, format!("menu_item/{}", after.id), before, after)
    }
}
