//! What a certificate says, for everybody who holds one: its number and its check code, typed or from the code printed on it.

use super::words;
use crate::api::{self, Api, Failure};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, live, typed};
use crate::ui::{Heading, encode, fact, icon, load_or, spoken, spoken_name};
use contract::ProblemCode;
use contract::records::{CertificateLine, CheckedCertificate};
use leptos::prelude::*;
use std::sync::Arc;

/// `/certificates/verify?number=261124-4839-2017&code=7K3M9QTW`
#[component]
pub fn VerifyPage() -> impl IntoView {
    let api = Api::expect();
    let word = |name: &'static str| Memo::new(move |_| nav::word(name).unwrap_or_default().trim().to_owned());
    let (number, code) = (word("number"), word("code"));
    let ask = move || {
        let (number, code) = (number.get(), code.get());
        async move { api::records::check(api, &number, &code).await.map(Arc::new) }
    };
    let asked = Memo::new(move |_| !number.get().is_empty());
    view! {
        <Heading text=tr!(member.verify_title)/>
        <p class="lead">{tr!(member.verify_lead)}</p>
        <Ask number=number.get_untracked() code=code.get_untracked()/>
        <div aria-live="polite">{live(move || asked.get().then(|| load_or(ask, unknown, |found: Arc<CheckedCertificate>| shown(&found))))}</div>
    }
}

#[component]
fn Ask(number: String, code: String) -> impl IntoView {
    let (number, code, missing) = (RwSignal::new(number), RwSignal::new(code), RwSignal::new(false));
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let (number, code) = (number.get_untracked(), code.get_untracked());
        missing.set(number.trim().is_empty());
        if number.trim().is_empty() {
            return crate::ui::focus("verify-number");
        }
        nav::note(&format!("/certificates/verify?number={}&code={}", encode(number.trim()), encode(code.trim())));
    };
    let line = |id: &'static str, label: String, hint: String, value: RwSignal<String>, problem: Option<RwSignal<bool>>| {
        let about = format!("{id}-about");
        view! {
            <div class="question">
                <label class="question-label" for=id>{label}</label>
                <div class="question-about" id=about.clone()>
                    <span class="hint">{hint}</span>
                    {live(move || problem.filter(|p| p.get()).map(|_| view! { <span class="problem" role="alert">{icon("circle-alert")}{tr!(member.problem_number)}</span> }))}
                </div>
                <input type="text" id=id class="short" maxlength="30" autocomplete="off" aria-describedby=about
                    prop:value=typed(move || value.get()) on:input=act(move |e| value.set(event_target_value(&e)))/>
            </div>
        }
    };
    view! {
        <form novalidate class="card" on:submit=act(submit)>
            {line("verify-number", tr!(member.certificate_number), tr!(member.number_hint), number, Some(missing))}
            {line("verify-code", tr!(member.check_code), tr!(member.check_code_hint), code, None)}
            <button type="submit" class="button button-primary button-wide">{tr!(member.verify)}</button>
        </form>
    }
}

fn unknown(failure: &Failure) -> Option<AnyView> {
    let is_unknown = matches!(failure, Failure::Problem(p) if p.code == ProblemCode::NotFound);
    is_unknown
        .then(|| view! { <div class="banner" role="alert">{icon("circle-alert")}<p>{tr!(member.verify_unknown)}</p></div> }.into_any())
}

fn shown(found: &CheckedCertificate) -> AnyView {
    let content = &found.content;
    let verdict = match found.is_code_right {
        true => view! { <p class="notice-good">{icon("badge-check")}{tr!(member.verify_right)}</p> }.into_any(),
        false => view! { <div class="banner">{icon("circle-alert")}<p>{tr!(member.verify_masked)}</p></div> }.into_any(),
    };
    let line = |l: &CertificateLine| {
        let name = l.category.map_or_else(|| tr!(member.orders), words::category);
        view! { <li class="sum"><span>{name}</span><strong>{tr!(member.times, n = l.services)}" · "{words::minutes(l.minutes)}</strong></li> }
    };
    view! {
        {verdict}
        <section class="card" aria-labelledby="certificate-title">
            <h2 id="certificate-title">{content.title.clone()}</h2>
            <dl class="review">
                {fact(tr!(member.name), content.name.clone())}
                {fact(tr!(member.volunteer), content.volunteer_number.clone())}
                {fact(tr!(member.period), format!("{} – {}", content.from, content.to))}
                {fact(tr!(member.time), tr!(member.time_and_hours, n = content.services, hours = &content.hours))}
                {fact(tr!(member.issuer), spoken_name(&content.issuer).to_owned())}
                {fact(tr!(member.handler), content.handler.clone())}
                {fact(tr!(member.contact), content.contact.clone())}
                {fact(tr!(member.issued_at), spoken::when(found.issued_at))}
                {fact(tr!(member.certificate_number), found.number.clone())}
            </dl>
            <ul class="plain sums">{content.lines.iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}
