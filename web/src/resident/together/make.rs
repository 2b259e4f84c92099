//! Making a wish: which service comes nearest, one's own words, and where one is reached.

use crate::api::{self, Api};
use crate::form::digits;
use crate::i18n::{pick, tr};
use crate::nav;
use crate::resident::order::contact;
use crate::resident::place::{Chosen, Place};
use crate::resident::step::{Field, Filled, Kind, Made, Sender, StepForm};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, SignInFirst, icon, load, problems_of, spoken_name};
use contract::OrgUnitId;
use contract::menu::{MenuItem, MenuItemFilter};
use contract::orders::NewContact;
use contract::wishes::NewWish;
use leptos::prelude::*;

/// `/wishes/new`
#[component]
pub fn NewWishPage() -> impl IntoView {
    let (session, chosen) = (Session::expect(), Chosen::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        let inner = match (signed_in.get(), chosen.get()) {
            (false, _) => view! { <SignInFirst lead=tr!(wishes.sign_in_lead)/> }.into_any(),
            (true, None) => view! { <p>{tr!(resident.item_choose_first)}</p><a href="/community" class="button button-primary">{tr!(resident.choose_title)}</a> }.into_any(),
            (true, Some(place)) => view! { <Make place/> }.into_any(),
        };
        view! {
            <a href="/wishes" class="back-link">{icon("arrow-left")}{tr!(wishes.title)}</a>
            <Heading text=tr!(wishes.new)/>
            {inner}
        }
    })
}

#[component]
fn Make(place: Place) -> impl IntoView {
    let api = Api::expect();
    let sender = Sender::begin(|reply| {
        if reply.is_some() {
            nav::go("/wishes?show=mine");
        }
    });
    let community = place.id;
    let items =
        move || async move { api::menu::items(api, &MenuItemFilter { community: Some(community), ..MenuItemFilter::default() }).await };
    view! {
        <p class="lead">{tr!(wishes.new_lead)}</p>
        {sender.said()}
        <section class="card">
            <p class="hint">{icon("map-pin")}" "{spoken_name(&place.name).to_owned()}</p>
            {load(items, move |items: Vec<MenuItem>| view! {
                <StepForm way=sender.way("wish") id="wish" fields=fields(&items) send_label=tr!(wishes.send) makes=Callback::new(move |filled: Filled| made(&filled, community))/>
            }.into_any())}
        </section>
    }
}

fn fields(items: &[MenuItem]) -> Vec<Field> {
    let known = contact();
    let nothing = (String::new(), tr!(order.choose));
    let all = std::iter::once(nothing).chain(items.iter().map(|i| (i.id.to_string(), pick(&i.name, &i.name_en)))).collect();
    vec![
        Field { kind: Kind::Choice(all, true), ..Field::line("item_id", tr!(wishes.item)) },
        Field::text("text", tr!(wishes.text)).hint(tr!(wishes.text_hint)),
        Field::line("name", tr!(order.contact_name)).least(1).most(40).start(known.name),
        Field::line("phone", tr!(order.contact_phone)).hint(tr!(order.contact_phone_hint)).most(20).start(known.phone),
        Field::line("address", tr!(order.contact_address)).hint(tr!(order.contact_address_hint)).most(120).start(known.address),
    ]
}

fn made(filled: &Filled, community_id: OrgUnitId) -> Made {
    let item_id = filled.word("item_id").ok_or_else(|| ("item_id", tr!(order.problem_choose)))?;
    let contact = NewContact { name: filled.text("name"), phone: digits(&filled.text("phone")), address: filled.text("address") };
    let ask = NewWish { item_id, community_id, text: filled.text("text"), contact, on_behalf: false, consent: None };
    if problems_of(&ask).iter().any(|p| p.pointer == "/contact/phone") {
        return Err(("phone", tr!(order.problem_phone)));
    }
    Ok((tr!(wishes.sent), api::wishes::create(&ask)))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_wish_is_made_of_what_was_filled_in() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        let filled = |phone: &str| {
            let all = [("item_id", id), ("text", " 想要一副老花镜 "), ("name", "王阿姨"), ("phone", phone), ("address", "3 栋 501")];
            Filled(all.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
        };
        let (_, sending) = made(&filled("139 0001 0001"), id.parse().unwrap()).unwrap();
        assert_eq!(sending.path, "/wishes");
        assert!(sending.body.contains("\"phone\":\"13900010001\"") && sending.body.contains("\"text\":\"想要一副老花镜\""));
        assert_eq!(made(&filled("123"), id.parse().unwrap()).unwrap_err().0, "phone");
    }
}
