//! Why an order went where it went: every rule that was tried, every team with its numbers, and what decided in the end.

use super::names::Names;
use super::words;
use crate::api::rules::{Explanation, TriedCondition, TriedEffect, TriedRule};
use crate::console::dispatch::distance;
use crate::i18n::tr;
use crate::ui::icon;
use crate::ui::lean::live;
use contract::explanation::WeighedTeam;
use leptos::prelude::*;

/// Hundredths of points as points: `45`, `12.5`.
pub fn points(hundredths: i32) -> String {
    let (whole, rest) = (hundredths / 100, (hundredths % 100).abs());
    match rest {
        0 => whole.to_string(),
        n if n % 10 == 0 => format!("{whole}.{}", n / 10),
        n => format!("{whole}.{n:02}"),
    }
}

/// Whom it suggests and why, in a sentence; what was done, where that was something else.
fn conclusion(e: &Explanation) -> String {
    let names = |teams: &[contract::org::TeamRef]| teams.iter().map(|t| t.name.clone()).collect::<Vec<_>>().join(&tr!(order.list_comma));
    let suggested = if e.suggested.is_empty() {
        words::tie_break(e.tie_break)
    } else {
        tr!(rules.suggested, teams = names(&e.suggested), why = words::tie_break(e.tie_break))
    };
    match &e.made {
        Some(made) if made.is_named => tr!(rules.made_named, suggested = suggested, teams = names(&made.teams)),
        Some(made) if made.rule_id.is_some() => tr!(rules.made_by_rule, suggested = suggested),
        Some(made) if !made.follows_suggestion => tr!(rules.made_other, suggested = suggested, teams = names(&made.teams)),
        _ => suggested,
    }
}

#[component]
pub fn Explained(explanation: Explanation) -> impl IntoView {
    let names = Names::fetch();
    let weights = explanation.weights;
    let (rules, teams) = (explanation.rules.clone(), explanation.candidates.clone());
    let head = |text: String| view! { <th scope="col">{text}</th> };
    view! {
        <div class="explained">
            <p><strong>{conclusion(&explanation)}</strong></p>
            <h3>{tr!(rules.tried)}</h3>
            {rules.is_empty().then(|| view! { <p class="hint">{tr!(rules.none_tried)}</p> })}
            {live(move || view! { <ol class="log tried">{rules.iter().map(|rule| tried(rule, names)).collect_view()}</ol> })}
            <h3>{tr!(rules.candidates)}</h3>
            <p class="hint">{tr!(rules.weights, skill = weights.skill, distance = weights.distance, capacity = weights.capacity, promise = weights.promise)}</p>
            <div class="table-scroll" role="region" tabindex="0" aria-label=tr!(rules.candidates)>
                <table class="clocks numbers">
                    <thead><tr>
                        {head(tr!(rules.place))}{head(tr!(dispatch.col_team))}{head(tr!(dispatch.col_skills))}{head(tr!(dispatch.col_distance))}
                        {head(tr!(dispatch.col_load))}{head(tr!(rules.promise))}{head(tr!(dispatch.col_score))}
                    </tr></thead>
                    <tbody>{live(move || teams.iter().map(|team| weighed(team, names)).collect_view())}</tbody>
                </table>
            </div>
        </div>
    }
}

fn tried(rule: &TriedRule, names: Names) -> AnyView {
    let (outcome, tone) = words::outcome(rule.outcome);
    let condition = |c: &TriedCondition| {
        let mark = if c.holds { icon("check").into_any() } else { icon("x").into_any() };
        let word = if c.holds { tr!(rules.holds) } else { tr!(rules.holds_not) };
        view! { <li>{mark}<span class="visually-hidden">{word}" "</span>{words::condition(&c.condition, names)}</li> }
    };
    let effect = |e: &TriedEffect| {
        view! { <li>{tr!(console.reason_with, reason = words::effect(&e.effect, names), text = words::effect_outcome(e.outcome))}</li> }
    };
    view! {
        <li>
            <p class="badges"><strong>{rule.name.clone()}</strong><span class=format!("state state-{tone}")>{outcome}</span>
                {rule.ended_the_list.then(|| view! { <span class="hint">{tr!(rules.ended)}</span> })}</p>
            {(!rule.conditions.is_empty()).then(|| view! { <ul class="plain hint">{rule.conditions.iter().map(condition).collect_view()}</ul> })}
            {(!rule.effects.is_empty()).then(|| view! { <ul class="plain">{rule.effects.iter().map(effect).collect_view()}</ul> })}
        </li>
    }
    .into_any()
}

fn weighed(team: &WeighedTeam, names: Names) -> AnyView {
    let skills = team.matched_skills.iter().map(|s| names.skill(s)).collect::<Vec<_>>().join(&tr!(order.list_comma));
    let with = |what: String, worth: i32| view! { <td>{what}<span class="hint worth">{tr!(rules.worth, n = points(worth))}</span></td> };
    view! {
        <tr>
            <td>{team.place.map_or_else(|| tr!(console.no_team), |n| n.to_string())}</td>
            <th scope="row">
                {team.team.name.clone()}
                <span class="hint worth">{words::team_kind(team.kind)}{team.is_preferred.then(|| format!(" · {}", tr!(rules.preferred)))}</span>
                {team.excluded.map(|reason| view! { <span class="state state-ended">{words::excluded(reason)}</span> })}
            </th>
            {with(if skills.is_empty() { tr!(console.no_team) } else { skills }, team.points.skill)}
            {with(distance(team.distance), team.points.distance)}
            {with(tr!(dispatch.load, load = team.load, capacity = team.capacity), team.points.capacity)}
            {with(tr!(rules.promises, kept = team.kept, made = team.promised), team.points.promise)}
            <td><strong>{team.score}</strong></td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_said_without_needless_digits() {
        assert_eq!([points(4500), points(1250), points(1233), points(5), points(0)], ["45", "12.5", "12.33", "0.05", "0"]);
    }
}
