//! wasm-bindgen as a library of the pinned version, then wasm-opt where there is one.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use wasm_bindgen_cli_support::Bindgen;

/// What Rust's output needs and every browser since Chrome 96 and Safari 15 has. Not `--all-features`: that lets wasm-opt
/// write forms that no browser reads yet.
const FEATURES: [&str; 6] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// Classes that a crate under Leptos gives to scripts, and that nobody here makes an object of. As long as they are handed out
/// they, and all they call, stay in the program.
const UNUSED: [&str; 3] = ["intounderlyingsource", "intounderlyingsink", "intounderlyingbytesource"];

/// What a browser loads.
pub struct Built {
    pub wasm: Vec<u8>,
    /// The bindings; they name the wasm only when it is given to them.
    pub js: String,
    /// Scripts that crates bring along: path below the bindings, text.
    pub snippets: Vec<(String, String)>,
}

/// Makes the bindings and shrinks the code.
pub fn bind(name: &str, input: &Path, wasm_opt: Option<&Path>) -> Result<Built> {
    let work = env::temp_dir().join(format!("sbd-bundle-{}-{name}", std::process::id()));
    fs::create_dir_all(&work)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(input)
        .out_name(name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .omit_default_module_path(true);
    bindgen.web(true)?;
    let mut output = bindgen.generate_output().with_context(|| format!("bindings of {}", input.display()))?;
    let exports = &mut output.wasm_mut().exports;
    let unused: Vec<_> = exports.iter().filter(|e| UNUSED.iter().any(|class| e.name.contains(class))).map(|e| e.id()).collect();
    unused.into_iter().for_each(|id| exports.delete(id));
    output.emit(&work)?;
    let js = plain(&fs::read_to_string(work.join(format!("{name}.js")))?);
    let raw = work.join(format!("{name}_bg.wasm"));
    let wasm = match wasm_opt {
        Some(tool) => shrink(tool, &raw)?,
        None => fs::read(&raw)?,
    };
    let mut snippets = Vec::new();
    collect(&work.join("snippets"), "snippets", &mut snippets)?;
    fs::remove_dir_all(&work)?;
    Ok(Built { wasm, js, snippets })
}

/// Bindings without comments on lines of their own and without indentation.
fn plain(js: &str) -> String {
    let is_comment = |line: &&str| ["//", "/*", "*"].iter().any(|sign| line.starts_with(sign));
    js.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line)).collect::<Vec<_>>().join("\n") + "\n"
}

fn shrink(tool: &Path, raw: &Path) -> Result<Vec<u8>> {
    let small: PathBuf = raw.with_extension("opt.wasm");
    let status = Command::new(tool)
        // Not -Oz: what that saves in bytes, brotli saves better; 1 KB less arrives.
        .arg("-Os")
        .args(FEATURES)
        .arg(raw)
        .arg("-o")
        .arg(&small)
        .status()
        .with_context(|| format!("{}", tool.display()))?;
    ensure!(status.success(), "wasm-opt failed");
    Ok(fs::read(small)?)
}

fn collect(folder: &Path, name: &str, found: &mut Vec<(String, String)>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, found)?;
        } else {
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
