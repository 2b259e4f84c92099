//! The form of any step that needs a few answers: drawn from what the step asks, sent as the step's JSON. What was typed stays
//! until it is sent, and a problem that the server names stands beside its field.

use super::open::Open;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Question, field_id, focus};
use contract::orders::{Order, OrderAction};
use leptos::prelude::*;
use serde_json::{Map, Value, json};

/// How an answer is given.
#[derive(Clone)]
pub enum Kind {
    /// Several lines of text.
    Text,
    /// One line.
    Line,
    /// A list of texts, one a line.
    Lines,
    /// One of these: value and words.
    Choice(Vec<(String, String)>),
    /// Some of these.
    Several(Vec<(String, String)>),
    /// On or off.
    Check,
    /// A day and an hour of this place.
    When,
    /// A whole number.
    Number,
}

/// One answer that a step wants.
#[derive(Clone)]
pub struct Ask {
    pub code: &'static str,
    pub label: String,
    pub hint: String,
    pub kind: Kind,
    pub required: bool,
}

impl Ask {
    /// An answer that has to be given.
    pub const fn new(code: &'static str, label: String, kind: Kind) -> Self {
        Self { code, label, hint: String::new(), kind, required: true }
    }

    /// With a word of help.
    pub fn hinting(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// May be left out.
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}

/// A step with what it asks.
#[derive(Clone)]
pub struct StepForm {
    /// The action that opens it.
    pub action: OrderAction,
    /// The last part of its address.
    pub path: &'static str,
    pub asks: Vec<Ask>,
    /// What goes with it unasked.
    pub fixed: Vec<(&'static str, Value)>,
    pub send: String,
    /// Whether it ends something against the requester's wish.
    pub is_grave: bool,
    /// What is said when it is done.
    pub done: fn(&Order) -> String,
}

/// The answers as JSON, or the code of the first that is missing.
pub fn body(form: &StepForm, version: i32, given: &Map<String, Value>) -> Result<Value, &'static str> {
    let mut body = Map::new();
    body.insert("expected_version".into(), json!(version));
    for (name, value) in &form.fixed {
        body.insert((*name).to_owned(), value.clone());
    }
    for ask in &form.asks {
        match answer(&ask.kind, given.get(ask.code)) {
            Some(value) => {
                body.insert(ask.code.to_owned(), value);
            }
            None if ask.required => return Err(ask.code),
            None => {}
        }
    }
    Ok(Value::Object(body))
}

fn answer(kind: &Kind, given: Option<&Value>) -> Option<Value> {
    let text = given.and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    match kind {
        Kind::Check => Some(json!(given == Some(&Value::Bool(true)))),
        Kind::Several(_) => given.filter(|v| v.as_array().is_some_and(|a| !a.is_empty())).cloned(),
        Kind::Lines => {
            let lines: Vec<&str> = text?.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            Some(json!(lines))
        }
        Kind::When => crate::ui::when::from_field(text?).map(|at| json!(at)),
        Kind::Number => text?.parse::<i64>().ok().map(|n| json!(n)),
        Kind::Text | Kind::Line | Kind::Choice(_) => text.map(|t| json!(t)),
    }
}

/// Asks, and takes the step.
#[component]
pub fn StepPanel(open: Open, form: StepForm) -> impl IntoView {
    let action = form.action;
    let missing = RwSignal::new(None::<&'static str>);
    let (send_label, is_grave, asks) = (form.send.clone(), form.is_grave, form.asks.clone());
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let given = open.typed.with_untracked(|t| t.answers.get(&action).cloned().unwrap_or_default());
        match body(&form, open.version(), &given) {
            Err(code) => {
                missing.set(Some(code));
                focus(&field_id(&pointer(action, code)));
            }
            Ok(body) => {
                missing.set(None);
                let (id, path) = (open.order.with_untracked(|o| o.id), form.path);
                let sent = body.clone();
                open.take(&sent, form.done, move |t| t.clear(action), move |key| async move { step(open.api, id, path, &body, &key).await });
            }
        }
    };
    let class = if is_grave { "button button-danger" } else { "button button-primary" };
    view! {
        <form class="panel" novalidate on:submit=act(send)>
            {asks.into_iter().map(|ask| view! { <Asked open action ask missing/> }).collect_view()}
            <button type="submit" class=class disabled=flag(move || open.pending.get())>{send_label}</button>
        </form>
    }
}

async fn step(api: Api, id: contract::OrderId, path: &str, body: &Value, key: &str) -> api::Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/{path}"), body, key).await
}

/// Fields of several steps may be on the page; each has an id of its own.
fn pointer(action: OrderAction, code: &str) -> String {
    format!("/{action}/{code}")
}

#[component]
fn Asked(open: Open, action: OrderAction, ask: Ask, missing: RwSignal<Option<&'static str>>) -> impl IntoView {
    let code = ask.code;
    let is_group = matches!(ask.kind, Kind::Choice(_) | Kind::Several(_));
    let told = move || open.wrong.with(|all| all.iter().find(|p| p.pointer.starts_with(&format!("/{code}"))).map(|p| p.detail.clone()));
    let problem = Signal::derive(move || (missing.get() == Some(code)).then(|| tr!(desk.answer_missing)).or_else(told));
    let control = control(open, action, &ask);
    view! {
        <Question pointer=pointer(action, code) label=ask.label hint=ask.hint required=ask.required is_group problem>
            {control}
        </Question>
    }
}

fn control(open: Open, action: OrderAction, ask: &Ask) -> AnyView {
    let (code, id) = (ask.code, field_id(&pointer(action, ask.code)));
    let read = move || open.typed.with(|t| t.answers.get(&action).and_then(|a| a.get(code)).cloned().unwrap_or_default());
    let text = typed(move || read().as_str().unwrap_or_default().to_owned());
    let put = move |value: Value| {
        open.typed.update(|t| {
            t.answers.entry(action).or_default().insert(code.to_owned(), value);
        });
    };
    let write = act(move |e: leptos::ev::Event| put(json!(event_target_value(&e))));
    let about = format!("{id}-about");
    match &ask.kind {
        Kind::Text | Kind::Lines => {
            view! { <textarea id=id rows="3" maxlength="1000" aria-describedby=about prop:value=text on:input=write></textarea> }.into_any()
        }
        Kind::Line => {
            view! { <input type="text" id=id maxlength="120" autocomplete="off" aria-describedby=about prop:value=text on:input=write/> }.into_any()
        }
        Kind::Number => {
            view! { <input type="text" inputmode="numeric" class="short" id=id aria-describedby=about prop:value=text on:input=write/> }.into_any()
        }
        Kind::When => {
            view! { <input type="datetime-local" class="short" id=id aria-describedby=about prop:value=text on:input=write/> }.into_any()
        }
        Kind::Check => view! {
            <label class="choice">
                <input type="checkbox" id=id prop:checked=flag(move || read() == Value::Bool(true)) on:change=act(move |e| put(json!(event_target_checked(&e))))/>
                <span>{ask.label.clone()}</span>
            </label>
        }
        .into_any(),
        Kind::Choice(options) => choices(id, options, "radio", move |value| read() == *value, move |value, _| put(json!(value))),
        Kind::Several(options) => {
            let is_on = move |value: &str| read().as_array().is_some_and(|all| all.iter().any(|v| v == value));
            let switch = move |value: String, on: bool| {
                let mut all: Vec<Value> = untrack(read).as_array().cloned().unwrap_or_default();
                all.retain(|v| *v != value);
                if on {
                    all.push(json!(value));
                }
                put(Value::Array(all));
            };
            choices(id, options, "checkbox", is_on, switch)
        }
    }
}

fn choices(
    id: String,
    options: &[(String, String)],
    kind: &'static str,
    is_on: impl Fn(&str) -> bool + Copy + Send + Sync + 'static,
    put: impl Fn(String, bool) + Copy + 'static,
) -> AnyView {
    let option = |(index, (value, words)): (usize, &(String, String))| {
        let (shown, chosen) = (value.clone(), value.clone());
        let own = if index == 0 { id.clone() } else { format!("{id}-{index}") };
        view! {
            <label class="choice">
                <input type=kind name=id.clone() id=own prop:checked=flag(move || is_on(&shown)) on:change=act(move |e| put(chosen.clone(), event_target_checked(&e)))/>
                <span>{words.clone()}</span>
            </label>
        }
    };
    view! { <div class="choices choices-wide">{options.iter().enumerate().map(option).collect_view()}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn form() -> StepForm {
        let asks = vec![
            Ask::new("text", String::new(), Kind::Text),
            Ask::new("parts", String::new(), Kind::Lines).optional(),
            Ask::new("until", String::new(), Kind::When).optional(),
            Ask::new("solved", String::new(), Kind::Check),
        ];
        let fixed = vec![("decision", json!("grant"))];
        StepForm { action: OrderAction::Refer, path: "x", asks, fixed, send: String::new(), is_grave: false, done: |_| String::new() }
    }

    #[test]
    fn answers_become_the_json_of_the_step() {
        let given: Map<String, Value> =
            serde_json::from_value(json!({ "text": " =1+1 ", "parts": "一\n\n 二 ", "until": "2026-11-30T18:00", "solved": true })).unwrap();
        let body = body(&form(), 4, &given).unwrap();
        let wanted = json!({ "expected_version": 4, "decision": "grant", "text": "=1+1", "parts": ["一", "二"], "until": "2026-11-30T10:00:00Z", "solved": true });
        assert_eq!(body, wanted);
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(body(&form(), 1, &Map::new()), Err("text"));
        let given: Map<String, Value> = serde_json::from_value(json!({ "text": "好" })).unwrap();
        assert_eq!(body(&form(), 1, &given).unwrap(), json!({ "expected_version": 1, "decision": "grant", "text": "好", "solved": false }));
    }
}
