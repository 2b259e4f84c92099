//! From the compiled wasm to a folder that a server can hand out: bindings, optimised code, hashed names, brotli and
//! gzip beside every file, and a gate on the size of the first load.

mod files;
mod page;
mod wasm;

use anyhow::{Result, bail};
use clap::Parser;
use std::path::PathBuf;

/// A program and the most it may weigh over brotli at first load, in bytes.
const PROGRAMS: [(&str, usize); 2] = [("resident", 250_000), ("console", 500_000)];

#[derive(Parser)]
#[command(about = "Bundles the browser programs")]
struct Ask {
    /// Folder with resident.wasm and console.wasm as cargo left them.
    #[arg(long)]
    wasm: PathBuf,
    /// The `web` folder with `style` and `static`.
    #[arg(long, default_value = "web")]
    web: PathBuf,
    /// Where the bundles go; each program gets a folder.
    #[arg(long, default_value = "web/dist")]
    out: PathBuf,
    /// wasm-opt; without it the code is larger but works.
    #[arg(long)]
    wasm_opt: Option<PathBuf>,
    /// Only this program; all of them when absent.
    #[arg(long)]
    program: Option<String>,
    /// Compress lightly: for trying things out, without the gate.
    #[arg(long)]
    fast: bool,
}

fn main() -> Result<()> {
    let ask = Ask::parse();
    let mut faults = Vec::new();
    let asked = |name: &str| ask.program.as_ref().is_none_or(|p| p == name);
    for (name, limit) in PROGRAMS.into_iter().filter(|(name, _)| asked(name)) {
        let input = ask.wasm.join(format!("{name}.wasm"));
        let built = wasm::bind(name, &input, ask.wasm_opt.as_deref())?;
        let weight = page::write(name, &built, &ask.web, &ask.out.join(name), ask.fast)?;
        println!("{name}: {:.1} KB over brotli at first load (limit {:.0} KB)", kilo(weight), kilo(limit));
        if weight > limit && !ask.fast {
            faults.push(format!("{name} is {:.1} KB over brotli; the limit is {:.0} KB", kilo(weight), kilo(limit)));
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!(faults.join("\n")) }
}

#[expect(clippy::cast_precision_loss, reason = "for a line of text")]
fn kilo(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
