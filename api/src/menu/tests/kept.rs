//! The first versions of what was there before there were versions, as the migration makes them.

use crate::menu::{queries, version};
use crate::platform::error::ApiResult;
use crate::testing::Backend;
use contract::menu::DeadlineClass;
use diesel::prelude::*;

const SQLITE: &str = include_str!("../../../../migrations/sqlite/2026-11-25-000012_menu_versions/up.sql");
const POSTGRES: &str = include_str!("../../../../migrations/postgres/2026-11-25-000012_menu_versions/up.sql");

fn backfill(sql: &str) -> String {
    let start = sql.find("INSERT INTO menu_item_versions").unwrap();
    let end = start + sql[start..].find(';').unwrap();
    sql[start..end].to_owned()
}

crate::both! {
    async fn the_migration_makes_the_first_versions(app) {
        let sql = backfill(if app.backend == Backend::Sqlite { SQLITE } else { POSTGRES });
        let made = app.app.db.write(move |tx| {
            diesel::sql_query("DELETE FROM menu_item_versions").execute(tx)?;
            diesel::sql_query(sql).execute(tx)?;
            let mut made = Vec::new();
            for row in queries::all_items(tx, true)? {
                made.push((version(tx, row.id, 1)?.unwrap(), row));
            }
            ApiResult::Ok(made)
        });
        let made = made.await.unwrap();
        assert!(made.len() > 40);
        for (version, row) in made {
            let (content, spans) = (version.content.0, version.spans.0);
            assert_eq!(content.deadlines.class, DeadlineClass::Own);
            assert_eq!(content.deadlines.spans.as_ref(), Some(&row.deadlines.0));
            assert_eq!((&spans.urgent, &spans.danger), (&row.deadlines.0, &row.deadlines.0), "urgency changed nothing before");
            assert_eq!(crate::menu::queries::ItemRow { season: row.season.clone(), ..row.with(&content, &spans) }, row);
        }
    }
}
