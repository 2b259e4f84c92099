//! The demo city: Qianjiang with its tree, people, teams, menu and three months of orders, so that a first start shows a programme
//! at work instead of empty lists. Invented from a seed: the same seed and instant give the same city, down to the ids.
//!
//! Nobody in it exists. Mobile numbers lie in the prefix 160, which is not allotted to any operator: well formed, and nobody's.
//! Office telephones are `0728-000xxxx`: local numbers never begin with 0. Credit codes are well formed and in a series of their own.
//! There are no ID numbers, because nothing here asks for one.

mod accounts;
mod activities;
mod after;
mod chance;
mod check_in_rows;
mod check_ins;
mod codes;
mod data;
mod dispatch_rules;
mod estates;
mod menu;
mod names;
mod orders;
mod people;
mod places;
mod posts;
mod professions;
mod progress;
mod projects;
mod recruit;
mod rows;
mod teams;
#[cfg(test)]
mod tests;
mod units;
mod write;

pub use accounts::{DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount, DemoNode};
pub use progress::{Progress, Quiet, Terminal};

use crate::orders::OrderRow;
use crate::platform::db::{Conn, Db, DbError};
use check_in_rows::*;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use contract::orders::OrderState;
use rows::*;
use serde::Serialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// How much of the city is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Three streets with thirty communities, a few hundred members, some 400 orders.
    Small,
    /// All of it: 11,764 members, 20,000 orders.
    City,
}

impl std::str::FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "small" => Ok(Self::Small),
            "city" => Ok(Self::City),
            other => Err(format!("`{other}` is no scale: small or city")),
        }
    }
}

impl Scale {
    const fn orders(self) -> usize {
        match self {
            Self::Small => 400,
            Self::City => 20_000,
        }
    }
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct SeedPlan {
    pub scale: Scale,
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// The present of the city: nothing in it is younger.
    pub now: DateTime<Utc>,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeedReport {
    pub scale: Scale,
    pub seed: u64,
    /// Rows by table.
    pub rows: BTreeMap<&'static str, usize>,
    /// Orders by state.
    pub orders: BTreeMap<String, usize>,
}

/// Why there is no demo city.
#[derive(Debug, Error)]
pub enum SeedError {
    /// A city is never overwritten.
    #[error("the database already holds {0}; seed an empty one")]
    AlreadyThere(String),
    #[error("a data file cannot be read: {0}")]
    File(#[from] toml::de::Error),
    #[error("the data do not fit together: {0}")]
    Data(String),
    #[error("the password of the demo accounts cannot be hashed: {0}")]
    Password(String),
    #[error(transparent)]
    Db(#[from] DbError),
    #[error("the audit trail refused the event: {0}")]
    Audit(String),
}

impl From<diesel::result::Error> for SeedError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Every row of the city.
#[derive(Default, Debug)]
struct City {
    divisions: Vec<DivisionRow>,
    estates: Vec<EstateRow>,
    buildings: Vec<BuildingRow>,
    org_units: Vec<OrgUnitRow>,
    units: Vec<UnitRow>,
    pairings: Vec<PairingRow>,
    persons: Vec<PersonRow>,
    memberships: Vec<MembershipRow>,
    role_grants: Vec<GrantRow>,
    skills: Vec<SkillRow>,
    teams: Vec<TeamRow>,
    team_members: Vec<TeamMemberRow>,
    menu_groups: Vec<MenuGroupRow>,
    menu_items: Vec<MenuItemRow>,
    menu_item_versions: Vec<MenuVersionRow>,
    menu_closures: Vec<MenuClosureRow>,
    dispatch_rules: Vec<DispatchRuleRow>,
    orders: Vec<OrderRow>,
    order_events: Vec<EventRow>,
    dispatches: Vec<DispatchRow>,
    measures: Vec<MeasureRow>,
    ratings: Vec<RatingRow>,
    reveals: Vec<RevealRow>,
    marks: Vec<MarkRow>,
    check_ins: Vec<CheckInRow>,
    check_in_events: Vec<CheckInEventRow>,
    unit_details: Vec<UnitDetailsRow>,
    unit_liaisons: Vec<UnitLiaisonRow>,
    unit_members: Vec<UnitMemberRow>,
    pairing_items: Vec<PairingItemRow>,
    commitments: Vec<CommitmentRow>,
}

/// The programme began so long before `now`; orders came later.
const FOUNDED_DAYS_AGO: i64 = 180;

/// Invents the city; pure. `tick` hears of orders as they are made.
fn invent(plan: SeedPlan, password_hash: &str, tick: &mut dyn FnMut(u64)) -> Result<City, SeedError> {
    let SeedPlan { scale, seed, now } = plan;
    let (data, founded) = (data::Data::read()?, now - TimeDelta::days(FOUNDED_DAYS_AGO));
    let mut city = City::default();
    let places = places::build(&mut city, &data, seed, scale, founded);
    let people = people::build(&mut city, &data, &places, seed, scale, founded, password_hash);
    let units = units::build(&mut city, &data, &places, &people, seed, founded);
    let teams = teams::build(&mut city, &data, &places, &people, &units, (seed, scale, now), founded);
    let items = menu::build(&mut city, &data, &places, seed, founded);
    dispatch_rules::build(&mut city, &places, &people, &items, &teams, seed, founded)?;
    let world = orders::World::new(&data, &places, &people, items, teams, now);
    orders::build(&mut city, world, seed, scale.orders(), tick)?;
    check_ins::build(&mut city, &places, &units, seed, now, founded);
    Ok(city)
}

/// The hash of the demo password. Its salt comes from the seed, so that the whole city can be made again; the password is public anyway.
fn demo_password_hash(seed: u64) -> Result<String, SeedError> {
    use argon2::password_hash::PasswordHasher;
    let salt = *chance::Chance::new(seed, "salt").id(DateTime::UNIX_EPOCH).as_bytes();
    let hash = argon2::Argon2::default().hash_password_with_salt(DEMO_PASSWORD.as_bytes(), &salt);
    hash.map(|h| h.to_string()).map_err(|e| SeedError::Password(e.to_string()))
}

/// The name of the city in the database, if there is one.
fn city_there(c: &mut Conn) -> Result<Option<String>, SeedError> {
    use crate::schema::org_units;
    use contract::org::OrgLevel;
    use diesel::prelude::*;
    Ok(org_units::table.filter(org_units::level.eq(OrgLevel::City)).select(org_units::name).first(c).optional()?)
}

/// Whether the database holds a city already.
///
/// # Errors
/// What the database answers.
pub async fn is_seeded(db: &Db) -> Result<bool, SeedError> {
    db.read(|c| Ok(city_there(c)?.is_some())).await
}

/// Makes the demo city in an empty, migrated database.
///
/// All of it is one transaction: whoever stops it half way finds an empty database, never half a city.
///
/// # Errors
/// `AlreadyThere` when the database holds a city; otherwise what the database answers.
pub async fn seed(db: &Db, plan: SeedPlan, mut progress: impl Progress) -> Result<SeedReport, SeedError> {
    let plan = SeedPlan { now: plan.now.trunc_subsecs(6), ..plan };
    if let Some(name) = db.read(city_there).await? {
        return Err(SeedError::AlreadyThere(name));
    }
    let invented = tokio::task::spawn_blocking(move || {
        progress.begin("Inventing the city", plan.scale.orders() as u64);
        let hash = demo_password_hash(plan.seed)?;
        let city = invent(plan, &hash, &mut |n| progress.advance(n))?;
        progress.end();
        Ok::<_, SeedError>((city, progress))
    });
    let (city, mut progress) = invented.await.map_err(|e| SeedError::Data(e.to_string()))??;
    db.write(move |c| {
        // Asked again where nobody else can write: two may have begun at the same moment.
        if let Some(name) = city_there(c)? {
            return Err(SeedError::AlreadyThere(name));
        }
        let report = city.report(plan);
        write::all(c, &city, &report, plan.now, &mut progress)?;
        Ok(report)
    })
    .await
}

impl City {
    fn report(&self, plan: SeedPlan) -> SeedReport {
        let rows = [
            ("divisions", self.divisions.len()),
            ("estates", self.estates.len()),
            ("buildings", self.buildings.len()),
            ("org_units", self.org_units.len()),
            ("units", self.units.len()),
            ("pairings", self.pairings.len()),
            ("persons", self.persons.len()),
            ("memberships", self.memberships.len()),
            ("role_grants", self.role_grants.len()),
            ("skills", self.skills.len()),
            ("teams", self.teams.len()),
            ("team_members", self.team_members.len()),
            ("menu_groups", self.menu_groups.len()),
            ("menu_items", self.menu_items.len()),
            ("menu_item_versions", self.menu_item_versions.len()),
            ("menu_closures", self.menu_closures.len()),
            ("dispatch_rules", self.dispatch_rules.len()),
            ("orders", self.orders.len()),
            ("order_events", self.order_events.len()),
            ("dispatches", self.dispatches.len()),
            ("measures", self.measures.len()),
            ("ratings", self.ratings.len()),
            ("reveals", self.reveals.len()),
            ("outbox", self.marks.len()),
            ("check_ins", self.check_ins.len()),
            ("check_in_events", self.check_in_events.len()),
            ("unit_details", self.unit_details.len()),
            ("unit_liaisons", self.unit_liaisons.len()),
            ("unit_members", self.unit_members.len()),
            ("pairing_items", self.pairing_items.len()),
            ("commitments", self.commitments.len()),
        ];
        let count = |s: &OrderState| (s.to_string(), self.orders.iter().filter(|o| o.state == *s).count());
        SeedReport {
            scale: plan.scale,
            seed: plan.seed,
            rows: rows.into_iter().collect(),
            orders: OrderState::ALL.iter().map(count).collect(),
        }
    }
}
