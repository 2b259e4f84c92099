//! Activities and projects, brought where they are needed by the steps that people take.

use super::{Actor, Reply, TestApp};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::schema::activity_sign_ups as s;
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::activities::SignUpState;
use diesel::prelude::*;
use serde_json::{Value, json};

/// Takes a step of something with the version it has: `POST /{kind}/{id}/{step}`.
pub async fn step_of_thing(actor: &Actor<'_>, kind: &str, thing: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = thing["version"].clone();
    actor.post(&format!("/{kind}/{}/{step}", thing["id"].as_str().unwrap()), body).await
}

/// Reads it again.
pub async fn read_thing(actor: &Actor<'_>, kind: &str, thing: &Value) -> Value {
    actor.get(&format!("/{kind}/{}", thing["id"].as_str().unwrap())).await.ok()
}

/// The invitation of a unit in an activity.
pub fn invitation_of(activity: &Value, unit: &str) -> Value {
    activity["invitations"].as_array().unwrap().iter().rev().find(|i| i["unit"]["id"] == unit).unwrap().clone()
}

impl TestApp {
    /// The demo member has no place in any activity ahead: for the policy, which asks for a fresh one each time.
    pub async fn forget_sign_ups(&self) {
        let person = self.role(Role::Member).await.id.unwrap();
        let end = move |tx: &mut Conn| {
            let live = s::table.filter(s::person_id.eq(person)).filter(s::state.eq(SignUpState::SignedUp));
            diesel::update(live).set(s::state.eq(SignUpState::Cancelled)).execute(tx)?;
            ApiResult::Ok(())
        };
        self.app.db.write(end).await.unwrap();
    }

    /// What the demo clerk sends: in three days, two hours long, ten people.
    pub async fn new_activity(&self) -> Value {
        let starts = self.clock_now() + TimeDelta::days(3);
        json!({
            "community_id": self.community().await,
            "content": {
                "title": "清洁家园行动", "category": "civility_sanitation", "description": "清理楼道和绿化带，自带手套", "place": "小区东门",
                "starts_at": starts, "ends_at": starts + TimeDelta::hours(2), "answer_by": starts - TimeDelta::days(1), "capacity": 10,
                "is_open_to_all": true,
            },
        })
    }

    fn clock_now(&self) -> chrono::DateTime<chrono::Utc> {
        self.app.clock.now()
    }

    /// An activity of the demo community in public, with this changed in its content.
    pub async fn activity_with(&self, change: Value) -> Value {
        let (clerk, mut ask) = (self.role(Role::CommunityClerk).await, self.new_activity().await);
        for (name, value) in change.as_object().unwrap() {
            ask["content"][name] = value.clone();
        }
        let draft = clerk.post("/activities", ask).await.ok();
        step_of_thing(&clerk, "activities", &draft, "publication", json!({})).await.ok()
    }

    /// One that begins in a minute.
    pub async fn activity_soon(&self) -> Value {
        let starts = self.clock_now() + TimeDelta::minutes(1);
        self.activity_with(json!({ "starts_at": starts, "ends_at": starts + TimeDelta::hours(2), "answer_by": starts })).await
    }

    /// One that has taken place, with the demo member, who is not marked yet.
    pub async fn held_activity(&self) -> Value {
        let (clerk, member, activity) = (self.role(Role::CommunityClerk).await, self.free_member().await, self.activity_soon().await);
        member.post_bare(&format!("/activities/{}/sign-ups", activity["id"].as_str().unwrap())).await.ok();
        self.later(TimeDelta::minutes(2));
        let now = read_thing(&clerk, "activities", &activity).await;
        step_of_thing(&clerk, "activities", &now, "completion", json!({})).await.ok()
    }

    /// Who comes, as the demo clerk reads it.
    pub async fn sign_ups(&self, activity: &Value) -> Vec<Value> {
        let path = format!("/activities/{}/sign-ups", activity["id"].as_str().unwrap());
        self.role(Role::CommunityClerk).await.get(&path).await.ok().as_array().unwrap().clone()
    }

    /// An open activity to which the demo clerk has invited this unit.
    pub async fn invited(&self, unit: &str) -> Value {
        let (clerk, activity) = (self.role(Role::CommunityClerk).await, self.activity_with(json!({})).await);
        let body = json!({ "unit_ids": [unit], "text": "请派人参加" });
        clerk.post(&format!("/activities/{}/invitations", activity["id"].as_str().unwrap()), body).await.ok()
    }

    /// Makes somebody a member of a unit.
    pub async fn join_unit(&self, actor: &Actor<'_>, unit: &str) {
        let (person, unit, now) = (actor.id.unwrap(), unit.parse().unwrap(), self.clock_now());
        self.app.db.write(move |tx| ApiResult::Ok(crate::check_ins::units::join(tx, person, unit, now)?)).await.unwrap();
    }

    /// What the demo clerk sends.
    pub async fn new_project(&self) -> Value {
        let content = json!({ "title": "三栋路灯不亮", "description": "夜里老人出行不便", "place": "三栋东侧" });
        json!({ "community_id": self.community().await, "kind": "livelihood_problem", "content": content })
    }

    /// A project that has come so far: `draft`, `open`, `applied`, `in_progress`, `planned`, `reported`, `given_up` or `closed`; the unit is
    /// that of this liaison. As the demo clerk reads it.
    pub async fn project_in(&self, state: &str, liaison: &Actor<'_>, unit: &str) -> Value {
        let clerk = self.role(Role::CommunityClerk).await;
        let mut project = clerk.post("/projects", self.new_project().await).await.ok();
        if state == "draft" {
            return project;
        }
        project = step_of_thing(&clerk, "projects", &project, "publication", json!({})).await.ok();
        if state == "open" {
            return project;
        }
        let path = format!("/projects/{}/applications", project["id"].as_str().unwrap());
        let ask = json!({ "unit_id": unit, "text": "我单位有电工", "responsible_name": "周建国", "responsible_phone": "13800001111" });
        liaison.post(&path, ask).await.ok();
        project = read_thing(&clerk, "projects", &project).await;
        if state == "applied" {
            return project;
        }
        project = step_of_thing(&clerk, "project-applications", &project["applications"][0], "choice", json!({})).await.ok();
        let plan = json!({ "measures": [{ "what": "更换灯具", "who": "周建国", "due_on": "2026-12-10" }],
            "milestones": [{ "title": "材料到位", "due_on": "2026-12-05" }], "outcomes": [{ "indicator": "修复路灯", "unit": "盏", "planned": 6 }] });
        let steps: &[(&str, &str, Value)] =
            &[("in_progress", "plan", plan), ("planned", "report", json!({ "text": "六盏路灯全部修复" })), ("reported", "", json!({}))];
        if state == "given_up" {
            return step_of_thing(liaison, "projects", &project, "surrender", json!({ "reason": "电工调离" })).await.ok();
        }
        for (at, step, body) in steps {
            if state == *at {
                return read_thing(&clerk, "projects", &project).await;
            }
            if !step.is_empty() {
                project = step_of_thing(liaison, "projects", &project, step, body.clone()).await.ok();
            }
        }
        let body = json!({ "text": "已核实", "few_words_reason": "居民电话确认" });
        step_of_thing(&clerk, "projects", &project, "closure", body).await.ok()
    }
}
