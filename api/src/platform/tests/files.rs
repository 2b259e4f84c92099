//! The browser programs, served beside the API.

use crate::testing::{Backend, Reply, TestApp};
use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use std::path::Path;

/// A folder such as the bundler makes: three programs, assets with a digest in their name, brotli and gzip beside them.
fn bundle(at: &Path) {
    for program in ["resident", "team", "console"] {
        let assets = at.join(program).join("assets");
        std::fs::create_dir_all(&assets).unwrap();
        std::fs::write(at.join(program).join("index.html"), format!("<title>{program}</title>")).unwrap();
        std::fs::write(assets.join("app.0123abcd.js"), "plain".repeat(200)).unwrap();
        std::fs::write(assets.join("app.0123abcd.js.br"), "brotli").unwrap();
        std::fs::write(assets.join("app.0123abcd.js.gz"), "gzip").unwrap();
        std::fs::write(assets.join("app.0123abcd.wasm"), "wasm").unwrap();
    }
    std::fs::write(at.join("secret.txt"), "outside of the programs").unwrap();
}

async fn serving() -> (TestApp, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    bundle(folder.path());
    let web = folder.path().to_owned();
    (TestApp::with(Backend::Sqlite, |config| config.web = web).await, folder)
}

async fn get(app: &TestApp, path: &str) -> Reply {
    app.send(TestRequest::get().uri(path)).await
}

#[actix_web::test]
async fn pages_and_addresses_of_the_programs() {
    let (app, _folder) = serving().await;
    for (path, title) in [
        ("/", "resident"),
        ("/orders/01930f2e-6f00-7000-8000-000000000001", "resident"),
        ("/rate/a.b.c.d", "resident"),
        ("/tasks", "team"),
        ("/tasks?show=past", "team"),
        ("/tasks/01930f2e-6f00-7000-8000-000000000001", "team"),
        ("/tasksheet", "resident"),
        ("/console/", "console"),
        ("/console/orders?state=submitted", "console"),
    ] {
        let reply = get(&app, path).await;
        assert_eq!((reply.status, reply.text), (200, format!("<title>{title}</title>")), "{path}");
        assert!(reply.headers.get("content-type").unwrap().to_str().unwrap().starts_with("text/html"), "{path}");
        assert_eq!(reply.headers.get("cache-control").unwrap(), "no-cache", "{path}");
        assert!(reply.headers.contains_key("content-security-policy"));
    }
    let redirect = get(&app, "/console").await;
    assert_eq!((redirect.status, redirect.header("location").as_deref()), (307, Some("/console/")));
}

#[actix_web::test]
async fn assets_come_compressed_to_those_who_take_it_and_are_kept_for_ever() {
    let (app, _folder) = serving().await;
    for (accept, encoding, body) in [("br, gzip", Some("br"), "brotli"), ("gzip", Some("gzip"), "gzip"), ("identity", None, "plain")] {
        let request = TestRequest::get().uri("/assets/app.0123abcd.js").insert_header((header::ACCEPT_ENCODING, accept));
        let reply = app.send(request).await;
        assert_eq!((reply.status, reply.header("content-encoding").as_deref()), (200, encoding), "{accept}");
        assert!(reply.text.starts_with(body), "{accept}: {}", reply.text);
        assert_eq!(reply.header("cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
        assert!(reply.header("content-type").unwrap().contains("javascript"), "{accept}");
        assert!(reply.header("vary").unwrap_or_default().to_lowercase().contains("accept-encoding") || encoding.is_none(), "{accept}");
    }
    assert_eq!(get(&app, "/console/assets/app.0123abcd.wasm").await.header("content-type").as_deref(), Some("application/wasm"));
    // What is not there is no page: a program of yesterday must not get HTML instead of its code.
    let gone = get(&app, "/assets/app.99999999.js").await;
    assert_eq!(gone.problem(), "404 not_found");
    assert_eq!(gone.header("cache-control"), None);
}

#[actix_web::test]
async fn nothing_outside_is_served() {
    let (app, _folder) = serving().await;
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/secret.txt",
        "/console/../secret.txt",
        "/console/..%2f..%2fsecret.txt",
        "//etc/passwd.txt",
        "/assets/",
        "/.git/config.txt",
        "/assets/..%5c..%5csecret.txt",
        "/%00.txt",
    ] {
        let reply = get(&app, path).await;
        assert!(!reply.text.contains("outside"), "{path}: {}", reply.text);
        assert!(
            reply.status == 404 || reply.status == 400 || reply.text == "<title>resident</title>",
            "{path}: {} {}",
            reply.status,
            reply.text
        );
    }
}

#[actix_web::test]
async fn the_api_stays_the_api() {
    let (app, _folder) = serving().await;
    for path in ["/api/", "/api/v1/nothing", "/api/v2/orders", "/api/v1/index.html"] {
        assert_eq!(get(&app, path).await.problem(), "404 not_found", "{path}");
    }
    let reply = app.send(TestRequest::delete().uri("/api/v1/orders")).await;
    assert_eq!((reply.problem().as_str(), reply.header("allow").as_deref()), ("405 method_not_allowed", Some("GET, POST")));
    for method in [Method::POST, Method::DELETE, Method::PUT] {
        let reply = app.send(TestRequest::default().method(method.clone()).uri("/orders")).await;
        assert!(reply.status == 404 || reply.status == 405, "{method}");
        reply.problem();
    }
}

#[actix_web::test]
async fn parts_and_conditions() {
    let (app, _folder) = serving().await;
    let ask = |name: &'static str, value: &str| {
        app.send(
            TestRequest::get()
                .uri("/assets/app.0123abcd.js")
                .insert_header((name, value.to_owned()))
                .insert_header(("accept-encoding", "identity")),
        )
    };
    let part = ask("range", "bytes=0-4").await;
    assert_eq!((part.status, part.text.as_str()), (206, "plain"));
    assert_eq!(ask("range", "bytes=999999-").await.status, 416);
    let tag = ask("accept", "*/*").await.header("etag").unwrap();
    assert_eq!(ask("if-none-match", &tag).await.status, 304);
    assert_eq!(ask("if-match", "\"other\"").await.status, 412);
}

#[actix_web::test]
async fn without_a_folder_there_is_the_api_alone() {
    let app = TestApp::new(Backend::Sqlite).await;
    assert_eq!(get(&app, "/").await.problem(), "404 not_found");
    assert_eq!(get(&app, "/docs/").await.status, 200);
    assert_eq!(get(&app, "/openapi.json").await.ok()["openapi"], "3.1.0");
}
