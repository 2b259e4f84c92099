//! What was measured, as a table of ratios.

use crate::Plan;
use crate::load::Rate;
use crate::place::Kind;
use crate::searches::Figure;
use std::collections::HashMap;
use std::fmt::Write;

const OPERATIONS: [&str; 4] = ["list", "get", "create", "rate"];

/// Figures by what they are of.
pub struct Table {
    header: String,
    http: HashMap<(Kind, &'static str), Rate>,
    inside: HashMap<(Kind, &'static str), Rate>,
    memory: HashMap<(Kind, &'static str), Rate>,
    statement: HashMap<Kind, Rate>,
    searches: Vec<(Kind, Figure)>,
    pgbench: HashMap<&'static str, Rate>,
}

impl Table {
    pub fn new(plan: &Plan) -> Self {
        let header = format!(
            "{} orders, {} connections, {} s a figure, durable commits on both databases",
            plan.orders,
            plan.clients,
            plan.each.as_secs()
        );
        Self {
            header,
            http: HashMap::new(),
            inside: HashMap::new(),
            memory: HashMap::new(),
            statement: HashMap::new(),
            searches: Vec::new(),
            pgbench: HashMap::new(),
        }
    }

    pub fn http(&mut self, kind: Kind, name: &'static str, rate: Rate) {
        self.http.insert((kind, name), rate);
    }

    pub fn inside(&mut self, kind: Kind, name: &'static str, rate: Rate) {
        self.inside.insert((kind, name), rate);
    }

    pub fn statement(&mut self, kind: Kind, rate: Rate) {
        self.statement.insert(kind, rate);
    }

    pub fn searches(&mut self, kind: Kind, figures: Vec<Figure>) {
        self.searches.extend(figures.into_iter().map(|f| (kind, f)));
    }

    pub fn memory(&mut self, kind: Kind, rates: Vec<(&'static str, Rate)>) {
        self.memory.extend(rates.into_iter().map(|(name, rate)| ((kind, name), rate)));
    }

    pub fn pgbench(&mut self, rates: Vec<(&'static str, Rate)>) {
        self.pgbench.extend(rates);
    }

    /// Markdown. Rates are of this machine and this minute; only ratios may be quoted.
    pub fn render(&self) -> String {
        let mut text = format!("{}\n\n", self.header);
        text.push_str("| operation | database | HTTP/s | p99 ms | ÷ same body from memory | ÷ in process, no socket | ÷ pgbench, same statements on PostgreSQL |\n");
        text.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
        for name in OPERATIONS {
            for kind in [Kind::Sqlite, Kind::Postgres] {
                let key = (kind, name);
                let Some(rate) = self.http.get(&key) else { continue };
                let ratio = |limit: Option<&Rate>| limit.map_or_else(|| "–".to_owned(), |l| format!("{:.2}", rate.a_second / l.a_second));
                let p99 = rate.p99.map_or_else(|| "–".to_owned(), |p| format!("{p:.1}"));
                let _ = writeln!(
                    text,
                    "| {name} | {kind} | {:.0} | {p99} | {} | {} | {} |",
                    rate.a_second,
                    ratio(self.memory.get(&key)),
                    ratio(self.inside.get(&key)),
                    ratio(self.pgbench.get(name))
                );
            }
        }
        let create = |kind: Kind| self.http.get(&(kind, "create")).map_or(0.0, |r| r.a_second);
        if let Some(insert) = self.pgbench.get("insert") {
            let _ = writeln!(
                text,
                "\ncreate ÷ pgbench's rate of one bare insert of an order a transaction: SQLite {:.2}, PostgreSQL {:.2}",
                create(Kind::Sqlite) / insert.a_second,
                create(Kind::Postgres) / insert.a_second
            );
        }
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let get = self.http.get(&(kind, "get"));
            if let (Some(get), Some(one)) = (get, self.statement.get(&kind)) {
                let _ = writeln!(text, "get ÷ its first statement through the executor alone, {kind}: {:.2}", get.a_second / one.a_second);
            }
        }
        text.push_str("\n| search | database | hits | p99 ms | ÷ the same list without `q` |\n| --- | --- | ---: | ---: | ---: |\n");
        for (kind, figure) in &self.searches {
            let p99 = figure.rate.p99.map_or_else(|| "–".to_owned(), |p| format!("{p:.1}"));
            let _ = writeln!(text, "| {} | {kind} | {} | {p99} | {:.2} |", figure.what, figure.hits, figure.ratio);
        }
        text
    }
}
