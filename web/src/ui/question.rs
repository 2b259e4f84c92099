//! A question with its label, hint and problem, and the summary of problems on top of a form.

use super::icon;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use leptos::html;
use leptos::prelude::*;

/// The id of the control that a JSON pointer means: `/contact/phone` is `f-contact-phone`.
pub fn field_id(pointer: &str) -> String {
    format!("f{}", pointer.replace('/', "-"))
}

/// A labelled control; `is_group` for choices, whose label is a legend.
#[component]
pub fn Question(
    pointer: String,
    label: String,
    #[prop(optional)] hint: String,
    required: bool,
    #[prop(optional)] is_group: bool,
    problem: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let id = field_id(&pointer);
    let about = format!("{id}-about");
    let mark = (!required).then(|| view! { <span class="optional">{tr!(common.optional_mark)}</span> });
    let hint = (!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> });
    let wrong = flag(move || problem.get().is_some());
    let about = view! {
        <div class="question-about" id=about.clone()>
            {hint}
            {live(move || problem.get().map(|text| view! { <span class="problem">{icon("circle-alert")}{text}</span> }))}
        </div>
    };
    if is_group {
        let described = format!("{id}-about");
        view! {
            <fieldset class="question" class:question-wrong=wrong aria-describedby=described>
                <legend class="question-label">{label}{mark}</legend>
                {about}
                {children()}
            </fieldset>
        }
        .into_any()
    } else {
        view! {
            <div class="question" class:question-wrong=wrong>
                <label class="question-label" for=id>{label}{mark}</label>
                {about}
                {children()}
            </div>
        }
        .into_any()
    }
}

/// What has to be put right, each with a link to its field. It takes the focus when it appears.
#[component]
pub fn Summary(title: String, lines: Vec<(String, String)>) -> impl IntoView {
    let line = |(pointer, text): (String, String)| {
        let id = field_id(&pointer);
        let jump = move |e: leptos::ev::MouseEvent| {
            // The router would take `#id` for a page.
            e.prevent_default();
            let control = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(&id));
            if let Some(control) = control.and_then(|c| web_sys::wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(c).ok()) {
                let _ = control.focus();
            }
        };
        view! { <li><a href=format!("#{}", field_id(&pointer)) on:click=act(jump)>{text}</a></li> }
    };
    view! {
        <div class="summary" id="error-summary" tabindex="-1" role="alert" aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{icon("circle-alert")}{title}</h2>
            <ul>{lines.into_iter().map(line).collect_view()}</ul>
        </div>
    }
}

/// A text of at least 2 characters that goes with a step: the label, the field, the button.
#[component]
pub fn TextStep(
    #[prop(into)] id: String,
    label: String,
    send_label: String,
    pending: RwSignal<bool>,
    /// Most characters; 1000 when absent.
    #[prop(default = 1000)]
    max: u16,
    send: Callback<String>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let said = text.get_untracked().trim().to_owned();
        missing.set(said.chars().count() < 2);
        if missing.get_untracked() {
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
            return;
        }
        send.run(said);
    };
    view! {
        <form novalidate on:submit=act(submit)>
            <div class="question" class:question-wrong=flag(move || missing.get())>
                <label class="question-label" for=id.clone()>{label}</label>
                <div id=format!("{id}-about") class="question-about">
                    {live(move || missing.get().then(|| view! { <span class="problem" role="alert">{icon("circle-alert")}{tr!(order.problem_text)}</span> }))}
                </div>
                <textarea id=id.clone() node_ref=field rows="3" maxlength=max.to_string() aria-describedby=format!("{id}-about")
                    prop:value=typed(move || text.get()) on:input=act(move |e| text.set(event_target_value(&e)))></textarea>
            </div>
            <button type="submit" class="button button-primary button-wide" disabled=flag(move || pending.get())>{send_label}</button>
        </form>
    }
}
