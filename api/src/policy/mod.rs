//! Who may call what: every operation of the OpenAPI document, asked by every kind of caller, as one reviewed table.
//! An operation that is not in `calls` fails the test, so that none can be added without a look at who may call it.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod activities;
mod after;
mod callers;
mod calls;
mod check_ins;
mod intake;
mod posts;
mod rooms;
mod tree;

use crate::server;
use crate::testing::{Actor, TestApp};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use callers::CALLERS;
use calls::Call;
use contract::accounts::Role;
use serde_json::json;
use std::fmt::Write;
use utoipa::openapi::PathItem;
use utoipa::openapi::path::Operation;

/// An operation of the document: its id, method and path.
struct Documented {
    id: String,
    method: Method,
    path: String,
}

fn operations() -> Vec<Documented> {
    let api = server::document();
    let mut found: Vec<Documented> = api.paths.paths.iter().flat_map(|(path, item)| of_path(path, item)).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

fn of_path(path: &str, item: &PathItem) -> Vec<Documented> {
    let methods: [(Method, &Option<Operation>); 5] = [
        (Method::GET, &item.get),
        (Method::POST, &item.post),
        (Method::PATCH, &item.patch),
        (Method::PUT, &item.put),
        (Method::DELETE, &item.delete),
    ];
    let one = |(method, operation): (Method, &Option<Operation>)| {
        let id = operation.as_ref()?.operation_id.clone().expect("an operationId");
        Some(Documented { id, method, path: path.to_owned() })
    };
    methods.into_iter().filter_map(one).collect()
}

fn request(operation: &Documented, call: &Call) -> TestRequest {
    let mut path = operation.path.clone();
    if let (Some(from), Some(to)) = (path.find('{'), path.rfind('}')) {
        path.replace_range(from..=to, call.argument.as_deref().expect("a call with an argument for the path"));
    }
    path.push_str(&call.query);
    let mut request = TestRequest::default().method(operation.method.clone()).uri(&path);
    if let Some(cookie) = &call.cookie {
        request = request.insert_header(("cookie", cookie.as_str()));
    }
    match (&call.body, &call.form) {
        (Some(body), _) => request.set_json(body),
        (None, Some(form)) => form.put_into(request),
        (None, None) => request,
    }
}

/// A row of the table. What a success used up is made anew for the next caller.
async fn row(app: &TestApp, operation: &Documented, variant: &str) -> String {
    let mut cells = String::new();
    let mut call: Option<Call> = None;
    for caller in CALLERS {
        let actor: Actor<'_> = caller.sign_in(app).await;
        if call.is_none() {
            call = calls::prepare(app, &operation.id, variant).await;
        }
        let ready = call.as_ref().unwrap_or_else(|| {
            panic!(
                "nobody has said who may call `{}`: add a line to api/src/policy/calls.rs that calls it on something that exists, \
                 run `INSTA_UPDATE=always cargo test -p shuangbaodao policy`, and read the new row of the snapshot",
                operation.id
            )
        });
        let reply = actor.send(request(operation, ready)).await;
        if reply.status >= 400 {
            reply.problem();
        } else if operation.method != Method::GET
            && !["reveal_contact", "unseal_rater", "show_whistle_contact", "reveal_claimant"].contains(&operation.id.as_str())
        {
            call = None;
        }
        write!(cells, " {:>6}", reply.status).unwrap();
    }
    let name = if variant.is_empty() { operation.id.clone() } else { format!("{} ({variant})", operation.id) };
    format!("{name:<36}{cells}")
}

/// The demo team is offered every order of this test.
async fn make_room(app: &TestApp) {
    let lead = app.role(Role::TeamLead).await;
    let path = format!("/teams/{}", app.team().await);
    let team = lead.get(&path).await.ok();
    lead.patch(&path, json!({ "expected_version": team["version"], "capacity": 200 })).await.ok();
}

crate::both! {
    async fn every_operation_and_every_caller(app) {
        make_room(&app).await;
        let mut table = format!("{:<36}{}\n", "", CALLERS.iter().map(|c| format!(" {:>6}", c.short())).collect::<String>());
        for operation in operations() {
            for variant in calls::variants(&operation.id) {
                table.push_str(&row(&app, &operation, variant).await);
                table.push('\n');
            }
        }
        for caller in CALLERS {
            writeln!(table, "{:>6}  {}", caller.short(), caller.about()).unwrap();
        }
        insta::assert_snapshot!("policy", table);
    }
}
