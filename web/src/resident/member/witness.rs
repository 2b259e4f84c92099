//! The code that a resident confirms with: shown as squares to be scanned, and as a link to be sent.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{icon, spoken};
use contract::ClaimId;
use contract::posts::ConfirmationCode;
use leptos::prelude::*;

/// Squares of quiet around the code, as scanners want it.
const QUIET: usize = 4;

/// A button, and the code once it is asked for.
pub fn witness(claim: ClaimId) -> AnyView {
    let api = Api::expect();
    let (code, trouble, pending) = (RwSignal::new(None::<ConfirmationCode>), RwSignal::new(None::<String>), RwSignal::new(false));
    let ask = move |_| {
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            match api::posts::confirmation_code(api, claim).await {
                Ok(found) => drop(code.try_set(Some(found))),
                Err(failure) => drop(trouble.try_set(Some(said(&failure)))),
            }
            let _ = pending.try_set(false);
        });
    };
    view! {
        <p class="hint">{tr!(member.witness_hint)}</p>
        {live(move || code.get().map(|found| view! {
            <div class="witness">
                {squares(&found.squares)}
                <p class="hint">{tr!(member.witness_until, when = spoken::when(found.valid_to))}</p>
                <p><a href=found.link.clone()>{tr!(member.witness_link)}</a></p>
            </div>
        }))}
        {live(move || trouble.get().map(|text| view! { <p class="problem" role="alert">{icon("circle-alert")}{text}</p> }))}
        <button type="button" class="button button-secondary button-wide" disabled=flag(move || pending.get()) on:click=act(ask)>{icon("smartphone")}{tr!(member.witness_show)}</button>
    }
    .into_any()
}

fn squares(rows: &[String]) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let size = rows.len() + 2 * QUIET;
    let (size, view_box) = (size.to_string(), format!("0 0 {size} {size}"));
    view! {
        <svg class="qr" viewBox=view_box role="img" aria-label=tr!(member.witness_code) shape-rendering="crispEdges">
            <rect width=size.clone() height=size fill="#fff"></rect>
            <path d=path(rows) fill="#000"></path>
        </svg>
    }
    .into_any()
}

/// The dark squares as one path.
fn path(rows: &[String]) -> String {
    let dark = |(y, row): (usize, &String)| {
        let of_row = |(x, square)| (square == '1').then(|| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET));
        row.chars().enumerate().filter_map(of_row).collect::<String>()
    };
    rows.iter().enumerate().map(dark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_squares_are_drawn() {
        assert_eq!(path(&["10".to_owned(), "01".to_owned()]), "M4 4h1v1h-1zM5 5h1v1h-1z");
    }
}
