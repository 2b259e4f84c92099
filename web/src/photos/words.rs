//! What is said about pictures.

use crate::api::Failure;
use crate::i18n::tr;
use contract::ProblemCode;
use contract::photos::PhotoKind;

/// What a picture shows.
pub fn kind(kind: PhotoKind) -> String {
    match kind {
        PhotoKind::Report => tr!(photos.report),
        PhotoKind::Before => tr!(photos.before),
        PhotoKind::After => tr!(photos.after),
    }
}

/// Why a picture was not taken, and what helps.
pub fn refusal(failure: &Failure) -> String {
    let Failure::Problem(problem) = failure else { return tr!(photos.offline) };
    match problem.code {
        ProblemCode::PhotoHeic => tr!(photos.heic),
        ProblemCode::PhotoUnusable | ProblemCode::UnsupportedMediaType | ProblemCode::BadForm => tr!(photos.unusable),
        ProblemCode::BodyTooLarge => tr!(photos.too_large),
        ProblemCode::PhotosFull => tr!(photos.full),
        ProblemCode::StepRefused | ProblemCode::Forbidden | ProblemCode::NotFound => tr!(photos.too_late),
        ProblemCode::SignInRequired | ProblemCode::SessionEnded => tr!(common.sign_in_first),
        _ => tr!(photos.busy),
    }
}
