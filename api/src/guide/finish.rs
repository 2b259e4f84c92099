//! Completes the OpenAPI document: what holds for every operation is said once here, not at each handler.

use contract::{Problem, ProblemCode};
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, PathItem, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{Modify, PartialSchema, ToSchema};

/// Adds to every operation its problems, to every POST the Idempotency-Key, and the way to sign in.
pub struct Finish;

const SCHEME: &str = "access_token";

impl Modify for Finish {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme(SCHEME, SecurityScheme::Http(bearer));
        for (name, schema) in problem_schemas() {
            components.schemas.entry(name).or_insert(schema);
        }
        api.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(SCHEME, [])]);
        for item in api.paths.paths.values_mut() {
            finish_item(item);
        }
    }
}

/// All documents go through here, because routes are only known after the application was put together.
pub fn finished(mut api: OpenApi) -> OpenApi {
    Finish.modify(&mut api);
    api
}

fn problem_schemas() -> Vec<(String, RefOr<utoipa::openapi::Schema>)> {
    let mut schemas = vec![(Problem::name().into_owned(), Problem::schema()), (ProblemCode::name().into_owned(), ProblemCode::schema())];
    Problem::schemas(&mut schemas);
    schemas
}

fn finish_item(item: &mut PathItem) {
    let methods: [(HttpMethod, &mut Option<Operation>); 5] = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in methods {
        if let Some(operation) = operation {
            finish_operation(&method, operation);
        }
    }
}

fn finish_operation(method: &HttpMethod, operation: &mut Operation) {
    if *method == HttpMethod::Post {
        operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
    }
    let is_public = operation.security.as_ref().is_some_and(|s| s.iter().any(|r| *r == SecurityRequirement::default()));
    let mut statuses = vec!["400", "404", "429", "500", "503"];
    if !is_public {
        statuses.extend(["401", "403"]);
    }
    if operation.request_body.is_some() {
        statuses.extend(["413", "415", "422"]);
    }
    if !matches!(method, HttpMethod::Get) {
        statuses.extend(["409", "410", "422"]);
    }
    for status in statuses {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem("A problem; see `code`")));
    }
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response)
            && response.content.is_empty()
        {
            *response = problem(&response.description);
        }
    }
}

fn problem(description: &str) -> Response {
    let content = Content::new(Some(RefOr::<utoipa::openapi::Schema>::Ref(Ref::from_schema_name("Problem"))));
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

fn idempotency_key() -> Parameter {
    let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).min_length(Some(1)).max_length(Some(255)).build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("Makes a retry safe: the same key with the same body gets the first answer again, for 24 hours. Visible ASCII."))
        .schema(Some(text))
        .build()
}
