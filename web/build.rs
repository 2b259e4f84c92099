//! Turns the catalogues under `messages/{zh,en}/*.toml` into one type for each text, so that a missing text, a missing
//! translation or a forgotten placeholder stops the build instead of showing up on somebody's page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

type Catalogue = BTreeMap<String, BTreeMap<String, String>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=messages");
    let (zh, en) = (read(Path::new("messages/zh"))?, read(Path::new("messages/en"))?);
    let mut faults = Vec::new();
    let mut code = String::new();
    for room in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        let empty = BTreeMap::new();
        let (zh, en) = (zh.get(room).unwrap_or(&empty), en.get(room).unwrap_or(&empty));
        writeln!(code, "/// Texts of `messages/*/{room}.toml`.\npub mod {room} {{")?;
        for key in zh.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            match (zh.get(key), en.get(key)) {
                (Some(zh), Some(en)) if names(zh) == names(en) => text(&mut code, key, zh, en)?,
                (Some(_), Some(_)) => faults.push(format!("{room}.{key}: the placeholders differ between zh and en")),
                (None, _) => faults.push(format!("{room}.{key}: missing in zh")),
                (_, None) => faults.push(format!("{room}.{key}: missing in en")),
            }
        }
        code.push_str("}\n");
    }
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

fn read(folder: &Path) -> Result<Catalogue, Box<dyn std::error::Error>> {
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
fn names(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

fn text(code: &mut String, key: &str, zh: &str, en: &str) -> std::fmt::Result {
    let names = names(zh);
    let life = if names.is_empty() { "" } else { "<'a>" };
    let elided = if names.is_empty() { "" } else { "<'_>" };
    let fields: String = names.iter().map(|n| format!("/// Replaces its name in braces.\npub {n}: &'a dyn std::fmt::Display, ")).collect();
    let args: String = names.iter().map(|n| format!("({n:?}, self.{n}), ")).collect();
    writeln!(code, "/// {zh}\npub struct {key}{life} {{ {fields} }}")?;
    writeln!(
        code,
        "impl {key}{elided} {{ /// The text in the language of the page.\npub fn text(self) -> String {{ crate::i18n::fill({zh:?}, {en:?}, &[{args}]) }} }}"
    )
}
