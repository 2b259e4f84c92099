//! The trail: whoever changes, removes or cuts off something is found out.

use crate::platform::audit::{Verified, verify};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::schema::{audit_chains, audit_events};
use crate::testing::TestApp;
use contract::orders::OrderState;
use diesel::prelude::*;

async fn tamper(app: &TestApp, change: impl FnOnce(&mut Conn) -> QueryResult<usize> + Send + 'static) {
    let changed = app.app.db.write(move |tx| ApiResult::Ok(change(tx)?)).await.unwrap();
    assert!(changed > 0, "nothing was changed");
}

async fn chains(app: &TestApp) -> Vec<Verified> {
    app.app.db.read(verify).await.unwrap()
}

async fn broken(app: &TestApp) -> Vec<String> {
    chains(app).await.into_iter().filter_map(|c| c.broken).collect()
}

/// The chain with the most events, and how many it has.
async fn longest(app: &TestApp) -> (i32, i64) {
    let chains = chains(app).await;
    let found = chains.iter().max_by_key(|c| c.events).unwrap();
    (found.chain, found.events)
}

crate::both! {
    async fn what_nobody_touched_holds(app) {
        app.order(OrderState::Done).await;
        assert_eq!(broken(&app).await, Vec::<String>::new());
        assert!(chains(&app).await.iter().map(|c| c.events).sum::<i64>() > 5);
    }

    async fn a_changed_event_is_found(app) {
        app.order(OrderState::Done).await;
        let (chain, events) = longest(&app).await;
        tamper(&app, move |tx| {
            let row = audit_events::table.filter(audit_events::chain.eq(chain)).filter(audit_events::seq.eq(events - 1));
            diesel::update(row).set(audit_events::actor.eq("somebody else")).execute(tx)
        })
        .await;
        assert_eq!(broken(&app).await, [format!("event {} does not follow from event {}", events - 1, events - 2)]);
    }

    async fn a_removed_event_is_found(app) {
        app.order(OrderState::Done).await;
        let (chain, events) = longest(&app).await;
        tamper(&app, move |tx| {
            let row = audit_events::table.filter(audit_events::chain.eq(chain)).filter(audit_events::seq.eq(events - 1));
            diesel::delete(row).execute(tx)
        })
        .await;
        assert_eq!(broken(&app).await, [format!("event {events} does not follow from event {}", events - 2)]);
    }

    async fn a_cut_tail_is_found(app) {
        app.order(OrderState::Done).await;
        let (chain, events) = longest(&app).await;
        tamper(&app, move |tx| {
            let tail = audit_events::table.filter(audit_events::chain.eq(chain)).filter(audit_events::seq.gt(events - 2));
            diesel::delete(tail).execute(tx)
        })
        .await;
        assert_eq!(broken(&app).await, [format!("the head says {events} events, there are {}", events - 2)]);
    }

    async fn a_forgotten_head_is_found(app) {
        app.order(OrderState::Submitted).await;
        let (chain, events) = longest(&app).await;
        tamper(&app, move |tx| diesel::delete(audit_chains::table.find(chain)).execute(tx)).await;
        assert_eq!(broken(&app).await, ["events without a chain head"]);
        assert!(chains(&app).await.iter().any(|c| c.chain == -1 && c.events == events));
    }
}
