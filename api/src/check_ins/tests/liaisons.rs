//! Who keeps a unit's list besides whoever checked it in; on whose lists somebody stands; what imports forget.

use super::{roles, told};
use crate::testing::{fresh_phone, send_file};
use calamine::{Reader, Xlsx};
use chrono::TimeDelta;
use contract::accounts::Role;
use serde_json::{Value, json};
use std::io::Cursor;

const KEEPER: &str = "17744450001";
const SECOND: &str = "17744450002";

crate::both! {
    async fn a_second_one_keeps_the_list_and_the_last_one_stays(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let path = format!("/units/{unit}/liaisons");
        let ask = json!({ "phone": SECOND });
        assert_eq!(keeper.post(&path, ask.clone()).await.fields(), ["/phone unknown"], "not on the list");
        app.listed(&keeper, &unit, "孙晓燕", SECOND).await;
        assert_eq!(keeper.post(&path, ask.clone()).await.fields(), ["/phone no_account"], "never signed in");
        let second = app.person(SECOND, "孙晓燕").await;
        assert_eq!(second.get(&format!("/units/{unit}/members")).await.problem(), "403 forbidden");
        let all = keeper.post(&path, ask.clone()).await.ok();
        assert_eq!(all.as_array().unwrap().len(), 2);
        assert_eq!(keeper.post(&path, ask).await.fields(), ["/phone unique"]);
        // They hear of it once, in the inbox and by SMS; whoever was one before hears nothing.
        let inbox = app.sign_in(SECOND).await.get("/notices?limit=1").await.ok()["items"][0].clone();
        assert_eq!(inbox["kind"], "liaison_added");
        assert!(inbox["text"].as_str().unwrap().contains("潜江市𬭎文书院"), "{inbox}");
        assert_eq!((told(&app, "liaison_added", SECOND).await, told(&app, "liaison_added", KEEPER).await), (1, 0));
        assert!(roles(&app, SECOND).await.iter().any(|r| r.starts_with("unit_liaison ")));
        // The second sees the list, and ends the first.
        let second = app.sign_in(SECOND).await;
        assert_eq!(second.get(&format!("/units/{unit}/members")).await.ok()["items"].as_array().unwrap().len(), 1);
        let of = |all: &Value, phone: &str| all.as_array().unwrap().iter().find(|l| l["phone"] == phone).unwrap()["id"].as_str().unwrap().to_owned();
        let (first, me) = (of(&all, KEEPER), of(&all, SECOND));
        let left = second.post(&format!("{path}/{first}/end"), json!({})).await.ok();
        assert_eq!((left.as_array().unwrap().len(), &left[0]["is_me"]), (1, &json!(true)));
        assert!(roles(&app, KEEPER).await.iter().all(|r| !r.starts_with("unit_liaison ")));
        assert_eq!(app.sign_in(KEEPER).await.get(&path).await.problem(), "403 forbidden");
        assert_eq!(second.post(&format!("{path}/{me}/end"), json!({})).await.problem(), "409 step_refused");
        assert_eq!(second.post(&format!("{path}/{first}/end"), json!({})).await.problem(), "404 not_found");
        assert_eq!(app.audit_of(format!("unit/{unit}")).await, ["unit.liaison_added", "unit.liaison_ended"]);
    }

    async fn whoever_sent_a_unit_and_keeps_its_list_no_more_is_shown_nothing_that_does_not_open(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let row = keeper.get("/check-ins/own").await.ok()["items"][0].clone();
        assert_eq!(row["unit"]["id"], json!(unit));
        app.listed(&keeper, &unit, "孙晓燕", SECOND).await;
        app.person(SECOND, "孙晓燕").await;
        let all = keeper.post(&format!("/units/{unit}/liaisons"), json!({ "phone": SECOND })).await.ok();
        let first = all.as_array().unwrap().iter().find(|l| l["phone"] == KEEPER).unwrap()["id"].as_str().unwrap().to_owned();
        let second = app.sign_in(SECOND).await;
        second.post(&format!("/units/{unit}/liaisons/{first}/end"), json!({})).await.ok();
        let former = app.sign_in(KEEPER).await;
        assert_eq!(former.get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await.problem(), "404 not_found");
        assert_eq!(former.get("/check-ins/own").await.ok()["items"], json!([]));
        assert_eq!(second.get("/check-ins/own?subject=unit").await.ok()["items"][0]["id"], row["id"]);
        // What nobody has confirmed is whose it was, and opens, also when it is over.
        let mine = former.post("/unit-check-ins", app.new_unit().await).await.ok();
        let path = format!("/check-ins/{}", mine["id"].as_str().unwrap());
        assert_eq!(former.get("/check-ins/own").await.ok()["items"][0]["id"], mine["id"]);
        crate::testing::check_in_step(&former, &mine, "end", json!({ "why": "withdrawal" })).await.ok();
        assert_eq!(former.get("/check-ins/own").await.ok()["items"][0]["state"], "ended");
        former.get(&path).await.ok();
    }

    async fn a_number_of_somebody_else_opens_no_list_and_who_leaves_keeps_none(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let path = format!("/units/{unit}/liaisons");
        let ask = json!({ "phone": SECOND });
        // A digit too far: the account is that of a stranger, whose name is not told.
        let row = app.listed(&keeper, &unit, "孙晓燕", SECOND).await;
        let stranger = app.person(SECOND, "周为民").await;
        assert_eq!(keeper.post(&path, ask.clone()).await.fields(), ["/phone no_account"]);
        assert_eq!(stranger.get(&format!("/units/{unit}/members")).await.problem(), "403 forbidden");
        let third = "17744450003";
        let listed = app.listed(&keeper, &unit, "何 芳", third).await;
        app.person(third, "何芳").await;
        keeper.post(&path, json!({ "phone": third })).await.ok();
        let gone = json!({ "expected_version": listed["version"], "reason": "调离" });
        keeper.post(&format!("/unit-members/{}/departure", listed["id"].as_str().unwrap()), gone).await.ok();
        assert_eq!(keeper.get(&path).await.ok().as_array().unwrap().len(), 1);
        assert!(roles(&app, third).await.iter().all(|r| !r.starts_with("unit_liaison ")));
        assert!(row["id"].is_string());
    }

    async fn liaisons_are_those_of_ones_own_unit(app) {
        let (_, unit) = app.liaison(KEEPER).await;
        let (other, _) = app.liaison("17744450009").await;
        let path = format!("/units/{unit}/liaisons");
        assert_eq!(other.get(&path).await.problem(), "404 not_found");
        assert_eq!(other.post(&path, json!({ "phone": SECOND })).await.problem(), "404 not_found");
        assert_eq!(app.role(Role::CommunityClerk).await.get(&path).await.problem(), "403 forbidden");
        assert_eq!(other.post(&path, json!({ "phone": "=1+1" })).await.fields(), ["/phone format"]);
    }

    async fn who_stands_on_several_lists_sees_which(app) {
        let (one, first) = app.liaison(KEEPER).await;
        let (two, second) = app.liaison("17744450008").await;
        let member = app.person(SECOND, "孙晓燕").await;
        assert_eq!(member.get("/own-listings").await.ok(), json!([]));
        app.listed(&one, &first, "孙晓燕", SECOND).await;
        app.listed(&two, &second, "孙晓燕", SECOND).await;
        let listed = member.get("/own-listings").await.ok();
        assert_eq!(listed.as_array().unwrap().len(), 2);
        let ask = json!({ "community_id": app.community().await, "basis": "residence" });
        assert_eq!(member.post("/check-ins", ask).await.fields(), ["/unit_id required"]);
        let ask = json!({ "community_id": app.community().await, "basis": "residence", "unit_id": listed[1]["id"] });
        assert_eq!(member.post("/check-ins", ask).await.ok()["state"], "active");
    }

    async fn imports_forget_persons_after_a_while(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let path = format!("/units/{unit}/imports");
        let csv = |phone: &str| format!("姓名,手机号\n龚明,{phone}\n").into_bytes();
        let (taken, left) = (send_file(&keeper, &path, &csv(&fresh_phone())).await.ok(), send_file(&keeper, &path, &csv(&fresh_phone())).await.ok());
        let address = |job: &Value| format!("/imports/{}", job["id"].as_str().unwrap());
        keeper.post(&format!("{}/confirmation", address(&taken)), json!({ "expected_version": 1 })).await.ok();
        let look = async || crate::orders::sweep::once(&app.app).await.unwrap().check_ins.emptied;
        app.later(TimeDelta::days(29));
        assert_eq!(look().await, 0);
        app.later(TimeDelta::days(2));
        assert_eq!((look().await, look().await), (2, 0));
        let keeper = app.sign_in(KEEPER).await;
        let rows = keeper.get(&format!("{}/rows", address(&taken))).await.ok();
        assert_eq!((&rows["items"][0]["name"], &rows["items"][0]["phone"], &rows["items"][0]["outcome"]), (&json!(""), &json!(""), &json!("added")));
        assert_eq!(keeper.get(&address(&taken)).await.ok()["counts"]["added"], 1);
        assert_eq!(keeper.get(&address(&left)).await.ok()["state"], "discarded");
        assert!(app.audit_holds().await);
    }
}

#[actix_web::test]
async fn the_table_to_fill_in_comes_back_understood() {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(crate::check_ins::imports::template::template().unwrap())).unwrap();
    let range = book.worksheet_range("名单").unwrap();
    let heads: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(heads, ["姓名", "手机号码", "身份证号", "居住社区", "政治面貌", "职务"]);
    assert_eq!(book.sheet_names(), ["名单", "填写说明"]);
}
