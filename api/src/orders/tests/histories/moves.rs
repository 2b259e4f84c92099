//! Who asks for what in a history, and what they send.

use super::{People, TestApp};
use crate::platform::clock::Clock;
use crate::testing::{Reply, answer_of, later, path_of, referral, rejection, try_step};
use chrono::TimeDelta;
use contract::orders::OrderAction as A;
use rand::RngExt;
use rand::rngs::StdRng;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Requester,
    Neighbour,
    Clerk,
    Secretary,
    Street,
    City,
    Lead,
}

pub const EVERYBODY: &[Who] = &[Who::Requester, Who::Neighbour, Who::Clerk, Who::Secretary, Who::Street, Who::City, Who::Lead];

/// Who gets past the door of an operation: some ask for a role before they look at the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Anybody,
    Staff,
    Callers,
    Desk,
    Deciders,
    Secretary,
}

/// What can be asked for: the step's address, its action, who gets past the door.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    pub address: &'static str,
    pub action: A,
    pub door: Door,
}

const fn to(address: &'static str, action: A, door: Door) -> Move {
    Move { address, action, door }
}

pub const MOVES: &[Move] = &[
    to("acceptance", A::Accept, Door::Desk),
    to("rejection-proposal", A::ProposeRejection, Door::Desk),
    to("rejection", A::Reject, Door::Deciders),
    to("contest", A::Contest, Door::Anybody),
    to("review", A::Uphold, Door::Anybody),
    to("review", A::Overturn, Door::Anybody),
    to("referral", A::Refer, Door::Desk),
    to("merge", A::Merge, Door::Desk),
    to("whistles", A::Whistle, Door::Staff),
    to("urging", A::Urge, Door::Anybody),
    to("information-request", A::RequestInformation, Door::Desk),
    to("information", A::ProvideInformation, Door::Anybody),
    to("dispatches", A::Dispatch, Door::Staff),
    to("naming", A::Dispatch, Door::Secretary),
    to("parts", A::Split, Door::Anybody),
    to("contact", A::RecordContact, Door::Anybody),
    to("measures", A::AddMeasure, Door::Anybody),
    to("progress", A::AddProgress, Door::Anybody),
    to("waiting", A::Wait, Door::Anybody),
    to("resumption", A::Resume, Door::Anybody),
    to("extension-request", A::AskExtension, Door::Anybody),
    to("extension-decision", A::GrantExtension, Door::Anybody),
    to("extension-decision", A::RefuseExtension, Door::Anybody),
    to("completion", A::Complete, Door::Anybody),
    to("confirmation", A::Confirm, Door::Anybody),
    to("reopening", A::Reopen, Door::Anybody),
    to("callbacks", A::CallUnreached, Door::Callers),
    to("callbacks", A::CallSolved, Door::Callers),
    to("callbacks", A::CallUnsolved, Door::Callers),
    to("withdrawal", A::Withdraw, Door::Anybody),
    to("rating", A::Rate, Door::Anybody),
    to("follow-up", A::FollowUp, Door::Anybody),
    // The answers to an offer; the order's step is the system's.
    to("offer/acceptance", A::Take, Door::Anybody),
    to("offer/refusal", A::Release, Door::Anybody),
    to("offer/hand-back", A::HandBack, Door::Anybody),
];

/// Steps after which the story is over sooner than it is interesting: they are taken less often.
pub const ENDS: &[A] = &[A::Withdraw, A::Refer, A::Merge];

impl People<'_> {
    async fn body(&self, order: &Value, wanted: Move, chance: &mut StdRng) -> Value {
        let soon = json!(self.app.clock.now() + TimeDelta::hours(1));
        let measure = json!({ "what": "带梯子上门", "who": "张建军", "due_at": later(&soon, 24) });
        match wanted.action {
            A::Accept => json!({ "urgency": "normal" }),
            A::ProposeRejection => rejection(),
            A::Refer => referral(),
            A::Uphold => json!({ "decision": "uphold", "explanation": "确非社区职责" }),
            A::Overturn => json!({ "decision": "overturn", "explanation": "属社区职责" }),
            A::Merge => json!({ "into": self.target["id"] }),
            A::Whistle => json!({ "cause": "strong_demand", "text": "路灯不亮，居民反映强烈，请现场处理", "unit_ids": [self.unit] }),
            A::RequestInformation => json!({ "questions": ["请说得详细一些", "什么时候在家？"] }),
            A::ProvideInformation => {
                let questions = order["intake"]["questions"].as_array();
                let open = questions.map_or(1, |all| all.iter().filter(|q| q.get("answer").is_none()).count());
                json!({ "answers": vec!["晚上在家"; open.max(1)] })
            }
            A::Contest | A::Reopen | A::AddProgress | A::FollowUp => json!({ "text": "请说得详细一些" }),
            A::Dispatch => {
                let (lead, team) = (self.get(Who::Lead).id.unwrap(), self.app.team().await);
                let who = if wanted.address == "naming" { json!({ "team_id": team }) } else { json!({ "team_ids": [team] }) };
                let mut body = json!({ "responsible_person_id": lead, "measures": [measure] });
                body.as_object_mut().unwrap().extend(who.as_object().unwrap().clone());
                body
            }
            A::Split => json!({ "parts": [{ "text": "更换灯座" }, { "text": "检查线路" }] }),
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
            A::CallUnreached => json!({ "reached": false, "note": "无人接听" }),
            A::CallSolved => json!({ "reached": true, "solved": true, "note": "说已经解决" }),
            A::CallUnsolved => json!({ "reached": true, "solved": false, "note": "说还没解决" }),
            A::Rate => json!({ "grade": chance.random_range(1..=5) }),
            A::Release | A::HandBack => json!({ "reason": "no_capacity" }),
            _ => json!({}),
        }
    }

    /// Asks for it; `None` when there is no offer to answer.
    pub async fn ask(&self, who: Who, order: &Value, wanted: Move, chance: &mut StdRng) -> Option<Reply> {
        let (actor, body) = (self.get(who), self.body(order, wanted, chance).await);
        if let Some(answer) = wanted.address.strip_prefix("offer/") {
            let offer = order["dispatches"].as_array().unwrap().last()?.clone();
            return Some(answer_of(actor, &offer, answer, body).await);
        }
        Some(match wanted.action {
            A::Rate | A::FollowUp => actor.post(&path_of(order, wanted.address), body).await,
            _ => try_step(actor, order, wanted.address, body).await,
        })
    }
}

/// The department that was asked reports: what it was asked is solved, or it is left to the community.
pub async fn department_reports(app: &TestApp, unit: &str, whistle: &Value, is_solved: bool) {
    let actor = app.answers_for("13877770001", unit).await;
    let part = &whistle["responders"][0];
    let steps = [
        ("acknowledgement", json!({})),
        ("plan", json!({ "text": "今天下午派人" })),
        ("result", json!({ "is_solved": is_solved, "text": "已经处理完毕" })),
    ];
    for (version, (name, mut body)) in (part["version"].as_i64().unwrap()..).zip(steps) {
        body["expected_version"] = json!(version);
        actor.post(&format!("/whistle-responders/{}/{name}", part["id"].as_str().unwrap()), body).await.ok();
    }
}
