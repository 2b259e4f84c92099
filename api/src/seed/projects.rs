//! Projects of the first communities: one that waits for a unit, one in progress with a milestone behind it and one ahead, one reported with
//! what residents say, one closed out.

use super::activities::Place;
use super::chance::Chance;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::projects::seeds::{ApplicationRow, EventRow, MeasureRow, MilestoneRow, OutcomeRow, ProjectRow, WordRow};
use crate::schema::{
    project_applications, project_events, project_measures, project_milestones, project_outcomes, project_words, projects,
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::projects::{ApplicationState, ProjectEventKind as E, ProjectKind, ProjectState as S, Verdict};
use contract::{ApplicationId, MilestoneId, ProjectId, ProjectMeasureId, ProjectOutcomeId, RowId, UnitId};
use diesel::prelude::*;

/// How far, kind, title, description, place, indicator, unit, planned.
type Plan = (S, ProjectKind, &'static str, &'static str, &'static str, &'static str, &'static str, i64);

const PLANS: &[Plan] = &[
    (S::Open, ProjectKind::LivelihoodProblem, "老旧楼道照明改造", "三栋楼道灯多年失修，夜里出行不便", "三栋、四栋", "修复楼道灯", "盏", 24),
    (S::InProgress, ProjectKind::ServiceProject, "老年人智能手机课堂", "每月两次，教老人用手机挂号、缴费", "社区活动室", "开课", "次", 6),
    (S::Reported, ProjectKind::LivelihoodProblem, "小区东门积水", "下雨就积水，老人小孩绕行", "小区东门", "疏通管道", "米", 40),
    (S::Closed, ProjectKind::ServiceProject, "小微花园", "闲置空地改造成居民花园", "五栋南侧", "改造面积", "平方米", 120),
];

struct Maker<'a> {
    c: &'a mut Conn,
    chance: Chance,
    now: DateTime<Utc>,
}

/// Writes all of it.
pub fn follow(c: &mut Conn, places: &[Place], seed: u64, now: DateTime<Utc>) -> QueryResult<()> {
    let mut maker = Maker { c, chance: Chance::new(seed, "projects"), now };
    for place in places {
        for plan in PLANS {
            maker.project(place, *plan)?;
        }
    }
    Ok(())
}

impl Maker<'_> {
    fn project(&mut self, place: &Place, plan: Plan) -> QueryResult<()> {
        let (state, kind, title, description, spot, ..) = plan;
        let at = self.now - TimeDelta::days(self.chance.between(20, 50));
        // Without a unit that could take it on it stays open.
        let unit = place.units.first().copied().filter(|_| state != S::Open);
        let state = if unit.is_some() { state } else { S::Open };
        let is_done = matches!(state, S::Reported | S::Closed);
        let row = ProjectRow {
            id: ProjectId(self.chance.id(at)),
            kind,
            community_id: place.id,
            area: place.path.clone(),
            title: title.to_owned(),
            description: description.to_owned(),
            place: spot.to_owned(),
            state,
            unit_id: unit,
            responsible_name: unit.map(|_| "周建国".to_owned()).unwrap_or_default(),
            responsible_phone: unit.map(|_| "16000000098".to_owned()).unwrap_or_default(),
            round: i32::from(is_done),
            report: if is_done { "按计划完成，现场已清理".to_owned() } else { String::new() },
            closing: if state == S::Closed { "现场核实，予以销号".to_owned() } else { String::new() },
            few_words_reason: String::new(),
            reason: String::new(),
            version: 2,
            created_by: place.clerk,
            created_at: at,
            updated_at: at,
        };
        let mut steps = vec![E::Create, E::Publish];
        if unit.is_some() {
            steps.extend([E::Apply, E::Choose, E::Plan]);
        }
        if is_done {
            steps.extend([E::Progress, E::Report]);
        }
        if state == S::Closed {
            steps.push(E::Close);
        }
        let version = i32::try_from(steps.iter().filter(|e| **e != E::Apply).count()).unwrap_or(1);
        let row = ProjectRow { version, updated_at: at + TimeDelta::days(i64::try_from(steps.len()).unwrap_or(0)), ..row };
        diesel::insert_into(projects::table).values(&row).execute(self.c)?;
        for (n, step) in (0i32..).zip(steps) {
            self.event(place, &row, n, step)?;
        }
        let Some(unit) = unit else { return Ok(()) };
        self.work(&row, unit, plan, is_done)?;
        if is_done { self.words(place, &row) } else { Ok(()) }
    }

    fn event(&mut self, place: &Place, row: &ProjectRow, n: i32, action: E) -> QueryResult<()> {
        let is_unit = matches!(action, E::Apply | E::Plan | E::Progress | E::Report);
        let event = EventRow {
            project_id: row.id,
            sequence: n + 1,
            at: row.created_at + TimeDelta::days(n.into()),
            action,
            state: match action {
                E::Create => S::Draft,
                E::Publish | E::Apply => S::Open,
                E::Report => S::Reported,
                E::Close => S::Closed,
                _ => S::InProgress,
            },
            actor_id: Some(place.clerk).filter(|_| !is_unit),
            unit_id: row.unit_id.filter(|_| is_unit),
            note: if action == E::Progress { "材料已到，开始施工".to_owned() } else { String::new() },
        };
        diesel::insert_into(project_events::table).values(&event).execute(self.c)?;
        Ok(())
    }

    fn work(&mut self, row: &ProjectRow, unit: UnitId, plan: Plan, is_done: bool) -> QueryResult<()> {
        let (.., indicator, measured_in, planned) = plan;
        let at = row.created_at + TimeDelta::days(2);
        let application = ApplicationRow {
            id: ApplicationId(self.chance.id(at)),
            project_id: row.id,
            unit_id: unit,
            state: ApplicationState::Chosen,
            text: "我单位有专业人员，可以承担".to_owned(),
            responsible_name: row.responsible_name.clone(),
            responsible_phone: row.responsible_phone.clone(),
            applied_by: row.created_by,
            version: 2,
            created_at: at,
            updated_at: at + TimeDelta::days(1),
        };
        diesel::insert_into(project_applications::table).values(&application).execute(self.c)?;
        let today = local(self.now).date();
        let measure = MeasureRow {
            id: ProjectMeasureId(self.chance.id(at)),
            project_id: row.id,
            what: "组织人员和材料，按周推进".to_owned(),
            who: row.responsible_name.clone(),
            due_on: today + TimeDelta::days(14),
            done_at: is_done.then_some(row.updated_at),
            created_at: at,
        };
        diesel::insert_into(project_measures::table).values(&measure).execute(self.c)?;
        for (title, days) in [("方案确定", -6), ("全部完成", 20)] {
            let milestone = MilestoneRow {
                id: MilestoneId(self.chance.id(at)),
                project_id: row.id,
                title: title.to_owned(),
                due_on: today + TimeDelta::days(days),
                reached_on: (is_done || days < 0).then(|| today - TimeDelta::days(7)),
                note: String::new(),
                is_told: false,
                created_at: at,
            };
            diesel::insert_into(project_milestones::table).values(&milestone).execute(self.c)?;
        }
        let outcome = OutcomeRow {
            id: ProjectOutcomeId(self.chance.id(at)),
            project_id: row.id,
            indicator: indicator.to_owned(),
            unit: measured_in.to_owned(),
            planned,
            achieved: Some(if is_done { planned } else { planned / 3 }),
            created_at: at,
        };
        diesel::insert_into(project_outcomes::table).values(&outcome).execute(self.c)?;
        Ok(())
    }

    fn words(&mut self, place: &Place, row: &ProjectRow) -> QueryResult<()> {
        for person in self.chance.some(&place.members, if row.state == S::Closed { 4 } else { 2 }) {
            let verdict = if self.chance.percent(75) { Verdict::Resolved } else { Verdict::Partly };
            let at = row.updated_at + TimeDelta::hours(self.chance.between(1, 20));
            let word = WordRow {
                id: RowId(self.chance.id(at)),
                project_id: row.id,
                person_id: person,
                round: row.round,
                verdict,
                grade: if verdict == Verdict::Resolved { 5 } else { 3 },
                text: String::new(),
                said_at: at,
            };
            diesel::insert_into(project_words::table).values(&word).execute(self.c)?;
        }
        Ok(())
    }
}
