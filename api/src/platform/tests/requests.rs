//! Everything that can be wrong with a request, and the problem that answers it.

use crate::testing::{Backend, TestApp};
use actix_web::http::{Method, header};
use actix_web::test::TestRequest;
use contract::accounts::Role;
use serde_json::json;

crate::both! {
    async fn addresses_and_methods(app) {
        let nobody = app.nobody();
        for nothing in ["/nothing", "/orders/", "/ORDERS", "/problems/x/y", "/menu", "/../me", "/%2e%2e/me"] {
            assert_eq!(nobody.get(nothing).await.problem(), "404 not_found", "{nothing}");
        }
        for (method, path, allow) in [
            (Method::DELETE, "/api/v1/me", "GET, PATCH"),
            (Method::TRACE, "/api/v1/me", "GET, PATCH"),
            (Method::OPTIONS, "/api/v1/orders", "GET, POST"),
            (Method::GET, "/api/v1/sessions", "POST"),
            (Method::PUT, "/api/v1/orders/01930f2e-6f00-7000-8000-000000000001", "GET, PATCH"),
        ] {
            let reply = nobody.send(TestRequest::default().method(method.clone()).uri(path)).await;
            assert_eq!((reply.problem().as_str(), reply.header("allow").as_deref()), ("405 method_not_allowed", Some(allow)), "{method} {path}");
        }
        // What is no id does not exist.
        let clerk = app.role(Role::CommunityClerk).await;
        for id in ["x", "1", "01930f2e-6f00-7000-8000-00000000000g", "%00", "%E4%BD%A0%E5%A5%BD", &"9".repeat(3000)] {
            assert_eq!(clerk.get(&format!("/orders/{id}")).await.problem(), "404 not_found", "{id}");
        }
    }

    async fn every_reply_names_its_request(app) {
        let (one, two) = (app.nobody().get("/nothing").await, app.nobody().get("/nothing").await);
        let id = |r: &crate::testing::Reply| r.header("x-request-id").expect("a request id");
        assert_eq!(one.json["trace_id"], id(&one));
        assert_ne!(id(&one), id(&two));
        let good = app.nobody().get("/rating-tags").await;
        assert_eq!(id(&good).len(), 36);
        assert_eq!(good.header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(good.header("x-content-type-options").as_deref(), Some("nosniff"));
        // Nobody chooses it from outside: the log could be filled with somebody else's ids.
        let request = TestRequest::get().uri("/api/v1/rating-tags").insert_header(("x-request-id", "mine"));
        assert_ne!(id(&app.nobody().send(request).await), "mine");
    }

    async fn bodies(app) {
        let resident = app.role(Role::Resident).await;
        for broken in ["", "{", "[1,", "nul", "{\"text\":\"\u{0}", "\u{feff}{}"] {
            assert_eq!(resident.post_raw("/orders", broken).await.problem(), "400 bad_json", "{broken:?}");
        }
        assert_eq!(resident.post_raw("/orders", vec![b'"', 0xff, 0xfe, b'"']).await.status, 400);
        for wrong in ["[]", "null", "1", "\"x\"", r#"["王秀英"]"#] {
            assert_eq!(resident.post_raw("/orders", wrong).await.fields().len(), 1, "{wrong}");
        }
        assert_eq!(resident.post_raw("/orders", "[".repeat(5000)).await.status / 100, 4);
        let doubled = r#"{"name":"a","name":"b"}"#;
        let request = TestRequest::patch().uri("/api/v1/me").insert_header(header::ContentType::json()).set_payload(doubled);
        assert_eq!(resident.send(request).await.status, 422);
    }

    async fn content_types(app) {
        let resident = app.role(Role::Resident).await;
        let send = |kind: &'static str| {
            let request = TestRequest::patch().uri("/api/v1/me").set_payload(r#"{"name":"王秀英"}"#);
            resident.send(if kind.is_empty() { request } else { request.insert_header((header::CONTENT_TYPE, kind)) })
        };
        for good in ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/json;x=y"] {
            assert_eq!(send(good).await.status, 200, "{good}");
        }
        for bad in ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "application/jsonp", "application/json, text/plain"] {
            assert_eq!(send(bad).await.problem(), "415 unsupported_media_type", "{bad}");
        }
    }

    async fn large_bodies(app) {
        let resident = app.role(Role::Resident).await;
        let large = vec![b' '; 10 * 1024 * 1024];
        let announced = resident.post_raw("/orders", large.clone()).await;
        assert_eq!(announced.problem(), "413 body_too_large");
        assert!(announced.json["detail"].as_str().unwrap().contains("262144"), "{}", announced.text);
        let lying = TestRequest::post().uri("/api/v1/orders").insert_header(header::ContentType::json()).set_payload(large);
        let lying = lying.insert_header((header::TRANSFER_ENCODING, "chunked")).insert_header((header::CONTENT_LENGTH, "0"));
        assert_eq!(resident.send(lying).await.problem(), "413 body_too_large");
        // One byte below the limit is read.
        let mut fits = br#"{"name":"x"}"#.to_vec();
        fits.resize(256 * 1024, b' ');
        let request = TestRequest::patch().uri("/api/v1/me").insert_header(header::ContentType::json()).set_payload(fits);
        assert_eq!(resident.send(request).await.status, 200);
    }

    async fn query_strings(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        for bad in [
            "colour=red", "limit=0", "limit=201", "limit=-1", "limit=1e3", "limit=99999999999999999999", "limit=", "limit=5&limit=6", "q=%00",
            "q=a%07", "parent=x", "level=planet", "level=", "cursor", "=", "&&x",
        ] {
            assert_eq!(clerk.get(&format!("/org-units?{bad}")).await.status, 400, "{bad}");
        }
        let long = format!("/org-units?q={}", "%E9%95%BF".repeat(61));
        assert_eq!(clerk.get(&long).await.problem(), "400 bad_query");
        let unknown = clerk.get("/orders?colour=red").await;
        assert_eq!(unknown.problem(), "400 bad_query");
        assert_eq!(unknown.json["detail"], "there is no parameter `colour`");
    }

    async fn cursors_that_were_changed(app) {
        let city = app.role(Role::CityOffice).await;
        for list in ["/org-units", "/units", "/teams", "/orders", "/dispatches"] {
            let page = city.get(&format!("{list}?limit=1")).await.ok();
            let good = page["next_cursor"].as_str().unwrap_or("n1.1").to_owned();
            for bad in ["", "x", "%E4%BD%A0%E5%A5%BD", &good[1..], &good[..good.len() - 1], &format!("z{}", &good[1..]), &"a".repeat(3000), "o00", "t0a", "u"] {
                let reply = city.get(&format!("{list}?cursor={bad}")).await;
                assert!(reply.status == 400 || reply.status == 200 && bad.len() + 1 == good.len(), "{list} {bad}: {}", reply.text);
                if reply.status == 400 {
                    assert_eq!(reply.problem(), "400 bad_cursor");
                }
            }
        }
        // A cursor of one list is none of another.
        let cursor = city.get("/org-units?limit=1").await.ok()["next_cursor"].as_str().unwrap().to_owned();
        assert_eq!(city.get(&format!("/units?cursor={cursor}")).await.problem(), "400 bad_cursor");
    }

    async fn fields_are_named_by_pointer(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["contact"]["phone"] = json!("12");
        ask["text"] = json!("x");
        ask["answers"] = json!({});
        assert_eq!(resident.post("/orders", ask.clone()).await.fields(), ["/contact/phone format", "/text length"]);
        ask["contact"] = json!(7);
        assert_eq!(resident.post("/orders", ask).await.fields(), ["/contact type"]);
    }
}

#[actix_web::test]
async fn a_panic_is_a_500_with_its_request_and_without_its_reason() {
    use actix_web::middleware::from_fn;
    use actix_web::test::{call_service, init_service, read_body_json};
    async fn broken() -> actix_web::HttpResponse {
        panic!("the secret reason")
    }
    let app = actix_web::App::new()
        .wrap(from_fn(crate::platform::http::answer))
        .wrap(tracing_actix_web::TracingLogger::<crate::platform::http::Spans>::new())
        .route("/broken", actix_web::web::get().to(broken));
    let service = init_service(app).await;
    let request = TestRequest::get().uri("/broken").to_request();
    let reply = match actix_web::dev::Service::call(&service, request).await {
        Ok(reply) => reply.into_parts().1.map_into_boxed_body(),
        Err(error) => error.error_response(),
    };
    assert_eq!(reply.status(), 500);
    let id = reply.headers().get("x-request-id").expect("a request id").to_str().unwrap().to_owned();
    let body = actix_web::body::to_bytes(reply.into_body()).await.unwrap();
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!((problem["code"].as_str(), problem["trace_id"].as_str()), (Some("internal"), Some(id.as_str())));
    assert!(!String::from_utf8_lossy(&body).contains("secret"));
    // The service goes on.
    let next = call_service(&service, TestRequest::get().uri("/nothing").to_request()).await;
    let problem: serde_json::Value = read_body_json(next).await;
    assert_eq!(problem["code"], "not_found");
}

#[actix_web::test]
async fn a_full_queue_is_told_when_to_come_back() {
    let app = TestApp::with(Backend::Sqlite, |config| {
        config.db.queue = 1;
        config.db.readers = 1;
    })
    .await;
    let nobody = app.nobody();
    let replies = futures_util::future::join_all((0..60).map(|_| nobody.get("/menu/items"))).await;
    let busy: Vec<_> = replies.iter().filter(|r| r.status != 200).collect();
    assert!(!busy.is_empty());
    for reply in busy {
        assert_eq!((reply.problem().as_str(), reply.header("retry-after").as_deref()), ("503 overloaded", Some("1")));
    }
}
