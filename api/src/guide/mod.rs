//! What the API says about itself: the problem table, health, metrics, the OpenAPI document and its reader.
//! Everything here comes from tables that the code itself uses.

mod examples;
mod finish;
pub mod health;
mod methods;
#[cfg(test)]
mod tests;

pub use examples::all as examples;
pub use finish::finished;
pub use methods::Methods;

use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::problems::{self, PROBLEMS};
use actix_web::get;
use contract::{ProblemCode, ProblemExplanation};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_problems).service(get_problem);
}

/// Every problem code.
#[utoipa::path(tag = "problems", responses((status = 200, body = Vec<ProblemExplanation>, description = "All codes, sorted")), security(()))]
#[get("/problems")]
async fn list_problems() -> Json<Vec<ProblemExplanation>> {
    Json(PROBLEMS.iter().map(problems::Entry::explain).collect())
}

/// What a problem code means, and what the caller can do.
#[utoipa::path(tag = "problems", params(("code" = ProblemCode, Path)), responses(
    (status = 200, body = ProblemExplanation, description = "The explanation")
), security(()))]
#[get("/problems/{code}")]
async fn get_problem(Path(code): Path<String>) -> ApiResult<Json<ProblemExplanation>> {
    let code: ProblemCode = code.parse().map_err(|_| ApiError::not_found("problem code"))?;
    Ok(Json(problems::entry(code).explain()))
}
