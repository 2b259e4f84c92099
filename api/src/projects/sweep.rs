//! What happens by itself: whoever is responsible hears of a milestone whose day has passed, once.

use super::queries::{MilestoneRow, plan, projects};
use super::steps::{self, Note};
use super::tell;
use crate::app::App;
use crate::orders::Desk;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::notices::NoticeKind;
use contract::projects::{ProjectEventKind, ProjectState};

const BATCH: i64 = 500;

/// Looks once; how many milestones were told.
pub async fn once(app: &App) -> ApiResult<usize> {
    let today = local(app.clock.now()).date();
    let mut told = 0;
    for row in app.db.read(move |c| ApiResult::Ok(plan::overdue(c, today, BATCH)?)).await? {
        let desk = Desk::system(app, "sweep");
        told += usize::from(app.db.write(move |tx| tell_late(tx, &desk, &row)).await?);
    }
    if told > 0 {
        app.outbox_bell.notify_one();
    }
    Ok(told)
}

fn tell_late(tx: &mut Conn, desk: &Desk, row: &MilestoneRow) -> ApiResult<bool> {
    let Some(project) = projects::lock(tx, row.project_id)?.filter(|p| p.state == ProjectState::InProgress) else { return Ok(false) };
    let Some(unit) = project.unit_id else { return Ok(false) };
    if plan::set_told(tx, row.id)? == 0 {
        return Ok(false);
    }
    let news = tell::news(tx, desk, &project, NoticeKind::MilestoneOverdue, Some(unit))?;
    tell::liaisons(tx, desk, unit, &news.with("text", &row.title).with("due", row.due_on.to_string()))?;
    steps::remember(tx, desk, &project, ProjectEventKind::Remind, Note::text(&format!("{}（{}）", row.title, row.due_on)).of(Some(unit)))?;
    Ok(true)
}
