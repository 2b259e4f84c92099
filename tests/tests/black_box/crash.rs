//! Power cuts: the server is killed while 32 people order, again and again over the same file. What was acknowledged is there,
//! nothing is there by half, and a retry makes exactly one.

mod after;

use after::{State, look};
use anyhow::{Result, bail, ensure};
use std::sync::Arc;
use std::time::Duration;
use tests::api::Caller;
use tests::people::RESIDENT;
use tests::server::Server;
use tokio::sync::Semaphore;

const CREATORS: usize = 32;
/// Rounds of a usual run; `CRASH_ROUNDS=100` for the whole proof.
const ROUNDS: u32 = 10;

/// What one of the creators knows when the line goes dead.
#[derive(Default)]
pub struct Knows {
    /// Key and id of each acknowledged order.
    pub acknowledged: Vec<(String, String)>,
    /// The key that was under way.
    pub unanswered: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_order_is_lost_and_none_is_there_by_half() -> Result<()> {
    let rounds: u32 = std::env::var("CRASH_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let mut server = Server::start().await?;
    let mut known = State::default();
    let (mut acknowledged, mut survived) = (0, 0);
    for round in 0..rounds {
        let resident = Caller::sign_in(&server.base, RESIDENT).await?;
        let item = resident.item("light_bulb").await?;
        let knows = until_killed(&mut server, &resident, &item, round).await?;
        server.start_again().await?;
        let after = look(&server.database.file())?;
        acknowledged += knows.iter().map(|k| k.acknowledged.len()).sum::<usize>();
        survived += check(&known, &after, &knows)?;
        server.run(&["audit", "verify"])?;
        let resident = Caller::sign_in(&server.base, RESIDENT).await?;
        retry(&resident, &item, &after, &knows).await?;
        known = look(&server.database.file())?;
        for key in knows.iter().map(|k| &k.unanswered) {
            ensure!(known.of(key).count() == 1, "round {round}: {} orders for {key} after the retry", known.of(key).count());
        }
    }
    after::check_file(&server.database.file())?;
    println!(
        "{rounds} kills: {acknowledged} acknowledged orders, all there; of {} unanswered ones {survived} were there",
        rounds as usize * CREATORS
    );
    Ok(())
}

/// Lets the creators run, pulls the plug at another moment every round, and asks what each of them knows.
async fn until_killed(server: &mut Server, resident: &Caller, item: &str, round: u32) -> Result<Vec<Knows>> {
    let acknowledged = Arc::new(Semaphore::new(0));
    let creators: Vec<_> = (0..CREATORS)
        .map(|n| tokio::spawn(create(resident.clone(), item.to_owned(), format!("kill-{round}-{n}"), Arc::clone(&acknowledged))))
        .collect();
    // Not a wait for anything: where in a group of writes the plug is pulled must differ from round to round.
    drop(acknowledged.acquire_many(1 + round * 37 % 101).await?);
    tokio::time::sleep(Duration::from_micros(u64::from(round * 1777 % 12_000))).await;
    server.kill()?;
    let mut knows = Vec::new();
    for creator in creators {
        knows.push(creator.await??);
    }
    Ok(knows)
}

/// Orders one after another, each under a key of its own, until there is no answer.
async fn create(resident: Caller, item: String, name: String, acknowledged: Arc<Semaphore>) -> Result<Knows> {
    let mut knows = Knows::default();
    for n in 0.. {
        let key = format!("{name}-{n}");
        let Ok(reply) = resident.post("/orders", Some(&key), &resident.bulb(&item, &key)).await else {
            knows.unanswered = key;
            break;
        };
        if reply.status != 201 {
            bail!("{key}: {} {}", reply.status, reply.body);
        }
        knows.acknowledged.push((key, reply.text("/id").to_owned()));
        acknowledged.add_permits(1);
    }
    Ok(knows)
}

/// How many of the unanswered orders were written all the same.
fn check(before: &State, after: &State, knows: &[Knows]) -> Result<usize> {
    after.check_whole()?;
    let lost = after.lost_since(before);
    ensure!(lost.is_empty(), "written before this round and gone: {lost:?}");
    let mut survived = 0;
    for one in knows {
        for (key, id) in &one.acknowledged {
            let found: Vec<&str> = after.of(key).collect();
            ensure!(found == [id.as_str()], "{key} was acknowledged as {id}; found: {found:?}");
        }
        let found = after.of(&one.unanswered).count();
        ensure!(found <= 1, "{found} orders for {}", one.unanswered);
        survived += found;
    }
    Ok(survived)
}

/// The same again under the same key: the first answer, or the order made now.
async fn retry(resident: &Caller, item: &str, after: &State, knows: &[Knows]) -> Result<()> {
    for one in knows {
        let key = &one.unanswered;
        let again = resident.post("/orders", Some(key), &resident.bulb(item, key)).await?;
        ensure!(again.status == 201, "{key}: {} {}", again.status, again.body);
        let before = after.of(key).next();
        ensure!(again.is_replay == before.is_some(), "{key}: replayed {}, was there {before:?}", again.is_replay);
        ensure!(before.is_none_or(|id| id == again.text("/id")), "{key}: {before:?} has become {}", again.text("/id"));
        if let Some((key, id)) = one.acknowledged.last() {
            let again = resident.post("/orders", Some(key), &resident.bulb(item, key)).await?;
            ensure!(again.is_replay && again.text("/id") == id, "{key}: {id} has become {}", again.body);
        }
    }
    Ok(())
}
