//! Who stands where towards a claim or a shift; what is found under the lock of the shift.

use super::lifecycle::claim::{self as rules, Facts};
use super::lifecycle::{Side, post as post_rules};
use super::queries::{ClaimRow, PostRow, ShiftRow, claims, posts};
use super::seats;
use crate::orders::Desk;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::posts::ClaimAction;
use contract::{ClaimId, PersonId, PostId, ShiftId};

/// A claim with everything a decision about it needs.
pub struct Found {
    pub row: ClaimRow,
    pub shift: ShiftRow,
    pub post: PostRow,
    pub sides: Vec<Side>,
    pub is_host: bool,
    person: PersonId,
}

/// On whose behalf this caller acts towards a claim. Nobody is the host of their own.
pub fn sides_of(who: &Who, row: &ClaimRow, is_host: bool) -> Vec<Side> {
    if row.person_id == who.person {
        return vec![Side::Member];
    }
    let mut sides = staff_sides(who, &row.area);
    if is_host {
        sides.push(Side::Host);
    }
    sides
}

fn staff_sides(who: &Who, area: &str) -> Vec<Side> {
    let mut sides = Vec::new();
    if who.holds_at(DESK, area) {
        sides.push(Side::Desk);
    }
    if who.holds_at(&[Role::CommunitySecretary], area) {
        sides.push(Side::Secretary);
    }
    sides
}

/// What the guards need to know.
pub fn facts(desk: &Desk, row: &ClaimRow, person: PersonId) -> Facts {
    let rules = &desk.config.posts;
    Facts {
        now: desk.now,
        starts_at: row.starts_at,
        present_from: row.starts_at - TimeDelta::minutes(rules.early_minutes),
        marked_until: row.ends_at + TimeDelta::hours(rules.mark_hours),
        is_challenger: row.challenged_by == Some(person),
    }
}

/// Finds a claim under the lock of its shift; 404 for whom it does not exist.
pub fn claim(tx: &mut Conn, who: &Who, id: ClaimId) -> ApiResult<Found> {
    let found = claim_of_anybody(tx, who, id)?;
    if found.sides.is_empty() { Err(ApiError::not_found("claim")) } else { Ok(found) }
}

/// The same for whoever brings a code that names it.
pub fn claim_of_anybody(tx: &mut Conn, who: &Who, id: ClaimId) -> ApiResult<Found> {
    let gone = || ApiError::not_found("claim");
    let first = claims::find(tx, id)?.ok_or_else(gone)?;
    let (shift, post) = seats::lock(tx, first.shift_id)?;
    // Read again: it may have changed until the lock was had.
    let row = claims::find(tx, id)?.ok_or_else(gone)?;
    let is_host = posts::is_host(tx, row.post_id, who.person)?;
    let sides = sides_of(who, &row, is_host);
    Ok(Found { row, shift, post, sides, is_host, person: who.person })
}

impl Found {
    /// The version first: who has read an old state gets to know that, not that the step is illegal in the new one.
    pub fn check(&self, desk: &Desk, version: i32, action: ClaimAction) -> ApiResult<()> {
        let row = &self.row;
        if !rules::may_ever(action, &self.sides) {
            return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take with this claim")));
        }
        let allowed = rules::allowed(row.state, &self.sides, &facts(desk, row, self.person));
        let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        if row.version != version {
            return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
        }
        if !allowed.contains(&action) {
            return Err(ApiError::refused("a claim", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version));
        }
        Ok(())
    }
}

/// On whose behalf this caller acts towards a shift or a post.
pub fn post_sides(c: &mut Conn, who: &Who, post: PostId, area: &str) -> ApiResult<Vec<Side>> {
    let mut sides = staff_sides(who, area);
    if posts::is_host(c, post, who.person)? {
        sides.push(Side::Host);
    }
    Ok(sides)
}

/// A shift under its lock, for the desk and the hosts: 403 for whoever may read it and no more, 404 otherwise.
pub fn kept_shift(tx: &mut Conn, who: &Who, id: ShiftId) -> ApiResult<(ShiftRow, PostRow, Vec<Side>)> {
    let (shift, post) = seats::lock(tx, id)?;
    let sides = post_sides(tx, who, post.id, &post.area)?;
    if sides.is_empty() {
        return Err(refusal(&post, "shift"));
    }
    Ok((shift, post, sides))
}

/// A post under its lock, for its desk.
pub fn kept_post(tx: &mut Conn, who: &Who, id: PostId) -> ApiResult<PostRow> {
    let post = posts::lock(tx, id)?.ok_or_else(|| ApiError::not_found("post"))?;
    if who.holds_at(DESK, &post.area) { Ok(post) } else { Err(refusal(&post, "post")) }
}

fn refusal(post: &PostRow, thing: &str) -> ApiError {
    if post_rules::is_public(post.state) {
        ApiError::forbidden("only the desk of the community and the hosts of the post do this")
    } else {
        ApiError::not_found(thing)
    }
}
