//! The menu: groups, items with their forms and promises, and what a few communities do not offer.

use super::chance::Chance;
use super::data::{Data, Item};
use super::places::Places;
use super::rows::{MenuClosureRow, MenuGroupRow, MenuItemRow};
use super::{City, SeedError};
use crate::platform::db::types::Json;
use chrono::{DateTime, Utc};
use contract::menu::StageSpans;
use contract::{MenuGroupId, MenuItemId};

/// An item as orders see it.
pub struct Offered<'a> {
    pub id: MenuItemId,
    pub group_id: MenuGroupId,
    pub item: &'a Item,
    pub spans: StageSpans,
}

/// Villages have no manholes, stairwells or property companies to speak of.
pub const NOT_IN_VILLAGES: [&str; 4] = ["manhole", "property_talk", "green_space", "stairwell_cleaning"];

/// Fills `city` with the menu.
pub fn build<'a>(city: &mut City, data: &'a Data, places: &Places, seed: u64, at: DateTime<Utc>) -> Result<Vec<Offered<'a>>, SeedError> {
    let mut chance = Chance::new(seed, "menu");
    let position = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let mut offered = Vec::with_capacity(data.menu.items.len());
    for (place, group) in data.menu.groups.iter().enumerate() {
        let group_id = MenuGroupId(chance.id(at));
        city.menu_groups.push(MenuGroupRow {
            id: group_id,
            code: group.code.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            icon: group.icon.clone(),
            position: position(place),
        });
        for (n, item) in data.menu.items.iter().filter(|i| i.group == group.code).enumerate() {
            let spans =
                data.menu.sla.get(&item.sla).cloned().ok_or_else(|| SeedError::Data(format!("menu.toml: no promise `{}`", item.sla)))?;
            let id = MenuItemId(chance.id(at));
            city.menu_items.push(row(id, group_id, position(n), item, &spans, at));
            offered.push(Offered { id, group_id, item, spans });
        }
    }
    for community in places.communities.iter().filter(|c| c.is_village) {
        let closed = offered.iter().filter(|o| NOT_IN_VILLAGES.contains(&o.item.code.as_str()));
        city.menu_closures.extend(closed.map(|o| MenuClosureRow { item_id: o.id, community_id: community.place.id }));
    }
    Ok(offered)
}

fn row(id: MenuItemId, group_id: MenuGroupId, position: i32, item: &Item, spans: &StageSpans, at: DateTime<Utc>) -> MenuItemRow {
    MenuItemRow {
        id,
        code: item.code.clone(),
        group_id,
        position,
        name: item.name.clone(),
        name_en: item.name_en.clone(),
        description: item.description.clone(),
        description_en: item.description_en.clone(),
        audience: item.audience,
        evidence: item.evidence,
        deadlines: Json(spans.clone()),
        skills: Json(item.skills.clone()),
        form: Json(item.form.clone()),
        is_public: item.is_public,
        is_open: true,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::super::data::Data;
    use contract::menu::FieldKind;
    use std::collections::HashSet;

    #[test]
    fn the_menu_is_whole_and_nothing_is_there_twice() {
        let menu = Data::read().unwrap().menu;
        assert_eq!(menu.groups.len(), 10);
        assert!(menu.items.len() >= 40);
        let skills: HashSet<&str> = menu.skills.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(skills.len(), menu.skills.len());
        let (mut codes, mut names) = (HashSet::new(), HashSet::new());
        for item in &menu.items {
            assert!(codes.insert(&item.code) && names.insert(&item.name), "{} twice", item.code);
            assert!(menu.groups.iter().any(|g| g.code == item.group), "{}", item.code);
            assert!(menu.sla.contains_key(&item.sla), "{}", item.code);
            assert!(!item.skills.is_empty() && item.skills.iter().all(|s| skills.contains(s.as_str())), "{}", item.code);
            assert!(item.description.chars().count() >= 15 && item.description_en.len() >= 30, "{}", item.code);
        }
        assert!(menu.groups.iter().all(|g| menu.items.iter().filter(|i| i.group == g.code).count() >= 4));
    }

    #[test]
    fn the_forms_are_short_and_can_be_answered() {
        for item in Data::read().unwrap().menu.items {
            assert!((1..=4).contains(&item.form.len()), "{}", item.code);
            let codes: HashSet<&str> = item.form.iter().map(|f| f.code.as_str()).collect();
            assert_eq!(codes.len(), item.form.len(), "{}", item.code);
            for field in &item.form {
                let choice = matches!(field.kind, FieldKind::SingleChoice | FieldKind::MultipleChoice);
                assert_eq!(choice, field.options.len() >= 2, "{}/{}", item.code, field.code);
                let options: HashSet<&str> = field.options.iter().map(|o| o.code.as_str()).collect();
                assert_eq!(options.len(), field.options.len(), "{}/{}", item.code, field.code);
                let bounded = field.kind != FieldKind::Number || matches!((field.min, field.max), (Some(a), Some(b)) if a < b);
                assert!(bounded, "{}/{}", item.code, field.code);
                assert!(!field.label.is_empty() && !field.label_en.is_empty(), "{}/{}", item.code, field.code);
            }
        }
    }

    #[test]
    fn every_item_has_its_texts() {
        let data = Data::read().unwrap();
        for item in &data.menu.items {
            let texts = data.texts.get(&item.code).unwrap();
            assert!(texts.texts.len() >= 2 && !texts.measures.is_empty() && !texts.notes.is_empty(), "{}", item.code);
            for field in item.form.iter().filter(|f| f.kind == FieldKind::Text && f.is_required) {
                assert!(texts.answers.contains_key(&field.code), "{}/{}", item.code, field.code);
            }
        }
        assert_eq!(data.texts.len(), data.menu.items.len());
    }

    #[test]
    fn no_list_of_words_is_empty() {
        let data = Data::read().unwrap();
        let (places, people, phrases) = (&data.places, &data.people, &data.phrases);
        let lists = [
            &places.community_heads,
            &places.community_tails,
            &places.village_heads,
            &places.village_tails,
            &places.new_estates,
            &places.new_endings,
            &places.old_estates,
            &places.old_endings,
            &places.hamlets,
            &people.families,
            &people.given_first,
            &people.given_second,
            &people.rare,
            &phrases.access,
            &phrases.questions,
            &phrases.answers,
            &phrases.withdrawals,
            &phrases.reopenings,
            &phrases.dispatch_notes,
            &phrases.contacts,
        ];
        assert!(lists.iter().all(|l| !l.is_empty() && l.iter().all(|w| !w.is_empty())));
        assert!((1..=5).all(|grade| { phrases.ratings.get(&grade.to_string()).is_some_and(|l| !l.is_empty()) }));
        assert!(!phrases.rejections.is_empty() && !phrases.declines.is_empty());
        assert_eq!(data.units.len(), 94);
    }
}
