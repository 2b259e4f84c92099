//! Rating: five words, none chosen beforehand; tags that go with the grade; a free word.

use crate::i18n::{pick, tr};
use crate::orders;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::spoken;
use crate::ui::{focus, icon};
use contract::ratings::{RateOrder, Rating, RatingTag, RatingTags};
use leptos::prelude::*;

/// What was given, as its giver sees it.
#[component]
pub fn Rated(rating: Rating) -> impl IntoView {
    let tags = rating.tags.iter().map(|t| pick(&t.label, &t.label_en)).map(|t| view! { <li>{t}</li> }).collect_view();
    view! {
        <h2 id="rated-title">{tr!(mine.rated_title)}</h2>
        <p class="rated-grade"><Stars n=rating.grade/><strong>{orders::grade(rating.grade)}</strong></p>
        {(!rating.tags.is_empty()).then_some(view! { <ul class="tags">{tags}</ul> })}
        {(!rating.text.is_empty()).then(|| view! { <blockquote class="said">{rating.text.clone()}</blockquote> })}
        <p class="hint">{tr!(mine.rated_at, when = spoken::when(rating.rated_at))}</p>
        {rating.follow_up.map(|word| later(tr!(mine.rated_later, when = spoken::when(word.at)), word.grade, word.text))}
        {rating.re_rating.map(|word| later(tr!(mine.rated_again, when = spoken::when(word.at)), Some(word.grade), word.text))}
        {rating.excluded.map(|reason| view! { <p class="hint">{tr!(mine.rated_excluded, reason = reason)}</p> })}
    }
}

/// What was said later: beside the rating, never instead of it.
fn later(title: String, grade: Option<i16>, text: String) -> AnyView {
    view! {
        <h3>{title}</h3>
        {grade.map(|n| view! { <p class="rated-grade"><Stars n/><strong>{orders::grade(n)}</strong></p> })}
        {(!text.is_empty()).then(|| view! { <blockquote class="said">{text}</blockquote> })}
    }
    .into_any()
}

/// Stars for the eye; the word beside them says the same.
#[component]
fn Stars(n: i16) -> impl IntoView {
    view! { <span class="stars" aria-hidden="true">{(1..=5).map(|at| view! { <span class:star-on=at <= n>{icon("star")}</span> }).collect_view()}</span> }
}

/// The tags that go with a grade.
pub fn tags_for(tags: &[RatingTag], grade: Option<i16>) -> Vec<RatingTag> {
    tags.iter().filter(|t| grade.is_some_and(|g| t.grades.contains(&g))).cloned().collect()
}

/// Asks for the grade, then for what goes with it.
#[component]
pub fn RateForm(tags: RatingTags, pending: RwSignal<bool>, send: Callback<RateOrder>) -> impl IntoView {
    let grade = RwSignal::new(None::<i16>);
    let chosen = RwSignal::new(Vec::<String>::new());
    let text = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        match grade.get_untracked() {
            Some(grade) => send.run(RateOrder { grade, tags: chosen.get_untracked(), text: text.get_untracked().trim().to_owned() }),
            None => {
                missing.set(true);
                focus("grade-5");
            }
        }
    };
    let pick_grade = move |value: i16| {
        grade.set(Some(value));
        missing.set(false);
        // A tag of another grade would be refused.
        chosen.set(Vec::new());
    };
    view! {
        <form novalidate on:submit=act(submit) class="rate">
            <fieldset class="question" class:question-wrong=flag(move || missing.get())>
                <legend class="question-label">{tr!(mine.rate_grade)}</legend>
                {live(move || missing.get().then(|| view! { <p class="problem" role="alert">{tr!(mine.rate_missing)}</p> }))}
                <div class="choices grades">
                    {[5i16, 4, 3, 2, 1].into_iter().map(|value| view! {
                        <label class="choice grade">
                            <input type="radio" name="grade" id=format!("grade-{value}") value=value.to_string()
                                prop:checked=flag(move || grade.get() == Some(value)) on:change=act(move |_| pick_grade(value))/>
                            <span class="grade-word">{orders::grade(value)}</span><Stars n=value/>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            {live(move || {
                let fitting = tags_for(&tags.tags, grade.get());
                (!fitting.is_empty()).then(|| view! {
                    <fieldset class="question">
                        <legend class="question-label">{tr!(mine.rate_tags)}</legend>
                        <div class="choices choices-flow">{fitting.into_iter().map(|tag| tag_choice(tag, chosen)).collect_view()}</div>
                    </fieldset>
                })
            })}
            {live(move || grade.get().is_some().then(|| view! {
                <div class="question">
                    <label class="question-label" for="rate-text">{tr!(mine.rate_text)}</label>
                    <textarea id="rate-text" rows="3" maxlength="500" prop:value=typed(move || text.get()) on:input=act(move |e| text.set(event_target_value(&e)))></textarea>
                </div>
            }))}
            <button type="submit" class="button button-primary button-wide" disabled=flag(move || pending.get())>{tr!(mine.rate_send)}</button>
        </form>
    }
}

fn tag_choice(tag: RatingTag, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let (code, on) = (tag.code.clone(), tag.code.clone());
    let toggle = move |e| {
        let checked = event_target_checked(&e);
        chosen.update(|all| {
            all.retain(|c| *c != code);
            if checked {
                all.push(code.clone());
            }
        });
    };
    view! {
        <label class="choice choice-tag">
            <input type="checkbox" value=tag.code.clone() prop:checked=flag(move || chosen.with(|all| all.contains(&on))) on:change=act(toggle)/>
            <span>{pick(&tag.label, &tag.label_en)}</span>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_follow_the_grade_and_none_come_before_it() {
        let tag = |code: &str, grades: &[i16]| RatingTag {
            code: code.into(),
            label: code.into(),
            label_en: code.into(),
            grades: grades.to_vec(),
        };
        let tags = [tag("fast", &[4, 5]), tag("late", &[1, 2]), tag("polite", &[3, 4, 5])];
        let codes = |grade| tags_for(&tags, grade).into_iter().map(|t| t.code).collect::<Vec<_>>();
        assert_eq!(codes(None), Vec::<String>::new());
        assert_eq!(codes(Some(5)), ["fast", "polite"]);
        assert_eq!(codes(Some(1)), ["late"]);
    }
}
