//! Lists: whose orders, filters together, two orders of sorting, and pages that neither repeat nor miss.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::schema::{orders, role_grants};
use crate::testing::step_of;
use contract::orders::OrderState as S;
use diesel::prelude::*;
use serde_json::json;

/// All pages of a list; `between` happens after each page.
async fn all(actor: &Actor<'_>, query: &str, mut between: impl AsyncFnMut()) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = actor.get(&format!("/orders?{query}{cursor}")).await.ok();
        found.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_cursor"].as_str() else { return found };
        cursor = format!("&cursor={next}");
        between().await;
    }
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect()
}

fn is_without_repeats(ids: &[String]) -> bool {
    ids.iter().collect::<std::collections::HashSet<_>>().len() == ids.len()
}

both! {
    async fn everybody_lists_what_is_theirs_to_see(app) {
        let (mine, draft) = (app.order(S::Submitted).await, app.order(S::Draft).await);
        let ids = (mine["id"].clone(), draft["id"].clone());
        let sees = async |actor: Actor<'_>| {
            let page = actor.get("/orders?limit=200&count=true").await.ok();
            let has = |id: &Value| page["items"].as_array().unwrap().iter().any(|i| i["id"] == *id);
            (has(&ids.0), has(&ids.1), page["total"].as_i64().unwrap())
        };
        let total: i64 = app.read(|c| orders::table.filter(orders::state.ne(S::Draft)).count().get_result(c)).await;
        let community: contract::OrgUnitId = app.community().await.parse().unwrap();
        let of_community: i64 = app.read(move |c| orders::table.filter(orders::community_id.eq(community)).filter(orders::state.ne(S::Draft)).count().get_result(c)).await;
        let resident = sees(app.role(Role::Resident).await).await;
        assert_eq!((resident.0, resident.1), (true, true));
        assert_eq!(sees(app.role(Role::CommunityClerk).await).await, (true, false, of_community));
        assert_eq!(sees(app.role(Role::CommunitySecretary).await).await, (true, false, of_community));
        let street = sees(app.role(Role::Street).await).await;
        assert!(street.0 && !street.1 && street.2 > of_community && street.2 <= total, "{street:?}");
        assert_eq!(sees(app.role(Role::CityOffice).await).await.2, total);
        let other = sees(app.other(Role::CommunityClerk).await).await;
        assert!(!other.0 && !other.1 && other.2 > 0);
        for nobody in [app.role(Role::SysAdmin).await, neighbour(&app).await] {
            assert_eq!(sees(nobody).await, (false, false, 0));
        }
        assert_eq!(app.nobody().get("/orders").await.problem(), "401 sign_in_required");
    }

    async fn a_role_in_two_places_shows_both(app) {
        // The clerk of the second community also holds the roles of two streets.
        let clerk = app.other(Role::CommunityClerk).await;
        let person = clerk.id.unwrap();
        let streets: Vec<(contract::OrgUnitId, String)> = app.read(|c| {
            use crate::schema::org_units as o;
            let with_orders = o::table.filter(o::level.eq(contract::org::OrgLevel::StreetWorkingCommittee)).order(o::path);
            with_orders.select((o::id, o::path)).load(c)
        }).await;
        let counts: Vec<(contract::OrgUnitId, i64)> = app.read(move |c| {
            let mut counts = Vec::new();
            for (id, path) in streets {
                let end = crate::platform::scope::path_end(&path);
                let n: i64 = orders::table.filter(orders::area.ge(path).and(orders::area.lt(end))).filter(orders::state.ne(S::Draft)).count().get_result(c)?;
                counts.push((id, n));
            }
            Ok(counts)
        }).await;
        let two: Vec<_> = counts.into_iter().filter(|(_, n)| *n > 0).take(2).collect();
        assert_eq!(two.len(), 2);
        let grants: Vec<_> = two.iter().map(|(node, _)| (
            role_grants::id.eq(contract::GrantId(uuid::Uuid::now_v7())), role_grants::person_id.eq(person), role_grants::role.eq(Role::Street),
            role_grants::node_id.eq(*node), role_grants::granted_at.eq(app.clock.now()),
        )).collect();
        let write = move |tx: &mut crate::platform::db::Conn| {
            for grant in grants { diesel::insert_into(role_grants::table).values(grant).execute(tx)?; }
            crate::platform::error::ApiResult::Ok(())
        };
        app.app.db.write(write).await.unwrap();
        let page = clerk.get("/orders?count=true&limit=1").await.ok();
        assert!(page["total"].as_i64().unwrap() >= two[0].1 + two[1].1, "{} {two:?}", page["total"]);
    }

    async fn filters_narrow_together(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let danger = step_of(&clerk, &app.order(S::Submitted).await, "acceptance", json!({ "urgency": "danger" })).await;
        app.order(S::Accepted).await;
        let taken = app.order(S::Taken).await;
        let (item, community, team) = (app.item("light_bulb").await, app.community().await, app.team().await);
        let only = all(&clerk, &format!("state=accepted&urgency=danger&item={item}&community={community}&q=%E7%81%AF%E6%B3%A1"), async || {}).await;
        assert_eq!(ids(&only), [danger["id"].as_str().unwrap()]);
        let number = taken["number"].as_str().unwrap();
        let by_number = all(&clerk, &format!("team={team}&state=taken,in_progress&q={number}"), async || {}).await;
        assert_eq!((by_number.len(), &by_number[0]["team_name"]), (1, &taken["team"]["name"]));
        assert_eq!(all(&clerk, &format!("q={number}&state=draft"), async || {}).await.len(), 0);
        for pattern in ["%25", "_", "%5C"] {
            assert_eq!(all(&clerk, &format!("q={pattern}"), async || {}).await.len(), 0, "{pattern} is no wildcard");
        }
        let mine = all(&clerk, "mine=true", async || {}).await;
        assert_eq!(mine.len(), 0);
        assert_eq!(all(&app.role(Role::Resident).await, "mine=false&state=taken", async || {}).await.len(), 1 + seeded_taken(&app).await);
    }

    async fn letters_are_found_in_either_case(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["text"] = json!("客厅 Led 灯坏了 Ж");
        resident.post("/orders", ask).await.ok();
        for q in ["Led", "led", "LED", "%D0%96"] {
            assert_eq!(all(&resident, &format!("q={q}"), async || {}).await.len(), 1, "{q}");
        }
    }

    async fn what_is_due_first_comes_first_and_ties_have_an_order(app) {
        // Several orders due at the same microsecond.
        let clerk = app.role(Role::CommunityClerk).await;
        let community: contract::OrgUnitId = app.community().await.parse().unwrap();
        let same = app.clock.now() + TimeDelta::hours(1);
        for _ in 0..5 { app.order(S::Submitted).await; }
        let tie = move |tx: &mut crate::platform::db::Conn| {
            let open = orders::table.filter(orders::community_id.eq(community)).filter(orders::state.eq(S::Submitted));
            crate::platform::error::ApiResult::Ok(diesel::update(open).set(orders::due_at.eq(same)).execute(tx)?)
        };
        assert!(app.app.db.write(tie).await.unwrap() >= 5);
        let whole = ids(&all(&clerk, "sort=due&limit=200", async || {}).await);
        let pages = ids(&all(&clerk, "sort=due&limit=2", async || {}).await);
        assert_eq!(whole, pages);
        assert!(is_without_repeats(&pages));
        let rows = all(&clerk, "sort=due&limit=200", async || {}).await;
        let dues: Vec<&str> = rows.iter().map(|r| r["due_at"].as_str().unwrap_or("9999")).collect();
        assert!(dues.is_sorted(), "{dues:?}");
        let late = all(&clerk, "overdue=true&limit=200", async || {}).await.len();
        let total = clerk.get("/orders?limit=1&count=true").await.ok()["total"].as_u64().unwrap();
        let rest = clerk.get("/orders?limit=1&count=true&overdue=false").await.ok()["total"].as_u64().unwrap();
        assert_eq!(late as u64 + rest, total);
    }

    async fn pages_neither_repeat_nor_miss_while_orders_come_in(app) {
        let city = app.role(Role::CityOffice).await;
        let before = ids(&all(&city, "limit=200", async || {}).await);
        let total = city.get("/orders?limit=1&count=true").await.ok()["total"].as_u64().unwrap();
        assert_eq!((before.len() as u64, is_without_repeats(&before)), (total, true));
        let (resident, ask) = (app.role(Role::Resident).await, app.new_order().await);
        let pages = ids(&all(&city, "limit=37", async || { resident.post("/orders", ask.clone()).await.ok(); }).await);
        assert_eq!(pages, before, "newer orders come before the first page");
        let page = city.get("/orders?limit=1").await.ok();
        assert_eq!(page["total"], Value::Null, "counting costs: only when asked for");
    }
}

async fn seeded_taken(app: &TestApp) -> usize {
    let me = app.role(Role::Resident).await.id.unwrap();
    let start = crate::testing::now();
    let count: i64 = app
        .read(move |c| {
            let mine = orders::table.filter(orders::requester_id.eq(me)).filter(orders::created_at.lt(start));
            mine.filter(orders::state.eq(S::Taken)).count().get_result(c)
        })
        .await;
    usize::try_from(count).unwrap()
}
