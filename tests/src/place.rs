//! Where things are: the executable, the built pages, what tests leave behind.

use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder cargo builds into: the test executable lies in `deps` of one of its profiles.
fn built() -> anyhow::Result<PathBuf> {
    let test = std::env::current_exe()?;
    let profile = test.parent().and_then(Path::parent).context("the test executable lies outside a target folder")?;
    Ok(profile.to_owned())
}

/// The executable under test, of the same profile as the tests.
pub fn executable() -> anyhow::Result<PathBuf> {
    let path = built()?.join(format!("shuangbaodao{}", std::env::consts::EXE_SUFFIX));
    ensure!(path.is_file(), "{} is missing: build it with `cargo build -p shuangbaodao`", path.display());
    Ok(path)
}

/// Where the city that tests copy is kept.
pub fn city() -> anyhow::Result<PathBuf> {
    Ok(built()?.join("black-box-city.db"))
}

/// The folder for tools that are downloaded, kept from one run to the next.
pub fn tools() -> anyhow::Result<PathBuf> {
    let target = built()?;
    Ok(target.parent().unwrap_or(&target).join("web-tools"))
}

/// The built front ends. `None` when they are not there, which only a run that does not require them may accept.
pub fn web() -> anyhow::Result<Option<PathBuf>> {
    let folder = root().join("web/dist");
    let there = ["resident", "team", "console"].iter().all(|program| folder.join(program).join("index.html").is_file());
    Ok(there.then_some(folder))
}

/// A file for people to look at after a run; not kept in the repository.
pub fn artifact(name: &str) -> anyhow::Result<PathBuf> {
    let path = root().join("tests/artifacts").join(name);
    std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
    Ok(path)
}

/// Whether what a test needs has to be there: in CI a test that cannot run is a failure.
pub fn is_required(variable: &str) -> bool {
    [variable, "CI"].iter().any(|name| std::env::var(name).is_ok_and(|v| !v.is_empty() && v != "0" && v != "false"))
}

/// Says that a test does not run: past the capture of the test harness, so that it is read.
pub fn skipped(why: &str) {
    use std::io::Write;
    // Whoever has closed standard error does not want to read it.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {why}");
}
