//! What one presses, types into and chooses from.

use super::Part;
use crate::console::keys::Keys;
use crate::i18n::tr;
use crate::ui::lean::{act, typed};
use crate::ui::{Question, Segments, TextStep, at, icon};
use leptos::prelude::*;

#[component]
pub fn Buttons() -> impl IntoView {
    let kinds = ["primary", "secondary", "danger", "quiet"];
    let button = |kind: &'static str, disabled: bool| {
        view! { <button type="button" class=format!("button button-{kind}") disabled=disabled>{icon("check")}{tr!(gallery.button)}</button> }
    };
    view! {
        <Part id="g-buttons" title=tr!(gallery.buttons)>
            <div class="button-row gallery-row">{kinds.into_iter().map(|kind| button(kind, false)).collect_view()}</div>
            <div class="button-row gallery-row">{kinds.into_iter().map(|kind| button(kind, true)).collect_view()}</div>
            <div class="button-row gallery-row">
                <button type="button" class="button button-primary button-small">{tr!(gallery.button_small)}</button>
                <button type="button" class="button button-primary button-big">{tr!(gallery.button_big)}</button>
                <button type="button" class="button button-secondary" aria-expanded="true">{tr!(gallery.button_open)}</button>
            </div>
        </Part>
    }
}

#[component]
pub fn Fields() -> impl IntoView {
    let (fine, wrong) = (RwSignal::new(tr!(gallery.sample_name)), RwSignal::new(String::new()));
    let none = Signal::derive(|| None::<String>);
    let problem = Signal::derive(|| Some(tr!(order.problem_required)));
    let pending = RwSignal::new(false);
    view! {
        <Part id="g-fields" title=tr!(gallery.fields)>
            <Question pointer="/g/fine".to_owned() label=tr!(order.contact_name) hint=tr!(order.contact_name_hint) required=true problem=none>
                <input id="f-g-fine" type="text" aria-describedby="f-g-fine-about" prop:value=typed(move || fine.get()) on:input=act(move |e| fine.set(event_target_value(&e)))/>
            </Question>
            <Question pointer="/g/wrong".to_owned() label=tr!(order.contact_phone) hint=tr!(order.contact_phone_hint) required=false problem>
                <input id="f-g-wrong" type="tel" aria-describedby="f-g-wrong-about" aria-invalid="true" prop:value=typed(move || wrong.get()) on:input=act(move |e| wrong.set(event_target_value(&e)))/>
            </Question>
            <Question pointer="/g/area".to_owned() label=tr!(order.contact_address) hint=String::new() required=true problem=none>
                <textarea id="f-g-area" rows="2" aria-describedby="f-g-area-about"></textarea>
            </Question>
            <Question pointer="/g/list".to_owned() label=tr!(order.window) hint=String::new() required=true problem=none>
                <select id="f-g-list" class="short" aria-describedby="f-g-list-about"><option>{tr!(order.window_any)}</option><option>{tr!(common.day_tomorrow)}</option></select>
            </Question>
            <Question pointer="/g/when".to_owned() label=tr!(dispatch.measure_due) hint=String::new() required=true problem=none>
                <input id="f-g-when" class="short" type="datetime-local" aria-describedby="f-g-when-about" value="2026-11-27T17:30"/>
            </Question>
            <TextStep id="g-step" label=tr!(desk.reveal_reason) send_label=tr!(desk.reveal_send) max=200 pending send=Callback::new(|_| ())/>
        </Part>
    }
}

#[component]
pub fn Choices() -> impl IntoView {
    let none = Signal::derive(|| None::<String>);
    let problem = Signal::derive(|| Some(tr!(order.problem_choose)));
    let choice = |kind: &'static str, name: &'static str, checked: bool, disabled: bool, text: String| {
        view! { <label class="choice"><input type=kind name=name checked=checked disabled=disabled/><span>{text}</span></label> }
    };
    view! {
        <Part id="g-choices" title=tr!(gallery.choices)>
            <Question pointer="/g/one".to_owned() label=tr!(desk.urgency) hint=String::new() required=true is_group=true problem=none>
                <div class="choices choices-flow">
                    {choice("radio", "g-one", true, false, tr!(mine.urgency_normal))}
                    {choice("radio", "g-one", false, false, tr!(mine.urgency_urgent))}
                    {choice("radio", "g-one", false, true, tr!(mine.urgency_danger))}
                </div>
            </Question>
            <Question pointer="/g/many".to_owned() label=tr!(mine.rate_tags) hint=String::new() required=true is_group=true problem>
                <div class="choices choices-flow">
                    {choice("checkbox", "g-many", true, false, tr!(tasks.reason_no_capacity))}
                    {choice("checkbox", "g-many", false, false, tr!(tasks.reason_too_far))}
                </div>
            </Question>
        </Part>
    }
}

#[component]
pub fn Navigation() -> impl IntoView {
    let entries = vec![(at("/gallery"), tr!(console.tray_ours)), (at("/gallery?tray=teams"), tr!(console.tray_teams))];
    view! {
        <Part id="g-navigation" title=tr!(gallery.navigation)>
            <Segments label=tr!(console.trays) entries current=Signal::derive(|| 0)/>
            <Keys/>
        </Part>
    }
}
