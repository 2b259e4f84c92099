//! What happens by itself: offers run out, silence ends a question, reminders go out, what is finished is closed.
//! Run every few seconds; each order in a transaction of its own, so that one in trouble does not hold up the others.

use super::lifecycle::Side;
use super::notices::Notice;
use super::queries::{self, Change, OrderRow};
use super::steps::{Desk, Note};
use crate::app::App;
use crate::platform::db::Conn;
use crate::platform::error::{ApiResult, is_stale};
use crate::platform::outbox;
use crate::platform::sms::Template;
use crate::{dispatch, platform::idempotency, ratings};
use chrono::{DateTime, TimeDelta, Utc};
use contract::orders::{OrderAction, OrderState};

const BATCH: i64 = 500;

/// What one look found to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub offers_expired: usize,
    pub withdrawn: usize,
    pub reminded: usize,
    pub closed_unreached: usize,
    pub closed: usize,
}

/// Looks once.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let rules = &app.config.orders;
    let mut swept = Swept { offers_expired: dispatch::expire_due(app).await?, ..Swept::default() };
    for row in quiet(app, OrderState::NeedsInfo, rules.silent_question_days).await? {
        swept.withdrawn += usize::from(end(app, row, OrderAction::Withdraw, None).await?);
    }
    for row in quiet(app, OrderState::Done, rules.reminder_days.first().copied().unwrap_or(1)).await? {
        let days = (app.clock.now() - row.updated_at).num_days();
        if rules.reminder_days.last().is_some_and(|last| days > *last) {
            swept.closed_unreached += usize::from(end(app, row, OrderAction::CloseUnreached, Some(Template::OrderClosed)).await?);
        } else {
            let wanted = rules.reminder_days.iter().filter(|d| **d <= days).count();
            swept.reminded += usize::from(remind(app, row, wanted).await?);
        }
    }
    for row in quiet(app, OrderState::Confirmed, rules.close_after_days).await? {
        swept.closed += usize::from(end(app, row, OrderAction::Close, None).await?);
    }
    let (now, hours) = (app.clock.now(), app.config.limits.idempotency_hours);
    app.db.write(move |tx| ApiResult::Ok(idempotency::forget(tx, now, hours)?)).await?;
    Ok(swept)
}

async fn quiet(app: &App, state: OrderState, days: i64) -> ApiResult<Vec<OrderRow>> {
    let since: DateTime<Utc> = app.clock.now() - TimeDelta::days(days);
    app.db.read(move |c| ApiResult::Ok(queries::quiet_since(c, state, since, BATCH)?)).await
}

/// `false` when somebody was faster: then the order is no longer what it was found to be.
async fn end(app: &App, row: OrderRow, action: OrderAction, tell: Option<Template>) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let done = app
        .db
        .write(move |tx| {
            let after = desk.take(tx, &row, Side::System, action, Change::default(), Note::default())?;
            if let Some(template) = tell {
                Notice::new(template).to_requester(tx, &desk, &after)?;
            }
            Ok(())
        })
        .await;
    match done {
        Ok(()) => Ok(true),
        Err(error) if is_stale(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Sends the next reminder unless it was sent already.
async fn remind(app: &App, row: OrderRow, wanted: usize) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let link = ratings::link(app, &row, desk.now);
    let subject = format!("reminder/{}/{}", row.id, row.round);
    let known = {
        let subject = subject.clone();
        app.db.read(move |c: &mut Conn| ApiResult::Ok(outbox::count_of(c, &subject)?)).await?
    };
    if known >= i64::try_from(wanted).unwrap_or(i64::MAX) {
        return Ok(false);
    }
    app.db
        .write(move |tx| {
            outbox::mark(tx, &subject, desk.now)?;
            Notice::new(Template::ConfirmReminder).with("link", link).to_requester(tx, &desk, &row)
        })
        .await?;
    Ok(true)
}
