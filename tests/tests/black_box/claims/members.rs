//! Members in any number: written into the database while the server does not run, signed in by a refresh token each.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use anyhow::{Context, Result, ensure};
use chrono::Utc;
use diesel::QueryableByName;
use diesel::sql_types::{Integer, Text};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Arc;
use tests::database::{Backend, Database};
use tokio::sync::Semaphore;

/// How often somebody asks whom a busy server tells to come back.
const ASKS: usize = 600;

/// Somebody with an access token.
pub struct Member {
    http: reqwest::Client,
    token: String,
    key: String,
}

fn token(n: usize) -> String {
    format!("refresh-token-of-member-{n}")
}

/// Persons with a check-in in the first community and a session.
pub fn write(database: &Database, count: usize) -> Result<()> {
    let home = "(SELECT id FROM org_units WHERE path = '429005/001/001/')";
    let text = match database.backend() {
        Backend::Sqlite => {
            // The ids are those of a counter, so that the tables fit together.
            let id = |head: &str| format!("unhex('0193{head}000070008000' || printf('%012x', n))");
            let now = Utc::now().timestamp_micros();
            let numbers = format!("WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {count})");
            let hashes: Vec<String> = (0..count).map(|n| format!("('{}', {n})", hash(&token(n)))).collect();
            let tokens = format!(
                "WITH numbers(hash, n) AS (VALUES {}) INSERT INTO refresh_tokens (token_hash, session_id, created_at) SELECT hash, {}, {now} FROM numbers",
                hashes.join(","),
                id("0002")
            );
            let phone = "printf('139%08d', n)";
            let times = (now.to_string(), (now + 86_400_000_000).to_string());
            [rows(&numbers, id, phone, home, &times), vec![tokens]].concat()
        }
        Backend::Postgres => {
            let id = |head: &str| format!("('0193{head}000070008000' || lpad(to_hex(n), 12, '0'))::uuid");
            let numbers = format!("WITH numbers AS (SELECT generate_series(0, {count} - 1) AS n)");
            let tokens = format!(
                "{numbers} INSERT INTO refresh_tokens (token_hash, session_id, created_at)
                 SELECT encode(sha256(('refresh-token-of-member-' || n)::bytea), 'hex'), {}, now() FROM numbers",
                id("0002")
            );
            let phone = "('139' || lpad(n::text, 8, '0'))";
            let times = ("now()".to_owned(), "now() + interval '1 day'".to_owned());
            [rows(&numbers, id, phone, home, &times), vec![tokens]].concat()
        }
    };
    database.connect()?.execute(&text)
}

fn rows(numbers: &str, id: impl Fn(&str) -> String, phone: &str, home: &str, (now, later): &(String, String)) -> Vec<String> {
    let (person, session, check_in) = (id("0001"), id("0002"), id("0003"));
    vec![
        format!(
            "{numbers} INSERT INTO persons (id, name, phone, failed_attempts, version, created_at, updated_at)
             SELECT {person}, '成员' || n, {phone}, 0, 1, {now}, {now} FROM numbers"
        ),
        format!(
            "{numbers} INSERT INTO check_ins (id, number, subject, person_id, community_id, area, basis, state, intents, availability, reason,
                 due_at, submitted_at, activated_at, version, updated_at)
             SELECT {check_in}, 'T' || n, 'member', {person}, {home}, '429005/001/001/', 'self', 'active', '[]', '', '', {now}, {now}, {now}, 1,
                 {now} FROM numbers"
        ),
        format!(
            "{numbers} INSERT INTO sessions (id, person_id, created_at, last_used_at, expires_at)
             SELECT {session}, {person}, {now}, {now}, {later} FROM numbers"
        ),
    ]
}

fn hash(token: &str) -> String {
    Sha256::digest(token).iter().map(|b| format!("{b:02x}")).collect()
}

/// Signs all of them in.
pub async fn sign_in(base: &str, count: usize, at_once: usize) -> Result<Vec<Arc<Member>>> {
    let http = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(at_once).build()?;
    let room = Arc::new(Semaphore::new(at_once));
    let one = |n: usize| {
        let (http, room, url) = (http.clone(), Arc::clone(&room), format!("{base}/api/v1/sessions/refresh"));
        tokio::spawn(async move {
            let _place = room.acquire_owned().await;
            let reply = http.post(url).header("cookie", format!("sbd_refresh={}", token(n))).send().await?;
            let (status, body) = (reply.status(), reply.json::<Value>().await?);
            ensure!(status.is_success(), "{n} signs in: {status} {body}");
            let token = body["access_token"].as_str().context("an access token")?.to_owned();
            Ok(Arc::new(Member { http, token, key: format!("claim-{n}") }))
        })
    };
    let mut members = Vec::with_capacity(count);
    for started in (0..count).map(one).collect::<Vec<_>>() {
        members.push(started.await??);
    }
    Ok(members)
}

impl Member {
    /// `None` when the line went dead, or the server asks to come back later: then nothing is known.
    pub async fn claim(&self, url: &str) -> Option<Result<(String, String), String>> {
        for _ in 0..ASKS {
            let (status, body) = self.send(url, &self.key, &json!({})).await?;
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            match status {
                201 => return Some(Ok((text("id"), text("state")))),
                503 => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
                _ => return Some(Err(text("code"))),
            }
        }
        None
    }

    /// One request of theirs: status and body; `None` when the line went dead.
    pub async fn send(&self, url: &str, key: &str, body: &Value) -> Option<(u16, Value)> {
        let reply = self.http.post(url).bearer_auth(&self.token).header("idempotency-key", key).json(body).send().await.ok()?;
        Some((reply.status().as_u16(), reply.json().await.ok()?))
    }

    /// What they see there.
    pub async fn get(&self, url: &str) -> Result<Value> {
        let reply = self.http.get(url).bearer_auth(&self.token).send().await?;
        ensure!(reply.status().is_success(), "{url}: {}", reply.status());
        Ok(reply.json().await?)
    }
}

#[derive(QueryableByName)]
struct ClaimRow {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    state: String,
}

#[derive(QueryableByName)]
struct Counters {
    #[diesel(sql_type = Integer)]
    held: i32,
    #[diesel(sql_type = Integer)]
    waiting: i32,
}

/// The newest shift: the one of the test.
const SHIFT: &str = "(SELECT id FROM shifts ORDER BY created_at DESC LIMIT 1)";

/// Claims of the shift: id and state.
pub fn claims(database: &Database) -> Result<HashMap<String, String>> {
    let id = match database.backend() {
        Backend::Sqlite => {
            "lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-' || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21))"
        }
        Backend::Postgres => "id::text",
    };
    let rows: Vec<ClaimRow> = database.connect()?.load(&format!("SELECT {id} AS id, state FROM claims WHERE shift_id = {SHIFT}"))?;
    Ok(rows.into_iter().map(|r| (r.id, r.state)).collect())
}

/// What the shift counts: held and waiting.
pub fn counters(database: &Database) -> Result<(usize, usize)> {
    let rows: Vec<Counters> = database.connect()?.load(&format!("SELECT held, waiting FROM shifts WHERE id = {SHIFT}"))?;
    let row = rows.into_iter().next().context("the shift")?;
    Ok((usize::try_from(row.held)?, usize::try_from(row.waiting)?))
}
