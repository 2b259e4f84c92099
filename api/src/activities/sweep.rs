//! What happens by itself: invitations run out, and what is over has taken place.

use super::access::Found;
use super::lifecycle::activity::{Facts, Side};
use super::queries::{activities, invitations};
use super::{relay, steps};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::{ApiResult, is_stale};
use contract::activities::{ActivityAction, ActivityState, InvitationAction, InvitationState};
use contract::{ActivityId, InvitationId};

const BATCH: i64 = 500;

/// What one look found to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub invitations_expired: usize,
    pub held: usize,
}

/// Looks once; each in a transaction of its own.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (now, mut swept) = (app.clock.now(), Swept::default());
    for (id, activity) in app.db.read(move |c| ApiResult::Ok(invitations::due(c, now, BATCH)?)).await? {
        swept.invitations_expired += usize::from(each(app, move |tx, desk| expire(tx, desk, id, activity)).await?);
    }
    for id in app.db.read(move |c| ApiResult::Ok(activities::over(c, now, BATCH)?)).await? {
        swept.held += usize::from(each(app, move |tx, desk| hold(tx, desk, id)).await?);
    }
    Ok(swept)
}

/// `false` when somebody was faster.
async fn each(app: &App, work: impl FnOnce(&mut Conn, &Desk) -> ApiResult<bool> + Send + 'static) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    match app.db.write(move |tx| work(tx, &desk)).await {
        Err(error) if is_stale(&error) => Ok(false),
        done => {
            app.outbox_bell.notify_one();
            done
        }
    }
}

fn expire(tx: &mut Conn, desk: &Desk, id: InvitationId, activity: ActivityId) -> ApiResult<bool> {
    let Some(activity) = activities::lock(tx, activity)? else { return Ok(false) };
    let still = |i: &invitations::InvitationRow| i.state == InvitationState::Invited && i.expires_at <= desk.now;
    let Some(row) = invitations::find(tx, id)?.filter(still) else { return Ok(false) };
    let after = relay::take(tx, desk, &row, InvitationAction::Expire, row.clone())?;
    let facts = Facts {
        now: desk.now,
        starts_at: activity.starts_at,
        answer_by: activity.answer_by,
        is_full: false,
        has_place: false,
        may_join: false,
        is_used_up: false,
        has_left: false,
    };
    let relay = invitations::of_activity(tx, activity.id)?;
    let found =
        Found { row: activity, relay, sides: vec![Side::System], own: Vec::new(), place: None, had_place: false, joins_with: None, facts };
    relay::tell_host(tx, desk, &found, &after)?;
    Ok(true)
}

fn hold(tx: &mut Conn, desk: &Desk, id: ActivityId) -> ApiResult<bool> {
    let still = |a: &activities::ActivityRow| a.state == ActivityState::Open && a.ends_at <= desk.now;
    let Some(row) = activities::lock(tx, id)?.filter(still) else { return Ok(false) };
    steps::take(tx, desk, &row, ActivityAction::Hold, row.clone())?;
    Ok(true)
}
