//! Work units and teams: who sees which, who changes what.

use super::{all, texts};
use crate::testing::{Actor, TestApp};
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

async fn paths(actor: &Actor<'_>) -> Vec<String> {
    let teams = all(actor, "/teams", 50).await;
    texts(&teams.iter().map(|t| t["area"].clone()).collect::<Vec<_>>(), "path")
}

async fn demo_team(app: &TestApp) -> (String, Value) {
    let path = format!("/teams/{}", app.team().await);
    let team = app.role(Role::TeamLead).await.get(&path).await.ok();
    (path, team)
}

crate::both! {
    async fn units_are_for_staff(app) {
        let city = app.role(Role::CityOffice).await;
        let units = all(&city, "/units", 7).await;
        let names = texts(&units, "name");
        assert!(units.len() > 3 && names.is_sorted());
        assert_eq!(units, all(&city, "/units", 200).await);
        for unit in &units {
            assert!(contract::check::uscc(unit["uscc"].as_str().unwrap()).is_ok(), "{unit}");
            assert_eq!(city.get(&format!("/units/{}", unit["id"].as_str().unwrap())).await.ok(), *unit);
        }
        let one = format!("/units/{}", units[0]["id"].as_str().unwrap());
        for role in [Role::Resident, Role::Member, Role::TeamLead, Role::SysAdmin] {
            let actor = app.role(role).await;
            assert_eq!((actor.get("/units").await.problem(), actor.get(&one).await.problem()), ("403 forbidden".into(), "403 forbidden".into()));
        }
        assert_eq!(app.nobody().get("/units").await.problem(), "401 sign_in_required");
        assert_eq!(city.get("/units/01930f2e-6f00-7000-8000-000000000001").await.problem(), "404 not_found");
    }

    async fn staff_see_the_teams_that_serve_their_area(app) {
        let city = paths(&app.role(Role::CityOffice).await).await;
        assert!(city.iter().any(|p| p.starts_with("429005/002/")) && city.iter().any(|p| p == "429005/"));
        for path in paths(&app.role(Role::CommunityClerk).await).await {
            assert!("429005/001/001/".starts_with(&path) || path.starts_with("429005/001/001/"), "{path}");
        }
        for path in paths(&app.role(Role::Street).await).await {
            assert!("429005/001/".starts_with(&path) || path.starts_with("429005/001/"), "{path}");
        }
        assert_eq!(paths(&app.role(Role::Resident).await).await, Vec::<String>::new());
        assert_eq!(paths(&app.role(Role::SysAdmin).await).await, Vec::<String>::new());
        // Members and leads see their own; each that is listed can be read, and no other.
        for role in [Role::Member, Role::TeamLead] {
            let actor = app.role(role).await;
            let mine = actor.get("/me").await.ok()["teams"].clone();
            let listed = all(&actor, "/teams", 50).await;
            assert_eq!(listed.len(), mine.as_array().unwrap().len());
            assert!(!listed.is_empty());
            for team in listed {
                assert_eq!(actor.get(&format!("/teams/{}", team["id"].as_str().unwrap())).await.ok(), team);
            }
        }
    }

    async fn a_role_at_two_places_sees_both(app) {
        app.with_role("13900000050", Role::CommunityClerk, "429005/001/001/").await;
        let both = app.with_role("13900000050", Role::CommunityClerk, "429005/002/001/").await;
        let seen = paths(&both).await;
        let reach = |p: &str, at: &str| p.starts_with(at) || at.starts_with(p);
        assert!(seen.iter().all(|p| reach(p, "429005/001/001/") || reach(p, "429005/002/001/")));
        let all_pages = all(&both, "/teams", 1).await;
        let mut ids = texts(&all_pages, "id");
        assert_eq!(ids.len(), seen.len());
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), seen.len());
    }

    async fn the_lead_changes_capacity_and_leave(app) {
        let (path, team) = demo_team(&app).await;
        let lead = app.role(Role::TeamLead).await;
        let version = team["version"].as_i64().unwrap();
        let changed = lead.patch(&path, json!({ "expected_version": version, "capacity": 9, "on_leave_until": "2026-12-01" })).await.ok();
        assert_eq!((&changed["capacity"], &changed["on_leave_until"], &changed["version"]), (&json!(9), &json!("2026-12-01"), &json!(version + 1)));
        assert_eq!(lead.get(&path).await.ok(), changed);
        // The capacity stays when it is absent; leave ends when it is.
        let back = lead.patch(&path, json!({ "expected_version": version + 1 })).await.ok();
        assert_eq!((&back["capacity"], back.get("on_leave_until")), (&json!(9), None));
        let audit = app.audit_of(format!("team/{}", team["id"].as_str().unwrap())).await;
        assert_eq!(audit, ["team.changed", "team.changed"]);
        assert!(app.audit_holds().await);
    }

    async fn a_stale_change_is_told_the_version(app) {
        let (path, team) = demo_team(&app).await;
        let lead = app.role(Role::TeamLead).await;
        let stale = lead.patch(&path, json!({ "expected_version": team["version"].as_i64().unwrap() - 1, "capacity": 9 })).await;
        assert_eq!(stale.problem(), "409 stale_version");
        assert_eq!(stale.json["version"], team["version"]);
        assert_eq!(lead.get(&path).await.ok(), team);
        // Two at once: one of them was faster.
        let ask = json!({ "expected_version": team["version"], "capacity": 8 });
        let (one, two) = futures_util::join!(lead.patch(&path, ask.clone()), lead.patch(&path, ask));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        for (body, field) in [
            (json!({ "expected_version": 1, "capacity": 0 }), "/capacity range"),
            (json!({ "expected_version": 1, "capacity": 201 }), "/capacity range"),
            (json!({ "expected_version": 1, "capacity": 99_999_999_999_i64 }), "/capacity type"),
            (json!({ "expected_version": 1, "on_leave_until": "2026-02-30" }), "/on_leave_until format"),
            (json!({ "capacity": 5 }), "/expected_version required"),
            (json!({ "expected_version": 1, "leader": "x" }), "/leader unknown"),
        ] {
            let fields = lead.patch(&path, body.clone()).await.fields();
            assert_eq!(fields.len(), 1, "{body}");
            assert_eq!(fields[0].split(' ').next(), field.split(' ').next(), "{body}");
        }
    }

    async fn only_the_lead_and_the_desk_change_a_team(app) {
        let (path, team) = demo_team(&app).await;
        let mut version = team["version"].as_i64().unwrap();
        for (role, status) in [
            (Role::Resident, 404),
            (Role::SysAdmin, 404),
            (Role::Member, 403),
            (Role::Street, 403),
            (Role::CityOffice, 403),
            (Role::CommunityClerk, 200),
            (Role::CommunitySecretary, 200),
        ] {
            let reply = app.role(role).await.patch(&path, json!({ "expected_version": version, "capacity": 7 })).await;
            assert_eq!(reply.status, status, "{role}: {}", reply.text);
            version += i64::from(status == 200);
        }
        let other = app.other(Role::CommunityClerk).await.patch(&path, json!({ "expected_version": version, "capacity": 7 })).await;
        assert_eq!(other.problem(), "404 not_found");
    }

    async fn the_load_is_what_the_team_has_to_do(app) {
        let (path, team) = demo_team(&app).await;
        let before = team["load"].as_i64().unwrap();
        app.order(OrderState::Dispatched).await;
        let lead = app.role(Role::TeamLead).await;
        assert_eq!(lead.get(&path).await.ok()["load"], before + 1);
        app.order(OrderState::Done).await;
        assert_eq!(lead.get(&path).await.ok()["load"], before + 1);
    }
}
