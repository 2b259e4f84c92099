//! Invitations.

use crate::platform::db::{Conn, MultiBackend};
use crate::schema::activity_invitations as i;
use chrono::{DateTime, Utc};
use contract::activities::InvitationState;
use contract::{ActivityId, InvitationId, PersonId, UnitId};
use diesel::prelude::*;

/// An invitation as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = i, treat_none_as_default_value = false)]
pub struct InvitationRow {
    pub id: InvitationId,
    pub activity_id: ActivityId,
    pub unit_id: UnitId,
    pub parent_id: Option<InvitationId>,
    pub state: InvitationState,
    pub text: String,
    pub people: i32,
    pub contact_name: String,
    pub contact_phone: String,
    pub reason: String,
    pub expires_at: DateTime<Utc>,
    pub invited_by: PersonId,
    pub answered_by: Option<PersonId>,
    pub answered_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

pub fn find(c: &mut Conn, id: InvitationId) -> QueryResult<Option<InvitationRow>> {
    i::table.find(id).select(InvitationRow::as_select()).first(c).optional()
}

/// Those of an activity, oldest first.
pub fn of_activity(c: &mut Conn, id: ActivityId) -> QueryResult<Vec<InvitationRow>> {
    i::table.filter(i::activity_id.eq(id)).order((i::created_at, i::id)).select(InvitationRow::as_select()).load(c)
}

pub fn insert(tx: &mut Conn, row: &InvitationRow) -> QueryResult<usize> {
    diesel::insert_into(i::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn update(tx: &mut Conn, row: &InvitationRow, to: &InvitationRow) -> QueryResult<Option<InvitationRow>> {
    diesel::update(i::table.filter(i::id.eq(row.id)).filter(i::version.eq(row.version)))
        .set((
            (i::state.eq(to.state), i::people.eq(to.people), i::contact_name.eq(&to.contact_name), i::contact_phone.eq(&to.contact_phone)),
            (i::reason.eq(&to.reason), i::expires_at.eq(to.expires_at)),
            (i::answered_by.eq(to.answered_by), i::answered_at.eq(to.answered_at), i::version.eq(row.version + 1)),
        ))
        .returning(<InvitationRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Unanswered ones whose time has run out.
pub fn due(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<(InvitationId, ActivityId)>> {
    i::table
        .filter(i::state.eq(InvitationState::Invited))
        .filter(i::expires_at.le(now))
        .order(i::id)
        .limit(limit)
        .select((i::id, i::activity_id))
        .load(c)
}
