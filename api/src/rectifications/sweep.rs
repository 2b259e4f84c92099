//! What happens by itself: a rater who says no more ends the matter, and lateness is told, once a state.

use super::queries::{self, Change, RectificationRow};
use super::steps;
use crate::app::App;
use crate::orders::{self, Desk};
use crate::platform::db::Conn;
use crate::platform::error::{ApiResult, is_stale};
use crate::platform::outbox;
use crate::platform::sms::Template;
use contract::accounts::Role;
use contract::rectifications::{RectificationAction as A, RectificationState as S};

const BATCH: i64 = 200;

/// What one look found to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub closed: usize,
    pub told: usize,
}

/// Looks once.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (mut swept, mut after, now) = (Swept::default(), None, app.clock.now());
    loop {
        let page = app.db.read(move |c| ApiResult::Ok(queries::overdue(c, now, after, BATCH)?)).await?;
        let Some(last) = page.last() else { return Ok(swept) };
        after = Some(last.id);
        for row in page {
            let desk = Desk::system(app, "sweep");
            let silent = row.state == S::FeedbackGiven;
            let done = app.db.write(move |tx| if silent { close(tx, &desk, &row) } else { tell(tx, &desk, &row) }).await;
            match done {
                Ok(true) if silent => swept.closed += 1,
                Ok(true) => swept.told += 1,
                Ok(false) => {}
                // Somebody was faster.
                Err(error) if is_stale(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

fn close(tx: &mut Conn, desk: &Desk, row: &RectificationRow) -> ApiResult<bool> {
    let silent = steps::take(tx, desk, row, A::StaySilent, Change::default(), None)?;
    steps::take(tx, desk, &silent, A::Close, Change::default(), None)?;
    Ok(true)
}

/// Those who have to act, and the street.
fn tell(tx: &mut Conn, desk: &Desk, row: &RectificationRow) -> ApiResult<bool> {
    let subject = format!("rectification/{}/{}", row.id, row.state);
    let Some(order) = orders::lock(tx, row.order_id)? else { return Ok(false) };
    if outbox::count_of(tx, &subject)? > 0 {
        return Ok(false);
    }
    outbox::mark(tx, &subject, desk.now)?;
    let roles: &[Role] = match row.state {
        S::Opened => &[Role::Caller, Role::Street],
        S::ReRated => &[Role::Street],
        _ => &[Role::CommunitySecretary, Role::Street],
    };
    steps::tell(tx, desk, &order, row, Template::RectificationOverdue, roles)?;
    Ok(true)
}
