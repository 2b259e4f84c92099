//! A calendar that is corrected while orders are open.

use super::*;
use crate::accounts::put_calendar;
use crate::both;
use crate::orders::recompute;
use crate::platform::clock::Clock;
use crate::testing::read_again;
use contract::orders::OrderState as S;

async fn import(app: &TestApp, holidays: &str) {
    let source = format!("year = 2026\nstatus = \"published\"\nholidays = [{holidays}]\nworking = []");
    let now = app.clock.now();
    app.app.db.write(move |tx| crate::platform::error::ApiResult::Ok(put_calendar(tx, 2026, &source, now)?)).await.unwrap();
}

both! {
    async fn a_new_holiday_moves_what_is_open_and_its_recall_nothing_that_was_printed(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        // Tuesday 24 November, 11:20; three working days.
        let order = app.order(S::Accepted).await;
        assert_eq!((said(&order["deadline"]).as_str(), said(&order["due_at"]).as_str()), ("11-27 11:20", "11-24 15:20"));
        import(&app, "{ name = \"假\", from = \"2026-11-25\", to = \"2026-11-26\" }").await;
        assert!(swept(&app).await.recomputed >= 1);
        assert_eq!(swept(&app).await.recomputed, 0);
        assert_eq!(recompute::all(&app.app).await.unwrap(), 0);
        let moved = read_again(&clerk, &order).await;
        assert_eq!((said(&moved["deadline"]).as_str(), moved["version"].clone()), ("12-01 11:20", order["version"].clone()));
        app.later(TimeDelta::minutes(1));
        import(&app, "").await;
        swept(&app).await;
        let back = read_again(&clerk, &order).await;
        assert_eq!(said(&back["deadline"]), "12-01 11:20");
        assert_eq!(clock(&back, "completion"), "running 12-01 11:20");
        assert!(app.audit_of(format!("order/{}", id_of(&order))).await.contains(&"order.recomputed".to_owned()));
        assert_consistent(&app).await;
    }
}
