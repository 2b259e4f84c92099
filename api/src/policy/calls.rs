//! How to call each operation: on a thing that exists, in a state in which the right caller would succeed, with a valid body.

use super::{check_ins, intake, rooms, tree};
use crate::testing::{Form, TestApp, answer_of, offers_in, read_again};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};

/// What goes into the path and into the body.
#[derive(Default)]
pub struct Call {
    pub argument: Option<String>,
    pub body: Option<Value>,
    pub cookie: Option<String>,
    /// With its question mark.
    pub query: String,
    /// A form instead of a body.
    pub form: Option<Form>,
}

impl Call {
    pub fn on(argument: impl Into<String>) -> Self {
        Self { argument: Some(argument.into()), ..Self::default() }
    }

    pub fn with(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }
}

/// The ways in which an operation is asked for: more than one where it matters what it is asked about.
pub fn variants(operation: &str) -> &'static [&'static str] {
    match operation {
        "create_order" => &["", "on behalf"],
        "get_order" | "get_timeline" => &["draft", "submitted", "offered", "in progress", "done"],
        "reveal_contact" => &["draft", "submitted", "offered", "in progress", "done"],
        "withdraw_order" => &["draft", "accepted"],
        "add_photo" => &["draft", "in progress"],
        "list_photos" | "get_photo" => &["draft", "submitted", "offered", "in progress"],
        "remove_photo" => &["submitted", "in progress"],
        "get_team" | "change_team" => &["", "of another street"],
        _ => &[""],
    }
}

/// A fresh target for the operation; `None` when this table does not know it.
pub async fn prepare(app: &TestApp, operation: &str, variant: &str) -> Option<Call> {
    if let Some(call) = of_accounts(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_org_and_menu(app, operation, variant).await {
        return Some(call);
    }
    if let Some(call) = rooms::of_menu(app, operation).await {
        return Some(call);
    }
    if let Some(call) = rooms::of_desk(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_dispatch_and_ratings(app, operation).await {
        return Some(call);
    }
    if let Some(call) = tree::of_tree(app, operation).await {
        return Some(call);
    }
    if let Some(call) = rooms::of_texts(app, operation).await {
        return Some(call);
    }
    if let Some(call) = super::after::prepare(app, operation).await {
        return Some(call);
    }
    if let Some(call) = rooms::of_notices(app, operation).await {
        return Some(call);
    }
    if let Some(call) = check_ins::prepare(app, operation).await {
        return Some(call);
    }
    if let Some(call) = intake::prepare(app, operation).await {
        return Some(call);
    }
    if let Some(call) = rooms::of_photos(app, operation, variant).await {
        return Some(call);
    }
    if let Some(call) = super::posts::prepare(app, operation).await {
        return Some(call);
    }
    if let Some(call) = super::activities::prepare(app, operation).await {
        return Some(call);
    }
    of_orders(app, operation, variant).await
}

async fn of_accounts(app: &TestApp, operation: &str) -> Option<Call> {
    let phone = format!("138{:08}", rand::random_range(0..100_000_000));
    let password = crate::seed::DEMO_PASSWORD;
    Some(match operation {
        "send_phone_code" => Call::default().with(json!({ "phone": phone })),
        "create_session" => Call::default().with(json!({ "phone": "16000000004", "password": password })),
        "refresh_session" => {
            let opened = app.nobody().post("/sessions", json!({ "phone": "16000000004", "password": password })).await;
            let cookie = opened.header("set-cookie").unwrap();
            Call { cookie: cookie.split(';').next().map(str::to_owned), ..Call::default() }
        }
        "end_session" | "get_me" => Call::default(),
        "change_me" => Call::default().with(json!({ "name": "新名字" })),
        "list_problems" => Call::default(),
        "get_problem" => Call::on("not_found"),
        _ => return None,
    })
}

async fn of_org_and_menu(app: &TestApp, operation: &str, variant: &str) -> Option<Call> {
    Some(match operation {
        "list_divisions" | "list_org_units" | "list_units" | "list_teams" => Call::default(),
        "get_org_unit" => Call::on(app.community().await),
        "get_unit" => {
            let units = app.role(Role::CityOffice).await.get("/units?limit=1").await.ok();
            Call::on(text(&units["items"][0]["id"]))
        }
        "get_team" => Call::on(text(&team(app, variant).await["id"])),
        "change_team" => {
            let team = team(app, variant).await;
            Call::on(text(&team["id"])).with(json!({ "expected_version": team["version"], "capacity": team["capacity"] }))
        }
        _ => return None,
    })
}

/// On the city's items; what a community may do with them, and that it keeps its own, the tests of the room show.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

async fn team(app: &TestApp, variant: &str) -> Value {
    let city = app.role(Role::CityOffice).await;
    if variant.is_empty() {
        return city.get(&format!("/teams/{}", app.team().await)).await.ok();
    }
    let teams = city.get("/teams?limit=200").await.ok();
    let elsewhere =
        |t: &&Value| t["area"]["path"].as_str().is_some_and(|p| p.starts_with("429005/") && !p.starts_with("429005/001/") && p.len() > 7);
    teams["items"].as_array().unwrap().iter().find(elsewhere).expect("a team of another street").clone()
}

/// A rule that does nothing but suggest an urgency, under a name of its own.
/// The rules of a node of their own, so that putting them in order names few.
/// An order that was refused three times.
async fn refused(app: &TestApp) -> Value {
    let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
    let mut order = app.order(S::Accepted).await;
    for _ in 0..3 {
        let offered = app.dispatched(&clerk, &order).await;
        let offer = offers_in(&offered, "offered").first().copied().cloned().unwrap();
        answer_of(&lead, &offer, "refusal", json!({ "reason": "no_capacity" })).await.ok();
        order = read_again(&clerk, &order).await;
    }
    order
}

async fn of_dispatch_and_ratings(app: &TestApp, operation: &str) -> Option<Call> {
    if let Some(call) = rooms::of_rules(app, operation).await {
        return Some(call);
    }
    if operation == "name_team" {
        let order = refused(app).await;
        let mut body = app.offer(&order).await;
        let team = body["team_ids"][0].clone();
        body.as_object_mut().unwrap().remove("team_ids");
        (body["team_id"], body["expected_version"]) = (team, order["version"].clone());
        return Some(Call::on(text(&order["id"])).with(body));
    }
    let state = match operation {
        "list_dispatches" | "list_rating_tags" => return Some(Call::default()),
        "list_candidates" | "dispatch_order" => S::Accepted,
        "accept_dispatch" | "decline_dispatch" | "recall_dispatch" => S::Dispatched,
        "get_explanation" | "object_to_dispatch" | "review_objection" => S::Dispatched,
        "hand_back_dispatch" => S::Taken,
        "rate_order" | "get_rating_link" | "rate_by_link" => S::Done,
        _ => return None,
    };
    let order = app.order(state).await;
    let offer = order["dispatches"].as_array().and_then(|d| d.last()).cloned().unwrap_or_default();
    let on_offer = |mut body: Value| {
        body["expected_version"] = offer["version"].clone();
        Call::on(text(&offer["id"])).with(body)
    };
    Some(match operation {
        "list_candidates" => Call::on(text(&order["id"])),
        "dispatch_order" => {
            let mut body = app.offer(&order).await;
            body["expected_version"] = order["version"].clone();
            Call::on(text(&order["id"])).with(body)
        }
        "get_explanation" => Call::on(text(&offer["id"])),
        "object_to_dispatch" => on_offer(json!({ "reason": "wrong_team", "text": "这单该派给水电队" })),
        "review_objection" => {
            let ask = json!({ "reason": "wrong_team", "text": "这单该派给水电队" });
            let after = answer_of(&app.role(Role::TeamLead).await, &offer, "objection", ask).await.ok();
            let offer = offers_in(&after, "offered").first().copied().cloned().unwrap();
            let body = json!({ "is_upheld": true, "text": "确实派错", "expected_version": offer["version"] });
            Call::on(text(&offer["id"])).with(body)
        }
        "accept_dispatch" | "recall_dispatch" => on_offer(json!({})),
        "decline_dispatch" | "hand_back_dispatch" => on_offer(json!({ "reason": "no_capacity" })),
        "rate_order" => Call::on(text(&order["id"])).with(json!({ "grade": 5 })),
        "get_rating_link" => Call::on(link(app, &order)),
        _ => Call::on(link(app, &order)).with(json!({ "grade": 4 })),
    })
}

fn link(app: &TestApp, order: &Value) -> String {
    let end = app.app.clock.now() + chrono::TimeDelta::days(30);
    app.app.tokens.rating_link(text(&order["id"]).parse().unwrap(), 1, end)
}

/// The notice is one of the resident whose order it is.
async fn of_orders(app: &TestApp, operation: &str, variant: &str) -> Option<Call> {
    let state = match (operation, variant) {
        ("list_orders", _) => return Some(Call::default()),
        ("create_order", _) => {
            let mut body = app.new_order().await;
            body["on_behalf"] = json!(!variant.is_empty());
            if !variant.is_empty() {
                body["consent"] = json!({ "method": "said_on_phone" });
            }
            return Some(Call::default().with(body));
        }
        ("change_draft" | "submit_order", _) | (_, "draft") => S::Draft,
        ("reject_order", _) => return Some(intake::second_person(app).await),
        ("review_rejection", _) => return Some(intake::contested(app).await),
        ("contest_rejection", _) => S::Rejected,
        ("urge_order", _) => S::Accepted,
        ("accept_order" | "propose_rejection" | "refer_order" | "merge_order" | "request_information", _) | (_, "submitted") => {
            S::Submitted
        }
        ("provide_information", _) => S::NeedsInfo,
        (_, "accepted") => S::Accepted,
        (_, "offered") => S::Dispatched,
        ("record_contact" | "add_measure", _) => S::Taken,
        ("complete_order" | "start_waiting" | "ask_extension" | "decide_extension" | "add_progress" | "complete_measure", _)
        | (_, "in progress") => S::InProgress,
        ("resume_order", _) => S::Waiting,
        ("split_order", _) => S::Accepted,
        ("confirm_order" | "reopen_order" | "list_reveals", _) | (_, "done") => S::Done,
        _ => return None,
    };
    let mut order = app.order(state).await;
    if operation == "decide_extension" {
        order = app.with_extension_asked(&order).await;
    }
    let call = Call::on(match operation {
        "complete_measure" => format!("{}/measures/{}", text(&order["id"]), text(&order["measures"][0]["id"])),
        _ => text(&order["id"]),
    });
    let Some(mut body) = body_of(operation, &order).or(intake::body_of(app, operation).await) else { return Some(call) };
    if operation != "reveal_contact" {
        body["expected_version"] = order["version"].clone();
    }
    Some(call.with(body))
}

/// Without the version.
fn body_of(operation: &str, order: &Value) -> Option<Value> {
    Some(match operation {
        "change_draft" => json!({ "text": "厨房的灯泡坏了" }),
        "submit_order" | "confirm_order" | "withdraw_order" | "urge_order" | "resume_order" | "complete_measure" => json!({}),
        "start_waiting" => json!({ "for": "material", "until": order["deadline"], "note": "灯座要订货" }),
        "ask_extension" => json!({ "until": crate::testing::later(&order["deadline"], 24), "reason": "灯座要从外地订货" }),
        "decide_extension" => json!({ "decision": "grant" }),
        "split_order" => json!({ "parts": [{ "text": "更换灯座" }, { "text": "检查线路" }] }),
        "accept_order" => json!({ "urgency": "normal" }),
        "request_information" => json!({ "questions": ["是吸顶灯吗？"] }),
        "provide_information" => json!({ "answers": ["是吸顶灯"] }),
        "contest_rejection" | "reopen_order" | "add_progress" => json!({ "text": "是吸顶灯" }),
        "record_contact" => json!({ "method": "phone" }),
        "add_measure" => json!({ "measure": { "what": "带梯子上门更换", "who": "张建军", "due_at": order["deadline"] } }),
        "complete_order" => json!({ "outcome": "resolved", "note": "换好了", "minutes": 30 }),
        "reveal_contact" => json!({ "reason": "上门前联系" }),
        _ => return None,
    })
}
