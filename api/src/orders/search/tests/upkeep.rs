//! The index follows the orders: changes, erasure, and what was there before it.

use super::*;
use crate::both;
use crate::orders::search;
use crate::platform::db::{self, Opener, Purpose};
use crate::schema::{order_events, order_search, orders};
use crate::testing::{Backend, step_of};
use contract::accounts::Role;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde_json::json;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

fn terms(c: &mut Conn) -> QueryResult<i64> {
    let text = if matches!(c, Conn::Pg(_)) {
        "SELECT count(*) AS n FROM order_terms"
    } else {
        "SELECT (SELECT count(*) FROM order_terms_docsize) + (SELECT count(*) FROM order_terms_waiting) AS n"
    };
    Ok(diesel::sql_query(text).get_result::<Count>(c)?.n)
}

async fn write<T: Send + 'static>(app: &TestApp, work: impl FnOnce(&mut Conn) -> QueryResult<T> + Send + 'static) -> T {
    app.app.db.write(move |tx| ApiResult::Ok(work(tx)?)).await.unwrap()
}

both! {
    async fn every_order_of_the_city_has_its_terms(app) {
        let counts = app.read(|c| {
            let all: (i64, i64) = (orders::table.count().get_result(c)?, order_search::table.count().get_result(c)?);
            Ok((all.0, all.1, terms(c)?))
        }).await;
        assert!(counts.0 >= 400 && counts.0 == counts.1 && counts.1 == counts.2, "{counts:?}");
    }

    async fn what_is_changed_is_found_as_it_is_now(app) {
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let mut ask = app.new_order().await;
        (ask["text"], ask["submit"]) = ("阳台纱窗破洞".into(), false.into());
        let draft = resident.post("/orders", ask.clone()).await.ok();
        let number = set(&[draft["number"].as_str().unwrap()]);
        assert_eq!(found(&resident, "纱窗破洞").await, number);
        let change = json!({ "text": "马桶堵塞", "contact": { "name": "上官婉", "phone": "16000000001", "address": "听涛苑 1101" }, "expected_version": draft["version"] });
        let draft = resident.patch(&format!("/orders/{}", draft["id"].as_str().unwrap()), change).await.ok();
        assert!(found(&resident, "纱窗").await.is_empty());
        for q in ["马桶堵", "上官", "shangguanwan", "wan 马桶", "1101"] {
            assert_eq!(found(&resident, q).await, number, "{q}");
        }
        let order = step_of(&resident, &draft, "submission", json!({})).await;
        let order = step_of(&clerk, &order, "information-request", json!({ "questions": ["哪个卫生间？"] })).await;
        step_of(&resident, &order, "information", json!({ "answers": ["主卧卫生间的"] })).await;
        assert_eq!(found(&clerk, "马桶堵塞").await, number);
        assert_eq!(app.read(|c| Ok((orders::table.count().get_result::<i64>(c)?, terms(c)?))).await.0, app.read(terms).await);
    }

    async fn a_write_that_is_undone_leaves_no_terms(app) {
        let id: OrderId = app.order(OrderState::Submitted).await["id"].as_str().unwrap().parse().unwrap();
        let before = app.read(terms).await;
        let undone: Result<(), crate::platform::error::ApiError> = app.app.db.write(move |tx| {
            let row = queries::find_any(tx, id)?.unwrap();
            queries::insert(tx, &OrderRow { id: OrderId(Uuid::now_v7()), number: "t9-000000".into(), ..row })?;
            Err(crate::platform::error::ApiError::internal("on purpose"))
        }).await;
        assert!(undone.is_err());
        assert_eq!(app.read(terms).await, before);
    }

    async fn an_erased_order_is_found_no_more(app) {
        // So many others that the two are in the index itself, and not among those that wait for it.
        let rows = copies(&app, 70, |n, row| {
            if n < 2 { (row.contact_name, row.text) = ("独孤求败".into(), format!("剑冢{n}漏雨")) }
        }).await;
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(found(&clerk, "独孤求败").await.len(), 2);
        let id = rows[0].id;
        assert_eq!(write(&app, move |tx| search::forget(tx, id)).await, 1);
        for q in ["独孤", "独孤求败", "dgqb", "剑冢"] {
            assert_eq!(found(&clerk, q).await, set(&["t1-000001"]), "{q}");
        }
        // And with the order itself, should that be deleted.
        let id = rows[1].id;
        write(&app, move |tx| {
            diesel::delete(order_events::table.filter(order_events::order_id.eq(id))).execute(tx)?;
            diesel::delete(orders::table.find(id)).execute(tx)
        }).await;
        assert!(found(&clerk, "独孤").await.is_empty());
        let (kept, counted) = app.read(|c| Ok((order_search::table.count().get_result::<i64>(c)?, terms(c)?))).await;
        assert_eq!(kept, counted);
        // And one that still waits.
        let row = copies(&app, 1, |_, row| (row.number, row.contact_name) = ("t3".into(), "独孤求败".into())).await.remove(0);
        assert_eq!(found(&clerk, "独孤").await, set(&["t3"]));
        write(&app, move |tx| search::forget(tx, row.id)).await;
        assert!(found(&clerk, "独孤").await.is_empty());
    }

    async fn orders_without_terms_get_them_and_a_second_run_finds_nothing_to_do(app) {
        copies(&app, 450, |n, row| row.text = format!("老化电线{n}")).await;
        let clerk = app.role(Role::CommunityClerk).await;
        // As after a migration; the newest were indexed before somebody stopped it; some were made by older rules.
        write(&app, |tx| {
            let rows: Vec<OrderId> = orders::table.order(orders::created_at.desc()).select(orders::id).load(tx)?;
            for id in rows.iter().skip(100) { search::forget(tx, *id)?; }
            diesel::update(order_search::table.filter(order_search::order_id.eq(rows[5]))).set(order_search::edition.eq(0)).execute(tx)
        }).await;
        let count = async |q: &str| clerk.get(&format!("/orders?limit=1&count=true&q={}", encoded(q))).await.ok()["total"].as_i64().unwrap();
        // Until it is done, what is indexed is found.
        assert_eq!(count("老化电").await, 100);
        let missing = app.read(|c| orders::table.count().get_result::<i64>(c)).await - 100 + 1;
        assert_eq!(search::backfill(&app.app.db).await.unwrap() as i64, missing);
        assert_eq!(count("老化电").await, 450);
        assert_eq!(search::backfill(&app.app.db).await.unwrap(), 0);
        let (all, kept) = app.read(|c| Ok((orders::table.count().get_result::<i64>(c)?, terms(c)?))).await;
        assert_eq!(all, kept);
    }
}

#[test]
fn a_reader_cannot_be_made_to_write_terms() {
    let database = crate::testing::empty(Backend::Sqlite);
    db::migrate(&database.url, |_| {}).unwrap();
    let mut c = Opener::parse(&database.url, false).unwrap().open(Purpose::Read).unwrap();
    assert!(diesel::sql_query("INSERT INTO order_terms (rowid, terms) VALUES (1, 'x')").execute(&mut c).is_err());
}
