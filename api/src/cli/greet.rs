//! What `serve` says to whoever started it: where it is, whom to be in the demo city, what to try first.

use crate::accounts;
use crate::app::App;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::seed::{DEMO_ACCOUNTS, DEMO_PASSWORD};

/// Prints it to standard output; the log is elsewhere.
pub async fn say(app: &App, addresses: &[String]) {
    let address = addresses.first().map_or_else(|| app.config.listen.clone(), Clone::clone);
    println!("\n  双报到双服务 is at  http://{address}\n");
    if !app.config.web.as_os_str().is_empty() {
        println!("  residents, teams    http://{address}/");
        println!("  staff console       http://{address}/console/");
    }
    println!("  API description     http://{address}/docs/\n");
    if !is_demo(app).await.unwrap_or(false) {
        return;
    }
    println!("  Demo accounts, all with the password {DEMO_PASSWORD}:\n");
    for account in DEMO_ACCOUNTS {
        println!("    {}  {:<20} {}  {}", account.phone, account.role.as_str(), account.name, account.hint);
    }
    println!("\n  Try first: sign in as the resident, order 换灯泡 (a light bulb); sign in to the console as the clerk in another");
    println!("  window, accept and dispatch it; take and complete it as the team lead; confirm and rate it as the resident.");
    println!("  A resident who signs in by phone code finds the code in this log.\n");
}

async fn is_demo(app: &App) -> ApiResult<bool> {
    let Some(first) = DEMO_ACCOUNTS.first() else { return Ok(false) };
    app.db.read(|c: &mut Conn| ApiResult::Ok(accounts::person_by_phone(c, first.phone)?.is_some_and(|p| p.name == first.name))).await
}
