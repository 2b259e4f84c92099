//! What every page of the menu stands in: who may, and the words for those who may not.

use super::Keeping;
use crate::i18n::tr;
use crate::ui::{Heading, at};
use leptos::prelude::*;

/// The page for those who keep a menu.
pub fn for_keepers(page: impl FnOnce(Keeping) -> AnyView) -> AnyView {
    let keeping = Keeping::here();
    if keeping.any() {
        return page(keeping);
    }
    view! {
        <div class="empty">
            <Heading text=tr!(common.forbidden_title)/>
            <p>{tr!(menu.keepers_only)}</p>
            <a href=at("/") class="button button-secondary">{tr!(common.back_home)}</a>
        </div>
    }
    .into_any()
}
