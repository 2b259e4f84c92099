//! 双报到双服务: check-ins of units and members, units' lists, pairings. Desks see their community, those above what lies below
//! them, the liaison of a work unit what is the unit's.

mod activities;
mod check_ins;
mod coverage;
mod handbook;
mod imports;
mod members;
mod own;
mod pairings;
mod parts;
mod places;
mod projects;
mod route;
mod units;
mod words;

use super::gate::Gate;
use super::posts::{BoardPage, PostPage, PostsPage, PrintPage, QualificationsPage, ShiftsPage};
use super::seat::Seated;
use crate::accounts::SignInByCode;
use crate::nav;
use crate::ui::lean::live;
use crate::ui::{at, no_such_page};
use activities::{ActivitiesPage, ActivityPage};
use check_ins::{CheckInPage, CheckInsPage};
use coverage::CoveragePage;
use handbook::HandbookPage;
use imports::{ImportPage, ImportsPage};
use leptos::prelude::*;
use members::MembersPage;
use pairings::{AdjunctsPage, PairingPage, PairingsPage};
use parts::Parts;
use projects::{ProjectPage, ProjectsPage};
use route::Route;
use units::{NewUnitPage, UnitsPage};

/// The pages of this program.
#[component]
pub fn ServicePages() -> impl IntoView {
    let route = Memo::new(|_| Route::of(&nav::path()));
    live(move || match route.get() {
        Route::Nowhere => no_such_page(),
        route => view! { <Gate page=move || page(route) for_everybody=route.is_for_everybody() other_way=Some(by_code)/> }.into_any(),
    })
}

/// Whoever checks a unit in may have no password.
fn by_code(done: Callback<()>) -> AnyView {
    view! { <SignInByCode done/> }.into_any()
}

fn page(route: Route) -> AnyView {
    match route {
        Route::Begin => {
            nav::replace(&at(if Seated::here().sees_service() { "/service/check-ins" } else { "/service/units" }));
            ().into_any()
        }
        Route::Posts => view! { <PostsPage/> }.into_any(),
        Route::Post(id) => view! { <PostPage id/> }.into_any(),
        Route::Shifts => view! { <ShiftsPage/> }.into_any(),
        Route::Shift(id) => view! { <BoardPage id/> }.into_any(),
        Route::Print(id) => view! { <PrintPage id/> }.into_any(),
        Route::Qualifications => view! { <QualificationsPage/> }.into_any(),
        Route::CheckIns => view! { <Parts/><CheckInsPage/> }.into_any(),
        Route::CheckIn(id) => view! { <CheckInPage id/> }.into_any(),
        Route::Pairings => view! { <Parts/><PairingsPage/> }.into_any(),
        Route::Pairing(id) => view! { <PairingPage id/> }.into_any(),
        Route::Adjuncts => view! { <Parts/><AdjunctsPage/> }.into_any(),
        Route::Coverage => view! { <Parts/><CoveragePage/> }.into_any(),
        Route::Handbook(community) => view! { <HandbookPage community/> }.into_any(),
        Route::Units => view! { <UnitsPage/> }.into_any(),
        Route::NewUnit => view! { <NewUnitPage/> }.into_any(),
        Route::Members => view! { <MembersPage/> }.into_any(),
        Route::Imports => view! { <ImportsPage/> }.into_any(),
        Route::Import(id) => view! { <ImportPage id/> }.into_any(),
        Route::Activities => view! { <ActivitiesPage/> }.into_any(),
        Route::Activity(id) => view! { <ActivityPage id/> }.into_any(),
        Route::Projects => view! { <ProjectsPage/> }.into_any(),
        Route::Project(id) => view! { <ProjectPage id/> }.into_any(),
        Route::Nowhere => no_such_page(),
    }
}
