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
        self.order_of(self.new_order().await, state).await
    }

    /// The same for what is asked.
    pub async fn order_of(&self, mut ask: Value, state: OrderState) -> Value {
        if state == OrderState::Draft {
            ask["submit"] = json!(false);
        }
        let order = self.role(Role::Resident).await.post("/orders", ask).await.ok();
        self.advance(order, state).await
    }

    /// Brings an order that was just made to the state.
    pub async fn advance(&self, mut order: Value, state: OrderState) -> Value {
        let (resident, clerk) = (self.role(Role::Resident).await, self.role(Role::CommunityClerk).await);
        let (secretary, lead) = (self.role(Role::CommunitySecretary).await, self.role(Role::TeamLead).await);
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
                "whistles" => self.whistled(&clerk, &order).await.0,
                "dispatches" => self.dispatched(&clerk, &order).await,
                "take" => self.taken(&lead, &order).await,
                "contact" => step_of(&lead, &order, step, json!({ "method": "phone" })).await,
                "completion" => step_of(&lead, &order, step, json!({ "outcome": "resolved", "note": "换好了", "minutes": 30 })).await,
                "waiting" => {
                    step_of(&lead, &order, step, json!({ "for": "material", "until": order["deadline"], "note": "灯座要订货" })).await
                }
                "reopening" => step_of(&resident, &order, step, json!({ "text": "又不亮了" })).await,
                other => step_of(&resident, &order, other, json!({})).await,
            };
        }
        assert_eq!(order["state"], state.as_str());
        order
    }

    /// Units that whistles can be blown for.
    pub async fn departments(&self) -> Vec<String> {
        use crate::schema::units;
        use contract::UnitId;
        use contract::org::UnitKind;
        let found: Vec<UnitId> = self
            .read(|c| units::table.filter(units::kind.eq(UnitKind::Government)).order(units::name).limit(3).select(units::id).load(c))
            .await;
        found.iter().map(ToString::to_string).collect()
    }

    /// Somebody who answers whistles for the unit.
    pub async fn answers_for(&self, phone: &str, unit: &str) -> Actor<'_> {
        use crate::schema::memberships as m;
        let actor = self.with_role(phone, Role::Department, "429005/").await;
        let (person, unit) = (actor.id.unwrap(), unit.parse::<contract::UnitId>().unwrap());
        let today = self.clock.now().date_naive() - TimeDelta::days(2);
        let join = move |tx: &mut crate::platform::db::Conn| {
            let row = (m::person_id.eq(person), m::unit_id.eq(unit), m::valid_from.eq(today));
            if m::table.filter(m::person_id.eq(person)).count().get_result::<i64>(tx)? == 0 {
                diesel::insert_into(m::table).values(row).execute(tx)?;
            }
            crate::platform::error::ApiResult::Ok(())
        };
        self.app.db.write(join).await.unwrap();
        actor
    }

    /// A whistle about the order to the first two departments; the order and the whistle.
    pub async fn whistled(&self, desk: &Actor<'_>, order: &Value) -> (Value, Value) {
        let units = self.departments().await;
        let body = json!({
            "cause": "strong_demand",
            "text": "路灯不亮，居民反映强烈，请现场处理",
            "unit_ids": [units[0], units[1]],
        });
        let whistle = step_of(desk, order, "whistles", body).await;
        (read_again(desk, order).await, whistle)
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

    /// The team has asked for one more day.
    pub async fn with_extension_asked(&self, order: &Value) -> Value {
        let ask = json!({ "until": later(&order["deadline"], 24), "reason": "灯座要从外地订货" });
        step_of(&self.role(Role::TeamLead).await, order, "extension-request", ask).await
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

/// An instant of a reply, so many hours later.
pub fn later(at: &Value, hours: i64) -> Value {
    let at: chrono::DateTime<chrono::Utc> = at.as_str().unwrap().parse().unwrap();
    json!(at + TimeDelta::hours(hours))
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
        S::Waiting => &["acceptance", "dispatches", "take", "contact", "waiting"],
        S::Whistled => &["acceptance", "whistles"],
        S::Closed | S::ClosedUnreached => panic!("{state} takes days: sweep for it"),
    }
}
