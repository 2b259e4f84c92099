//! What part of the tree a caller may see. No query for private rows exists without one.

use contract::accounts::Role;
use contract::{OrgUnitId, PersonId, TeamId};

/// A role at a node, with the node's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub role: Role,
    pub node_id: OrgUnitId,
    /// Like `429005/001/003/`.
    pub path: String,
    /// Others were merged into the node: their things lie below it under their own ids.
    pub has_absorbed: bool,
}

/// Whose orders a query may return: one's own, those of some branches, those offered to one's teams.
#[derive(Clone, Debug)]
pub struct Scope {
    pub person: PersonId,
    /// Nodes whose subtree is visible.
    pub areas: Vec<Area>,
    /// Nodes for whose orders one calls back: those are visible as long as somebody has to be called.
    pub calls: Vec<Area>,
    /// Teams one leads or belongs to.
    pub teams: Vec<TeamId>,
}

/// A node of the tree as a range of paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Area {
    pub node_id: OrgUnitId,
    pub path: String,
    /// Others were merged into the node.
    pub has_absorbed: bool,
}

impl Area {
    /// Communities are the leaves orders hang on: equality on the id serves an index better than a range.
    pub fn is_community(&self) -> bool {
        self.path.matches('/').count() == 3 && !self.has_absorbed
    }

    /// First path after the subtree: `/` is followed by `0` in ASCII.
    pub fn end(&self) -> String {
        path_end(&self.path)
    }

    /// Whether the path lies in this subtree.
    pub fn covers(&self, path: &str) -> bool {
        path.starts_with(&self.path)
    }
}

/// Narrows a boxed query without filters to rows whose path lies in one of the areas; to none when there is no area.
#[macro_export]
macro_rules! in_areas {
    ($query:expr, $path:expr, $areas:expr) => {{
        let mut query = $query;
        let areas: &[$crate::platform::scope::Area] = $areas;
        for (index, area) in areas.iter().enumerate() {
            let inside = $path.ge(area.path.clone()).and($path.lt(area.end()));
            query = if index == 0 { query.filter(inside) } else { query.or_filter(inside) };
        }
        if areas.is_empty() { query.filter(diesel::dsl::sql::<diesel::sql_types::Bool>("1 = 0")) } else { query }
    }};
}

/// First path after the subtree of `path`, for a half-open range.
pub fn path_end(path: &str) -> String {
    let mut end = path.strip_suffix('/').unwrap_or(path).to_owned();
    end.push('0');
    end
}

/// Steps through the tree from one node to another; 0 for the same node.
pub fn distance(from: &str, to: &str) -> i32 {
    let (a, b): (Vec<&str>, Vec<&str>) = (from.split_terminator('/').collect(), to.split_terminator('/').collect());
    let shared = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    i32::try_from(a.len() + b.len() - 2 * shared).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_holds_the_subtree_and_nothing_else() {
        let (path, end) = ("429005/001/003/", path_end("429005/001/003/"));
        for inside in ["429005/001/003/", "429005/001/003/b01/", "429005/001/003/b01/g02/h05/"] {
            assert!(inside >= path && *inside < *end, "{inside}");
        }
        for outside in ["429005/001/", "429005/001/002/", "429005/001/0030/", "429005/001/004/"] {
            assert!(!(outside >= path && *outside < *end), "{outside}");
        }
    }

    #[test]
    fn distances() {
        assert_eq!(distance("429005/001/003/", "429005/001/003/"), 0);
        assert_eq!(distance("429005/001/003/", "429005/001/"), 1);
        assert_eq!(distance("429005/001/003/", "429005/001/004/"), 2);
        assert_eq!(distance("429005/001/003/", "429005/002/001/"), 4);
    }
}
