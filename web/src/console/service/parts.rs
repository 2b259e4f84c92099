//! What a desk keeps of check-ins, on top of each of these pages.

use crate::console::seat::Seated;
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Segments, at};
use leptos::prelude::*;

/// The parts in their order, by their place in the address.
const PARTS: [&str; 4] = ["/service/check-ins", "/service/pairings", "/service/adjunct-members", "/service/coverage"];

/// The parts; nothing for those who see one unit only.
#[component]
pub fn Parts() -> impl IntoView {
    let part = Memo::new(|_| {
        let path = nav::path();
        PARTS.iter().position(|p| nav::is_under(&path, &at(p)))
    });
    let names = [tr!(service.check_ins), tr!(service.nav_pairings), tr!(service.adjuncts), tr!(service.nav_coverage)];
    let entries: Vec<(String, String)> = PARTS.iter().map(|p| at(p)).zip(names).collect();
    (Seated::here().sees_service() && part.get_untracked().is_some())
        .then(|| view! { <Segments label=tr!(service.parts) entries current=Signal::derive(move || part.get().unwrap_or_default())/> })
}
