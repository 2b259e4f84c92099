//! A place to look at: an address, and what is pressed there first.

use anyhow::Result;
use tests::page::Page;
use tests::wait;

/// A page, in the state that is looked at.
pub struct Spot {
    path: String,
    /// Pressed one after another, so that what they open is seen too.
    presses: Vec<&'static str>,
    /// What is there when the page is.
    until: &'static str,
}

/// A page as it opens.
pub fn at(path: impl Into<String>) -> Spot {
    Spot { path: path.into(), presses: Vec::new(), until: "h1" }
}

impl Spot {
    /// Presses this once it is there.
    pub fn press(mut self, css: &'static str) -> Self {
        self.presses.push(css);
        self
    }

    /// Is looked at once this is there.
    pub fn until(mut self, css: &'static str) -> Self {
        self.until = css;
        self
    }

    /// As it stands in the report.
    pub fn name(&self) -> String {
        self.presses.iter().fold(self.path.clone(), |name, css| format!("{name} → {css}"))
    }

    /// Goes there.
    pub async fn go(&self, page: &Page) -> Result<()> {
        page.go(&self.path).await?;
        settled(page).await?;
        for css in &self.presses {
            page.press_on(css).await?;
        }
        page.element(self.until).await?;
        settled(page).await
    }
}

/// Nothing is loading any more. The gallery shows what loading looks like.
async fn settled(page: &Page) -> Result<()> {
    let script = "return !!document.querySelector('h1') && ![...document.querySelectorAll('.loading')].some((e) => !e.closest('.gallery')) && !document.getElementById('boot')";
    wait::until(&format!("{} has loaded", page.path().await?), || async { Ok(page.ask::<bool>(script, &[]).await?.then_some(())) }).await
}
