//! What has to hold for every rule, order and team.

use super::*;
use contract::explanation::ExclusionReason;
use proptest::prelude::*;

fn any_condition() -> impl Strategy<Value = C> {
    let word = prop_oneof![Just("灯".to_owned()), Just("灯泡".to_owned()), Just("漏水".to_owned()), Just("WiFi".to_owned())];
    prop_oneof![
        prop::collection::vec(1u128..5, 1..3).prop_map(|v| C::Item { items: v.into_iter().map(|n| MenuItemId(id(n))).collect() }),
        prop::collection::vec(1u128..3, 1..3).prop_map(|v| C::Group { groups: v.into_iter().map(|n| MenuGroupId(id(n))).collect() }),
        prop::collection::vec(1u128..8, 1..3).prop_map(|v| C::Place { nodes: v.into_iter().map(|n| OrgUnitId(id(n))).collect() }),
        prop::collection::vec(word.clone(), 1..3).prop_map(|words| C::TextAny { words }),
        prop::collection::vec(word, 1..3).prop_map(|words| C::TextAll { words }),
        (0u8..23, 1u8..24).prop_map(|(from, length)| time(RuleDays::Any, &[], &[(from, (from + length).min(24))])),
        prop_oneof![Just(RuleDays::WorkingDays), Just(RuleDays::DaysOff)].prop_map(|days| time(days, &[], &[])),
        prop::sample::subsequence(Urgency::ALL.to_vec(), 1..3).prop_map(|urgencies| C::Urgency { urgencies }),
    ]
}

fn any_effect() -> impl Strategy<Value = RuleEffect> {
    prop_oneof![
        (1u128..12).prop_map(|n| RuleEffect::PreferTeam { team_id: TeamId(id(n)) }),
        prop_oneof![Just("electrical"), Just("gas_safety"), Just("magic")].prop_map(|s| RuleEffect::RequireSkill { skill: s.into() }),
        prop::sample::subsequence(TeamKind::ALL.to_vec(), 1..4).prop_map(|kinds| RuleEffect::OnlyKinds { kinds }),
        (i32::MIN..i32::MAX).prop_map(|best| RuleEffect::FirstToAccept { best }),
        Just(RuleEffect::AutoOffer { measure: "上门".into(), who: None, note: None }),
        prop::sample::select(Urgency::ALL).prop_map(|urgency| RuleEffect::SuggestUrgency { urgency }),
    ]
}

fn any_rules() -> impl Strategy<Value = Vec<Rule>> {
    let one = (prop::collection::vec(any_condition(), 0..3), prop::collection::vec(any_effect(), 0..4), any::<bool>(), any::<bool>());
    prop::collection::vec(one, 0..7).prop_map(|list| {
        let rules = list.into_iter().enumerate().map(|(n, (conditions, effects, stops, is_enabled))| {
            let mut rule = rule(n as u128 + 1, conditions, effects, stops && n % 3 == 0);
            rule.draft.is_enabled = is_enabled || n % 2 == 0;
            rule.problems = atlas().problems(&rule.draft, "c/s/k/", "");
            rule
        });
        rules.collect()
    })
}

fn any_teams() -> impl Strategy<Value = Vec<TeamFacts>> {
    let numbers = (any::<i64>(), any::<i32>(), any::<i64>(), any::<i64>());
    let one =
        (prop::sample::select(TeamKind::ALL), 0i64..6, 0i32..6, any::<bool>(), 0i64..9, 0i64..9, prop::option::weighted(0.1, numbers));
    prop::collection::vec(one, 0..9).prop_map(|list| {
        let teams = list.into_iter().enumerate().map(|(n, (kind, load, capacity, leave, kept, promised, wild))| {
            let area = ["c/", "c/s/", "c/s/k/", "c/s/other/"][n % 4].to_owned();
            let usual = TeamFacts { kind, load, capacity, area, is_on_leave: leave && n % 3 == 0, kept, promised, ..team(n as u128 + 1) };
            // Numbers that no database should hold do no harm either.
            wild.map_or(usual.clone(), |(load, capacity, kept, promised)| TeamFacts { load, capacity, kept, promised, ..usual })
        });
        teams.collect()
    })
}

proptest! {
    #[test]
    fn the_choice_is_total_and_does_not_depend_on_the_order_of_the_teams(
        rules in any_rules(),
        (teams, shuffled) in any_teams().prop_flat_map(|t| (Just(t.clone()), Just(t).prop_shuffle())),
    ) {
        let (one, other) = (choose(&rules, &teams), choose(&rules, &shuffled));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(one.rules.len(), rules.len());
        prop_assert_eq!(one.candidates.len(), teams.len());
        prop_assert_eq!(one.suggested.is_empty(), one.candidates.iter().all(|c| c.excluded.is_some()));
        for chosen in &one.suggested {
            let found = one.candidates.iter().find(|c| c.team.id == chosen.id).unwrap();
            prop_assert!(found.excluded.is_none() && found.place.is_some());
        }
        for candidate in &one.candidates {
            prop_assert!((0..=100).contains(&candidate.score), "{:?}", candidate);
            prop_assert_eq!(candidate.is_on_leave, candidate.excluded == Some(ExclusionReason::OnLeave));
        }
        if one.automatic.is_some() {
            prop_assert!(!one.suggested.is_empty());
        }
        // It survives being stored.
        let stored = serde_json::to_value(&one).unwrap();
        prop_assert_eq!(serde_json::from_value::<Explanation>(stored).unwrap(), one);
    }

    #[test]
    fn what_is_called_unreachable_or_contradictory_never_matches(rules in any_rules(), urgency in prop::sample::select(Urgency::ALL), item in 1u128..5, hour in 0u32..24) {
        let mut facts = facts();
        facts.urgency = urgency;
        (facts.item_id, facts.group_id) = (MenuItemId(id(item)), MenuGroupId(id(item.div_ceil(2))));
        facts.came_in = facts.came_in.date().and_hms_opt(hour, 0, 0).unwrap();
        let explained = decide(&facts, &rules, &[], WEIGHTS, &atlas(), DateTime::UNIX_EPOCH);
        for finding in lint::findings(&rules, &atlas()) {
            let outcome = explained.rules.iter().find(|r| r.rule_id == finding.rule_id).unwrap().outcome;
            if matches!(finding.kind, FindingKind::Unreachable | FindingKind::Contradiction) {
                prop_assert_ne!(outcome, RuleOutcome::Matched, "{:?}", finding);
            }
        }
    }
}
