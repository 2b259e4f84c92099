//! One struct from file and environment. Every key has its documented default; an unknown key is an error.

#[cfg(test)]
mod tests;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The effective configuration. `shuangbaodao config --show` prints it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address to listen on.
    pub listen: String,
    /// `sqlite:PATH` or `postgres://user:password@host/name?schema=NAME`.
    pub database: String,
    /// Folder of the built front ends; empty serves the API alone.
    pub web: PathBuf,
    /// Address under which people reach this installation; links in messages begin with it. Empty: `http://` and the listening address.
    pub public_url: String,
    pub auth: Auth,
    pub limits: Limits,
    pub orders: Orders,
    pub dispatch: Dispatch,
    pub ratings: Ratings,
    pub calendar: Calendar,
    pub db: Db,
    pub log: Log,
}

/// Sessions and secrets.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Auth {
    /// Signs access tokens and rating links; made at first start and kept in the database when empty.
    pub secret: String,
    pub access_minutes: i64,
    pub refresh_days: i64,
    /// Marks the refresh cookie `Secure`; turn it on behind HTTPS.
    pub secure_cookie: bool,
    /// Wrong passwords or codes in a row until the account is locked.
    pub lockout_attempts: i32,
    pub lockout_minutes: i64,
    pub code_minutes: i64,
    pub code_resend_seconds: i64,
    pub codes_per_day: i64,
    /// Seconds for which a principal read from the database may be reused.
    pub principal_cache_seconds: u64,
}

/// Sizes, rates and how long things are kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Largest request body in bytes.
    pub body_bytes: usize,
    /// Hours an Idempotency-Key is remembered.
    pub idempotency_hours: i64,
    /// Parallel password hashes; each takes about 19 MiB.
    pub parallel_hashes: usize,
    /// Seconds for which menu items and communities read from the database may be reused.
    pub catalogue_seconds: u64,
    /// Orders whose details are kept in memory, by version; about 3 KB each.
    pub remembered_orders: u64,
}

/// The order's life.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Orders {
    /// Days without an answer to the clerk's question until the order counts as withdrawn.
    pub silent_question_days: i64,
    /// Days for which questions to the requester may hold an order up in all; then no more can be asked.
    pub max_question_days: i64,
    /// Working days in which the requester can contest a rejection.
    pub contest_days: u32,
    /// Days back in which open orders for the same item at the same place are shown to whoever is about to order.
    pub duplicate_days: i64,
    /// Days after completion on which the requester is reminded to confirm; one more day and it is closed as unreached.
    pub reminder_days: Vec<i64>,
    /// Days a confirmed order stays open for a rating before it is closed; it can still be rated for `ratings.window_days`.
    pub close_after_days: i64,
    /// Reopenings until the street takes over.
    pub max_reopenings: i32,
    /// Seconds between two looks at what has run out.
    pub sweep_seconds: u64,
}

/// How candidates are scored: the weights add up to 100.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dispatch {
    pub skill_weight: i32,
    pub distance_weight: i32,
    pub capacity_weight: i32,
    /// Candidates shown.
    pub candidates: i64,
}

/// Ratings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ratings {
    /// Days after completion in which an order can be rated.
    pub window_days: i64,
}

/// Office hours, Asia/Shanghai.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    pub office_hours: Vec<(NaiveTime, NaiveTime)>,
}

/// Threads and queues of the database executor.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Db {
    /// Reader threads; 0 chooses by the number of cores.
    pub readers: usize,
    /// Writer threads on PostgreSQL; SQLite has one.
    pub writers: usize,
    /// Jobs that may wait before callers are told to come back later.
    pub queue: usize,
    /// Milliseconds a job may wait.
    pub max_wait_ms: u64,
    /// `true` waits for the disk before a write is acknowledged (SQLite `synchronous=FULL`).
    pub durable: bool,
}

/// Logging.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `json` or `text`.
    pub format: String,
    /// As in `RUST_LOG`.
    pub filter: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            database: "sqlite:data/shuangbaodao.db".into(),
            web: "web/dist".into(),
            public_url: String::new(),
            auth: Auth::default(),
            limits: Limits::default(),
            orders: Orders::default(),
            dispatch: Dispatch::default(),
            ratings: Ratings { window_days: 30 },
            calendar: Calendar::default(),
            db: Db::default(),
            log: Log { format: "json".into(), filter: "info".into() },
        }
    }
}

impl Default for Auth {
    fn default() -> Self {
        Self {
            secret: String::new(),
            access_minutes: 15,
            refresh_days: 30,
            secure_cookie: false,
            lockout_attempts: 5,
            lockout_minutes: 15,
            code_minutes: 5,
            code_resend_seconds: 60,
            codes_per_day: 10,
            principal_cache_seconds: 5,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { body_bytes: 256 * 1024, idempotency_hours: 24, parallel_hashes: 2, catalogue_seconds: 5, remembered_orders: 10_000 }
    }
}

impl Default for Orders {
    fn default() -> Self {
        Self {
            silent_question_days: 7,
            max_question_days: 14,
            contest_days: 5,
            duplicate_days: 30,
            reminder_days: vec![1, 3, 7],
            close_after_days: 7,
            max_reopenings: 2,
            sweep_seconds: 20,
        }
    }
}

impl Default for Dispatch {
    fn default() -> Self {
        Self { skill_weight: 50, distance_weight: 30, capacity_weight: 20, candidates: 20 }
    }
}

impl Default for Ratings {
    fn default() -> Self {
        Self { window_days: 30 }
    }
}

impl Default for Calendar {
    fn default() -> Self {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap_or_default();
        Self { office_hours: vec![(at(8, 30), at(12, 0)), (at(14, 0), at(17, 30))] }
    }
}

impl Default for Db {
    fn default() -> Self {
        Self { readers: 0, writers: 8, queue: 1024, max_wait_ms: 5000, durable: true }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: "json".into(), filter: "info".into() }
    }
}

/// Reads defaults, then the file where one is given, then `SHUANGBAODAO__SECTION__KEY` from the environment.
pub fn load(file: Option<&Path>) -> Result<Config, config::ConfigError> {
    // What is not UTF-8 cannot be one of ours.
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    read(file, variables.collect())
}

fn read(file: Option<&Path>, variables: HashMap<String, String>) -> Result<Config, config::ConfigError> {
    let mut builder = config::Config::builder();
    if let Some(path) = file {
        builder = builder.add_source(config::File::from(path).format(config::FileFormat::Toml));
    }
    let secret = variables.get("SHUANGBAODAO__AUTH__SECRET").cloned();
    let environment = config::Environment::with_prefix("SHUANGBAODAO").prefix_separator("__").separator("__").try_parsing(true);
    let mut loaded: Config = builder.add_source(environment.source(Some(variables))).build()?.try_deserialize()?;
    // Parsed as a number, a secret of digits would lose its leading zeros, and a long one its end.
    loaded.auth.secret = secret.unwrap_or(loaded.auth.secret);
    loaded.check()
}

impl Config {
    fn check(self) -> Result<Self, config::ConfigError> {
        let wrong = |text: &str| Err(config::ConfigError::Message(text.to_owned()));
        let weights = self.dispatch.skill_weight + self.dispatch.distance_weight + self.dispatch.capacity_weight;
        if weights != 100 {
            return wrong("dispatch: the three weights have to add up to 100");
        }
        if !self.orders.reminder_days.is_sorted() || self.orders.reminder_days.is_empty() {
            return wrong("orders.reminder_days: give at least one day, in ascending order");
        }
        if !self.auth.secret.is_empty() && self.auth.secret.len() < 32 {
            return wrong("auth.secret: at least 32 characters, or empty");
        }
        Ok(self)
    }

    /// With what links begin; no slash at the end.
    pub fn public_base(&self) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{}", self.listen),
            given => given.to_owned(),
        }
    }

    /// As TOML, with secrets masked.
    pub fn masked(&self) -> Result<String, toml::ser::Error> {
        let mut shown = self.clone();
        if !shown.auth.secret.is_empty() {
            shown.auth.secret = "***".into();
        }
        shown.database = mask_password(&shown.database);
        toml::to_string_pretty(&shown)
    }
}

fn mask_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}
