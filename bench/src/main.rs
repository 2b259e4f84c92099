//! `make bench`: how fast the API is, as ratios to limits measured in the same run on the same machine.
//! The server is the real executable; wrk drives it over loopback; pgbench runs the same statements against the same PostgreSQL.

mod inside;
mod limits;
mod load;
mod place;
mod searches;
mod table;

use anyhow::{Context, Result};
use load::{Rate, Wrk};
use place::{Kind, Place};
use std::path::PathBuf;
use std::time::Duration;
use table::Table;

/// What one run is made of.
pub struct Plan {
    /// How long each figure is measured.
    pub each: Duration,
    /// Connections, and clients of pgbench.
    pub clients: usize,
    /// Orders in the table.
    pub orders: i64,
    /// Orders of one resident that wait for a rating.
    pub ratable: i64,
    /// The release executable.
    pub program: PathBuf,
    /// `postgres://…/postgres`, durable.
    pub postgres: String,
}

fn main() -> Result<()> {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|t| t.parse().ok()).unwrap_or(default);
    let plan = Plan {
        each: Duration::from_secs(number("BENCH_SECONDS", 8)),
        clients: usize::try_from(number("BENCH_CLIENTS", 32))?,
        orders: i64::try_from(number("BENCH_ORDERS", 100_000))?,
        ratable: 40_000,
        program: std::env::var_os("BENCH_PROGRAM").map(PathBuf::from).context("BENCH_PROGRAM names the release executable")?,
        postgres: std::env::var("TEST_PG_URL").context("TEST_PG_URL names a PostgreSQL to measure on")?,
    };
    let mut table = Table::new(&plan);
    let mut limits = None;
    for kind in [Kind::Sqlite, Kind::Postgres] {
        eprintln!("bench: preparing {} orders on {kind}", plan.orders);
        let place = Place::prepare(&plan, kind)?;
        let memory = measure(&plan, &place, &mut table)?;
        if kind == Kind::Postgres {
            limits = Some(limits::pgbench(&plan, &place)?);
        }
        table.memory(kind, memory);
    }
    if let Some(limits) = limits {
        table.pgbench(limits);
    }
    println!("{}", table.render());
    Ok(())
}

/// The four operations through HTTP and in process, and the same bodies from memory.
fn measure(plan: &Plan, place: &Place, table: &mut Table) -> Result<Vec<(&'static str, Rate)>> {
    let wrk = Wrk::new(plan, place);
    let mut memory = Vec::new();
    for (name, path) in [("list", place.list_path()), ("get", place.get_path())] {
        let body = place.body(&path)?;
        memory.push((name, told(place, "the same body from memory", limits::from_memory(plan, &wrk, body)?)));
        table.http(place.kind, name, told(place, name, wrk.get(&place.address, &path, &place.clerk)?));
        table.inside(place.kind, name, inside::measure(plan, place, &path)?);
    }
    table.searches(place.kind, searches::measure(plan, place)?);
    table.statement(place.kind, inside::statement(plan, place)?);
    table.http(place.kind, "create", told(place, "create", wrk.create(&place.address)?));
    table.http(place.kind, "rate", told(place, "rate", wrk.rate(&place.address)?));
    Ok(memory)
}

/// Says what was measured while the rest is still to come.
fn told(place: &Place, name: &str, rate: Rate) -> Rate {
    eprintln!("bench: {name} on {}: {:.0} a second", place.kind, rate.a_second);
    rate
}
