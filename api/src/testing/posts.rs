//! Members with a check-in, posts, shifts and claims, brought where they are needed.

use super::{Actor, Reply, TestApp};
use crate::platform::clock::Clock;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::ApiResult;
use crate::schema::{check_ins as ci, claims, org_units};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::check_ins::{CheckInBasis, CheckInState, CheckInSubject, PostCategory};
use contract::posts::ClaimState;
use contract::{CheckInId, OrgUnitId, PersonId};
use diesel::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

/// The first community of the first street.
pub const COMMUNITY: &str = "429005/001/001/";

impl TestApp {
    /// Gives somebody an active check-in with the first community, straight in the table, unless they have one.
    pub async fn check_in(&self, person: PersonId) {
        let now = self.clock.now();
        let insert = move |tx: &mut Conn| {
            if crate::check_ins::active_of(tx, person)?.is_some() {
                return ApiResult::Ok(());
            }
            let community: OrgUnitId = org_units::table.filter(org_units::path.eq(COMMUNITY)).select(org_units::id).first(tx)?;
            let id = CheckInId(Uuid::now_v7());
            let row = (
                (ci::id.eq(id), ci::number.eq(id.to_string()), ci::subject.eq(CheckInSubject::Member), ci::person_id.eq(Some(person))),
                (
                    ci::community_id.eq(community),
                    ci::area.eq(COMMUNITY),
                    ci::basis.eq(CheckInBasis::Own),
                    ci::state.eq(CheckInState::Active),
                ),
                (ci::intents.eq(Json(Vec::<PostCategory>::new())), ci::availability.eq(""), ci::reason.eq("")),
                (ci::due_at.eq(now), ci::submitted_at.eq(now), ci::activated_at.eq(Some(now)), ci::version.eq(1), ci::updated_at.eq(now)),
            );
            diesel::insert_into(ci::table).values(row).execute(tx)?;
            Ok(())
        };
        self.app.db.write(insert).await.unwrap();
    }

    /// Somebody with an active check-in, signed in.
    pub async fn checked_in(&self, phone: &str) -> Actor<'_> {
        let actor = self.sign_in(phone).await;
        self.check_in(actor.id.unwrap()).await;
        actor
    }

    /// The demo member, with a check-in.
    pub async fn free_member(&self) -> Actor<'_> {
        let actor = self.role(Role::Member).await;
        self.check_in(actor.id.unwrap()).await;
        actor
    }

    /// The demo member stands on no shift any more, whatever was said about it: for the policy, which asks for a fresh claim each time.
    pub async fn forget_claims(&self) {
        let person = self.role(Role::Member).await.id.unwrap();
        let end = move |tx: &mut Conn| {
            let live = claims::table.filter(claims::person_id.eq(person)).filter(claims::state.ne(ClaimState::Cancelled));
            diesel::update(live)
                .set((claims::state.eq(ClaimState::Cancelled), claims::due_at.eq(crate::orders::NOTHING_DUE)))
                .execute(tx)?;
            ApiResult::Ok(())
        };
        self.app.db.write(end).await.unwrap();
    }

    /// What the demo clerk sends; the demo lead is the host.
    pub async fn new_post(&self) -> Value {
        let host = self.role(Role::TeamLead).await.id.unwrap();
        json!({
            "category": "convenience_service",
            "node_id": self.community().await,
            "content": {
                "title": "社区便民服务台",
                "description": "在服务台接待居民、帮忙填表",
                "risk_note": "室内站立较久，备有座椅",
                "min_people": 1,
                "max_people": 2,
                "host_ids": [host],
            },
        })
    }

    /// A post in public, with this changed in its content.
    pub async fn post_with(&self, change: Value) -> Value {
        let (clerk, mut ask) = (self.role(Role::CommunityClerk).await, self.new_post().await);
        for (name, value) in change.as_object().unwrap() {
            if name == "category" { ask["category"] = value.clone() } else { ask["content"][name] = value.clone() }
        }
        let post = clerk.post("/posts", ask).await.ok();
        let path = format!("/posts/{}/publication", post["id"].as_str().unwrap());
        clerk.post(&path, json!({ "expected_version": post["version"] })).await.ok()
    }

    /// A shift of a new post: it begins in so many minutes and lasts two hours.
    pub async fn shift_in(&self, minutes: i64, seats: i32) -> Value {
        let post = self.post_with(json!({})).await;
        self.shift_of(&post, minutes, seats).await
    }

    /// The same of this post.
    pub async fn shift_of(&self, post: &Value, minutes: i64, seats: i32) -> Value {
        let starts = self.clock.now() + TimeDelta::minutes(minutes);
        let ask = json!({ "starts_at": starts, "ends_at": starts + TimeDelta::hours(2), "place": "社区服务大厅", "capacity": seats });
        self.role(Role::CommunityClerk).await.post(&format!("/posts/{}/shifts", post["id"].as_str().unwrap()), ask).await.ok()
    }

    /// A claim of the demo member that has come so far: `held`, `present`, `completed`, `disputed`, `absent` or `verified`.
    pub async fn claim_in(&self, state: &str) -> Value {
        let (member, host) = (self.free_member().await, self.role(Role::TeamLead).await);
        let shift = self.shift_in(20, 2).await;
        let mut claim = claim_shift(&member, &shift).await.ok();
        let steps: &[(&str, &str)] = match state {
            "held" => &[],
            "present" => &[("presence", "present")],
            "completed" => &[("presence", "present"), ("sign-out", "completed")],
            "disputed" => &[("presence", "present"), ("sign-out", "completed"), ("dispute", "disputed")],
            "verified" => &[("presence", "present"), ("sign-out", "completed"), ("verify", "verified")],
            other => panic!("no way to {other}"),
        };
        for (step, to) in steps {
            claim = match *step {
                "dispute" => claim_step(&host, &claim, step, json!({ "text": "当天没有见到本人" })).await.ok(),
                "verify" => {
                    let marks = json!({ "marks": [{ "claim_id": claim["id"], "expected_version": claim["version"], "action": "verify" }] });
                    host.post(&format!("/shifts/{}/attendance", shift["id"].as_str().unwrap()), marks).await.ok();
                    member.get(&format!("/claims/{}", claim["id"].as_str().unwrap())).await.ok()
                }
                _ => claim_step(&member, &claim, step, json!({})).await.ok(),
            };
            assert_eq!(claim["state"], *to);
        }
        claim
    }
}

impl TestApp {
    /// The host says that somebody did not come: half an hour later, and the clock goes back for the others.
    pub async fn mark_absent(&self, claim: &Value) {
        let marks = json!({ "marks": [{ "claim_id": claim["id"], "expected_version": claim["version"], "action": "miss" }] });
        self.later(TimeDelta::minutes(30));
        let path = format!("/shifts/{}/attendance", claim["shift_id"].as_str().unwrap());
        let done = self.role(Role::TeamLead).await.post(&path, marks).await.ok();
        self.later(TimeDelta::minutes(-30));
        assert!(done["items"][0]["problem"].is_null(), "{done}");
    }
}

/// Claims a seat.
pub async fn claim_shift(actor: &Actor<'_>, shift: &Value) -> Reply {
    actor.post(&format!("/shifts/{}/claims", shift["id"].as_str().unwrap()), json!({})).await
}

/// Takes a step of a claim with the version it has.
pub async fn claim_step(actor: &Actor<'_>, claim: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = claim["version"].clone();
    actor.post(&format!("/claims/{}/{step}", claim["id"].as_str().unwrap()), body).await
}
