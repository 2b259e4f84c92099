//! The page that starts a program: its style in one file, its icons, the names of everything else.

use crate::Program;
use crate::files::{hashed, write as write_file};
use crate::wasm::Built;
use crate::words;
use anyhow::{Context, Result, anyhow};
use std::fs;
use std::path::{Path, PathBuf};

/// A program with its name and the pattern of its addresses.
type Part<'a> = (&'a str, &'a str, Built);

/// Writes the folder of a program and of those that the same page starts; the size of each one's first load over brotli.
pub fn write<'a>(program: &Program, parts: &[Part<'a>], web: &Path, out: &Path, fast: bool) -> Result<Vec<(&'a str, usize)>> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    let assets = out.join("assets");
    let css = style(program.look, &web.join("style"))?;
    let css_name = hashed("style", "css", css.as_bytes());
    let (mut named, mut weights) = (Vec::new(), Vec::new());
    for (name, addresses, built) in parts {
        let (wasm, js) = (hashed(name, "wasm", &built.wasm), hashed(name, "js", built.js.as_bytes()));
        let mut weight = write_file(&assets, &wasm, &built.wasm, fast)? + write_file(&assets, &js, built.js.as_bytes(), fast)?;
        for (path, text) in &built.snippets {
            weight += write_file(&assets, path, text.as_bytes(), fast)?;
        }
        named.push(format!("[{addresses:?}, \"./{js}\", \"./{wasm}\"]"));
        weights.push((*name, weight, js, wasm));
    }
    let boot = read(&web.join("static/boot.js"))?.replace("%PROGRAMS%", &format!("[{}]", named.join(", ")));
    let boot_name = hashed("boot", "js", boot.as_bytes());
    let english = english(web)?;
    let english_name = hashed("english", "txt", english.as_bytes());
    // Not part of the first load: it is fetched by those who choose it.
    write_file(&assets, &english_name, english.as_bytes(), fast)?;
    let mut html = read(&web.join(format!("static/{}.html", program.look)))?
        .replace("%AT%", program.at)
        .replace("%CSS%", &css_name)
        .replace("%EN%", &english_name)
        .replace("%BOOT%", &boot_name)
        .replace("%ICONS%", &read(&web.join("static/icons.svg"))?);
    if let Some((_, _, js, wasm)) = weights.last() {
        html = html.replace("%JS%", js).replace("%WASM%", wasm);
    }
    let common = write_file(&assets, &css_name, css.as_bytes(), fast)?
        + write_file(&assets, &boot_name, boot.as_bytes(), fast)?
        + write_file(out, "index.html", html.as_bytes(), fast)?;
    Ok(weights.into_iter().map(|(name, weight, ..)| (name, weight + common)).collect())
}

/// The second language, one text a line, as the program counts them.
fn english(web: &Path) -> Result<String> {
    let texts = words::all(&web.join("messages")).map_err(|fault| anyhow!(fault))?;
    Ok(texts.iter().map(|text| text.en.as_str()).collect::<Vec<_>>().join("\n"))
}

/// The common files in the order of their names, then the pages: `style/*.css`, `style/pages/*.css`. A page's file that
/// begins with the name of the other look is left out.
fn style(look: &str, folder: &Path) -> Result<String> {
    let other = if look == "resident" { "console" } else { "resident" };
    let mut paths = sheets(folder)?;
    paths.extend(sheets(&folder.join("pages"))?);
    let own = |p: &PathBuf| !p.file_name().unwrap_or_default().to_string_lossy().starts_with(other);
    paths.iter().filter(|p| own(p)).map(|p| read(p).map(|text| plain(&text))).collect()
}

fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|e| e == "css")).collect();
    paths.sort();
    Ok(paths)
}

/// Without comments and indentation.
fn plain(css: &str) -> String {
    let mut text = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
