//! Who sends, who sees, who takes back; and until when.

use super::*;
use crate::both;
use crate::testing::{answer_of, offers_in, photos_of, read_again};
use actix_web::test::TestRequest;
use serde_json::json;

both! {
    async fn a_requester_sends_pictures_until_the_order_is_accepted(app) {
        let resident = app.role(Role::Resident).await;
        for state in [OrderState::Draft, OrderState::Submitted, OrderState::NeedsInfo] {
            let order = app.order(state).await;
            let added = send(&resident, &order, "report", &picture(40, 30)).await;
            assert_eq!(added.status, 201, "{}", added.text);
            let after = read_again(&resident, &order).await;
            assert_eq!((&after["photos"][0], &after["version"]), (&added.json["photo"], &added.json["order_version"]));
            assert_eq!(after["version"].as_i64(), Some(order["version"].as_i64().unwrap() + 1));
            let trail = app.audit_of(format!("order/{}", order["id"].as_str().unwrap())).await;
            assert_eq!(trail.last().map(String::as_str), Some("photo.added"));
        }
        for state in [OrderState::Accepted, OrderState::InProgress, OrderState::Done, OrderState::Withdrawn] {
            let order = app.order(state).await;
            let late = send(&resident, &order, "report", &picture(8, 8)).await;
            assert_eq!((late.problem(), &late.json["state"]), ("409 step_refused".to_owned(), &json!(state.as_str())));
        }
        assert_tidy(&app).await;
        assert!(app.audit_holds().await);
    }

    async fn the_team_that_has_it_sends_before_and_after_until_it_is_done(app) {
        let (resident, lead) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await);
        for state in [OrderState::Taken, OrderState::InProgress] {
            let order = app.order(state).await;
            for kind in ["before", "after"] {
                assert_eq!(send(&lead, &order, kind, &picture(8, 8)).await.status, 201);
                assert_eq!(send(&resident, &order, kind, &picture(8, 8)).await.problem(), "403 forbidden");
            }
            assert_eq!(send(&lead, &order, "report", &picture(8, 8)).await.problem(), "403 forbidden");
            assert_eq!(listed(&resident, &order).await.len(), 2);
        }
        let offered = app.order(OrderState::Dispatched).await;
        assert_eq!(send(&lead, &offered, "before", &picture(8, 8)).await.problem(), "403 forbidden");
        for state in [OrderState::Done, OrderState::Confirmed] {
            let order = app.order(state).await;
            assert_eq!(send(&lead, &order, "after", &picture(8, 8)).await.problem(), "409 step_refused");
        }
        let reopened = app.order(OrderState::Reopened).await;
        assert_eq!(send(&lead, &reopened, "after", &picture(8, 8)).await.problem(), "403 forbidden");
        assert_tidy(&app).await;
    }

    async fn nobody_else_sends_any(app) {
        let order = app.order(OrderState::InProgress).await;
        let draft = app.order(OrderState::Draft).await;
        let (stranger, clerk) = (app.sign_in("13911112222").await, app.role(Role::CommunityClerk).await);
        for kind in ["report", "before"] {
            assert_eq!(send(&app.nobody(), &order, kind, &picture(8, 8)).await.problem(), "401 sign_in_required");
            assert_eq!(send(&stranger, &order, kind, &picture(8, 8)).await.problem(), "404 not_found");
            assert_eq!(send(&clerk, &order, kind, &picture(8, 8)).await.problem(), "403 forbidden");
            assert_eq!(send(&clerk, &draft, kind, &picture(8, 8)).await.problem(), "404 not_found");
            let elsewhere = app.other(Role::CommunityClerk).await;
            assert_eq!(send(&elsewhere, &order, kind, &picture(8, 8)).await.problem(), "404 not_found");
        }
        // Refused before a byte of it is looked at.
        assert_eq!(send(&stranger, &order, "report", b"no picture").await.problem(), "404 not_found");
        assert_eq!(stored(&app).await.len(), 0);
    }

    async fn a_team_that_was_only_offered_the_order_sees_no_picture_until_it_has_accepted(app) {
        let (order, photo) = app.order_with_photo(OrderState::Dispatched, "report").await;
        let (lead, member) = (app.role(Role::TeamLead).await, app.role(Role::Member).await);
        for actor in [&lead, &member] {
            assert_eq!(listed(actor, &order).await.len(), 0);
            assert!(read_again(actor, &order).await.get("photos").is_none());
            for url in [&photo["url"], &photo["thumbnail_url"]] {
                assert_eq!(actor.get(url.as_str().unwrap()).await.problem(), "404 not_found");
            }
            assert_eq!(actor.delete(photo["url"].as_str().unwrap()).await.problem(), "404 not_found");
        }
        let taken = app.taken(&lead, &order).await;
        for actor in [&lead, &member] {
            assert_eq!(listed(actor, &taken).await.len(), 1);
            shown(actor, &photo["url"]).await;
        }
        // Whoever hands it back has seen it, and sees it no more.
        answer_of(&lead, offers_in(&taken, "accepted")[0], "hand-back", json!({ "reason": "unsafe" })).await.ok();
        assert_eq!(lead.get(photo["url"].as_str().unwrap()).await.problem(), "404 not_found");
    }

    async fn a_picture_is_seen_by_the_requester_and_the_offices_above_and_by_nobody_else(app) {
        let (order, photo) = app.order_with_photo(OrderState::Submitted, "report").await;
        let url = photo["url"].as_str().unwrap();
        for role in [Role::Resident, Role::CommunityClerk, Role::CommunitySecretary, Role::Street, Role::CityOffice] {
            let actor = app.role(role).await;
            shown(&actor, &photo["thumbnail_url"]).await;
            let can_remove = &listed(&actor, &order).await[0]["can_remove"];
            assert_eq!(can_remove, &json!(role == Role::Resident));
        }
        let elsewhere = app.with_role("13911114444", Role::Street, "429005/002/").await;
        for actor in [app.sign_in("13911112222").await, app.other(Role::CommunityClerk).await, elsewhere, app.role(Role::SysAdmin).await] {
            for path in [url, photo["thumbnail_url"].as_str().unwrap(), &photos_of(&order)] {
                assert_eq!(actor.get(path).await.problem(), "404 not_found");
            }
        }
        assert_eq!(app.nobody().get(url).await.problem(), "401 sign_in_required");
        assert_eq!(app.role(Role::Resident).await.get("/photos/nonsense").await.problem(), "404 not_found");
    }

    async fn a_picture_is_for_its_reader_alone_and_sent_once(app) {
        let (_, photo) = app.order_with_photo(OrderState::Submitted, "report").await;
        let resident = app.role(Role::Resident).await;
        let (large, small) = (resident.get(photo["url"].as_str().unwrap()).await, resident.get(photo["thumbnail_url"].as_str().unwrap()).await);
        let tag = large.header("etag").unwrap();
        assert_ne!(Some(&tag), small.header("etag").as_ref());
        for reply in [&large, &small] {
            assert_eq!(reply.header("cache-control").as_deref(), Some("private, no-cache"));
            assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"));
        }
        let again = |tag: String| resident.send(TestRequest::get().uri(photo["url"].as_str().unwrap()).insert_header(("if-none-match", tag)));
        let known = again(format!("\"other\", W/{tag}")).await;
        assert_eq!((known.status, known.bytes.len(), known.header("etag")), (304, 0, Some(tag)));
        assert_eq!(again("\"other\"".to_owned()).await.status, 200);
        let stranger = app.sign_in("13911112222").await;
        let asked = TestRequest::get().uri(photo["url"].as_str().unwrap()).insert_header(("if-none-match", large.header("etag").unwrap()));
        assert_eq!(stranger.send(asked).await.problem(), "404 not_found");
    }

    async fn a_picture_is_taken_back_by_its_sender_while_the_order_allows_it(app) {
        let (order, photo) = app.order_with_photo(OrderState::Submitted, "report").await;
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let url = photo["url"].as_str().unwrap();
        assert_eq!(clerk.delete(url).await.problem(), "403 forbidden");
        assert_eq!(app.other(Role::CommunityClerk).await.delete(url).await.problem(), "404 not_found");
        let left = resident.delete(url).await.ok();
        assert_eq!(left, json!({ "items": [], "places": [{ "kind": "report", "left": 9 }], "order_version": order["version"].as_i64().unwrap() + 1 }));
        assert_eq!(resident.delete(url).await.problem(), "404 not_found");
        assert_eq!(resident.get(url).await.problem(), "404 not_found");
        assert!(read_again(&resident, &order).await.get("photos").is_none());
        assert_tidy(&app).await;
        let trail = app.audit_of(format!("order/{}", order["id"].as_str().unwrap())).await;
        assert_eq!(trail.last().map(String::as_str), Some("photo.removed"));

        let (order, photo) = app.order_with_photo(OrderState::Accepted, "report").await;
        assert_eq!(resident.delete(photo["url"].as_str().unwrap()).await.problem(), "409 step_refused");
        assert_eq!(listed(&resident, &order).await.len(), 1);
    }
}
