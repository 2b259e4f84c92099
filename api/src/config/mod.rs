//! One struct from file and environment. Every key has its documented default; an unknown key is an error.

mod activities;
mod check_ins;
mod defaults;
mod load;
mod menu;
mod photos;
mod posts;
mod telling;
#[cfg(test)]
mod tests;
mod waits;

pub use activities::{Activities, Projects};
pub use check_ins::{CheckIns, Imports};
pub use load::load;
pub use waits::{Wait, Waits};

pub use menu::Menu;
pub use photos::Photos;
pub use posts::{Posts, Records};

pub use telling::{Mail, MailTls, Notices, Sms};

use chrono::NaiveTime;
use contract::Span;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

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
    pub menu: Menu,
    pub orders: Orders,
    pub dispatch: Dispatch,
    pub ratings: Ratings,
    pub photos: Photos,
    pub posts: Posts,
    pub records: Records,
    pub check_ins: CheckIns,
    pub imports: Imports,
    pub activities: Activities,
    pub projects: Projects,
    pub calendar: Calendar,
    pub documents: Documents,
    pub notices: Notices,
    pub sms: Sms,
    pub mail: Mail,
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
    /// Seconds for which a refresh token that was used serves once more: its answer got lost, or two tabs woke at once.
    pub refresh_grace_seconds: i64,
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
    /// Views a person may keep.
    pub saved_views: usize,
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
    /// Days after completion until the requester is reminded once; never more often.
    pub reminder_day: i64,
    /// Days of silence after completion until the order waits for a call; it should be called back within seven.
    pub callback_after_days: i64,
    /// Days a confirmed order stays open for a rating before it is closed; it can still be rated for `ratings.window_days`.
    pub close_after_days: i64,
    /// Reopenings with the community; the next one goes to the street, and the one after that to the city.
    pub max_reopenings: i32,
    /// Seconds between two looks at what has run out.
    pub sweep_seconds: u64,
    /// Times a team may wait in one round.
    pub max_waits: i32,
    /// How long a team may wait for what, once and in all of a round; the completion clock stands still as long.
    pub waits: Waits,
    /// Times a team may ask for more time in one round: the secretary decides the first, the street the second.
    pub max_extensions: i32,
    /// From the completion until somebody has confirmed it or called back: an invitation, a reminder, and days on which to try.
    pub callback: Span,
    /// Parts of a stage's span, in percent, after which whoever holds the order is reminded; 100 is when it is over.
    pub reminders: Vec<i32>,
}

/// How candidates are scored, and when rules and refusals take over. The weights add up to 100.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dispatch {
    pub skill_weight: i32,
    pub distance_weight: i32,
    pub capacity_weight: i32,
    pub promise_weight: i32,
    /// Days back over which kept and broken promises of a team are counted.
    pub promise_days: i64,
    /// Candidates shown.
    pub candidates: i64,
    /// Refusals in a round, declined or expired, after which the secretary names the team.
    pub refusals_before_naming: usize,
    /// Past orders on which a draft of the rules is tried at most.
    pub trial_orders: i64,
}

/// Ratings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ratings {
    /// Days after completion in which an order can be rated.
    pub window_days: i64,
    /// Days after a rating in which one more word can be said about it.
    pub follow_up_days: i64,
}

/// Office hours, Asia/Shanghai.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    pub office_hours: Vec<(NaiveTime, NaiveTime)>,
}

/// What is given out as PDF.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Documents {
    /// Files of fonts, with `#` and a number where a file holds several. A character is drawn with the first that has it.
    pub fonts: Vec<String>,
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

impl Config {
    fn check(self) -> Result<Self, config::ConfigError> {
        let wrong = |text: &str| Err(config::ConfigError::Message(text.to_owned()));
        let dispatch = &self.dispatch;
        let weights = [dispatch.skill_weight, dispatch.distance_weight, dispatch.capacity_weight, dispatch.promise_weight];
        if weights.iter().any(|w| !(0..=100).contains(w)) || weights.iter().sum::<i32>() != 100 {
            return wrong("dispatch: the four weights, none below 0, have to add up to 100");
        }
        if dispatch.refusals_before_naming == 0 {
            return wrong("dispatch.refusals_before_naming: at least 1");
        }
        if !(1..=5000).contains(&dispatch.trial_orders) {
            return wrong("dispatch.trial_orders: 1 to 5000");
        }
        if self.orders.reminder_day < 1 || !(self.orders.reminder_day..=7).contains(&self.orders.callback_after_days) {
            return wrong("orders: remind on the first day or later, and let calls begin on that day or later, within seven");
        }
        if self.orders.reminders.iter().any(|p| !(1..=100).contains(p)) {
            return wrong("orders.reminders: percentages from 1 to 100");
        }
        if let Some(fault) = self.posts.fault() {
            return wrong(fault);
        }
        if self.records.order_minutes < 0 || self.records.order_minutes_max < self.records.order_minutes {
            return wrong("records.order_minutes: from 0 to order_minutes_max");
        }
        if !self.auth.secret.is_empty() && self.auth.secret.len() < 32 {
            return wrong("auth.secret: at least 32 characters, or empty");
        }
        if !(0..=300).contains(&self.auth.refresh_grace_seconds) {
            return wrong("auth.refresh_grace_seconds: from 0 to 300");
        }
        if self.photos.display_edge < 64 || self.photos.thumbnail_edge < 16 || self.photos.store.is_empty() {
            return wrong("photos: `store` is empty, or an edge is too short to show anything");
        }
        if self.check_ins.confirm_days == 0 || self.check_ins.returned_days < 1 {
            return wrong("check_ins: at least one working day, and one day");
        }
        if let Some(fault) = activities::fault(&self.activities, &self.projects) {
            return wrong(fault);
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
        let secrets = [&mut shown.auth.secret, &mut shown.photos.s3_secret, &mut shown.sms.secret, &mut shown.mail.password];
        for secret in secrets.into_iter().filter(|s| !s.is_empty()) {
            *secret = "***".into();
        }
        shown.database = load::mask_password(&shown.database);
        toml::to_string_pretty(&shown)
    }
}
