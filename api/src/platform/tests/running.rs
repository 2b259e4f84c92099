//! For those who run it: alive, ready, metrics.

use crate::server;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use diesel::RunQueryDsl;

crate::both! {
    async fn alive_and_ready(app) {
        for (path, text) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
            let reply = app.nobody().send(TestRequest::get().uri(path)).await;
            assert_eq!((reply.status, reply.text.as_str()), (200, text));
        }
        // A migration that the database does not have.
        let forget = |tx: &mut crate::platform::db::Conn| {
            let last = "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
            crate::platform::error::ApiResult::Ok(diesel::sql_query(last).execute(tx)?)
        };
        assert_eq!(app.app.db.write(forget).await.unwrap(), 1);
        let reply = app.nobody().send(TestRequest::get().uri("/readyz")).await;
        assert_eq!(reply.problem(), "503 not_ready");
        assert_eq!(reply.header("retry-after").as_deref(), Some("5"));
        assert!(reply.json["detail"].as_str().unwrap().contains("1 migrations are missing"), "{}", reply.text);
        assert_eq!(app.nobody().send(TestRequest::get().uri("/healthz")).await.status, 200);
    }

    async fn metrics_are_labelled_by_route(app) {
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let handle = Data::new(recorder.handle());
        // Another test may have set it before: then its recorder counts.
        let is_ours = metrics::set_global_recorder(recorder).is_ok();
        let service = init_service(server::web_app(app.app.clone(), Some(handle))).await;
        for path in ["/api/v1/menu/items", "/api/v1/orders/01930f2e-6f00-7000-8000-000000000001", "/api/v1/secret-13900000001"] {
            call_service(&service, TestRequest::get().uri(path).to_request()).await;
        }
        let reply = call_service(&service, TestRequest::get().uri("/metrics").to_request()).await;
        assert_eq!(reply.status(), 200);
        assert!(reply.headers().get("content-type").unwrap().to_str().unwrap().starts_with("text/plain"));
        let text = String::from_utf8(read_body(reply).await.to_vec()).unwrap();
        assert!(!text.contains("13900000001"));
        if is_ours {
            for label in ["route=\"/api/v1/menu/items\"", "route=\"/api/v1/orders/{id}\"", "route=\"unmatched\"", "status=\"401\""] {
                assert!(text.contains(label), "{label}:\n{text}");
            }
        }
    }
}
