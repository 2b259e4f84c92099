//! What happens by itself: offers run out, silence ends a question, a reminder goes out, what is finished is closed, lateness is told.
//! Run every few seconds; each order in a transaction of its own, so that one in trouble does not hold up the others.

use super::due;
use super::lifecycle::Side;
use super::notices::Notice;
use super::queries::{self, Change, OrderRow};
use super::steps::{Desk, Note};
use super::{recompute, remind};
use crate::app::App;
use crate::platform::error::{ApiResult, is_stale};
use crate::platform::outbox;
use crate::platform::sms::Template;
use crate::{activities, check_ins, dispatch, platform::idempotency, posts, projects, ratings, rectifications, whistles};
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
    pub closed: usize,
    /// Marks of clocks that somebody was told.
    pub told: usize,
    /// Waits that were over.
    pub resumed: usize,
    /// Orders whose dates moved with a corrected calendar.
    pub recomputed: usize,
    pub rectifications: rectifications::Swept,
    pub appeals_told: usize,
    pub whistles_told: usize,
    pub posts: posts::Swept,
    pub check_ins: check_ins::Swept,
    pub activities: activities::Swept,
    pub milestones_told: usize,
}

/// Looks once.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (rules, now) = (&app.config.orders, app.clock.now());
    let ago = |days: i64| now - TimeDelta::days(days);
    let recomputed = recompute::if_calendar_changed(app).await?;
    let mut swept = Swept { recomputed, offers_expired: dispatch::expire_due(app).await?, ..Swept::default() };
    let silent = ago(rules.silent_question_days);
    for row in app.db.read(move |c| ApiResult::Ok(due::silent_since(c, silent, BATCH)?)).await? {
        swept.withdrawn += usize::from(end(app, row, OrderAction::Withdraw).await?);
    }
    // Silence closes nothing: after the one reminder the order waits for somebody to call.
    let (mut after, done) = (None, &[OrderAction::Complete, OrderAction::WhistleSolved]);
    while let Some(page) = page(app, OrderState::Done, done, ago(rules.reminder_day), after).await? {
        for (row, done_at) in page {
            after = Some(row.id);
            swept.reminded += usize::from(remind(app, row, done_at).await?);
        }
    }
    let (mut after, confirmed) = (None, &[OrderAction::Confirm, OrderAction::CallSolved]);
    while let Some(page) = page(app, OrderState::Confirmed, confirmed, ago(rules.close_after_days), after).await? {
        for (row, _) in page {
            after = Some(row.id);
            swept.closed += usize::from(end(app, row, OrderAction::Close).await?);
        }
    }
    let looked = remind::once(app).await?;
    (swept.told, swept.resumed) = (looked.told, looked.resumed);
    swept.rectifications = rectifications::sweep(app).await?;
    swept.appeals_told = ratings::sweep_appeals(app).await?;
    swept.whistles_told = whistles::sweep(app).await?;
    let hours = app.config.limits.idempotency_hours;
    app.db.write(move |tx| ApiResult::Ok(idempotency::forget(tx, now, hours)?)).await?;
    crate::org::catch_up(app, now).await?;
    swept.posts = posts::sweep(app).await?;
    swept.check_ins = check_ins::sweep(app).await?;
    swept.activities = activities::sweep(app).await?;
    swept.milestones_told = projects::sweep(app).await?;
    Ok(swept)
}

type Waiting = Vec<(OrderRow, DateTime<Utc>)>;

/// Orders that came into a state before then, and when; `None` after the last. All of them are looked at, however many wait.
async fn page(
    app: &App,
    state: OrderState,
    by: &'static [OrderAction],
    before: DateTime<Utc>,
    after: Option<OrderId>,
) -> ApiResult<Option<Waiting>> {
    let found = app.db.read(move |c| ApiResult::Ok(due::since_step(c, state, by, before, after, BATCH)?)).await?;
    Ok(Some(found).filter(|f| !f.is_empty()))
}

/// `false` when somebody was faster: then the order is no longer what it was found to be.
async fn end(app: &App, row: OrderRow, action: OrderAction) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let done = app.db.write(move |tx| desk.take(tx, &row, Side::System, action, Change::default(), Note::default())).await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if is_stale(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Sends the one reminder of a round: an invitation when it was done and this one, never more (domain 5.5, rule 3).
async fn remind(app: &App, row: OrderRow, done_at: DateTime<Utc>) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let link = ratings::link(app, &row, done_at);
    let subject = format!("reminder/{}/{}", row.id, row.round);
    let asked = subject.clone();
    if app.db.read(move |c| ApiResult::Ok(outbox::count_of(c, &asked)?)).await? > 0 {
        return Ok(false);
    }
    app.db
        .write(move |tx| {
            // Looked at again under the lock: somebody may have confirmed, another process may have reminded.
            let still = queries::lock(tx, row.id)?.is_some_and(|now| now.state == OrderState::Done && now.round == row.round);
            if !still || outbox::count_of(tx, &subject)? > 0 {
                return Ok(false);
            }
            outbox::mark(tx, &subject, desk.now)?;
            Notice::new(Template::ConfirmReminder).with("link", link).to_requester(tx, &desk, &row)?;
            Ok(true)
        })
        .await
}
