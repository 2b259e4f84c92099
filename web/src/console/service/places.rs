//! Communities to choose from.

use crate::api::{self, Answer, Api};
use crate::console::steps::{Opt, opt};
use crate::ui::spoken_name;
use contract::OrgUnitId;

/// A city has a few hundred at most.
const MOST: i64 = 200;

/// Communities by id, in the order of the tree.
#[derive(Clone, Debug, Default)]
pub struct Places(pub Vec<(OrgUnitId, String)>);

impl Places {
    /// All of the city.
    pub async fn all(api: Api) -> Answer<Self> {
        let mut all = Vec::new();
        let mut cursor = None;
        loop {
            let page = api::menu::communities_after(api, cursor, MOST).await?;
            all.extend(page.items.into_iter().map(|c| (c.id, spoken_name(&c.name).to_owned())));
            cursor = page.next_cursor;
            if cursor.is_none() {
                return Ok(Self(all));
            }
        }
    }

    /// As answers.
    pub fn options(&self) -> Vec<Opt> {
        self.0.iter().map(|(id, name)| opt(id.to_string(), name.clone())).collect()
    }

    /// All but this one.
    pub fn but(&self, other: OrgUnitId) -> Vec<Opt> {
        self.0.iter().filter(|(id, _)| *id != other).map(|(id, name)| opt(id.to_string(), name.clone())).collect()
    }
}
