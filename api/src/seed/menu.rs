//! The menu: groups, items with their forms and promises, and what a few communities do not offer.

use super::City;
use super::chance::Chance;
use super::data::{Data, Item};
use super::places::Places;
use super::rows::{MenuClosureRow, MenuGroupRow, MenuItemRow, MenuVersionRow};
use crate::config;
use crate::platform::db::types::Json;
use chrono::{DateTime, Utc};
use contract::menu::{ClassSpans, ItemContent, StageSpans};
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
pub fn build<'a>(city: &mut City, data: &'a Data, places: &Places, seed: u64, at: DateTime<Utc>) -> Vec<Offered<'a>> {
    let classes = config::Menu::default().deadlines;
    let (mut chance, mut late) = (Chance::new(seed, "menu"), Chance::new(seed, "menu/late"));
    let mut offered = Vec::with_capacity(data.menu.items.len());
    for (place, group) in (0..).zip(&data.menu.groups) {
        let is_late = data.menu.items.iter().all(|i| i.group != group.code);
        let group_id = MenuGroupId(if is_late { late.id(at) } else { chance.id(at) });
        city.menu_groups.push(MenuGroupRow {
            id: group_id,
            code: group.code.clone(),
            name: group.name.clone(),
            name_en: group.name_en.clone(),
            icon: group.icon.clone(),
            position: place,
        });
        let mut position = 0..;
        for item in data.menu.items.iter().filter(|i| i.group == group.code) {
            let id = MenuItemId(chance.id(at));
            let spans = add(city, id, group_id, position.next().unwrap_or(0), item, &classes, at);
            offered.push(Offered { id, group_id, item, spans });
        }
        for item in data.menu.late.iter().filter(|i| i.group == group.code) {
            add(city, MenuItemId(late.id(at)), group_id, position.next().unwrap_or(0), item, &classes, at);
        }
    }
    for community in places.communities.iter().filter(|c| c.is_village) {
        let closed = offered.iter().filter(|o| NOT_IN_VILLAGES.contains(&o.item.code.as_str()));
        city.menu_closures.extend(closed.map(|o| MenuClosureRow { item_id: o.id, community_id: community.place.id }));
    }
    offered
}

/// The item with its first version; gives its normal promise.
fn add(
    city: &mut City,
    id: MenuItemId,
    group_id: MenuGroupId,
    position: i32,
    item: &Item,
    classes: &ClassSpans,
    at: DateTime<Utc>,
) -> StageSpans {
    let content = item.content();
    let spans = content.deadlines.resolve(classes);
    let normal = spans.normal.clone();
    city.menu_items.push(row(id, group_id, position, item, &content, &normal, at));
    let content = Json(content);
    city.menu_item_versions.push(MenuVersionRow {
        item_id: id,
        version: 1,
        content,
        spans: Json(spans),
        published_at: at,
        note: String::new(),
    });
    normal
}

fn row(
    id: MenuItemId,
    group_id: MenuGroupId,
    position: i32,
    item: &Item,
    content: &ItemContent,
    spans: &StageSpans,
    at: DateTime<Utc>,
) -> MenuItemRow {
    MenuItemRow {
        id,
        code: item.code.clone(),
        group_id,
        position,
        name: content.name.clone(),
        name_en: content.name_en.clone(),
        description: content.description.clone(),
        description_en: content.description_en.clone(),
        audience: content.audience,
        evidence: content.evidence,
        deadlines: Json(spans.clone()),
        skills: Json(content.skills.clone()),
        form: Json(content.form.clone()),
        is_public: content.is_public,
        is_open: true,
        version: 1,
        created_at: at,
        updated_at: at,
        season: content.season.map(|s| s.to_string()).unwrap_or_default(),
        is_custom: item.is_custom,
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
        assert_eq!(menu.groups.len(), 11);
        assert!(menu.items.len() >= 40);
        let skills: HashSet<&str> = menu.skills.iter().map(|s| s.code.as_str()).collect();
        assert_eq!(skills.len(), menu.skills.len());
        let (mut codes, mut names) = (HashSet::new(), HashSet::new());
        for item in &menu.items {
            assert!(codes.insert(&item.code) && names.insert(&item.name), "{} twice", item.code);
            assert!(menu.groups.iter().any(|g| g.code == item.group), "{}", item.code);
            assert!(!item.skills.is_empty() && item.skills.iter().all(|s| skills.contains(s.as_str())), "{}", item.code);
            assert!(item.description.chars().count() >= 15 && item.description_en.len() >= 30, "{}", item.code);
        }
        assert!(menu.groups.iter().filter(|g| g.code != "other").all(|g| menu.items.iter().filter(|i| i.group == g.code).count() >= 4));
        assert_eq!(menu.late.iter().filter(|i| i.is_custom).count(), 1);
    }

    #[test]
    fn every_item_could_be_published() {
        let menu = Data::read().unwrap().menu;
        for item in menu.items.iter().chain(&menu.late) {
            assert_eq!(item.content().problems(), [], "{}", item.code);
            assert!(item.is_custom || menu.skills.iter().any(|s| item.skills.contains(&s.code)), "{}", item.code);
        }
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
