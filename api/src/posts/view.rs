//! From rows to replies.

use super::access::{facts, post_sides, sides_of};
use super::lifecycle::{Side, claim as claim_rules, post as post_rules, shift as shift_rules};
use super::queries::{ClaimRow, PostRow, QualificationRow, SeriesRow, ShiftRow, claims, posts, shifts};
use crate::accounts::names_of;
use crate::orders::{Desk, NOTHING_DUE};
use crate::org;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::TimeDelta;
use contract::check::mask_phone;
use contract::org::{OrgRef, PersonRef};
use contract::posts::{BoardEntry, Claim, ClaimRef, ClaimState, Post, PostContent, Qualification, Series, Shift, ShiftBoard};
use contract::{OrgUnitId, PersonId, PostId, ShiftId};
use std::collections::HashMap;

/// Community names, read once for a page.
fn communities(c: &mut Conn, ids: impl Iterator<Item = OrgUnitId>) -> ApiResult<HashMap<OrgUnitId, OrgRef>> {
    let mut ids: Vec<OrgUnitId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(org::org_refs(c, &ids)?.into_iter().map(|o| (o.id, o)).collect())
}

fn gone() -> ApiError {
    ApiError::internal("a row of the room points to something that is gone")
}

/// Posts, in their order.
pub fn show_posts(c: &mut Conn, who: &Who, rows: Vec<PostRow>) -> ApiResult<Vec<Post>> {
    let places = communities(c, rows.iter().map(|r| r.community_id))?;
    let hosts = posts::hosts_of(c, &rows.iter().map(|r| r.id).collect::<Vec<_>>())?;
    let names = names_of(c, &hosts.iter().map(|(_, p)| *p).collect::<Vec<_>>())?;
    let show = |row: PostRow| {
        let own: Vec<PersonId> = hosts.iter().filter(|(post, _)| *post == row.id).map(|(_, p)| *p).collect();
        let named = own.iter().map(|id| PersonRef { id: *id, name: names.get(id).cloned().unwrap_or_default() }).collect();
        let is_desk = who.holds_at(DESK, &row.area);
        Ok(Post {
            allowed_actions: post_rules::allowed(row.state, is_desk),
            community: places.get(&row.community_id).cloned().ok_or_else(gone)?,
            hosts: named,
            content: PostContent {
                title: row.title,
                description: row.description,
                risk_note: row.risk_note,
                skills: row.skills.0,
                licences: row.licences.0,
                min_age: row.min_age,
                max_age: row.max_age,
                needs_mediator: row.needs_mediator,
                needs_insurance: row.needs_insurance,
                insurance_note: row.insurance_note,
                min_people: row.min_people,
                max_people: row.max_people,
                admission_no: row.admission_no,
                host_ids: own,
            },
            id: row.id,
            category: row.category,
            node_id: row.node_id,
            state: row.state,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    };
    rows.into_iter().map(show).collect()
}

/// One post.
pub fn show_post(c: &mut Conn, who: &Who, row: PostRow) -> ApiResult<Post> {
    show_posts(c, who, vec![row])?.pop().ok_or_else(gone)
}

/// Shifts, in their order.
pub fn show_shifts(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<ShiftRow>) -> ApiResult<Vec<Shift>> {
    let places = communities(c, rows.iter().map(|r| r.community_id))?;
    let mut post_ids: Vec<PostId> = rows.iter().map(|r| r.post_id).collect();
    post_ids.sort_unstable();
    post_ids.dedup();
    let of = posts::of_ids(c, &post_ids)?;
    let hosts = posts::hosts_of(c, &post_ids)?;
    let own = claims::live_of(c, who.person, &rows.iter().map(|r| r.id).collect::<Vec<_>>())?;
    let show = |row: ShiftRow| {
        let post = of.get(&row.post_id).ok_or_else(gone)?;
        let is_host = hosts.contains(&(row.post_id, who.person));
        let is_desk = who.holds_at(DESK, &row.area);
        let sides: Vec<Side> = [(is_host, Side::Host), (is_desk, Side::Desk)].into_iter().filter(|(is, _)| *is).map(|(_, s)| s).collect();
        let mine = own.iter().find(|claim| claim.shift_id == row.id);
        Ok(Shift {
            post_title: post.title.clone(),
            post_state: post.state,
            community: places.get(&row.community_id).cloned().ok_or_else(gone)?,
            free: row.capacity - row.held,
            own_claim: mine.map(|m| ClaimRef { id: m.id, state: m.state, version: m.version }),
            is_host: is_host || is_desk,
            allowed_actions: shift_rules::allowed(row.state, &sides, desk.now >= row.starts_at),
            id: row.id,
            post_id: row.post_id,
            category: row.category,
            series_id: row.series_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            opens_at: row.opens_at,
            place: row.place,
            capacity: row.capacity,
            waiting: row.waiting,
            waitlist: row.waitlist,
            state: row.state,
            reason: row.reason,
            version: row.version,
        })
    };
    rows.into_iter().map(show).collect()
}

/// One shift as it is now.
pub fn show_shift(c: &mut Conn, desk: &Desk, who: &Who, id: ShiftId) -> ApiResult<Shift> {
    let row = shifts::find(c, id)?.ok_or_else(gone)?;
    show_shifts(c, desk, who, vec![row])?.pop().ok_or_else(gone)
}

/// A rule.
pub fn show_series(row: SeriesRow) -> Series {
    Series {
        id: row.id,
        post_id: row.post_id,
        rule: row.rule,
        starts_at: row.starts_at,
        minutes: row.minutes,
        place: row.place,
        capacity: row.capacity,
        is_ended: row.is_ended,
        made_until: row.made_until,
        version: row.version,
    }
}

/// Claims, in their order.
pub fn show_claims(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<ClaimRow>) -> ApiResult<Vec<Claim>> {
    let places = communities(c, rows.iter().map(|r| r.community_id))?;
    let mut ids: Vec<PostId> = rows.iter().map(|r| r.post_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let of = posts::of_ids(c, &ids)?;
    let hosts = posts::hosts_of(c, &ids)?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let post = of.get(&row.post_id).ok_or_else(gone)?;
        let shift = shifts::find(c, row.shift_id)?.ok_or_else(gone)?;
        let sides = sides_of(who, &row, hosts.contains(&(row.post_id, who.person)));
        let position = if row.state == ClaimState::Waitlisted { Some(claims::before(c, &row)? + 1) } else { None };
        shown.push(Claim {
            post_title: post.title.clone(),
            community: places.get(&row.community_id).cloned().ok_or_else(gone)?,
            place: shift.place,
            shift_state: shift.state,
            is_mine: row.person_id == who.person,
            position,
            answer_by: (row.state == ClaimState::Offered && row.due_at != NOTHING_DUE).then_some(row.due_at),
            cancel_until: row.starts_at - TimeDelta::hours(desk.config.posts.cancel_hours),
            allowed_actions: claim_rules::allowed(row.state, &sides, &facts(desk, &row, who.person)),
            id: row.id,
            shift_id: row.shift_id,
            post_id: row.post_id,
            category: row.category,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: row.state,
            version: row.version,
            claimed_at: row.claimed_at,
            method: row.method,
            present_from: row.present_from,
            present_to: row.present_to,
            minutes: row.minutes,
            challenge: row.challenge,
            answer: row.answer,
            decision: row.decision,
            end_reason: row.end_reason,
            is_late: row.is_late,
            is_excused: row.is_excused,
        });
    }
    Ok(shown)
}

/// One claim.
pub fn show_claim(c: &mut Conn, desk: &Desk, who: &Who, row: ClaimRow) -> ApiResult<Claim> {
    show_claims(c, desk, who, vec![row])?.pop().ok_or_else(gone)
}

/// Lines of a board.
pub fn show_entries(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<ClaimRow>) -> ApiResult<Vec<BoardEntry>> {
    let people = claims::people(c, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
    let people: HashMap<PersonId, (String, String)> = people.into_iter().map(|(id, name, phone)| (id, (name, phone))).collect();
    let (mut waits, mut entries) = (0, Vec::with_capacity(rows.len()));
    let is_host = match rows.first() {
        Some(row) => posts::is_host(c, row.post_id, who.person)?,
        None => false,
    };
    for row in rows {
        let sides = sides_of(who, &row, is_host);
        let (name, phone) = people.get(&row.person_id).cloned().unwrap_or_default();
        waits += i64::from(row.state == ClaimState::Waitlisted);
        entries.push(BoardEntry {
            claim_id: row.id,
            person_id: row.person_id,
            name,
            phone: mask_phone(&phone),
            state: row.state,
            version: row.version,
            position: (row.state == ClaimState::Waitlisted).then_some(waits),
            method: row.method,
            present_from: row.present_from,
            minutes: row.minutes,
            is_excused: row.is_excused,
            allowed_actions: claim_rules::allowed(row.state, &sides, &facts(desk, &row, who.person)),
        });
    }
    Ok(entries)
}

/// The board of a shift.
pub fn show_board(c: &mut Conn, desk: &Desk, who: &Who, shift: ShiftRow) -> ApiResult<ShiftBoard> {
    let states: Vec<ClaimState> = ClaimState::ALL.iter().copied().filter(|s| *s != ClaimState::Cancelled).collect();
    let rows = claims::of_shift(c, shift.id, &states)?;
    let present = rows.iter().filter(|r| r.state == ClaimState::Present).count();
    Ok(ShiftBoard {
        shift_id: shift.id,
        version: shift.version,
        state: shift.state,
        capacity: shift.capacity,
        held: shift.held,
        waiting: shift.waiting,
        present: i64::try_from(present).unwrap_or(i64::MAX),
        entries: show_entries(c, desk, who, rows)?,
    })
}

/// Qualifications with the names of their people.
pub fn show_qualifications(c: &mut Conn, rows: Vec<QualificationRow>) -> ApiResult<Vec<Qualification>> {
    let names = names_of(c, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
    let show = |row: QualificationRow| Qualification {
        person_name: names.get(&row.person_id).cloned().unwrap_or_default(),
        id: row.id,
        person_id: row.person_id,
        kind: row.kind,
        code: row.code,
        valid_to: row.valid_to,
        state: row.state,
        reason: row.reason,
        version: row.version,
        created_at: row.created_at,
    };
    Ok(rows.into_iter().map(show).collect())
}

/// Whether this caller may read a shift, and whether they keep its board.
pub fn is_seen(c: &mut Conn, who: &Who, shift: &ShiftRow) -> ApiResult<bool> {
    let post = posts::find(c, shift.post_id)?.ok_or_else(gone)?;
    Ok(post_rules::is_public(post.state) || !post_sides(c, who, post.id, &post.area)?.is_empty())
}
