//! The tags that go with each grade, by version.

use crate::platform::error::{ApiError, ApiResult};
use contract::ratings::{RatingTag, RatingTags};
use std::sync::LazyLock;

static TAGS: LazyLock<RatingTags> = LazyLock::new(|| {
    // A test reads the file, so it can always be read.
    toml::from_str(include_str!("../../data/rating_tags.toml")).unwrap_or(RatingTags { version: 0, tags: Vec::new() })
});

/// The tags in force.
pub fn current() -> &'static RatingTags {
    &TAGS
}

/// The tags by their codes; refused when one does not go with the grade or is given twice.
pub fn check(grade: i16, codes: &[String]) -> ApiResult<()> {
    for (index, code) in codes.iter().enumerate() {
        let pointer = format!("/tags/{index}");
        if codes.iter().take(index).any(|c| c == code) {
            return Err(ApiError::field(&pointer, "unique", "the tag is given twice"));
        }
        if !TAGS.tags.iter().any(|t| t.code == *code && t.grades.contains(&grade)) {
            return Err(ApiError::field(&pointer, "choice", "not a tag for this grade"));
        }
    }
    Ok(())
}

/// The tags with their words; codes of an older version that are gone show as themselves.
pub fn named(codes: &[String]) -> Vec<RatingTag> {
    let tag = |code: &String| {
        let known = TAGS.tags.iter().find(|t| t.code == *code).cloned();
        known.unwrap_or_else(|| RatingTag { code: code.clone(), label: code.clone(), label_en: code.clone(), grades: Vec::new() })
    };
    codes.iter().map(tag).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn every_grade_has_tags_and_they_are_told_apart() {
        assert!(current().version > 0);
        for grade in 1..=5 {
            assert!(current().tags.iter().filter(|t| t.grades.contains(&grade)).count() >= 3, "{grade}");
        }
        assert!(check(5, &["fast".into()]).is_ok());
        assert!(check(1, &["fast".into()]).is_err());
        assert!(check(5, &["fast".into(), "fast".into()]).is_err());
        assert!(check(5, &["=cmd".into()]).is_err());
    }
}
