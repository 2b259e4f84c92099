//! How people are told: quiet hours, streams of events, the ways to SMS and mail.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// Notices and the streams of events.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notices {
    /// From this time of the day, Asia/Shanghai, SMS and mail wait.
    pub quiet_from: NaiveTime,
    /// Until this time; equal to `quiet_from`: there are no quiet hours.
    pub quiet_to: NaiveTime,
    /// Streams of events at once, for one person.
    pub streams_per_person: usize,
    /// Streams of events at once, in this process.
    pub streams: usize,
    /// Seconds between two signs of life on a stream; the session is looked at as often.
    pub heartbeat_seconds: u64,
    /// Seconds between two looks at what other processes have changed; what this one does is told at once.
    pub poll_seconds: u64,
}

/// The gateway for SMS.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sms {
    /// Address to which messages are posted as JSON; empty writes them to the log.
    pub url: String,
    /// Value of `secret_header`.
    pub secret: String,
    pub secret_header: String,
    pub timeout_seconds: u64,
    /// Writes numbers, codes and links into the log in clear: for demonstrations and tests.
    pub log_in_clear: bool,
}

/// The mail server.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// Name of the SMTP server; empty writes to the log.
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    /// Empty signs in nowhere.
    pub user: String,
    pub password: String,
    /// The sender, like `双报到 <no-reply@example.org>`.
    pub from: String,
    pub timeout_seconds: u64,
}

/// How the way to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From the first byte: port 465.
    Implicit,
    /// After a greeting: port 587. A server without it is refused.
    StartTls,
    /// Not at all: for a relay on the same machine.
    None,
}

impl Default for Notices {
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self { quiet_from: at(21), quiet_to: at(8), streams_per_person: 5, streams: 2000, heartbeat_seconds: 15, poll_seconds: 3 }
    }
}

impl Default for Sms {
    fn default() -> Self {
        let header = "authorization".to_owned();
        Self { url: String::new(), secret: String::new(), secret_header: header, timeout_seconds: 10, log_in_clear: false }
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 465,
            tls: MailTls::Implicit,
            user: String::new(),
            password: String::new(),
            from: String::new(),
            timeout_seconds: 10,
        }
    }
}
