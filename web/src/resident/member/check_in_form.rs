//! Checking in, or sending a check-in again that was returned: community, basis, intents, time.

use super::parts::PickCommunity;
use super::shifts::own_community;
use super::{check_in::handbook, words};
use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Kind, Made, Sender, StepForm};
use crate::ui::lean::live;
use contract::check_ins::{CheckIn, CheckInBasis, CommunityRef, NewCheckIn, PostCategory, ResubmitCheckIn, UnitRef};
use contract::{CheckInId, OrgUnitId, UnitId};
use leptos::prelude::*;

#[component]
pub fn Make(
    sender: Sender,
    /// The one that was returned.
    #[prop(optional)]
    before: Option<CheckIn>,
    /// Units on whose list the member stands.
    listings: Vec<UnitRef>,
) -> impl IntoView {
    let home = own_community().map(|(id, name)| CommunityRef { id, name });
    let chosen = RwSignal::new(before.as_ref().map(|b| b.community.clone()).or(home));
    let again = before.as_ref().map(|b| (b.id, b.version));
    let unit = before.as_ref().and_then(|b| b.unit.as_ref()).map(|u| u.id);
    let makes = move |filled: Filled| made(&filled, chosen.with_untracked(|c| c.as_ref().map(|c| c.id)), unit, again);
    let send_label = if again.is_some() { tr!(member.resubmit) } else { tr!(member.check_in) };
    view! {
        <div>
            <PickCommunity chosen id="check-in-community"/>
            {live(move || chosen.get().map(|c| handbook(c.id)))}
            <StepForm way=sender.way("check-in") id="check-in" fields=fields(before.as_ref(), &listings) send_label makes=Callback::new(makes)/>
            <p class="hint">{tr!(member.check_in_after)}</p>
        </div>
    }
}

fn fields(before: Option<&CheckIn>, listings: &[UnitRef]) -> Vec<Field> {
    let intents = PostCategory::ALL.iter().map(|c| (c.to_string(), words::category(*c))).collect();
    let start = |of: fn(&CheckIn) -> String| before.map(of).unwrap_or_default();
    let unit = (listings.len() > 1).then(|| {
        let units = listings.iter().map(|u| (u.id.to_string(), u.name.clone())).collect();
        Field { kind: Kind::Choice(units, false), ..Field::line("unit_id", tr!(member.unit_question)) }
            .hint(tr!(member.unit_hint))
            .start(start(|b| b.unit.as_ref().map(|u| u.id.to_string()).unwrap_or_default()))
    });
    let asked = vec![
        Field::choice("basis", tr!(member.basis_question), CheckInBasis::ALL, words::basis)
            .hint(tr!(member.basis_hint))
            .start(start(|b| b.basis.to_string())),
        Field::day("valid_to", tr!(member.valid_to_question))
            .hint(tr!(member.valid_to_hint))
            .least(0)
            .start(start(|b| b.valid_to.map(|d| d.to_string()).unwrap_or_default())),
        Field { kind: Kind::Many(intents), ..Field::line("intents", tr!(member.intents_question)) }
            .least(0)
            .start(start(|b| b.intents.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))),
        Field::line("availability", tr!(member.availability_question))
            .hint(tr!(member.availability_hint))
            .least(0)
            .most(200)
            .start(start(|b| b.availability.clone())),
    ];
    unit.into_iter().chain(asked).collect()
}

fn made(filled: &Filled, community: Option<OrgUnitId>, unit: Option<UnitId>, again: Option<(CheckInId, i32)>) -> Made {
    let community_id = community.ok_or_else(|| ("basis", tr!(member.problem_community)))?;
    let basis = filled.word("basis").ok_or_else(|| ("basis", tr!(order.problem_choose)))?;
    // Where several lists have the number the member says which.
    let unit_id = filled.word("unit_id").or(unit);
    // Only returned members have a limited time.
    let valid_to = filled.word("valid_to").filter(|_| basis == CheckInBasis::Returned);
    if basis == CheckInBasis::Returned && valid_to.is_none() {
        return Err(("valid_to", tr!(member.problem_valid_to)));
    }
    let ask =
        NewCheckIn { community_id, basis, unit_id, intents: filled.words("intents"), availability: filled.text("availability"), valid_to };
    Ok(match again {
        Some((id, expected_version)) => {
            (tr!(member.resubmitted), api::check_ins::resubmit(id, &ResubmitCheckIn { expected_version, check_in: ask }))
        }
        None => (tr!(member.checked_in), api::check_ins::create(&ask)),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    const ID: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    #[test]
    fn whoever_stands_on_several_lists_says_which() {
        let unit = |name: &str| UnitRef { id: ID.parse().unwrap(), name: name.to_owned() };
        assert_eq!(fields(None, &[unit("甲单位")]).first().unwrap().name, "basis");
        assert_eq!(fields(None, &[unit("甲单位"), unit("乙单位")]).first().unwrap().name, "unit_id");
        let named = Filled([("basis", "residence"), ("unit_id", ID)].map(|(n, t)| (n, t.to_owned())).into_iter().collect());
        assert!(made(&named, ID.parse().ok(), None, None).unwrap().1.body.contains(&format!("\"unit_id\":\"{ID}\"")));
    }

    fn filled(basis: &str, day: &str) -> Filled {
        let all = [("basis", basis), ("valid_to", day), ("intents", "mediation central_task"), ("availability", " 周末 ")];
        Filled(all.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
    }

    #[test]
    fn a_check_in_is_made_of_what_was_filled_in() {
        let (_, sending) = made(&filled("residence", "2026-12-31"), ID.parse().ok(), None, None).unwrap();
        assert_eq!(sending.path, "/check-ins");
        // Who lives there does so for no limited time.
        assert!(sending.body.contains("\"intents\":[\"mediation\",\"central_task\"]") && !sending.body.contains("valid_to\":\"2026"));
        assert!(sending.body.contains("\"availability\":\"周末\""));
        let (_, again) = made(&filled("self", ""), ID.parse().ok(), None, Some((ID.parse().unwrap(), 3))).unwrap();
        assert_eq!(again.path, format!("/check-ins/{ID}/resubmission"));
        assert!(again.body.starts_with("{\"expected_version\":3,\"check_in\":{"));
    }

    #[test]
    fn what_is_missing_is_said_beside_it() {
        assert_eq!(made(&filled("residence", ""), None, None, None).unwrap_err().0, "basis");
        assert_eq!(made(&filled("", ""), ID.parse().ok(), None, None).unwrap_err().0, "basis");
        assert_eq!(made(&filled("returned", ""), ID.parse().ok(), None, None).unwrap_err().0, "valid_to");
        assert!(
            made(&filled("returned", "2026-12-31"), ID.parse().ok(), None, None).unwrap().1.body.contains("\"valid_to\":\"2026-12-31\"")
        );
    }
}
