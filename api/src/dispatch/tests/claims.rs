//! 抢单: a hundred teams want one order.

use super::*;
use crate::both;
use crate::schema::persons;
use crate::testing::{answer_of, offers_in, read_again, step_of};
use contract::PersonId;
use contract::org::TeamKind;
use futures_util::future::join_all;
use uuid::Uuid;

/// So many teams of the demo community with a lead each: their ids and the leads' numbers.
async fn many_teams(app: &TestApp, count: usize) -> Vec<(String, String)> {
    let (own, now) = (app.team().await.parse::<TeamId>().unwrap(), app.app.clock.now());
    let made: Vec<(TeamId, PersonId, String)> =
        (0..count).map(|n| (TeamId(Uuid::now_v7()), PersonId(Uuid::now_v7()), format!("1601{n:07}"))).collect();
    let rows = made.clone();
    let write = move |tx: &mut Conn| {
        use crate::platform::db::types::Json;
        let (area_id, area): (contract::OrgUnitId, String) = teams::table.find(own).select((teams::area_id, teams::area)).first(tx)?;
        for (team, person, phone) in &rows {
            let lead =
                (persons::id.eq(*person), persons::name.eq("抢单队长"), persons::phone.eq(phone.clone()), persons::failed_attempts.eq(0));
            diesel::insert_into(persons::table)
                .values((lead, persons::version.eq(1), persons::created_at.eq(now), persons::updated_at.eq(now)))
                .execute(tx)?;
            let row = (
                (
                    teams::id.eq(*team),
                    teams::name.eq(format!("抢单队 {phone}")),
                    teams::kind.eq(TeamKind::Community),
                    teams::area_id.eq(area_id),
                ),
                (teams::area.eq(area.clone()), teams::leader_id.eq(*person), teams::skills.eq(Json(vec!["electrical".to_owned()]))),
                (teams::capacity.eq(3), teams::version.eq(1), teams::created_at.eq(now), teams::updated_at.eq(now)),
            );
            diesel::insert_into(teams::table).values(row).execute(tx)?;
        }
        ApiResult::Ok(())
    };
    app.app.db.write(write).await.unwrap();
    made.into_iter().map(|(team, _, phone)| (team.to_string(), phone)).collect()
}

both! {
    async fn a_hundred_teams_claim_at_once_and_exactly_one_has_the_order(app) {
        let made = many_teams(&app, 100).await;
        let order = app.order(OrderState::Accepted).await;
        let ids: Vec<&str> = made.iter().map(|(id, _)| id.as_str()).collect();
        let offered = step_of(&clerk(&app).await, &order, "dispatches", offer_to(&order, &ids)).await;
        assert_eq!(offers_in(&offered, "offered").len(), 100);
        let mut claims = Vec::new();
        for (id, phone) in &made {
            let offer = offered["dispatches"].as_array().unwrap().iter().find(|d| d["team"]["id"] == id.as_str()).unwrap();
            claims.push((app.sign_in(phone).await, offer));
        }
        let replies = join_all(claims.iter().map(|(lead, offer)| answer_of(lead, offer, "acceptance", json!({})))).await;
        let won: Vec<usize> = (0..100).filter(|n| replies[*n].status == 200).collect();
        assert_eq!(won.len(), 1);
        let lost: Vec<String> = replies.iter().filter(|r| r.status != 200).map(crate::testing::Reply::problem).collect();
        assert_eq!((lost.len(), lost.iter().filter(|p| *p == "409 already_taken").count()), (99, 99), "{lost:?}");
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((offers_in(&desk, "accepted").len(), offers_in(&desk, "recalled").len(), &desk["state"]), (1, 99, &json!("taken")));
        assert_eq!(offers_in(&desk, "accepted")[0]["id"], claims[won[0]].1["id"]);
        // The teams are told, each once; the winner is not.
        let mut told = app.messages().await;
        loop {
            let more = app.messages().await;
            if more.len() == told.len() {
                break;
            }
            told = more;
        }
        let mut phones: Vec<&str> = told.iter().filter(|m| m.template.as_str() == "offer_taken").map(|m| m.phone.as_str()).collect();
        phones.sort_unstable();
        phones.dedup();
        assert_eq!((phones.len(), phones.contains(&made[won[0]].1.as_str())), (99, false));
        assert_consistent(&app).await;
    }

    async fn more_than_a_hundred_teams_and_the_same_team_twice_are_refused(app) {
        let order = app.order(OrderState::Accepted).await;
        let id = app.team().await;
        let reply = crate::testing::try_step(&clerk(&app).await, &order, "dispatches", offer_to(&order, &vec![id.as_str(); 101])).await;
        assert_eq!(reply.fields(), ["/team_ids length"]);
    }
}
