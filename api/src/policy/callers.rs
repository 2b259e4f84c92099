//! The kinds of caller, seen from the order of a resident in the first community.

use crate::schema::{persons, team_members, teams};
use crate::testing::{Actor, TestApp};
use contract::TeamId;
use contract::accounts::Role;
use diesel::prelude::*;

/// Somebody who asks.
#[derive(Clone, Copy, Debug)]
pub enum Caller {
    Nobody,
    Requester,
    OtherResident,
    Member,
    Lead,
    OtherLead,
    Clerk,
    OtherClerk,
    Secretary,
    OtherSecretary,
    Street,
    OtherStreet,
    CityOffice,
    SysAdmin,
    Calls,
    Department,
    GridWorker,
    Liaison,
}

use Caller as C;

/// All of them, in the order of the columns.
pub const CALLERS: &[Caller] = &[
    C::Nobody,
    C::Requester,
    C::OtherResident,
    C::Member,
    C::Lead,
    C::OtherLead,
    C::Clerk,
    C::OtherClerk,
    C::Secretary,
    C::OtherSecretary,
    C::Street,
    C::OtherStreet,
    C::CityOffice,
    C::SysAdmin,
    C::Calls,
    C::Department,
    C::GridWorker,
    C::Liaison,
];

impl Caller {
    /// The head of the column.
    pub const fn short(self) -> &'static str {
        match self {
            C::Nobody => "none",
            C::Requester => "res",
            C::OtherResident => "res-2",
            C::Member => "memb",
            C::Lead => "lead",
            C::OtherLead => "lead-2",
            C::Clerk => "clerk",
            C::OtherClerk => "clrk-2",
            C::Secretary => "secr",
            C::OtherSecretary => "secr-2",
            C::Street => "strt",
            C::OtherStreet => "strt-2",
            C::CityOffice => "city",
            C::SysAdmin => "admin",
            C::Calls => "calls",
            C::Department => "dept",
            C::GridWorker => "grid",
            C::Liaison => "liais",
        }
    }

    /// What the head means.
    pub const fn about(self) -> &'static str {
        match self {
            C::Nobody => "not signed in",
            C::Requester => "resident, whose order it is",
            C::OtherResident => "another resident",
            C::Member => "a member of the team that has the order, or was offered it",
            C::Lead => "its lead",
            C::OtherLead => "the lead of another team, who does not belong to this one",
            C::Clerk => "clerk of the community that was asked",
            C::OtherClerk => "clerk of the community next to it",
            C::Secretary => "secretary of the community that was asked",
            C::OtherSecretary => "secretary of the community next to it",
            C::Street => "the street above that community",
            C::OtherStreet => "another street",
            C::CityOffice => "the city's office",
            C::SysAdmin => "who runs the installation",
            C::Calls => "who calls residents back, for that street",
            C::Department => "who answers for a department that is asked",
            C::GridWorker => "who works in a grid of that community",
            C::Liaison => "who keeps the list of a unit that checked in there",
        }
    }

    /// Signs in anew, so that a session that was ended is not missed.
    pub async fn sign_in(self, app: &TestApp) -> Actor<'_> {
        match self {
            C::Nobody => app.nobody(),
            C::Requester => app.role(Role::Resident).await,
            C::OtherResident => app.sign_in("13911112222").await,
            C::Member => app.role(Role::Member).await,
            C::Lead => app.role(Role::TeamLead).await,
            C::OtherLead => app.sign_in(&unconnected_lead(app).await).await,
            C::Clerk => app.role(Role::CommunityClerk).await,
            C::OtherClerk => app.other(Role::CommunityClerk).await,
            C::Secretary => app.role(Role::CommunitySecretary).await,
            C::OtherSecretary => app.with_role("13911113333", Role::CommunitySecretary, "429005/001/002/").await,
            C::Street => app.role(Role::Street).await,
            C::OtherStreet => app.with_role("13911114444", Role::Street, "429005/002/").await,
            C::CityOffice => app.role(Role::CityOffice).await,
            C::SysAdmin => app.role(Role::SysAdmin).await,
            C::Calls => app.with_role("13911115555", Role::Caller, "429005/001/").await,
            C::Department => app.answers_for("13911116666", &app.departments().await[0]).await,
            C::GridWorker => app.with_role("13911117777", Role::GridWorker, "429005/001/001/").await,
            C::Liaison => {
                super::check_ins::unit(app).await;
                app.sign_in(super::check_ins::KEEPER).await
            }
        }
    }
}

/// The number of somebody who leads another team and does not belong to that of the demo lead.
async fn unconnected_lead(app: &TestApp) -> String {
    let team: TeamId = app.team().await.parse().unwrap();
    app.read(move |c| {
        let inside = team_members::table.filter(team_members::team_id.eq(team)).select(team_members::person_id);
        teams::table
            .inner_join(persons::table.on(persons::id.eq(teams::leader_id)))
            .filter(teams::leader_id.ne_all(inside))
            .order(teams::name)
            .select(persons::phone)
            .first(c)
    })
    .await
}
