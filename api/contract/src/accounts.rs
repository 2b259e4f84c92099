//! Signing in, sessions, roles and who one is.

use crate::org::{OrgRef, TeamRef};
use crate::{GrantId, PersonId, SessionId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

crate::words! {
    /// What a person may do at a node of the organisation tree, and in everything below it.
    Role {
        /// Orders, follows, confirms and rates (居民). Everybody who signs in with a phone code is one.
        Resident = "resident",
        /// A Party member who checked in (报到党员).
        Member = "member",
        /// Leads a volunteer team: takes or declines what it is offered.
        TeamLead = "team_lead",
        /// Works at the volunteer service station: triage and dispatch.
        CommunityClerk = "community_clerk",
        /// Answers for the community; confirms rejections, names a lead when nobody takes an order.
        CommunitySecretary = "community_secretary",
        /// The street working committee (街道大工委).
        Street = "street",
        /// The city's double check-in office (双报到办).
        CityOffice = "city_office",
        /// Runs the installation; sees no business data.
        SysAdmin = "sys_admin",
        /// Goes from door to door (网格员): orders for residents with their consent.
        GridWorker = "grid_worker",
        /// Calls residents back (回访员) about orders that others handled.
        Caller = "caller",
        /// Answers whistles for a department: the units the person belongs to.
        Department = "department",
        /// Checks the units the person belongs to in, and keeps their lists of members (报到单位联络员).
        UnitLiaison = "unit_liaison",
    }
}

/// Asks for a one-time code by SMS.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPhoneCode {
    /// A mobile number of mainland China, 11 digits.
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
}

/// A code is on its way. The answer is the same whether or not somebody has an account with this number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhoneCodeSent {
    /// Until when the code can be used (UTC).
    pub expires_at: DateTime<Utc>,
    /// Seconds until another code may be asked for.
    pub resend_after_seconds: u32,
}

/// Signs in: staff and members with a password, residents with the code from the SMS. Exactly one of the two.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "one_secret"))]
pub struct NewSession {
    /// A mobile number of mainland China, 11 digits.
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub password: Option<String>,
    /// The six digits from the SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::phone_code"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{6}$"))]
    pub code: Option<String>,
}

fn one_secret(ask: &NewSession) -> Result<(), ValidationError> {
    if ask.password.is_some() == ask.code.is_some() {
        return Err(ValidationError::new("choice").with_message("give either a password or a code".into()));
    }
    Ok(())
}

/// A session: the access token for the `Authorization: Bearer` header. The refresh token comes in an HttpOnly cookie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    pub id: SessionId,
    /// A JWT. Keep it in memory only.
    pub access_token: String,
    /// When the access token ends (UTC); refresh before.
    pub expires_at: DateTime<Utc>,
    pub me: Me,
}

/// Who is signed in, and what they may do where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    pub id: PersonId,
    pub name: String,
    /// The middle four digits are hidden.
    #[cfg_attr(feature = "openapi", schema(example = "139****0001"))]
    pub phone_masked: String,
    pub roles: Vec<RoleGrant>,
    /// The teams this person leads or belongs to.
    pub teams: Vec<TeamRef>,
    /// The community this person ordered from last, or is a member of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_community: Option<OrgRef>,
}

impl Me {
    /// Whether this person holds the role anywhere.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|g| g.role == role)
    }

    /// Whether the console is for this person.
    pub fn is_staff(&self) -> bool {
        use Role::*;
        [CommunityClerk, CommunitySecretary, Street, CityOffice, SysAdmin].iter().any(|r| self.has(*r))
    }
}

/// A role held at a node; it counts for the whole subtree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoleGrant {
    pub id: GrantId,
    pub role: Role,
    pub node: OrgRef,
}

/// Changes what a person may change about themselves.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMe {
    /// The name the community sees on orders.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
}
