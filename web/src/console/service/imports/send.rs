//! Choosing the file and sending it. When the way breaks off the file stays chosen and goes out again under the same key.

use crate::api::{self, Api, Failure, fresh_key};
use crate::i18n::tr;
use crate::nav;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Banner, at, focus, icon};
use contract::{ProblemCode, UnitId};
use leptos::prelude::*;
use web_sys::File;
use web_sys::wasm_bindgen::JsCast;

/// A file that was chosen, and the key it goes out under.
#[derive(Clone)]
struct Chosen {
    file: File,
    key: String,
}

#[component]
pub fn SendFile(unit: UnitId) -> impl IntoView {
    let api = Api::expect();
    let chosen = RwSignal::new_local(None::<Chosen>);
    let (progress, trouble) = (RwSignal::new(None::<u32>), RwSignal::new(None::<String>));
    let send = move || {
        let Some(Chosen { file, key }) = chosen.get_untracked() else { return };
        if progress.get_untracked().is_some() {
            return;
        }
        progress.set(Some(0));
        trouble.set(None);
        api::run(async move {
            let hear: Box<dyn FnMut(u32)> = Box::new(move |n| {
                let _ = progress.try_set(Some(n));
            });
            let outcome = api::units::send_file(api, unit, &file, &key, hear).await;
            let _ = progress.try_set(None);
            match outcome {
                Ok(job) => nav::go(&at(&format!("/service/imports/{}", job.id))),
                Err(failure) => {
                    let _ = trouble.try_set(Some(why(&failure)));
                    focus("import-trouble");
                }
            }
        });
    };
    let take = move |e: web_sys::Event| {
        let Some(input) = e.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        if let Some(file) = input.files().and_then(|list| list.get(0)) {
            chosen.set(Some(Chosen { file, key: fresh_key() }));
            send();
        }
        // The same file, mended, can be chosen once more.
        input.set_value("");
    };
    view! {
        <p id="import-hint">{tr!(service.file_hint)}</p>
        <div id="import-trouble" tabindex="-1">{live(move || trouble.get().map(|text| view! { <Banner text/> }))}</div>
        {live(move || chosen.get().map(|c| view! { <p class="picked">{icon("file-text")}<strong>{c.file.name()}</strong></p> }))}
        {live(move || progress.get().map(|n| {
            let words = if n < 100 { tr!(service.sending_file, n = n) } else { tr!(service.reading_file) };
            view! { <p role="status">{words}</p><progress max="100" value=n.to_string() aria-label=tr!(service.file)></progress> }
        }))}
        <div class="button-row">
            {live(move || (trouble.get().is_some() && chosen.with(Option::is_some)).then(|| view! {
                <button type="button" class="button button-primary" on:click=act(move |_| send())>{icon("refresh-cw")}{tr!(service.send_file_again)}</button>
            }))}
            <label class="button button-primary" class:button-waiting=flag(move || progress.get().is_some()) for="import-file">{icon("clipboard-list")}{tr!(service.choose_file)}</label>
            <input id="import-file" class="visually-hidden" type="file" aria-describedby="import-hint" disabled=flag(move || progress.get().is_some())
                accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                on:change=act(take)/>
        </div>
    }
}

/// Why a file was not read, in words that say what to do.
fn why(failure: &Failure) -> String {
    let Failure::Problem(problem) = failure else { return tr!(service.file_offline) };
    let wrong = problem.errors.iter().find(|e| e.pointer == "/file");
    match (problem.code, wrong.map(|e| e.code.as_str())) {
        (ProblemCode::BodyTooLarge, _) => tr!(service.file_large),
        (_, Some("format")) => tr!(service.file_format),
        (_, Some("columns")) => {
            let seen = wrong.and_then(|e| e.detail.rsplit(": ").next()).unwrap_or_default();
            tr!(service.file_columns, seen = seen)
        }
        (_, Some("required")) => tr!(service.file_empty),
        (_, Some("range")) => tr!(service.file_rows),
        _ => said(failure),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_without_columns_is_told_what_was_seen() {
        let problem = json!({ "type": "", "title": "", "status": 422, "detail": "", "code": "invalid_fields", "errors": [
            { "pointer": "/file", "code": "columns", "detail": "no line names the columns 姓名 and 手机号; the first lines hold: 名称、数量" }] });
        let failure = Failure::Problem(Box::new(serde_json::from_value(problem).unwrap()));
        assert!(why(&failure).contains("名称、数量"));
        assert_eq!(why(&Failure::Offline), tr!(service.file_offline));
    }
}
