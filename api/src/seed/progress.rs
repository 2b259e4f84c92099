//! Long work says how far it is: a bar on a terminal, plain lines elsewhere.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

/// Hears how far the work is.
pub trait Progress: Send + 'static {
    /// A stage begins, with so many things to do.
    fn begin(&mut self, what: &str, total: u64);
    /// So many more are done.
    fn advance(&mut self, by: u64);
    /// The stage is over.
    fn end(&mut self);
}

/// Says nothing.
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&mut self, _: &str, _: u64) {}
    fn advance(&mut self, _: u64) {}
    fn end(&mut self) {}
}

/// Tells whoever started the program, on standard error.
#[derive(Default)]
pub struct Terminal {
    bar: Option<ProgressBar>,
    what: String,
    total: u64,
    done: u64,
}

impl Terminal {
    /// The quarter that has just been passed, for plain lines.
    fn passed(&self, by: u64) -> Option<u64> {
        let quarter = |done: u64| (done * 4).checked_div(self.total).unwrap_or(0);
        let now = quarter(self.done + by);
        (now > quarter(self.done) && now < 4).then_some(now * 25)
    }
}

impl Progress for Terminal {
    fn begin(&mut self, what: &str, total: u64) {
        (self.what, self.total, self.done) = (what.to_owned(), total, 0);
        if !std::io::stderr().is_terminal() {
            eprintln!("{what} …");
            return;
        }
        let bar = ProgressBar::new(total);
        if let Ok(style) = ProgressStyle::with_template("{msg:22} {bar:40} {percent:>3}% {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        self.bar = Some(bar);
    }

    fn advance(&mut self, by: u64) {
        match &self.bar {
            Some(bar) => bar.inc(by),
            None => {
                if let Some(percent) = self.passed(by) {
                    eprintln!("{}: {percent} %", self.what);
                }
            }
        }
        self.done += by;
    }

    fn end(&mut self) {
        match self.bar.take() {
            Some(bar) => bar.finish(),
            None => eprintln!("{}: done", self.what),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_lines_come_at_the_quarters() {
        let mut terminal = Terminal { total: 100, ..Terminal::default() };
        let mut said = Vec::new();
        for _ in 0..10 {
            said.extend(terminal.passed(10));
            terminal.done += 10;
        }
        assert_eq!(said, [25, 50, 75]);
        assert_eq!(Terminal::default().passed(5), None);
    }
}
