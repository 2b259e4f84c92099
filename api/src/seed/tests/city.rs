//! The city without its orders.

use super::*;
use crate::seed::orders::NOT_MADE;

#[test]
fn the_same_seed_gives_the_same_city_and_another_another() {
    assert_eq!(digest(&small(1, noon())), digest(&small(1, noon())));
    assert_ne!(digest(&small(1, noon())), digest(&small(2, noon())));
}

/// Whatever the hour: at night, on a Sunday, in the middle of the long holiday, on the first day of a year.
#[test]
fn every_state_is_there_at_any_time() {
    for now in ["2026-11-24T03:20:00Z", "2026-11-22T19:40:00Z", "2026-10-04T08:00:00Z", "2026-12-31T16:00:01Z"] {
        let city = small(3, now.parse().unwrap());
        let states: HashSet<OrderState> = city.orders.iter().map(|o| o.state).collect();
        assert_eq!(states.len(), OrderState::ALL.len() - NOT_MADE.len(), "{now}: {states:?}");
        let dispatches: HashSet<DispatchState> = city.dispatches.iter().map(|d| d.state).collect();
        assert_eq!(dispatches.len(), DispatchState::ALL.len(), "{now}: {dispatches:?}");
    }
}

#[test]
fn the_numbers_are_those_of_the_programme() {
    let city = small(1, noon());
    let count = |path: usize| city.org_units.iter().filter(|o| o.path.matches('/').count() == path).count();
    assert_eq!((count(1), count(2), count(3)), (1, 24, 30));
    assert_eq!(city.divisions.iter().filter(|d| d.parent_code.as_deref() == Some("429005001000")).count(), 24);
    assert_eq!((city.units.len(), city.memberships.len(), city.orders.len()), (94, 360, 400));
    let members: HashSet<PersonId> = city.memberships.iter().map(|m| m.person_id).collect();
    assert_eq!(members.len(), 360);
    assert!(
        city.units.iter().all(|u| city.memberships.iter().any(|m| m.unit_id == u.id) && city.pairings.iter().any(|p| p.unit_id == u.id))
    );
}

#[test]
fn codes_phones_and_names_are_well_formed_and_told_apart() {
    let city = small(1, noon());
    let codes: HashSet<&str> = city.units.iter().map(|u| u.uscc.as_str()).collect();
    assert!(codes.len() == 94 && codes.iter().all(|c| contract::check::uscc(c).is_ok()));
    let phones: HashSet<&str> = city.persons.iter().map(|p| p.phone.as_str()).collect();
    assert!(phones.len() == city.persons.len() && phones.iter().all(|p| contract::check::phone(p).is_ok() && p.starts_with("160")));
    let names: HashSet<(&Option<String>, &str)> = city.divisions.iter().map(|d| (&d.parent_code, d.name.as_str())).collect();
    assert_eq!(names.len(), city.divisions.len());
    assert!(city.divisions.iter().all(|d| d.code.len() == 12 && d.code.starts_with("429005")));
    assert!(city.org_units.iter().all(|o| o.telephone.len() == 12 && o.telephone.starts_with("0728-000") && !o.secretary.is_empty()));
    let rare = ['𬭎', '䶮', '𣲘', '㛃'];
    assert!(city.persons.iter().any(|p| p.name.contains(rare)));
}

#[test]
fn each_level_of_the_tree_hangs_on_the_one_above() {
    let city = small(1, noon());
    let by_id: HashMap<_, _> = city.org_units.iter().map(|o| (o.id, o)).collect();
    for node in city.org_units.iter().filter(|o| o.parent_id.is_some()) {
        let parent = by_id[&node.parent_id.unwrap()];
        assert!(
            node.path.starts_with(&parent.path) && node.path.matches('/').count() == parent.path.matches('/').count() + 1,
            "{}",
            node.path
        );
        assert!(node.level as u8 == parent.level as u8 + 1, "{}", node.path);
        assert!(node.path.ends_with('/') && node.path == node.path.to_lowercase());
    }
}

#[test]
fn demo_accounts_hold_their_roles_and_nobody_else_a_password() {
    let city = small(1, noon());
    let with_password: HashSet<&str> = city.persons.iter().filter(|p| p.password_hash.is_some()).map(|p| p.phone.as_str()).collect();
    assert_eq!(with_password, DEMO_ACCOUNTS.iter().map(|a| a.phone).collect());
    for account in DEMO_ACCOUNTS {
        let person = city.persons.iter().find(|p| p.phone == account.phone).unwrap();
        assert!(city.role_grants.iter().any(|g| g.person_id == person.id && g.role == account.role), "{}", account.name);
    }
    let first = city.org_units.iter().find(|o| o.path == "429005/001/001/").unwrap();
    assert_eq!(first.secretary, "陈志明");
    let led = |phone: &str| {
        let person = city.persons.iter().find(|p| p.phone == phone).unwrap();
        city.teams.iter().find(|t| t.leader_id == person.id && t.area == "429005/001/001/").unwrap()
    };
    let team = led("16000000003");
    assert!(team.capacity >= 10 && ["electrical", "appliance_repair"].iter().all(|s| team.skills.0.iter().any(|k| k == s)));
    assert_ne!(team.id, led("16000000013").id);
    let member = city.persons.iter().find(|p| p.phone == "16000000002").unwrap();
    assert!(city.team_members.iter().any(|m| m.team_id == team.id && m.person_id == member.id));
}

#[test]
fn every_skill_is_within_reach_of_every_community() {
    let city = small(1, noon());
    for community in city.org_units.iter().filter(|o| o.path.matches('/').count() == 3) {
        let street = community.path.get(..11).unwrap();
        let reach = city.teams.iter().filter(|t| t.area.starts_with(street) || community.path.starts_with(&t.area));
        let skills: HashSet<&String> = reach.flat_map(|t| &t.skills.0).collect();
        for item in &city.menu_items {
            assert!(item.skills.0.iter().any(|s| skills.contains(s)), "{} in {}", item.code, community.name);
        }
    }
}

#[test]
fn the_demo_password_fits_its_hash() {
    use argon2::PasswordVerifier;
    let hash = demo_password_hash(1).unwrap();
    assert!(hash.starts_with("$argon2id$"));
    assert!(argon2::Argon2::default().verify_password(DEMO_PASSWORD.as_bytes(), hash.as_str()).is_ok());
    assert!(argon2::Argon2::default().verify_password(b"another", hash.as_str()).is_err());
    assert_eq!(hash, demo_password_hash(1).unwrap());
}
