//! Who keeps a unit's list: a second one, so that it does not wait when the first is away.

use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::queues::badge;
use crate::console::steps::{Ask, Spoken, StepForm, Steps, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Notices, at, icon, load};
use contract::UnitId;
use contract::check_ins::Liaison;
use leptos::prelude::*;

#[component]
pub fn Liaisons(unit: UnitId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking =
        Taking::new(Kept::expect().given(&format!("liaisons/{unit}")), Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1))));
    let ask = move || {
        again.track();
        async move { api::units::liaisons(api, unit).await }
    };
    let add = move || {
        StepForm::new("liaison", tr!(service.liaison_add), format!("/units/{unit}/liaisons"), 0, tr!(service.liaison_added))
            .fresh()
            .lead(tr!(service.liaison_add_lead))
            .ask(Ask::line("phone", tr!(service.member_phone), 11, 11).spoken(Spoken::Phone))
    };
    let show = move |all: Vec<Liaison>| {
        let is_last = all.len() == 1;
        let one = |who: Liaison| {
            let end = (!is_last).then(|| {
                let path = format!("/units/{unit}/liaisons/{}/end", who.id);
                let words = if who.is_me { tr!(service.liaison_end_me) } else { tr!(service.liaison_end) };
                let form = StepForm::new(format!("end-{}", who.id), words, path, 0, tr!(service.liaison_ended)).fresh().grave();
                let given = Kept::expect().given(&format!("liaison/{unit}/{}", who.id));
                let taking = match who.is_me {
                    // The unit is no longer theirs to see.
                    true => Taking::new(given, Callback::new(|()| nav::go(&at("/service/units")))),
                    false => taking.with(given),
                };
                view! { <Steps taking forms=vec![form]/> }
            });
            view! {
                <li>
                    <p class="badges">{icon("circle-user")}<strong>{who.name}</strong><span>{who.phone}</span>{who.is_me.then(|| badge((tr!(service.me), "moving")))}</p>
                    {end}
                </li>
            }
        };
        view! { <ul class="plain">{all.into_iter().map(one).collect_view()}</ul><Steps taking forms=vec![add()]/> }.into_any()
    };
    view! {
        <h2>{tr!(service.liaisons)}</h2>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, show)}
    }
}
