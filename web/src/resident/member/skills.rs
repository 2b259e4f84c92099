//! What I bring along: skills that count at once, licences and mediating that the desk confirms, and the year of birth.

use super::parts::badge;
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::resident::step::{Field, Filled, Kind, Made, Sender, StepForm};
use crate::session::Session;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Heading, SignInFirst, icon, load, now, spoken, when};
use contract::org::Skill;
use contract::posts::{ChangeVolunteer, NewQualification, Qualification, QualificationKind, Volunteer};
use leptos::prelude::*;
use std::sync::Arc;

/// `/check-in/skills`
#[component]
pub fn SkillsPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move { Ok(Arc::new((api::posts::volunteer(api).await?, api::menu::skills(api).await?))) }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(member.skills_title)/><SignInFirst lead=tr!(member.check_in_sign_in)/> }.into_any();
        }
        view! {
            <a href="/check-in" class="back-link">{icon("arrow-left")}{tr!(member.check_in_title)}</a>
            <Heading text=tr!(member.skills_title)/>
            <p class="lead">{tr!(member.skills_lead)}</p>
            {sender.said()}
            {load(ask, move |both: Arc<(Volunteer, Vec<Skill>)>| {
                let (me, skills) = &*both;
                let own: Vec<AnyView> = me.qualifications.iter().map(|q| one(q, skills)).collect();
                let list = match own.is_empty() {
                    true => view! { <p class="hint" role="status">{tr!(member.skills_none)}</p> }.into_any(),
                    false => view! { <ul class="plain">{own}</ul> }.into_any(),
                };
                view! { {list}{state_one(skills, sender)}<BirthYear me=me.clone()/> }.into_any()
            })}
        }
        .into_any()
    })
}

/// What a qualification is called.
fn name(kind: QualificationKind, code: &str, skills: &[Skill]) -> String {
    match kind {
        QualificationKind::Mediator => tr!(member.mediator),
        QualificationKind::Licence => code.to_owned(),
        QualificationKind::Skill => skills.iter().find(|s| s.code == code).map_or_else(|| code.to_owned(), |s| pick(&s.name, &s.name_en)),
    }
}

fn one(own: &Qualification, skills: &[Skill]) -> AnyView {
    let today = when::local(now()).date();
    let until = own.valid_to.map(|day| view! { <p class="hint">{tr!(member.licence_until, day = spoken::day(day, today))}</p> });
    // A skill counts as soon as it is stated: it waits for nobody.
    let state = (own.kind != QualificationKind::Skill).then(|| badge(words::seen(own.state)));
    view! {
        <li class="card">
            <p class="badges"><strong>{name(own.kind, &own.code, skills)}</strong>{state}</p>
            {until}
            {(!own.reason.is_empty()).then(|| view! { <blockquote class="said">{own.reason.clone()}</blockquote> })}
        </li>
    }
    .into_any()
}

fn state_one(skills: &[Skill], sender: Sender) -> AnyView {
    let nothing = (String::new(), tr!(member.any_of_these));
    let words = std::iter::once(nothing).chain(skills.iter().map(|s| (s.code.clone(), pick(&s.name, &s.name_en)))).collect();
    let skill = Field { kind: Kind::Choice(words, true), ..Field::line("skill", tr!(member.skill)) };
    let licence = vec![
        Field::line("code", tr!(member.licence_name)).hint(tr!(member.licence_hint)).least(1).most(40),
        Field::day("valid_to", tr!(member.licence_valid_to)).least(0),
    ];
    let as_skill = |filled: Filled| made(QualificationKind::Skill, filled.text("skill"), None);
    let as_licence = |filled: Filled| made(QualificationKind::Licence, filled.text("code"), filled.word("valid_to"));
    let as_mediator = move |_| {
        if let Ok((words, sending)) = made(QualificationKind::Mediator, "mediator".to_owned(), None) {
            sender.send(words, sending, None);
        }
    };
    view! {
        <section class="card" aria-labelledby="skill-title">
            <h2 id="skill-title">{tr!(member.skill_add)}</h2>
            <StepForm way=sender.way("skill") id="skill" fields=vec![skill] send_label=tr!(member.add) look="button button-secondary" makes=Callback::new(as_skill)/>
        </section>
        <details class="card">
            <summary>{tr!(member.licence_add)}</summary>
            <p class="hint">{tr!(member.licence_seen)}</p>
            <StepForm way=sender.way("licence") id="licence" fields=licence send_label=tr!(member.add) look="button button-secondary" makes=Callback::new(as_licence)/>
        </details>
        <details class="card">
            <summary>{tr!(member.mediator)}</summary>
            <p class="hint">{tr!(member.mediator_seen)}</p>
            <button type="button" class="button button-secondary" disabled=flag(move || sender.pending.get()) on:click=act(as_mediator)>{tr!(member.mediator_state)}</button>
        </details>
    }
    .into_any()
}

fn made(kind: QualificationKind, code: String, valid_to: Option<chrono::NaiveDate>) -> Made {
    Ok((tr!(member.stated), api::posts::state_qualification(&NewQualification { kind, code, valid_to })))
}

/// Asked for by posts with an age limit, and by nothing else.
#[component]
fn BirthYear(me: Volunteer) -> impl IntoView {
    let api = Api::expect();
    let version = StoredValue::new(me.version);
    let year = RwSignal::new(me.birth_year.map(|y| y.to_string()).unwrap_or_default());
    let (pending, saved, trouble) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let save = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        saved.set(false);
        let given = year.get_untracked();
        let birth_year = given.trim().parse::<i32>().ok();
        let ask = ChangeVolunteer { expected_version: version.get_value(), birth_year };
        if birth_year.is_none() != given.trim().is_empty() || !crate::ui::problems_of(&ask).is_empty() {
            trouble.set(Some(tr!(member.problem_year)));
            return crate::ui::focus("birth-year");
        }
        trouble.set(None);
        pending.set(true);
        api::run(async move {
            match api::posts::change_volunteer(api, &ask).await {
                Ok(me) => {
                    version.try_set_value(me.version);
                    saved.try_set(true);
                }
                Err(failure) => drop(trouble.try_set(Some(crate::orders::said(&failure)))),
            }
            pending.try_set(false);
        });
    };
    view! {
        <form novalidate class="card" on:submit=act(save)>
            <div class="question" class:question-wrong=flag(move || trouble.get().is_some())>
                <label class="question-label" for="birth-year">{tr!(member.birth_year)}<span class="optional">{tr!(common.optional_mark)}</span></label>
                <div class="question-about" id="birth-year-about">
                    <span class="hint">{tr!(member.birth_year_hint)}</span>
                    {live(move || trouble.get().map(|text| view! { <span class="problem" role="alert">{icon("circle-alert")}{text}</span> }))}
                </div>
                <input id="birth-year" type="text" inputmode="numeric" maxlength="4" class="short" autocomplete="bday-year" aria-describedby="birth-year-about"
                    prop:value=typed(move || year.get()) on:input=act(move |e| year.set(event_target_value(&e)))/>
            </div>
            <button type="submit" class="button button-secondary" disabled=flag(move || pending.get())>{tr!(member.save)}</button>
            <span role="status">{live(move || saved.get().then(|| tr!(member.saved)))}</span>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qualification_has_the_name_people_know() {
        let skills = [Skill { code: "electrical".into(), name: "水电".into(), name_en: "Electrics".into() }];
        assert_eq!(name(QualificationKind::Skill, "electrical", &skills), "水电");
        assert_eq!(name(QualificationKind::Skill, "gone", &skills), "gone");
        assert_eq!(name(QualificationKind::Licence, "护士", &skills), "护士");
    }
}
