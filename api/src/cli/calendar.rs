//! `calendar`: take in the holidays and make-up days of a year as they were announced, and look at what is in force.

use crate::accounts;
use crate::app::App;
use crate::config::Config;
use crate::orders;
use crate::platform::audit::{self, Change};
use crate::platform::calendar::YearCalendar;
use crate::platform::clock::{Clock, SystemClock};
use crate::platform::db::{Conn, Db, Purpose};
use crate::platform::request::Origin;
use crate::platform::sms;
use anyhow::Context;
use clap::Subcommand;
use std::path::PathBuf;
use std::sync::Arc;

/// What can be done with the calendar.
#[derive(Subcommand)]
pub enum Command {
    /// Import the TOML file of a year; it replaces that year. Servers take it over with their next look at what has run out.
    Import { file: PathBuf },
    /// Compute anew what is due for every open order; a server does it by itself after an import.
    Recompute,
    /// Print the years in force and how many days each of them moves.
    Show,
}

/// Runs it.
pub fn run(config: &Config, command: Command) -> anyhow::Result<()> {
    drop(super::connect(config, Purpose::Read)?);
    let db = Db::open(&config.database, &config.db)?;
    let done = super::runtime()?.block_on(async {
        match command {
            Command::Import { file } => import(&db, file).await,
            Command::Recompute => recompute(config, &db).await,
            Command::Show => show(&db).await,
        }
    });
    db.drain();
    done
}

async fn import(db: &Db, file: PathBuf) -> anyhow::Result<()> {
    let source = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let year = YearCalendar::parse(&source)?.year();
    let now = SystemClock.now();
    db.write(move |tx: &mut Conn| {
        accounts::put_calendar(tx, year, &source, now)?;
        let subject = format!("calendar/{year}");
        audit::record(
            tx,
            &Origin::cli("calendar import"),
            now,
            &Change { action: "calendar.imported", subject, before: None::<&()>, after: Some(&source) },
        )
    })
    .await?;
    println!("the calendar of {year} is imported; servers take it over with their next look, see orders.sweep_seconds");
    Ok(())
}

async fn recompute(config: &Config, db: &Db) -> anyhow::Result<()> {
    let app = App::build(config.clone(), db.clone(), Arc::new(SystemClock), sms::of(&config.sms)?).await?;
    println!("{} orders have other dates now", orders::recompute::all(&app).await?);
    Ok(())
}

async fn show(db: &Db) -> anyhow::Result<()> {
    let imported: Vec<i32> = accounts::imported_years(db).await?.iter().map(YearCalendar::year).collect();
    for year in accounts::years_in_force(db).await? {
        let from = if imported.contains(&year.year()) { "imported" } else { "shipped" };
        let status = if year.is_provisional() { "provisional" } else { "published" };
        println!("{} {status} ({from}): {} days off, {} make-up working days", year.year(), year.days_off(), year.days_made_up());
    }
    Ok(())
}
