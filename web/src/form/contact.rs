//! The questions of every order: whom to call, where to go, when somebody is at home.

use super::{Writing, summary};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::when::{DayPart, local};
use crate::ui::{Question, now, spoken};
use chrono::{Days, NaiveDate};
use leptos::prelude::*;

/// Days that are offered for a visit, today among them.
const DAYS: u64 = 8;

fn problem_of(writing: Writing, pointer: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || writing.errors.with(|all| all.iter().find(|p| p.pointer == pointer).map(summary::fixed_problem)))
}

/// Name, telephone and address.
#[component]
pub fn ContactFields(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    view! {
        <Question pointer="/contact/name".to_owned() label=tr!(order.contact_name) hint=tr!(order.contact_name_hint) required=true
            problem=problem_of(writing, "/contact/name")>
            <input id="f-contact-name" type="text" autocomplete="name" maxlength="40" aria-required="true" aria-describedby="f-contact-name-about"
                prop:value=typed(move || draft.with(|d| d.name.clone())) on:input=act(move |e| draft.update(|d| d.name = event_target_value(&e)))/>
        </Question>
        <Question pointer="/contact/phone".to_owned() label=tr!(order.contact_phone) hint=tr!(order.contact_phone_hint) required=true
            problem=problem_of(writing, "/contact/phone")>
            <input id="f-contact-phone" type="tel" inputmode="tel" autocomplete="tel-national" aria-required="true" aria-describedby="f-contact-phone-about"
                prop:value=typed(move || draft.with(|d| d.phone.clone())) on:input=act(move |e| draft.update(|d| d.phone = event_target_value(&e)))/>
        </Question>
        <Question pointer="/contact/address".to_owned() label=tr!(order.contact_address) hint=tr!(order.contact_address_hint) required=true
            problem=problem_of(writing, "/contact/address")>
            <textarea id="f-contact-address" rows="2" maxlength="120" autocomplete="street-address" aria-required="true" aria-describedby="f-contact-address-about"
                prop:value=typed(move || draft.with(|d| d.address.clone())) on:input=act(move |e| draft.update(|d| d.address = event_target_value(&e)))></textarea>
        </Question>
    }
}

/// A day and a part of it: two lists instead of clocks that nobody wants to set.
#[component]
pub fn Window(writing: Writing) -> impl IntoView {
    let draft = writing.draft;
    let today = local(now()).date();
    let days: Vec<NaiveDate> = (0..DAYS).filter_map(|n| today.checked_add_days(Days::new(n))).collect();
    let chosen = move |value: &str| draft.with(|d| d.day == value);
    // A day that has passed since the draft was written is no day any more.
    let passed = draft.with_untracked(|d| d.day.parse::<NaiveDate>().is_ok_and(|day| day < today));
    if passed {
        draft.update(|d| d.day.clear());
    }
    view! {
        <Question pointer="/expected_from".to_owned() label=tr!(order.window) hint=String::new() required=false problem=problem_of(writing, "/expected_from")>
            <select id="f-expected_from" aria-describedby="f-expected_from-about" on:change=act(move |e| draft.update(|d| d.day = event_target_value(&e)))>
                <option value="" selected=flag(move || chosen(""))>{tr!(order.window_any)}</option>
                {days.into_iter().map(|day| {
                    let value = day.to_string();
                    let is = value.clone();
                    view! { <option value=value selected=flag(move || chosen(&is))>{spoken::day_with_weekday(day, today)}</option> }
                }).collect_view()}
            </select>
        </Question>
        {live(move || draft.with(|d| !d.day.is_empty()).then(|| view! {
            <fieldset class="question">
                <legend class="question-label">{tr!(order.window_part)}</legend>
                <div class="choices">
                    {DayPart::ALL.into_iter().map(|part| view! {
                        <label class="choice">
                            <input type="radio" name="part" value=part.as_str() prop:checked=flag(move || draft.with(|d| DayPart::of(&d.part) == part))
                                on:change=act(move |_| draft.update(|d| d.part = part.as_str().to_owned()))/>
                            <span>{spoken::part(part)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
        }))}
    }
}
