//! Persons: members by unit and home, staff at their desks, residents; with phones that belong to nobody.

use super::accounts::{DEMO_ACCOUNTS, DemoAccount, DemoNode};
use super::chance::Chance;
use super::data::Data;
use super::names::{Names, phone};
use super::places::{Place, Places};
use super::rows::{GrantRow, PersonRow};
use super::{City, Scale};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::{GrantId, OrgUnitId, PersonId};

/// Somebody with their phone, as orders name them.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub id: PersonId,
    pub name: String,
    pub phone: String,
}

/// The people of one community.
#[derive(Clone, Debug, Default)]
pub struct Locals {
    pub clerks: Vec<PersonId>,
    pub secretary: Option<PersonId>,
    pub members: Vec<Somebody>,
    pub residents: Vec<Somebody>,
}

/// All who were made, by community in the order of `Places::communities`.
pub struct People {
    pub locals: Vec<Locals>,
}

/// How many of each.
pub struct Numbers {
    pub members: usize,
    pub residents: usize,
}

impl Numbers {
    /// 11,764 members are what the programme counted in Qianjiang.
    pub const fn of(scale: Scale) -> Self {
        match scale {
            Scale::City => Self { members: 11_764, residents: 9_000 },
            Scale::Small => Self { members: 360, residents: 180 },
        }
    }
}

struct Builder<'a> {
    names: Names<'a>,
    chance: Chance,
    seed: u64,
    at: DateTime<Utc>,
    city: &'a mut City,
    phones: u64,
}

/// Fills `city` with persons and roles. `password_hash` is that of the demo accounts.
pub fn build(city: &mut City, data: &Data, places: &Places, seed: u64, scale: Scale, at: DateTime<Utc>, password_hash: &str) -> People {
    let mut builder =
        Builder { names: Names::new(&data.people, seed, "people"), chance: Chance::new(seed, "people"), seed, at, city, phones: 0 };
    let mut locals: Vec<Locals> = vec![Locals::default(); places.communities.len()];
    for account in DEMO_ACCOUNTS {
        builder.demo(account, places, &mut locals, password_hash);
    }
    for (community, locals) in places.communities.iter().zip(&mut locals) {
        builder.staff(&community.place, locals);
    }
    for street in &places.streets {
        builder.office(Role::Street, street);
    }
    builder.office(Role::CityOffice, &places.city);
    let numbers = Numbers::of(scale);
    let demo_members = locals.iter().map(|l| l.members.len()).sum::<usize>();
    builder.spread(places, &mut locals, numbers.members - demo_members, true);
    builder.spread(places, &mut locals, numbers.residents, false);
    People { locals }
}

impl Builder<'_> {
    fn person(&mut self, name: String, home: Option<OrgUnitId>) -> Somebody {
        let phone = phone(self.seed, self.phones);
        self.phones += 1;
        self.insert(name, phone, home, None)
    }

    fn insert(&mut self, name: String, phone: String, home_id: Option<OrgUnitId>, password_hash: Option<String>) -> Somebody {
        let id = PersonId(self.chance.id(self.at));
        self.city.persons.push(PersonRow {
            id,
            name: name.clone(),
            phone: phone.clone(),
            password_hash,
            home_id,
            failed_attempts: 0,
            locked_until: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        });
        Somebody { id, name, phone }
    }

    fn grant(&mut self, person: PersonId, role: Role, node: OrgUnitId) {
        let id = GrantId(self.chance.id(self.at));
        self.city.role_grants.push(GrantRow { id, person_id: person, role, node_id: node, granted_at: self.at, ended_at: None });
    }

    /// Leads of teams get their role when the teams are made.
    fn demo(&mut self, account: &DemoAccount, places: &Places, locals: &mut [Locals], password_hash: &str) {
        let community = match account.node {
            DemoNode::FirstCommunity => Some(0),
            DemoNode::SecondCommunity => Some(1),
            DemoNode::CentralStreet | DemoNode::City => None,
        };
        let node = community.and_then(|i| places.communities.get(i)).map(|c| &c.place);
        let office = if account.node == DemoNode::City { Some(&places.city) } else { places.streets.first() };
        let somebody = self.insert(account.name.into(), account.phone.into(), node.map(|n| n.id), Some(password_hash.to_owned()));
        if let Some(node) = node.or(office).filter(|_| account.role != Role::TeamLead) {
            self.grant(somebody.id, account.role, node.id);
        }
        let Some(locals) = community.and_then(|i| locals.get_mut(i)) else {
            return;
        };
        match account.role {
            Role::CommunityClerk => locals.clerks.push(somebody.id),
            Role::CommunitySecretary => locals.secretary = Some(somebody.id),
            Role::Member => locals.members.push(somebody),
            Role::TeamLead => {
                if let Some(node) = node {
                    self.grant(somebody.id, Role::Member, node.id);
                }
                locals.members.push(somebody);
            }
            _ => locals.residents.push(somebody),
        }
    }

    /// One or two clerks and the secretary, who bears the name that stands in the tree.
    fn staff(&mut self, place: &Place, locals: &mut Locals) {
        while locals.clerks.is_empty() || (locals.clerks.len() == 1 && self.chance.percent(30)) {
            let name = self.names.next();
            let clerk = self.person(name, Some(place.id)).id;
            self.grant(clerk, Role::CommunityClerk, place.id);
            locals.clerks.push(clerk);
        }
        match locals.secretary {
            Some(id) => {
                let name = self.city.persons.iter().find(|p| p.id == id).map(|p| p.name.clone());
                if let (Some(name), Some(node)) = (name, self.city.org_units.iter_mut().find(|o| o.id == place.id)) {
                    node.secretary = name;
                }
            }
            None => {
                let id = self.person(place.secretary.clone(), Some(place.id)).id;
                self.grant(id, Role::CommunitySecretary, place.id);
                locals.secretary = Some(id);
            }
        }
    }

    fn office(&mut self, role: Role, node: &Place) {
        let name = self.names.next();
        let id = self.person(name, None).id;
        self.grant(id, role, node.id);
    }

    /// Most live in the communities of the streets, fewer in villages.
    fn spread(&mut self, places: &Places, locals: &mut [Locals], count: usize, are_members: bool) {
        let weights: Vec<u32> = places.communities.iter().map(|c| if c.is_village { 2 } else { 10 }).collect();
        for _ in 0..count {
            let index = self.chance.weighted(&weights);
            let (Some(community), Some(locals)) = (places.communities.get(index), locals.get_mut(index)) else {
                continue;
            };
            let name = self.names.next();
            let somebody = self.person(name, Some(community.place.id));
            if are_members {
                self.grant(somebody.id, Role::Member, community.place.id);
                locals.members.push(somebody);
            } else {
                locals.residents.push(somebody);
            }
        }
    }
}
