//! From the compiled wasm to a folder that a server can hand out: bindings, optimised code, hashed names, brotli and
//! gzip beside every file, and a gate on the size of the first load.

mod files;
mod page;
mod wasm;
#[path = "../../words.rs"]
#[expect(dead_code, reason = "more of a text is for the build script")]
mod words;

use anyhow::{Result, bail};
use clap::Parser;
use std::path::PathBuf;

/// A browser program.
pub struct Program {
    pub name: &'static str,
    /// Where it is served.
    pub at: &'static str,
    /// Whose page and style it has.
    pub look: &'static str,
    /// Programs that the same page starts at some addresses of its own: name, pattern of the path.
    pub also: &'static [(&'static str, &'static str)],
    /// The most it may weigh over brotli at first load, in bytes.
    limit: usize,
}

/// As `is_mine`, `is_together` and `is_member` in `web/src/resident/frame.rs` have it.
const BESIDE: [(&str, &str); 3] = [
    ("mine", "^/(orders|me|notices|rate)(?!.*/sent$)(/|$)"),
    ("together", "^/(following|wishes|confirm|activities|projects)(/|$)"),
    ("member", "^/(posts|shifts|claims|check-in|record|certificates)(/|$)"),
];

/// As `is_kept` and `is_service` in `web/src/console/frame.rs` have it.
const OFFICE: [(&str, &str); 2] = [("keep", "^/console/(menu|rules|texts|org|teams|gallery)(/|$)"), ("service", "^/console/service(/|$)")];

const PROGRAMS: [Program; 3] = [
    Program { name: "resident", at: "", look: "resident", also: &BESIDE, limit: 250_000 },
    Program { name: "team", at: "/tasks", look: "resident", also: &[], limit: 250_000 },
    Program { name: "console", at: "/console", look: "console", also: &OFFICE, limit: 500_000 },
];

#[derive(Parser)]
#[command(about = "Bundles the browser programs")]
struct Ask {
    /// Folder with the programs' wasm as cargo left it.
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
    for program in PROGRAMS.iter().filter(|p| asked(p.name)) {
        let limit = program.limit;
        let bind = |name: &str| wasm::bind(name, &ask.wasm.join(format!("{name}.wasm")), ask.wasm_opt.as_deref());
        let mut built = program.also.iter().map(|(name, at)| Ok((*name, *at, bind(name)?))).collect::<Result<Vec<_>>>()?;
        built.push((program.name, "", bind(program.name)?));
        for (name, weight) in page::write(program, &built, &ask.web, &ask.out.join(program.name), ask.fast)? {
            println!("{name}: {:.1} KB over brotli at first load (limit {:.0} KB)", kilo(weight), kilo(limit));
            if weight > limit && !ask.fast {
                faults.push(format!("{name} is {:.1} KB over brotli; the limit is {:.0} KB", kilo(weight), kilo(limit)));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!(faults.join("\n")) }
}

#[expect(clippy::cast_precision_loss, reason = "for a line of text")]
fn kilo(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
