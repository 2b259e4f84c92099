//! Seasons over all days, and forms against answers of any shape.

use chrono::{Days, NaiveDate};
use contract::form::{self, Answers};
use contract::menu::{FieldKind, FormField, FormOption, MonthDay, Season};
use proptest::prelude::*;
use serde_json::{Value, json};

fn date() -> impl Strategy<Value = NaiveDate> {
    (0u64..20_000).prop_map(|n| NaiveDate::from_ymd_opt(2000, 1, 1).unwrap().checked_add_days(Days::new(n)).unwrap())
}

fn month_day() -> impl Strategy<Value = MonthDay> {
    date().prop_map(MonthDay::of)
}

proptest! {
    #[test]
    fn a_season_and_the_rest_of_the_year_share_their_ends_alone(from in month_day(), to in month_day(), day in date()) {
        let (season, rest) = (Season { from, to }, Season { from: to, to: from });
        let is_end = MonthDay::of(day) == from || MonthDay::of(day) == to;
        // One day only is its own rest.
        prop_assert!(season.contains(day) || rest.contains(day) || from == to);
        prop_assert_eq!(season.contains(day) && rest.contains(day), is_end);
        prop_assert_eq!(season.to_string().parse::<Season>().unwrap(), season);
    }

    #[test]
    fn it_begins_on_its_first_day(from in month_day(), to in month_day(), day in date()) {
        let season = Season { from, to };
        let start = season.next_start(day).unwrap();
        prop_assert!(start > day && season.contains(start));
        if !season.contains(day) {
            // Nothing of it lies before it begins again, but for a first day that comes in leap years only.
            let between = day.iter_days().take_while(|d| *d < start).any(|d| season.contains(d));
            prop_assert!(!between || from.to_string() == "02-29");
        }
    }

    #[test]
    fn answers_of_any_shape_are_judged(form in shaped_form(), answers in any_answers(), today in date()) {
        let problems = form::problems(&form, &answers, today);
        let asked = |pointer: &str| pointer.strip_prefix("/answers/").map(str::to_owned);
        prop_assert!(problems.iter().all(|p| asked(&p.pointer).is_some()));
        // Each question and each unknown key is named once at most.
        let mut pointers: Vec<_> = problems.iter().map(|p| &p.pointer).collect();
        pointers.sort();
        pointers.dedup();
        prop_assert_eq!(pointers.len(), problems.len());
    }

    #[test]
    fn any_form_is_judged(fields in prop::collection::vec(any_field(), 0..6)) {
        let _ = form::form_problems(&fields);
    }

    #[test]
    fn right_answers_to_a_form_that_can_be_published_are_taken((form, answers, today) in filled()) {
        prop_assert_eq!(form::form_problems(&form), []);
        prop_assert_eq!(form::problems(&form, &answers, today), []);
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(json!("a")),
        Just(json!("2026-11-24")),
        Just(json!("-262143-01-01")),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..3).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn any_answers() -> impl Strategy<Value = Answers> {
    prop::collection::btree_map("[a-h]|.{0,6}", any_json(), 0..8)
}

fn kind() -> impl Strategy<Value = FieldKind> {
    prop::sample::select(FieldKind::ALL)
}

/// Limits of any size: what cannot be published may still stand in an old version.
fn any_field() -> impl Strategy<Value = FormField> {
    let options = prop::collection::vec(".{0,8}", 0..4);
    (".{0,8}", kind(), any::<bool>(), any::<Option<i64>>(), any::<Option<i64>>(), options).prop_map(
        |(code, kind, is_required, min, max, options)| {
            let options = options.into_iter().map(|code| FormOption { label: code.clone(), label_en: String::new(), code }).collect();
            FormField {
                label: code.clone(),
                label_en: String::new(),
                help: String::new(),
                help_en: String::new(),
                code,
                kind,
                is_required,
                min,
                max,
                options,
            }
        },
    )
}

fn shaped_form() -> impl Strategy<Value = Vec<FormField>> {
    prop::collection::vec(any_field(), 0..8).prop_map(|mut form| {
        for (field, code) in form.iter_mut().zip('a'..) {
            field.code = code.to_string();
        }
        form
    })
}

/// A question that makes sense, with an answer that fits it.
fn question() -> impl Strategy<Value = (FormField, Value)> {
    let plain = |kind: FieldKind, min: Option<i64>, max: Option<i64>| FormField {
        code: String::new(),
        kind,
        label: "问".into(),
        label_en: String::new(),
        help: String::new(),
        help_en: String::new(),
        is_required: true,
        min,
        max,
        options: Vec::new(),
    };
    let option = |n: usize| FormOption { code: format!("o{n}"), label: format!("选 {n}"), label_en: String::new() };
    let chosen = move |field: FormField, n: usize| FormField { options: (0..n).map(option).collect(), ..field };
    prop_oneof![
        "[a-z一-龥]{1,30}".prop_map(move |t| (plain(FieldKind::Text, Some(1), Some(30)), json!(t))),
        "[a-z一-龥]{2,30}".prop_map(move |t| (plain(FieldKind::Place, None, Some(30)), json!(t))),
        (-1000i64..1000, 0i64..50)
            .prop_map(move |(low, more)| (plain(FieldKind::Number, Some(low), Some(low + more)), json!(low + more / 2))),
        // The answer is set when the day of the order is known.
        (0i64..30, 0i64..30).prop_map(move |(low, more)| (plain(FieldKind::Date, Some(low), Some(low + more)), json!(low + more / 2))),
        (2usize..9).prop_map(move |n| (chosen(plain(FieldKind::SingleChoice, None, None), n), json!(format!("o{}", n / 2)))),
        (2usize..9, 1usize..9).prop_map(move |(n, k)| {
            let k = k.min(n);
            let limit = i64::try_from(k).ok();
            let codes: Vec<String> = (0..k).map(|i| format!("o{i}")).collect();
            (chosen(plain(FieldKind::MultipleChoice, limit, limit), n), json!(codes))
        }),
        (1u128..9).prop_map(move |n| {
            let ids: Vec<String> = (0..n).map(|i| uuid::Uuid::from_u128(i).to_string()).collect();
            (plain(FieldKind::Photo, Some(1), Some(9)), json!(ids))
        }),
    ]
}

fn filled() -> impl Strategy<Value = (Vec<FormField>, Answers, NaiveDate)> {
    (prop::collection::vec(question(), 0..20), date()).prop_map(|(questions, today)| {
        let (mut form, mut answers) = (Vec::new(), Answers::new());
        for (n, (mut field, mut answer)) in questions.into_iter().enumerate() {
            field.code = format!("q{n}");
            if field.kind == FieldKind::Date {
                let days = Days::new(u64::try_from(answer.as_i64().unwrap()).unwrap());
                answer = json!(today.checked_add_days(days).unwrap().to_string());
            }
            answers.insert(field.code.clone(), answer);
            form.push(field);
        }
        (form, answers, today)
    })
}
