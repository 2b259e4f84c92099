//! The members' program (报到党员): posts near, one's own claims, the check-in, the record. A program of its own.

mod certificates;
mod check_in;
mod check_in_form;
mod check_in_steps;
mod claim;
mod claims;
mod entries;
mod own;
mod parts;
mod record;
mod route;
mod save;
mod shift;
mod shifts;
mod skills;
mod verify;
mod wanted;
mod witness;
mod words;

use crate::nav;
use crate::ui::lean::live;
use crate::ui::no_such_page;
use leptos::prelude::*;
use route::Route;

/// Every page of the program.
#[component]
pub fn MemberPages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    view! {
        <parts::Parts/>
        {live(move || match route.get() {
            Route::Shifts => view! { <shifts::ShiftsPage/> }.into_any(),
            Route::Post(id) => view! { <shift::PostPage id/> }.into_any(),
            Route::Shift(id) => view! { <shift::OneShiftPage id/> }.into_any(),
            Route::Claims => view! { <claims::ClaimsPage/> }.into_any(),
            Route::Claim(id) => view! { <own::OwnClaimPage id/> }.into_any(),
            Route::CheckIn => view! { <check_in::OwnCheckInPage/> }.into_any(),
            Route::Skills => view! { <skills::SkillsPage/> }.into_any(),
            Route::Record => view! { <record::RecordPage/> }.into_any(),
            Route::Entries => view! { <entries::EntriesPage/> }.into_any(),
            Route::Certificates => view! { <certificates::CertificatesPage/> }.into_any(),
            Route::Verify => view! { <verify::VerifyPage/> }.into_any(),
            Route::Nowhere => no_such_page(),
        })}
    }
}
