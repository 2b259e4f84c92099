//! I12: no list of persons can be put in an order of scores, whatever one asks for.

use crate::server;
use crate::testing::TestApp;
use contract::accounts::Role;
use serde_json::{Value, json};

/// Fields that make an item of a list a person.
const PERSONAL: &[&str] = &["member", "party_status", "phone", "person", "person_id", "contact", "leader"];
/// What one might want to rank people by.
const SCORES: &[&str] = &["score", "-score", "hours", "-hours", "count", "-count", "points", "minutes", "rating", "-grade"];

/// The lists of `openapi.yaml` whose items are about persons: path and items.
fn lists() -> Vec<String> {
    let api = serde_json::to_value(server::document()).unwrap();
    let schema = |name: &str| api["components"]["schemas"][name.rsplit('/').next().unwrap()].clone();
    let of_path = |(path, item): (&String, &Value)| {
        let body = item["get"]["responses"]["200"]["content"]["application/json"]["schema"].clone();
        let page = body["$ref"].as_str().map_or(body.clone(), schema);
        let items = if page["type"] == "array" { page["items"].clone() } else { page["properties"]["items"]["items"].clone() };
        let one = items["$ref"].as_str().map_or(items.clone(), schema);
        let fields = one["properties"].as_object()?;
        PERSONAL.iter().any(|f| fields.contains_key(*f)).then(|| path.clone())
    };
    api["paths"].as_object().unwrap().iter().filter_map(of_path).collect()
}

/// Words a parameter takes that would rank people.
fn ranking_words() -> Vec<String> {
    let api = serde_json::to_value(server::document()).unwrap();
    let mut found = Vec::new();
    for path in lists() {
        for parameter in api["paths"][&path]["get"]["parameters"].as_array().into_iter().flatten().filter(|p| p["name"] == "sort") {
            let text = parameter.to_string() + &api["components"]["schemas"]["CheckInSort"].to_string();
            found.extend(SCORES.iter().filter(|s| text.contains(&format!("\"{s}\""))).map(|s| format!("{path}: {s}")));
        }
    }
    found
}

async fn filled(app: &TestApp, path: &str) -> String {
    let unit = crate::testing::fresh_phone();
    if !path.contains('{') {
        return path.to_owned();
    }
    let id = app.liaison(&unit).await.1;
    path.replace("{id}", &id)
}

#[test]
fn the_document_knows_lists_of_persons_and_no_sort_by_score() {
    let lists = lists();
    for path in ["/api/v1/check-ins", "/api/v1/check-ins/own", "/api/v1/units/{id}/members", "/api/v1/teams", "/api/v1/imports/{id}/rows"] {
        assert!(lists.iter().any(|l| l == path), "{path} in {lists:?}");
    }
    assert_eq!(ranking_words(), Vec::<String>::new());
}

crate::both! {
    async fn every_list_of_persons_refuses_to_rank_them(app) {
        let office = app.role(Role::CityOffice).await;
        for path in lists() {
            let target = filled(&app, &path).await;
            for score in SCORES {
                let reply = office.get(&format!("{target}?sort={score}")).await;
                // Where the caller may not read the list at all, that is said first.
                assert!(["400 bad_query", "403 forbidden", "404 not_found"].contains(&reply.problem().as_str()), "{path} {score} {}", reply.text);
            }
        }
        let (keeper, unit) = app.liaison("17777770001").await;
        for score in SCORES {
            for path in ["/check-ins/own".to_owned(), format!("/units/{unit}/members")] {
                assert_eq!(keeper.get(&format!("{path}?sort={score}")).await.problem(), "400 bad_query", "{path} {score}");
            }
            assert_eq!(office.get(&format!("/check-ins?sort={score}")).await.problem(), "400 bad_query", "{score}");
        }
        for sort in ["due_at", "-submitted_at"] {
            assert_eq!(office.get(&format!("/check-ins?sort={sort}")).await.status, 200);
        }
        let page = office.get("/check-ins?sort=due_at&limit=1").await.ok();
        let cursor = page["next_cursor"].as_str().unwrap();
        assert_eq!(office.get(&format!("/check-ins?sort=-submitted_at&cursor={cursor}")).await.problem(), "400 bad_cursor");
        assert_ne!(json!(null), page["items"]);
    }
}
