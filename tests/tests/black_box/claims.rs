//! The rush on a shift: everybody claims one of twenty seats at the same moment over real connections, and the server is killed in the middle,
//! twice. Never more than twenty, no acknowledged claim lost, nobody on it twice.
//!
//! `CLAIM_MEMBERS` says how many: 1,000 in a usual run, 5,000 for the goal of the domain.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

mod members;

use anyhow::{Context, Result, ensure};
use chrono::{TimeDelta, Utc};
use members::Member;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tests::api::Caller;
use tests::database::Backend;
use tests::people::CLERK;
use tests::server::Server;
use tests::wait;
use tokio::sync::Semaphore;

const MEMBERS: usize = 1_000;
const SEATS: usize = 20;
const PLACES: usize = 20;
/// How many give their seats back afterwards.
const GO: usize = 10;
/// Connections at once.
const AT_ONCE: usize = 200;

/// What a member was answered: id and state of the claim, or the code of the refusal.
type Answer = Result<(String, String), String>;

/// A shift of twenty seats tomorrow, with as many places in its waiting list.
async fn shift(clerk: &Caller) -> Result<String> {
    let me = clerk.get("/me").await?;
    let content = json!({
        "title": "社区便民服务台", "description": "接待居民", "risk_note": "室内久站", "min_people": 1, "max_people": SEATS,
        "host_ids": [me["id"]],
    });
    let new = json!({ "category": "convenience_service", "node_id": clerk.community, "content": content });
    let post = clerk.post("/posts", None, &new).await?.ok()?;
    let id = post["id"].as_str().context("a post")?.to_owned();
    clerk.post(&format!("/posts/{id}/publication"), None, &json!({ "expected_version": post["version"] })).await?.ok()?;
    let starts = Utc::now() + TimeDelta::days(1);
    let new =
        json!({ "starts_at": starts, "ends_at": starts + TimeDelta::hours(2), "place": "大厅", "capacity": SEATS, "waitlist": PLACES });
    let shift = clerk.post(&format!("/posts/{id}/shifts"), None, &new).await?.ok()?;
    Ok(shift["id"].as_str().context("a shift")?.to_owned())
}

/// Everybody who has no answer yet asks, each under a key of their own; the server is killed after so many answers.
async fn rush(
    server: &mut Server,
    members: &[Arc<Member>],
    shift: &str,
    answers: &mut HashMap<usize, Answer>,
    kill_after: Option<usize>,
) -> Result<()> {
    let (answered, room) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(AT_ONCE)));
    let enough = Arc::new(Semaphore::new(0));
    let path = format!("{}/api/v1/shifts/{shift}/claims", server.base);
    let mut asked = Vec::new();
    for (n, member) in members.iter().enumerate().filter(|(n, _)| !answers.contains_key(n)) {
        let (member, path, room) = (Arc::clone(member), path.clone(), Arc::clone(&room));
        let (answered, enough) = (Arc::clone(&answered), Arc::clone(&enough));
        asked.push(tokio::spawn(async move {
            let _place = room.acquire_owned().await;
            let answer = member.claim(&path).await;
            if answer.is_some() && kill_after == Some(answered.fetch_add(1, Ordering::SeqCst) + 1) {
                enough.add_permits(1);
            }
            (n, answer)
        }));
    }
    if kill_after.is_some() {
        drop(enough.acquire().await?);
        server.kill()?;
    }
    for one in asked {
        if let (n, Some(answer)) = one.await? {
            answers.insert(n, answer);
        }
    }
    if kill_after.is_some() { server.start_again().await } else { Ok(()) }
}

/// What the file says: nobody twice, the seats as they are counted, every acknowledged claim.
fn check(server: &Server, answers: &HashMap<usize, Answer>, is_over: bool) -> Result<()> {
    let found = members::claims(&server.database)?;
    let of = |state: &str| found.values().filter(|s| *s == state).count();
    ensure!(of("held") <= SEATS && of("waitlisted") <= PLACES, "{} held, {} waiting", of("held"), of("waitlisted"));
    for (id, state) in answers.values().filter_map(|a| a.as_ref().ok()) {
        ensure!(found.get(id) == Some(state), "{id} was acknowledged as {state}: {:?}", found.get(id));
    }
    let (held, waiting) = members::counters(&server.database)?;
    ensure!((held, waiting) == (of("held"), of("waitlisted")), "the shift says {held} and {waiting}");
    if is_over {
        ensure!((of("held"), of("waitlisted")) == (SEATS, PLACES), "{} held, {} waiting", of("held"), of("waitlisted"));
    }
    Ok(())
}

/// Ten give their seats back: the first ten who wait are asked, in their order, and take them.
async fn ten_go_and_ten_come(server: &Server, members: &[Arc<Member>], answers: &HashMap<usize, Answer>) -> Result<()> {
    let url = |id: &str| format!("{}/api/v1/claims/{id}", server.base);
    let of = |wanted: &'static str| {
        let mut all: Vec<(usize, String)> =
            answers.iter().filter_map(|(n, a)| a.as_ref().ok().filter(|(_, s)| s == wanted).map(|(id, _)| (*n, id.clone()))).collect();
        all.sort();
        all
    };
    let mut queue = Vec::new();
    for (n, id) in of("waitlisted") {
        let position = members[n].get(&url(&id)).await?["position"].as_u64().context("a place in the queue")?;
        queue.push((position, n, id));
    }
    queue.sort();
    ensure!(queue.iter().map(|q| q.0).eq(1..=u64::try_from(PLACES)?), "the places in the queue: {queue:?}");
    for (n, id) in of("held").iter().take(GO) {
        let ask = json!({ "expected_version": 1, "reason": "plans" });
        let (status, body) = members[*n].send(&format!("{}/cancellation", url(id)), &format!("go-{n}"), &ask).await.context("an answer")?;
        ensure!(status == 200, "{n} gives a seat back: {body}");
    }
    for (position, n, id) in queue.iter().take(GO) {
        let claim = wait::until(&format!("number {position} of the queue is asked"), || async {
            let claim = members[*n].get(&url(id)).await?;
            Ok((claim["state"] == "offered").then_some(claim))
        })
        .await?;
        let ask = json!({ "expected_version": claim["version"] });
        let (status, body) = members[*n].send(&format!("{}/acceptance", url(id)), &format!("come-{n}"), &ask).await.context("an answer")?;
        ensure!(status == 200 && body["state"] == "held", "number {position} takes the seat: {body}");
    }
    let found = members::claims(&server.database)?;
    let count = |state: &str| found.values().filter(|s| *s == state).count();
    ensure!((count("held"), count("waitlisted"), count("offered")) == (SEATS, PLACES - GO, 0), "{found:?}");
    ensure!(queue.iter().skip(GO).all(|(_, _, id)| found.get(id).is_some_and(|s| s == "waitlisted")), "the others still wait");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_seats_are_twenty_seats_however_many_ask_and_whatever_breaks_sqlite() -> Result<()> {
    rush_on(Backend::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_seats_are_twenty_seats_however_many_ask_and_whatever_breaks_pg() -> Result<()> {
    rush_on(Backend::Postgres).await
}

async fn rush_on(backend: Backend) -> Result<()> {
    let count: usize = std::env::var("CLAIM_MEMBERS").ok().and_then(|n| n.parse().ok()).unwrap_or(MEMBERS);
    let Some(mut server) = Server::start_on(backend).await? else { return Ok(()) };
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    let shift = shift(&clerk).await?;
    server.stop().await?;
    members::write(&server.database, count)?;
    server.start_again().await?;
    let members = members::sign_in(&server.base, count, AT_ONCE).await?;
    let (mut answers, begun) = (HashMap::new(), Instant::now());
    for kill_after in [Some(10), Some(count / 3), None] {
        rush(&mut server, &members, &shift, &mut answers, kill_after).await?;
        check(&server, &answers, kill_after.is_none())?;
    }
    ensure!(answers.len() == count, "{} of {count} have an answer", answers.len());
    let refused: Vec<&String> = answers.values().filter_map(|a| a.as_ref().err()).collect();
    ensure!(refused.len() == count - SEATS - PLACES && refused.iter().all(|r| *r == "shift_full"), "{refused:?}");
    let seen: Value = clerk.get(&format!("/shifts/{shift}")).await?;
    ensure!(seen["free"] == 0 && seen["waiting"] == PLACES, "{seen}");
    ten_go_and_ten_come(&server, &members, &answers).await?;
    server.run(&["audit", "verify"])?;
    println!(
        "{backend:?}: {count} members, two kills: {SEATS} held, {PLACES} waiting, the others refused, in {:.1} s",
        begun.elapsed().as_secs_f32()
    );
    Ok(())
}
