//! 双报到双服务: check-ins of units and members, units' lists, pairings. Desks see their community, those above what lies below
//! them, the liaison of a work unit what is the unit's.

mod check_ins;
mod route;

use super::gate::Gate;
use super::posts::{BoardPage, PostPage, PostsPage, PrintPage, QualificationsPage, ShiftsPage};
use super::seat::Seated;
use crate::accounts::SignInByCode;
use crate::nav;
use crate::ui::lean::live;
use crate::ui::{at, no_such_page};
use check_ins::CheckInsPage;
use leptos::prelude::*;
use route::Route;

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
        Route::CheckIns => view! { <CheckInsPage/> }.into_any(),
        Route::Posts => view! { <PostsPage/> }.into_any(),
        Route::Post(id) => view! { <PostPage id/> }.into_any(),
        Route::Shifts => view! { <ShiftsPage/> }.into_any(),
        Route::Shift(id) => view! { <BoardPage id/> }.into_any(),
        Route::Print(id) => view! { <PrintPage id/> }.into_any(),
        Route::Qualifications => view! { <QualificationsPage/> }.into_any(),
        Route::Nowhere => no_such_page(),
    }
}
