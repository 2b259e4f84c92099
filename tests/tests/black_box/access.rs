//! Every page of both programs, in the standard and the large-text version, in both languages, on a phone and on a desk: axe-core finds
//! nothing. On a phone the large-text version keeps its measures, and nothing scrolls sideways even at one and a half times its size.

pub mod console;
mod member;
mod resident;
mod service;
mod spot;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use spot::Spot;
use std::collections::BTreeMap;
use tests::axe::{self, Barrier};
use tests::browser::Shape;
use tests::page::Page;
use tests::place;

/// What was found, and where: the same on several pages is said once.
#[derive(Default)]
struct Found {
    barriers: BTreeMap<Barrier, Vec<String>>,
    looks: usize,
}

/// Looks at every spot in all eight ways.
async fn look_at(page: &Page, name: &str, spots: &[Spot]) -> Result<()> {
    let Some(script) = axe::script()? else { return Ok(()) };
    let mut found = Found::default();
    for spot in spots {
        for language in ["zh", "en"] {
            page.driver.execute("localStorage.setItem('sbd.lang', arguments[0])", vec![json!(language)]).await?;
            spot.go(page).await?;
            for is_large in [false, true] {
                enlarge(page, is_large).await?;
                for shape in [Shape::Phone, Shape::Desk] {
                    resize(page, shape).await?;
                    let way =
                        format!("{} ({language}, {}, {})", spot.name(), if is_large { "large text" } else { "standard" }, shape.name());
                    found.look(page, &script, way, is_large, shape).await?;
                }
            }
            enlarge(page, false).await?;
        }
    }
    page.run("localStorage.setItem('sbd.lang', 'zh')").await?;
    found.report(name)
}

impl Found {
    async fn look(&mut self, page: &Page, script: &str, way: String, is_large: bool, shape: Shape) -> Result<()> {
        self.looks += 1;
        let mut all = page.barriers(script).await?;
        if shape == Shape::Phone {
            all.extend(page.wide_things(if is_large { "30px" } else { "16px" }).await?);
        }
        if is_large && shape == Shape::Phone {
            all.extend(page.small_things().await?);
        }
        for barrier in all {
            self.barriers.entry(barrier).or_default().push(way.clone());
        }
        Ok(())
    }

    fn report(&self, name: &str) -> Result<()> {
        let mut text = format!("{name}: {} looks, {} barriers\n", self.looks, self.barriers.len());
        for (barrier, ways) in &self.barriers {
            text += &format!("\n{} at `{}`\n  {}\n", barrier.rule, barrier.selector, barrier.why);
            text += &format!("  on {}", ways.first().map_or("", String::as_str));
            text += &if ways.len() > 1 { format!(" and {} more\n", ways.len() - 1) } else { "\n".to_owned() };
        }
        std::fs::write(place::artifact(&format!("access-{name}.txt"))?, &text)?;
        println!("{name}: {} looks", self.looks);
        ensure!(self.barriers.is_empty(), "{text}");
        Ok(())
    }
}

/// Turns the large-text version on or off by its own switch.
async fn enlarge(page: &Page, wanted: bool) -> Result<()> {
    let script =
        "if (document.documentElement.classList.contains('elder') !== arguments[0]) document.querySelector('.switches button').click();";
    page.driver.execute(script, vec![json!(wanted)]).await?;
    Ok(())
}

async fn resize(page: &Page, shape: Shape) -> Result<()> {
    let metrics = shape.metrics();
    let of = |name: &str| metrics.get(name).cloned().unwrap_or(Value::Null);
    let size = json!({ "width": of("width"), "height": of("height"), "deviceScaleFactor": 1, "mobile": of("mobile") });
    page.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    Ok(())
}
