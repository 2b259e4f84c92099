//! The wish (微心愿): something small that somebody would like, verified by the community, published without a name, claimed by a team.

use crate::orders::{Consent, Contact, ItemRef, NewContact};
use crate::{MenuItemId, OrderId, OrgUnitId, PersonId, TeamId, WishId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Where a wish stands.
    WishState {
        Submitted = "submitted",
        /// Verified by the community; everybody can read its summary and a team can claim it.
        Published = "published",
        /// A team has claimed it: an order goes on for it.
        Claimed = "claimed",
        /// The wisher confirmed the order.
        Fulfilled = "fulfilled",
        Withdrawn = "withdrawn",
        Rejected = "rejected",
    }

    /// A step of a wish.
    WishAction {
        Verify = "verify",
        Reject = "reject",
        Withdraw = "withdraw",
        Claim = "claim",
        /// System: its order was confirmed.
        Fulfil = "fulfil",
        /// System: its order ended without being done.
        Release = "release",
    }
}

/// A new wish.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewWish {
    /// The item of the menu that comes nearest.
    pub item_id: MenuItemId,
    pub community_id: OrgUnitId,
    /// In the person's own words; never published.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
    #[validate(nested)]
    pub contact: NewContact,
    /// Desk and grid workers only: written down for the person in `contact`.
    #[serde(default)]
    pub on_behalf: bool,
    /// Required with `on_behalf`, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub consent: Option<Consent>,
}

/// Says that a wish is real, and what everybody may read of it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyWish {
    pub expected_version: i32,
    /// Public: without name, telephone number and address.
    #[validate(length(min = 5, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 200))]
    pub summary: String,
}

/// Rejects a wish.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectWish {
    pub expected_version: i32,
    /// What the person is told.
    #[validate(length(min = 5, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 500))]
    pub explanation: String,
}

/// Claims a wish for a team the caller leads or belongs to.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClaimWish {
    pub team_id: TeamId,
    /// Who answers for it, a member of the team; the caller when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person_id: Option<PersonId>,
}

/// Filters of `GET /wishes`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct WishFilter {
    pub community: Option<OrgUnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// A published wish: what it is and where, and nothing of the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicWish {
    pub id: WishId,
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub number: String,
    pub summary: String,
    pub community_name: String,
}

/// A wish, whole: for the person, and for the desk with the contact masked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wish {
    pub id: WishId,
    pub number: String,
    pub state: WishState,
    pub version: i32,
    pub item: ItemRef,
    pub community_id: OrgUnitId,
    pub community_name: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    pub contact: Contact,
    pub is_mine: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// Why it was rejected.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub explanation: String,
    /// The order that goes on for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    pub allowed_actions: Vec<WishAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of published wishes, newest first.
    PublicWishPage of PublicWish,
    /// A page of wishes, newest first.
    WishPage of Wish,
}
