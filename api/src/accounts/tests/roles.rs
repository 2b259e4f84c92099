//! Roles at nodes of the tree, and one's own name.

use super::*;
use contract::accounts::Role;
use contract::orders::OrderState;
use diesel::prelude::*;

async fn end_grants(app: &TestApp, actor: &Actor<'_>) {
    let (person, now) = (actor.id.unwrap(), crate::testing::now());
    let end = move |tx: &mut crate::platform::db::Conn| {
        use crate::schema::role_grants as g;
        let mine = g::table.filter(g::person_id.eq(person));
        diesel::update(mine).set(g::ended_at.eq(Some(now))).execute(tx)?;
        crate::platform::error::ApiResult::Ok(())
    };
    app.app.db.write(end).await.unwrap();
}

crate::both! {
    async fn a_role_counts_for_everything_below_its_node(app) {
        let order = app.order(OrderState::Submitted).await;
        let path = format!("/orders/{}", text(&order["id"]));
        let node = text(&order["community"]["path"]).to_owned();
        assert_eq!(node, "429005/001/001/");
        for (n, at, sees) in [
            (1, "429005/", true),
            (2, "429005/001/", true),
            (3, "429005/001/001/", true),
            (4, "429005/001/002/", false),
            (5, "429005/002/", false),
        ] {
            let staff = app.with_role(&format!("1390000010{n}"), Role::Street, at).await;
            assert_eq!(staff.get(&path).await.status == 200, sees, "{at}");
            assert_eq!(me(&staff).await["roles"][0]["node"]["path"], at);
        }
    }

    async fn an_ended_role_counts_no_more(app) {
        let order = app.order(OrderState::Submitted).await;
        let path = format!("/orders/{}", text(&order["id"]));
        let clerk = app.with_role("13900000111", Role::CommunityClerk, "429005/001/001/").await;
        assert_eq!(clerk.get(&path).await.status, 200);
        assert_eq!(clerk.get("/units").await.status, 200);
        end_grants(&app, &clerk).await;
        assert_eq!(clerk.get(&path).await.problem(), "404 not_found");
        assert_eq!(clerk.get("/units").await.problem(), "403 forbidden");
        assert_eq!(me(&clerk).await["roles"], json!([]));
    }

    async fn a_name_may_hold_any_character_of_a_name(app) {
        let resident = app.role(Role::Resident).await;
        for name in ["王𬭎", "👩‍🔧 小李", "  O'Neil-Ünlü  ", &"长".repeat(40)] {
            let reply = resident.patch("/me", json!({ "name": name })).await.ok();
            assert_eq!(reply["name"], name.trim());
            assert_eq!(me(&resident).await["name"], name.trim());
        }
        let person = resident.id.unwrap();
        let audit = app.audit_of(format!("person/{person}")).await;
        assert_eq!(audit, ["person.renamed"; 4]);
        for (bad, code) in [("", "length"), (" ", "required"), ("a\u{0}b", "format"), ("a\u{1b}[31m", "format"), (&"长".repeat(41), "length")] {
            let reply = resident.patch("/me", json!({ "name": bad })).await;
            assert!(reply.fields().contains(&format!("/name {code}")), "{bad:?}: {}", reply.text);
            assert!(bad.trim().is_empty() || !reply.text.contains(bad));
        }
        assert_eq!(resident.patch("/me", json!({ "name": "x", "phone": "13900000000" })).await.fields(), ["/phone unknown"]);
    }

    async fn nobody_signed_in_is_nobody(app) {
        assert_eq!(app.nobody().get("/me").await.problem(), "401 sign_in_required");
        assert_eq!(app.nobody().patch("/me", json!({ "name": "x" })).await.problem(), "401 sign_in_required");
        assert_eq!(app.nobody().delete("/sessions/current").await.problem(), "401 sign_in_required");
    }
}
