#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::*;
use contract::org::{PersonRef, TeamRef};
use uuid::Uuid;

fn candidate(n: u128) -> Candidate {
    let person = |n: u128, name: &str| PersonRef { id: PersonId(Uuid::from_u128(n)), name: name.into() };
    Candidate {
        team: TeamRef { id: TeamId(Uuid::from_u128(n)), name: format!("队{n}") },
        leader: person(n * 10, &format!("长{n}")),
        members: vec![person(n * 10, &format!("长{n}")), person(n * 10 + 1, "员")],
        matched_skills: Vec::new(),
        needed_skills: 0,
        distance: 0,
        load: 0,
        capacity: 1,
        is_on_leave: false,
        score: 100,
        is_available: true,
    }
}

fn plan() -> Plan {
    Plan { measures: vec![Row { what: "上门".into(), who: String::new(), due: "2026-11-27T17:30".into() }], ..Plan::default() }
}

fn pointers(plan: &Plan) -> Vec<String> {
    plan.ask(3).1.into_iter().map(|p| p.pointer).collect()
}

#[test]
fn one_team_brings_its_leader() {
    let mut plan = plan();
    plan.choose(&candidate(1), true, "长1");
    plan.choose(&candidate(2), true, "长1");
    let (ask, problems) = plan.ask(3);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(ask.team_ids, [TeamId(Uuid::from_u128(2))]);
    assert_eq!(ask.responsible_person_id, Some(PersonId(Uuid::from_u128(20))));
    assert_eq!(ask.measures[0].due_at, "2026-11-27T09:30:00Z".parse::<DateTime<Utc>>().unwrap());
    assert_eq!(ask.note, None);
}

#[test]
fn measures_follow_the_person_unless_somebody_else_was_named() {
    let mut plan = plan();
    plan.choose(&candidate(1), true, "长1");
    assert_eq!(plan.measures[0].who, "长1");
    plan.name(Some(PersonId(Uuid::from_u128(11))), "长1", "员");
    assert_eq!(plan.measures[0].who, "员");
    plan.measures[0].who = "社区刘芳".into();
    plan.name(Some(PersonId(Uuid::from_u128(10))), "员", "长1");
    assert_eq!(plan.measures[0].who, "社区刘芳");
}

#[test]
fn several_teams_are_five_at_most_and_name_nobody() {
    let mut plan = plan();
    plan.choose(&candidate(1), true, "长1");
    plan.set_several(true, "长1", "接单队伍");
    assert_eq!(plan.measures[0].who, "接单队伍");
    for n in 1..=7 {
        plan.choose(&candidate(n), true, "长1");
    }
    assert_eq!(plan.teams.len(), MOST_TEAMS);
    plan.choose(&candidate(3), false, "长1");
    let (ask, _) = plan.ask(1);
    assert_eq!((ask.team_ids.len(), ask.responsible_person_id), (4, None));
    plan.set_several(false, "", "接单队伍");
    assert_eq!((plan.teams.len(), plan.measures[0].who.as_str()), (0, ""));
    plan.choose(&candidate(2), true, "长1");
    assert_eq!(plan.measures[0].who, "长2");
}

#[test]
fn problems_stand_in_the_order_of_the_page() {
    let mut plan = plan();
    plan.measures.push(Row { what: "灯".into(), who: String::new(), due: "soon".into() });
    assert_eq!(pointers(&plan), ["/team_ids", "/measures/0/who", "/measures/1/what", "/measures/1/who", "/measures/1/due_at"]);
    plan.teams = vec![TeamId(Uuid::from_u128(1))];
    assert_eq!(pointers(&plan).first().map(String::as_str), Some("/responsible_person_id"));
    assert_eq!(field("/team_ids/0"), "/team_ids");
    assert_eq!(field("/measures/0/what"), "/measures/0/what");
}

#[test]
fn there_is_always_a_measure_and_never_too_many() {
    let mut plan = plan();
    plan.remove(0);
    assert_eq!(plan.measures.len(), 1);
    for _ in 0..20 {
        plan.add();
    }
    assert_eq!(plan.measures.len(), MOST_MEASURES);
    assert_eq!(plan.measures[9], Row { what: String::new(), ..plan.measures[0].clone() });
    plan.remove(99);
    assert_eq!(plan.measures.len(), MOST_MEASURES);
}
