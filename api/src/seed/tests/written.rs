//! The city in a database.

use super::*;

async fn fresh() -> (tempfile::TempDir, Db) {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("seed.db").display());
    migrate(&url, |_| {}).unwrap();
    let db = Db::open(&url, &config::Db { durable: false, ..config::Db::default() }).unwrap();
    (dir, db)
}

#[tokio::test]
async fn a_city_is_written_once_and_never_over_another() {
    let (_dir, db) = fresh().await;
    assert!(!is_seeded(&db).await.unwrap());
    let report = seed(&db, plan(1, noon()), Quiet).await.unwrap();
    assert!(is_seeded(&db).await.unwrap());
    check_written(&db, &report).await;
    let again = seed(&db, plan(2, noon()), Quiet).await;
    assert!(matches!(again, Err(SeedError::AlreadyThere(name)) if name == "潜江市"));
    check_written(&db, &report).await;
}

/// What the report says is what the tables hold, and the trail knows of it.
async fn check_written(db: &Db, report: &SeedReport) {
    use crate::schema::{audit_events, order_events, orders, persons, role_grants};
    let counted: (i64, i64, i64, Vec<OrderRow>, Vec<String>, i64) = db
        .read(|c| {
            Ok::<_, SeedError>((
                persons::table.count().get_result(c)?,
                order_events::table.count().get_result(c)?,
                role_grants::table.filter(role_grants::role.eq(Role::Member)).count().get_result(c)?,
                orders::table.order((orders::created_at, orders::id)).select(OrderRow::as_select()).load(c)?,
                audit_events::table.select(audit_events::action).load(c)?,
                orders::table.filter(orders::due_at.gt(crate::orders::NOTHING_DUE)).count().get_result(c)?,
            ))
        })
        .await
        .unwrap();
    let (persons, events, members, orders, audit, beyond) = counted;
    assert_eq!(usize::try_from(persons).unwrap(), report.rows["persons"]);
    // Two whistles follow from what was written.
    assert_eq!(usize::try_from(events).unwrap(), report.rows["order_events"] + 2);
    assert_eq!((members, beyond), (360, 0));
    assert_eq!(audit, ["city.seeded"]);
    let made = invent(plan(report.seed, noon()), "", &mut |_| {}).unwrap().orders;
    let whistled: Vec<_> = orders.iter().filter(|o| o.state == contract::orders::OrderState::Whistled).map(|o| o.id).collect();
    assert_eq!(whistled.len(), 2);
    let shown = |rows: &[OrderRow]| {
        let mut lines: Vec<String> = rows.iter().filter(|r| !whistled.contains(&r.id)).map(|r| format!("{r:?}")).collect();
        lines.sort();
        lines
    };
    assert!(shown(&orders) == shown(&made), "the orders read are those made");
}
