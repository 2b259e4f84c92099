//! wrk: the client that costs the least, so that the server gets most of the machine.

use crate::Plan;
use crate::place::Place;
use anyhow::{Context, Result, ensure};
use serde_json::json;
use std::fs;
use std::process::Command;

/// Requests or transactions a second, and the latency of the slowest hundredth in milliseconds where it was measured.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub a_second: f64,
    pub p99: Option<f64>,
}

/// Drives a server.
pub struct Wrk<'a> {
    plan: &'a Plan,
    place: &'a Place,
}

impl<'a> Wrk<'a> {
    pub fn new(plan: &'a Plan, place: &'a Place) -> Self {
        Self { plan, place }
    }

    /// The same address again and again.
    pub fn get(&self, address: &str, path: &str, token: &str) -> Result<Rate> {
        let header = format!("Authorization: Bearer {token}");
        self.run(&["-H", &header, &format!("http://{address}{path}")])
    }

    /// New orders of one resident.
    pub fn create(&self, address: &str) -> Result<Rate> {
        let body = json!({
            "item_id": self.place.item,
            "community_id": self.place.community,
            "text": "客厅的灯泡坏了，晚上看不见",
            "answers": { "room": "living_room", "lamp": "bulb", "count": 1 },
            "contact": { "name": "王秀英", "phone": "16000000001", "address": "园林小区 3 栋 2 单元 501" },
        });
        let script = format!(
            "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.headers['Authorization'] = 'Bearer {}'\nwrk.body = [==[{body}]==]\n",
            self.place.resident
        );
        self.scripted("create.lua", &script, &format!("http://{address}/api/v1/orders"))
    }

    /// Each order is rated once.
    pub fn rate(&self, address: &str) -> Result<Rate> {
        let list = self.place.folder.path().join("ratable.txt");
        fs::write(&list, self.place.ratable.join("\n"))?;
        let script = format!(
            "local ids, threads, next = {{}}, 0, 0\n\
             function setup(thread) thread:set('first', threads) threads = threads + 1 end\n\
             function init() for id in io.lines('{}') do ids[#ids + 1] = id end next = first + 1 end\n\
             function request() local id = ids[next] or 'none' next = next + 2\n\
               return wrk.format('POST', '/api/v1/orders/' .. id .. '/rating', {{['Content-Type'] = 'application/json', ['Authorization'] = 'Bearer {}'}}, '{{\"grade\":4,\"tags\":[],\"text\":\"\"}}') end\n",
            list.display(),
            self.place.resident
        );
        self.scripted("rate.lua", &script, &format!("http://{address}"))
    }

    fn scripted(&self, name: &str, script: &str, url: &str) -> Result<Rate> {
        let path = self.place.folder.path().join(name);
        fs::write(&path, script)?;
        self.run(&["-s", &path.to_string_lossy(), url])
    }

    fn run(&self, arguments: &[&str]) -> Result<Rate> {
        let clients = self.plan.clients.to_string();
        let seconds = format!("{}s", self.plan.each.as_secs());
        let out = Command::new("wrk").args(["-t2", "-c", &clients, "-d", &seconds, "--latency"]).args(arguments).output().context("wrk")?;
        let text = String::from_utf8_lossy(&out.stdout);
        ensure!(out.status.success() && !text.contains("Non-2xx"), "wrk {arguments:?}:\n{text}{}", String::from_utf8_lossy(&out.stderr));
        let field = |name: &str| text.lines().find_map(|l| l.trim().strip_prefix(name)).map(str::trim);
        Ok(Rate { a_second: field("Requests/sec:").context("no rate")?.parse()?, p99: field("99%").and_then(milliseconds) })
    }
}

/// `1.25ms`, `830.00us`, `1.02s`.
fn milliseconds(text: &str) -> Option<f64> {
    let (number, factor) = match text {
        t if t.ends_with("us") => (t.strip_suffix("us")?, 0.001),
        t if t.ends_with("ms") => (t.strip_suffix("ms")?, 1.0),
        t => (t.strip_suffix('s')?, 1000.0),
    };
    number.parse::<f64>().ok().map(|n| n * factor)
}
