//! Chromedriver on a port of its own, and the browsers it starts; all of them go when it goes.

use crate::{place, wait};
use anyhow::{Result, bail};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// What it prints when it has begun, before the port.
const STARTED: &str = "was started successfully on port ";

/// A running chromedriver.
pub struct Driver {
    pub url: String,
    child: Child,
    folder: TempDir,
}

/// The first of these that is on the path.
fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|p| p.is_file())
}

/// What keeps the browser part from running; `None` when nothing does.
fn missing() -> Result<Option<String>> {
    for name in ["chromium", "chromedriver"] {
        if on_path(name).is_none() {
            return Ok(Some(format!("{name} is not installed (on Debian: apt-get install chromium chromium-driver)")));
        }
    }
    Ok(place::web()?.is_none().then(|| "web/dist is not built: run scripts/web.sh".to_owned()))
}

impl Driver {
    /// Starts it. `None`, said aloud, when there is no browser or there are no pages and they are not required.
    pub async fn start() -> Result<Option<Self>> {
        if let Some(why) = missing()? {
            if place::is_required("REQUIRE_BROWSER") {
                bail!("{why}");
            }
            place::skipped(&why);
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let log = std::fs::File::create(folder.path().join("driver.log"))?;
        let mut command = Command::new("chromedriver");
        // A group of its own: whatever it starts can be ended with it.
        command.arg("--port=0").process_group(0).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let mut this = Self { url: String::new(), child: command.spawn()?, folder };
        let port: u16 = wait::until("chromedriver says its port", || {
            let log = std::fs::read_to_string(this.folder.path().join("driver.log"));
            async move {
                let port = log?.split_once(STARTED).map(|(_, rest)| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
                Ok(port.and_then(|p| p.parse().ok()))
            }
        })
        .await?;
        this.url = format!("http://127.0.0.1:{port}");
        Ok(Some(this))
    }

    /// A folder for the profiles of its browsers.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.child.id())]).stderr(Stdio::null()).status();
        let _ = self.child.wait();
    }
}
