//! Files as offices send them, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::check_ins::imports::{CHUNK, chunk};
use crate::orders::Desk;
use crate::testing::{Actor, Reply, TestApp, send_file};
use contract::ImportJobId;
use contract::accounts::Role;
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};

const KEEPER: &str = "17799990001";

/// A title over all columns, a remark, headers with blanks and brackets in the fourth line, a number kept as a number, a sum below.
fn office_book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("在职党员").unwrap();
    sheet.merge_range(0, 0, 0, 6, "潜江市某局在职党员双报到花名册", &Format::new()).unwrap();
    sheet.write(1, 0, "填报单位（盖章）：").unwrap();
    for (column, head) in ["序号", "姓  名", "手机号码（必填）", "身份证号", "居住社区", "政治面貌", "备注说明"].iter().enumerate()
    {
        sheet.write(3, u16::try_from(column).unwrap(), *head).unwrap();
    }
    let mut row = |line: u32, cells: [&str; 4]| {
        sheet.write(line, 1, cells[0]).unwrap();
        sheet.write(line, 3, cells[1]).unwrap();
        sheet.write(line, 4, cells[2]).unwrap();
        sheet.write(line, 5, cells[3]).unwrap();
    };
    row(4, ["王　芳", "11010519491231002X", "", "中共党员"]);
    row(5, ["龚𬭎", "", "没有这个社区", "预备党员"]);
    row(6, ["赵六", "110105194912310021", "", "群众"]);
    row(7, ["王芳芳", "", "", "中共党员"]);
    row(8, ["钱七", "", "", ""]);
    // As a number, as text, with blanks, the first one again, none.
    sheet.write(4, 2, 17_700_010_001_f64).unwrap();
    sheet.write(5, 2, "177 0001 0002").unwrap();
    sheet.write(6, 2, "1770001").unwrap();
    sheet.write(7, 2, "+8617700010001").unwrap();
    sheet.write(8, 2, "１７７０００１０００５").unwrap();
    sheet.write(10, 0, "合计：5 人").unwrap();
    book.save_to_buffer().unwrap()
}

async fn imported(keeper: &Actor<'_>, unit: &str, bytes: &[u8]) -> Reply {
    send_file(keeper, &format!("/units/{unit}/imports"), bytes).await
}

async fn rows(keeper: &Actor<'_>, job: &Value, query: &str) -> Vec<Value> {
    let path = format!("/imports/{}/rows?limit=200{query}", job["id"].as_str().unwrap());
    keeper.get(&path).await.ok()["items"].as_array().unwrap().clone()
}

async fn confirm(keeper: &Actor<'_>, job: &Value) -> Reply {
    let path = format!("/imports/{}/confirmation", job["id"].as_str().unwrap());
    keeper.post(&path, json!({ "expected_version": job["version"] })).await
}

fn problems(row: &Value) -> Vec<String> {
    let one = |p: &Value| format!("{} {}", p["pointer"].as_str().unwrap(), p["code"].as_str().unwrap());
    row["problems"].as_array().unwrap().iter().map(one).collect()
}

/// So many lines with numbers of their own.
fn long_list(count: usize) -> Vec<u8> {
    let line = |n: usize| format!("人{n},178{n:08},党员\n");
    format!("姓名,手机,政治面貌\n{}", (0..count).map(line).collect::<String>()).into_bytes()
}

async fn on_list(app: &TestApp, unit: &str) -> i64 {
    app.role(Role::CityOffice).await.get(&format!("/units/{unit}/coverage")).await.ok()["on_list"].as_i64().unwrap()
}

crate::both! {
    async fn a_cell_at_the_end_of_the_world_asks_for_no_memory(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, text) in ["姓名", "手机号"].iter().enumerate() {
            sheet.write(0, u16::try_from(column).unwrap(), *text).unwrap();
        }
        sheet.write(1, 0, "龚明").unwrap();
        sheet.write(1, 1, "17700010021").unwrap();
        sheet.write(1_048_575, 16_383, "x").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let job = imported(&keeper, &unit, &bytes).await.ok();
        assert_eq!(rows(&keeper, &job, "").await[0]["name"], "龚明");
        // A workbook behind the signature of another kind is not unpacked.
        let disguised = [b"\xd0\xcf\x11\xe0".as_slice(), &bytes].concat();
        assert_eq!(imported(&keeper, &unit, &disguised).await.fields(), ["/file format"]);
    }

    async fn lines_may_end_as_on_an_old_macintosh(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let job = imported(&keeper, &unit, "姓名,手机号\r龚明,17700010022\r龚亮,17700010023\r".as_bytes()).await.ok();
        let found = rows(&keeper, &job, "").await;
        assert_eq!((found.len(), &found[0]["line"], &found[1]["line"]), (2, &json!(2), &json!(3)));
    }

    async fn a_book_of_an_office_is_understood_line_by_line(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let job = imported(&keeper, &unit, &office_book()).await.ok();
        let layout = &job["layout"];
        assert_eq!((&layout["format"], &layout["sheet"], &layout["header_line"]), (&json!("xlsx"), &json!("在职党员"), &json!(4)));
        assert_eq!(layout["ignored"], json!(["序号", "备注说明"]));
        assert_eq!((&job["counts"]["rows"], &job["counts"]["new"], &job["counts"]["wrong"], &job["counts"]["duplicate"]), (&json!(5), &json!(2), &json!(2), &json!(1)));
        let found = rows(&keeper, &job, "").await;
        assert_eq!((&found[0]["line"], &found[0]["name"], &found[0]["phone"], &found[0]["identity_tail"]), (&json!(5), &json!("王芳"), &json!("17700010001"), &json!("002X")));
        assert_eq!(problems(&found[1]), ["residence unknown"]);
        assert_eq!(problems(&found[2]), ["phone format", "identity_number format", "party_status choice"]);
        assert_eq!((&found[3]["finding"], problems(&found[3])), (&json!("duplicate"), vec!["phone repeated".to_owned()]));
        assert!(found[3]["problems"][0]["detail"].as_str().unwrap().contains("line 5"));
        assert_eq!(found[4]["phone"], "17700010005");
        assert!(!format!("{found:?}").contains("11010519491231"));
        assert_eq!(on_list(&app, &unit).await, 0, "nothing is taken over before somebody says so");
        let report = confirm(&keeper, &job).await.ok();
        assert_eq!((&report["state"], &report["counts"]["added"], &report["counts"]["pending"]), (&json!("applied"), &json!(2), &json!(0)));
        assert_eq!(on_list(&app, &unit).await, 2);
        // Twice is once.
        assert_eq!(confirm(&keeper, &job).await.ok()["counts"], report["counts"]);
        assert_eq!(app.audit_of(format!("import/{}", job["id"].as_str().unwrap())).await, ["import.read", "import.confirmed", "import.finished"]);
        let again = imported(&keeper, &unit, &office_book()).await.ok();
        assert_eq!((&again["counts"]["known"], &again["counts"]["new"]), (&json!(2), &json!(0)));
    }

    async fn text_comes_in_every_encoding_and_with_any_separator(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let community = app.nobody().get(&format!("/org-units/{}", app.community().await)).await.ok()["name"].as_str().unwrap().to_owned();
        let table = |sep: &str| format!("姓名{sep}联系电话{sep}居住地社区{sep}职务\n龚明{sep}=\"17700020001\"{sep}{community}{sep}\"科长,兼主任\"\n李四{sep}1.7700020002E+10{sep}{sep}\n\n").into_bytes();
        let gbk = encoding_rs::GB18030.encode(std::str::from_utf8(&table(",")).unwrap()).0.into_owned();
        let bom = [b"\xef\xbb\xbf".to_vec(), table(";")].concat();
        for (bytes, encoding) in [(table(","), "UTF-8"), (bom, "UTF-8"), (table("\t"), "UTF-8"), (gbk, "GB18030")] {
            let job = imported(&keeper, &unit, &bytes).await.ok();
            assert_eq!((&job["layout"]["encoding"], &job["counts"]["new"]), (&json!(encoding), &json!(2)), "{job}");
            let found = rows(&keeper, &job, "").await;
            assert_eq!((&found[0]["phone"], &found[0]["post"], &found[1]["phone"]), (&json!("17700020001"), &json!("科长,兼主任"), &json!("17700020002")));
            assert_eq!(found[0]["residence_id"], json!(app.community().await));
        }
    }

    async fn an_identity_number_that_a_table_has_rounded_is_told(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let csv = "姓名,手机号,身份证号\n李四,17700030001,1.10105E+17\n".as_bytes();
        let job = imported(&keeper, &unit, csv).await.ok();
        let found = rows(&keeper, &job, "&finding=wrong").await;
        assert!(found[0]["problems"][0]["detail"].as_str().unwrap().contains("lost its last digits"));
        assert_eq!(confirm(&keeper, &job).await.ok()["counts"]["added"], 0);
    }

    async fn what_was_stopped_half_way_goes_on(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let count = usize::try_from(CHUNK).unwrap() + 20;
        let job = imported(&keeper, &unit, &long_list(count)).await.ok();
        let id: ImportJobId = job["id"].as_str().unwrap().parse().unwrap();
        let desk = Desk::system(&app.app, "test");
        // Somebody confirms, and after one part the process is gone.
        app.app.db.write(move |tx| {
            use crate::schema::import_jobs;
            use diesel::prelude::*;
            diesel::update(import_jobs::table.find(id)).set((import_jobs::state.eq("applying".parse::<contract::check_ins::ImportState>().unwrap()), import_jobs::version.eq(2))).execute(tx)?;
            chunk(tx, &desk, id, CHUNK)
        }).await.unwrap();
        assert_eq!(on_list(&app, &unit).await, CHUNK);
        let half = keeper.get(&format!("/imports/{}", job["id"].as_str().unwrap())).await.ok();
        assert_eq!((&half["state"], &half["counts"]["pending"]), (&json!("applying"), &json!(20)));
        let discard = keeper.delete(&format!("/imports/{}", job["id"].as_str().unwrap())).await;
        assert_eq!(discard.problem(), "409 step_refused");
        let (one, two) = futures_util::join!(confirm(&keeper, &half), confirm(&keeper, &half));
        assert_eq!((one.ok()["counts"]["pending"].clone(), two.ok()["counts"]["pending"].clone()), (json!(0), json!(0)));
        assert_eq!(on_list(&app, &unit).await, i64::try_from(count).unwrap());
    }

    async fn the_list_of_today_counts_when_it_is_taken_over(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let csv = "姓名,手机号,身份证号\n李四,17700040001,11010519491231002X\n王五,17700040002,\n".as_bytes();
        let job = imported(&keeper, &unit, csv).await.ok();
        // Meanwhile somebody is on the list by hand, with another number and the same identity.
        let body = json!({ "name": "李四", "phone": "17700040009", "party_status": "in_service", "identity_number": "11010519491231002X" });
        keeper.post(&format!("/units/{unit}/members"), body).await.ok();
        let report = confirm(&keeper, &job).await.ok();
        assert_eq!((&report["counts"]["updated"], &report["counts"]["added"]), (&json!(1), &json!(1)));
        let list = keeper.get(&format!("/units/{unit}/members")).await.ok();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
        assert!(list.to_string().contains("17700040001") && !list.to_string().contains("17700040009"));
    }

    async fn what_is_no_list_is_refused_in_words(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let mut damaged = office_book();
        damaged.truncate(600);
        for (bytes, code) in [
            (Vec::new(), "/file format"),
            (b"\x00\x01\x02\x03".to_vec(), "/file format"),
            (damaged, "/file format"),
            ("名称,数量\n桌子,3\n".as_bytes().to_vec(), "/file columns"),
            ("姓名,手机号\n".as_bytes().to_vec(), "/file required"),
        ] {
            assert_eq!(imported(&keeper, &unit, &bytes).await.fields(), [code]);
        }
        let reply = imported(&keeper, &unit, "名称,数量\n桌子,3\n".as_bytes()).await;
        assert!(reply.json["errors"][0]["detail"].as_str().unwrap().contains("名称、数量"));
        let form = crate::testing::Form::default().text("colour", "red");
        let request = actix_web::test::TestRequest::post().uri(&format!("/api/v1/units/{unit}/imports"));
        assert_eq!(keeper.send(form.put_into(request)).await.fields(), [" unknown"]);
        let half = crate::testing::Form::default().file("file", &office_book());
        let request = actix_web::test::TestRequest::post().uri(&format!("/api/v1/units/{unit}/imports"));
        assert_eq!(keeper.send(half.put_half_into(request)).await.problem(), "400 bad_form");
    }

    async fn imports_are_those_of_the_keeper_and_thrown_away_at_will(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let (other, _) = app.liaison("17799990009").await;
        assert_eq!(imported(&other, &unit, &long_list(1)).await.problem(), "404 not_found");
        assert_eq!(imported(&app.role(Role::CommunityClerk).await, &unit, &long_list(1)).await.problem(), "403 forbidden");
        let job = imported(&keeper, &unit, &long_list(3)).await.ok();
        let path = format!("/imports/{}", job["id"].as_str().unwrap());
        for reply in [other.get(&path).await, other.get(&format!("{path}/rows")).await, other.delete(&path).await, confirm(&other, &job).await] {
            assert_eq!(reply.problem(), "404 not_found");
        }
        let stale = keeper.post(&format!("{path}/confirmation"), json!({ "expected_version": 9 })).await;
        assert_eq!(stale.problem(), "409 stale_version");
        assert_eq!(keeper.delete(&path).await.ok()["state"], "discarded");
        assert_eq!(confirm(&keeper, &job).await.problem(), "409 step_refused");
        assert_eq!(rows(&keeper, &job, "").await.len(), 0);
        assert_eq!(keeper.get(&format!("/units/{unit}/imports")).await.ok().as_array().unwrap().len(), 1);
        assert_eq!(keeper.get(&format!("{path}/rows?cursor=i78")).await.problem(), "400 bad_cursor");
    }
}

mod limits {
    use super::*;
    use crate::testing::Backend;

    #[actix_web::test]
    async fn files_that_are_too_large_are_sent_away() {
        let app = TestApp::with(Backend::Sqlite, |c| (c.imports.max_rows, c.imports.max_bytes) = (10, 20_000)).await;
        let (keeper, unit) = app.liaison(KEEPER).await;
        assert_eq!(imported(&keeper, &unit, &long_list(11)).await.fields(), ["/file range"]);
        assert_eq!(imported(&keeper, &unit, &long_list(200)).await.fields(), ["/file range"]);
        assert_eq!(imported(&keeper, &unit, &vec![b'x'; 20_001]).await.problem(), "413 body_too_large");
        imported(&keeper, &unit, &long_list(10)).await.ok();
    }
}
