//! The real executable, serving a city of its own on a port of its own.

use crate::database::{self, Backend, Database};
use crate::{place, wait};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};

/// A running server. It is killed when it goes out of scope.
pub struct Server {
    /// `http://127.0.0.1:port`, without a slash at the end.
    pub base: String,
    pub database: Database,
    child: Child,
    /// How often it was started; each start writes a log of its own.
    starts: u32,
}

impl Server {
    /// Starts it on SQLite.
    pub async fn start() -> Result<Self> {
        Self::over(Database::sqlite()?).await
    }

    /// Starts it on the database that is wanted; `None` when there is none and there need not be one.
    pub async fn start_on(backend: Backend) -> Result<Option<Self>> {
        match Database::new(backend)? {
            Some(database) => Ok(Some(Self::over(database).await?)),
            None => Ok(None),
        }
    }

    async fn over(database: Database) -> Result<Self> {
        let child = spawn(&database, "127.0.0.1:0", 1)?;
        let mut this = Self { base: String::new(), database, child, starts: 1 };
        let address = wait::until("the server says where it listens", || {
            let found = this.log().map(|log| value_after(&log, "\"addresses\":\"").map(str::to_owned));
            async move { found }
        })
        .await
        .with_context(|| this.log().unwrap_or_default())?;
        this.base = format!("http://{address}");
        this.ready().await?;
        Ok(this)
    }

    /// Waits until it answers.
    async fn ready(&mut self) -> Result<()> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let url = format!("{}/readyz", self.base);
        let outcome = wait::until("the server is ready", || async {
            let reply = http.get(&url).send().await;
            Ok(reply.is_ok_and(|r| r.status().is_success()).then_some(()))
        });
        outcome.await.with_context(|| self.log().unwrap_or_default())
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Asks it to stop and does not wait.
    pub fn terminate(&self) -> Result<()> {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        if !sent.success() {
            bail!("the server was not running any more");
        }
        Ok(())
    }

    /// Whether it still runs.
    pub fn is_running(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Waits until it has ended.
    pub async fn ended(&mut self) -> Result<ExitStatus> {
        let child = &mut self.child;
        wait::until("the server stops", || {
            let ended = child.try_wait();
            async move { Ok(ended?) }
        })
        .await
    }

    /// Asks it to stop and waits until it has.
    pub async fn stop(&mut self) -> Result<ExitStatus> {
        self.terminate()?;
        self.ended().await
    }

    /// Starts it again at the same address over the same database.
    pub async fn start_again(&mut self) -> Result<()> {
        self.starts += 1;
        self.child = spawn(&self.database, self.address(), self.starts)?;
        self.ready().await
    }

    /// Runs a command of the executable over the same database.
    pub fn run(&self, words: &[&str]) -> Result<String> {
        database::run(&self.database.url, words)
    }

    /// What it has written to its log since it was last started.
    pub fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(log_of(&self.database, self.starts))?)
    }

    /// What stands in the newest message to this phone, after `mark` and up to a blank or a mark of punctuation.
    pub async fn message(&self, phone: &str, mark: &str) -> Result<String> {
        wait::until(&format!("a message to {phone} with “{mark}”"), || async {
            let log = self.log()?;
            let line = log.lines().rev().find(|l| l.contains("\"target\":\"sms\"") && l.contains(phone) && l.contains(mark));
            let rest = line.and_then(|l| l.split_once(mark)).map(|(_, rest)| rest);
            Ok(rest.map(|r| r.chars().take_while(|c| c.is_ascii_graphic() && !"\",".contains(*c)).collect()))
        })
        .await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn log_of(database: &Database, start: u32) -> PathBuf {
    database.folder().join(format!("server-{start}.log"))
}

fn spawn(database: &Database, listen: &str, start: u32) -> Result<Child> {
    let log = File::create(log_of(database, start))?;
    let web = place::web()?.unwrap_or_default();
    let mut command = Command::new(place::executable()?);
    command.args(["serve", "--listen", listen, "--database", &database.url]).env("SHUANGBAODAO__WEB", web);
    command.env("SHUANGBAODAO__PHOTOS__STORE", database.folder().join("photos")).env("SHUANGBAODAO__SMS__LOG_IN_CLEAR", "true");
    // A test is the same at night: equal times are no quiet hours.
    command.env("SHUANGBAODAO__NOTICES__QUIET_FROM", "08:00:00").env("SHUANGBAODAO__NOTICES__QUIET_TO", "08:00:00");
    Ok(command.env("RUST_LOG", "info").stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?)
}

fn value_after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    text.split_once(mark).and_then(|(_, rest)| rest.split_once(['"', ','])).map(|(value, _)| value)
}
