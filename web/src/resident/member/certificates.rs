//! My certificates: asking for one over what is on record in a community, and their documents.

use super::parts::nothing;
use super::save::Save;
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Kind, Made, Sender, StepForm};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, SignInFirst, encode, fact, icon, load, now, spoken_name, when};
use contract::records::{Certificate, CertificatePage, RequestCertificate, ServiceLog, ServiceLogFilter};
use leptos::prelude::*;
use std::sync::Arc;

/// As many rows are looked at for the communities in which one has served.
const LOOKED_AT: i64 = 200;

/// `/record/certificates`
#[component]
pub fn CertificatesPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let entries = move || async move {
        let filter = ServiceLogFilter { limit: Some(LOOKED_AT), ..ServiceLogFilter::default() };
        api::records::entries(api, &filter).await.map(|page| communities(&page.items))
    };
    let list = move || {
        again.track();
        async move { api::records::certificates(api).await.map(Arc::new) }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(member.certificates)/><SignInFirst lead=tr!(member.record_sign_in)/> }.into_any();
        }
        view! {
            <a href="/record" class="back-link">{icon("arrow-left")}{tr!(member.record_title)}</a>
            <Heading text=tr!(member.certificates)/>
            <p class="lead">{tr!(member.certificates_lead)}</p>
            {sender.said()}
            {load(entries, move |places: Vec<(String, String)>| ask_for(places, sender))}
            {load(list, |page: Arc<CertificatePage>| match page.items.is_empty() {
                true => view! { <p class="hint" role="status">{tr!(member.no_certificates)}</p> }.into_any(),
                false => view! { <h2>{tr!(member.certificates_have)}</h2><ul class="plain">{page.items.iter().map(one).collect_view()}</ul> }.into_any(),
            })}
        }
        .into_any()
    })
}

/// The communities of these rows, each once, in the order of the rows.
fn communities(rows: &[ServiceLog]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for row in rows {
        let id = row.community_id.to_string();
        if all.iter().all(|(known, _)| *known != id) {
            all.push((id, spoken_name(&row.community_name).to_owned()));
        }
    }
    all
}

fn ask_for(places: Vec<(String, String)>, sender: Sender) -> AnyView {
    let Some((first, _)) = places.first().cloned() else {
        return nothing(tr!(member.certificates_nothing), Some(("/posts", tr!(member.look))));
    };
    let today = when::local(now()).date();
    let year = format!("{}-01-01", today.format("%Y"));
    let fields = vec![
        Field { kind: Kind::Choice(places, false), ..Field::line("community_id", tr!(member.certificate_of)) }.start(first),
        Field::day("from", tr!(member.certificate_from)).start(year),
        Field::day("to", tr!(member.certificate_to)).start(today),
    ];
    view! {
        <section class="card" aria-labelledby="ask-title">
            <h2 id="ask-title">{tr!(member.certificate_ask)}</h2>
            <StepForm way=sender.way("certificate") id="certificate" fields send_label=tr!(member.certificate_send) makes=Callback::new(|filled: Filled| made(&filled))/>
        </section>
    }
    .into_any()
}

fn made(filled: &Filled) -> Made {
    let missing = |name: &'static str| move || (name, tr!(order.problem_choose));
    let ask = RequestCertificate {
        community_id: filled.word("community_id").ok_or_else(missing("community_id"))?,
        from: filled.word("from").ok_or_else(missing("from"))?,
        to: filled.word("to").ok_or_else(missing("to"))?,
    };
    if ask.to < ask.from {
        return Err(("to", tr!(member.problem_days)));
    }
    Ok((tr!(member.certificate_made), api::records::request(&ask)))
}

fn one(certificate: &Certificate) -> AnyView {
    let content = &certificate.content;
    let check = format!("/certificates/verify?number={}&code={}", encode(&certificate.number), encode(&certificate.check_code));
    view! {
        <li class="card">
            <h3>{spoken_name(&content.issuer).to_owned()}</h3>
            <dl class="review">
                {fact(tr!(member.period), format!("{} – {}", content.from, content.to))}
                {fact(tr!(member.time), format!("{} · {}", tr!(member.times, n = content.services), words::minutes(content.minutes)))}
                {fact(tr!(member.certificate_number), certificate.number.clone())}
                {fact(tr!(member.check_code), certificate.check_code.clone())}
            </dl>
            <Save path=api::records::document(&certificate.number) name=format!("{}.pdf", certificate.number) kind="application/pdf" label=tr!(member.certificate_pdf)/>
            <p><a href=check class="back-link">{tr!(member.certificate_check)}</a></p>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn a_certificate_is_asked_for_over_days_in_their_order() {
        let filled = |from: &str, to: &str| {
            let all = [("community_id", "01a210a4-5e51-72e1-a002-6cd5f8b3019f"), ("from", from), ("to", to)];
            Filled(all.into_iter().map(|(name, text)| (name, text.to_owned())).collect())
        };
        let (_, sending) = made(&filled("2026-01-01", "2026-11-29")).unwrap();
        assert_eq!(sending.path, "/certificates");
        assert!(sending.body.contains("\"from\":\"2026-01-01\",\"to\":\"2026-11-29\""));
        assert_eq!(made(&filled("2026-11-29", "2026-01-01")).unwrap_err().0, "to");
        assert_eq!(made(&filled("", "2026-01-01")).unwrap_err().0, "from");
    }
}
