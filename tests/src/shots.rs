//! Pictures of the pages: always for whoever looks at a run, and for the README when they are asked for.

use crate::browser::Shape;
use crate::page::Page;
use crate::place;
use anyhow::Result;

/// The pictures of the README and the device each is taken on.
const KEPT: &[(&str, Shape)] = &[
    ("resident-home", Shape::Phone),
    ("resident-order", Shape::Phone),
    ("resident-tracking", Shape::Phone),
    ("resident-rating", Shape::Phone),
    ("team-task", Shape::Phone),
    ("console-inbox", Shape::Desk),
    ("console-order", Shape::Desk),
    ("console-dispatch", Shape::Desk),
];

impl Page {
    /// Takes a picture of what is in sight, from the top of the page.
    pub async fn picture(&self, name: &str) -> Result<()> {
        self.run("document.activeElement?.blur(); window.scrollTo(0, 0)").await?;
        self.picture_here(name).await
    }

    /// Takes a picture of what is in sight.
    pub async fn picture_here(&self, name: &str) -> Result<()> {
        let png = self.driver.screenshot_as_png().await?;
        std::fs::write(place::artifact(&format!("{}/{name}.png", self.shape.name()))?, &png)?;
        let wanted = std::env::var("UPDATE_SCREENSHOTS").is_ok_and(|v| v == "1");
        if wanted && KEPT.contains(&(name, self.shape)) {
            let folder = place::root().join("docs/screenshots");
            std::fs::create_dir_all(&folder)?;
            std::fs::write(folder.join(format!("{name}.png")), &png)?;
        }
        Ok(())
    }
}
