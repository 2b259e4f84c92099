//! The catalogues under `messages/{zh,en}/*.toml` as one list: for the build script, which makes a type of each text, and for the
//! bundler, which writes the second language into a file of its own. A text's number is its place in this list, so both make it here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Catalogue = BTreeMap<String, BTreeMap<String, String>>;
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// A text in both languages.
pub struct Text {
    pub room: String,
    pub key: String,
    pub zh: String,
    pub en: String,
}

/// Every text, by room and key. A text that is missing in one language, or whose placeholders differ, is a fault.
pub fn all(messages: &Path) -> Result<Vec<Text>, Fault> {
    let (zh, en) = (read(&messages.join("zh"))?, read(&messages.join("en"))?);
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    let empty = BTreeMap::new();
    for room in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        let (zh, en) = (zh.get(room).unwrap_or(&empty), en.get(room).unwrap_or(&empty));
        for key in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            match (zh.get(key), en.get(key)) {
                (Some(zh), Some(en)) if names(zh) != names(en) => {
                    faults.push(format!("{room}.{key}: the placeholders differ between zh and en"));
                }
                (Some(_), Some(en)) if en.contains('\n') => faults.push(format!("{room}.{key}: a text is one line")),
                (Some(zh), Some(en)) => {
                    texts.push(Text { room: room.clone(), key: key.clone(), zh: zh.clone(), en: en.clone() });
                }
                (None, _) => faults.push(format!("{room}.{key}: missing in zh")),
                (_, None) => faults.push(format!("{room}.{key}: missing in en")),
            }
        }
    }
    if faults.is_empty() { Ok(texts) } else { Err(faults.join("\n").into()) }
}

fn read(folder: &Path) -> Result<Catalogue, Fault> {
    let mut catalogue = Catalogue::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let room = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let table = toml::from_str(&fs::read_to_string(&path)?).map_err(|e| format!("{}: {e}", path.display()))?;
        catalogue.insert(room, table);
    }
    Ok(catalogue)
}

/// The names in braces.
pub fn names(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}
