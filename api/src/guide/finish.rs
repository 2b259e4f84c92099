//! Completes the OpenAPI document: what holds for every operation is said once here, not at each handler.

use super::examples;
use crate::accounts::REFRESH_COOKIE;
use contract::check_ins::{CheckInSort, CheckInState, CheckInSubject, ImportFinding, ImportOutcome, UnitMemberSort};
use contract::notices::{NoticeEvent, OrderEvent};
use contract::orders::{OrderSort, Urgency};
use contract::org::{DivisionLevel, OrgLevel};
use contract::texts::TextPurpose;
use contract::{
    AdjunctMemberId, CheckInId, CommitmentId, DispatchId, DispatchRuleId, ImportJobId, MeasureId, MenuGroupId, MenuItemId, NoticeId,
    OrderId, OrgUnitId, PairingId, PairingItemId, PersonId, Problem, ProblemCode, TeamId, TextTemplateId, UnitId, UnitMemberId,
};
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, PathItem, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{Modify, ToSchema};

/// Adds to every operation its problems, to every POST the Idempotency-Key, and the way to sign in.
pub struct Finish;

const SCHEME: &str = "access_token";

impl Modify for Finish {
    fn modify(&self, api: &mut OpenApi) {
        let components = api.components.get_or_insert_default();
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        components.add_security_scheme(SCHEME, SecurityScheme::Http(bearer));
        let cookie = ApiKeyValue::with_description(REFRESH_COOKIE, "Set by signing in, HttpOnly; replaced with each use.");
        components.add_security_scheme("refresh_cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        for (name, schema) in loose_schemas() {
            components.schemas.entry(name).or_insert(schema);
        }
        api.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(SCHEME, [])]);
        for (path, item) in &mut api.paths.paths {
            finish_item(path, item);
        }
        examples::add(api);
    }
}

/// All documents go through here, because routes are only known after the application was put together.
pub fn finished(mut api: OpenApi) -> OpenApi {
    Finish.modify(&mut api);
    api
}

/// What no body refers to: the problem, and the words and ids of query strings.
fn loose_schemas() -> Vec<(String, RefOr<Schema>)> {
    fn one<T: ToSchema>() -> (String, RefOr<Schema>) {
        (T::name().into_owned(), T::schema())
    }
    let mut schemas =
        vec![one::<Problem>(), one::<ProblemCode>(), one::<OrderSort>(), one::<DivisionLevel>(), one::<OrgLevel>(), one::<Urgency>()];
    schemas.extend([
        one::<contract::records::Promise>(),
        one::<contract::activities::OwnActivities>(),
        one::<contract::projects::OwnProjects>(),
        one::<OrgUnitId>(),
        one::<MenuGroupId>(),
        one::<MenuItemId>(),
        one::<TeamId>(),
        one::<UnitId>(),
        one::<OrderId>(),
        one::<NoticeId>(),
        one::<NoticeEvent>(),
        one::<OrderEvent>(),
        one::<DispatchId>(),
        one::<MeasureId>(),
        one::<TextTemplateId>(),
        one::<TextPurpose>(),
        one::<DispatchRuleId>(),
        one::<CheckInId>(),
        one::<UnitMemberId>(),
        one::<ImportJobId>(),
        one::<PairingId>(),
        one::<PairingItemId>(),
        one::<CommitmentId>(),
        one::<AdjunctMemberId>(),
        one::<PersonId>(),
        one::<CheckInSort>(),
        one::<UnitMemberSort>(),
        one::<CheckInState>(),
        one::<CheckInSubject>(),
        one::<ImportFinding>(),
        one::<ImportOutcome>(),
    ]);
    Problem::schemas(&mut schemas);
    schemas
}

fn finish_item(path: &str, item: &mut PathItem) {
    let methods: [(HttpMethod, &mut Option<Operation>); 5] = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Delete, &mut item.delete),
    ];
    for (method, operation) in methods {
        if let Some(operation) = operation {
            finish_operation(path, &method, operation);
        }
    }
}

fn finish_operation(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let is_post = *method == HttpMethod::Post;
    if is_post {
        operation.parameters.get_or_insert_default().push(RefOr::T(idempotency_key()));
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter {
            searched(parameter);
        }
    }
    let is_public = operation.security.as_ref().is_some_and(|s| s.iter().any(|r| *r == SecurityRequirement::default()));
    for (status, codes) in refusals(path, is_post, is_public, operation) {
        let known = operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(Response::default()));
        if let (RefOr::T(response), true) = (known, !codes.is_empty()) {
            let separator = if response.description.is_empty() { "" } else { ", " };
            response.description.push_str(&format!("{separator}`{}`", codes.join("`, `")));
        }
    }
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response) {
            *response = problem(&response.description);
        }
    }
}

/// Text that is searched for holds no control characters but line breaks and tabs: `check::printable`.
fn searched(parameter: &mut Parameter) {
    if let ("q", Some(RefOr::T(Schema::Object(text)))) = (parameter.name.as_str(), &mut parameter.schema) {
        text.pattern = Some(r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$".to_owned());
    }
}

/// What any operation of this kind may refuse, beside what its handler names: the status and its codes.
fn refusals(path: &str, is_post: bool, is_public: bool, operation: &Operation) -> Vec<(&'static str, Vec<&'static str>)> {
    use ProblemCode as P;
    let has_body = operation.request_body.is_some();
    let is_form = matches!(&operation.request_body, Some(RefOr::T(body)) if body.content.contains_key("multipart/form-data"));
    let has_cursor = operation.parameters.iter().flatten().any(|p| matches!(p, RefOr::T(p) if p.name == "cursor"));
    let codes = |list: &[(P, bool)]| list.iter().filter(|(_, here)| *here).map(|(code, _)| code.as_str()).collect::<Vec<_>>();
    let all = [
        (
            "400",
            codes(&[
                (P::BadForm, is_form),
                (P::BadJson, has_body && !is_form),
                (P::BadQuery, !has_body),
                (P::BadCursor, has_cursor),
                (P::IdempotencyKeyInvalid, is_post),
            ]),
        ),
        ("401", codes(&[(P::SignInRequired, !is_public), (P::SessionEnded, !is_public)])),
        ("403", codes(&[(P::Forbidden, !is_public)])),
        ("404", codes(&[(P::NotFound, path.contains('{'))])),
        ("413", codes(&[(P::BodyTooLarge, has_body)])),
        ("415", codes(&[(P::UnsupportedMediaType, has_body)])),
        ("422", codes(&[(P::InvalidFields, has_body), (P::IdempotencyKeyReused, has_body && is_post)])),
        ("500", codes(&[(P::Internal, true)])),
        ("503", codes(&[(P::Overloaded, true), (P::NotReady, true)])),
    ];
    all.into_iter().filter(|(_, codes)| !codes.is_empty()).collect()
}

fn problem(description: &str) -> Response {
    let content = Content::new(Some(RefOr::<Schema>::Ref(Ref::from_schema_name("Problem"))));
    ResponseBuilder::new().description(description).content("application/problem+json", content).build()
}

fn idempotency_key() -> Parameter {
    let text =
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).pattern(Some("^(\"[!#-~]{1,255}\"|[!#-~]{1,255})$")).build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Makes a retry safe: the same key with the same body gets the first answer again, for 24 hours. Visible ASCII, with or without double quotes around it.",
        ))
        .schema(Some(text))
        .example(Some(serde_json::json!("5f1c2a7e-order-1")))
        .build()
}
