//! Every answer, in every state of an offer, by everybody.

use super::*;
use crate::both;
use crate::orders::sweep;
use crate::testing::{Reply, answer_of, offers_in, read_again, step_of};
use chrono::TimeDelta;
use contract::dispatch::DispatchState as D;
use insta::assert_snapshot;

const ANSWERS: &[&str] = &["acceptance", "refusal", "hand-back", "recall"];

async fn everybody(app: &TestApp) -> Vec<(&'static str, Actor<'_>)> {
    vec![
        ("requester", app.role(Role::Resident).await),
        ("clerk", clerk(app).await),
        ("secretary", app.role(Role::CommunitySecretary).await),
        ("clerk2", app.other(Role::CommunityClerk).await),
        ("lead", lead(app).await),
        ("member", app.role(Role::Member).await),
        ("lead2", app.another_team().await.0),
        ("street", app.role(Role::Street).await),
        ("city", app.role(Role::CityOffice).await),
        ("sysadmin", app.role(Role::SysAdmin).await),
    ]
}

/// An offer to the demo lead's team in a state.
async fn offer_in(app: &TestApp, state: D) -> Value {
    let order = match state {
        D::Accepted | D::HandedBack => app.order(OrderState::Taken).await,
        D::Done => app.order(OrderState::Done).await,
        _ => app.order(OrderState::Dispatched).await,
    };
    let (lead, clerk) = (lead(app).await, clerk(app).await);
    let reason = json!({ "reason": "no_capacity" });
    match state {
        D::Offered | D::Accepted | D::Done => {}
        D::Declined => drop(answer_of(&lead, offers_in(&order, "offered")[0], "refusal", reason).await.ok()),
        D::Recalled => drop(answer_of(&clerk, offers_in(&order, "offered")[0], "recall", json!({})).await.ok()),
        D::HandedBack => drop(answer_of(&lead, offers_in(&order, "accepted")[0], "hand-back", reason).await.ok()),
        D::Expired => {
            app.later(TimeDelta::days(1));
            sweep::once(&app.app).await.unwrap();
        }
    }
    let order = read_again(&app.role(Role::CommunityClerk).await, &order).await;
    offers_in(&order, state.as_str())[0].clone()
}

fn cell(reply: &Reply) -> String {
    if reply.status < 300 { reply.status.to_string() } else { reply.problem().split(' ').next().unwrap().to_owned() }
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> String {
    let cells: String = cells.map(|c| format!("{c:<10}")).collect();
    format!("{name:<12}{}", cells.trim_end())
}

async fn table(app: &TestApp, state: D) -> String {
    let (mut offer, mut people) = (offer_in(app, state).await, everybody(app).await);
    let mut rows = vec![row(state.as_str(), people.iter().map(|(name, _)| (*name).to_owned()))];
    for answer in ANSWERS {
        let mut cells = Vec::new();
        for index in 0..people.len() {
            let body = if matches!(*answer, "refusal" | "hand-back") { json!({ "reason": "unsafe" }) } else { json!({}) };
            let reply = answer_of(&people[index].1, &offer, answer, body).await;
            cells.push(cell(&reply));
            if reply.status < 300 {
                offer = offer_in(app, state).await;
                people = everybody(app).await;
            } else if reply.status == 409 {
                assert_eq!((reply.problem().as_str(), reply.json["state"].as_str()), ("409 step_refused", Some(state.as_str())));
            }
        }
        rows.push(row(answer, cells.into_iter()));
    }
    rows.join("\n")
}

both! {
    async fn who_may_answer_an_open_or_accepted_offer(app) {
        let tables = [table(&app, D::Offered).await, table(&app, D::Accepted).await];
        assert_snapshot!("who_may_answer_open", tables.join("\n\n"));
        assert_consistent(&app).await;
    }

    async fn nobody_answers_an_offer_that_is_over(app) {
        let mut tables = Vec::new();
        for state in [D::Declined, D::Recalled, D::Done, D::HandedBack, D::Expired] {
            tables.push(table(&app, state).await);
        }
        assert_snapshot!("who_may_answer_over", tables.join("\n\n"));
        assert_consistent(&app).await;
    }

    async fn an_offer_says_which_answers_are_open_to_whom(app) {
        let order = app.order(OrderState::Dispatched).await;
        let open = async |who: Actor<'_>| read_again(&who, &order).await["dispatches"][0]["allowed_actions"].clone();
        assert_eq!(open(lead(&app).await).await, json!(["accept", "decline", "object"]));
        assert_eq!(open(app.role(Role::Member).await).await, json!([]));
        assert_eq!(open(clerk(&app).await).await, json!(["recall"]));
        assert_eq!(open(app.role(Role::Street).await).await, json!([]));
        assert_eq!(read_again(&app.role(Role::Resident).await, &order).await["dispatches"], json!([]), "an open offer is not the requester's");
        let taken = app.taken(&lead(&app).await, &order).await;
        assert_eq!(taken["dispatches"][0]["allowed_actions"], json!(["hand_back"]));
        let mine = read_again(&app.role(Role::Resident).await, &order).await;
        assert_eq!((&mine["team"], &mine["dispatches"][0]["state"]), (&taken["team"], &json!("accepted")));
        assert_eq!(step_of(&lead(&app).await, &taken, "contact", json!({ "method": "phone" })).await["state"], "in_progress");
    }

    async fn an_offer_that_does_not_exist_is_not_answered(app) {
        let nothing = json!({ "id": "01930f2e-6f00-7000-8000-000000000001", "version": 1 });
        for answer in ANSWERS {
            let body = if matches!(*answer, "refusal" | "hand-back") { json!({ "reason": "unsafe" }) } else { json!({}) };
            assert_eq!(answer_of(&app.role(Role::CommunitySecretary).await, &nothing, answer, body.clone()).await.problem(), "404 not_found", "{answer}");
            assert_eq!(answer_of(&app.nobody(), &nothing, answer, body).await.problem(), "401 sign_in_required", "{answer}");
        }
    }
}
