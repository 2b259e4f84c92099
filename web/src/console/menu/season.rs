//! The part of the year in which an item is offered.

use super::editor::Editing;
use super::parts::check;
use super::sheet::Sheet;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Question, field_id};
use contract::menu::MonthDay;
use leptos::prelude::*;

/// Which end of the season.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

impl End {
    /// Month and day as they were chosen; the first of January before anything was.
    fn read(self, sheet: &Sheet) -> (u32, u32) {
        let text = sheet.season.as_ref().map(|(from, to)| if self == Self::First { from } else { to });
        let pair = text.and_then(|t| t.split_once('-')).and_then(|(m, d)| Some((m.parse().ok()?, d.parse().ok()?)));
        pair.unwrap_or((1, 1))
    }

    fn write(self, sheet: &mut Sheet, month: u32, day: u32) {
        if let Some((from, to)) = &mut sheet.season {
            let place = if self == Self::First { from } else { to };
            *place = format!("{month:02}-{day:02}");
        }
    }
}

#[component]
pub fn SeasonQuestion(editing: Editing) -> impl IntoView {
    let has = Memo::new(move |_| editing.sheet.with(|s| s.season.is_some()));
    // The heating period of the middle Yangtze is the commonest season there is.
    let toggle = |s: &mut Sheet, on: bool| s.season = on.then(|| ("11-15".to_owned(), "03-15".to_owned()));
    let problem = editing.problem("/season".to_owned());
    view! {
        <section class="card" aria-labelledby="season-title">
            <h2 id="season-title">{tr!(menu.season)}</h2>
            {check(editing, "/has_season", tr!(menu.has_season), |s| s.season.is_some(), toggle)}
            {live(move || has.get().then(|| view! {
                <Question pointer="/season".to_owned() label=tr!(menu.season_days) hint=tr!(menu.season_hint) required=true is_group=true problem>
                    <div class="season">
                        {days(editing, End::First, tr!(menu.season_from))}
                        {days(editing, End::Last, tr!(menu.season_to))}
                    </div>
                </Question>
            }))}
        </section>
    }
}

fn days(editing: Editing, end: End, label: String) -> AnyView {
    let date = Memo::new(move |_| editing.sheet.with(|s| end.read(s)));
    // The first of the four carries the field's id, so that the summary's link lands on it.
    let id = if end == End::First { field_id("/season") } else { format!("{}-to", field_id("/season")) };
    let number = |e: &leptos::ev::Event| event_target_value(e).parse::<u32>().unwrap_or(1);
    let put = move |month: u32, day: u32| {
        // A day that the month does not have becomes its last.
        let last = (1..=day).rev().find(|d| MonthDay::new(month, *d).is_some()).unwrap_or(1);
        editing.sheet.update(|s| end.write(s, month, last));
    };
    let option = move |n: u32, text: String, is: fn((u32, u32)) -> u32| view! { <option value=n.to_string() selected=flag(move || is(date.get()) == n)>{text}</option> };
    let days = move || {
        (1..=31).filter(|d| MonthDay::new(date.get().0, *d).is_some()).map(|d| option(d, tr!(menu.day_n, n = d), |p| p.1)).collect_view()
    };
    view! {
        <span class="season-end">
            <span class="hint">{label.clone()}</span>
            <select id=id aria-label=tr!(menu.month_of, what = label) on:change=act(move |e| put(number(&e), date.get_untracked().1))>
                {(1..=12).map(|m| option(m, tr!(menu.month_n, n = m), |p| p.0)).collect_view()}
            </select>
            <select aria-label=tr!(menu.day_of, what = label) on:change=act(move |e| put(date.get_untracked().0, number(&e)))>{live(days)}</select>
        </span>
    }
    .into_any()
}
