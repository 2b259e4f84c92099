//! What the clerk does, with the keyboard alone.

use anyhow::{Result, ensure};
use tests::page::Page;
use tests::people::{CLERK, PASSWORD};
use thirtyfour::Key;

/// Leads the team of the demo accounts.
const LEADER: &str = "张建军";
/// Presses the key of the search and tells where the next key would go.
const SEARCHES: &str = "dispatchEvent(new KeyboardEvent('keydown', { key: '/' })); return document.activeElement.id";

/// From the sign-in to an order that waits for its team.
pub async fn accepts_and_dispatches(page: &Page, number: &str) -> Result<()> {
    page.go("/console/").await?;
    page.type_into("sign-in-number", CLERK).await?;
    page.type_into("sign-in-password", PASSWORD).await?;
    page.key(Key::Enter).await?;
    page.read("console.inbox_lead").await?;
    page.see(number).await?;
    page.picture("console-inbox").await?;

    // The search is one key away, and the order one more. Whoever types at once loses no key.
    let at = page.ask::<String>(SEARCHES, &[]).await?;
    ensure!(at == "order-q", "after the key of the search the next one goes to {at:?}");
    page.run("document.activeElement.blur()").await?;
    page.key("/").await?;
    page.key(number).await?;
    page.key(Key::Enter).await?;
    page.arrive("/console/orders?").await?;
    page.read("console.list_title").await?;
    page.see(number).await?;
    page.picture("console-list").await?;
    page.element("table.orders .row-link").await?;
    page.run("document.activeElement?.blur()").await?;
    page.key("j").await?;
    page.key(Key::Enter).await?;
    page.read("desk.next_title").await?;
    page.picture("console-order").await?;
    page.enter("desk.accept").await?;
    page.read("desk.accepted_until").await?;
    page.picture("console-order-accepted").await?;
    page.enter("desk.dispatch").await?;
    page.read("dispatch.teams").await?;
    page.go_down_to("f-team_ids", LEADER).await?;
    let responsible = page.ask::<String>("return document.getElementById('f-responsible_person_id').selectedOptions[0].text", &[]).await?;
    ensure!(responsible == LEADER, "{responsible} answers for it, and not the leader");
    page.type_into("f-note", "老人听力不好，敲门请大声。").await?;
    page.picture("console-dispatch").await?;
    page.enter("dispatch.send").await?;
    page.read("dispatch.sent").await?;
    page.read("desk.wait_dispatched").await?;
    page.picture("console-order-dispatched").await
}
