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

#[tokio::test]
async fn what_was_done_at_activities_stands_in_the_ledger_and_projects_are_in_several_states() {
    use crate::schema::{activities, activity_sign_ups as s, project_words, projects, service_logs as l};
    use contract::activities::{ActivityState, SignUpState};
    use contract::projects::ProjectState;
    use contract::records::LogSource;
    let (_dir, db) = fresh().await;
    seed(&db, plan(1, noon()), Quiet).await.unwrap();
    type Found = (Vec<(i32, ActivityState)>, Vec<ProjectState>, Vec<contract::SignUpId>, Vec<contract::RowId>, i64);
    let (taken, states, present, written, words): Found = db
        .read(|c| {
            Ok::<_, SeedError>((
                activities::table.select((activities::taken, activities::state)).load(c)?,
                projects::table.select(projects::state).load(c)?,
                s::table.filter(s::state.eq(SignUpState::Present)).select(s::id).load(c)?,
                l::table.filter(l::source.eq(LogSource::Activity)).select(l::source_id).load(c)?,
                project_words::table.count().get_result(c)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(taken.len(), 12);
    assert!(taken.iter().filter(|t| t.1 == ActivityState::Closed).count() == 6 && taken.iter().any(|t| t.0 > 0));
    let (mut present, mut written): (Vec<_>, Vec<_>) = (present.iter().map(|p| p.0).collect(), written.iter().map(|w| w.0).collect());
    present.sort();
    written.sort();
    assert!(!present.is_empty() && present == written);
    for state in [ProjectState::Open, ProjectState::InProgress, ProjectState::Reported, ProjectState::Closed] {
        assert!(states.contains(&state), "{state}");
    }
    assert!(words > 0);
}
