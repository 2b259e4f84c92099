//! Which items of the menu answer to a group and a word.

use contract::menu::{MenuGroup, MenuItem};

/// What the address bar asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Code of a group; empty for all.
    pub group: String,
    /// Part of a name or description; empty for all.
    pub q: String,
}

impl Wanted {
    /// Nothing in particular: the groups are shown instead of items.
    pub fn is_anything(&self) -> bool {
        self.group.is_empty() && self.q.trim().is_empty()
    }
}

/// The items that match: by the group and, in either language, by the word. The server's search has the same rule.
pub fn matching(items: &[MenuItem], groups: &[MenuGroup], wanted: &Wanted) -> Vec<MenuItem> {
    let group = groups.iter().find(|g| g.code == wanted.group).map(|g| g.id);
    // Only the English has small and large letters.
    let q = wanted.q.trim().to_ascii_lowercase();
    let mentions = |item: &MenuItem| {
        let texts = [&item.name, &item.name_en, &item.description, &item.description_en];
        q.is_empty() || texts.iter().any(|t| t.to_ascii_lowercase().contains(&q))
    };
    // An unknown group in an old bookmark shows everything that has the word, rather than nothing.
    items.iter().filter(|i| group.is_none_or(|g| i.group_id == g)).filter(|i| mentions(i)).cloned().collect()
}

/// How many of these items each group has; groups with none are not worth a button.
pub fn with_items(groups: &[MenuGroup], items: &[MenuItem]) -> Vec<(MenuGroup, usize)> {
    let count = |group: &MenuGroup| items.iter().filter(|i| i.group_id == group.id).count();
    groups.iter().map(|g| (g.clone(), count(g))).filter(|(_, n)| *n > 0).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;
    use uuid::Uuid;

    fn group(n: u128, code: &str) -> MenuGroup {
        serde_json::from_value(
            json!({"id": Uuid::from_u128(n), "code": code, "name": code, "name_en": code, "icon": "wrench", "items": 9, "version": 1}),
        )
        .unwrap()
    }

    fn item(group: u128, name: &str, name_en: &str) -> MenuItem {
        serde_json::from_value(json!({
            "id": Uuid::from_u128(9), "code": name_en, "group_id": Uuid::from_u128(group), "group_name": "", "group_name_en": "",
            "name": name, "name_en": name_en, "description": "上门", "description_en": "At home", "audience": "everyone", "evidence": "none",
            "deadlines": {"acceptance": "2wh", "dispatch": "2wh", "take": "2wh", "first_contact": "4wh", "completion": "3wd"},
            "skills": [], "is_public": true, "is_custom": false, "item_version": 1, "version": 1, "form": []
        }))
        .unwrap()
    }

    #[test]
    fn groups_words_and_both() {
        let groups = [group(1, "home_repair"), group(2, "elder_care"), group(3, "digital")];
        let items = [item(1, "换灯泡", "Replace a lamp"), item(1, "修水龙头", "Mend a tap"), item(2, "上门理发", "Haircut")];
        let found = |group: &str, q: &str| {
            let wanted = Wanted { group: group.into(), q: q.into() };
            matching(&items, &groups, &wanted).into_iter().map(|i| i.name).collect::<Vec<_>>()
        };
        assert_eq!(found("home_repair", ""), ["换灯泡", "修水龙头"]);
        assert_eq!(found("", " LAMP "), ["换灯泡"]);
        assert_eq!(found("home_repair", "理发"), Vec::<String>::new());
        assert_eq!(found("gone", "理发"), ["上门理发"]);
        assert_eq!(found("", "上门").len(), 3, "the description counts too");
        let counted: Vec<_> = with_items(&groups, &items).into_iter().map(|(g, n)| (g.code, n)).collect();
        assert_eq!(counted, [("home_repair".to_owned(), 2), ("elder_care".to_owned(), 1)]);
        assert!(Wanted { group: String::new(), q: "  ".into() }.is_anything());
    }
}
