//! At which desk somebody sits: what the console shows depends on it, what they may do is said by the API.

use contract::accounts::{Me, Role};
use contract::org::{OrgLevel, OrgRef};
use leptos::prelude::*;

/// Whose console it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Nobody is signed in.
    Nobody,
    /// Somebody without a staff role.
    NotStaff,
    /// Runs the installation and sees no business data.
    NoBusiness,
    /// Clerk or secretary: the communities whose desk it is.
    Desk(Vec<OrgRef>),
    /// Writes down orders for those at whose door they stand: the communities of their grids.
    Grid(Vec<OrgRef>),
    Street(OrgRef),
    City(OrgRef),
    /// Calls residents back about orders that others handled.
    Caller(OrgRef),
    /// Answers whistles for a unit.
    Department,
    /// Keeps the list of a work unit, and sees nothing else.
    Liaison,
}

impl Seat {
    /// The desk comes before the street, the street before the city: whoever holds several roles sees where there is work to do.
    pub fn of(me: Option<&Me>) -> Self {
        let Some(me) = me else { return Self::Nobody };
        let node = |role: Role| me.roles.iter().find(|g| g.role == role).map(|g| g.node.clone());
        let at_desk = |role: Role| matches!(role, Role::CommunityClerk | Role::CommunitySecretary);
        let mut communities: Vec<OrgRef> = Vec::new();
        for grant in me.roles.iter().filter(|g| at_desk(g.role)) {
            if !communities.contains(&grant.node) {
                communities.push(grant.node.clone());
            }
        }
        if !communities.is_empty() {
            return Self::Desk(communities);
        }
        if me.has(Role::GridWorker) {
            return Self::Grid(grids(me));
        }
        match (node(Role::Street), node(Role::CityOffice), node(Role::Caller)) {
            (Some(street), _, _) => Self::Street(street),
            (None, Some(city), _) => Self::City(city),
            (None, None, Some(area)) => Self::Caller(area),
            _ if me.has(Role::Department) => Self::Department,
            _ if me.has(Role::UnitLiaison) => Self::Liaison,
            _ if me.has(Role::SysAdmin) => Self::NoBusiness,
            _ => Self::NotStaff,
        }
    }

    /// Whether there is anything to do here.
    pub const fn has_business(&self) -> bool {
        !matches!(self, Self::Nobody | Self::NotStaff | Self::NoBusiness)
    }

    /// Whether check-ins, posts and activities are looked at here: a community's desk, and those above it.
    pub const fn sees_service(&self) -> bool {
        matches!(self, Self::Desk(_) | Self::Street(_) | Self::City(_))
    }

    /// Whether it is the desk of a community, where orders are accepted and dispatched.
    pub const fn is_desk(&self) -> bool {
        matches!(self, Self::Desk(_))
    }

    /// Whether a list has to say which community an order belongs to.
    pub fn sees_several_communities(&self) -> bool {
        match self {
            Self::Desk(communities) => communities.len() > 1,
            _ => true,
        }
    }
}

/// A grid lies below its community, whose name its worker has as home; one who works in a whole community holds the role there.
fn grids(me: &Me) -> Vec<OrgRef> {
    let held = me.roles.iter().filter(|g| g.role == Role::GridWorker).map(|g| &g.node);
    let mut found: Vec<OrgRef> = held.filter(|n| n.level == OrgLevel::CommunityPartyCommittee).cloned().collect();
    if found.is_empty() {
        found.extend(me.home_community.clone());
    }
    found
}

/// The seat of whoever is signed in, for every page.
#[derive(Clone, Copy)]
pub struct Seated(pub Memo<Seat>);

impl Seated {
    /// The one of this program, as it is now: a page is drawn anew when it changes.
    pub fn here() -> Seat {
        expect_context::<Self>().0.get_untracked()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    fn me(roles: &[(&str, &str)]) -> Me {
        let id = "01930f2e-6f00-7000-8000-000000000001";
        let node = |path: &str| json!({"id": id, "name": path, "level": "community_party_committee", "path": path});
        let grants: Vec<_> = roles.iter().map(|(role, path)| json!({"id": id, "role": role, "node": node(path)})).collect();
        serde_json::from_value(json!({"id": id, "name": "刘芳", "phone_masked": "160****0004", "roles": grants, "teams": []})).unwrap()
    }

    #[test]
    fn everybody_has_a_seat() {
        assert_eq!(Seat::of(None), Seat::Nobody);
        assert_eq!(Seat::of(Some(&me(&[("resident", "a/b/")]))), Seat::NotStaff);
        assert_eq!(Seat::of(Some(&me(&[("sys_admin", "a/")]))), Seat::NoBusiness);
        assert!(matches!(Seat::of(Some(&me(&[("street", "a/b/")]))), Seat::Street(n) if n.path == "a/b/"));
        assert!(matches!(Seat::of(Some(&me(&[("sys_admin", "a/"), ("city_office", "a/")]))), Seat::City(_)));
        assert!(matches!(Seat::of(Some(&me(&[("grid_worker", "a/b/c/"), ("resident", "a/b/c/")]))), Seat::Grid(all) if all.len() == 1));
        assert!(matches!(Seat::of(Some(&me(&[("caller", "a/b/")]))), Seat::Caller(n) if n.path == "a/b/"));
        assert_eq!(Seat::of(Some(&me(&[("department", "a/"), ("resident", "a/b/")]))), Seat::Department);
        assert_eq!(Seat::of(Some(&me(&[("unit_liaison", "a/b/c/"), ("member", "a/b/c/")]))), Seat::Liaison);
    }

    #[test]
    fn the_desk_is_where_the_work_is() {
        let both =
            me(&[("street", "a/b/"), ("community_clerk", "a/b/c/"), ("community_secretary", "a/b/c/"), ("community_clerk", "a/b/d/")]);
        let seat = Seat::of(Some(&both));
        assert!(matches!(&seat, Seat::Desk(all) if all.iter().map(|n| n.path.as_str()).eq(["a/b/c/", "a/b/d/"])));
        assert!(seat.is_desk() && seat.sees_several_communities());
        assert!(!Seat::of(Some(&me(&[("community_clerk", "a/b/c/")]))).sees_several_communities());
        assert!(!Seat::NoBusiness.has_business() && Seat::Department.has_business());
    }
}
