//! The inbox of residents, members and teams, and how they want to be told.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::session::Session;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Banner, Heading, InboxOf, SignInFirst, icon, load, problems_of};
use contract::notices::{ChangePreferences, Language, Notice, NoticeKind, Preferences};
use leptos::prelude::*;

/// `/notices`
#[component]
pub fn NoticesPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || match signed_in.get() {
        true => view! { <InboxOf leads/> }.into_any(),
        false => view! { <Heading text=tr!(notices.title)/><SignInFirst lead=tr!(prefs.sign_in_lead)/> }.into_any(),
    })
}

/// Where a notice leads: to the task where it is told to a team, otherwise to the order; what a member is told leads to their own pages.
fn leads(notice: &Notice) -> Option<String> {
    let order = notice.order_id.map(|id| if is_for_team(notice.kind) { format!("/tasks/{id}") } else { format!("/orders/{id}") });
    order.or_else(|| of_member(notice.kind).map(str::to_owned))
}

const fn of_member(kind: NoticeKind) -> Option<&'static str> {
    use NoticeKind as K;
    Some(match kind {
        K::SeatOffered | K::ShiftMoved => "/claims",
        K::SeatLapsed | K::ShiftCancelled | K::ClaimDisputed | K::ClaimDecided | K::ClaimAbsent => "/claims?show=past",
        K::ServiceVoided => "/record/entries",
        K::CheckInActivated | K::CheckInReturned | K::CheckInSuspended | K::CheckInTransferred | K::CheckInDeclined | K::CheckInEnded => {
            "/check-in"
        }
        _ => return None,
    })
}

const fn is_for_team(kind: NoticeKind) -> bool {
    use NoticeKind as K;
    matches!(kind, K::TeamOffer | K::OfferTaken | K::TeamNamed | K::ObjectionReviewed | K::StageReminder | K::StageOverdue)
}

/// What those who only order are never told.
const fn is_for_helpers(kind: NoticeKind) -> bool {
    is_for_team(kind) || matches!(kind, NoticeKind::ExtensionAsked)
}

/// How one is told: language, quiet hours, mail, and what not by SMS.
#[component]
pub fn Told() -> impl IntoView {
    let api = Api::expect();
    view! {
        <section class="card" aria-labelledby="told-title">
            <h2 id="told-title">{tr!(prefs.title)}</h2>
            {load(move || api::notices::preferences(api), |now: Preferences| view! { <Form now/> }.into_any())}
        </section>
    }
}

/// A change of what one has chosen: one tick, one change.
fn without(kinds: &[NoticeKind], kind: NoticeKind, refused: bool) -> Vec<NoticeKind> {
    let others = kinds.iter().copied().filter(|k| *k != kind);
    others.chain(refused.then_some(kind)).collect()
}

/// What one has chosen, and the way a change of it goes out: each by itself.
#[derive(Clone, Copy)]
struct Choices {
    api: Api,
    chosen: RwSignal<Preferences>,
    saved: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
}

impl Choices {
    fn save(self, ask: ChangePreferences) {
        self.saved.set(false);
        self.trouble.set(None);
        api::run(async move {
            match api::notices::change_preferences(self.api, &ask).await {
                Ok(now) => {
                    self.chosen.try_set(now);
                    self.saved.try_set(true);
                }
                Err(failure) => {
                    self.trouble.try_set(Some(said(&failure)));
                    // The ticks show what is, not what was wished.
                    self.chosen.try_update(|_| ());
                }
            }
        });
    }
}

#[component]
fn Form(now: Preferences) -> impl IntoView {
    let it = Choices { api: Api::expect(), chosen: RwSignal::new(now), saved: RwSignal::new(false), trouble: RwSignal::new(None) };
    let speak = move |e| it.save(ChangePreferences { language: event_target_value(&e).parse().ok(), ..ChangePreferences::default() });
    let language = move |word: Language, label: String| {
        view! { <option value=word.to_string() selected=flag(move || it.chosen.with(|c| c.language == word))>{label}</option> }
    };
    let quiet = move |on| it.save(ChangePreferences { keeps_quiet_hours: Some(on), ..ChangePreferences::default() });
    view! {
        <div class="question">
            <label class="question-label" for="told-language">{tr!(prefs.language)}</label>
            <select id="told-language" class="short" on:change=act(speak)>{language(Language::Zh, "中文".to_owned())}{language(Language::En, "English".to_owned())}</select>
        </div>
        {tick(tr!(prefs.quiet), flag(move || it.chosen.with(|c| c.keeps_quiet_hours)), Callback::new(quiet))}
        <p class="hint">{tr!(prefs.quiet_hint)}</p>
        <BySms it/>
        {live(move || it.trouble.get().map(|text| view! { <Banner text/> }))}
        <p role="status">{live(move || it.saved.get().then(|| view! { {icon("circle-check")}" "{tr!(prefs.saved)} }))}</p>
        <ByMail it/>
    }
}

/// What is also sent by SMS.
#[component]
fn BySms(it: Choices) -> impl IntoView {
    let helps = Session::expect().me_untracked().is_some_and(|me| me.is_staff() || !me.teams.is_empty());
    let mut kinds = it.chosen.with_untracked(|c| c.may_refuse_sms.clone());
    kinds.retain(|kind| helps || !is_for_helpers(*kind));
    let by_sms = move |kind: NoticeKind| {
        let change = move |on: bool| {
            let no_sms = it.chosen.with_untracked(|c| without(&c.no_sms, kind, !on));
            it.save(ChangePreferences { no_sms: Some(no_sms), ..ChangePreferences::default() });
        };
        tick(words(kind), flag(move || it.chosen.with(|c| !c.no_sms.contains(&kind))), Callback::new(change))
    };
    view! {
        <fieldset class="question">
            <legend class="question-label">{tr!(prefs.sms)}</legend>
            <p class="hint">{tr!(prefs.sms_hint)}</p>
            {kinds.into_iter().map(by_sms).collect_view()}
        </fieldset>
    }
}

/// Where mail goes.
#[component]
fn ByMail(it: Choices) -> impl IntoView {
    let mail = RwSignal::new(it.chosen.with_untracked(|c| c.mail.clone()).unwrap_or_default());
    let save = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let ask = ChangePreferences { mail: Some(mail.get_untracked().trim().to_owned()), ..ChangePreferences::default() };
        if problems_of(&ask).is_empty() {
            it.save(ask);
        } else {
            it.trouble.set(Some(tr!(prefs.mail_wrong)));
        }
    };
    view! {
        <form novalidate on:submit=act(save)>
            <div class="question">
                <label class="question-label" for="told-mail">{tr!(prefs.mail)}<span class="optional">{tr!(common.optional_mark)}</span></label>
                <div class="question-about" id="told-mail-about"><span class="hint">{tr!(prefs.mail_hint)}</span></div>
                <input id="told-mail" type="email" autocomplete="email" maxlength="254" aria-describedby="told-mail-about"
                    prop:value=typed(move || mail.get()) on:input=act(move |e| mail.set(event_target_value(&e)))/>
            </div>
            <button type="submit" class="button button-secondary">{tr!(prefs.mail_save)}</button>
        </form>
    }
}

fn tick(label: String, is_on: Signal<bool>, change: Callback<bool>) -> AnyView {
    view! {
        <label class="choice choice-plain">
            <input type="checkbox" prop:checked=is_on on:change=act(move |e| change.run(event_target_checked(&e)))/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

/// What a kind is about.
fn words(kind: NoticeKind) -> String {
    use NoticeKind as K;
    match kind {
        K::OrderReceived => tr!(prefs.order_received),
        K::OrderAccepted => tr!(prefs.order_accepted),
        K::OrderTaken => tr!(prefs.order_taken),
        K::OrderWaiting => tr!(prefs.order_waiting),
        K::ExtensionAsked => tr!(prefs.extension_asked),
        K::ExtensionGranted => tr!(prefs.extension_granted),
        K::ConfirmReminder => tr!(prefs.confirm_reminder),
        K::OrderClosed => tr!(prefs.order_closed),
        K::StageReminder => tr!(prefs.stage_reminder),
        K::RectificationFeedback => tr!(prefs.rectification_feedback),
        K::OfferTaken => tr!(prefs.offer_taken),
        K::ObjectionReviewed => tr!(prefs.objection_reviewed),
        K::OrderDone => tr!(prefs.order_done),
        // These reach everybody; should one become a choice, it is there under a common name.
        _ => tr!(prefs.other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_changes_one_kind() {
        use NoticeKind::{OrderReceived, OrderTaken};
        assert_eq!(without(&[OrderTaken], OrderReceived, true), [OrderTaken, OrderReceived]);
        assert_eq!(without(&[OrderTaken, OrderReceived], OrderTaken, false), [OrderReceived]);
        assert_eq!(without(&[OrderTaken], OrderTaken, true), [OrderTaken]);
    }

    #[test]
    fn what_a_team_is_told_leads_to_its_task() {
        assert!(is_for_team(NoticeKind::TeamOffer) && is_for_team(NoticeKind::TeamNamed));
        assert!(!is_for_team(NoticeKind::OrderDone) && !is_for_team(NoticeKind::OrderQuestion));
    }
}
