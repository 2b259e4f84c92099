//! Appeals whose days are over and that nobody has decided: the street is told, once each.

use crate::app::App;
use crate::notices::To;
use crate::orders::{self, Desk, Notice};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::outbox;
use crate::platform::sms::Template;
use crate::schema::rating_appeals as a;
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::ratings::AppealState;
use contract::{AppealId, OrderId};
use diesel::prelude::*;
use uuid::Uuid;

const BATCH: i64 = 200;

type Late = (AppealId, OrderId, DateTime<Utc>);

/// Looks once; how many appeals were told.
pub async fn once(app: &App) -> ApiResult<usize> {
    let (mut told, mut after, now) = (0, AppealId(Uuid::nil()), app.clock.now());
    loop {
        let page = app.db.read(move |c| ApiResult::Ok(overdue(c, now, after, BATCH)?)).await?;
        let Some(last) = page.last() else { break };
        after = last.0;
        for row in page {
            let desk = Desk::system(app, "sweep");
            told += usize::from(app.db.write(move |tx| tell(tx, &desk, row)).await?);
        }
    }
    if told > 0 {
        app.outbox_bell.notify_one();
    }
    Ok(told)
}

/// Those that should have been decided before then, by id after `after`.
fn overdue(c: &mut Conn, now: DateTime<Utc>, after: AppealId, limit: i64) -> QueryResult<Vec<Late>> {
    a::table
        .filter(a::state.eq(AppealState::Filed))
        .filter(a::due_at.lt(now))
        .filter(a::id.gt(after))
        .order(a::id)
        .limit(limit)
        .select((a::id, a::order_id, a::due_at))
        .load(c)
}

fn is_filed(c: &mut Conn, id: AppealId) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(a::table.filter(a::id.eq(id)).filter(a::state.eq(AppealState::Filed)))).get_result(c)
}

fn tell(tx: &mut Conn, desk: &Desk, (id, order, due): Late) -> ApiResult<bool> {
    let subject = format!("appeal/{id}/overdue");
    let Some(order) = orders::lock(tx, order)? else { return Ok(false) };
    // Looked at again under the lock: somebody may have decided, another process may have told.
    if !is_filed(tx, id)? || outbox::count_of(tx, &subject)? > 0 {
        return Ok(false);
    }
    outbox::mark(tx, &subject, desk.now)?;
    let to = To::Roles { roles: &[Role::Street], path: &order.area };
    Notice::new(Template::AppealOverdue).at("due", due).tell(tx, desk, &order, to)?;
    Ok(true)
}
