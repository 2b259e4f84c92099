//! Random histories: legal and illegal steps by everybody through HTTP, and a model that says from the table what each is answered.
//! After every history: states, rounds, clocks, offers, measures, ratings, call-backs, the audit chain.
//!
//! `HISTORIES` (24), `HISTORY_STEPS` (45) and `HISTORY_SEED` (the day's) say how many and which. A new step is a row of `model::MOVES`.

mod model;
mod moves;

use super::*;
use crate::platform::clock::Clock;
use crate::platform::db::Conn;
use crate::schema::{orders, ratings, rectifications, teams};
use crate::testing::{Backend, now, read_again, step_of};
use contract::orders::{OrderAction as A, OrderState as S};
use contract::{RatingId, TeamId};
use diesel::prelude::*;
use model::Model;
use moves::{ENDS, EVERYBODY, MOVES, Move, Who, department_reports};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

struct People<'a> {
    app: &'a TestApp,
    all: Vec<(Who, Actor<'a>)>,
    /// Another order of the requester for the same, into which this one can be merged.
    target: Value,
    /// A department.
    unit: String,
}

impl<'a> People<'a> {
    async fn of(app: &'a TestApp, target: &Value, unit: &str) -> Self {
        let all = vec![
            (Who::Requester, app.role(Role::Resident).await),
            (Who::Neighbour, neighbour(app).await),
            (Who::Clerk, app.role(Role::CommunityClerk).await),
            (Who::Secretary, app.role(Role::CommunitySecretary).await),
            (Who::Street, app.role(Role::Street).await),
            (Who::City, app.role(Role::CityOffice).await),
            (Who::Lead, app.role(Role::TeamLead).await),
        ];
        Self { app, all, target: target.clone(), unit: unit.to_owned() }
    }

    fn get(&self, who: Who) -> &Actor<'a> {
        &self.all.iter().find(|(w, _)| *w == who).unwrap().1
    }
}

/// The next request: mostly one that should go well, and seldom one that ends the story early.
fn choose(model: &Model, chance: &mut StdRng) -> (Who, Move) {
    let all: Vec<(Who, Move)> = EVERYBODY.iter().flat_map(|w| MOVES.iter().map(|m| (*w, *m))).collect();
    let is_late_enough = chance.random_range(0..8) == 0;
    let open: Vec<_> =
        all.iter().filter(|(w, m)| model.expected(*w, *m) == 200 && (is_late_enough || !ENDS.contains(&m.action))).copied().collect();
    let choice = if open.is_empty() || chance.random_range(0..3) == 0 { &all } else { &open };
    choice[chance.random_range(0..choice.len())]
}

/// One history; the number of steps that were asked for.
async fn history(people: &People<'_>, chance: &mut StdRng, steps: usize) -> usize {
    let app = people.app;
    let ask = app.new_order().await;
    let mut order = people.get(Who::Requester).post("/orders", ask).await.ok();
    let mut model = Model::new(app.clock.now());
    let mut told = vec!["submit".to_owned()];
    let (mut asked, mut whistle) = (0, Value::Null);
    for _ in 0..steps {
        app.later(TimeDelta::minutes(chance.random_range(0..240)));
        if chance.random_range(0..6) == 0 {
            swept(app).await;
        }
        model.now = app.clock.now();
        order = read_again(people.get(Who::Clerk), &order).await;
        follow(app, &order, &mut model, &mut told).await;
        if model.state == S::Whistled && chance.random_range(0..4) == 0 {
            let is_solved = chance.random_range(0..2) == 0;
            department_reports(app, &people.unit, &whistle, is_solved).await;
            model.state = if is_solved { S::Done } else { S::Accepted };
            told.push(format!("(department: {})", model.state));
        }
        if model.open_parts && chance.random_range(0..4) == 0 {
            withdraw_parts(people.get(Who::Requester), &order).await;
            model.open_parts = false;
        }
        order = read_again(people.get(Who::Clerk), &order).await;
        follow(app, &order, &mut model, &mut told).await;
        model.settle();
        let (who, wanted) = choose(&model, chance);
        let expected = model.expected(who, wanted);
        let Some(reply) = people.ask(who, &order, wanted, chance).await else { continue };
        asked += 1;
        let status = if reply.status < 300 { 200 } else { reply.status };
        let story = || format!("{told:?} then {} {} by {who:?}: {} {}\n{model:?}", wanted.address, wanted.action, reply.status, reply.text);
        // An offer whose window is over is refused before the sweeper has looked.
        let ran_out = wanted.action == A::Take && status == 409 && reply.text.contains("expired");
        assert!(status == expected || ran_out, "expected {expected}: {}", story());
        if status == 200 {
            model.advance(who, wanted, app.app.calendar.get().add(model.now, contract::Span::WorkingDays(5)));
            model.settle();
            told.push(format!("{} {} by {who:?}", wanted.address, wanted.action));
            if wanted.action == A::Whistle {
                whistle = reply.json;
            }
        } else {
            reply.problem();
        }
    }
    order = read_again(people.get(Who::Clerk), &order).await;
    follow(app, &order, &mut model, &mut told).await;
    asked
}

/// The requester needs none of the parts any more.
async fn withdraw_parts(requester: &Actor<'_>, order: &Value) {
    for part in order["parts"].as_array().unwrap() {
        let part = read_again(requester, part).await;
        if part["state"] == "accepted" {
            step_of(requester, &part, "withdrawal", json!({})).await;
        }
    }
}

/// What time has done meanwhile, and what has to hold at each step: the promise that was printed only moves to later days.
async fn follow(app: &TestApp, order: &Value, model: &mut Model, told: &mut Vec<String>) {
    let state: S = order["state"].as_str().unwrap().parse().unwrap();
    if state != model.state {
        let events = events(app, order).await;
        let by_system = events.last().is_some_and(|e| e.actor_id.is_none());
        assert!(by_system, "{told:?}: the model says {}, the order is {state}", model.state);
        if events.last().is_some_and(|e| e.action == A::Release) {
            model.released();
        }
        told.push(format!("(time: {state})"));
        model.state = state;
    }
    assert_eq!((&order["round"], &order["raised"]), (&json!(model.round), &json!(model.raised)), "{told:?}");
    let deadline = order["deadline"].as_str().map(|d| d.parse::<DateTime<Utc>>().unwrap());
    if let (Some(before), Some(after)) = (model.deadline, deadline) {
        assert!(after >= before, "{told:?}: {before} became {after}");
    }
    model.deadline = deadline;
    model.late = order["clocks"].as_array().unwrap().iter().any(|c| c["stage"] == "completion" && c["state"] == "overdue");
}

/// I2, I6 and I7 (domain 5.7) of every order of the test; I8 and I9 are in `assert_consistent`.
async fn assert_fair(app: &TestApp) {
    let since = now();
    let wrong = app
        .read(move |c| {
            let rows: Vec<queries::OrderRow> =
                orders::table.filter(orders::created_at.ge(since)).select(queries::OrderRow::as_select()).load(c)?;
            let mut wrong = Vec::new();
            for row in rows {
                let events = queries::events_of(c, row.id)?;
                let calls = |e: &&EventRow| matches!(e.action, A::CallSolved | A::CallUnsolved | A::CallUnreached);
                if events.iter().filter(calls).any(|e| e.actor_id.is_some() && e.actor_id == row.responsible_id) {
                    wrong.push(format!("{}: the handler called back", row.number));
                }
                let stranger = |e: &&EventRow| e.action == A::Rate && e.actor_id != Some(row.requester_id);
                if events.iter().filter(stranger).count() > 0 {
                    wrong.push(format!("{}: rated by somebody else", row.number));
                }
                wrong.extend(unfair_ratings(c, &row)?);
            }
            let capacities: Vec<(TeamId, i32)> = teams::table.select((teams::id, teams::capacity)).load(c)?;
            for (team, load) in crate::org::team_loads(c, &capacities.iter().map(|(id, _)| *id).collect::<Vec<_>>())? {
                let capacity = capacities.iter().find(|(id, _)| *id == team).map_or(0, |(_, capacity)| i64::from(*capacity));
                if load > capacity {
                    wrong.push(format!("team {team} holds {load} of {capacity}"));
                }
            }
            Ok(wrong)
        })
        .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn unfair_ratings(c: &mut Conn, row: &queries::OrderRow) -> QueryResult<Vec<String>> {
    use rectifications as r;
    let given: Vec<(RatingId, i32, i16, DateTime<Utc>)> = ratings::table
        .filter(ratings::order_id.eq(row.id))
        .select((ratings::id, ratings::round, ratings::grade, ratings::rated_at))
        .load(c)?;
    let mut wrong = Vec::new();
    let distinct: std::collections::BTreeSet<i32> = given.iter().map(|(_, round, ..)| *round).collect();
    if distinct.len() != given.len() {
        wrong.push(format!("{}: two ratings of one round", row.number));
    }
    for (id, _, grade, at) in given {
        let opened: Vec<DateTime<Utc>> = r::table.filter(r::rating_id.eq(id)).select(r::opened_at).load(c)?;
        let in_time = opened.iter().all(|opened| *opened - at <= TimeDelta::seconds(1));
        if opened.len() != usize::from(grade <= 2) || !in_time {
            wrong.push(format!("{}: grade {grade} at {at}, rectifications opened at {opened:?}", row.number));
        }
    }
    Ok(wrong)
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

async fn histories(backend: Backend) {
    // Nobody signs in anew at each step: that is what most of the time would go into.
    let app = &TestApp::with(backend, |config| (config.auth.access_minutes, config.auth.refresh_days) = (60 * 24 * 3650, 3650)).await;
    let seed = setting("HISTORY_SEED", 20_261_124);
    make_room(app).await;
    let target = app.role(Role::Resident).await.post("/orders", app.new_order().await).await.ok();
    let people = People::of(app, &target, &app.departments().await[0]).await;
    let mut asked = 0;
    for number in 0..setting("HISTORIES", 24) {
        println!("history {number} of seed {seed}");
        asked += history(&people, &mut StdRng::seed_from_u64(seed + number), setting("HISTORY_STEPS", 45) as usize).await;
    }
    println!("{asked} steps were asked for");
    assert_fair(app).await;
    assert_consistent(app).await;
}

mod every_history_is_answered_as_the_table_says {
    use super::*;

    #[actix_web::test]
    async fn sqlite() {
        histories(Backend::Sqlite).await;
    }

    #[actix_web::test]
    async fn pg() {
        if Backend::has_postgres() {
            histories(Backend::Postgres).await;
        }
    }
}
