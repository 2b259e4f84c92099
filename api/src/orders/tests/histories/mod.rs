//! Random histories: legal and illegal steps by everybody through HTTP, and a model that says from the table what each is answered.
//! After every history: states, rounds, clocks, offers, measures, ratings, call-backs, the audit chain.
//!
//! `HISTORIES` (24), `HISTORY_STEPS` (45) and `HISTORY_SEED` (the day's) say how many and which. A new step is a row of `model::MOVES`.

mod model;

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::schema::{orders, ratings};
use crate::testing::{Reply, answer_of, later, now, path_of, read_again, try_step};
use contract::orders::{OrderAction as A, OrderState as S};
use diesel::prelude::*;
use model::{Door, EVERYBODY, MOVES, Model, Who};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

struct People<'a> {
    app: &'a TestApp,
    all: Vec<(Who, Actor<'a>)>,
}

impl<'a> People<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let all = vec![
            (Who::Requester, app.role(Role::Resident).await),
            (Who::Neighbour, neighbour(app).await),
            (Who::Clerk, app.role(Role::CommunityClerk).await),
            (Who::Secretary, app.role(Role::CommunitySecretary).await),
            (Who::Street, app.role(Role::Street).await),
            (Who::Lead, app.role(Role::TeamLead).await),
        ];
        Self { app, all }
    }

    fn get(&self, who: Who) -> &Actor<'a> {
        &self.all.iter().find(|(w, _)| *w == who).unwrap().1
    }

    async fn body(&self, order: &Value, action: A) -> Value {
        let soon = json!(self.app.clock.now() + TimeDelta::hours(1));
        let measure = json!({ "what": "带梯子上门", "who": "张建军", "due_at": later(&soon, 24) });
        match action {
            A::Accept => json!({ "urgency": "normal" }),
            A::Reject => json!({ "reason": "outside_duty", "explanation": "请拨打 12345 反映" }),
            A::RequestInformation | A::ProvideInformation | A::Reopen | A::AddProgress => json!({ "text": "请说得详细一些" }),
            A::Dispatch => {
                let lead = self.get(Who::Lead).id.unwrap();
                json!({ "team_ids": [self.app.team().await], "responsible_person_id": lead, "measures": [measure] })
            }
            A::RecordContact => json!({ "method": "phone" }),
            A::AddMeasure => json!({ "measure": measure }),
            A::Wait => json!({ "for": "weather", "until": soon, "note": "等雨停" }),
            A::AskExtension => {
                let due = order["clocks"].as_array().unwrap().iter().find(|c| c["stage"] == "completion").map_or(&soon, |c| &c["due_at"]);
                json!({ "until": later(due, 1), "reason": "灯座要从外地订货" })
            }
            A::GrantExtension => json!({ "decision": "grant" }),
            A::RefuseExtension => json!({ "decision": "refuse", "note": "材料本地有货" }),
            A::Complete => json!({ "outcome": "resolved", "minutes": 20 }),
            A::Rate => json!({ "grade": 5 }),
            A::Release | A::HandBack => json!({ "reason": "no_capacity" }),
            _ => json!({}),
        }
    }

    async fn ask(&self, who: Who, order: &Value, (address, action, _): (&str, A, Door)) -> Option<Reply> {
        let (actor, body) = (self.get(who), self.body(order, action).await);
        if let Some(answer) = address.strip_prefix("offer/") {
            let offer = order["dispatches"].as_array().unwrap().last()?.clone();
            return Some(answer_of(actor, &offer, answer, body).await);
        }
        Some(match action {
            A::Rate => actor.post(&path_of(order, address), body).await,
            _ => try_step(actor, order, address, body).await,
        })
    }
}

/// One history; the number of steps that were asked for.
async fn history(app: &TestApp, chance: &mut StdRng, steps: usize) -> usize {
    let mut people = People::of(app).await;
    let ask = app.new_order().await;
    let mut order = people.get(Who::Requester).post("/orders", ask).await.ok();
    let mut model = Model { state: S::Submitted, round: 1, waits: 0, asked: 0, pending: false, rated: false, late: false, deadline: None };
    let mut told = vec!["submit".to_owned()];
    let mut asked = 0;
    for _ in 0..steps {
        app.later(TimeDelta::minutes(chance.random_range(0..240)));
        if chance.random_range(0..6) == 0 {
            swept(app).await;
        }
        // An access token lives for a quarter of an hour.
        people = People::of(app).await;
        order = read_again(people.get(Who::Clerk), &order).await;
        follow(app, &order, &mut model, &mut told).await;
        let all: Vec<(Who, (&str, A, Door))> = EVERYBODY.iter().flat_map(|w| MOVES.iter().map(|m| (*w, *m))).collect();
        let open: Vec<_> = all.iter().filter(|(w, m)| model.expected(*w, *m) == 200).copied().collect();
        let choice = if open.is_empty() || chance.random_range(0..3) == 0 { &all } else { &open };
        let (who, wanted) = choice[chance.random_range(0..choice.len())];
        let expected = model.expected(who, wanted);
        let Some(reply) = people.ask(who, &order, wanted).await else { continue };
        asked += 1;
        let status = if reply.status < 300 { 200 } else { reply.status };
        let story = || format!("{told:?} then {} by {who:?}: {} {}\n{model:?}", wanted.0, reply.status, reply.text);
        // An offer whose window is over is refused before the sweeper has looked.
        let ran_out = wanted.1 == A::Take && status == 409 && reply.text.contains("expired");
        assert!(status == expected || ran_out, "expected {expected}: {}", story());
        if status == 200 {
            model.advance(wanted.1);
            told.push(format!("{} {}", wanted.0, wanted.1));
        } else {
            reply.problem();
        }
    }
    order = read_again(people.get(Who::Clerk), &order).await;
    follow(app, &order, &mut model, &mut told).await;
    asked
}

/// What time has done meanwhile, and what has to hold at each step: the promise that was printed only moves to later days.
async fn follow(app: &TestApp, order: &Value, model: &mut Model, told: &mut Vec<String>) {
    let state: S = order["state"].as_str().unwrap().parse().unwrap();
    if state != model.state {
        let events = events(app, order).await;
        let by_system = events.last().is_some_and(|e| e.actor_id.is_none());
        assert!(by_system, "{told:?}: the model says {}, the order is {state}", model.state);
        told.push(format!("(time: {state})"));
        model.state = state;
    }
    assert_eq!(order["round"], model.round, "{told:?}");
    let deadline = order["deadline"].as_str().map(|d| d.parse::<DateTime<Utc>>().unwrap());
    if let (Some(before), Some(after)) = (model.deadline, deadline) {
        assert!(after >= before, "{told:?}: {before} became {after}");
    }
    model.deadline = deadline;
    model.late = order["clocks"].as_array().unwrap().iter().any(|c| c["stage"] == "completion" && c["state"] == "overdue");
}

/// I6 of every order of the test, and I7 as soon as there are rectifications.
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
                let rounds: Vec<i32> = ratings::table.filter(ratings::order_id.eq(row.id)).select(ratings::round).load(c)?;
                let distinct: std::collections::BTreeSet<i32> = rounds.iter().copied().collect();
                if distinct.len() != rounds.len() {
                    wrong.push(format!("{}: two ratings of one round", row.number));
                }
            }
            Ok(wrong)
        })
        .await;
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

both! {
    async fn every_history_is_answered_as_the_table_says(app) {
        let seed = setting("HISTORY_SEED", 20_261_124);
        make_room(&app).await;
        let mut asked = 0;
        for number in 0..setting("HISTORIES", 24) {
            println!("history {number} of seed {seed}");
            asked += history(&app, &mut StdRng::seed_from_u64(seed + number), setting("HISTORY_STEPS", 45) as usize).await;
        }
        println!("{asked} steps were asked for");
        assert_fair(&app).await;
        assert_consistent(&app).await;
    }
}
