//! The command line: one executable that migrates, seeds, serves and checks.

mod calendar;
mod greet;
mod serve;

use crate::config::{self, Config};
use crate::orders::search;
use crate::platform::audit;
use crate::platform::clock::{Clock, SystemClock};
use crate::platform::db::{self, Conn, Db, Opener, Purpose};
use crate::seed::{self, Scale, SeedPlan, Terminal};
use crate::server;
use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 双报到双服务: double check-in, double service.
#[derive(Parser)]
#[command(name = "shuangbaodao", version, about)]
struct Cli {
    /// A TOML file; every key stands in `config --show`.
    #[arg(long, global = true, env = "SHUANGBAODAO_CONFIG")]
    config: Option<PathBuf>,
    /// `sqlite:PATH` or `postgres://user:password@host/name`; overrides file and environment.
    #[arg(long, global = true)]
    database: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until SIGTERM.
    Serve {
        /// Address to listen on, such as `0.0.0.0:8080`.
        #[arg(long)]
        listen: Option<String>,
        /// Folder of the built front ends; `""` serves the API alone.
        #[arg(long)]
        web: Option<String>,
    },
    /// Bring the database up to this program's schema; creates it when it is missing (SQLite).
    Migrate,
    /// Make the demo city in an empty database.
    Seed {
        /// `small` or `city`.
        #[arg(long, default_value = "small")]
        scale: Scale,
        /// Decides everything that is left to chance.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Leave a database alone that holds a city already.
        #[arg(long)]
        if_empty: bool,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// The configuration in force.
    Config {
        /// Print it, secrets masked.
        #[arg(long, required = true)]
        show: bool,
    },
    /// The audit trail.
    #[command(subcommand)]
    Audit(Audit),
    /// The working calendar.
    #[command(subcommand)]
    Calendar(calendar::Command),
}

#[derive(Subcommand)]
enum Audit {
    /// Recompute every hash chain.
    Verify,
}

/// Runs the command that was asked for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shuangbaodao: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    let mut config = config::load(cli.config.as_deref()).context("configuration")?;
    if let Some(url) = cli.database {
        config.database = url;
    }
    match cli.command {
        Command::Serve { listen, web } => {
            config.listen = listen.unwrap_or(config.listen);
            config.web = web.map_or(config.web, PathBuf::from);
            serve::run(config)
        }
        Command::Migrate => migrate(&config),
        Command::Seed { scale, seed, if_empty } => make_city(&config, scale, seed, if_empty),
        Command::Openapi => out(&server::document().to_yaml()?),
        Command::Config { .. } => out(&config.masked()?),
        Command::Audit(Audit::Verify) => verify(&config),
        Command::Calendar(command) => calendar::run(&config, command),
    }
}

/// Whoever reads it may stop half way, as `head` does.
fn out(text: &str) -> anyhow::Result<()> {
    use std::io::{ErrorKind, Write};
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn migrate(config: &Config) -> anyhow::Result<()> {
    let ran = db::migrate(&config.database, |name| eprintln!("migrating: {name}"))?;
    match ran.len() {
        0 => eprintln!("the database is up to date"),
        n => eprintln!("{n} migrations done"),
    }
    let db = Db::open(&config.database, &config.db)?;
    let indexed = runtime()?.block_on(search::backfill(&db));
    db.drain();
    match indexed? {
        0 => {}
        n => eprintln!("{n} orders indexed for the search"),
    }
    Ok(())
}

/// A current-thread runtime: commands wait for one thing at a time.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// A connection of the command's own; refuses a database that is behind.
fn connect(config: &Config, purpose: Purpose) -> anyhow::Result<Conn> {
    let mut conn = Opener::parse(&config.database, config.db.durable)?.open(purpose)?;
    let missing = db::pending(&mut conn).context("run `shuangbaodao migrate` first")?;
    if !missing.is_empty() {
        bail!("{} migrations are missing: run `shuangbaodao migrate` first", missing.len());
    }
    Ok(conn)
}

fn make_city(config: &Config, scale: Scale, seed: u64, if_empty: bool) -> anyhow::Result<()> {
    drop(connect(config, Purpose::Read)?);
    let db = Db::open(&config.database, &config.db)?;
    let made = runtime()?.block_on(async {
        if if_empty && seed::is_seeded(&db).await? {
            return Ok(None);
        }
        let plan = SeedPlan { scale, seed, now: SystemClock.now() };
        seed::seed(&db, plan, Terminal::default()).await.map(Some)
    });
    db.drain();
    match made? {
        Some(report) => println!("{}", serde_json::to_string_pretty(&report)?),
        None => eprintln!("the database holds a city already"),
    }
    Ok(())
}

fn verify(config: &Config) -> anyhow::Result<()> {
    let chains = audit::verify(&mut connect(config, Purpose::Read)?)?;
    println!("{}", serde_json::to_string_pretty(&chains)?);
    match chains.iter().find(|c| c.broken.is_some()) {
        Some(broken) => bail!("chain {} is broken after {} events", broken.chain, broken.events),
        None => Ok(()),
    }
}
