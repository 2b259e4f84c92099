//! The contract's rules, asked in the browser, as the same field problems the server would answer.

use contract::{FieldProblem, Validate};
use validator::{ValidationErrors, ValidationErrorsKind};

/// What is wrong with a request; each field once, `required` before anything else.
pub fn problems_of(ask: &impl Validate) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    if let Err(errors) = ask.validate() {
        walk(&errors, "", &mut found);
    }
    found.sort_by(|a, b| (&a.pointer, a.code != "required").cmp(&(&b.pointer, b.code != "required")));
    found.dedup_by(|later, earlier| later.pointer == earlier.pointer);
    found
}

fn walk(errors: &ValidationErrors, above: &str, found: &mut Vec<FieldProblem>) {
    for (field, kind) in errors.errors() {
        let pointer = if field == "__all__" { above.to_owned() } else { format!("{above}/{field}") };
        match kind {
            ValidationErrorsKind::Struct(inner) => walk(inner, &pointer, found),
            ValidationErrorsKind::List(list) => list.iter().for_each(|(index, inner)| walk(inner, &format!("{pointer}/{index}"), found)),
            ValidationErrorsKind::Field(list) => found.extend(list.iter().map(|e| FieldProblem {
                pointer: pointer.clone(),
                detail: e.message.clone().unwrap_or_default().into_owned(),
                code: e.code.to_string(),
            })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::accounts::{ChangeMe, NewSession};

    #[test]
    fn each_field_is_named_once() {
        let found = problems_of(&ChangeMe { name: String::new() });
        assert_eq!(found.iter().map(|p| (p.pointer.as_str(), p.code.as_str())).collect::<Vec<_>>(), [("/name", "required")]);
        let both = problems_of(&NewSession { phone: "13900010001".into(), password: None, code: None });
        assert_eq!(both.iter().map(|p| p.pointer.as_str()).collect::<Vec<_>>(), [""]);
    }
}
