//! SIGTERM: requests that are running finish, new ones are refused, what was acknowledged is there, and the exit code says so.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::sync::Arc;
use tests::api::Caller;
use tests::database::Backend;
use tests::people::RESIDENT;
use tests::server::Server;
use tests::wait;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// Orders acknowledged before the signal comes.
const BEFORE: u32 = 20;
const CREATORS: usize = 8;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() -> Result<()> {
    drains(Backend::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pg() -> Result<()> {
    drains(Backend::Postgres).await
}

/// Seconds within which a server without running requests has stopped; it would wait for thirty.
const AT_ONCE: u64 = 10;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_end_at_once() -> Result<()> {
    let mut server = Server::start().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let mut open = TcpStream::connect(server.address()).await?;
    let head = format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\nAuthorization: {}\r\n\r\n", server.address(), resident.authorization());
    open.write_all(head.as_bytes()).await?;
    let (mut said, mut piece) = (String::new(), [0; 1024]);
    while !said.contains("event: ready") {
        let n = open.read(&mut piece).await?;
        ensure!(n > 0, "the stream ended: {said}");
        said.push_str(&String::from_utf8_lossy(piece.get(..n).unwrap_or_default()));
    }
    let asked = std::time::Instant::now();
    server.terminate()?;
    ensure!(server.ended().await?.code() == Some(0), "exit code: {}", server.log()?);
    ensure!(asked.elapsed().as_secs() < AT_ONCE, "it waited for the stream");
    Ok(())
}

async fn drains(backend: Backend) -> Result<()> {
    let Some(mut server) = Server::start_on(backend).await? else { return Ok(()) };
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let item = resident.item("light_bulb").await?;

    let (mut open, rest) = half_a_request(server.address(), &resident, &item).await?;
    let acknowledged = Arc::new(Semaphore::new(0));
    let creators: Vec<_> =
        (0..CREATORS).map(|n| tokio::spawn(create(resident.clone(), item.clone(), n, Arc::clone(&acknowledged)))).collect();
    drop(acknowledged.acquire_many(BEFORE).await?);
    server.terminate()?;

    wait::until("new connections are refused", || async { Ok(TcpStream::connect(server.address()).await.is_err().then_some(())) }).await?;
    ensure!(server.is_running()?, "it stopped while a request was running");
    open.write_all(rest.as_bytes()).await?;
    let mut orders = vec![created(&read_reply(&mut open).await?)?];
    drop(open);
    ensure!(server.ended().await?.code() == Some(0), "exit code: {}", server.log()?);
    for creator in creators {
        orders.extend(creator.await??);
    }

    server.start_again().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    ensure!(orders.len() > BEFORE as usize, "only {} orders", orders.len());
    for order in &orders {
        resident.get(&format!("/orders/{order}")).await.context("an acknowledged order is gone")?;
    }
    server.run(&["audit", "verify"])?;
    Ok(())
}

/// Creates orders until the server hangs up; the acknowledged ones. Any answer but success is a failure.
async fn create(resident: Caller, item: String, creator: usize, acknowledged: Arc<Semaphore>) -> Result<Vec<String>> {
    let mut orders = Vec::new();
    loop {
        let key = format!("drain-{creator}-{}", orders.len());
        let Ok(reply) = resident.post("/orders", Some(&key), &resident.bulb(&item, &key)).await else { return Ok(orders) };
        if reply.status != 201 {
            bail!("{}: {}", reply.status, reply.body);
        }
        orders.push(reply.text("/id").to_owned());
        acknowledged.add_permits(1);
    }
}

/// Sends the head of a request and half of its body; the connection and the other half. The server has begun with it: it said so.
async fn half_a_request(address: &str, resident: &Caller, item: &str) -> Result<(TcpStream, String)> {
    let body = resident.bulb(item, "关机时还在路上的点单").to_string();
    let middle = body.floor_char_boundary(body.len() / 2);
    let (first, rest) = body.split_at(middle);
    let head = format!(
        "POST /api/v1/orders HTTP/1.1\r\nHost: {address}\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
        resident.authorization(),
        body.len(),
    );
    let mut open = TcpStream::connect(address).await?;
    open.write_all(head.as_bytes()).await?;
    let mut said = [0; 64];
    let n = open.read(&mut said).await?;
    let said = String::from_utf8_lossy(said.get(..n).unwrap_or_default()).into_owned();
    ensure!(said.starts_with("HTTP/1.1 100"), "{said}");
    open.write_all(first.as_bytes()).await?;
    Ok((open, rest.to_owned()))
}

async fn read_reply(open: &mut TcpStream) -> Result<String> {
    let mut reply = Vec::new();
    let mut piece = [0; 4096];
    // The connection may be kept open: the end of the body is the end of the JSON.
    loop {
        let n = open.read(&mut piece).await?;
        reply.extend_from_slice(piece.get(..n).unwrap_or_default());
        let text = String::from_utf8_lossy(&reply);
        let is_whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| serde_json::from_str::<Value>(body).is_ok());
        if n == 0 || is_whole {
            return Ok(text.into_owned());
        }
    }
}

fn created(reply: &str) -> Result<String> {
    let (head, body) = reply.split_once("\r\n\r\n").context("no answer to the request that was running")?;
    ensure!(head.starts_with("HTTP/1.1 201"), "{reply}");
    let order: Value = serde_json::from_str(body)?;
    Ok(order.get("id").and_then(Value::as_str).context("no id")?.to_owned())
}
