//! One function, one statement. Counts of private rows take a `Scope`.

use crate::platform::db::Conn;
use crate::platform::scope::Scope;
use crate::schema::{orders, saved_views};
use chrono::{DateTime, Utc};
use contract::desk::SavedView;
use contract::orders::{OrderState, Pending};
use contract::{PersonId, SavedViewId};
use diesel::dsl::count_star;
use diesel::prelude::*;

/// The views of a person, oldest first.
pub fn views(c: &mut Conn, person: PersonId) -> QueryResult<Vec<SavedView>> {
    type Row = (SavedViewId, String, String, DateTime<Utc>);
    let rows: Vec<Row> = saved_views::table
        .filter(saved_views::person_id.eq(person))
        .order((saved_views::created_at, saved_views::id))
        .select((saved_views::id, saved_views::name, saved_views::query, saved_views::created_at))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, name, query, created_at)| SavedView { id, name, query, created_at }).collect())
}

pub fn insert_view(tx: &mut Conn, person: PersonId, view: &SavedView) -> QueryResult<usize> {
    let row = (
        saved_views::id.eq(view.id),
        saved_views::person_id.eq(person),
        saved_views::name.eq(&view.name),
        saved_views::query.eq(&view.query),
        saved_views::created_at.eq(view.created_at),
    );
    diesel::insert_into(saved_views::table).values(row).execute(tx)
}

/// 0 when the person has no such view.
pub fn delete_view(tx: &mut Conn, person: PersonId, id: SavedViewId) -> QueryResult<usize> {
    diesel::delete(saved_views::table.filter(saved_views::id.eq(id)).filter(saved_views::person_id.eq(person))).execute(tx)
}

/// How many orders of one area are in each of these states; with `late`, only those whose present stage is over its time by then.
pub fn count_by_state(
    c: &mut Conn,
    scope: &Scope,
    states: &[OrderState],
    late: Option<DateTime<Utc>>,
) -> QueryResult<Vec<(OrderState, i64)>> {
    let mut found: Vec<(OrderState, i64)> = Vec::new();
    for area in &scope.areas {
        let mut query = orders::table
            .filter(orders::area.ge(area.path.clone()).and(orders::area.lt(area.end())))
            .filter(orders::state.eq_any(states.to_vec()))
            .group_by(orders::state)
            .select((orders::state, count_star()))
            .into_boxed();
        if let Some(now) = late {
            query = query.filter(orders::due_at.lt(now));
        }
        found.extend(query.load::<(OrderState, i64)>(c)?);
    }
    Ok(found)
}

/// How many orders of the areas wait for each kind of decision.
pub fn count_pending(c: &mut Conn, scope: &Scope) -> QueryResult<Vec<(Option<Pending>, i64)>> {
    let mut found = Vec::new();
    for area in &scope.areas {
        let query = orders::table
            .filter(orders::area.ge(area.path.clone()).and(orders::area.lt(area.end())))
            .filter(orders::pending.is_not_null())
            .group_by(orders::pending)
            .select((orders::pending, count_star()));
        found.extend(query.load::<(Option<Pending>, i64)>(c)?);
    }
    Ok(found)
}
