//! Rules as tables, and what has to hold for every input.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod random;

use super::*;
use contract::OrgUnitId;
use contract::dispatch_rules::{FindingKind, HourRange, RuleCondition as C, RuleDays};
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn rule(n: u128, conditions: Vec<C>, effects: Vec<RuleEffect>, stops: bool) -> Rule {
    let draft = DraftRule { name: format!("规则{n}"), is_enabled: true, stops, conditions, effects };
    Rule { id: DispatchRuleId(id(n)), node: "c/s/k/".into(), position: i32::try_from(n).unwrap(), version: 1, draft, problems: Vec::new() }
}

fn team(n: u128) -> TeamFacts {
    TeamFacts {
        id: TeamId(id(n)),
        name: format!("队{n}"),
        kind: TeamKind::Community,
        area: "c/s/k/".into(),
        skills: vec!["electrical".into()],
        load: 0,
        capacity: 5,
        is_on_leave: false,
        kept: 0,
        promised: 0,
    }
}

/// A Saturday night: 2026-11-28 is a day off.
fn facts() -> OrderFacts {
    OrderFacts {
        item_id: MenuItemId(id(1)),
        item_code: "light_bulb".into(),
        group_id: MenuGroupId(id(1)),
        needed: vec!["electrical".into()],
        area: "c/s/k/".into(),
        address: "园林小区 3 栋 A 座 501".into(),
        text: "客厅灯泡坏了，WiFi 也断了，𬭎先生在家 💡".into(),
        urgency: Urgency::Normal,
        came_in: "2026-11-28T22:30:00".parse().unwrap(),
        is_working_day: false,
    }
}

fn atlas() -> Atlas {
    let place = |path: &str, estate: Option<&str>| Place { path: path.into(), name: path.into(), estate: estate.map(str::to_owned) };
    Atlas {
        items: (1..=4).map(|n| (MenuItemId(id(n)), (format!("item{n}"), MenuGroupId(id(n.div_ceil(2)))))).collect(),
        groups: (1..=2).map(|n| (MenuGroupId(id(n)), format!("group{n}"))).collect(),
        skills: ["electrical", "gas_safety"].map(str::to_owned).into(),
        places: [
            (OrgUnitId(id(1)), place("c/", None)),
            (OrgUnitId(id(2)), place("c/s/", None)),
            (OrgUnitId(id(3)), place("c/s/k/", None)),
            (OrgUnitId(id(4)), place("c/s/k/b01/", Some("园林小区"))),
            (OrgUnitId(id(5)), place("c/s/other/", None)),
            (OrgUnitId(id(6)), place("c/s/k/b02/", Some("东方花园"))),
        ]
        .into(),
        teams: (1..=9).map(|n| (TeamId(id(n)), "c/s/k/".to_owned())).collect(),
    }
}

const WEIGHTS: DecisionWeights = DecisionWeights { skill: 45, distance: 25, capacity: 15, promise: 15 };

fn choose(rules: &[Rule], teams: &[TeamFacts]) -> Explanation {
    decide(&facts(), rules, teams, WEIGHTS, &atlas(), DateTime::UNIX_EPOCH)
}

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|w| (*w).to_owned()).collect()
}

fn time(days: RuleDays, weekdays: &[u8], hours: &[(u8, u8)]) -> C {
    let hours = hours.iter().map(|(from, to)| HourRange { from: *from, to: *to }).collect();
    C::Time { days, weekdays: weekdays.to_vec(), hours }
}

#[test]
fn every_condition_holds_and_does_not() {
    let node = |n: u128| C::Place { nodes: vec![OrgUnitId(id(n))] };
    let table = [
        (C::Item { items: vec![MenuItemId(id(2)), MenuItemId(id(1))] }, true),
        (C::Item { items: vec![MenuItemId(id(2))] }, false),
        (C::Group { groups: vec![MenuGroupId(id(1))] }, true),
        (C::Group { groups: vec![MenuGroupId(id(2))] }, false),
        (node(1), true),
        (node(3), true),
        (node(4), true),
        (node(5), false),
        (node(6), false),
        (node(99), false),
        (C::Address { words: words(&["东方花园", "a 座"]) }, true),
        (C::Address { words: words(&["东方花园"]) }, false),
        (time(RuleDays::DaysOff, &[], &[]), true),
        (time(RuleDays::WorkingDays, &[], &[]), false),
        (time(RuleDays::Any, &[6], &[(0, 6), (22, 24)]), true),
        (time(RuleDays::Any, &[], &[(0, 22)]), false),
        (time(RuleDays::Any, &[1, 2], &[]), false),
        (C::Urgency { urgencies: vec![Urgency::Normal] }, true),
        (C::Urgency { urgencies: vec![Urgency::Danger, Urgency::Urgent] }, false),
        (C::TextAny { words: words(&["漏水", "wifi"]) }, true),
        (C::TextAny { words: words(&["漏水"]) }, false),
        (C::TextAll { words: words(&["灯泡", "𬭎", "💡"]) }, true),
        (C::TextAll { words: words(&["灯泡", "漏水"]) }, false),
    ];
    for (condition, holds) in table {
        let explained = choose(&[rule(1, vec![condition.clone()], Vec::new(), true)], &[]);
        assert_eq!(explained.rules[0].conditions[0].holds, holds, "{condition:?}");
        let outcome = if holds { RuleOutcome::Matched } else { RuleOutcome::NotMatched };
        assert_eq!(explained.rules[0].outcome, outcome, "{condition:?}");
    }
}

#[test]
fn effects_restrict_prefer_and_offer() {
    let teams = [TeamFacts { load: 4, ..team(1) }, team(2), TeamFacts { kind: TeamKind::Squad, ..team(3) }];
    let first = |effects: Vec<RuleEffect>| {
        let explained = choose(&[rule(1, Vec::new(), effects, false)], &teams);
        (explained.suggested.iter().map(|t| t.name.clone()).collect::<Vec<_>>().join(" "), explained.tie_break)
    };
    assert_eq!(first(vec![RuleEffect::SuggestUrgency { urgency: Urgency::Danger }]), ("队2".into(), TieBreak::TeamId));
    assert_eq!(first(vec![RuleEffect::PreferTeam { team_id: TeamId(id(1)) }]), ("队1".into(), TieBreak::Preferred));
    assert_eq!(first(vec![RuleEffect::OnlyKinds { kinds: vec![TeamKind::Squad] }]), ("队3".into(), TieBreak::OnlyOnes));
    assert_eq!(first(vec![RuleEffect::FirstToAccept { best: 2 }]), ("队2 队3".into(), TieBreak::Score));
    assert_eq!(first(vec![RuleEffect::RequireSkill { skill: "gas_safety".into() }]), (String::new(), TieBreak::Nobody));
    let gone = choose(&[rule(1, Vec::new(), vec![RuleEffect::PreferTeam { team_id: TeamId(id(7)) }], false)], &teams);
    assert_eq!(gone.rules[0].effects[0].outcome, EffectOutcome::NotPossible);
}

#[test]
fn the_first_that_says_it_decides_and_a_rule_can_end_the_list() {
    let urgency = |urgency| vec![RuleEffect::SuggestUrgency { urgency }];
    let mut off = rule(4, Vec::new(), urgency(Urgency::Normal), true);
    off.draft.is_enabled = false;
    let rules = [
        off,
        rule(1, Vec::new(), urgency(Urgency::Urgent), false),
        rule(2, Vec::new(), urgency(Urgency::Danger), true),
        rule(3, Vec::new(), vec![RuleEffect::RequireSkill { skill: "gas_safety".into() }], false),
    ];
    let explained = choose(&rules, &[team(1)]);
    let outcomes: Vec<RuleOutcome> = explained.rules.iter().map(|r| r.outcome).collect();
    assert_eq!(outcomes, [RuleOutcome::Disabled, RuleOutcome::Matched, RuleOutcome::Matched, RuleOutcome::NotReached]);
    assert_eq!((explained.suggested_urgency, explained.suggested.len()), (Some(Urgency::Urgent), 1));
    assert_eq!(explained.rules[2].effects[0].outcome, EffectOutcome::Overruled);
    assert!(explained.rules[2].ended_the_list && !explained.rules[1].ended_the_list);
}

#[test]
fn a_broken_rule_is_told_and_holds_an_automatic_offer_back() {
    let auto = || vec![RuleEffect::AutoOffer { measure: "上门查看".into(), who: None, note: None }];
    let mut broken = rule(1, Vec::new(), vec![RuleEffect::PreferTeam { team_id: TeamId(id(99)) }], false);
    broken.problems = atlas().problems(&broken.draft, "c/s/k/", "");
    assert_eq!(broken.problems[0].pointer, "/effects/0/team_id");
    let explained = choose(&[broken.clone(), rule(2, Vec::new(), auto(), false)], &[team(1)]);
    assert_eq!((explained.rules[0].outcome, explained.automatic.is_none()), (RuleOutcome::Broken, true));
    assert_eq!(explained.rules[1].effects[0].outcome, EffectOutcome::HeldBack);
    // Where it could not apply, it holds nothing back.
    broken.draft.conditions = vec![C::Urgency { urgencies: vec![Urgency::Danger] }];
    let explained = choose(&[broken, rule(2, Vec::new(), auto(), false)], &[team(1)]);
    assert_eq!(explained.automatic.unwrap().measure, "上门查看");
}

#[test]
fn planted_faults_are_found() {
    let urgency = || vec![RuleEffect::SuggestUrgency { urgency: Urgency::Urgent }];
    let found = |rules: Vec<Rule>| {
        let found = lint::findings(&rules, &atlas());
        found.iter().map(|f| format!("{} {}", f.rule_name, f.kind)).collect::<Vec<_>>().join(", ")
    };
    let item = |n: u128| C::Item { items: vec![MenuItemId(id(n))] };
    let group = |n: u128| C::Group { groups: vec![MenuGroupId(id(n))] };
    // The group holds the item: the second never gets its turn, or says nothing new.
    assert_eq!(found(vec![rule(1, vec![group(1)], urgency(), true), rule(2, vec![item(2)], urgency(), false)]), "规则2 unreachable");
    assert_eq!(found(vec![rule(1, vec![group(1)], urgency(), false), rule(2, vec![item(2)], urgency(), false)]), "规则2 shadowed");
    assert_eq!(found(vec![rule(1, vec![item(2)], urgency(), true), rule(2, vec![group(1)], urgency(), false)]), "");
    let text = |list: &[&str]| C::TextAny { words: words(list) };
    assert_eq!(
        found(vec![rule(1, vec![text(&["水"])], urgency(), true), rule(2, vec![text(&["漏水", "跑水"])], urgency(), true)]),
        "规则2 unreachable"
    );
    let night = time(RuleDays::Any, &[], &[(22, 24)]);
    assert_eq!(
        found(vec![rule(1, vec![night.clone()], urgency(), true), rule(2, vec![night.clone(), item(1)], urgency(), true)]),
        "规则2 unreachable"
    );
    assert_eq!(found(vec![rule(1, vec![item(3), group(1)], urgency(), false)]), "规则1 contradiction");
    assert_eq!(found(vec![rule(1, vec![night, time(RuleDays::Any, &[], &[(8, 12)])], urgency(), false)]), "规则1 contradiction");
    let place = |n: u128| C::Place { nodes: vec![OrgUnitId(id(n))] };
    assert_eq!(found(vec![rule(1, vec![place(3), place(5)], urgency(), false)]), "规则1 contradiction");
    assert_eq!(found(vec![rule(1, vec![place(2)], urgency(), true), rule(2, vec![place(4)], urgency(), false)]), "规则2 unreachable");
    // Another effect is something new, and a rule that is switched off does nothing.
    let skill = vec![RuleEffect::RequireSkill { skill: "gas_safety".into() }];
    assert_eq!(found(vec![rule(1, Vec::new(), urgency(), false), rule(2, Vec::new(), skill, false)]), "");
    let mut off = rule(1, Vec::new(), urgency(), true);
    off.draft.is_enabled = false;
    assert_eq!(found(vec![off, rule(2, Vec::new(), urgency(), false)]), "");
    let mut broken = rule(1, Vec::new(), vec![RuleEffect::RequireSkill { skill: "magic".into() }], false);
    broken.problems = atlas().problems(&broken.draft, "c/s/k/", "");
    assert_eq!(lint::findings(&[broken], &atlas())[0].kind, FindingKind::Broken);
}
