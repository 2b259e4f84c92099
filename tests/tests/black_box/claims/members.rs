//! Members in any number: written into the file while the server does not run, signed in by a refresh token each.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use anyhow::{Context, Result, ensure};
use chrono::Utc;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel::{QueryableByName, SqliteConnection, sql_query};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Somebody with an access token.
pub struct Member {
    http: reqwest::Client,
    token: String,
    key: String,
}

fn token(n: usize) -> String {
    format!("refresh-token-of-member-{n}")
}

fn open(file: &Path) -> Result<SqliteConnection> {
    let mut c = SqliteConnection::establish(&file.to_string_lossy())?;
    sql_query("PRAGMA busy_timeout = 5000").execute(&mut c)?;
    Ok(c)
}

/// Persons with a check-in in the first community and a session.
pub fn write(file: &Path, count: usize) -> Result<()> {
    let mut c = open(file)?;
    let now = Utc::now().timestamp_micros();
    let (later, number) = (now + 86_400_000_000, i64::try_from(count)?);
    c.transaction(|c| {
        // The ids are those of a counter, so that the three tables fit together.
        let id = |head: &str| format!("unhex('0193{head}000070008000' || printf('%012x', n))");
        let (person, session, check_in) = (id("0001"), id("0002"), id("0003"));
        let numbers = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?)";
        sql_query(format!(
            "{numbers} INSERT INTO persons (id, name, phone, failed_attempts, version, created_at, updated_at)
             SELECT {person}, '成员' || n, printf('139%08d', n), 0, 1, ?, ? FROM numbers"
        ))
        .bind::<BigInt, _>(number)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .execute(c)?;
        sql_query(format!(
            "{numbers} INSERT INTO check_ins (id, number, subject, person_id, community_id, area, basis, state, intents, availability, reason,
                 due_at, submitted_at, activated_at, version, updated_at)
             SELECT {check_in}, 'T' || n, 'member', {person}, (SELECT id FROM org_units WHERE path = '429005/001/001/'), '429005/001/001/',
                 'self', 'active', '[]', '', '', ?, ?, ?, 1, ? FROM numbers"
        ))
        .bind::<BigInt, _>(number)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .execute(c)?;
        sql_query(format!(
            "{numbers} INSERT INTO sessions (id, person_id, created_at, last_used_at, expires_at) SELECT {session}, {person}, ?, ?, ? FROM numbers"
        ))
        .bind::<BigInt, _>(number)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(now)
        .bind::<BigInt, _>(later)
        .execute(c)?;
        for n in 0..count {
            let hash: String = Sha256::digest(token(n)).iter().map(|b| format!("{b:02x}")).collect();
            let insert = format!("INSERT INTO refresh_tokens (token_hash, session_id, created_at) SELECT ?, {session}, ? FROM (SELECT ? AS n)");
            let insert = sql_query(insert).bind::<Text, _>(hash).bind::<BigInt, _>(now);
            insert.bind::<BigInt, _>(i64::try_from(n).unwrap_or(0)).execute(c)?;
        }
        diesel::QueryResult::Ok(())
    })?;
    Ok(())
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
        for _ in 0..50 {
            let request = self.http.post(url).bearer_auth(&self.token).header("idempotency-key", &self.key).json(&json!({}));
            let reply = request.send().await.ok()?;
            let status = reply.status().as_u16();
            let body: Value = reply.json().await.ok()?;
            let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
            match status {
                201 => return Some(Ok((text("id"), text("state")))),
                503 => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
                _ => return Some(Err(text("code"))),
            }
        }
        None
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
pub fn claims(file: &Path) -> Result<HashMap<String, String>> {
    let id = "lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4) || '-' || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21))";
    let rows: Vec<ClaimRow> = sql_query(format!("SELECT {id} AS id, state FROM claims WHERE shift_id = {SHIFT}")).load(&mut open(file)?)?;
    Ok(rows.into_iter().map(|r| (r.id, r.state)).collect())
}

/// What the shift counts: held and waiting.
pub fn counters(file: &Path) -> Result<(usize, usize)> {
    let row: Counters = sql_query(format!("SELECT held, waiting FROM shifts WHERE id = {SHIFT}")).get_result(&mut open(file)?)?;
    Ok((usize::try_from(row.held)?, usize::try_from(row.waiting)?))
}
