//! Silence is told: first to the street, a working day later to the city.

use super::queries::{self, ResponderRow};
use super::steps;
use crate::accounts;
use crate::app::App;
use crate::orders::{self, Desk};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::sms::Template;
use chrono::TimeDelta;
use contract::Span;
use contract::accounts::Role;

const BATCH: i64 = 200;

/// Looks once; how many silences were told.
pub async fn once(app: &App) -> ApiResult<usize> {
    let now = app.clock.now();
    let mut told = 0;
    for (level, role) in [(1, Role::Street), (2, Role::CityOffice)] {
        // Those that could be due a level higher; a longer weekend is looked at again below.
        let before = if level == 1 { now } else { now - TimeDelta::hours(1) };
        let late = app.db.read(move |c| ApiResult::Ok(queries::overdue(c, before, level - 1, BATCH)?)).await?;
        for row in late {
            let desk = Desk::system(app, "sweep");
            let is_due = level == 1 || desk.calendar.add(row.due_at, Span::WorkingDays(1)) < now;
            if is_due {
                told += usize::from(app.db.write(move |tx| tell(tx, &desk, &row, level, role)).await?);
            }
        }
    }
    Ok(told)
}

fn tell(tx: &mut Conn, desk: &Desk, row: &ResponderRow, level: i32, role: Role) -> ApiResult<bool> {
    let Some(whistle) = queries::find(tx, row.whistle_id)? else { return Ok(false) };
    let Some(order) = orders::lock(tx, whistle.row.order_id)? else { return Ok(false) };
    if queries::set_told(tx, row, level)? == 0 {
        return Ok(false);
    }
    let parts = queries::responders_of(tx, &[row.whistle_id])?;
    let unit = parts.into_iter().find(|(part, _)| part.id == row.id).map(|(_, name)| name).unwrap_or_default();
    for phone in accounts::phones_at(tx, &[role], &order.area)? {
        steps::notice(tx, desk, Template::WhistleOverdue, &order, &unit, row.due_at)?.send(tx, desk, &order, phone)?;
    }
    Ok(true)
}
