//! Divisions and the five levels below the city.

use super::{all, encoded, texts};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::schema::org_units;
use crate::testing::TestApp;
use diesel::prelude::*;

/// Names a community anew.
async fn rename(app: &TestApp, path: &'static str, name: &'static str) {
    let rename = move |tx: &mut Conn| {
        let node = org_units::table.filter(org_units::path.eq(path));
        assert_eq!(diesel::update(node).set(org_units::name.eq(name)).execute(tx)?, 1);
        ApiResult::Ok(())
    };
    app.app.db.write(rename).await.unwrap();
}

async fn search(app: &TestApp, text: &str) -> Vec<String> {
    texts(&all(&app.nobody(), &format!("/org-units?q={}", encoded(text)), 50).await, "name")
}

crate::both! {
    async fn divisions_have_their_real_codes(app) {
        let nobody = app.nobody();
        let city = nobody.get("/divisions?level=city").await.ok();
        assert_eq!((city[0]["code"].as_str(), city[0]["name"].as_str(), city[0].get("parent_code")), (Some("429005000000"), Some("潜江市"), None));
        let streets = nobody.get("/divisions?parent=429005000000").await.ok();
        let codes = texts(streets.as_array().unwrap(), "code");
        assert_eq!(codes.len(), 24);
        assert!(codes.is_sorted() && codes[0] == "429005001000" && streets[0]["name"] == "园林街道");
        assert!(streets.as_array().unwrap().iter().all(|d| d["level"] == "street"));
        let communities = nobody.get("/divisions?parent=429005001000&level=community").await.ok();
        assert!(!communities.as_array().unwrap().is_empty());
        assert!(texts(communities.as_array().unwrap(), "code").iter().all(|c| c.starts_with("429005001") && c.len() == 12));
        assert_eq!(nobody.get("/divisions?parent=999999999999").await.ok(), serde_json::json!([]));
        assert_eq!(nobody.get("/divisions?level=planet").await.problem(), "400 bad_query");
        assert_eq!(nobody.get("/divisions?parent=4290050000001").await.problem(), "400 bad_query");
    }

    async fn pages_of_the_tree_hold_every_node_once(app) {
        let nobody = app.nobody();
        let whole = all(&nobody, "/org-units", 200).await;
        let paths = texts(&whole, "path");
        assert!(paths.is_sorted() && paths.windows(2).all(|w| w[0] != w[1]));
        assert_eq!(paths, texts(&all(&nobody, "/org-units", 7).await, "path"));
        let count: i64 = app.read(|c| org_units::table.count().get_result(c)).await;
        assert_eq!(i64::try_from(paths.len()).unwrap(), count);
        // A child stands exactly one level below its parent.
        for node in whole.iter().filter(|n| n["level"] != "city") {
            let path = node["path"].as_str().unwrap();
            let above = &path[..path[..path.len() - 1].rfind('/').unwrap() + 1];
            let parent = whole.iter().find(|n| n["path"] == above).unwrap_or_else(|| panic!("nothing above {path}"));
            assert_eq!(node["parent_id"], parent["id"], "{path}");
        }
    }

    async fn children_of_a_node(app) {
        let nobody = app.nobody();
        let streets = all(&nobody, "/org-units?level=street_working_committee", 50).await;
        let street = streets.iter().find(|s| s["path"] == "429005/001/").unwrap();
        let children = all(&nobody, &format!("/org-units?parent={}", street["id"].as_str().unwrap()), 50).await;
        assert_eq!(street["children"], children.len());
        assert!(children.iter().all(|c| c["parent_id"] == street["id"] && c["level"] == "community_party_committee"));
        assert_eq!(nobody.get(&format!("/org-units/{}", street["id"].as_str().unwrap())).await.ok(), *street);
        let none = nobody.get("/org-units?parent=01930f2e-6f00-7000-8000-000000000001").await.ok();
        assert_eq!((none["items"].as_array().unwrap().len(), none.get("next_cursor")), (0, None));
        assert_eq!(nobody.get("/org-units/01930f2e-6f00-7000-8000-000000000001").await.problem(), "404 not_found");
    }

    async fn a_search_takes_every_character_as_it_stands(app) {
        rename(&app, "429005/001/001/", "百分之100%社区").await;
        rename(&app, "429005/001/002/", "下_划线\\反斜社区 𬭎").await;
        rename(&app, "429005/001/003/", "Garden-Ü社区's \"园\"").await;
        assert_eq!(search(&app, "100%社").await, ["百分之100%社区"]);
        assert_eq!(search(&app, "%").await, ["百分之100%社区"]);
        assert_eq!(search(&app, "_").await, ["下_划线\\反斜社区 𬭎"]);
        assert_eq!(search(&app, "\\").await, ["下_划线\\反斜社区 𬭎"]);
        assert_eq!(search(&app, "线\\反").await, ["下_划线\\反斜社区 𬭎"]);
        assert_eq!(search(&app, "𬭎").await, ["下_划线\\反斜社区 𬭎"]);
        assert_eq!(search(&app, "'s \"").await, ["Garden-Ü社区's \"园\""]);
        // Small and capital letters are the same on both databases.
        assert_eq!(search(&app, "gARDEN").await, ["Garden-Ü社区's \"园\""]);
        assert_eq!(search(&app, "100_社").await, Vec::<String>::new());
        assert_eq!(search(&app, "💡").await, Vec::<String>::new());
        let everything = search(&app, "").await.len();
        assert_eq!(search(&app, "  ").await.len(), everything);
    }
}
