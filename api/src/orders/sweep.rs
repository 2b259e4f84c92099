//! What happens by itself: offers run out, silence ends a question, reminders go out, what is finished is closed.
//! Run every few seconds; each order in a transaction of its own, so that one in trouble does not hold up the others.

use super::lifecycle::Side;
use super::notices::Notice;
use super::queries::{self, Change, OrderRow};
use super::steps::{Desk, Note};
use super::{recompute, remind};
use crate::app::App;
use crate::platform::db::Conn;
use crate::platform::error::{ApiResult, is_stale};
use crate::platform::outbox;
use crate::platform::sms::Template;
use crate::{dispatch, platform::idempotency, ratings};
use chrono::{DateTime, TimeDelta, Utc};
use contract::OrderId;
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
    /// Marks of clocks that somebody was told.
    pub told: usize,
    /// Waits that were over.
    pub resumed: usize,
    /// Orders whose dates moved with a corrected calendar.
    pub recomputed: usize,
}

/// Looks once.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (rules, now) = (&app.config.orders, app.clock.now());
    let ago = |days: i64| now - TimeDelta::days(days);
    let recomputed = recompute::if_calendar_changed(app).await?;
    let mut swept = Swept { recomputed, offers_expired: dispatch::expire_due(app).await?, ..Swept::default() };
    let silent = ago(rules.silent_question_days);
    for row in app.db.read(move |c| ApiResult::Ok(queries::silent_since(c, silent, BATCH)?)).await? {
        swept.withdrawn += usize::from(end(app, row, OrderAction::Withdraw, None).await?);
    }
    let mut after = None;
    while let Some(page) =
        page(app, OrderState::Done, OrderAction::Complete, ago(rules.reminder_days.first().copied().unwrap_or(1)), after).await?
    {
        for (row, done_at) in page {
            after = Some(row.id);
            let days = (now - done_at).num_days();
            if rules.reminder_days.last().is_some_and(|last| days > *last) {
                swept.closed_unreached += usize::from(end(app, row, OrderAction::CloseUnreached, Some(Template::OrderClosed)).await?);
            } else {
                let wanted = rules.reminder_days.iter().filter(|d| **d <= days).count();
                swept.reminded += usize::from(remind(app, row, done_at, wanted).await?);
            }
        }
    }
    let mut after = None;
    while let Some(page) = page(app, OrderState::Confirmed, OrderAction::Confirm, ago(rules.close_after_days), after).await? {
        for (row, _) in page {
            after = Some(row.id);
            swept.closed += usize::from(end(app, row, OrderAction::Close, None).await?);
        }
    }
    let looked = remind::once(app).await?;
    (swept.told, swept.resumed) = (looked.told, looked.resumed);
    let hours = app.config.limits.idempotency_hours;
    app.db.write(move |tx| ApiResult::Ok(idempotency::forget(tx, now, hours)?)).await?;
    Ok(swept)
}

type Waiting = Vec<(OrderRow, DateTime<Utc>)>;

/// Orders that came into a state before then, and when; `None` after the last. All of them are looked at, however many wait.
async fn page(app: &App, state: OrderState, by: OrderAction, before: DateTime<Utc>, after: Option<OrderId>) -> ApiResult<Option<Waiting>> {
    let found = app.db.read(move |c| ApiResult::Ok(queries::since_step(c, state, by, before, after, BATCH)?)).await?;
    Ok(Some(found).filter(|f| !f.is_empty()))
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

/// Sends one reminder when one is due, also when several days were missed.
async fn remind(app: &App, row: OrderRow, done_at: DateTime<Utc>, wanted: usize) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let link = ratings::link(app, &row, done_at);
    let subject = format!("reminder/{}/{}", row.id, row.round);
    let missing = move |c: &mut Conn, subject: &str| -> ApiResult<usize> {
        Ok(wanted.saturating_sub(usize::try_from(outbox::count_of(c, subject)?).unwrap_or(usize::MAX)))
    };
    let asked = subject.clone();
    if app.db.read(move |c| missing(c, &asked)).await? == 0 {
        return Ok(false);
    }
    app.db
        .write(move |tx| {
            // Looked at again under the lock: somebody may have confirmed, another process may have reminded.
            let still = queries::lock(tx, row.id)?.is_some_and(|now| now.state == OrderState::Done && now.round == row.round);
            let missing = if still { missing(tx, &subject)? } else { 0 };
            for _ in 0..missing {
                outbox::mark(tx, &subject, desk.now)?;
            }
            if missing > 0 {
                Notice::new(Template::ConfirmReminder).with("link", link).to_requester(tx, &desk, &row)?;
            }
            Ok(missing > 0)
        })
        .await
}
