//! Who I am, how the page is shown, and the way out.

use super::notices::Told;
use crate::api::{self, Api};
use crate::i18n::{Language, tr};
use crate::session::Session;
use crate::ui::Display;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::spoken_name;
use crate::ui::{Heading, focus, icon};
use contract::accounts::{ChangeMe, Me};
use leptos::prelude::*;

/// `/me`
#[component]
pub fn MePage() -> impl IntoView {
    let session = Session::expect();
    // Above the card, which is drawn anew with the new name.
    let saved = RwSignal::new(false);
    let signed_in = Memo::new(move |_| session.me().is_some());
    view! {
        <Heading text=tr!(resident.me_title)/>
        <div class="split">
        <div class="split-main">
        {live(move || match session.me() {
            Some(me) => view! { <Signed me saved/> }.into_any(),
            None => view! {
                <section class="card">
                    <h2>{tr!(resident.me_signed_out)}</h2>
                    <p>{tr!(resident.me_signed_out_lead)}</p>
                    <a href="/sign-in" class="button button-primary button-wide">{tr!(accounts.title)}</a>
                </section>
            }.into_any(),
        })}
        {live(move || signed_in.get().then(member))}
        </div>
        <Shown/>
        {live(move || signed_in.get().then(|| view! { <Told/><SignOut/> }))}
        </div>
    }
}

#[component]
fn Signed(me: Me, saved: RwSignal<bool>) -> impl IntoView {
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    let mut roles: Vec<String> = me.roles.iter().map(|g| format!("{} · {}", crate::ui::role(g.role), spoken_name(&g.node.name))).collect();
    roles.dedup();
    let teams: Vec<String> = me.teams.iter().map(|t| t.name.clone()).collect();
    view! {
        <section class="card" aria-labelledby="me-name">
            <h2 id="me-name">{me.name.clone()}</h2>
            <dl class="review">
                {row(tr!(resident.me_phone), me.phone_masked.clone())}
                {(!roles.is_empty()).then(|| row(tr!(resident.me_roles), roles.join("\n")))}
                {(!teams.is_empty()).then(|| row(tr!(resident.me_teams), teams.join("\n")))}
                {me.home_community.clone().map(|c| row(tr!(resident.me_community), spoken_name(&c.name).to_owned()))}
            </dl>
            <Rename name=me.name.clone() saved/>
            // Another program: it must not be taken for a page of this one.
            {me.is_staff().then(|| view! { <a href="/console/" rel="external" class="button button-secondary button-wide">{tr!(resident.me_console)}</a> })}
        </section>
    }
}

#[component]
fn Rename(name: String, saved: RwSignal<bool>) -> impl IntoView {
    let api = Api::expect();
    let name = RwSignal::new(name);
    let (pending, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let save = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let ask = ChangeMe { name: name.get_untracked().trim().to_owned() };
        saved.set(false);
        if !crate::ui::problems_of(&ask).is_empty() {
            trouble.set(Some(tr!(order.problem_name)));
            focus("me-rename");
            return;
        }
        trouble.set(None);
        pending.set(true);
        api::run(async move {
            let outcome = api::accounts::rename(api, &ask).await;
            // The card is drawn anew with the new name, and these signals may be gone.
            pending.try_set(false);
            match outcome {
                Ok(()) => {
                    saved.try_set(true);
                    focus("me-rename");
                }
                Err(failure) => drop(trouble.try_set(Some(crate::orders::said(&failure)))),
            }
        });
    };
    view! {
        <form novalidate class="rename" on:submit=act(save)>
            <div class="question" class:question-wrong=flag(move || trouble.get().is_some())>
                <label class="question-label" for="me-rename">{tr!(resident.me_rename)}</label>
                <div class="question-about" id="me-rename-about">
                    <span class="hint">{tr!(resident.me_rename_hint)}</span>
                    {live(move || trouble.get().map(|text| view! { <span class="problem" role="alert">{icon("circle-alert")}{text}</span> }))}
                </div>
                <input id="me-rename" type="text" autocomplete="name" maxlength="40" aria-describedby="me-rename-about"
                    prop:value=typed(move || name.get()) on:input=act(move |e| name.set(event_target_value(&e)))/>
            </div>
            <button type="submit" class="button button-secondary" disabled=flag(move || pending.get())>{tr!(resident.me_rename_save)}</button>
            <span role="status">{live(move || saved.get().then(|| tr!(resident.me_renamed)))}</span>
        </form>
    }
}

/// The way into the members' program, which everybody may join.
fn member() -> impl IntoView {
    let to = |to: &'static str, text: String| view! { <li><a href=to class="cell"><span class="cell-main"><strong>{text}</strong></span>{icon("chevron-right")}</a></li> };
    view! {
        <nav aria-label=tr!(member.home_title)>
            <ul class="cells">
                {to("/check-in", tr!(member.check_in_title))}
                {to("/posts", tr!(member.posts_title))}
                {to("/claims", tr!(member.claims_title))}
                {to("/record", tr!(member.record_title))}
            </ul>
        </nav>
    }
}

/// Text size and language.
#[component]
fn Shown() -> impl IntoView {
    let (display, language) = (Display::expect(), Language::expect());
    let resize = move |e| {
        if let Ok(size) = event_target_value(&e).parse() {
            display.set(Some(size));
        }
    };
    view! {
        <section class="card" aria-labelledby="display-title">
            <h2 id="display-title">{tr!(resident.me_display)}</h2>
            <button type="button" class="button button-secondary button-wide" aria-pressed=move || display.is_elder().to_string() on:click=act(move |_| display.toggle())>
                {icon("a-large-small")}{live(move || if display.is_elder() { tr!(common.elder_off) } else { tr!(common.elder_on) })}
            </button>
            <div class="question">
                <label class="question-label" for="text-size">{live(move || tr!(resident.me_text_size, n = display.size()))}</label>
                <div class="question-about" id="text-size-about"><span class="hint">{tr!(resident.me_text_size_hint)}</span></div>
                <input id="text-size" type="range" min="18" max="30" step="1" aria-describedby="text-size-about"
                    prop:value=typed(move || display.size().to_string()) on:input=act(resize)/>
                <p class="sample">{tr!(resident.me_sample)}</p>
            </div>
            <button type="button" class="button button-secondary button-wide" on:click=act(move |_| language.toggle())>{icon("languages")}{tr!(common.language_other)}</button>
        </section>
    }
}

#[component]
fn SignOut() -> impl IntoView {
    let api = Api::expect();
    let pending = RwSignal::new(false);
    let out = move |_| {
        pending.set(true);
        super::order::forget_all();
        api::run(api::accounts::sign_out(api));
    };
    view! {
        <section class="sign-out">
            <button type="button" class="button button-quiet" disabled=flag(move || pending.get()) on:click=act(out)>{icon("log-out")}{tr!(resident.me_sign_out)}</button>
            <p class="hint">{tr!(resident.me_sign_out_hint)}</p>
        </section>
    }
}
