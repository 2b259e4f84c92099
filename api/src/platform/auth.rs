//! Who calls. A handler that takes `Desk` or `TeamLead` cannot be reached without the role: authorisation is a type one holds.

use super::db::Conn;
use super::error::{ApiError, ApiResult};
use super::request::Origin;
use super::scope::{Area, Grant, Scope};
use crate::app::App;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use contract::accounts::Role;
use contract::{PersonId, ProblemCode, SessionId, TeamId};
use futures_util::future::LocalBoxFuture;
use std::ops::Deref;
use std::sync::Arc;

/// A signed-in person with the roles they hold now.
#[derive(Clone, Debug)]
pub struct Principal {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    pub grants: Vec<Grant>,
    /// Teams this person leads.
    pub leads: Vec<TeamId>,
    /// Teams this person belongs to, those led among them.
    pub teams: Vec<TeamId>,
}

/// The caller of a request.
#[derive(Clone, Debug)]
pub struct Who {
    pub principal: Arc<Principal>,
    pub origin: Origin,
}

impl Deref for Who {
    type Target = Principal;
    fn deref(&self) -> &Principal {
        &self.principal
    }
}

/// Roles that see the orders of their subtree.
pub const STAFF: &[Role] = &[Role::CommunityClerk, Role::CommunitySecretary, Role::Street, Role::CityOffice];
/// Roles that may see who a resident is: those who have to call or visit. The city's office works without raw identities.
pub const REVEALERS: &[Role] = &[Role::CommunityClerk, Role::CommunitySecretary, Role::Street];
/// Roles that make rules for what lies at or below their node.
pub const RULE_MAKERS: &[Role] = &[Role::CommunitySecretary, Role::Street, Role::CityOffice];
/// Roles that work at the community's desk.
pub const DESK: &[Role] = &[Role::CommunityClerk, Role::CommunitySecretary];
/// Roles that may call a resident back about an order they did not handle.
pub const CALLERS: &[Role] = &[Role::Caller, Role::CommunityClerk, Role::CommunitySecretary, Role::Street];
/// Roles that call the giver of a bad rating: the community is not among them, for whom the rater stays sealed.
pub const RATER_CALLERS: &[Role] = &[Role::Caller, Role::Street];

impl Principal {
    /// Whether the person holds one of the roles anywhere.
    pub fn holds(&self, roles: &[Role]) -> bool {
        self.grants.iter().any(|g| roles.contains(&g.role))
    }

    /// Whether the person holds one of the roles at a node above `path`, or at it.
    pub fn holds_at(&self, roles: &[Role], path: &str) -> bool {
        self.grants.iter().any(|g| roles.contains(&g.role) && path.starts_with(&g.path))
    }

    /// What part of the orders this person may see.
    pub fn scope(&self) -> Scope {
        Scope { person: self.person, areas: self.areas(STAFF), calls: self.areas(&[Role::Caller]), teams: self.teams.clone() }
    }

    /// The nodes at which this person holds one of the roles, each once.
    pub fn areas(&self, roles: &[Role]) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        for grant in self.grants.iter().filter(|g| roles.contains(&g.role)) {
            let area = Area { node_id: grant.node_id, path: grant.path.clone(), has_absorbed: grant.has_absorbed };
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        areas
    }

    /// Key under which idempotency keys of this person are kept.
    pub fn key_scope(&self) -> String {
        self.person.to_string()
    }
}

impl FromRequest for Who {
    type Error = ApiError;
    type Future = LocalBoxFuture<'static, ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { identify(&req).await })
    }
}

async fn identify(req: &HttpRequest) -> ApiResult<Who> {
    let app = req.app_data::<Data<App>>().ok_or_else(|| ApiError::internal("the application is not set up"))?;
    let token = bearer(req).ok_or_else(|| ApiError::new(ProblemCode::SignInRequired, "no access token was sent"))?;
    let claims = app.tokens.read(token, app.clock.now())?;
    let principal = app.principals.get(&app.db, claims.sid, app.clock.now()).await?;
    let origin = Origin::of(req, principal.person.to_string());
    Ok(Who { principal, origin })
}

/// The access token of a request.
pub fn bearer(req: &HttpRequest) -> Option<&str> {
    let value = req.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Principals read lately. A sign-out or a changed role takes effect at once in this process, elsewhere after the configured seconds.
pub struct Principals {
    cache: moka::future::Cache<SessionId, Arc<Principal>>,
}

impl Principals {
    /// A cache that keeps a principal for so many seconds.
    pub fn new(seconds: u64) -> Self {
        let life = std::time::Duration::from_secs(seconds);
        Self { cache: moka::future::Cache::builder().max_capacity(50_000).time_to_live(life).build() }
    }

    /// The person behind a session that lasts.
    pub async fn get(&self, db: &super::db::Db, session: SessionId, now: chrono::DateTime<chrono::Utc>) -> ApiResult<Arc<Principal>> {
        if let Some(known) = self.cache.get(&session).await {
            return Ok(known);
        }
        let read = move |c: &mut Conn| ApiResult::Ok(crate::accounts::principal(c, session, now)?);
        let ended = || ApiError::new(ProblemCode::SessionEnded, "this session was signed out or has run out");
        let principal = Arc::new(db.read(read).await?.ok_or_else(ended)?);
        self.cache.insert(session, Arc::clone(&principal)).await;
        Ok(principal)
    }

    /// Forgets one session.
    pub async fn forget(&self, session: SessionId) {
        self.cache.invalidate(&session).await;
    }

    /// Forgets all, for instance after a change of roles or of the tree.
    pub fn forget_all(&self) {
        self.cache.invalidate_all();
    }
}

macro_rules! roles {
    ($($(#[$meta:meta])* $name:ident = $roles:expr, $words:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Who);

        impl $name {
            /// The roles that open it.
            pub const ROLES: &'static [Role] = $roles;
        }

        impl Deref for $name {
            type Target = Who;
            fn deref(&self) -> &Who { &self.0 }
        }

        impl FromRequest for $name {
            type Error = ApiError;
            type Future = LocalBoxFuture<'static, ApiResult<Self>>;

            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                let req = req.clone();
                Box::pin(async move {
                    let who = identify(&req).await?;
                    if who.holds(Self::ROLES) { Ok(Self(who)) } else { Err(ApiError::forbidden($words)) }
                })
            }
        }
    )+};
}

roles! {
    /// A clerk or secretary of a community.
    Desk = DESK, "only a clerk or the secretary of a community may do this";
    /// The secretary of a community.
    Secretary = &[Role::CommunitySecretary], "only the secretary of a community may do this";
    /// The city's double check-in office.
    CityOffice = &[Role::CityOffice], "only the city's office may do this";
    /// Who keeps a menu: the city's office that of all, a secretary that of their community.
    MenuKeeper = &[Role::CommunitySecretary, Role::CityOffice], "only the city's office and the secretaries of communities keep the menu";
    /// Somebody who may call residents back.
    Caller = CALLERS, "only those who call residents back may do this";
    /// Somebody who may call the giver of a bad rating.
    RaterCaller = RATER_CALLERS, "only those who call the givers of bad ratings may do this";
    /// The street working committee.
    Street = &[Role::Street], "only the street may do this";
    /// Somebody who answers whistles for a unit.
    Department = &[Role::Department], "only departments may do this";
    /// Who keeps the list of a unit's members.
    UnitLiaison = &[Role::UnitLiaison], "only the liaison of a unit may do this";
    /// Who decides about a rejection that somebody else proposed.
    Decider = &[Role::CommunitySecretary, Role::Street], "only the secretary of a community or its street may do this";
    /// Staff of a community, a street or the city.
    Staff = STAFF, "only staff may do this";
    /// The secretary of a community, a street, the city's office.
    RuleMaker = RULE_MAKERS, "only the secretary of a community, a street or the city's office may do this";
}
