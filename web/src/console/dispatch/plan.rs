//! What is typed on the dispatch page, and the request it stands for. Kept on the device until it is sent.

use crate::api::Attempt;
use crate::ui::problems_of;
use crate::ui::when::{from_field, to_field};
use chrono::{DateTime, TimeDelta, Utc};
use contract::dispatch::{Candidate, DispatchOrder};
use contract::orders::{NewMeasure, Order};
use contract::{FieldProblem, PersonId, TeamId};
use serde::{Deserialize, Serialize};

/// Most teams that may be asked at once; the contract has the same limit.
pub const MOST_TEAMS: usize = 5;
/// Most measures; the contract has the same limit.
pub const MOST_MEASURES: usize = 10;
/// What an order that is late already is given for its measures.
const LATE_ORDERS_GET: TimeDelta = TimeDelta::hours(2);

/// A measure as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    pub what: String,
    pub who: String,
    /// On the wall clock in China, `2026-11-27T17:30`.
    pub due: String,
}

/// The whole page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Several teams are asked, and the first to accept gets it (抢单).
    pub several: bool,
    pub teams: Vec<TeamId>,
    pub responsible: Option<PersonId>,
    pub measures: Vec<Row>,
    pub note: String,
    /// The version of the order it was begun for: another round is another plan.
    pub round: i32,
    pub attempt: Option<Attempt>,
}

impl Plan {
    /// A plan with one measure, due when the order is.
    pub fn fresh(order: &Order, what: String, now: DateTime<Utc>) -> Self {
        let due = order.deadline.filter(|at| *at > now).unwrap_or(now + LATE_ORDERS_GET);
        Self { round: order.round, measures: vec![Row { what, who: String::new(), due: to_field(due) }], ..Self::default() }
    }

    /// Chooses a team. Of one team the leader answers for the work until another member is named;
    /// measures that said `before`, the one named until now, follow.
    pub fn choose(&mut self, candidate: &Candidate, on: bool, before: &str) {
        if !self.several {
            self.teams = vec![candidate.team.id];
            self.name(Some(candidate.leader.id), before, &candidate.leader.name);
            return;
        }
        self.teams.retain(|t| *t != candidate.team.id);
        if on && self.teams.len() < MOST_TEAMS {
            self.teams.push(candidate.team.id);
        }
    }

    /// One team or several. With several, each names its own person when it accepts.
    /// Measures that were left to the one named are left to `who` then: the team that takes it.
    pub fn set_several(&mut self, several: bool, before: &str, who: &str) {
        self.several = several;
        if several {
            self.name(None, before, who);
        } else {
            // One of several was not chosen as the one; choosing it brings its leader.
            self.teams.clear();
            self.name(None, who, "");
        }
    }

    /// Names who answers for the work. Measures that said nobody, or the one named before, follow.
    pub fn name(&mut self, person: Option<PersonId>, before: &str, name: &str) {
        self.responsible = person;
        for row in &mut self.measures {
            if row.who.trim().is_empty() || row.who == before {
                name.clone_into(&mut row.who);
            }
        }
    }

    /// One measure more, with the date and the person of the last.
    pub fn add(&mut self) {
        if self.measures.len() < MOST_MEASURES {
            let last = self.measures.last().cloned().unwrap_or_default();
            self.measures.push(Row { what: String::new(), ..last });
        }
    }

    /// One measure less; the last one stays.
    pub fn remove(&mut self, index: usize) {
        if self.measures.len() > 1 && index < self.measures.len() {
            self.measures.remove(index);
        }
    }

    /// The request. A date that cannot be read is a problem of its own, so that none goes out that nobody typed.
    pub fn ask(&self, expected_version: i32) -> (DispatchOrder, Vec<FieldProblem>) {
        let mut problems = Vec::new();
        let measure = |(index, row): (usize, &Row)| {
            let due = from_field(&row.due);
            if due.is_none() {
                problems.push(wrong(&format!("/measures/{index}/due_at"), "required"));
            }
            NewMeasure { what: row.what.trim().to_owned(), who: row.who.trim().to_owned(), due_at: due.unwrap_or_default() }
        };
        let measures = self.measures.iter().enumerate().map(measure).collect();
        let ask = DispatchOrder {
            expected_version,
            team_ids: self.teams.clone(),
            responsible_person_id: self.responsible.filter(|_| !self.several),
            measures,
            note: Some(self.note.trim().to_owned()).filter(|n| !n.is_empty()),
        };
        problems.extend(problems_of(&ask));
        // The server asks for this too, but it is not a rule of the request alone.
        if !self.several && ask.team_ids.len() == 1 && ask.responsible_person_id.is_none() {
            problems.push(wrong("/responsible_person_id", "required"));
        }
        problems.sort_by_key(|p| rank(&p.pointer));
        problems.dedup_by(|later, earlier| later.pointer == earlier.pointer);
        (ask, problems)
    }
}

fn wrong(pointer: &str, code: &str) -> FieldProblem {
    FieldProblem { pointer: pointer.to_owned(), detail: String::new(), code: code.to_owned() }
}

/// Where a field stands on the page, from top to bottom.
pub fn rank(pointer: &str) -> (u8, String) {
    let place = ["/team_ids", "/responsible_person_id", "/measures", "/note"].iter().position(|p| pointer.starts_with(p));
    let column = ["/what", "/who", "/due_at"].iter().position(|c| pointer.ends_with(c)).unwrap_or(0);
    let row = pointer.strip_prefix("/measures/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    (place.and_then(|p| u8::try_from(p).ok()).unwrap_or(u8::MAX), format!("{row:0>3}{column}"))
}

/// The field on the page that a pointer of the server means: a team in the list is the list.
pub fn field(pointer: &str) -> String {
    if pointer.starts_with("/team_ids") { "/team_ids".to_owned() } else { pointer.to_owned() }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
