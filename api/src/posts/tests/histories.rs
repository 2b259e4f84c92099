//! Random histories: members, hosts, clerks and secretaries do what comes to their minds, time passes, the sweeper comes by. After each
//! step nobody has a seat too many, nobody is at two places, and the ledger has what was verified.
//!
//! `POST_HISTORIES` (3), `POST_STEPS` (60) and `POST_SEED` (1) say how many and which.

use super::*;
use crate::posts::sweep;
use crate::testing::{Backend, claim_shift};
use chrono::TimeDelta;
use contract::accounts::Role;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

const PHONES: [&str; 6] = ["13900000001", "13900000002", "13900000003", "13900000004", "13900000005", "13900000006"];

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// One step: whatever is answered, it is an answer and not a failure.
/// The first of them claim, so that there is something to happen to.
async fn act(app: &TestApp, shifts: &[Value], chance: &mut StdRng, is_first: bool) -> String {
    let phone = PHONES[chance.random_range(0..PHONES.len())];
    let shift = &shifts[chance.random_range(0..shifts.len())];
    let choice = if is_first { 1 } else { chance.random_range(0..12) };
    if choice == 0 {
        app.later(TimeDelta::minutes(chance.random_range(5..120)));
        sweep(&app.app).await.unwrap();
        return "time passes".into();
    }
    let member = app.sign_in(phone).await;
    if choice <= 4 {
        let reply = claim_shift(&member, shift).await;
        return format!("{phone} claims: {}", reply.status);
    }
    let own = member.get("/claims?limit=200").await.ok()["items"].as_array().unwrap().clone();
    if own.is_empty() {
        return "nothing".into();
    }
    let claim = own[chance.random_range(0..own.len())].clone();
    let (host, secretary) = (app.role(Role::TeamLead).await, app.role(Role::CommunitySecretary).await);
    let text = json!({ "text": "说明情况" });
    let (who, step, mut body) = match choice {
        5 => (&member, "cancellation", json!({ "reason": if chance.random_range(0..2) == 0 { "illness" } else { "work" } })),
        6 => (&member, "acceptance", json!({})),
        7 => (&member, if chance.random_range(0..2) == 0 { "presence" } else { "sign-out" }, json!({})),
        8 | 9 => {
            let action = ["attend", "sign_out", "verify", "miss", "excuse"][chance.random_range(0..5)];
            let marked = mark(&host, &claim, action).await;
            return format!("the host says {action}: {}", marked["entry"]["state"]);
        }
        10 => (&host, "dispute", text),
        _ => match chance.random_range(0..3) {
            0 => (&member, "answer", text),
            1 => (&secretary, "decision", json!({ "is_upheld": chance.random_range(0..2) == 0, "reason": "核实过了" })),
            _ => return void(app, &secretary, chance).await,
        },
    };
    body["expected_version"] = claim["version"].clone();
    let reply = who.post(&format!("/claims/{}/{step}", id(&claim)), body).await;
    assert!(reply.status < 500, "{step}: {}", reply.text);
    format!("{step}: {}", reply.status)
}

async fn void(app: &TestApp, secretary: &Actor<'_>, chance: &mut StdRng) -> String {
    let community = app.community().await;
    let logs = secretary.get(&format!("/service-logs?community={community}&limit=20")).await.ok()["items"].as_array().unwrap().clone();
    if logs.is_empty() {
        return "nothing to take back".into();
    }
    let log = &logs[chance.random_range(0..logs.len())];
    let reply = secretary.post(&format!("/service-logs/{}/void", id(log)), json!({ "reason": "登记有误" })).await;
    assert!(reply.status < 500, "{}", reply.text);
    format!("void: {}", reply.status)
}

async fn history(backend: Backend, seed: u64) {
    let app = TestApp::new(backend).await;
    let mut chance = StdRng::seed_from_u64(seed);
    for phone in PHONES {
        app.checked_in(phone).await;
    }
    let mut shifts = Vec::new();
    for minutes in [30, 90, 200, 700, 1500] {
        shifts.push(app.shift_in(minutes, 2).await);
    }
    let mut told = Vec::new();
    for step in 0..variable("POST_STEPS", 60) {
        told.push(act(&app, &shifts, &mut chance, step < 8).await);
        assert_consistent(&app).await;
    }
    for phone in PHONES {
        assert_record_is_fold(&app.sign_in(phone).await).await;
    }
    assert!(told.iter().any(|t| t.ends_with("claims: 201")), "{told:?}");
    assert!(app.audit_holds().await);
}

async fn histories(backend: Backend) {
    for n in 0..variable("POST_HISTORIES", 3) {
        let seed = variable("POST_SEED", 1) + n;
        println!("history {seed}");
        history(backend, seed).await;
    }
}

#[actix_web::test]
async fn histories_hold_on_sqlite() {
    histories(Backend::Sqlite).await;
}

#[actix_web::test]
async fn histories_hold_on_postgres() {
    if Backend::has_postgres() {
        histories(Backend::Postgres).await;
    }
}
