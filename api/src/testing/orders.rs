//! Orders in any state, brought there by the steps that people take.

use super::{Actor, Reply, TestApp};
use crate::platform::clock::Clock;
use crate::schema::{persons, team_members, teams};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState;
use contract::{PersonId, TeamId};
use diesel::prelude::*;
use serde_json::{Value, json};

impl TestApp {
    /// The id of a menu item by its code.
    pub async fn item(&self, code: &str) -> String {
        let items = self.nobody().get("/menu/items").await.ok();
        let item = items.as_array().unwrap().iter().find(|i| i["code"] == code).unwrap_or_else(|| panic!("no item {code}"));
        item["id"].as_str().unwrap().to_owned()
    }

    /// The community of the demo clerk.
    pub async fn community(&self) -> String {
        let me = self.role(Role::CommunityClerk).await.get("/me").await.ok();
        me["roles"][0]["node"]["id"].as_str().unwrap().to_owned()
    }

    /// What the demo resident sends to order a new lamp.
    pub async fn new_order(&self) -> Value {
        json!({
            "item_id": self.item("light_bulb").await,
            "community_id": self.community().await,
            "text": "客厅的灯泡坏了，晚上看不见",
            "answers": { "room": "living_room", "lamp": "bulb", "count": 1 },
            "contact": { "name": "王秀英", "phone": "16000000001", "address": "园林小区 3 栋 2 单元 501" },
        })
    }

    /// The team of the demo lead.
    pub async fn team(&self) -> String {
        let me = self.role(Role::TeamLead).await.get("/me").await.ok();
        me["teams"][0]["id"].as_str().unwrap().to_owned()
    }

    /// An order of the demo resident that has just reached the state. Those that need days are not made here.
    pub async fn order(&self, state: OrderState) -> Value {
        use OrderState as S;
        let (resident, clerk) = (self.role(Role::Resident).await, self.role(Role::CommunityClerk).await);
        let (secretary, lead) = (self.role(Role::CommunitySecretary).await, self.role(Role::TeamLead).await);
        let mut ask = self.new_order().await;
        if state == S::Draft {
            ask["submit"] = json!(false);
        }
        let mut order = resident.post("/orders", ask).await.ok();
        for step in path_to(state) {
            order = match *step {
                "acceptance" => step_of(&clerk, &order, step, json!({ "urgency": "normal" })).await,
                "rejection-proposal" => step_of(&clerk, &order, step, rejection()).await,
                "rejection" => step_of(&secretary, &order, step, json!({})).await,
                "information-request" => step_of(&clerk, &order, step, json!({ "questions": ["是吸顶灯还是吊灯？"] })).await,
                "referral" => step_of(&clerk, &order, step, referral()).await,
                "merge" => {
                    let other = resident.post("/orders", self.new_order().await).await.ok();
                    step_of(&clerk, &order, step, json!({ "into": other["id"] })).await
                }
                "dispatches" => self.dispatched(&clerk, &order).await,
                "take" => self.taken(&lead, &order).await,
                "contact" => step_of(&lead, &order, step, json!({ "method": "phone" })).await,
                "completion" => step_of(&lead, &order, step, json!({ "outcome": "resolved", "note": "换好了", "minutes": 30 })).await,
                "reopening" => step_of(&resident, &order, step, json!({ "text": "又不亮了" })).await,
                other => step_of(&resident, &order, other, json!({})).await,
            };
        }
        assert_eq!(order["state"], state.as_str());
        order
    }

    /// Offered to the demo lead's team.
    pub async fn dispatched(&self, clerk: &Actor<'_>, order: &Value) -> Value {
        step_of(clerk, order, "dispatches", self.offer(order).await).await
    }

    /// What a clerk sends to offer an order to the demo lead's team, without the version.
    pub async fn offer(&self, order: &Value) -> Value {
        let lead = self.role(Role::TeamLead).await.id.unwrap();
        let due = order["deadline"].clone();
        json!({
            "team_ids": [self.team().await],
            "responsible_person_id": lead,
            "measures": [{ "what": "带梯子上门更换灯泡", "who": "张建军", "due_at": due }],
        })
    }

    /// The lead of another team of the same community who does not belong to the demo lead's team, and that team.
    pub async fn another_team(&self) -> (Actor<'_>, String) {
        let (first, now) = (self.team().await.parse::<TeamId>().unwrap(), self.clock.now());
        let (phone, team) = self
            .read(move |c| {
                let area: String = teams::table.find(first).select(teams::area).first(c)?;
                let members = team_members::table.filter(team_members::team_id.eq(first)).select(team_members::person_id);
                let own: Vec<PersonId> = members.load(c)?;
                teams::table
                    .inner_join(persons::table.on(persons::id.eq(teams::leader_id)))
                    .filter(teams::area.eq(area))
                    .filter(teams::on_leave_until.is_null().or(teams::on_leave_until.lt(now.date_naive() - TimeDelta::days(1))))
                    .filter(teams::leader_id.ne_all(own))
                    .order(teams::id)
                    .select((persons::phone, teams::id))
                    .first::<(String, TeamId)>(c)
            })
            .await;
        (self.sign_in(&phone).await, team.to_string())
    }

    /// The open offer of an order is accepted.
    pub async fn taken(&self, lead: &Actor<'_>, order: &Value) -> Value {
        let offer = order["dispatches"].as_array().unwrap().iter().find(|d| d["state"] == "offered").expect("an open offer").clone();
        let path = format!("/dispatches/{}/acceptance", offer["id"].as_str().unwrap());
        lead.post(&path, json!({ "expected_version": offer["version"] })).await.ok()
    }
}

/// What a clerk proposes, without the version.
pub fn rejection() -> Value {
    json!({ "reason": "outside_duty", "explanation": "请拨打 12345 反映" })
}

/// What a clerk sends to refer an order, without the version.
pub fn referral() -> Value {
    json!({ "channel": "hotline", "receipt": "12345-2026-0001", "explanation": "已转 12345 热线办理" })
}

/// Takes a step with the version the order has.
pub async fn step_of(actor: &Actor<'_>, order: &Value, step: &str, body: Value) -> Value {
    try_step(actor, order, step, body).await.ok()
}

/// Asks for a step with the version the order has; the reply as it came.
pub async fn try_step(actor: &Actor<'_>, order: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = order["version"].clone();
    actor.post(&path_of(order, step), body).await
}

/// `/orders/{id}/{step}`
pub fn path_of(order: &Value, step: &str) -> String {
    format!("/orders/{}/{step}", order["id"].as_str().unwrap())
}

/// The order as the caller reads it now.
pub async fn read_again(actor: &Actor<'_>, order: &Value) -> Value {
    actor.get(path_of(order, "").trim_end_matches('/')).await.ok()
}

/// The offers of an order that are in a state.
pub fn offers_in<'v>(order: &'v Value, state: &str) -> Vec<&'v Value> {
    order["dispatches"].as_array().unwrap().iter().filter(|d| d["state"] == state).collect()
}

/// Answers an offer with the version it has.
pub async fn answer_of(actor: &Actor<'_>, offer: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = offer["version"].clone();
    actor.post(&format!("/dispatches/{}/{step}", offer["id"].as_str().unwrap()), body).await
}

fn path_to(state: OrderState) -> &'static [&'static str] {
    use OrderState as S;
    const WHOLE: &[&str] = &["acceptance", "dispatches", "take", "contact", "completion", "confirmation"];
    match state {
        S::Draft | S::Submitted => &[],
        S::NeedsInfo => &["information-request"],
        S::Rejected => &["rejection-proposal", "rejection"],
        S::Referred => &["referral"],
        S::Merged => &["merge"],
        S::Withdrawn => &["withdrawal"],
        S::Accepted => &WHOLE[..1],
        S::Dispatched => &WHOLE[..2],
        S::Taken => &WHOLE[..3],
        S::InProgress => &WHOLE[..4],
        S::Done => &WHOLE[..5],
        S::Confirmed => WHOLE,
        S::Reopened => &["acceptance", "dispatches", "take", "contact", "completion", "reopening"],
        S::Waiting | S::Whistled => panic!("{state} has no short way yet"),
        S::Closed | S::ClosedUnreached => panic!("{state} takes days: sweep for it"),
    }
}
