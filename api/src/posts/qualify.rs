//! Whether a member brings along what a post asks for (志愿服务条例 Art. 15, 16). Pure but for reading it.

use super::queries::{PostRow, QualificationRow, people};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{Datelike, NaiveDate};
use contract::posts::{QualificationKind as K, QualificationState as S};
use contract::{PersonId, ProblemCode};

/// The one code of the kind `mediator`.
pub const MEDIATOR: &str = "mediator";

/// 409 with what is missing.
pub fn check(c: &mut Conn, post: &PostRow, person: PersonId, day: NaiveDate) -> ApiResult<()> {
    let has_limits =
        post.needs_mediator || post.min_age.or(post.max_age).is_some() || !post.skills.0.is_empty() || !post.licences.0.is_empty();
    if !has_limits {
        return Ok(());
    }
    let birth_year = people::volunteer(c, person)?.and_then(|v| v.birth_year);
    let own = people::of_person(c, person)?;
    missing(post, birth_year, &own, day).map_or(Ok(()), |what| Err(ApiError::new(ProblemCode::NotQualified, what)))
}

/// What somebody lacks, in a sentence.
fn missing(post: &PostRow, birth_year: Option<i32>, own: &[QualificationRow], day: NaiveDate) -> Option<String> {
    if post.min_age.or(post.max_age).is_some() {
        let Some(born) = birth_year else { return Some("the post has an age limit: say your year of birth first".into()) };
        // Only the year is known: who may or may not have had the birthday this year counts as having had it.
        let age = day.year() - born;
        if post.min_age.is_some_and(|min| age < min) || post.max_age.is_some_and(|max| age > max) {
            return Some("your age is outside the limits of the post".into());
        }
    }
    let has = |kind: K, code: &str| {
        let fits = |q: &&QualificationRow| q.kind == kind && q.code == code && q.valid_to.is_none_or(|end| end >= day);
        let counts = |q: &QualificationRow| if kind == K::Skill { q.state != S::Refused } else { q.state == S::Confirmed };
        own.iter().filter(fits).any(counts)
    };
    if post.needs_mediator && !has(K::Mediator, MEDIATOR) {
        return Some("the post is for mediators whom the desk has confirmed".into());
    }
    if let Some(skill) = post.skills.0.iter().find(|s| !has(K::Skill, s)) {
        return Some(format!("the post asks for the skill `{skill}`"));
    }
    let licence = post.licences.0.iter().find(|l| !has(K::Licence, l));
    licence.map(|l| format!("the post asks for the licence `{l}`, confirmed by the desk and valid on that day"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::platform::db::types::Json;
    use contract::check_ins::PostCategory;
    use contract::posts::PostState;
    use contract::{OrgUnitId, PostId, QualificationId};
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn post() -> PostRow {
        let now = crate::testing::now();
        PostRow {
            id: PostId(Uuid::nil()),
            category: PostCategory::ConvenienceService,
            community_id: OrgUnitId(Uuid::nil()),
            node_id: OrgUnitId(Uuid::nil()),
            area: String::new(),
            title: String::new(),
            description: String::new(),
            risk_note: String::new(),
            skills: Json(Vec::new()),
            licences: Json(Vec::new()),
            min_age: None,
            max_age: None,
            needs_mediator: false,
            needs_insurance: false,
            insurance_note: String::new(),
            min_people: 1,
            max_people: 1,
            admission_no: None,
            state: PostState::Published,
            version: 1,
            created_by: PersonId(Uuid::nil()),
            created_at: now,
            updated_at: now,
        }
    }

    fn own(kind: K, code: &str, state: S, valid_to: Option<&str>) -> QualificationRow {
        QualificationRow {
            id: QualificationId(Uuid::nil()),
            person_id: PersonId(Uuid::nil()),
            area: String::new(),
            kind,
            code: code.into(),
            valid_to: valid_to.map(day),
            state,
            reason: String::new(),
            decided_by: None,
            created_at: crate::testing::now(),
            version: 1,
        }
    }

    #[test]
    fn a_licence_has_to_be_confirmed_and_to_last() {
        let nurse = PostRow { licences: Json(vec!["护士".into()]), ..post() };
        let lacks = |state, to| missing(&nurse, None, &[own(K::Licence, "护士", state, to)], day("2026-12-01")).is_some();
        assert!(missing(&nurse, None, &[], day("2026-12-01")).is_some());
        assert!(lacks(S::Stated, None) && lacks(S::Refused, None) && lacks(S::Confirmed, Some("2026-11-30")));
        assert!(!lacks(S::Confirmed, None) && !lacks(S::Confirmed, Some("2026-12-01")));
    }

    #[test]
    fn a_stated_skill_counts_and_a_mediator_has_to_be_confirmed() {
        let skilled = PostRow { skills: Json(vec!["electrical".into()]), ..post() };
        assert!(missing(&skilled, None, &[own(K::Skill, "electrical", S::Stated, None)], day("2026-12-01")).is_none());
        assert!(missing(&skilled, None, &[own(K::Skill, "electrical", S::Refused, None)], day("2026-12-01")).is_some());
        let mediation = PostRow { needs_mediator: true, ..post() };
        assert!(missing(&mediation, None, &[own(K::Mediator, MEDIATOR, S::Stated, None)], day("2026-12-01")).is_some());
        assert!(missing(&mediation, None, &[own(K::Mediator, MEDIATOR, S::Confirmed, None)], day("2026-12-01")).is_none());
    }

    #[test]
    fn age_is_only_asked_for_where_there_is_a_limit() {
        let limited = PostRow { min_age: Some(18), max_age: Some(70), ..post() };
        let lacks = |born: Option<i32>| missing(&limited, born, &[], day("2026-12-01")).is_some();
        assert!(lacks(None) && lacks(Some(2009)) && lacks(Some(1955)) && !lacks(Some(2008)) && !lacks(Some(1956)));
        assert!(missing(&post(), None, &[], day("2026-12-01")).is_none());
    }
}
