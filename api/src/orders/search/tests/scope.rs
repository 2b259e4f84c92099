//! Who finds what: the scope holds in every search, and a masked contact cannot be guessed.

use super::*;
use crate::both;
use contract::accounts::Role;

const NAME: &str = "诸葛瑾瑜";

/// By these the contact is found, and by nothing of it else.
const CONTACT: &[&str] = &["诸葛瑾瑜", "诸葛", "瑾", "zhugejinyu", "zgjy", "8643", "13900018643", "2907"];
const PUBLIC: &[&str] = &["窗帘轨道", "t1-000000", "000000", "听涛苑"];

async fn entered(app: &TestApp) {
    copies(app, 1, |_, row| {
        row.contact_name = NAME.into();
        row.contact_phone = "13900018643".into();
        (row.text, row.contact_address) = ("窗帘轨道脱落".into(), "听涛苑 2907".into());
    })
    .await;
}

/// How many of the words find the order.
async fn hits(actor: &Actor<'_>, words: &[&str], more: &str) -> usize {
    let mut hits = 0;
    for word in words {
        hits += usize::from(found_with(actor, word, more).await == set(&["t1-000000"]));
    }
    hits
}

both! {
    async fn contacts_are_found_by_those_who_work_with_them(app) {
        entered(&app).await;
        let (all, public) = (CONTACT.len(), PUBLIC.len());
        for (actor, contact, rest) in [
            (app.role(Role::Resident).await, all, public),
            (app.role(Role::CommunityClerk).await, all, public),
            (app.role(Role::CommunitySecretary).await, all, public),
            (app.role(Role::Street).await, 0, public),
            (app.role(Role::CityOffice).await, 0, public),
            (app.other(Role::CommunityClerk).await, 0, 0),
            (app.role(Role::TeamLead).await, 0, 0),
            (app.role(Role::SysAdmin).await, 0, 0),
            (app.sign_in("16099990001").await, 0, 0),
        ] {
            assert_eq!((hits(&actor, CONTACT, "").await, hits(&actor, PUBLIC, "").await), (contact, rest), "{:?}", actor.id);
        }
        // Who ordered it finds it among their own; the clerk has none of their own.
        assert_eq!(hits(&app.role(Role::Resident).await, CONTACT, "&mine=true").await, all);
        assert_eq!(hits(&app.role(Role::CommunityClerk).await, PUBLIC, "&mine=true").await, 0);
        // Words of both kinds together give nothing away either.
        assert!(found(&app.role(Role::Street).await, "窗帘轨道 诸葛").await.is_empty());
        assert_eq!(app.nobody().get("/orders?q=x").await.problem(), "401 sign_in_required");
    }

    async fn a_desk_here_opens_no_contacts_there(app) {
        entered(&app).await;
        // The clerk of the second community also looks on in the whole street of the first.
        let street: String = app.read(|c| {
            use crate::schema::orders as o;
            use diesel::prelude::*;
            o::table.filter(o::number.eq("t1-000000")).select(o::area).first::<String>(c)
        }).await;
        let street = street.split_inclusive('/').take(2).collect::<String>();
        let clerk = app.with_role("16000000014", Role::Street, &street).await;
        assert_eq!((hits(&clerk, CONTACT, "").await, hits(&clerk, PUBLIC, "").await), (0, PUBLIC.len()));
        // In the other direction it is open: their own community.
        let own: contract::OrgUnitId = clerk.get("/me").await.ok()["roles"].as_array().unwrap().iter()
            .find(|r| r["role"] == "community_clerk").unwrap()["node"]["id"].as_str().unwrap().parse().unwrap();
        let path: String = app.read(move |c| {
            use crate::schema::org_units as u;
            use diesel::prelude::*;
            u::table.find(own).select(u::path).first(c)
        }).await;
        copies(&app, 1, move |_, row| {
            (row.number, row.community_id, row.area) = ("t2-000000".into(), own, path.clone());
            (row.contact_name, row.contact_phone, row.contact_address) = (NAME.into(), "13900018643".into(), "听涛苑 2907".into());
        }).await;
        for word in CONTACT {
            assert_eq!(found(&clerk, word).await, set(&["t2-000000"]), "{word}");
        }
    }

    async fn drafts_are_found_by_their_author_alone(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        (ask["text"], ask["submit"]) = ("空调外机滴水".into(), false.into());
        let draft = resident.post("/orders", ask).await.ok();
        assert_eq!(found(&resident, "外机滴").await, set(&[draft["number"].as_str().unwrap()]));
        assert!(found(&app.role(Role::CommunityClerk).await, "外机滴").await.is_empty());
        assert!(found(&app.role(Role::CityOffice).await, "外机滴").await.is_empty());
    }
}
