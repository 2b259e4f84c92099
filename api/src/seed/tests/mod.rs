#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod city;
mod orders;
mod written;

use super::*;
use crate::config;
use crate::platform::db::migrate;
use contract::accounts::Role;
use contract::dispatch::DispatchState;
use contract::orders::OrderAction;
use contract::{OrderId, PersonId};
use diesel::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};

/// A Tuesday, twenty past eleven in Qianjiang.
fn noon() -> DateTime<Utc> {
    "2026-11-24T03:20:00Z".parse().unwrap()
}

fn plan(seed: u64, now: DateTime<Utc>) -> SeedPlan {
    SeedPlan { scale: Scale::Small, seed, now }
}

fn small(seed: u64, now: DateTime<Utc>) -> City {
    invent(plan(seed, now), "$argon2id$test", &mut |_| {}).unwrap()
}

fn digest(city: &City) -> String {
    format!("{:x?}", Sha256::digest(format!("{city:?}")))
}
