//! Turns the catalogues under `messages/{zh,en}/*.toml` into one type for each text, so that a missing text, a missing
//! translation or a forgotten placeholder stops the build instead of showing up on somebody's page.

#[expect(dead_code, reason = "the second language is for the bundler")]
mod words;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};
use words::Text;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=messages");
    println!("cargo:rerun-if-changed=words.rs");
    let texts = words::all(Path::new("messages")).map_err(|fault| fault.to_string())?;
    let mut code = String::new();
    let mut room = "";
    for (number, one) in texts.iter().enumerate() {
        if one.room != room {
            let end = if room.is_empty() { "" } else { "}\n" };
            writeln!(code, "{end}/// Texts of `messages/*/{0}.toml`.\npub mod {0} {{", one.room)?;
            room = &one.room;
        }
        text(&mut code, number, one)?;
    }
    code.push_str("}\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("messages.rs"), code)?;
    Ok(())
}

fn text(code: &mut String, number: usize, Text { key, zh, .. }: &Text) -> std::fmt::Result {
    let names = words::names(zh);
    let life = if names.is_empty() { "" } else { "<'a>" };
    let elided = if names.is_empty() { "" } else { "<'_>" };
    let fields: String = names.iter().map(|n| format!("/// Replaces its name in braces.\npub {n}: &'a dyn std::fmt::Display, ")).collect();
    let args: String = names.iter().map(|n| format!("({n:?}, self.{n}), ")).collect();
    writeln!(code, "/// {zh}\npub struct {key}{life} {{ {fields} }}")?;
    writeln!(
        code,
        "impl {key}{elided} {{ /// The text in the language of the page.\npub fn text(self) -> String {{ crate::i18n::fill({zh:?}, {number}, &[{args}]) }} }}"
    )
}
