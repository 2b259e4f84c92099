//! The standard texts of a node, to be put into a field. What is sent is what was read: they hold no blanks to fill.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::fetched;
use crate::ui::lean::{act, live};
use contract::OrgUnitId;
use contract::texts::{TextPurpose, TextTemplate, TextTemplateFilter};
use leptos::prelude::*;

/// The text with a standard text behind it; once is enough.
pub fn with_text(written: &str, standard: &str) -> String {
    if written.contains(standard) {
        return written.to_owned();
    }
    let gap = if written.trim().is_empty() { "" } else { "\n" };
    format!("{}{gap}{standard}", written.trim_end())
}

/// A choice of standard texts; nothing where there are none.
#[component]
pub fn Texts(
    /// Id of the field they go into.
    field: String,
    node: OrgUnitId,
    purpose: TextPurpose,
    /// Gets the text that was chosen.
    take: Callback<String>,
) -> impl IntoView {
    let api = Api::expect();
    let filter = TextTemplateFilter { node, purpose: Some(purpose) };
    let texts = fetched(move || {
        let filter = filter.clone();
        async move { api::texts::list(api, &filter).await }
    });
    let id = format!("{field}-texts");
    live(move || {
        let texts: Vec<TextTemplate> = texts.get().unwrap_or_default();
        let (id, field) = (id.clone(), field.clone());
        (!texts.is_empty()).then(|| {
            let all = texts.clone();
            let choose = move |e: leptos::ev::Event| {
                let chosen = event_target_value(&e);
                if let Some(text) = all.iter().find(|t| t.id.to_string() == chosen) {
                    take.run(text.text.clone());
                    crate::ui::focus(field.clone());
                }
            };
            view! {
                <div class="texts">
                    <label for=id.clone()>{tr!(steps.texts)}</label>
                    <select id=id on:change=act(choose)>
                        <option value="">{tr!(steps.texts_choose)}</option>
                        {texts.into_iter().map(|t| view! { <option value=t.id.to_string()>{t.title}</option> }).collect_view()}
                    </select>
                </div>
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_text_goes_behind_what_is_written_and_only_once() {
        assert_eq!(with_text("", "请补充照片"), "请补充照片");
        assert_eq!(with_text("您好：\n", "请补充照片"), "您好：\n请补充照片");
        assert_eq!(with_text("您好：\n请补充照片", "请补充照片"), "您好：\n请补充照片");
    }
}
