//! The teams that could do it, the best first, with the numbers behind each; one is chosen, or several.

use super::Planning;
use super::plan::MOST_TEAMS;
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, flag, live};
use crate::ui::{Question, icon};
use contract::dispatch::Candidate;
use leptos::prelude::*;

/// Teams that are shown at first: further down hardly any is better.
const FIRST: usize = 6;

#[component]
pub fn Choose(planning: Planning) -> impl IntoView {
    let all = RwSignal::new(false);
    let several = Memo::new(move |_| planning.plan.with(|p| p.several));
    view! {
        <fieldset class="question">
            <legend class="question-label">{tr!(dispatch.mode)}</legend>
            <div class="choices choices-wide">
                {[(false, tr!(dispatch.mode_one), tr!(dispatch.mode_one_hint)), (true, tr!(dispatch.mode_several), tr!(dispatch.mode_several_hint))].into_iter().map(|(several, name, hint)| view! {
                    <label class="choice">
                        <input type="radio" name="mode" prop:checked=flag(move || planning.plan.with(|p| p.several == several))
                            on:change=act(move |_| {
                                let before = planning.named();
                                planning.plan.update(|p| p.set_several(several, &before, &tr!(dispatch.measure_team)));
                            })/>
                        <span>{name}<span class="choice-hint">{hint}</span></span>
                    </label>
                }).collect_view()}
            </div>
        </fieldset>
        <Question pointer="/team_ids".to_owned() label=tr!(dispatch.teams) hint=tr!(dispatch.teams_hint) required=true is_group=true problem=planning.problem("/team_ids".to_owned())>
            {live(move || several.get().then(|| view! {
                <p class="hint" role="status">{live(move || tr!(dispatch.teams_chosen, n = planning.plan.with(|p| p.teams.len()), most = MOST_TEAMS))}</p>
            }))}
            {live(move || {
                let found = planning.candidates.get();
                let several = several.get();
                if found.is_empty() {
                    return view! { <p class="empty card">{tr!(dispatch.none)}</p> }.into_any();
                }
                let (count, best) = (found.len(), if all.get() { usize::MAX } else { FIRST });
                // A chosen team stays in sight, wherever it stands.
                let chosen = planning.plan.with_untracked(|p| p.teams.clone());
                let shown = found.into_iter().enumerate().filter(|(index, c)| *index < best || chosen.contains(&c.team.id));
                view! {
                    <div class="candidates">
                        <p class="candidate candidate-head" aria-hidden="true">
                            <span></span><span>{tr!(dispatch.col_team)}</span><span>{tr!(dispatch.col_skills)}</span>
                            <span>{tr!(dispatch.col_distance)}</span><span>{tr!(dispatch.col_load)}</span><span>{tr!(dispatch.col_score)}</span>
                        </p>
                        <ul>{shown.map(|(index, candidate)| view! { <One candidate index several planning/> }).collect_view()}</ul>
                    </div>
                    {(count > best).then(|| view! {
                        <button type="button" class="button button-quiet" on:click=act(move |_| all.set(true))>{tr!(dispatch.show_all, n = count)}</button>
                    })}
                }
                .into_any()
            })}
        </Question>
    }
}

/// How far it is, in words: steps through the tree mean little to a clerk.
pub fn distance(steps: i32) -> String {
    match steps {
        0 => tr!(dispatch.distance_here),
        1 => tr!(dispatch.distance_near),
        2 => tr!(dispatch.distance_street),
        _ => tr!(dispatch.distance_far),
    }
}

/// What the team can, out of what is needed.
pub fn skills(candidate: &Candidate) -> String {
    if candidate.needed_skills == 0 {
        return tr!(dispatch.skills_none_needed);
    }
    let names: Vec<String> = candidate.matched_skills.iter().map(|s| pick(&s.name, &s.name_en)).collect();
    let (matched, needed) = (names.len(), candidate.needed_skills);
    if names.is_empty() {
        tr!(dispatch.skills_missing, needed = needed)
    } else {
        tr!(dispatch.skills, matched = matched, needed = needed, names = names.join(&tr!(order.list_comma)))
    }
}

fn closed(candidate: &Candidate) -> Option<String> {
    match (candidate.is_available, candidate.is_on_leave) {
        (true, _) => None,
        (false, true) => Some(tr!(dispatch.on_leave)),
        (false, false) => Some(tr!(dispatch.full)),
    }
}

#[component]
fn One(candidate: Candidate, index: usize, several: bool, planning: Planning) -> impl IntoView {
    let team = candidate.team.id;
    let chosen = move || planning.plan.with(|p| p.teams.contains(&team));
    let closed = closed(&candidate);
    let is_open = candidate.is_available;
    // Five are chosen: the others wait until one is taken back.
    let is_shut = move || !is_open || (several && !chosen() && planning.plan.with(|p| p.teams.len() >= MOST_TEAMS));
    let kept = candidate.clone();
    let choose = move |e| {
        let before = planning.named();
        planning.plan.update(|p| p.choose(&kept, event_target_checked(&e), &before));
    };
    let number =
        |label: String, value: String| view! { <span class="candidate-fact"><span class="candidate-label">{label}</span>{value}</span> };
    // The first control carries the id of the field, so that the summary's link lands on it.
    let id = if index == 0 { "f-team_ids".to_owned() } else { format!("f-team_ids-{index}") };
    view! {
        <li>
            <label class="candidate" class:candidate-on=flag(chosen) class:candidate-closed=!is_open>
                <input type=if several { "checkbox" } else { "radio" } name="team" id=id prop:checked=flag(chosen) disabled=flag(is_shut) on:change=act(choose)/>
                <span class="candidate-name">
                    <strong>{candidate.team.name.clone()}</strong>
                    <span class="hint">{tr!(dispatch.leader, name = candidate.leader.name.clone())}</span>
                    {closed.map(|text| view! { <span class="state state-ended">{icon("circle-alert")}{text}</span> })}
                </span>
                {number(tr!(dispatch.col_skills), skills(&candidate))}
                {number(tr!(dispatch.col_distance), distance(candidate.distance))}
                {number(tr!(dispatch.col_load), tr!(dispatch.load, load = candidate.load, capacity = candidate.capacity))}
                <span class="candidate-fact candidate-score"><span class="candidate-label">{tr!(dispatch.col_score)}</span><strong>{candidate.score}</strong></span>
            </label>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::org::{PersonRef, Skill, TeamRef};
    use contract::{PersonId, TeamId};
    use uuid::Uuid;

    fn candidate(matched: usize, needed: i32) -> Candidate {
        let skill = Skill { code: "electrical".into(), name: "电工".into(), name_en: "Electrical work".into() };
        Candidate {
            team: TeamRef { id: TeamId(Uuid::nil()), name: "电工队".into() },
            leader: PersonRef { id: PersonId(Uuid::nil()), name: "张建军".into() },
            members: Vec::new(),
            matched_skills: vec![skill; matched],
            needed_skills: needed,
            distance: 0,
            load: 5,
            capacity: 5,
            is_on_leave: false,
            score: 80,
            is_available: false,
        }
    }

    #[test]
    fn numbers_in_words() {
        assert_eq!(skills(&candidate(1, 2)), "1/2（电工）");
        assert_eq!(skills(&candidate(0, 1)), "0/1（没有所需技能）");
        assert_eq!(skills(&candidate(0, 0)), "不限");
        assert_eq!(distance(0), "本社区");
        assert_eq!(closed(&candidate(0, 0)).as_deref(), Some("手头已满"));
        assert_eq!(closed(&Candidate { is_on_leave: true, ..candidate(0, 0) }).as_deref(), Some("请假中"));
        assert_eq!(closed(&Candidate { is_available: true, ..candidate(0, 0) }), None);
    }
}
