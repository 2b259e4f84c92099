//! A database with a city and many orders in it, and the server that answers from it.

use crate::Plan;
use anyhow::{Context, Result, ensure};
use diesel::RunQueryDsl;
use diesel::prelude::QueryableByName;
use serde_json::{Value, json};
use shuangbaodao::platform::db::{Conn, Opener, Purpose};
use std::fmt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The database of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A server over a prepared database; stopped when dropped.
pub struct Place {
    pub kind: Kind,
    pub url: String,
    pub address: String,
    /// Access token of the clerk.
    pub clerk: String,
    /// Access token of the city's office, which sees all orders.
    pub city: String,
    /// Access token of the resident whose orders are rated.
    pub resident: String,
    pub community: String,
    pub item: String,
    /// The order that is read again and again.
    pub order: String,
    /// Ids of orders that wait for a rating.
    pub ratable: Vec<String>,
    pub folder: tempfile::TempDir,
    server: Child,
}

const RESIDENT: &str = "16000000001";
const CLERK: &str = "16000000004";
const CITY: &str = "16000000007";
const PASSWORD: &str = "shuangbaodao-demo";

impl Place {
    /// Migrates, seeds, multiplies the orders and starts the server.
    pub fn prepare(plan: &Plan, kind: Kind) -> Result<Self> {
        let folder = tempfile::tempdir_in(std::env::var_os("BENCH_FOLDER").unwrap_or_else(|| "target".into()))?;
        let url = match kind {
            Kind::Sqlite => format!("sqlite:{}", folder.path().join("bench.db").display()),
            Kind::Postgres => fresh_database(&plan.postgres)?,
        };
        run(plan, &url, &["migrate"])?;
        run(plan, &url, &["seed", "--scale", "city"])?;
        multiply(plan, &url)?;
        // Copies have no terms yet.
        run(plan, &url, &["migrate"])?;
        let address = free_address()?;
        let server = Command::new(&plan.program)
            .args(["--database", &url, "serve", "--listen", &address, "--web", ""])
            .env("SHUANGBAODAO__AUTH__ACCESS_MINUTES", "600")
            .env("SHUANGBAODAO__PHOTOS__STORE", "memory:")
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(folder.path().join("server.log"))?)
            .spawn()?;
        let mut place = Self {
            kind,
            url,
            address,
            clerk: String::new(),
            city: String::new(),
            resident: String::new(),
            community: String::new(),
            item: String::new(),
            order: String::new(),
            ratable: Vec::new(),
            folder,
            server,
        };
        place.wait()?;
        place.learn(plan)?;
        Ok(place)
    }

    fn wait(&self) -> Result<()> {
        let start = Instant::now();
        while std::net::TcpStream::connect(&self.address).is_err() {
            ensure!(start.elapsed() < Duration::from_secs(30), "the server does not come up");
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn learn(&mut self, plan: &Plan) -> Result<()> {
        self.resident = self.sign_in(RESIDENT)?;
        self.clerk = self.sign_in(CLERK)?;
        self.city = self.sign_in(CITY)?;
        let me: Value = serde_json::from_str(&self.body("/api/v1/me")?)?;
        self.community = text(me.pointer("/roles/0/node/id"))?;
        let items: Value = serde_json::from_str(&self.body("/api/v1/menu/items")?)?;
        let bulb = items.as_array().and_then(|list| list.iter().find(|i| i.get("code").is_some_and(|c| c == "light_bulb")));
        self.item = text(bulb.and_then(|i| i.get("id")))?;
        let list: Value = serde_json::from_str(&self.body(&self.list_path())?)?;
        ensure!(list.pointer("/items/19").is_some(), "the list is not full");
        self.order = text(list.pointer("/items/10/id"))?;
        let mut conn = open(&self.url)?;
        self.ratable = {
            let id = hex_of(&conn);
            ids(&mut conn, &format!("SELECT {id} AS text FROM orders WHERE number LIKE 'r%' LIMIT {}", plan.ratable))?
        };
        ensure!(self.ratable.len() > 1000, "there are not enough orders to rate");
        Ok(())
    }

    /// The first twenty closed orders of the clerk's community, newest first.
    pub fn list_path(&self) -> String {
        "/api/v1/orders?state=closed&limit=20".into()
    }

    /// One order with everything about it.
    pub fn get_path(&self) -> String {
        format!("/api/v1/orders/{}", self.order)
    }

    /// What the clerk gets for an address.
    pub fn body(&self, path: &str) -> Result<String> {
        self.body_for(path, &self.clerk)
    }

    /// What somebody gets for an address.
    pub fn body_for(&self, path: &str, token: &str) -> Result<String> {
        let ask = reqwest::Client::new().get(format!("http://{}{path}", self.address)).bearer_auth(token);
        runtime()?.block_on(async { Ok(ask.send().await?.error_for_status()?.text().await?) })
    }

    fn sign_in(&self, phone: &str) -> Result<String> {
        let body = json!({ "phone": phone, "password": PASSWORD });
        let ask = reqwest::Client::new().post(format!("http://{}/api/v1/sessions", self.address)).json(&body);
        let reply: Value = runtime()?.block_on(async { anyhow::Ok(ask.send().await?.error_for_status()?.json().await?) })?;
        text(reply.get("access_token"))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn text(value: Option<&Value>) -> Result<String> {
    value.and_then(Value::as_str).map(str::to_owned).context("the answer has another form")
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

fn run(plan: &Plan, url: &str, arguments: &[&str]) -> Result<()> {
    let done =
        Command::new(&plan.program).args(["--database", url]).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    ensure!(done.success(), "{arguments:?} failed on {url}");
    Ok(())
}

/// An address of loopback on which nobody listens.
pub fn free_address() -> Result<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

pub fn open(url: &str) -> Result<Conn> {
    Ok(Opener::parse(url, true)?.open(Purpose::Migrate)?)
}

fn fresh_database(server: &str) -> Result<String> {
    let mut c = open(server)?;
    diesel::sql_query("DROP DATABASE IF EXISTS bench WITH (FORCE)").execute(&mut c)?;
    diesel::sql_query("CREATE DATABASE bench").execute(&mut c)?;
    let (base, _) = server.rsplit_once('/').context("the address names no database")?;
    Ok(format!("{base}/bench"))
}

#[derive(QueryableByName)]
struct One {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

fn ids(c: &mut Conn, sql: &str) -> Result<Vec<String>> {
    Ok(diesel::sql_query(sql).load::<One>(c)?.into_iter().map(|row| row.text).collect())
}

fn hex_of(c: &Conn) -> &'static str {
    match c {
        Conn::Pg(_) => "replace(id::text, '-', '')",
        Conn::Sqlite(_) => "lower(hex(id))",
    }
}

/// Copies of the city's orders until there are as many as planned, and orders of one resident that are done.
fn multiply(plan: &Plan, url: &str) -> Result<()> {
    let mut c = open(url)?;
    let columns = match &c {
        Conn::Pg(_) => {
            "SELECT column_name::text AS text FROM information_schema.columns WHERE table_name = 'orders' ORDER BY ordinal_position"
        }
        Conn::Sqlite(_) => "SELECT name AS text FROM pragma_table_info('orders') ORDER BY cid",
    };
    let columns = ids(&mut c, columns)?;
    let (fresh, shift) = match &c {
        Conn::Pg(_) => ("gen_random_uuid()", "created_at - {n} * interval '1 second'"),
        Conn::Sqlite(_) => ("randomblob(16)", "created_at - {n} * 1000000"),
    };
    let copy = |prefix: &str, n: i64, overrides: &[(&str, &str)], tail: &str| {
        let value = |column: &String| match (column.as_str(), overrides.iter().find(|o| o.0 == column)) {
            (_, Some((_, value))) => (*value).to_owned(),
            ("id", None) => fresh.to_owned(),
            // Numbered, so that a script can choose one of them.
            ("number", None) => format!("'{prefix}' || ({n} * 20000 + row_number() OVER ())"),
            ("created_at", None) => shift.replace("{n}", &n.to_string()),
            (other, None) => other.to_owned(),
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        format!("INSERT INTO orders ({}) SELECT {} FROM orders {tail}", columns.join(","), values.join(","))
    };
    let resident = format!("(SELECT id FROM persons WHERE phone = '{RESIDENT}')");
    let now = match &c {
        Conn::Pg(_) => "now()".to_owned(),
        Conn::Sqlite(_) => format!("{}", chrono::Utc::now().timestamp_micros()),
    };
    let done = [("requester_id", resident.as_str()), ("updated_at", now.as_str()), ("state", "'done'"), ("round", "1")];
    let base = 20_000;
    for n in 0..plan.ratable / 10_000 {
        let tail = "WHERE number LIKE '2%' AND state = 'closed' LIMIT 10000";
        diesel::sql_query(copy("r", n, &done, tail)).execute(&mut c)?;
    }
    let mut have = base + plan.ratable;
    let mut n = 1;
    while have < plan.orders {
        let wanted = (plan.orders - have).min(base);
        diesel::sql_query(copy("c", n, &[], &format!("WHERE number LIKE '2%' LIMIT {wanted}"))).execute(&mut c)?;
        (have, n) = (have + wanted, n + 1);
    }
    diesel::sql_query("ANALYZE").execute(&mut c)?;
    Ok(())
}
