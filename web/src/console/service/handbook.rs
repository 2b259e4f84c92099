//! 社区工作手册: what a unit or member that checks in has to know of a community, to read and to print.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::{Heading, fact, icon, load, spoken_name};
use contract::OrgUnitId;
use contract::check_ins::Handbook;
use leptos::prelude::*;

/// `/console/service/handbooks/:community`
#[component]
pub fn HandbookPage(community: OrgUnitId) -> impl IntoView {
    let api = Api::expect();
    load(move || async move { api::units::handbook(api, community).await }, |book: Handbook| page(&book))
}

fn page(book: &Handbook) -> AnyView {
    let lines = |all: &[String]| all.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    let units: Vec<String> = book.paired_units.iter().map(|u| u.name.clone()).collect();
    let categories: Vec<String> = book.post_categories.iter().map(|c| c.name.clone()).collect();
    let facts = [
        (tr!(service.book_street), spoken_name(&book.street_name).to_owned()),
        (tr!(service.book_secretary), book.secretary.clone()),
        (tr!(service.book_telephone), book.telephone.clone()),
        (tr!(service.book_estates), book.estates.join("、")),
        (tr!(service.book_units), units.join("、")),
        (tr!(service.book_posts), categories.join("、")),
        (tr!(service.book_menu), book.menu_groups.join("、")),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| fact(label, value)).collect_view();
    let needs = (!book.needs.is_empty()).then(|| {
        let one = |n: &contract::check_ins::HandbookNeed| view! { <li><strong>{n.title.clone()}</strong>" "{n.note.clone()}</li> };
        view! { <section class="card"><h2>{tr!(service.needs)}</h2><ul>{book.needs.iter().map(one).collect_view()}</ul></section> }
    });
    view! {
        <div class="middle">
            <div class="page-head">
                <Heading text=tr!(service.book_title, community = spoken_name(&book.community.name))/>
                <a href=api::check_ins::handbook(book.community.id) rel="external" class="button button-secondary">{icon("printer")}{tr!(service.book_pdf)}</a>
            </div>
            <section class="card"><dl class="review">{facts}</dl></section>
            <section class="card"><h2>{tr!(service.book_how)}</h2><ol>{lines(&book.how_to_check_in)}</ol></section>
            {needs}
            <section class="card"><h2>{tr!(service.book_promises)}</h2><ol>{lines(&book.promises)}</ol></section>
        </div>
    }
    .into_any()
}
