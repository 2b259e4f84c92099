//! axe-core (MPL-2.0, used in tests only, never shipped): what of a page cannot be read, reached or operated by everybody.

use crate::page::Page;
use crate::place;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

const VERSION: &str = "4.14.1";

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const flat = (v) => v.nodes.map((n) => ({ rule: v.id, selector: n.target.flat().join(' '), why: (n.failureSummary ?? '').replace(/\\s*\\n\\s*/g, ' ') }));
    axe.run(document, { resultTypes: ['violations'], preload: false }).then(
        (found) => done(found.violations.flatMap(flat)),
        (fault) => done([{ rule: 'axe itself', selector: '', why: String(fault) }]),
    );";

/// Something that shuts somebody out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Barrier {
    pub rule: String,
    pub selector: String,
    pub why: String,
}

/// The script; fetched from npm once and kept beside what is built. `None`, said aloud, when it cannot be had and need not be.
pub fn script() -> Result<Option<String>> {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = place::tools()?.join("axe");
    let file = folder.join("node_modules/axe-core/axe.min.js");
    if !is_there(&file)? {
        let fetched = fetch(&folder);
        if !file.is_file() {
            let why =
                format!("axe-core {VERSION} could not be got from npm: {}", fetched.err().map(|e| format!("{e:#}")).unwrap_or_default());
            if place::is_required("REQUIRE_BROWSER") {
                bail!(why);
            }
            place::skipped(&why);
            return Ok(None);
        }
    }
    Ok(Some(std::fs::read_to_string(&file).with_context(|| file.display().to_string())?))
}

fn is_there(file: &Path) -> Result<bool> {
    let manifest = file.with_file_name("package.json");
    Ok(file.is_file() && std::fs::read_to_string(manifest)?.contains(&format!("\"version\": \"{VERSION}\"")))
}

fn fetch(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let out = Command::new("npm")
        .args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
        .arg(folder)
        .arg(format!("axe-core@{VERSION}"))
        .output()
        .context("npm is not installed")?;
    if !out.status.success() {
        bail!("{}", String::from_utf8_lossy(&out.stderr));
    }
    Ok(())
}

impl Page {
    /// What axe finds on the page as it stands.
    pub async fn barriers(&self, script: &str) -> Result<Vec<Barrier>> {
        if !self.ask::<bool>("return 'axe' in window", &[]).await? {
            self.run(script).await?;
        }
        Ok(self.driver.execute_async(RUN, Vec::new()).await?.convert()?)
    }
}
