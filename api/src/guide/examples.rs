//! Examples of the OpenAPI document: one for each type that travels, taken from a running demo city, and one for each kind of refusal.
//! They stand in a file of their own, because an example is read and checked as a whole and not field by field.

use crate::platform::error::ApiError;
use contract::ProblemCode;
use contract::json::sorted;
use serde_json::{Map, Value, json};
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ArrayItems, Schema};
use utoipa::openapi::{Content, OpenApi, PathItem, RefOr};

/// The examples by the name of their schema.
pub fn all() -> Map<String, Value> {
    serde_json::from_str(include_str!("examples.json")).unwrap_or_default()
}

/// Puts an example beside every body.
pub fn add(api: &mut OpenApi) {
    let examples = all();
    for item in api.paths.paths.values_mut() {
        for operation in operations(item) {
            add_to(operation, &examples);
        }
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete].into_iter().flatten()
}

fn add_to(operation: &mut Operation, examples: &Map<String, Value>) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        for content in body.content.values_mut() {
            let RefOr::T(content) = content else { continue };
            content.example = example_of(content, examples).map(sorted);
        }
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        for content in response.content.values_mut() {
            let RefOr::T(content) = content else { continue };
            let example = if status.as_str() >= "400" { refusal(&response.description) } else { example_of(content, examples) };
            content.example = example.map(sorted);
        }
    }
}

fn example_of(content: &Content, examples: &Map<String, Value>) -> Option<Value> {
    match content.schema.as_ref()? {
        RefOr::Ref(reference) => examples.get(name_of(&reference.ref_location)).cloned(),
        RefOr::T(Schema::Array(array)) => match &array.items {
            ArrayItems::RefOrSchema(item) => match item.as_ref() {
                RefOr::Ref(reference) => examples.get(name_of(&reference.ref_location)).map(|one| json!([one])),
                RefOr::T(_) => None,
            },
            ArrayItems::False => None,
        },
        RefOr::T(_) => None,
    }
}

fn name_of(location: &str) -> &str {
    location.rsplit('/').next().unwrap_or_default()
}

/// A problem with the first code that the description names.
fn refusal(description: &str) -> Option<Value> {
    let code: ProblemCode = description.split('`').find_map(|word| word.parse().ok())?;
    let title = crate::platform::problems::entry(code).title;
    let trace = "0b6ff3a2-8f0e-4c55-9a3d-0b8c9e1c2d3f";
    serde_json::to_value(ApiError::new(code, title).problem(Some(trace.to_owned()))).ok()
}
