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

/// The most a picture may weigh, in bytes.
const HEAVIEST: f64 = 10.0 * 1024.0 * 1024.0;

/// Why a picture will not be taken, as far as the device can tell.
pub fn hopeless(name: &str, kind: &str, bytes: f64) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let is_heic = [".heic", ".heif"].iter().any(|end| name.ends_with(end)) || ["image/heic", "image/heif"].contains(&kind);
    match (is_heic, bytes > HEAVIEST) {
        (true, _) => Some(tr!(photos.heic)),
        (_, true) => Some(tr!(photos.too_large)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Problem;

    fn refused(code: ProblemCode) -> Failure {
        let kind = String::new();
        let (title, detail, errors) = (kind.clone(), kind.clone(), Vec::new());
        let problem =
            Problem { kind, title, status: 400, detail, code, errors, state: None, version: None, allowed_actions: None, trace_id: None };
        Failure::Problem(Box::new(problem))
    }

    #[test]
    fn what_cannot_be_taken_is_known_before_it_travels() {
        assert!(hopeless("IMG_1.HEIC", "", 1.0).is_some() && hopeless("a", "image/heif", 1.0).is_some());
        assert!(hopeless("a.jpg", "image/jpeg", 11.0 * 1024.0 * 1024.0).is_some());
        assert_eq!(hopeless("a.jpg", "image/jpeg", HEAVIEST), None);
    }

    #[test]
    fn each_refusal_has_its_words() {
        let said =
            [ProblemCode::PhotoHeic, ProblemCode::BodyTooLarge, ProblemCode::PhotosFull, ProblemCode::StepRefused, ProblemCode::Overloaded]
                .map(|code| refusal(&refused(code)));
        for (index, one) in said.iter().enumerate() {
            assert!(!said.iter().skip(index + 1).any(|other| other == one), "{one}");
        }
    }
}
