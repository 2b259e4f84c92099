//! What has to hold for every order at any time: its state is the fold of its events, what is due is derived from them,
//! and its offers say the same as its state.

use crate::both;
use crate::orders::clocks::{self, Timing};
use crate::orders::lifecycle;
use crate::orders::queries::{self, EventRow, OrderRow};
use crate::platform::clock::Clock;
use crate::platform::db::Conn;
use crate::schema::{dispatches, orders};
use crate::testing::{TestApp, now};
use chrono::{DateTime, Utc};
use contract::dispatch::DispatchState as D;
use contract::orders::{OrderAction, OrderState as S};
use diesel::prelude::*;

/// Checks every order that the test made.
pub async fn assert_consistent(app: &TestApp) {
    check(app, now()).await;
    assert!(app.audit_holds().await);
}

async fn check(app: &TestApp, since: DateTime<Utc>) -> usize {
    let (calendar, config, now) = (app.app.calendar.get(), app.app.config.clone(), app.clock.now());
    let (seen, wrong) = app
        .read(move |c| {
            let rows: Vec<OrderRow> = orders::table.filter(orders::created_at.ge(since)).select(OrderRow::as_select()).load(c)?;
            let mut wrong = Vec::new();
            for row in &rows {
                wrong.extend(
                    faults(c, row, &Timing::of(row, &config, &calendar, now))?
                        .into_iter()
                        .map(|fault| format!("{} {}: {fault}", row.number, row.state)),
                );
            }
            Ok((rows.len(), wrong))
        })
        .await;
    assert!(wrong.is_empty(), "{} of {seen}: {wrong:#?}", wrong.len());
    seen
}

fn faults(c: &mut Conn, row: &OrderRow, timing: &Timing<'_>) -> QueryResult<Vec<String>> {
    let events = queries::events_of(c, row.id)?;
    let mut faults = Vec::new();
    match fold(&events) {
        Ok(folded) if folded == (row.state, row.round) => {}
        Ok(folded) => faults.push(format!("the events say {folded:?}")),
        Err(why) => faults.push(why),
    }
    let due = clocks::due_at(row.state, &clocks::clocks(&events, timing));
    if due != row.due_at {
        faults.push(format!("due {} but {due} follows from the events", row.due_at));
    }
    let started = matches!(row.state, S::InProgress | S::Waiting | S::Done | S::Confirmed | S::Closed | S::ClosedUnreached);
    let planned = queries::measures_of(c, row.id)?.iter().filter(|m| m.round == row.round).count();
    let named = row.team_id.is_some() && row.responsible_id.is_some() && row.deadline.is_some();
    // What departments solved has neither measures nor a team of the community.
    let by_whistle = events.iter().any(|e| e.round == row.round && e.action == OrderAction::WhistleSolved);
    if by_whistle {
        return Ok(faults);
    }
    if started && (planned == 0 || !named) || row.state == S::Taken && !named {
        faults.push(format!("{planned} measures, team {:?}, responsible {:?}", row.team_id, row.responsible_id));
    }
    faults.extend(offers(c, row)?);
    Ok(faults)
}

fn fold(events: &[EventRow]) -> Result<(S, i32), String> {
    let (mut state, mut round, mut at) = (S::Draft, 1, DateTime::<Utc>::MIN_UTC);
    for (index, event) in (1..).zip(events) {
        let to = lifecycle::step(state, event.action).map_err(|_| format!("event {index}: {} from {state}", event.action))?;
        round += i32::from(matches!(event.action, OrderAction::Reopen | OrderAction::CallUnsolved));
        if (event.sequence, event.state, event.round) != (index, to, round) || event.at < at {
            return Err(format!("event {index} is {event:?}, not {to} in round {round} after {at}"));
        }
        (state, at) = (to, event.at);
    }
    Ok((state, round))
}

fn offers(c: &mut Conn, row: &OrderRow) -> QueryResult<Option<String>> {
    let of_round = dispatches::table.filter(dispatches::order_id.eq(row.id)).filter(dispatches::round.eq(row.round));
    let states: Vec<D> = of_round.select(dispatches::state).load(c)?;
    let count = |state: D| states.iter().filter(|s| **s == state).count();
    let counts = (count(D::Offered), count(D::Accepted), count(D::Done));
    let fits = match row.state {
        S::Dispatched => counts.0 >= 1 && counts.1 == 0 && counts.2 == 0,
        S::Taken | S::InProgress | S::Waiting => counts == (0, 1, 0),
        S::Done | S::Confirmed | S::Closed | S::ClosedUnreached => counts == (0, 0, 1),
        _ => counts == (0, 0, 0),
    };
    Ok((!fits).then(|| format!("offers {states:?}")))
}

both! {
    async fn the_demo_city_obeys_the_rules(app) {
        assert!(check(&app, DateTime::<Utc>::UNIX_EPOCH).await > 300);
    }
}
