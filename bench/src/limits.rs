//! What could be reached at most: the same body from memory, the same statements from pgbench.

use crate::Plan;
use crate::load::{Rate, Wrk};
use crate::place::{Place, free_address};
use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::process::Command;

/// A plain actix-web server that answers every request with this JSON, without anything of ours around it.
pub fn from_memory(_plan: &Plan, wrk: &Wrk<'_>, body: String) -> Result<Rate> {
    let address = free_address()?;
    let listen = address.clone();
    let (tell, told) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let body = web::Bytes::from(body);
            let answer = move || {
                let body = body.clone();
                async move { HttpResponse::Ok().content_type("application/json").body(body) }
            };
            let server = HttpServer::new(move || App::new().default_service(web::to(answer.clone()))).bind(&listen)?.run();
            tell.send(server.handle()).ok();
            server.await
        })
    });
    let handle = told.recv().context("the plain server did not start")?;
    let rate = wrk.get(&address, "/", "none");
    actix_web::rt::System::new().block_on(handle.stop(false));
    thread.join().map_err(|_| anyhow::anyhow!("the plain server panicked"))??;
    rate
}

/// Rates of pgbench, by the name of its script.
pub fn pgbench(plan: &Plan, place: &Place) -> Result<Vec<(&'static str, Rate)>> {
    const SCRIPTS: [(&str, &str); 5] = [
        ("list", include_str!("../sql/list.sql")),
        ("get", include_str!("../sql/get.sql")),
        ("create", include_str!("../sql/create.sql")),
        ("rate", include_str!("../sql/rate.sql")),
        ("insert", include_str!("../sql/insert.sql")),
    ];
    SCRIPTS.iter().map(|(name, script)| Ok((*name, one(plan, place, name, script)?))).collect()
}

fn one(plan: &Plan, place: &Place, name: &str, script: &str) -> Result<Rate> {
    let path = place.folder.path().join(format!("{name}.sql"));
    let uuid = |id: &str| format!("'{id}'");
    let filled = script
        .replace("{community}", &uuid(&place.community))
        .replace("{item}", &uuid(&place.item))
        .replace("{order}", &uuid(&place.order));
    fs::write(&path, filled)?;
    let (clients, seconds) = (plan.clients.to_string(), plan.each.as_secs().to_string());
    let program = std::env::var("BENCH_PGBENCH").unwrap_or_else(|_| "pgbench".into());
    let out = Command::new(&program)
        .args(["-n", "-M", "prepared", "-j", "2", "-c", &clients, "-T", &seconds, "-f"])
        .arg(&path)
        .arg(&place.url)
        .output()
        .with_context(|| program.clone())?;
    let text = String::from_utf8_lossy(&out.stdout);
    ensure!(out.status.success(), "pgbench {name}: {text}{}", String::from_utf8_lossy(&out.stderr));
    let rate: f64 = text.lines().find_map(|l| l.strip_prefix("tps = ")?.split(' ').next()?.parse().ok()).context("no rate")?;
    eprintln!("bench: {name} by pgbench: {rate:.0} a second");
    Ok(Rate { a_second: rate, p99: None })
}
