//! Browsers: each person has one of their own, with its own profile, on a phone or on a desk.

use crate::driver::Driver;
use crate::page::Page;
use anyhow::Result;
use serde_json::json;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, TimeoutConfiguration, WebDriver};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Tests that may have browsers open at once: more would only wait for each other's processor.
const AT_ONCE: usize = 2;
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// The device somebody sits at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 390×844, touched.
    Phone,
    /// 1440×900.
    Desk,
}

impl Shape {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Desk => "desk",
        }
    }

    /// As the browser emulates it.
    pub fn metrics(self) -> serde_json::Value {
        match self {
            Self::Phone => json!({ "width": 390, "height": 844, "pixelRatio": 2, "mobile": true, "touch": true }),
            Self::Desk => json!({ "width": 1440, "height": 900, "pixelRatio": 1, "mobile": false, "touch": false }),
        }
    }
}

/// The browsers of one test.
pub struct Browsers {
    driver: Driver,
    opened: AtomicU32,
    _turn: SemaphorePermit<'static>,
}

impl Browsers {
    /// Waits for its turn. `None`, said aloud, when there is no browser and there need not be one.
    pub async fn start() -> Result<Option<Self>> {
        let turn = TURNS.acquire().await?;
        Ok(Driver::start().await?.map(|driver| Self { driver, opened: AtomicU32::new(0), _turn: turn }))
    }

    /// Opens one for somebody who visits the server at `base`.
    pub async fn open(&self, base: &str, shape: Shape) -> Result<Page> {
        let profile = self.driver.folder().join(format!("profile-{}", self.opened.fetch_add(1, Ordering::Relaxed)));
        let mut wanted = DesiredCapabilities::chrome();
        for word in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-proxy-server",
            "--hide-scrollbars",
            "--lang=zh-CN",
            &format!("--user-data-dir={}", profile.display()),
        ] {
            wanted.add_arg(word)?;
        }
        wanted.add_experimental_option("mobileEmulation", json!({ "deviceMetrics": shape.metrics() }))?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(&self.driver.url, wanted).await?;
        let limit = Some(Duration::from_secs(30));
        driver.update_timeouts(TimeoutConfiguration::new(limit, limit, Some(Duration::ZERO))).await?;
        Page::new(driver, base, shape)
    }
}
