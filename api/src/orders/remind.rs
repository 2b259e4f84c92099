//! Looking after the clocks: who holds an order is reminded, lateness goes up, a wait that is over ends. Each mark once, also when
//! several processes look: it is written under the order's lock, and its key is unique.

use super::lifecycle::Side;
use super::marks::{self, Mark};
use super::notices::Notice;
use super::queries::{self, Change, OrderRow};
use super::steps::{Desk, Note};
use super::{NOTHING_DUE, clocks};
use crate::app::App;
use crate::platform::auth::DESK;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::sms::Template;
use crate::schema::{order_marks, orders};
use crate::{accounts, dispatch, org};
use chrono::{DateTime, Utc};
use contract::OrderId;
use contract::accounts::Role;
use contract::dispatch::DispatchState;
use contract::orders::{OrderAction, OrderState, Stage};
use diesel::prelude::*;

const BATCH: i64 = 500;

/// What one look found to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Looked {
    pub told: usize,
    pub resumed: usize,
}

/// Looks once at the orders whose time has come.
pub async fn once(app: &App) -> ApiResult<Looked> {
    let (now, mut looked) = (app.clock.now(), Looked::default());
    loop {
        let due = app.db.read(move |c| ApiResult::Ok(due(c, now)?)).await?;
        for id in &due {
            let (desk, id) = (Desk::system(app, "remind"), *id);
            let (told, resumed) = app.db.write(move |tx| look_at(tx, &desk, id)).await?;
            looked.told += told;
            looked.resumed += usize::from(resumed);
        }
        // Each look moves the order's next time on, so that the next page is another one.
        if i64::try_from(due.len()).unwrap_or(0) < BATCH {
            return Ok(looked);
        }
    }
}

fn due(c: &mut Conn, now: DateTime<Utc>) -> QueryResult<Vec<OrderId>> {
    let at = (orders::next_mark_at, orders::id);
    orders::table.filter(orders::next_mark_at.le(now)).order(at).limit(BATCH).select(orders::id).load(c)
}

/// How many marks were told, and whether a wait ended.
fn look_at(tx: &mut Conn, desk: &Desk, id: OrderId) -> ApiResult<(usize, bool)> {
    // Under the lock: another process may have looked meanwhile, somebody may have taken a step.
    let Some(mut row) = queries::lock(tx, id)?.filter(|row| row.next_mark_at <= desk.now) else { return Ok((0, false)) };
    let mut events = queries::events_of(tx, id)?;
    let is_over = row.state == OrderState::Waiting && clocks::waits_until(&events).is_some_and(|until| until <= desk.now);
    if is_over {
        let note = Note { team: row.team_id, ..Note::default() };
        row = desk.take(tx, &row, Side::System, OrderAction::Resume, Change::default(), note)?;
        events = queries::events_of(tx, id)?;
    }
    let clocks = clocks::clocks(&events, &desk.timing(&row));
    let due =
        if row.state.is_final() { Vec::new() } else { marks::due_marks(&clocks, &desk.config.orders.reminders, &desk.calendar, desk.now) };
    let mut fresh = Vec::new();
    for mark in due {
        if remember(tx, id, &mark, desk.now)? {
            fresh.push(mark);
        }
    }
    for (index, mark) in fresh.iter().enumerate() {
        // After a standstill several marks of a clock are due at once: the last one says it all. Each level is told.
        let is_last = !fresh.iter().skip(index + 1).any(|m| m.stage == mark.stage && m.level == mark.level);
        if let Some(clock) = clocks.iter().find(|c| c.stage == mark.stage).filter(|_| is_last) {
            tell(tx, desk, &row, clock, mark)?;
        }
    }
    let mut after = desk.derive(&row, &events);
    if row.state.is_final() {
        after.next_mark_at = NOTHING_DUE;
    }
    queries::set_due(tx, &after)?;
    Ok((fresh.len(), is_over))
}

/// `false` when it was told before.
fn remember(tx: &mut Conn, order: OrderId, mark: &Mark, now: DateTime<Utc>) -> QueryResult<bool> {
    let key = (order, mark.stage, mark.started_at, mark.percent, mark.level);
    if order_marks::table.find(key).count().get_result::<i64>(tx)? > 0 {
        return Ok(false);
    }
    let row = (
        order_marks::order_id.eq(order),
        order_marks::stage.eq(mark.stage),
        order_marks::started_at.eq(mark.started_at),
        order_marks::percent.eq(mark.percent),
        order_marks::level.eq(mark.level),
        order_marks::told_at.eq(now),
    );
    diesel::insert_into(order_marks::table).values(row).execute(tx)?;
    Ok(true)
}

fn tell(tx: &mut Conn, desk: &Desk, row: &OrderRow, clock: &clocks::Clock, mark: &Mark) -> ApiResult<()> {
    let template = match (mark.level, mark.percent) {
        (0, marks::OVER) => Template::StageOverdue,
        (0, _) => Template::StageReminder,
        _ => Template::StageEscalated,
    };
    let mut phones = phones(tx, row, clock, mark.level)?;
    phones.sort_unstable();
    phones.dedup();
    for phone in phones {
        let notice = Notice::new(template)
            .with("stage", spoken_stage(mark.stage))
            .with("stage_en", mark.stage.as_str().replace('_', " "))
            .at("due", clock.due_at);
        notice.with("percent", mark.percent.to_string()).send(tx, desk, row, phone)?;
    }
    Ok(())
}

/// Who is told: the team that has to act, the desk that holds the order, or those above it.
fn phones(tx: &mut Conn, row: &OrderRow, clock: &clocks::Clock, level: i32) -> ApiResult<Vec<String>> {
    let roles: &[Role] = match level {
        1 => &[Role::CommunitySecretary],
        2 => &[Role::Street],
        3 => &[Role::CityOffice],
        _ => match clock.level {
            0 => DESK,
            1 => &[Role::Street],
            _ => &[Role::CityOffice],
        },
    };
    if level > 0 || !matches!(clock.stage, Stage::Take | Stage::FirstContact | Stage::Completion) {
        return Ok(accounts::phones_above(tx, roles, &row.area)?);
    }
    let mut people = Vec::new();
    let mut teams: Vec<_> = clock.team.into_iter().collect();
    if clock.stage == Stage::Take {
        let open = dispatch::offers_of(tx, row.id)?.into_iter().filter(|(d, _)| d.state == DispatchState::Offered);
        teams = open.map(|(d, _)| d.team_id).collect();
    } else if clock.team.is_some() {
        people.extend(row.responsible_id);
    }
    for id in teams {
        people.extend(org::team_row(tx, id)?.map(|team| team.leader_id));
    }
    if people.is_empty() {
        return Ok(accounts::phones_above(tx, roles, &row.area)?);
    }
    people.into_iter().map(|id| Ok(accounts::person(tx, id)?.phone)).collect()
}

const fn spoken_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Acceptance => "受理",
        Stage::Dispatch => "派单",
        Stage::Take => "接单",
        Stage::FirstContact => "首次联系",
        Stage::Completion => "办结",
        Stage::Callback => "回访",
    }
}
