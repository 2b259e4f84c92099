//! What the pages say, from their own catalogue: a text that is put better does not break a journey.

use crate::place;
use anyhow::{Context, Result};
use std::collections::HashMap;

/// The texts of one language.
pub struct Words(HashMap<String, String>);

impl Words {
    /// Reads the catalogue: `zh` or `en`.
    pub fn read(language: &str) -> Result<Self> {
        let mut all = HashMap::new();
        for entry in std::fs::read_dir(place::root().join("web/messages").join(language))? {
            let path = entry?.path();
            let part = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
            let texts: HashMap<String, String> = toml::from_str(&std::fs::read_to_string(&path)?)?;
            all.extend(texts.into_iter().map(|(key, text)| (format!("{part}.{key}"), text)));
        }
        Ok(Self(all))
    }

    /// The text of `order.submit`.
    pub fn say(&self, key: &str) -> Result<&str> {
        self.0.get(key).map(String::as_str).with_context(|| format!("the pages have no text `{key}` any more"))
    }

    /// The text up to its first gap: `打电话 {phone}` is `打电话`.
    pub fn begin(&self, key: &str) -> Result<&str> {
        Ok(self.say(key)?.split('{').next().unwrap_or_default().trim())
    }
}
