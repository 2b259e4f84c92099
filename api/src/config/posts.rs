//! Posts, shifts, claims; and the record of what was done.

use serde::{Deserialize, Serialize};

/// Posts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Posts {
    /// Days ahead for which shifts that come again by a rule are made.
    pub horizon_days: i64,
    /// Days before a shift from which on it can be claimed, unless it says another day.
    pub open_days: i64,
    /// Places in the waiting list of a shift that says nothing else.
    pub waitlist: i32,
    /// Minutes for which a freed seat is kept for whoever waited longest; 120 at most.
    pub answer_minutes: i64,
    /// Hours before a shift until which a seat can be given back without a reason.
    pub cancel_hours: i64,
    /// Shifts of one day that a person may claim.
    pub daily_claims: i64,
    /// Minutes before a shift from which on somebody can be there.
    pub early_minutes: i64,
    /// Minutes after its end until a shift is over and the station's code ends.
    pub grace_minutes: i64,
    /// Hours after the end in which it can still be said who was there.
    pub mark_hours: i64,
    /// Hours after which a service that nobody doubts is verified.
    pub verify_hours: i64,
    /// Seconds for which the station shows one code; the one before is taken as well.
    pub station_seconds: i64,
    /// Days for which past and cancelled shifts stay in the calendar.
    pub calendar_days: i64,
}

impl Default for Posts {
    fn default() -> Self {
        Self {
            horizon_days: 28,
            open_days: 14,
            waitlist: 20,
            answer_minutes: 120,
            cancel_hours: 12,
            daily_claims: 3,
            early_minutes: 30,
            grace_minutes: 120,
            mark_hours: 48,
            verify_hours: 72,
            station_seconds: 60,
            calendar_days: 42,
        }
    }
}

impl Posts {
    /// What is wrong with it.
    pub fn fault(&self) -> Option<&'static str> {
        if !(1..=120).contains(&self.answer_minutes) {
            return Some("posts.answer_minutes: 1 to 120");
        }
        if !(1..=400).contains(&self.horizon_days) {
            return Some("posts.horizon_days: 1 to 400");
        }
        let others = [
            self.open_days,
            self.cancel_hours,
            self.daily_claims,
            self.early_minutes,
            self.grace_minutes,
            self.mark_hours,
            self.verify_hours,
            self.station_seconds,
            self.calendar_days,
        ];
        let is_wrong =
            others.iter().any(|n| !(0..=100_000).contains(n)) || self.station_seconds == 0 || !(0..=500).contains(&self.waitlist);
        is_wrong.then_some("posts: numbers from 0 to 100000, seconds of a code from 1, and at most 500 places in a waiting list")
    }
}

/// The record.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Records {
    /// What a certificate is called. 证明 only where the installation is linked to the national system.
    pub certificate_title: String,
    /// Minutes written for an order when neither its completion nor its events say how long it took.
    pub order_minutes: i32,
    /// Most minutes written for an order.
    pub order_minutes_max: i32,
}

impl Default for Records {
    fn default() -> Self {
        Self { certificate_title: "志愿服务记录".into(), order_minutes: 60, order_minutes_max: 240 }
    }
}
