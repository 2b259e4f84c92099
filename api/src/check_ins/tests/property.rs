//! I3 as a property: whatever steps people take, in whatever order, a member has one check-in that has not ended at most, and what is
//! stored agrees with its history.

use crate::schema::{check_in_events, check_ins, role_grants};
use crate::testing::{Actor, TestApp, check_in_step};
use contract::PersonId;
use contract::accounts::Role;
use contract::check_ins::{CheckInAction, CheckInState, CheckInSubject};
use contract::{CheckInId, OrgUnitId};
use diesel::prelude::*;
use serde_json::{Value, json};

const STEPS: usize = 50;
const PHONES: [&str; 3] = ["17788880001", "17788880002", "17788880003"];

/// Deterministic and small: the sequence is part of the failure.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Steps by the word of their action.
const STEP_OF: &[(&str, &str)] = &[
    ("activate", "activation"),
    ("return", "return"),
    ("resubmit", "resubmission"),
    ("transfer", "transfer"),
    ("cancel_transfer", "transfer-cancellation"),
    ("accept_transfer", "transfer-acceptance"),
    ("decline_transfer", "transfer-refusal"),
    ("suspend", "suspension"),
    ("resume", "resumption"),
    ("end", "end"),
];

/// Of the member, the clerks of both communities and who keeps the list one does something: mostly what is offered, now and then whatever.
async fn attempt(dice: &mut Dice, actors: &[Actor<'_>; 4], places: &[String; 2], log: &mut Vec<String>) {
    let (by, place) = (dice.below(4), &places[dice.below(2)]);
    let basis = ["self", "residence", "pairing"][dice.below(3)];
    let new = json!({ "community_id": place, "basis": basis });
    let own = actors[0].get("/check-ins/own?sort=-submitted_at").await.ok();
    let rows = own["items"].as_array().unwrap();
    // Where nothing is left to be done with the last one, a new one is what people try.
    let is_over = rows.first().is_none_or(|r| r["state"] == "ended");
    if rows.is_empty() || dice.below(if is_over { 2 } else { 6 }) == 0 {
        // At once, as from two telephones.
        let (a, b) = futures_util::join!(actors[0].post("/check-ins", new.clone()), actors[0].post("/check-ins", new));
        assert!(a.status != 201 || b.status != 201, "{log:?}");
        log.push(format!("submit: {} {}", a.status, b.status));
        return;
    }
    let row = &rows[if dice.below(4) > 0 { 0 } else { dice.below(rows.len()) }];
    let (mut by, mut offered) = (by, Vec::new());
    for _ in 0..4 {
        let seen = actors[by].get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await;
        let words = seen.json["allowed_actions"].as_array().into_iter().flatten().filter_map(Value::as_str);
        offered = words.map(str::to_owned).collect::<Vec<_>>();
        if !offered.is_empty() {
            break;
        }
        by = (by + 1) % 4;
    }
    let any = offered.is_empty() || dice.below(4) == 0;
    let wanted = if any { STEP_OF[dice.below(STEP_OF.len())].0 } else { offered[dice.below(offered.len())].as_str() };
    if wanted == "end" && dice.below(3) > 0 {
        return;
    }
    let step = STEP_OF.iter().find(|(action, _)| *action == wanted).unwrap().1;
    let why = ["withdrawal", "mistake", "mistake", "unit_leave"][by];
    let body = match wanted {
        "resubmit" => json!({ "check_in": new }),
        "transfer" => json!({ "community_id": place, "reason": "搬家" }),
        "return" | "suspend" | "decline_transfer" => json!({ "reason": "说明" }),
        "end" => json!({ "why": why }),
        _ => json!({}),
    };
    let reply = check_in_step(&actors[by], row, step, body).await;
    log.push(format!("{step} by {by}: {}", reply.status));
    assert!(reply.status < 500, "{log:?} {}", reply.text);
}

type Row = (CheckInId, CheckInState, OrgUnitId, i32);

async fn check(app: &TestApp, person: PersonId, log: &[String]) {
    let rows: Vec<Row> = app
        .read(move |c| {
            check_ins::table
                .filter(check_ins::person_id.eq(person))
                .filter(check_ins::subject.eq(CheckInSubject::Member))
                .select((check_ins::id, check_ins::state, check_ins::community_id, check_ins::version))
                .load(c)
        })
        .await;
    let open: Vec<&Row> = rows.iter().filter(|r| r.1 != CheckInState::Ended).collect();
    assert!(open.len() <= 1, "{log:?}");
    for (id, state, place, version) in &rows {
        let id = *id;
        let events: Vec<(i32, CheckInAction, CheckInState, OrgUnitId)> = app
            .read(move |c| {
                use check_in_events as e;
                e::table
                    .filter(e::check_in_id.eq(id))
                    .order(e::sequence)
                    .select((e::sequence, e::action, e::state, e::community_id))
                    .load(c)
            })
            .await;
        let last = events.last().unwrap();
        assert_eq!((last.2, last.3, last.0), (*state, *place, i32::try_from(events.len()).unwrap()), "{log:?}");
        assert_eq!(*version, last.0, "{log:?}");
        // Every step of the history is one of the table.
        for pair in events.windows(2) {
            assert_eq!(crate::check_ins::lifecycle::step(pair[0].2, pair[1].1).unwrap(), pair[1].2, "{log:?}");
        }
    }
    // The role is held exactly where a check-in counts, or is suspended or on its way.
    let held: Vec<OrgUnitId> = app
        .read(move |c| {
            role_grants::table
                .filter(role_grants::person_id.eq(person))
                .filter(role_grants::role.eq(Role::Member))
                .filter(role_grants::ended_at.is_null())
                .select(role_grants::node_id)
                .load(c)
        })
        .await;
    let counts = |state: CheckInState| matches!(state, CheckInState::Active | CheckInState::Suspended | CheckInState::Transferring);
    let wanted: Vec<OrgUnitId> = open.iter().filter(|r| counts(r.1)).map(|r| r.2).collect();
    assert_eq!(held, wanted, "{log:?}");
}

crate::both! {
    async fn one_check_in_whatever_happens(app) {
        let (keeper, unit) = app.liaison("17788889999").await;
        let places = [app.community().await, app.other_community().await];
        for (seed, phone) in PHONES.iter().enumerate() {
            app.listed(&keeper, &unit, "孙晓燕", phone).await;
            let actors = [
                app.person(phone, "孙晓燕").await,
                app.role(Role::CommunityClerk).await,
                app.other(Role::CommunityClerk).await,
                keeper.clone(),
            ];
            let (mut dice, mut log) = (Dice(seed as u64 + 7), Vec::new());
            for _ in 0..STEPS {
                attempt(&mut dice, &actors, &places, &mut log).await;
                check(&app, actors[0].id.unwrap(), &log).await;
            }
            // The dice have come to something.
            assert!(log.iter().filter(|l| l.contains(" 20")).count() > STEPS / 5, "{log:?}");
        }
        assert!(app.audit_holds().await);
    }
}
